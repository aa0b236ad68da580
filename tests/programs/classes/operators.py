# Arithmetic special methods: plain, reflected, in place, priorities of subclasses.
names = ["add", "sub", "mul", "matmul", "truediv", "floordiv", "mod", "divmod", "pow", "lshift", "rshift", "and", "xor", "or"]


class V:
    def __init__(self, n):
        self.n = n

    def __repr__(self):
        return f"V({self.n})"

    def __neg__(self):
        return "neg"

    def __pos__(self):
        return "pos"

    def __invert__(self):
        return "inv"

    def __abs__(self):
        return "abs"


for n in names:
    setattr(V, f"__{n}__", lambda self, o, *m, n=n: NotImplemented if o == "no" else f"{n}({self.n},{o}{m or ''})")
    setattr(V, f"__r{n}__", lambda self, o, *m, n=n: NotImplemented if o == "no" else f"r{n}({self.n},{o}{m or ''})")
v = V(1)
print(v + 2, v - 2, v * 2, v @ 2, v / 2, v // 2, v % 2, divmod(v, 2), v ** 2, v << 2, v >> 2, v & 2, v ^ 2, v | 2, pow(v, 2, 3))
print(2 + v, 2 - v, 2 * v, 2 @ v, 2 / v, 2 // v, 2 % v, divmod(2, v), 2 ** v, 2 << v, 2 >> v, 2 & v, 2 ^ v, 2 | v, 1.5 + v, "a" + v, [1] + v, "%s" % v, v + v)
print(-v, +v, ~v, abs(v))
x = V(5)
x += 1
print(x)
for op in ("+", "-", "*", "@", "/", "//", "%", "**", "<<", ">>", "&", "^", "|"):
    for e in (f"v {op} 'no'", f"'no' {op} v" if op != "%" else "5 % object()", f"object {op} 1"):
        try:
            print(eval(e))
        except TypeError as err:
            print(err)
try:
    divmod(v, "no")
except TypeError as e:
    print(e)


class I:
    def __init__(self):
        self.log = []

    def __iadd__(self, o):
        self.log.append(o)
        return self

    def __imul__(self, o):
        return "replaced"

    def __isub__(self, o):
        return NotImplemented

    def __sub__(self, o):
        return "fallback sub"


i = j = I()
i += 1
i += 2
print(i is j, i.log)
i -= 1
print(i)
j *= 2
print(j)


class A:
    def __add__(self, o):
        return "A.add"

    def __radd__(self, o):
        return "A.radd"


class B(A):
    def __radd__(self, o):
        return "B.radd"


class C(A):
    pass


print(A() + B(), B() + A(), A() + C(), C() + A(), A() + A(), 1 + B())


class N(int):
    def __add__(self, o):
        return N(int.__add__(self, o))

    def __repr__(self):
        return f"N{int(self)}"

    __radd__ = __add__


print(N(1) + 2, 2 + N(1), [N(3)], N(1) + N(2), N(4) * 2, type(N(4) - 1), sum([N(1), N(2)]))


class M:
    def __add__(self, o):
        return "M+"

    def __matmul__(self, o):
        return "M@"


m = M()
m += 1
print(m, M() @ M())
try:
    m = M()
    m -= 1
except TypeError as e:
    print(e)
