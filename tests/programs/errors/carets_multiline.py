# difftest: exit=1
def add(a, b):
    return a + b


total = add(
    1,
    add(2,
        None),
)
