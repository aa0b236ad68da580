def show():
    import sys
    e = sys.exc_info()[1]; tb = e.__traceback__
    print(repr(e))
    while tb:
        print(tb.tb_frame.f_code.co_name, tb.tb_lineno); tb = tb.tb_next
class Fraction:
    def __init__(self, a, b): self.v = a / b
    def __add__(self, o): return self.v + o
    __radd__ = __add__
import sys
def f(n):
    return sum(i * 0.5 for i in range(n)), sum(i for i in range(n)), sum(x for x in (1, 2.5, True, 2**70, 1e300))
def g(xs): return sum(x for x in xs)
print(f(100))
for xs in ([0.1]*10, [1, 0.1, 0.2, 1j, 0.3], [2**62, 2**62, 0.1, 0.1, 0.1], [0.1, Fraction(1, 3), 0.1, 0.1], [], [True, True], [1e16, 1.0, -1e16], [float('inf'), 1.0], [float('nan')], [1, Fraction(1,2), 0.1, 0.1, 0.1], [0.1, 2**2000]):
    try: print(g(xs), sum(xs))
    except Exception as e: print(repr(e))
print(any(x > 3 for x in range(10)), all(x < 3 for x in range(10)), any(x for x in ()), all(x for x in ()))
print(min(x * x for x in range(-3, 3)), max(x % 7 for x in range(50)), list(x for x in "abc"), tuple(x for x in range(3)), set(x for x in "aaa"), frozenset(x for x in "b"), sorted(-x for x in range(4)), "-".join(str(x) for x in range(5)))
l = [1]; l.extend(x for x in range(3)); print(l)
for fn in (min, max, sum, "".join, lambda g: [].extend(g), list, tuple, set, sorted, any):
    try:
        fn(x for x in ())
    except ValueError: show()
    try:
        fn(1 // (2 - x) for x in range(5) if x)
    except Exception: show()
    try:
        fn([x] for x in range(5))
    except Exception: show()
def depth():
    n = 0; f = sys._getframe()
    while f: n += 1; f = f.f_back
    return n
print(depth(), sum(depth() for _ in range(3)), list(depth() for _ in range(2)))
class S(str):
    def join(self, x): return "mine" + str(list(x))
print(S("a").join(x for x in range(3)))
gg = (x for x in range(5))
def sg(): 
    yield 1
    print(list(gen))
gen = sg()
try: print(list(gen))
except ValueError as e: print(e)
def h(n):
    t = 0
    for i in range(n):
        t += sum(i * j for j in range(100)) + sum(j / 3 for j in range(10)) + any(j == 5 for j in range(10)) + len("".join(c for c in "abc"))
    return t
print(h(500))
