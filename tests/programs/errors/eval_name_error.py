# difftest: exit=1
print(eval("1 + 1"))
print(eval("missing + 1"))
