# difftest: exit=1
total = 10


def add(n):
    total += n


add(1)
