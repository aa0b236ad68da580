# difftest: exit=1
items = [1]
while items[0] < 3 and items[1] < 5:
    items[0] += 1
