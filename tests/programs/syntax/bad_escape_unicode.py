# difftest: exit=1
x = "\u12"
