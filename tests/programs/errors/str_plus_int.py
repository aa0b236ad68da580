# difftest: exit=1
age = 41
print("age: " + str(age))
print("age: " + age)
