# The empty str and empty bytes have the hash 0, which decides where they are in a set.
print(hash(""), hash(b""), hash("ab"[1:1]), hash(memoryview(b"")))
print({0, 1, 2, "", 5}, {0, 1, 2, 5, b""})


def mixed(n):
    s = {0, 1, 2}
    d = {}
    key = 5
    for i in range(n):
        if i == n - 3:
            key = ""
        s.add(key)
        d["xy"[:i % 3]] = i
    return s, d, hash("xy"[:n % 3])


print(mixed(900))
