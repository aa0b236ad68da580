# Loops over generators that are left and gone on with, where the generator's
# variable is passed along in loops.
def count():
    i = 0
    while True:
        yield i
        i += 1


def twice(n):
    total = 0
    for k in range(n):
        it = count()
        for x in it:
            if x == 3:
                break
        for x in it:
            if x == 6:
                break
            total += x
        total += next(it)
    return total


def between(n):
    total = 0
    for k in range(n):
        for x in count():
            if x > 5:
                break
            total += x
        for x, c in zip(count(), "abc"):
            total += x
        it = count()
        other = it
        for x in it:
            total += 1
            if x == 3:
                break
        if k % 3:
            other = None
        total += next(it)
        if other is not None:
            total += other.send(None)
    return total


def kept(n):
    all = []
    for k in range(n):
        it = count()
        for x in it:
            for y in range(3):
                if x == 2:
                    break
            else:
                continue
            break
        all.append(it)
    return [next(it) for it in all[::50]]


def returned(it):
    for x in it:
        if x == 4:
            return it


print(twice(700), between(700), kept(700), sum(next(returned(count())) for k in range(700)))
