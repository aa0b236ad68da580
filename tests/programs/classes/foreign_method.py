# A class may have a method of a builtin class that it does not derive from:
# the receiver is checked at every call, however warm.
class Thing:
    append = list.append
    upper = str.upper
    __len__ = dict.__len__


class Sub(Thing):
    def up(self):
        return super().upper()

    def push(self, x):
        return super().append(x)


def one(x):
    return x


def attempt(f):
    try:
        print("no error", f())
    except TypeError as e:
        return str(e)


for f in (lambda: Thing().append(1), lambda: Thing().append(one(1)), lambda: Thing().upper(), lambda: Sub().up(),
          lambda: Sub().push(1), lambda: Sub().push(one(2)), lambda: len(Thing()), lambda: Thing().append(object=one(1))):
    print({attempt(f) for _ in range(100)})


class Real(list):
    push = list.append


r = Real()
for i in range(50):
    r.push(one(i))
    r.push(i)
print(len(r), r[:6])
