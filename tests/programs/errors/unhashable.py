# difftest: exit=1
seen = set()
for x in (1, (2, 3), [4]):
    seen.add(x)
