# difftest: exit=1
x = """abc
def
