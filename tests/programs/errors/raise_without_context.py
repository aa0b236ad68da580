# difftest: exit=1
raise
