# Numbers of subclasses in sums: after a float, an int is taken for what it is.
class I(int):
    def __float__(self):
        return 1000.5

    def __radd__(self, other):
        return "radd", other


class F(float):
    def __radd__(self, other):
        return "fradd", other


def each(items):
    for x in items:
        yield x


for items in [0.5, I(3), 0.1], [1, I(3)], [1, F(0.5)], [0.5, F(0.5)], [0.5, True, I(True)], [0.1, I(2**70), 0.1]:
    for k in range(300):
        try:
            r = sum(each(items)), sum(x for x in items), sum(items)
        except TypeError as e:
            r = str(e)
    print(r)
