# 64-bit integers by masks: FNV-1a hashing and an xorshift generator.
import sys

MASK = (1 << 64) - 1


def fnv1a(data):
    h = 0xCBF29CE484222325
    for byte in data:
        h = ((h ^ byte) * 0x100000001B3) & MASK
    return h


def xorshift(state, n):
    total = 0
    for _ in range(n):
        state ^= (state << 13) & MASK
        state ^= state >> 7
        state ^= (state << 17) & MASK
        total = (total + state) & MASK
    return total


def main(n):
    text = bytes(i * 7 % 256 for i in range(1000))
    h = 0
    for _ in range(n // 1000):
        h ^= fnv1a(text)
        text = text[1:] + text[:1]
    print(h, xorshift(88172645463325252, n))


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 2000000)
