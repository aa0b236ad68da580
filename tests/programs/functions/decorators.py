# Decorators of functions, methods and classes.
def trace(f):
    def wrapper(*args, **kwargs):
        print("call", f.__name__, args, kwargs)
        result = f(*args, **kwargs)
        print("->", result)
        return result
    wrapper.__name__ = f.__name__
    wrapper.__wrapped__ = f
    return wrapper


def times(n):
    def deco(f):
        def wrapper(*a):
            return [f(*a) for _ in range(n)]
        return wrapper
    return deco


@trace
def add(a, b=1):
    return a + b


@times(2)
@trace
def hello(name):
    return "hi " + name


print(add(1), add(1, b=5), hello("x"), add.__name__, add.__wrapped__(3, 4))
registry = {}


def register(cls):
    registry[cls.__name__.lower()] = cls
    cls.registered = True
    return cls


@register
class Plugin:
    @trace
    def run(self, x):
        return x * 2

    def __repr__(self):
        return "<plugin>"

    @staticmethod
    @trace
    def st(x):
        return x

    @classmethod
    @trace
    def cl(cls):
        return cls.__name__


print(registry["plugin"].registered, Plugin().run(4), Plugin.st(1), Plugin().cl())


class Memo:
    def __init__(self, f):
        self.f, self.cache = f, {}

    def __call__(self, *args):
        if args not in self.cache:
            self.cache[args] = self.f(*args)
        return self.cache[args]


@Memo
def fib(n):
    return n if n < 2 else fib(n - 1) + fib(n - 2)


print(fib(80), len(fib.cache))


@lambda f: f()
def computed():
    return 42


print(computed)
ds = [lambda f: (lambda: f() + "0"), lambda f: (lambda: f() + "1")]


@ds[1]
@ds[0]
def base():
    return "b"


print(base())
