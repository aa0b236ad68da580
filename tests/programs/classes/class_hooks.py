# __init_subclass__, __class_getitem__, __new__, __call__ on metaclasses, __prepare__.
class Plugin:
    registry = []

    def __init_subclass__(cls, /, key=None, **kw):
        super().__init_subclass__(**kw)
        cls.key = key
        Plugin.registry.append(cls.__name__)


class P1(Plugin, key="one"):
    pass


class P2(P1):
    pass


print(Plugin.registry, P1.key, P2.key)
try:
    class P3(Plugin, bad=1):
        pass
except TypeError as e:
    print(e)


class G:
    def __class_getitem__(cls, item):
        return f"{cls.__name__}[{item}]"


print(G[int], G["x", 1])


class Single:
    instance = None

    def __new__(cls, *args):
        print("new", args)
        if cls.instance is None:
            cls.instance = super().__new__(cls)
        return cls.instance

    def __init__(self, *args):
        print("init", args)


print(Single(1) is Single(2))


class Other:
    def __new__(cls):
        return 5

    def __init__(self):
        print("never")


print(Other())


class Meta(type):
    @classmethod
    def __prepare__(mcs, name, bases, **kw):
        print("prepare", name, kw)
        return {"injected": 1}

    def __new__(mcs, name, bases, ns, **kw):
        print("meta new", name, sorted(k for k in ns if not k.startswith("__")))
        ns["tag"] = kw.get("tag")
        return super().__new__(mcs, name, bases, ns)

    def __init__(cls, name, bases, ns, **kw):
        print("meta init", name)
        super().__init__(name, bases, ns)

    def __call__(cls, *a):
        print("meta call", a)
        return super().__call__(*a)

    def __len__(cls):
        return 7

    def __iter__(cls):
        return iter("abc")

    def __contains__(cls, x):
        return x == 1

    def __instancecheck__(cls, o):
        return o == "magic"

    def __subclasscheck__(cls, o):
        return o is int

    def __eq__(cls, o):
        return True

    __hash__ = type.__hash__

    def __repr__(cls):
        return f"<Meta {cls.__name__}>"

    @property
    def prop(cls):
        return "meta prop of " + cls.__name__


class K(metaclass=Meta, tag="T"):
    x = 1

    def __init__(self, *a):
        self.a = a


print(K(1, 2).a, K.tag, K.injected, len(K), list(K), 1 in K, isinstance("magic", K), issubclass(int, K), K == 5, K, [K], type(K), K.prop)


class K2(K):
    y = 2


print(type(K2).__name__, isinstance(5, K))
T = type("T", (K2,), {"z": 3})
print(T.z, T.y, type(T).__name__)
for src in ("class X(int, metaclass=Meta): pass\nprint(X(5) + 1)", "class M2(type): pass\nclass Y(K, metaclass=M2): pass", "class Z(metaclass=lambda n, b, d: (n, b, sorted(k for k in d if k[0] != '_'))): q = 1\nprint(Z)", "type('A')", "type(1, 2, 3)", "type('A', (), {}, x=1)", "type('A', (5,), {})", "class E(object, foo=1): pass", "int.x = 1", "K.prop = 2", "type('a', [], {})"):
    try:
        exec(src)
    except Exception as e:
        print(type(e).__name__, e)
D = type("D", (dict,), {"hello": lambda self: len(self)})
print(D(a=1).hello(), type(D) is type, D.__name__, type(type(D)), type(5), type("A", (), {})().__class__.__name__)
