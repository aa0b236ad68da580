# Dicts with str keys, constant and made; items, views, merging, a key error with its name.
def words(text, n):
    c = {}
    for i in range(n):
        for w in text:
            c[w] = c.get(w, 0) + len(w)
    return sorted(c.items())


def record(n):
    r = {"x": 0, "y": 0.5, "name": "r"}
    for i in range(n):
        r["x"] += i
        r["y"] = r["y"] * 0.5 + i
        if i == n - 5:
            r["x"] = "text"
        if i >= n - 5:
            r["x"] += "!"[0:0] if isinstance(r["x"], str) else 0
            break
    return r


def made(n):
    d, s = {}, 0
    for i in range(n):
        k = "k" + str(i % 50)
        d[k] = d.get(k, 0) + 1
        s += d["k" + str(i % 7)] if i > 10 else 0
    return s, len(d)


def missing(n):
    d, c = {"a": 1}, 0
    for i in range(n):
        try:
            c += d["a" if i % 3 else "b" + str(i % 2)]
        except KeyError as e:
            c += len(str(e))
    return c


def views(n):
    d, s = {"a": 1, "b": 2, "c": 3}, 0
    for i in range(n):
        for k, v in d.items():
            s += v * len(k)
        d["b"] = i & 7
        s += sum(d.values()) + len(d.keys() & {"a", "z"})
    return s, d | {"z": 0}


print(words("the cat and the dog and the bird".split(), 300))
print(record(3000), made(3000), missing(3000))
print(views(1500))
