# Insertion order under deletion, update, growth; many kinds of keys.
d = {}
for i in range(20):
    d[i * 7 % 20] = i
print(d)
for k in (0, 7, 14):
    del d[k]
d[7] = "back"
d[1] = "changed"
print(d, next(iter(d)), list(d)[-1])
d.pop(1)
d[0] = 0
print(list(d.items()))
big = {}
for i in range(5000):
    big[i * 2654435761 % 100003] = i
for k in list(big)[::3]:
    del big[k]
print(len(big), list(big)[:5], list(big)[-5:], sum(big.values()))
mixed = {1: "int", "1": "str", 1.5: "float", None: "none", (1, 2): "tuple", b"1": "bytes", frozenset([1]): "fs", True: "bool", 2**70: "big", 1j: "complex", int: "type", ...: "ell"}
print(mixed, len(mixed), mixed[1], mixed[None], mixed[(1, 2)], mixed[frozenset({1})], mixed[2**70], mixed[int], mixed[1 + 0j])


class Key:
    def __init__(self, v):
        self.v = v

    def __hash__(self):
        return 42

    def __eq__(self, other):
        return isinstance(other, Key) and self.v == other.v

    def __repr__(self):
        return f"Key({self.v})"


c = {Key(i % 10): i for i in range(30)}
print(c, c[Key(3)], Key(11) in c, c.pop(Key(5)), len(c))
print({i: {j: j for j in range(2)} for i in range(3)}, {k: v for v, k in enumerate("abc")}, {**{"a": 1}, **{"b": 2}, "a": 3})
lru = {}
for k in "abcabdae":
    if k in lru:
        lru[k] = lru.pop(k) + 1
    else:
        lru[k] = 1
    if len(lru) > 3:
        del lru[next(iter(lru))]
print(lru)
