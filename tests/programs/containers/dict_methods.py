# dict methods.
d = {"a": 1, "b": 2}
d["c"] = 3
print(d, d["a"], d.get("x"), d.get("x", 9), "a" in d, 1 in d, len(d), list(d), d.keys(), d.values(), d.items(), d.pop("a"), d.pop("zz", None), d.setdefault("b", 5), d.setdefault("n", 6), d.setdefault("m"), d)
d.update({"x": 1}, y=2)
d.update([("z", 3), "pq"])
d.update()
print(d, d.popitem(), d.popitem(), d.copy() == d, d.copy() is d)
print(dict(), dict(a=1), dict([("a", 1)], b=2), dict({"a": 1}, a=2), dict(zip("ab", [1, 2])), dict.fromkeys("abc"), dict.fromkeys([1, 2], []), {**d, "b": 0}, {1: "a", 1.0: "b", True: "c"}, {"a": 1} | {"b": 2, "a": 3})
e = {"k": 1}
e |= {"k": 2, "j": 3}
e |= [("i", 4)]
print(e, {"a": 1, "b": 2} == {"b": 2, "a": 1}, {"a": 1} != {"a": 2}, bool({}), {} == [], list(reversed({"a": 1, "b": 2})), list(reversed({"a": 1, "b": 2}.items())), list(reversed({"a": 1}.values())))
del e["k"]
e.clear()
print(e)
k = {"a": 1, "b": 2, "c": 3}.keys()
print(sorted(k & {"a", "z"}), sorted(k | {"q"}), sorted(k - {"a"}), sorted(k ^ {"a", "q"}), k == {"a", "b", "c"}, k <= {"a", "b", "c", "d"}, k > {"a"}, k.isdisjoint({"z"}), "a" in k, ("a", 1) in {"a": 1}.items(), 1 in {"a": 1}.values(), {"a": 1}.items() == {("a", 1)}, len(k), sorted({"a": 1}.items() | {("b", 2)}))
m = {}
v = m.values()
m[1] = 2
print(v, list(v), m.keys(), m.items().mapping)
r = {}
r["self"] = r
r["l"] = [r]
print(r)
for f in (lambda: {}["x"], lambda: {}[1], lambda: {}[(1, 2)], lambda: {}.pop("x"), lambda: {}.popitem(), lambda: {[]: 1}, lambda: {}[[]], lambda: {}.get([]), lambda: [] in {}, lambda: dict(1), lambda: dict([1]), lambda: dict([(1, 2, 3)]), lambda: dict(["abc"]), lambda: dict([("a",)]), lambda: {} < {}, lambda: {} + {}, lambda: hash({}), lambda: {}.update(1), lambda: dict(1, 2), lambda: {}.nope, lambda: {} | [], lambda: {}.pop(), lambda: {}.get(),
          lambda: dict(**{1: 2}), lambda: {**1}, lambda: {}.fromkeys(1), lambda: {{}: 1}, lambda: {"a": 1}["a"]["b"], lambda: {1: 2}.keys()[0], lambda: {set(): 1}):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)
