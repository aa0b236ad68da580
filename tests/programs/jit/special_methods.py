# Special methods in Python that instructions call, in compiled code: what they
# return, raise and change.


class Num:
    def __init__(self, v):
        self.v = v

    def __eq__(self, other):
        if isinstance(other, Num):
            return self.v == other.v
        return NotImplemented

    def __lt__(self, other):
        if other.__class__ is self.__class__:
            return self.v < other.v
        return NotImplemented

    def __gt__(self, other):
        return [] if self.v <= other.v else [self.v]  # not a bool

    def __le__(self, other):
        return Truth(self.v <= other.v)

    def __getitem__(self, i):
        if i == 999:
            raise IndexError(i)
        return self.v + i

    def __setitem__(self, i, x):
        self.v = x - i

    def __hash__(self):
        return 1


class Sub(Num):
    def __gt__(self, other):
        return "sub"

    def __lt__(self, other):
        return True


truths = 0


class Truth:
    def __init__(self, x):
        self.x = x

    def __bool__(self):
        global truths
        truths += 1
        return self.x


class Prop:
    def __init__(self):
        self.raw = 0
        self.calls = 0

    @property
    def x(self):
        return self.raw

    @x.setter
    def x(self, v):
        self.calls += 1
        if v == 1500:
            raise ValueError("fifteen hundred")
        self.raw = v


class Plain:
    pass


class Sized:
    def __init__(self, n):
        self.n = n

    def __len__(self):
        return self.n


def compare(items, n):
    count = [0] * 8
    for k in range(n):
        a, b = items[k % len(items)], items[k * 7 % len(items)]
        if a == b:
            count[0] += 1
        if a != b:
            count[1] += 1
        if a < b:
            count[2] += 1
        if a > b:
            count[3] += 1
        while a <= b:
            count[4] += 1
            break
        if a == None:
            count[5] += 1
        if a == k:
            count[6] += 1
        r = a > b
        if r:
            count[7] += len(r)
    return count


def props(n):
    p, caught = Prop(), 0
    for i in range(n):
        try:
            p.x = i
            p.x += 1
        except ValueError as e:
            caught += 1
            assert e.__traceback__.tb_next.tb_frame.f_code.co_name == "x"
    return p.x, p.calls, caught


def items(n):
    x, s = Num(3), 0
    for i in range(n):
        try:
            s += x[i] + x[2]
            x[5] = i
            x[i] = i + 2
            s += x[i % 1200]
        except IndexError as e:
            s += e.args[0]
    return s, x.v


def chain(n):
    class Node:
        def __init__(self, next):
            self.next = next

    head = None
    for i in range(n):
        head = Node(head)
    count = 0
    while head:
        count += 1
        head = head.next
    return count


def truth(objects, n):
    yes = 0
    for i in range(n):
        x = objects[i % len(objects)]
        if x:
            yes += 1
        if not x:
            yes += 100
    return yes


def closures(n):
    def make(k, d=4):
        def f(a, b=d, *rest, c=1, **kw):
            return a + b + c + k + len(rest) + len(kw)

        def g(a, b=d):
            return a * b + k

        return f, g

    s = 0
    for i in range(n):
        f, g = make(i, i & 3)
        s += g(i) + g(b=2, a=i) + f(i, c=5) + f(i, 1, 2, 3, c=2, z=1)
    return s


def main():
    small = [Num(k) for k in range(5)]
    print(compare(small, 3000))
    print(compare(small + [Sub(2), Sub(9)], 3000), truths)
    print(props(3000))
    print(items(3000))
    print([chain(500) for k in range(5)])
    print(truth([Plain(), None], 3000), truth([Plain(), Num(0), None, Prop()], 3000))
    print(truth([Plain(), None, Sized(0), Sized(1)], 3000), truth([Plain(), 0, 1, "", "a"], 3000))
    Plain.__bool__ = lambda self: False
    print(truth([Plain(), None], 3000))
    del Plain.__bool__
    print(truth([Plain(), None], 3000))
    print(closures(2000))
    try:
        small[0] < 3
    except TypeError as e:
        print(e)
    Num.__eq__ = lambda self, other: False
    print(compare(small, 3000))
    Prop.x = property(lambda self: 7)
    try:
        props(3)
    except AttributeError as e:
        print(e)


main()
