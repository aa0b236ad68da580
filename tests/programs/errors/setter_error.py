# difftest: exit=1
class P:
    @property
    def x(self):
        return 1


p = P()
p.x = 5
