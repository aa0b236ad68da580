# difftest: exit=1
del f()
