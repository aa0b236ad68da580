# try, except, else, finally, with return, break, continue in all places.
log = []


def f(mode):
    for i in range(3):
        try:
            log.append(("try", i))
            if mode == "return":
                return "from try"
            if mode == "break":
                break
            if mode == "continue":
                continue
            if mode == "raise":
                raise ValueError(mode)
        except ValueError as e:
            log.append("except")
            if i == 1:
                return e.args
        else:
            log.append("else")
        finally:
            log.append("finally")
    else:
        log.append("loop else")
    return "end"


for mode in ("return", "break", "continue", "raise", "none"):
    log.clear()
    print(mode, f(mode), log)


def nested():
    try:
        try:
            1 / 0
        finally:
            print("inner finally")
    except ZeroDivisionError as e:
        print("caught", e)
        try:
            raise KeyError("again")
        except KeyError as k:
            print("context", type(k.__context__).__name__)
        finally:
            print("second finally")
    else:
        print("no")
    finally:
        print("outer finally")


nested()


def ret_value():
    x = 1
    try:
        return x
    finally:
        x = 2
        print("x", x)


print(ret_value())


def in_loop():
    out = []
    while True:
        try:
            out.append(len(out))
            if len(out) > 3:
                break
        finally:
            out.append("f")
    return out


print(in_loop())


def reraise():
    try:
        try:
            raise ValueError("one")
        except ValueError:
            print("log")
            raise
    except ValueError as e:
        return repr(e)


print(reraise())
try:
    e = "before"
    raise TypeError("t")
except (ValueError, TypeError) as e:
    print(repr(e))
try:
    e
except NameError as n:
    print(n)


def gen():
    try:
        yield 1
        return
    finally:
        print("gen finally")


print(list(gen()))
try:
    try:
        raise ValueError
    except TypeError:
        print("no")
    finally:
        print("still")
except Exception as e:
    print(repr(e))
