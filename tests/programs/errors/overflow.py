# difftest: exit=1
x = 10.0
for i in range(10):
    x = x ** 3
    print(i)
