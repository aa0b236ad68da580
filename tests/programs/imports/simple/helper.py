"""Helper doc."""
print("helper loaded", __name__)
VALUE = 21
_private = "hidden from star"
counter = 0


def double(x):
    return x * 2


def triple(x):
    return x * 3


def bump():
    global counter
    counter += 1


def main_name():
    import sys
    return sys.modules["__main__"].__name__
