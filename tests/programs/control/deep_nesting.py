# Deeply nested blocks and expressions.
out = []
for a in range(2):
    for b in range(2):
        for c in range(2):
            for d in range(2):
                for e in range(2):
                    if a:
                        if b:
                            while True:
                                try:
                                    if c:
                                        if d:
                                            out.append((a, b, c, d, e))
                                            break
                                        else:
                                            raise ValueError
                                    else:
                                        break
                                except ValueError:
                                    out.append("v")
                                    break
                                finally:
                                    out.append("f")
print(out)
x = 1
print((((((((((((((((((((x + 1) * 2) - 3) + 4) * 5) - 6) + 7) * 8) - 9) + 10) * 11) - 12) + 13) * 14) - 15) + 16) * 17) - 18) + 19) * 20)
print([[[[[[[[[[1]]]]]]]]]][0][0][0][0])
print(eval("(" * 50 + "1" + ")" * 50), eval("+".join(["1"] * 1000)), eval("-" * 50 + "1"), eval("[" * 60 + "]" * 60) != [])
f = lambda a: lambda b: lambda c: lambda d: (a, b, c, d)
print(f(1)(2)(3)(4))
n = {}
cur = n
for i in range(100):
    cur["k"] = {}
    cur = cur["k"]
depth = 0
while n:
    n = n["k"]
    depth += 1
print(depth)
v1 = v2 = v3 = v4 = v5 = v6 = v7 = v8 = v9 = v10 = 0
for i in range(1, 300):
    v1, v2, v3, v4, v5, v6, v7, v8, v9, v10 = v10 + i, v1, v2 ^ v9, v3, v4 + v1, v5, v6 - v7, v7, v8, v9
print(v1, v2, v3, v4, v5, v6, v7, v8, v9, v10)
