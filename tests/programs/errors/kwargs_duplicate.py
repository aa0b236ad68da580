# difftest: exit=1
def f(a, **kw):
    return kw


f(1, **{"b": 2}, **{"b": 3})
