# difftest: exit=1
def f():
    nonlocal q
