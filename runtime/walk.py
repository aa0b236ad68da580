# Builtin functions over generators, in Python: what calls them so goes on in
# the interpreter's own loop, and compiled code has the generator's body in the
# loop over it. See walk.go; other arguments never get here. Names are found in
# a namespace of their own. map_next and filter_next are what FORITER does for
# a map or filter (Thread.NextWalker).


def sum(iterable):
    total, low = 0, 0.0
    for x in iterable:
        if type(total) is float:
            if type(x) is not float:
                if not isinstance(x, int):
                    return sum_rest(iterable, compensated(total, low), x)
                if type(x) is not int:
                    x = int.__add__(x, 0)  # its own __float__ is not asked
                x = float(x)
            high = total + x
            if abs(total) >= abs(x):
                low += (total - high) + x
            else:
                low += (x - high) + total
            total = high
        elif type(x) is int or type(x) is bool or type(x) is float:
            total = total + x
            if type(total) is int and not -0x8000000000000000 <= total <= 0x7FFFFFFFFFFFFFFF:
                return sum_rest(iterable, total)
        else:
            return sum_rest(iterable, total, x)
    if type(total) is float:
        return compensated(total, low)
    return total


def compensated(total, low):
    if low and low - low == 0.0:
        return total + low
    return total


def map_next(f, it):
    for x in it:
        return f(x)
    return END


def filter_next(f, it):
    for x in it:
        if f(x):
            return x
    return END


def any(iterable):
    for x in iterable:
        if x:
            return True
    return False


def all(iterable):
    for x in iterable:
        if not x:
            return False
    return True


def min(iterable):
    best, some = None, False
    for x in iterable:
        if not some:
            best, some = x, True
        elif x < best:
            best = x
    if some:
        return best
    raise ValueError("min() iterable argument is empty")


def max(iterable):
    best, some = None, False
    for x in iterable:
        if not some:
            best, some = x, True
        elif x > best:
            best = x
    if some:
        return best
    raise ValueError("max() iterable argument is empty")


def list(iterable):
    return [x for x in iterable]


def tuple(iterable):
    return make_tuple([x for x in iterable])


def set(iterable):
    return {x for x in iterable}


def frozenset(iterable):
    return make_frozenset([x for x in iterable])


def sorted(iterable):
    items = [x for x in iterable]
    items.sort()
    return items


def join(separator, iterable):
    return str_join(separator, [x for x in iterable])


def extend(items, iterable):
    for x in iterable:
        list_append(items, x)
