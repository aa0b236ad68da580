# str(int), int(str), bases, formats, at the edges of 63 and 64 bits.
def digits(n):
    s = 0
    while n:
        n, d = divmod(n, 10)
        s += d
    return s


def round_trip(start, n):
    ok = 0
    for i in range(n):
        x = start + i - n // 2
        ok += int(str(x)) == x and int(hex(x), 16) == x and int(f"{x:b}", 2) == x
    return ok


def parse(words, n):
    c = {}
    for i in range(n):
        try:
            k = int(words[i % len(words)], 0 if i % 2 else 10) % 7
        except ValueError as e:
            k = "bad"
        c[k] = c.get(k, 0) + 1
    return sorted(c.items(), key=str)


print(sum(digits(i * 7919) for i in range(1500)), digits(2**200))
for start in (0, 2**31, 2**62, 2**63, 2**64, -2**63, 10**20, 10**40):
    print(start, round_trip(start, 300))
print(parse(["12", "0x1f", " 7 ", "-3", "1_000", "abc", "", "0b101", "007", "9" * 30], 2000))
s = 0
for i in range(2500):
    s += len(f"{i:,}") + len("%05d" % i) + len(repr(i * 0.1)) + len(format(i, "x"))
print(s, float("1e5") + float(" 2.5 "))
