# difftest: exit=1
def deco(f):
    raise TypeError("decorator failed on " + f.__name__)


@deco
def target():
    pass
