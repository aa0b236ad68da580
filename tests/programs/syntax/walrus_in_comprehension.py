# difftest: exit=1
[i := 0 for i in range(3)]
