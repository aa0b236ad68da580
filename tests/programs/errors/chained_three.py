# difftest: exit=1
def one():
    raise KeyError("one")


def two():
    try:
        one()
    except KeyError as e:
        raise TypeError("two") from e


def three():
    try:
        two()
    except TypeError:
        raise ValueError("three")


three()
