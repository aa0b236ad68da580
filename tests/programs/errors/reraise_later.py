# difftest: exit=1
saved = None
try:
    [].pop()
except IndexError as e:
    saved = e
print("continuing")
raise saved
