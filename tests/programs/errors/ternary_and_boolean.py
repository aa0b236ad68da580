# difftest: exit=1
flag = None
value = (flag or {}).get("a") if flag is None else flag
print(value)
print(not flag and value.attr or 1)
