# difftest: exit=1
print("a"
x = 1
