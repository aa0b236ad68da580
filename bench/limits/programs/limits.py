# The loops of bench/limits. Arguments: a program, its size, seconds to repeat it
# for. Prints the result, then the nanoseconds of each call.
import sys
from time import perf_counter_ns


def int_sum(n):
    s = 0
    for i in range(n):
        s += i
    return s


def lcg(n):
    x = 42
    for i in range(n):
        x = (x * 1664525 + 1013904223) & 0xFFFFFFFF
    return x


def harmonic(n):
    s = 0.0
    for i in range(1, n + 1):
        s += 1.0 / i
    return s


def matrices(n):
    a = [[(i * j % 7) + 0.5 for j in range(n)] for i in range(n)]
    b = [[(i + j) % 5 - 1.25 for j in range(n)] for i in range(n)]
    return a, b


def matmul(ab):
    a, b = ab
    n = len(a)
    c = [[0.0] * n for i in range(n)]
    for i in range(n):
        ai = a[i]
        ci = c[i]
        for j in range(n):
            s = 0.0
            for k in range(n):
                s += ai[k] * b[k][j]
            ci[j] = s
    return c[n // 3][n // 2] + c[n - 1][1]


def sieve(n):
    f = [True] * (n + 1)
    f[0] = f[1] = False
    i = 2
    while i * i <= n:
        if f[i]:
            j = i * i
            while j <= n:
                f[j] = False
                j += i
        i += 1
    c = 0
    for v in f:
        if v:
            c += 1
    return c


def mandelbrot(n):
    total = 0
    for py in range(n):
        y0 = 2.0 * py / n - 1.0
        for px in range(n):
            x0 = 3.0 * px / n - 2.0
            x = 0.0
            y = 0.0
            it = 0
            while it < 100 and x * x + y * y <= 4.0:
                t = x * x - y * y + x0
                y = 2.0 * x * y + y0
                x = t
                it += 1
            total += it
    return total


def fib(n):
    if n < 2:
        return n
    return fib(n - 1) + fib(n - 2)


def main(name, n, seconds):
    arg = matrices(n) if name == "matmul" else n
    f = {"int_sum": int_sum, "lcg": lcg, "harmonic": harmonic, "matmul": matmul, "sieve": sieve,
         "mandelbrot": mandelbrot, "fib": fib}[name]
    times = []
    end = perf_counter_ns() + seconds * 1e9
    while len(times) < 5 or perf_counter_ns() < end and len(times) < 500:
        start = perf_counter_ns()
        result = f(arg)
        times.append(perf_counter_ns() - start)
    print("%.17g" % result if isinstance(result, float) else result)
    print(" ".join(map(str, times)))


main(sys.argv[1], int(sys.argv[2]), float(sys.argv[3]))
