# with in compiled code: entered, left, exceptions swallowed and let through.
class Guard:
    def __init__(self, swallow):
        self.swallow = swallow
        self.inside = 0

    def __enter__(self):
        self.inside += 1
        return self

    def __exit__(self, kind, exc, tb):
        self.inside -= 1
        if kind is not None:
            seen[kind.__name__] = seen.get(kind.__name__, 0) + 1
            if tb.tb_frame.f_code.co_name != "work":
                print("frame", tb.tb_frame.f_code.co_name)
        return self.swallow and kind is KeyError


seen = {}


def work(i, g):
    with g as h:
        if i % 3 == 0:
            raise KeyError(i)
        if i % 5 == 0:
            raise ValueError(i)
        if i % 7 == 0:
            return -h.inside
    return h.inside


def main(n):
    guards = [Guard(True), Guard(False)]
    total = errors = 0
    for i in range(n):
        try:
            total += work(i, guards[i & 1])
        except LookupError as e:
            errors += e.args[0]
        except ValueError:
            errors += 1
    return total, errors, [g.inside for g in guards]


print(main(4000), sorted(seen.items()))


class Bad:
    def __enter__(self):
        raise OSError("enter")

    def __exit__(self, *a):
        raise RuntimeError("exit")


class Worse:
    def __enter__(self):
        return 5

    def __exit__(self, *a):
        raise RuntimeError("exit", a[0] and a[0].__name__)


def bad(n):
    out = {}
    for i in range(n):
        try:
            with (Bad() if i % 3 == 0 else Worse()) as x:
                if i % 3 == 1:
                    raise KeyError(x)
        except Exception as e:
            k = repr(e), repr(e.__context__)
            out[k] = out.get(k, 0) + 1
    try:
        with 5:
            pass
    except TypeError as e:
        print(e)
    return sorted(out.items())


print(bad(1500))


def nested(n):
    a, b = Guard(True), Guard(False)
    total = 0
    for i in range(n):
        try:
            with a, b as h:
                total += h.inside
                if i % 4 == 0:
                    break_out(i)
                if i % 9 == 0:
                    continue
                total += 1
        finally:
            total += a.inside + b.inside
    return total


class Quiet(Guard):
    def __exit__(self, kind, exc, tb):
        return True


def break_out(i):
    raise KeyError(i)


def work2(n):
    total = 0
    for i in range(n):
        with Quiet(True) as q:
            total += q.inside
            if i % 2:
                break_out(i)
            total += 1
    return total


print(work2(2000))
seen.clear()
try:
    print(nested(500))
except KeyError as e:
    print("KeyError", e)
