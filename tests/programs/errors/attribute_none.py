# difftest: exit=1
def find(items, key):
    for item in items:
        if item == key:
            return item


find(["a"], "b").upper()
