# isinstance, issubclass, getattr and friends, callable, dir, vars, id, hash, type, repr.
print(isinstance(1, int), isinstance(1, (str, int)), isinstance(True, int), isinstance(1, int | str), isinstance(None, type(None)), isinstance(1, ()), issubclass(bool, int), issubclass(int, (str, object)), isinstance([], list), isinstance(int, type), isinstance(1.0, int), isinstance(1, ((str, (int,)),)), isinstance("a", str | None), issubclass(int, int | str))


class A:
    x = 1

    def __init__(self):
        self.y = 2

    def __dir__(self):
        return ["b", "a"]


a = A()
print(getattr(a, "x"), getattr(a, "zz", None), hasattr(a, "y"), hasattr(5, "real"), dir(a), vars(a), callable(A), callable(a), callable(len), type(a).__name__, type(5) is int, hash("a") == hash("a"), id(a) == id(a))
setattr(a, "z", 3)
delattr(a, "y")
print(vars(a), repr(5), ascii("é"), format(5, "03"), str(5), chr(97), ord("a"), repr("a'b"))
print(object() == object(), isinstance(object(), object), type(type), type(object).__name__, object.__bases__, type.__mro__, int.__bases__, bool.__bases__)
for f in (lambda: isinstance(1, 5), lambda: isinstance(1, "int"), lambda: isinstance(1), lambda: issubclass(1, int), lambda: issubclass(int, 1), lambda: getattr(a, "q"), lambda: getattr(a), lambda: getattr(a, 5), lambda: hasattr(a, 5), lambda: setattr(a, 5, 1), lambda: delattr(a, "q"), lambda: vars(5), lambda: callable(), lambda: hash([]), lambda: type(), lambda: isinstance(1, (int, 5)), lambda: isinstance("a", (int, 5)), lambda: id(), lambda: repr(), lambda: isinstance(1, list[int]), lambda: format(), lambda: ascii(), lambda: dir(1, 2), lambda: setattr(a, "x"), lambda: object.__new__(5), lambda: int.__new__(str), lambda: NotImplemented(), lambda: getattr(None, "x")):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)
print(sorted(vars(A))[:3], A.__dict__["x"], type(A.__dict__).__name__, "x" in dir(A), "append" in dir([]), len(dir(5)) > 50, {}.__class__, (5).__class__.__name__, type(print).__name__, type(NotImplemented).__name__, type(...).__name__)
print(list[int], dict[str, int], int | None, type(int | str).__name__, list[int].__origin__, list[int].__args__, tuple[int, ...], (int | str) == (str | int), list[int]([1, 2]), int | str | None)
