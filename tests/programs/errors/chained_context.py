# difftest: exit=1
def load(d):
    try:
        return d["key"]
    except KeyError:
        return d.missing_attribute


load({})
