# Lists that change what they hold: ints, floats, mixed, and back.
l = [1, 2, 3]
l[1] = 2.5
print(l, sum(l))
l[1] = 2
l.append(2**70)
print(l, sum(l))
l.append("x")
l[4] = True
l.append(None)
print(l)
f = [0.0] * 5
for i in range(5):
    f[i] += i * 0.5
print(f, sum(f))
f[2] = 10**30
f[3] = 1e-300
f[4] = 5e-324
print(f)
b = [False] * 4
b[2] = True
print(b, sum(b), b.count(True), b.index(True))
b[0] = 1
print(b, b[0] is True)
g = list(range(5))
g.extend(x / 2 for x in range(3))
g += ["end"]
g.insert(0, None)
print(g)
h = [[]] * 2 + [1.5]
h[0].append(1)
print(h, h.copy(), h[::-1])
total = 0
for v in [1, 2.5, True, 2**65, 3]:
    total += v
print(total)


def dot(a, b):
    s = 0
    for i in range(len(a)):
        s += a[i] * b[i]
    return s


for _ in range(3):
    print(dot([1, 2], [3, 4]), dot([1.5, 2.5], [2, 4]), dot([2**40, 2**50], [2**40, 2**30]), dot(["ab", ""], [2, 3]) if False else dot([True], [1j]))
