# difftest: exit=1
# Chained exceptions out of hot code that was inlined: methods, a property, a closure.
class Table:
    def __init__(self):
        self.rows = {i: i * 2 for i in range(1500)}

    @property
    def size(self):
        return len(self.rows)

    def row(self, i):
        return self.rows[i]


def reader(t):
    def read(i):
        try:
            return t.row(i) + t.size
        except KeyError as e:
            raise LookupError(f"row {i}") from e
    return read


def run(n):
    read, s = reader(Table()), 0
    for i in range(n):
        s += read(i)
    return s


print(run(1500))
run(1501)
