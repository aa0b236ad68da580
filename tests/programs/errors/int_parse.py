# difftest: exit=1
lines = ["12", "x7"]
print(sum(int(line) for line in lines))
