# difftest: exit=1
x = [i for in range(3)]
