# difftest: exit=1
class A:
    def __init__(self, n):
        self.n = n
        self.check()

    def check(self):
        if self.n < 0:
            raise ValueError("n must not be negative")


class B(A):
    def __init__(self, n):
        super().__init__(n - 10)


B(5)
