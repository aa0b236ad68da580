# Complex loop variables: kept as two floats where arithmetic makes them, as
# objects where they come from elsewhere; ways that meet; exits in the middle.
def show(z):
    return f"{z.real!r},{z.imag!r}" if isinstance(z, complex) else repr(z)


def power(z, n):
    r = 1 + 0j
    while n:
        if n & 1:
            r = r * z
        z = z * z
        n >>= 1
    return r


print([show(power(0.5 + 0.8j, k % 40)) for k in range(2000)][::397])


# One of several, chosen by branches.
def branches(n):
    z, w = 1j, 0j
    for i in range(n):
        if i % 3 == 0:
            z = z * (0.6 + 0.8j)
        elif i % 7 == 1:
            z = 2j
        elif i % 11 == 5:
            z = w
        if z.real > 0:
            w = z - 0.25
        else:
            w = w + z * 0.5
        if abs(w) > 1e3:
            w = 0j
    return z, w


print([show(v) for v in branches(5000)])


# Objects of a list: the same ones come out.
def best(zs):
    top = zs[0]
    for z in zs:
        if abs(z) > abs(top):
            top = z
    return sum(top is z for z in zs), show(top)


print(best([complex(k % 97, k % 31) for k in range(3000)]))


def last_and_sum(zs):
    prev, total, same = zs[0], 0j, 0
    for z in zs:
        total += z
        same += z is prev
        prev = z
    return prev is zs[-1], show(total), same


print(last_and_sum([complex(k, -k) for k in range(3000)]), last_and_sum([1j] * 3000))


# Aliases, and two names for one number.
def aliases(n):
    a = b = 0j
    for i in range(n):
        a = a + 1j
        if i % 2:
            b = a
        if i % 1000 == 999:
            a = a * 0.5
    return show(a), show(b), a == b


print(aliases(5000))


# The type changes on the way.
def changes(n, late):
    z = 1j
    for i in range(n):
        z = z * 1.0000001
        if i == late:
            z = 2.5
        elif i == late + 50:
            z = z + 1j
    return show(z)


print(changes(4000, -1), changes(4000, 3500), changes(4000, 3990))


def from_int(n):
    z = 0
    for i in range(n):
        z = z * 0.5 + (1 + 1j)
    return show(z)


print(from_int(3000), from_int(0), from_int(1))


# Inlined functions with several returns.
def step(z, k):
    if k % 5 == 0:
        return z.conjugate() * 0.5
    if k % 7 == 3:
        return 1 + 0j
    return z + 0.125j


def stepped(n):
    z = 1 + 1j
    for k in range(n):
        z = step(z, k)
    return show(z)


print(stepped(5000))


def nested(n):
    out = []
    for i in range(n):
        s = 0j
        for j in range(n):
            t = complex(i, j)
            while abs(t) > 2:
                t = t * (0.5 + 0.1j)
            s += t
        out.append(s)
    return out


print([show(z) for z in nested(60)[::13]])


# Errors and what is visible then.
def fails(zs):
    z = 1 + 1j
    n = 0
    try:
        for x in zs:
            z = z / x
            n += 1
    except ZeroDivisionError as e:
        return n, show(z), str(e)
    return n, show(z)


print(fails([1j] * 3000 + [0j]), fails([2j, 1.0] * 200 + [0]))


def in_generator(n):
    z = 1j
    for i in range(n):
        z = z * (0.8 + 0.6j)
        if i % 500 == 0:
            yield z


print([show(z) for z in in_generator(4000)])


def containers(n):
    z, seen, d = 1j, set(), {}
    for i in range(n):
        z = z * 1j
        seen.add(z)
        d[z] = i
    return sorted(seen, key=lambda c: (c.real, c.imag)), sorted(d.values()), z in seen, z in [z]


print(containers(3000))


def keeps(n):
    z, kept = 0j, []
    for i in range(n):
        w = z + 1
        kept.append(w)
        z = w
    return kept[-1] is z, kept[0] is kept[1], show(kept[-1]), len({id(k) for k in kept[-100:]})


print(keeps(3000))


def keeps_some(n):
    z, kept, same = 0j, [], 0
    for i in range(n):
        w = z + 1
        if i % 3:
            kept.append(w)
        if i % 5 == 0:
            w = w * 0.5
        same += bool(kept) and kept[-1] is w
        z = w
    return same, show(z), kept[-1] is z


print(keeps_some(3000), keeps_some(3002))


def variables(n):
    z = 1j
    for i in range(n):
        z = z + 1
        if i == n - 2:
            print({k: show(v) for k, v in sorted(locals().items())})
    return show(z)


print(variables(3000))
