# difftest: exit=1
x = f"{}"
