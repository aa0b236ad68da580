# __index__ of a subclass of int is not asked: it is an int already.
class M(int):
    def __index__(self):
        return 0


a = M(5)
seq = [1, 2, 3, 4, 5, 6]
print(seq[a], tuple(seq)[a], "abcdef"[a], range(a), seq[:a], [1] * a, "x" * a, 1 << a)
print(chr(a + 92), bytes([a]), hex(a), bin(a), list(range(9))[a:], bytearray(a), b"abcdef"[a])
total = 0
for i in range(2000):
    total += seq[a] + range(9)[a]
print(total)
M.__index__ = None
print(seq[a], hex(a))
