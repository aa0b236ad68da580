# difftest: exit=1
f(a.b=1)
