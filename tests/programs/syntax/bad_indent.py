# difftest: exit=1
if True:
print("x")
