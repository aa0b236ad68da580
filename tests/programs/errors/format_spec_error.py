# difftest: exit=1
price = "12"
print(f"total: {price:.2f}")
