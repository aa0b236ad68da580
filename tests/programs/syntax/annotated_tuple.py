# difftest: exit=1
a, b: int = 1, 2
