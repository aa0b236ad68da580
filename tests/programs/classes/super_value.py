# super as an ordinary value: super() called under another name or kept.
class A:
    def f(self):
        return "A.f"

    @classmethod
    def c(cls):
        return cls.__name__


class B(A):
    def f(self):
        s = super()
        sup = super
        t = sup()
        g = lambda: self
        return s.f(), t.f(), g() is self, [super().f() for _ in range(1)]

    def captured(self):
        def inner():
            return self
        x = super
        return x().f(), inner() is self

    @classmethod
    def c(cls):
        s = super
        return s().c()

    def nested(self):
        def inner(me):
            return super().f()
        return inner(self)

    def noarg():
        return super()

    def deleted(self):
        del self
        return super()


b = B()
print(b.f(), b.captured(), B.c(), b.nested())
for f in (B.noarg, b.deleted, lambda: super()):
    try:
        print(f())
    except RuntimeError as e:
        print(e)
print(super(B, b).__thisclass__, super(B, b).__self_class__, super(B, b).__self__ is b)
