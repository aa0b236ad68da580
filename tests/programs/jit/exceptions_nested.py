# finally and except inside each other, raise in handlers, contexts and causes, re-raise, return in finally.
def nested(n):
    log = [0] * 5
    for i in range(n):
        try:
            try:
                if i % 2:
                    raise KeyError(i)
                log[0] += 1
            finally:
                log[1] += 1
                if i % 7 == 0:
                    raise ValueError(i)
        except KeyError:
            log[2] += 1
        except ValueError as e:
            log[3] += e.__context__ is not None
            log[4] += e.args[0]
    return log


def chain(n):
    c = {}
    for i in range(n):
        try:
            try:
                [][i]
            except IndexError as e:
                if i % 3 == 0:
                    raise
                if i % 3 == 1:
                    raise TypeError("t") from e
                raise RuntimeError("r")
        except Exception as e:
            k = (type(e).__name__, type(e.__cause__).__name__, type(e.__context__).__name__, e.__suppress_context__)
            c[k] = c.get(k, 0) + 1
    return c


def returns(n):
    def f(i):
        for _ in range(3):
            try:
                if i % 2:
                    return "try"
                1 // 0
            except ZeroDivisionError:
                return "except"
            finally:
                total[0] += 1

    total = [0]
    out = [f(i) for i in range(n)]
    return out.count("try"), out.count("except"), total


class Guard:
    def __init__(self, eat):
        self.eat = eat

    def __enter__(self):
        return self

    def __exit__(self, t, e, tb):
        self.seen = t
        return self.eat


def guarded(n):
    c = 0
    for i in range(n):
        g = Guard(i % 3 != 0)
        try:
            with g as h, Guard(False):
                if i % 2:
                    raise LookupError(i)
                c += 1
        except LookupError as e:
            c += 100
        c += g.seen is LookupError
    return c


print(nested(3000))
print(chain(900))
print(returns(1500), guarded(2000))
