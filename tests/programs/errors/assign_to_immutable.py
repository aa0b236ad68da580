# difftest: exit=1
t = (1, 2, 3)
t[0] = 5
