# Operators of classes whose methods are too large to be inlined, and return
# NotImplemented by another name.
NI = NotImplemented


def method(name, size):
    more = "\n".join("    if z == %d: z = %d" % (k + 1000, k) for k in range(size))
    space = {"NI": NI}
    exec(f"def {name}(s, o):\n    z = s.v\n{more}\n    return NI if z > 999 else z\n", space)
    return space[name]


class A:
    def __init__(self, v):
        self.v = v


class B(A):
    def __radd__(self, other):
        return 5


class C(A):
    pass


for name in "add", "sub", "lt", "mul", "rsub":
    setattr(A, f"__{name}__", method(f"__{name}__", 80))
for name in "add", "sub":
    setattr(C, f"__{name}__", method(f"__{name}__", 80))


def run(x, y, n, f):
    total, errors, text = 0, 0, ""
    for i in range(n):
        x.v = i * 2
        try:
            total += f(x, y)
        except TypeError as e:
            errors, text = errors + 1, str(e)
    return total, errors, text


def each(x, y, n):
    total, errors, text = 0, 0, ""
    for i in range(n):
        x.v = i * 2
        try:
            total += x + y
            total += x - y
            if x < y:
                total += 1
            total += x * 2.5
        except TypeError as e:
            errors, text = errors + 1, str(e)
    return total, errors, text


print(each(A(1), A(2), 700), each(C(1), C(2), 700), each(A(1), B(2), 700), each(C(1), A(2), 700))
print(run(A(1), A(2), 700, lambda x, y: x + y), run(A(1), 2, 700, lambda x, y: x + y))
print(run(A(1), 2, 700, lambda x, y: y - x), run(A(1), 2.5, 700, lambda x, y: x - y))
