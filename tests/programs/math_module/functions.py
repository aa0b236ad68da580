# math: exact results, and others rounded.
import math
print(math.floor(2.7), math.ceil(2.1), math.trunc(-2.7), math.floor(-2.5), math.ceil(-2.5), math.floor(1e300) == int(1e300), math.fabs(-3), math.sqrt(16), math.sqrt(2), math.isqrt(10**40), math.isqrt(17), math.factorial(20), math.factorial(0), math.factorial(30), math.gcd(12, 18), math.gcd(), math.gcd(-4, 6, 10), math.lcm(4, 6), math.lcm(), math.lcm(0, 5), math.comb(10, 3), math.comb(5, 9), math.perm(5, 2), math.perm(5), math.comb(100, 50))
print(math.copysign(3, -0.0), math.fmod(-7, 3), math.fmod(7.5, 2), math.modf(3.25), math.modf(-3.25), math.frexp(10.0), math.ldexp(0.625, 4), math.hypot(3, 4), math.hypot(1, 2, 2), math.dist((0, 0), (3, 4)), math.isnan(float("nan")), math.isinf(-math.inf), math.isfinite(1), math.isclose(0.1 + 0.2, 0.3), math.isclose(1, 1.1, rel_tol=0.2), math.remainder(7, 3), math.prod([1, 2, 3]), math.prod([], start=5), math.fsum([0.1] * 10), math.sumprod([1, 2], [3, 4.5]), math.ulp(1.0), math.nextafter(1.0, 2.0), round(math.cbrt(27.0), 12), math.fma(2.0, 3.0, 1.0), math.degrees(math.pi), math.radians(180))
print(math.pi, math.e, math.tau, math.inf, math.nan)
for name in ("sin", "cos", "tan", "asin", "acos", "atan", "sinh", "cosh", "tanh", "asinh", "atanh", "exp", "expm1", "log1p", "erf", "erfc", "gamma", "lgamma", "exp2"):
    print(name, [f"{getattr(math, name)(x):.10g}" for x in (0.1, 0.5, 0.9)])
print([f"{v:.10g}" for v in (math.log(10), math.log(8, 2), math.log2(8), math.log10(1000), math.log(10**400), math.log2(2**1000), math.pow(2, 0.5), math.atan2(1, -1), math.acosh(2), math.exp(1), math.log(2, 10))])
for f in (lambda: math.sqrt(-1), lambda: math.log(0), lambda: math.log(-1), lambda: math.log(0.0), lambda: math.exp(1000), lambda: math.factorial(-1), lambda: math.factorial(1.5), lambda: math.isqrt(-1), lambda: math.acos(2), lambda: math.fmod(1, 0), lambda: math.fmod(math.inf, 1), lambda: math.gcd(1.5), lambda: math.floor(math.nan), lambda: math.ceil(math.inf), lambda: math.sqrt("a"), lambda: math.sqrt(), lambda: math.pow(0, -1), lambda: math.pow(-1, 0.5), lambda: math.comb(-1, 2), lambda: math.gamma(0), lambda: math.sin(math.inf), lambda: math.log(1, 1), lambda: math.ldexp(1, 10000), lambda: math.dist((1,), (1, 2)), lambda: math.sin(10**400), lambda: math.hypot("a"), lambda: math.log(1, 2, 3), lambda: math.isqrt(2.0), lambda: math.trunc("a"), lambda: math.floor("a"), lambda: math.prod(5), lambda: math.sumprod([1], [1, 2]), lambda: math.cosh(1000), lambda: math.atanh(1), lambda: math.nope, lambda: math.perm(2, -1)):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)


class C:
    def __floor__(self):
        return "floor"

    def __ceil__(self):
        return "ceil"

    def __trunc__(self):
        return "trunc"

    def __float__(self):
        return 2.25


print(math.floor(C()), math.ceil(C()), math.trunc(C()), math.sqrt(C()), math.__name__, math.floor(True), math.sqrt(10**300), math.ceil(2**70), math.sqrt(True))
