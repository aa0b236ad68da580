# difftest: exit=1
class Broken:
    x = 1
    y = x + "2"
