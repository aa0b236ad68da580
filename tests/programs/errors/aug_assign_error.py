# difftest: exit=1
class Box:
    n = None


b = Box()
b.n += 1
