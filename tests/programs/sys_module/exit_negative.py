# difftest: exit=255
print("minus one")
raise SystemExit(-1)
