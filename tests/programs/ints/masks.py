# Arithmetic that wraps by a mask, as ported C code does.
M32, M64 = 0xFFFFFFFF, 0xFFFFFFFFFFFFFFFF


def fnv(data):
    h = 0xCBF29CE484222325
    for b in data:
        h = ((h ^ b) * 0x100000001B3) & M64
    return h


def murmur(h):
    h ^= h >> 33
    h = (h * 0xFF51AFD7ED558CCD) & M64
    h ^= h >> 33
    h = (h * 0xC4CEB9FE1A85EC53) & M64
    return h ^ (h >> 33)


def rotl32(x, r):
    return ((x << r) | (x >> (32 - r))) & M32


def signed(x, bits):
    x &= (1 << bits) - 1
    return x - (1 << bits) if x >> (bits - 1) else x


print(fnv(b"hello"), murmur(12345), [rotl32(0x80000001, r) for r in range(0, 33, 8)])
print([signed(x, 8) for x in (0, 127, 128, 255, 256)], signed(2**63, 64), signed(-1, 16))
state = 1
seen = []
for i in range(300):
    state = (state * 6364136223846793005 + 1442695040888963407) & M64
    seen.append(state >> 33)
print(seen[:5], sum(seen), state)
crc = M32
for b in b"123456789":
    crc ^= b
    for _ in range(8):
        crc = (crc >> 1) ^ (0xEDB88320 if crc & 1 else 0)
print(hex(crc ^ M32))
a, b = 0, 1
for _ in range(500):
    a, b = b, a + b
print(a)
