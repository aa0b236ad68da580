# abs, min, max, len, int, float, bool, round, divmod, pow over changing types.
def clamp(x, lo, hi):
    return max(lo, min(x, hi))


def run(xs):
    s = t = 0
    for x in xs:
        s += abs(x)
        t += clamp(x, -100, 100)
        s -= min(x, 3, -x) + max(x, -x, 2)
    return s, t


def convert(xs):
    out = []
    for x in xs:
        try:
            out.append(int(x) + float(x) + bool(x))
        except (ValueError, OverflowError, TypeError) as e:
            out.append(type(e).__name__)
    return out


def ties(n):
    c = 0
    for i in range(n):
        c += max(i, float(i)) is not None and str(max(1, 1.0, True)) == "1"
        c += str(min(1.0, 1, i + 1)) == "1.0"
        c += str(max(-0.0, 0.0)) == "-0.0"
    return c


ints = list(range(-1500, 1500))
print(run(ints), run([x * 0.5 for x in ints]), run([2**62 + x for x in ints[:900]] + [-2**63]), run([True, False] * 500 + [0.5]))
odd = [1, 2.9, -2.9, "7", " 12 ", "1.5", "x", float("inf"), float("nan"), None, True, 2**70, 1e20, -0.0]
for _ in range(100):
    r = convert(odd)
print(r)
print(ties(2000))
s = 0
for i in range(2500):
    q, m = divmod(i * 7 - 900, 13 if i % 2 else -13)
    s += q * m + round(i / 7) + round(i * 0.125, 1) + pow(i, 3, 1009) + pow(2, i % 70)
print(s)
nan = float("nan")
print(min(nan, 1), min(1, nan), max(nan, 1), max(1, nan), abs(-nan) != 0, abs(-2**63), abs(-0.0))
