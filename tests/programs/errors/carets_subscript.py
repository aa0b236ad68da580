# difftest: exit=1
data = {"outer": {"inner": [1, 2, 3]}}
print(data["outer"]["inner"][0])
print(data["outer"]["missing"][0])
