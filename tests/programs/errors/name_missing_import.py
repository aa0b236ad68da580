# difftest: exit=1
print("before")
print(math.pi)
