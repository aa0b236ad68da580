# Short counting loops one right behind the other: the way out of one is the way into the next.
def two(n, m):
    x, y = 1, 7
    for i in range(n):
        if i % 3 != 2:
            for h in range(m):
                x = (x * 18446744073709551614 + x) & 0xFFFFFFFFFFFFFFFF
                x = (x + 6885093094778439610) % (2**64 - 59)
            for k in range(m):
                y = (y * 17825273807323819569 + y) & 0xFFFFFFFFFFFFFFFF
        else:
            for h in range(m):
                y = ((y ^ h) * 847350) & 0xFFFFFFFFFFFFFFFF
                y = (y * x + x * y) % (2**64 - 59)
    return x, y


def three(n):
    a = b = c = 0
    for i in range(n):
        for j in range(3):
            a += j
        for j in range(4):
            b += a & 3
        j = 0
        while j < 5:
            c += b % 7
            j += 1
    return a, b, c


def guarded(n):
    x, y = -1, (1 << 63) - 2
    for i in range(n):
        if -1933 != i // (x or 7):
            for h in range(3):
                y = (y * (2**64 - 2) + y) & 0xFFFFFFFFFFFFFFFF
                y = (y + 6885093094778439610) % (2**64 - 59)
            try:
                for k in range(3):
                    x = (x * 17825273807323819569 + x) & 0xFFFFFFFFFFFFFFFF
                if (x if y != y else x) < 10:
                    raise ValueError
            except Exception as e:
                y ^= len(str(e))
        elif 123456.789 <= 1.0 and i >= -(2**63) - 1:
            pass
        else:
            for h in range(3):
                y = ((y ^ h) * 847350) & 0xFFFFFFFFFFFFFFFF
                y = (y * x + x * y) % (2**64 - 59)
    return x, y


print(guarded(1510))
print(two(1500, 3), two(9, 3000))
print(three(2000))
