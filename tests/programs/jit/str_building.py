# Strings grown by +=, joined, formatted and repeated.
def grow(n):
    s = ""
    for i in range(n):
        s += chr(97 + i % 26)
        if len(s) > 200:
            s = s[100:]
    return s[-10:], len(s)


def lines(n):
    out = []
    for i in range(n):
        out.append(f"{i:04d}|{i * 0.5:.2f}|{'x' * (i % 4):>4}|{i!r}")
    return out[0], out[-1], sum(map(len, out))


def percent(n):
    c = 0
    for i in range(n):
        c += len("%d-%s-%x" % (i, "ab", i)) + len("{} {}".format(i, i * i))
    return c


def type_changes(n):
    s = 0
    for i in range(n):
        if i == n // 3:
            s = str(s)
        if i == 2 * n // 3:
            s = len(s)
        s = s + (i if isinstance(s, int) else "z")
    return s


print(grow(4000), lines(1200), percent(1500), type_changes(3000))
acc = ""
for i in range(1500):
    acc = acc + "é" if i % 500 == 499 else acc + "a"
    if i == 1200:
        acc += "日"
print(len(acc), acc.count("é"), acc[-1], acc.find("日"))
