# Slices: read, assign, delete, extended.
a = list(range(10))
for s in (slice(2, 5), slice(None, None, -1), slice(-3, None), slice(8, 2, -2), slice(None, None, 3), slice(5, 5), slice(-100, 100), slice(100, -100, -3), slice(1, -1), slice(None, -11, -1)):
    print(s, a[s], s.indices(10), s.start, s.stop, s.step)
a[2:4] = ["x", "y", "z"]
a[:0] = [-1]
a[len(a):] = (99,)
a[5:7] = []
print(a)
a[::2] = range(len(a[::2]))
a[::-3] = "pqrs"
print(a)
del a[1:3]
del a[::4]
del a[-1]
print(a)
a[1:1] = a
a[:] = a[::-1]
print(a)
b = a
b[2:] = iter([7, 8])
print(a is b, a)
a[5:2] = ["mid"]
print(a)


def put(s, v):
    x = [0, 1, 2, 3, 4]
    x[s] = v
    return x


for f in (lambda: put(slice(None, None, 2), [1]), lambda: put(slice(0, 2), 5), lambda: put(slice(None, None, -1), [1]), lambda: put(slice(0, 0, 0), []), lambda: put(9, 1), lambda: put("a", 1), lambda: put(-6, 1), lambda: put(slice(None, None, 2), 5), lambda: put(slice("a"), []), lambda: put(slice(4, 1, 2), [1]),
          lambda: put(slice(4, 1, 1), "ab"), lambda: put(slice(0, 10**30), []), lambda: put(-5, "ok"), lambda: slice(), lambda: hash(slice(1)) == hash(slice(1)), lambda: slice(1, 2) == slice(1, 2, None), lambda: slice(1) < slice(2)):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)
