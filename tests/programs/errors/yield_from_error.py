# difftest: exit=1
def inner():
    yield 1
    raise LookupError("inner failed")


def outer():
    yield from inner()


print(sum(outer()))
