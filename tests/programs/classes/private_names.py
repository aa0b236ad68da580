# Name mangling.
class A:
    __secret = 1

    def __init__(self):
        self.__x = 5

    def __hidden(self):
        return self.__x

    def call(self):
        __local = 3
        return self.__hidden() + A.__secret + __local

    def other(self, o):
        return o.__x

    __dunder__ = "kept"
    _single = "kept too"


class B(A):
    def __init__(self):
        super().__init__()
        self.__x = 50

    def both(self):
        return self.__x, self._A__x


print(A().call(), sorted(A().__dict__), B().both(), B().call(), sorted(B().__dict__), A._A__secret, A.__dunder__, hasattr(A, "__secret"), A().other(A()))
try:
    B().both.__self__.__y
except AttributeError as e:
    print(e)


class _Under:
    __v = 1

    def get(self):
        return self.__v

    def kw(self, __arg=2):
        return __arg


print(_Under().get(), _Under._Under__v, _Under().kw(_Under__arg=7))


class C:
    def f(self):
        def g():
            return self.__z
        self.__z = 9
        return g(), [self.__z for _ in range(1)], (lambda: self.__z)()

    class __Inner:
        pass

    def make(self):
        return type(self.__Inner()).__name__


print(C().f(), C().make())
