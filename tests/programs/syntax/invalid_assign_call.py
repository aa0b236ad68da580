# difftest: exit=1
f(x) = 5
