# Changing containers while they are iterated.
d = {i: i for i in range(5)}
try:
    for k in d:
        d[k + 100] = 1
except RuntimeError as e:
    print(e, len(d))
d = {i: i for i in range(5)}
try:
    for k in d:
        del d[k]
except RuntimeError as e:
    print(e, len(d))
d = {1: 1, 2: 2}
try:
    for k in d.items():
        del d[k[0]]
        d[k[0] + 10] = 0
except RuntimeError as e:
    print(e)
for k in (d := {1: 1, 2: 2}):
    d[k] = "same size"
print(d)
s = {1, 2, 3}
try:
    for x in s:
        s.add(x + 10)
except RuntimeError as e:
    print(e)
for x in list(s):
    s.discard(x)
print(s)
l = [1, 2, 3]
for x in l:
    if len(l) < 8:
        l.append(x * 10)
print(l)
l = list(range(10))
for x in l:
    l.remove(x)
print(l)
l = [1, 2, 3]
it = iter(l)
print(next(it), next(it), next(it), next(it, "end"))
l.append(4)
print(next(it, "still ended"), list(it))
l = [1, 2, 3, 4]
it = iter(l)
next(it)
del l[1:]
print(list(it))
it = reversed([1, 2, 3])
print(next(it), list(it), it.__length_hint__())
b = bytearray(b"abc")
out = []
for c in b:
    out.append(c)
    if len(b) < 6:
        b.append(c + 1)
print(out)
d = {"a": 1}
k = iter(d)
d["b"] = 2
try:
    next(k)
except RuntimeError as e:
    print(e)
