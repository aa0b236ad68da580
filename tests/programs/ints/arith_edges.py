# Integer arithmetic around the edges where representations change.
edges = []
for p in (0, 1, 7, 8, 15, 16, 29, 30, 31, 32, 59, 60, 61, 62, 63, 64, 65, 127, 128):
    for d in (-1, 0, 1):
        edges.append((1 << p) + d)
        edges.append(-(1 << p) + d)
edges = sorted(set(edges))
print(len(edges), edges[:4], edges[-4:])
for op in ("+", "-", "*"):
    total = 0
    for a in edges:
        for b in edges:
            if op == "+":
                r = a + b
            elif op == "-":
                r = a - b
            else:
                r = a * b
            total = (total * 31 + r) % (10**30 + 57)
    print(op, total)
for a in (2**61 - 1, 2**61, -2**61, 2**62 - 1, 2**62, -2**62, -2**62 - 1, 2**63 - 1, 2**63, -2**63, -2**63 - 1):
    print(a, a + 1, a - 1, -a, ~a, a * 2, a * a, abs(a))
