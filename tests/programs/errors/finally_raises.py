# difftest: exit=1
try:
    raise ValueError("first")
finally:
    print("cleaning up")
    {}["second"]
