# list methods.
l = [3, 1, 2]
l.append(4)
l.extend((5, 6))
l.extend("ab")
l.insert(0, "first")
l.insert(100, "last")
l.insert(-1, "before")
print(l, l.pop(), l.pop(0), l.pop(-2), l.index(2), l.count(1), len(l))
l.remove(3)
l.reverse()
print(l, l.copy() == l, l.copy() is l, l + [1], l * 2, 2 * [0], [] * 5, [1] * -1, [1, 2] == [1, 2], [1, 2] < [1, 3], [1] < [1, 0], [] < [1], [[1], [2]] > [[1], [1, 9]])
l.clear()
print(l, list(), list("abc"), list(range(3)), list({1: 2}), list((1,)), [*range(3), *"ab"], list(x for x in [1]))
a = [1, 2, 3, 4, 1, 2]
print(a.index(1, 1), a.index(2, -1), a.index(3, 0, 3), 3 in a, 9 in a, 9 not in a, a.count(9), max(a), min(a), sum(a))
a += (7,)
a += "x"
a *= 2
print(a, a is a)
b = c = [1]
b += [2]
b = b + [3]
print(b, c)
n = [[0] * 3 for _ in range(2)]
n[0][1] = 5
m = [[0] * 2] * 2
m[0][0] = 1
print(n, m)
r = [1]
r.append(r)
print(r, r == r, repr([r, {"k": r}]))
for f in (lambda: [].pop(), lambda: [1].pop(5), lambda: [1].remove(2), lambda: [1].index(2), lambda: [1].index(1, 1), lambda: [1][1], lambda: list((1,))["a"], lambda: list((1,))[1.0], lambda: [1] + (2,), lambda: [1] + None, lambda: [1] * "a", lambda: [1] * 1.0, lambda: [1] < 1, lambda: [1].append(), lambda: [1].append(1, 2),
          lambda: list(1), lambda: list(1, 2), lambda: [1].extend(5), lambda: [1].insert(1), lambda: [1].insert("a", 1), lambda: hash([]), lambda: [].nope, lambda: [1] - [1], lambda: -[1], lambda: [1]["0":], lambda: [1].sort(1), lambda: [1].pop("a"), lambda: [1][2**70], lambda: [1, 2] < [1, "a"], lambda: list()(0), lambda: list(x=1)):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)
