# difftest: exit=1
a = {"x": [1, 2, {"y": None}]}
print("start")
result = a["x"][2]["y"] + (1 * 2) - 3
