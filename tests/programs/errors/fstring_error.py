# difftest: exit=1
user = {"name": "x"}
print(f"name: {user['name']}, age: {user['age']:>5}")
