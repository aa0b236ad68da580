# difftest: exit=1
values = [3, 1, 2]
print(sortd(values))
