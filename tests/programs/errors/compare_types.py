# difftest: exit=1
print(sorted([3, "2", 1]))
