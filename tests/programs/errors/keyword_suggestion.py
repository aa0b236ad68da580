# difftest: exit=1
def area(width, height):
    return width * height


area(width=1, heigth=2)
