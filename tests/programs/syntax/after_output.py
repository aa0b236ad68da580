# difftest: exit=1
print("this must not be printed: the whole file is compiled first")
x = (
