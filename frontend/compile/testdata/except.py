def handlers(f):
    try:
        x = f()
    except ValueError as e:
        return e
    except (KeyError, IndexError):
        x = None
    else:
        f(x)
    return x

def final(f):
    for i in f:
        try:
            if i: return i
            if f: break
            continue
        finally:
            f(i)

def manager(a, b):
    with a as x, b():
        return x.y

def throw(a, b):
    assert a, "no"
    if b:
        raise a from b
    try:
        raise a
    except:
        raise
