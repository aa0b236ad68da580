# Dicts with int keys: counts, memo, deletions, keys that are equal across types.
def count(n):
    d = {}
    for i in range(n):
        k = i * i % 97
        if k in d:
            d[k] += 1
        else:
            d[k] = 1
    return len(d), max(d.values()), d[1]


def memo(n):
    seen = {0: 0, 1: 1}
    for i in range(2, n):
        seen[i] = (seen[i - 1] + seen[i - 2]) % 1000007
    return seen[n - 1]


def mixed_keys(n):
    d = {1: "int", 2.5: "float", "a": "str"}
    c = {}
    for i in range(n):
        k = (1, 1.0, True, 2.5, "a", 2, 2**64, -1)[i % 8]
        v = d.get(k, "none")
        c[v] = c.get(v, 0) + 1
        if i == n // 2:
            d[2.0] = "two"
            d[2**64] = "big"
    return c, d


def churn(n):
    d, errors = {}, 0
    for i in range(n):
        d[i % 300] = i
        try:
            del d[i * 7 % 300]
        except KeyError as e:
            errors += e.args[0]
    return len(d), errors, sum(d), sum(d.values())


print(count(5000), memo(4000))
print(mixed_keys(4000))
print(churn(4000))
d = {i: i for i in range(200)}
try:
    for k in d:
        if k == 150:
            d[1000] = 1
except RuntimeError as e:
    print(e)
