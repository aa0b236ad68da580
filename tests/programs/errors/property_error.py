# difftest: exit=1
class P:
    @property
    def size(self):
        return len(self.items)


print(P().size)
