# A global changes in an inlined function: regions that had its value in them
# are left, and the frames on the stack are walked for those that return there,
# among them those of inlined functions.
flag = 1


def change(k):
    global flag
    if k % 40 == 39:
        flag += 1
    return k


def outer(k):
    return change(k) + flag


def reads(n):
    total = 0
    for i in range(n):
        total += flag
    return total


def deep(n, a, b, c, d, *more):
    total = 0
    for i in range(n):
        total += outer(i) + a
        if i % 40 == 0:
            total += reads(20)
    return total


def spread(n, depth):
    x = [None] * depth
    return deep(n, *[1, None, None, None], *x)


def stars(n):
    out = []
    for depth in range(n):
        out.append(spread(130, depth % 7))
    return out


print(stars(30))
print(flag, reads(50))
