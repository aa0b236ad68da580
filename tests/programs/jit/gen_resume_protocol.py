# send, throw, close, and exceptions, of generators that compiled code resumes.
import sys


def echo(n, depth):
    got = []
    for i in range(n):
        if depth:
            for x in echo(2, depth - 1):
                got.append(x)
        got.append((yield i))
    return got


def sends():
    for rounds in range(200):
        g = echo(3, 2)
        out = [next(g)]
        for k in range(3):
            try:
                out.append(g.send((rounds, k)))
            except StopIteration as e:
                out.append(len(e.value))
                out.append(e.value[-1])
    print(out)


def guarded(n, log, depth):
    try:
        for i in range(n):
            try:
                if depth:
                    for x in guarded(1, log, depth - 1):
                        yield x
                yield i
            except KeyError as e:
                log.append(("key", i, e.args))
                yield "caught"
            else:
                if log is None:
                    yield None
    finally:
        if log is not None and len(log) < 20:
            log.append(("finally", depth))


def throws():
    log = []
    for rounds in range(300):
        g = guarded(4, log, 1)
        next(g)
        next(g)
        try:
            g.throw(KeyError(rounds))
        except KeyError as e:
            log.append(e)
        for x in g:
            pass
        del log[15:]
    print(log)
    for rounds in range(300):
        g = guarded(4, None if rounds < 299 else log, 2)
        for k in range(rounds % 5):
            next(g)
        g.close()
        try:
            next(g)
        except StopIteration:
            pass
        else:
            print("not closed")
    print(log[-1])


def failing(n, depth):
    for i in range(n):
        if depth:
            for x in failing(n, depth - 1):
                yield x
        yield 10 // (n - 1 - i) if depth == 0 else i


def errors():
    count = 0
    for rounds in range(300):
        try:
            for x in failing(3, 3):
                count += x
        except ZeroDivisionError as e:
            depth = 0
            tb = e.__traceback__
            lines = []
            while tb:
                depth += 1
                lines.append(tb.tb_lineno)
                tb = tb.tb_next
    print(count, depth, lines)


def stops(n):
    for i in range(n):
        for x in stops(i):
            yield x
        if i == 3:
            raise StopIteration("early")
        yield i


def converted():
    seen = 0
    for rounds in range(200):
        try:
            for x in stops(5):
                seen += x
        except RuntimeError as e:
            last = repr(e), repr(e.__cause__), e.__context__ is e.__cause__
    print(seen, last)


def itself(box, n):
    for i in range(n):
        if box[1] and i == 4:
            for x in box[0]:
                yield x
        for y in itself([None, False], 2 if n > 3 else 0):
            yield y
        yield i


def executing():
    n = 0
    for rounds in range(300):
        box = [None, rounds % 7 == 0]
        box[0] = itself(box, 6)
        try:
            for x in box[0]:
                n += x
        except ValueError as e:
            last = str(e)
    print(n, last)


def handling(n):
    # Suspended while an exception is handled, and resumed while others are.
    for i in range(n):
        try:
            raise KeyError(i)
        except KeyError:
            if n > 1:
                for x in handling(n - 1):
                    yield x
            yield repr(sys.exception())
        yield repr(sys.exception())


def handled():
    seen = {}
    for rounds in range(100):
        for x in handling(3):
            seen[x] = seen.get(x, 0) + 1
    try:
        raise ValueError("outer")
    except ValueError:
        for x in handling(3):
            seen[x] = seen.get(x, 0) + 1
        print(repr(sys.exception()))
    print(sorted(seen.items()))


def frames(n):
    for i in range(n):
        for x in frames(n - 1):
            yield x
        yield sys._getframe().f_lineno - sys._getframe().f_code.co_firstlineno


def introspection():
    h = 0
    for rounds in range(60):
        for x in frames(4):
            h = h * 7 + x & 0xffff
    g = frames(3)
    for k in range(4):
        next(g)
    print(h, g.gi_running, g.gi_frame is not None, g.gi_frame.f_lineno - g.gi_code.co_firstlineno, g.gi_yieldfrom)
    for x in g:
        pass
    print(g.gi_frame, g.gi_running)


def manager(log):
    class M:
        def __enter__(self):
            log.append("in")
            return self

        def __exit__(self, *args):
            log.append(args[0] and args[0].__name__)
            return args[0] is IndexError
    return M()


def inside(items, log, depth):
    with manager(log):
        for i in range(5):
            if depth:
                for x in inside(items, log, depth - 1):
                    yield x
            yield items[i]
    yield "after"


def withs():
    n = 0
    for rounds in range(100):
        log = []
        for x in inside([1, 2, 3], log, 2):
            n += 1
    print(n, log[:12], len(log))


sends()
throws()
errors()
converted()
executing()
handled()
introspection()
withs()


def averager(log):
    n = total = 0
    while True:
        x = yield total / n if n else None
        if x is None:
            log.append(n)
            return total
        total += x
        n += 1


def grouper(log, out):
    while True:
        out.append((yield from averager(log)))


def averages():
    log, out = [], []
    for rounds in range(100):
        g = grouper(log, out)
        next(g)
        for k in range(30):
            v = g.send(k if k % 7 else None)
    print(len(log), sum(log), sum(out), v)


def either(n):
    got = []
    for i in range(n):
        got.append((yield i))
    return got


def through(n, depth):
    if depth:
        return (yield from through(n, depth - 1))
    return (yield from either(n))


def sent_or_not():
    seen = set()
    for rounds in range(300):
        g = through(6, rounds % 4)
        for x in g:
            if rounds % 3 == 0:
                try:
                    g.send(x)
                except StopIteration as e:
                    seen.add(str(e.value))
    print(sorted(seen))


averages()
sent_or_not()


def pausing(n):
    # Suspended in a handler, resumed where another exception is handled.
    for i in range(n):
        try:
            raise KeyError(i)
        except KeyError:
            yield repr(sys.exception())
        yield repr(sys.exception())
        for x in pausing(n - 2):
            yield x
        yield repr(sys.exception())


def elsewhere():
    seen = {}
    for rounds in range(150):
        g = pausing(4)
        k = 0
        for x in g:
            try:
                raise IndexError
            except IndexError:
                for y in g:
                    seen[y] = seen.get(y, 0) + 1
                    if k % 3 != rounds % 3:
                        break
                    k += 1
            seen[x] = seen.get(x, 0) + 1
            k += 1
            if sys.exception() is not None:
                print("left behind", sys.exception())
    print(sorted(seen.items()))


elsewhere()
