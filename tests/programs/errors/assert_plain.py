# difftest: exit=1
x = 3
assert x == 3
assert x == 4
