# difftest: exit=1
return 5
