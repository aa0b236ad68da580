# difftest: exit=1
def first(items):
    yield next(items)
    yield next(items)


print(list(first(iter([1]))))
