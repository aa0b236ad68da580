# difftest: exit=1
def numbers():
    yield 1
    yield 2 / 0
    yield 3


for n in numbers():
    print(n)
