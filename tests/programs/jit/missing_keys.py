# difftest: exit=1
# Keys that are missing in dicts, in compiled code, caught and not.


class D(dict):
    def __missing__(self, k):
        return k * 2


def look(d, n, m):
    hits = misses = 0
    for i in range(n):
        try:
            hits += d[i % m]
        except KeyError as e:
            misses += e.args[0]
    return hits, misses


def strs(d, keys, n):
    out = []
    for i in range(n):
        k = keys[i % len(keys)]
        try:
            out.append(d[k])
        except KeyError as e:
            out.append(repr(e))
        except TypeError as e:
            out.append(str(e))
    return len(out), sorted(set(map(str, out)))


def pairs(n):
    d, s = {(i, i % 3): i for i in range(100)}, 0
    for i in range(n):
        try:
            s += d[i % 120, i % 3]
        except KeyError as e:
            s += e.args[0][1]
    return s


def uncaught(d, i):
    return d[i]


def main():
    table = {i: i for i in range(0, 100, 2)}
    print(look(table, 3000, 100))
    print(look(D(table), 3000, 100))
    print(look({True: 1, 2: 5}, 1000, 4))
    print(strs({"a": 1, "b": 2}, ["a", "b", "c"], 2000))
    print(strs({"a": 1, "b": 2, 1: 3}, ["a", "b", "c", 1, 1.0, None, 2.5, []], 2000))
    print(pairs(3000))
    count = 0
    for i in range(2000):
        try:
            uncaught(table, i % 64)
        except KeyError as e:
            count += e.__traceback__.tb_next.tb_lineno
    print(count)
    uncaught(table, 77)


main()
