# o.__class__ = C wants the same layout: the same chain of classes that add
# something, except that the last may be a twin with the same __slots__.
class A:
    __slots__ = ("a",)


class B:
    __slots__ = ("a",)


class SubA(A):
    pass


class SubB(B):
    pass


class EmptyA(A):
    __slots__ = ()


class EmptyB(B):
    __slots__ = ()


class MoreA(A):
    __slots__ = ("z",)


class MoreB(B):
    __slots__ = ("z",)


class AlsoMoreA(A):
    __slots__ = ("z",)


class Plain:
    pass


class Other:
    pass


class SubPlain(Plain):
    pass


class Empty:
    __slots__ = ()


class WithDict(Empty):
    pass


class DictOnly(Empty):
    __slots__ = ("__dict__",)


class Both(Empty):
    __slots__ = ("__dict__", "__weakref__")


class SlotPlain(Plain):
    __slots__ = ("a",)


class SlotOther(Other):
    __slots__ = ("a",)


class Stuff(list):
    pass


class Things(list):
    pass


class Failure(Exception):
    pass


class ValueFailure(ValueError):
    pass


CLASSES = [A, B, SubA, SubB, EmptyA, EmptyB, MoreA, MoreB, AlsoMoreA, Plain, Other, SubPlain, Empty, WithDict, DictOnly, Both,
           SlotPlain, SlotOther, Stuff, Things, Failure, ValueFailure]

for old in CLASSES:
    fits = []
    for new in CLASSES:
        o = old()
        try:
            o.__class__ = new
            assert type(o) is new
            fits.append(new.__name__)
        except TypeError as e:
            assert type(o) is old
            assert str(e) == f"__class__ assignment: '{new.__name__}' object layout differs from '{old.__name__}'", e
    print(old.__name__, "->", *fits)

o = SubA()
o.a, o.other = 1, 2
try:
    o.__class__ = SubB
except TypeError as e:
    print(e)
print(o.a, o.other)
o = EmptyA()
o.a = 5
o.__class__ = EmptyB
print(o.a, type(o).__name__)
