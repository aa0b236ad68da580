# super() as a value, in functions that are hot, and NameErrors in methods.
class A:
    def f(self, x): return x
class B(A):
    def f(self, x):
        s = super()
        return s.f(x) + self.k
    def g(self, x):
        self = other if x & 1 else self
        s = super()
        return s.f(x) + self.k
    def h(self, x):
        self = B2()
        self.k = x
        return super().f(x) + (super().__thisclass__ is B) + super().__self__.k + self.k
class B2(B): pass
other = B(); other.k = 100
def run(n):
    b = B(); b.k = 1
    t = 0
    for i in range(n):
        t += b.f(i); t += b.g(i); t += b.h(i)
    return t
print(run(3000))
class C:
    def m(self, x):
        self = [x]
        try:
            return thing
        except NameError as e:
            return str(e)
def r2(n):
    c = C(); k = set()
    for i in range(n): k.add(c.m(i))
    return k
print(r2(2000))
