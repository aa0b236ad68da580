# break, continue and else, with try and finally around them.
def first(xs, wanted):
    for i, x in enumerate(xs):
        if x == wanted:
            break
    else:
        return -1
    return i


def skips(n):
    s = 0
    for i in range(n):
        if i % 3 == 0:
            continue
        for j in range(10):
            if j == i % 10:
                break
            if j & 1:
                continue
            s += j
        else:
            s += 1000
    else:
        s += 1
    return s


def cleaned(n):
    log = entered = 0
    for i in range(n):
        try:
            if i % 7 == 3:
                continue
            if i == n - 2:
                break
            entered += 1
        finally:
            log += i
    else:
        log = -1
    return log, entered


def leave(n):
    for i in range(n):
        for j in range(n):
            try:
                if i * j == 391:
                    return i, j
            finally:
                last = (i, j)
    return last


xs = [i * 7 % 1009 for i in range(1009)]
print([first(xs, k) for k in (0, 5, 500, 1008, 2000, None)])
print(skips(3000), cleaned(4000), leave(60), leave(15))
