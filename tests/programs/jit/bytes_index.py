# bytes and bytearray: reading, writing, growing, values out of range.
def crc(data):
    c = 0xFFFFFFFF
    for b in data:
        c ^= b
        for _ in range(8):
            c = (c >> 1) ^ 0xEDB88320 if c & 1 else c >> 1
    return c ^ 0xFFFFFFFF


def sieve(n):
    f = bytearray([1]) * (n + 1)
    f[0] = f[1] = 0
    i = 2
    while i * i <= n:
        if f[i]:
            for j in range(i * i, n + 1, i):
                f[j] = 0
        i += 1
    return sum(f)


def stir(n):
    s = bytearray(range(256))
    j = 0
    for i in range(n):
        j = (j + s[i & 255] + i) & 255
        s[i & 255], s[j] = s[j], s[i & 255]
    return bytes(s[:8]), s[-1]


def errors(n):
    b, log = bytearray(10), {}
    for i in range(n):
        try:
            b[i % 12] = i % 300 if i % 50 else "x"
        except (IndexError, ValueError, TypeError) as e:
            log[str(e)] = log.get(str(e), 0) + 1
    return bytes(b), log


print(crc(b"the quick brown fox" * 20), crc(bytearray(b"abc") * 100))
print(sieve(6000), stir(6000))
print(errors(3000))
text, n = b"hello\x00\xff", 0
for i in range(4000):
    n += text[i % 7] + text[-1 - i % 7]
    if text[i % 7:i % 7 + 1] == b"l":
        n -= 1
print(n)
