# // and % with all signs, by constants, by variables, by powers of two, by zero.
def divide(n, d):
    q = r = 0
    for i in range(-n, n):
        q += i // d
        r = r * 3 + i % d & 0xFFFFFF
    return q, r


def by_constants(n):
    a = b = c = d = 0
    for i in range(-n, n):
        a += i // 7
        b += i % 8
        c += i // -16
        d += i % -5
    return a, b, c, d


def mixed(n):
    s, zero = 0, 0
    for i in range(n):
        try:
            s += (i * i) // (i % 5 - 2)
            s -= (-i) % (2 - i % 5)
        except ZeroDivisionError as e:
            zero += 1
            text = str(e)
    return s, zero, text


def edges(n):
    s = 0
    for i in range(n):
        s ^= (-(2**63) + i) // -1
        s ^= (-(2**62) + i) // -1
        s += (2**62 + i) % (2**31 - 1)
        s += divmod(-i - 1, 10)[0] - divmod(i, -10)[1]
    return s


for d in (1, -1, 2, 3, -3, 10, -10, 1 << 20, 2**62, -2**63, 2**64):
    print(d, divide(700, d))
print(by_constants(2500))
print(mixed(4000))
print(edges(3000))
