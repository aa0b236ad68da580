# difftest: exit=1
a = 1
x = 1 + \ 2
