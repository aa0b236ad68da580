# One call only, a long loop: entered in the middle, with much that is live, also from an inner loop.
def big(n):
    a, b, c, d, e, f = 1, 2.5, "s", [1, 2], (3, 4), {"k": 5}
    g = h = None
    m = 2**70
    z = -0.0
    for i in range(n):
        a = (a * 3 + i) & 0xFFFFFFFF
        b = b * 0.5 + i
        if i % 500 == 0:
            c += chr(97 + i // 500)
            d.append(i)
            e = (i, e[0])
            f["k"] += i
            g = h
            h = i
            m += 1
            z = -z
    return a, b, c, d, e, f, g, h, m, z


def inner(n):
    out = 0
    for i in range(2):
        k, t = 0, "x"
        while k < n:
            k += 1
            out += k & 3
            if k == n - 5:
                t = t + "y"
        out += len(t)
    return out


def many(n):
    v0 = v1 = v2 = v3 = v4 = v5 = v6 = v7 = v8 = v9 = 1
    w0 = w1 = w2 = w3 = w4 = w5 = w6 = w7 = w8 = w9 = 1.0
    for i in range(n):
        v0, v1, v2, v3, v4 = v1 + i, v2 ^ i, v3 - v0, v4 | 1, v0 & 0xFFFF
        v5, v6, v7, v8, v9 = v6 + v0 & 0xFFF, v7 + 1, v8 + v1 & 0xFF, v9 ^ v2 & 7, v5
        w0, w1, w2, w3, w4 = w1 * 0.5, w2 + i, w3 - w0, w4 * -0.25, w0
        w5, w6, w7, w8, w9 = w6 + v5, w7 * 0.5, w8 - v6 * 0.001, w9, w5 * 0.125
    return v0, v1, v2, v3, v4, v5, v6, v7, v8, v9, w0, w1, w2, w3, w4, w5, w6, w7, w8, w9


print(big(4000))
print(inner(4000))
print(many(3000))
s = 0
for module_level in range(4000):
    s += module_level & 0xF0
print(s, module_level)
