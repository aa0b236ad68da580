# sys._getframe, locals() and line numbers from hot code.
import sys


def line():
    return sys._getframe(1).f_lineno


def caller_names(n):
    f, out = sys._getframe(), []
    while f is not None and n:
        out.append(f.f_code.co_name)
        f = f.f_back
        n -= 1
    return out


def loop(n):
    lines, k = set(), 0
    for i in range(n):
        k += i
        lines.add(line())
        if i % 1000 == 7:
            lines.add(
                line())
    return sorted(lines), k


def local_view(n):
    s, t = 0, 0.5
    for i in range(n):
        s += i
        t *= 1.0
        if i == n - 10:
            seen = dict(locals())
    return seen


def deep(n):
    return caller_names(3) if n == 0 else deep(n - 1)


def traced(n):
    lines = {}
    for i in range(n):
        try:
            if i % 2:
                int("x")
            else:
                [][0]
        except Exception as e:
            tb = e.__traceback__
            lines[tb.tb_lineno] = lines.get(tb.tb_lineno, 0) + 1
            depth = 0
            while tb:
                depth += 1
                tb = tb.tb_next
    return lines, depth


print(loop(2500))
print(local_view(2500))
print([deep(k % 5) for k in range(1200)][-1])
print(traced(2000))


class Probe:
    def __add__(self, o):
        return sys._getframe(1).f_locals.get("i", "none")


def probe(n):
    p, out = Probe(), 0
    for i in range(n):
        out += p + 1
    return out, locals()["i"]


print(probe(2000))
