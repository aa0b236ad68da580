# difftest: exit=1
x = 0o89
