# Handlers in compiled code: matching, binding, else, finally, nesting, bare raise, raise from.
import sys


class A(Exception):
    pass


class B(A):
    def __init__(self, n):
        super().__init__(n)
        self.n = n


class C(Exception):
    def __init__(self, *args):
        self.count = len(args)


def source(i):
    k = i % 11
    if k == 0:
        raise A
    if k == 1:
        raise B(i)
    if k == 2:
        raise C(i, k)
    if k == 3:
        return 1 // (i - i)
    if k == 4:
        return [1, 2][i + 2]
    if k == 5:
        return {}[i]
    if k == 6:
        return int("x%d" % i)
    if k == 7:
        return next(iter(()))
    if k == 8:
        return None.attribute
    return i


def classify(i):
    try:
        return source(i)
    except B as e:
        return -e.n
    except A:
        return -2
    except (IndexError, KeyError) as e:
        return str(e)
    except C as e:
        return e.count, e.args
    except ZeroDivisionError as e:
        return str(e)
    except (ValueError, StopIteration, AttributeError) as e:
        return type(e).__name__, e.args
    finally:
        tally[i % 3] += 1


tally = [0, 0, 0]


def run(n):
    out = {}
    for i in range(n):
        r = classify(i)
        if i % 97 == 0 or i > n - 12:
            out[i] = r
    return out


print(run(3000), tally)


def bound_and_deleted(n):
    seen = 0
    for i in range(n):
        try:
            if i & 1:
                raise B(i)
        except B as e:
            seen += e.n
        try:
            e
        except NameError as problem:
            seen += len(str(problem))
    return seen


print(bound_and_deleted(2000))


def again(i):
    try:
        source(i)
    except ArithmeticError:
        raise
    except LookupError as e:
        raise C("from lookup", i) from e
    except AttributeError:
        raise C("in context") from None
    except B:
        raise A("replaced")


def chain(e):
    links = []
    while e is not None and len(links) < 5:
        links.append((type(e).__name__, e.args, e.__suppress_context__))
        e = e.__cause__ or e.__context__
    return links


def chains(n):
    out = []
    for i in range(n):
        try:
            again(i)
        except Exception as e:
            if i > n - 12:
                out.append(chain(e))
    return out


for c in chains(2500):
    print(c)


def lines(e):
    t, out = e.__traceback__, []
    while t is not None:
        out.append((t.tb_frame.f_code.co_name, t.tb_lineno - base))
        t = t.tb_next
    return out


base = again.__code__.co_firstlineno


def tracebacks(n):
    out = {}
    for i in range(n):
        try:
            again(i)
        except Exception as e:
            if i > n - 12:
                out[i % 11] = lines(e)
            elif i % 11 == 3 and len(lines(e)) != 3:
                print("lost", i, lines(e))
    return out


for k, v in sorted(tracebacks(2500).items()):
    print(k, v)


def handled(n):
    # sys.exception() and sys.exc_info() in and behind handlers.
    wrong = 0
    for i in range(n):
        if sys.exception() is not None:
            wrong += 1
        try:
            source(i)
        except Exception as e:
            if sys.exception() is not e:
                wrong += 1
            try:
                raise A(i)
            except A as inner:
                if sys.exception() is not inner or inner.__context__ is not e:
                    wrong += 1
            if sys.exc_info()[1] is not e:
                wrong += 1
        if sys.exception() is not None:
            wrong += 1
    return wrong


print(handled(3000))


def bare(n):
    caught = 0
    for i in range(n):
        try:
            try:
                if i % 2:
                    raise A(i)
                raise KeyError(i)
            except KeyError:
                raise
            except A as e:
                e.note = i
                raise
            finally:
                caught += 1
        except (A, KeyError) as e:
            caught += e.args[0] & 3
            if i > n - 3:
                print(lines(e))
    try:
        raise
    except RuntimeError as e:
        print(e)
    return caught


print(bare(2000))


def finally_flow(n):
    # return, break and continue through finally.
    log = 0
    for i in range(n):
        try:
            if i % 5 == 0:
                continue
            if i % 7 == 0:
                raise A
            log += 1
        except A:
            log += 100
            if i > n * 9 // 10:
                break
        finally:
            log += 10000
    return log, i


print(finally_flow(3000))


def overridden(i):
    try:
        source(i)
    except Exception:
        pass
    else:
        return "else"
    finally:
        if i % 13 == 0:
            log.append(i)
    return "end"


log = []
print(sum(len(overridden(i)) for i in range(4000)), len(log))


def loop_inside(n):
    total = 0
    for i in range(n):
        try:
            for k in range(10):
                total += k
                if k == i % 12:
                    raise B(k)
        except B as e:
            total += e.n * 1000
        while True:
            try:
                total += source(i)
            except Exception:
                i += 1
                continue
            break
    return total


print(loop_inside(1500))
