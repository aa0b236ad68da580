# Unpacking: nested, starred, in calls and literals, errors.
a, b, c = 1, 2, 3
(a, b), [c, *d] = (1, 2), "xyz"
print(a, b, c, d)
first, *rest = range(4)
*init, last = "abcd"
x, *mid, y = [1, 2]
print(first, rest, init, last, x, mid, y)
for i, (j, *k) in enumerate([(1, 2, 3), "ab"]):
    print(i, j, k)
[p, q] = {1: "a", 2: "b"}
(r,) = [5]
print(p, q, r)
l = [0, 1, 2]
i = 0
i, l[i] = 2, "set"
print(i, l)
l[0], l[2] = l[2], l[0]
print(l)
a = b = c = []
a.append(1)
print(b, c is a)
print([*range(3), *"ab"], (*[1], 2, *()), {*[1, 2], 3}, {**{"a": 1}, "b": 2, **dict(a=3)})


def f(*args, **kw):
    return args, kw


print(f(*[1, 2], 3, *"ab", x=1, **{"y": 2}), f(*(), **{}), f(*{"k": 1}), f(**{"a b": 1}))


class It:
    def __init__(self, n):
        self.n = n

    def __iter__(self):
        print("iter")
        for i in range(self.n):
            print("yield", i)
            yield i


a, b = It(2)
*a, = It(1)
print(a)
obj = type("O", (), {})()
obj.x, (obj.y, *obj.z) = 1, (2, 3, 4)
print(obj.x, obj.y, obj.z)
for src in ("a, b = 1", "a, b = 1, 2, 3", "a, b, c = 1, 2", "a, *b, c = 1,", "a, b = 'abc'", "(a, b), c = 1, 2", "a, b = {1}", "a, b = {1: 2}", "[a] = []", "a, b = None", "f(*1)", "f(**1)", "f(**{1: 2})", "f(a=1, **{'a': 2})", "[*1]", "{**[]}", "a, b = iter([1, 2, 3])", "a, b = range(5)", "a, b = [1] * 10", "a, b = It(3)", "a, b, c = It(1)", "*a, b = []", "f(*None, 1)"):
    try:
        exec(src)
    except Exception as e:
        print(src, "->", type(e).__name__, e)
