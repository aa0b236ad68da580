# difftest: exit=1
def f(True):
    pass
