# difftest: exit=1
ops = {"div": lambda a, b: a / b, "mod": lambda a, b: a % b}
print(ops["div"](1, 2))
print(ops["mod"](1, 0))
