# Exceptions raised and caught in a loop: in the same frame, from calls, from operations.
class Small(Exception):
    def __init__(self, n):
        super().__init__(n)
        self.n = n


def check(i):
    if i % 5 == 0:
        raise Small(i)
    return i


def same_frame(n):
    s = 0
    for i in range(n):
        try:
            if i % 3 == 0:
                raise Small(i)
            s += 1
        except Small as e:
            s += e.n
    return s


def from_call(n):
    s = errors = 0
    for i in range(n):
        try:
            s += check(i)
        except Small as e:
            errors += e.args[0]
        else:
            s += 1
        finally:
            s -= 2
    return s, errors


def operations(n):
    log, xs, d = {}, [1, 2, 3], {"a": 1}
    for i in range(n):
        try:
            k = i % 8
            if k == 0:
                1 // (i % 2)
            elif k == 1:
                xs[i]
            elif k == 2:
                d[i]
            elif k == 3:
                xs.nothing
            elif k == 4:
                "a" + i
            elif k == 5:
                int("z")
            elif k == 6:
                None()
            else:
                a, b = xs
        except ArithmeticError as e:
            key = "A " + str(e)
        except LookupError as e:
            key = "L " + (str(e) if k == 1 else "key")
        except (AttributeError, TypeError) as e:
            key = "T " + str(e)
        except ValueError as e:
            key = "V " + str(e)
        log[key] = log.get(key, 0) + 1
    return log


print(same_frame(4000), from_call(4000))
for item in operations(3000).items():
    print(item)
try:
    for i in range(2000):
        try:
            check(i * 5 + 1) if i < 1900 else check(5)
        except KeyError:
            print("no")
except Small as e:
    print("outer", e.n, i)
try:
    e
except NameError as err:
    print(err)
