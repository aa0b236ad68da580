# difftest: exit=1
nonlocal x
