# difftest: exit=1
class Point:
    def __init__(self):
        self.position = (1, 2)


print(Point().positon)
