# difftest: exit=1
values = [1, 2, 3, "four"]
total = sum(v * 2 for v in values[:3]) + sum(v ** 2 for v in values if v != 2 and v is not None and v != "five")
