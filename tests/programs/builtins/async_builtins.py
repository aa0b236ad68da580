# aiter and anext on what is not asynchronous, and a breakpoint hook.
import sys

for f in (aiter, anext):
    try:
        f(3)
    except TypeError as e:
        print(f.__name__, e)


class Source:
    def __aiter__(self):
        return self

    def __anext__(self):
        return "next"


source = Source()
print(aiter(source) is source, anext(source))


def hook(*args, **kwargs):
    print("hook", args, kwargs)
    return 42


sys.breakpointhook = hook
print(breakpoint(1, x=2))
del sys.breakpointhook
try:
    breakpoint()
except RuntimeError as e:
    print(e)
