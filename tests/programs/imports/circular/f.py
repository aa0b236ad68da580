import e
print(e.attr)
