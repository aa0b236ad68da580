# NaN and infinities.
nan, inf = float("nan"), float("inf")
print(nan == nan, nan != nan, nan < nan, nan > 1, nan is nan, [nan] == [nan], nan in [nan], (nan,) == (nan,))
print([float("nan")] == [float("nan")], float("nan") in [float("nan")])
print(inf == inf, inf > 10**400, -inf < -10**400, inf - inf, inf * 0, inf / inf, inf + 1, 1 / inf, -1 / inf, inf // 2, inf % 2, 2 % inf, -2 % inf, 5 // inf, -5 // inf)
print(max(nan, 1), max(1, nan), min(nan, 1), min(1, nan), sorted([3, inf, -inf, 1]))
print(float("-nan"), float("+inf"), float("Infinity"), float("iNf"), float("NAN"))
print(nan ** 0, 1 ** nan, inf ** 0, 0.0 ** inf, inf ** -1, (-inf) ** 3, (-inf) ** 2, 2 ** -inf, (-1) ** inf, 0.5 ** inf)
print(bool(nan), nan.is_integer(), inf.is_integer(), hash(inf), hash(-inf))
print(-0.0 == 0.0, str(-0.0), 0.0 * -1, -0.0 + 0.0, -0.0 - 0.0, 0.0 % -3.0, -0.0 % 3, round(-0.4), round(-0.4, 1), abs(-0.0))
for f in (lambda: int(nan), lambda: int(inf), lambda: round(nan), lambda: round(inf), lambda: inf.as_integer_ratio(), lambda: nan.as_integer_ratio(),
          lambda: 1.0 / 0, lambda: 1.0 // 0, lambda: 1.0 % 0.0, lambda: 0.0 ** -1, lambda: divmod(1.0, 0), lambda: 10.0 ** 400, lambda: float(10**400), lambda: 10**400 / 3, lambda: 10**400 * 1.0):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)
print(10**400 / 10**399, 10**400 // 10**399, (10**400) / 3**838 > 0)
