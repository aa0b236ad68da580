# Large lists grow in memory that was used before.
def grow(n, k):
    out = []
    for i in range(n):
        out.append(str(i * k + 2**70))
    return out


def dirty(n):
    junk = []
    for i in range(n):
        junk.append(("x%d" % i) * (700 + i % 900))
        if i % 3 == 0:
            junk.append(list(range(2**62, 2**62 + 1100 + i % 300)))
    return len(junk)


total = 0
for k in range(15):
    total += dirty(40)
    for n in 900, 1100, 1369, 1500, 2300, 5000:
        a = grow(n, k)
        total += len(a) + len(a[-1]) + len("".join(a))
print(total)
