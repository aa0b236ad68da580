# Containers find a NaN by its identity.
nan = float("nan")


def find(n):
    found = 0
    for i in range(n):
        items = [nan, 1.0, 2.0]
        found += nan in items
        found += items.index(nan) + items.count(nan)
        found += items == [nan, 1.0, 2.0]
        found += (float("nan") in items) * 100
        found += {nan: 1}.get(nan, 50) + len({nan, nan, float("nan")})
        x = nan
        found += x is nan
        found += (nan == nan) * 100 + (x != nan)
        found += (x + 1.0 > 1) + (nan * 2 < 3)
    return found


print(find(1500))
