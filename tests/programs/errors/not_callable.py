# difftest: exit=1
value = 5
value(1)
