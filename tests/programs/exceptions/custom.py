# Own exception classes: attributes, hierarchy, matching by subclass, __init__ and __str__.
class AppError(Exception):
    """Base."""

    def __init__(self, message, code=0):
        super().__init__(message)
        self.code = code


class NotFound(AppError):
    def __str__(self):
        return f"not found: {self.args[0]}"


class Both(KeyError, AttributeError):
    pass


class NoInit(Exception):
    def __init__(self, *a):
        pass


for e in (AppError("m"), AppError("m", code=5), NotFound("x", 404), Both("b"), NoInit(1, 2), NoInit()):
    try:
        raise e
    except NotFound as n:
        print("NotFound", n, repr(n), n.args, n.code)
    except AppError as n:
        print("AppError", n, repr(n), n.args, n.code)
    except (TypeError, LookupError) as n:
        print("lookup", n, repr(n), isinstance(n, AttributeError))
    except Exception as n:
        print("other", str(n), repr(n), n.args)
for src in ("class X(ValueError, OSError): pass\nprint(X('a'))", "class Y(ValueError, int): pass", "raise AppError", "raise NotFound()", "raise AppError('x', 1, 2)"):
    try:
        exec(src)
    except Exception as e:
        print(type(e).__name__, e)


class Meta(type):
    def __instancecheck__(cls, o):
        print("never asked")
        return True


class Picky(Exception, metaclass=Meta):
    pass


try:
    try:
        raise ValueError("v")
    except Picky:
        print("wrong")
except ValueError as e:
    print("right", e)


def dynamic():
    print("evaluated")
    return ValueError


try:
    int("x")
except dynamic() as e:
    print(e)
try:
    try:
        pass
    except dynamic():
        pass
finally:
    print("not evaluated")


class Retry:
    def __init__(self, times):
        self.times, self.tries = times, 0

    def __call__(self, f):
        while True:
            try:
                self.tries += 1
                return f(self.tries)
            except AppError as e:
                if self.tries >= self.times:
                    raise NotFound("gave up", self.tries) from e


def flaky(n):
    if n < 3:
        raise AppError(f"try {n}")
    return "ok after " + str(n)


print(Retry(5)(flaky))
try:
    Retry(2)(flaky)
except NotFound as e:
    print(e, e.code, repr(e.__cause__))
n = 0
for i in range(1000):
    try:
        if i % 3 == 0:
            raise AppError("loop", i)
        if i % 5 == 0:
            raise KeyError(i)
    except AppError as e:
        n += e.code
    except KeyError as e:
        n -= e.args[0]
print(n)
e = ValueError("pickle", [1])
e.extra = 1
print(e.__reduce__()[:2], e.__dict__, vars(e))
