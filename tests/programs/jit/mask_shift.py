# Masks and shifts, exact on 64 bits: (x * y) & mask, rotations, xorshift.
M64 = (1 << 64) - 1
M32 = 0xFFFFFFFF


def mix(x, n):
    for i in range(n):
        x = (x * 6364136223846793005 + 1442695040888963407) & M64
        x ^= x >> 33
        x = (x * 0xFF51AFD7ED558CCD) & 0xFFFFFFFFFFFFFFFF
    return x


def rotate(x, k, n):
    for i in range(n):
        x = ((x << k) | (x >> (64 - k))) & M64
        x = (x + i) & M64
    return x


def xorshift32(x, n):
    for i in range(n):
        x ^= (x << 13) & M32
        x ^= x >> 17
        x ^= (x << 5) & M32
    return x


def signed(x):
    x &= M64
    return x - (1 << 64) if x >> 63 else x


def negative(n):
    s = 0
    for i in range(-n, n):
        s += (i >> 3) ^ (i & 0xFF) ^ (i << 2)
        s ^= ~i | 5
        s = (s * -3) & 0x7FFFFFFFFFFFFFFF
    return s


print(mix(1, 4000), mix(M64, 4000))
print(rotate(0x123456789ABCDEF0, 13, 4000), rotate(1, 63, 4000), rotate(M64, 1, 3000))
print(xorshift32(2463534242, 6000))
print(negative(4000))
print(sum(signed(i * 0x9E3779B97F4A7C15) for i in range(3000)))
total = 0
for i in range(3000):
    total += 1 << (i % 70)
    total ^= -1 >> (i % 70)
    total &= M64 << 3
print(total)
