# Local variables that are unbound at some times: deleted, assigned in one branch only, the name of a handler.
def branch(n):
    c = 0
    for i in range(n):
        if i % 1000 == 500:
            x = i
        try:
            c += x
        except UnboundLocalError as e:
            c -= 1
            text = str(e)
        if i % 1000 == 999:
            del x
    return c, text


def handler(n):
    c = 0
    for i in range(n):
        try:
            if i % 2:
                raise ValueError(i)
        except ValueError as e:
            c += e.args[0]
        try:
            e
        except UnboundLocalError:
            c += 1
    return c


def loop_variable(n):
    c = 0
    for k in range(n):
        for j in range(k % 3):
            pass
        try:
            c += j
            del j
        except UnboundLocalError:
            c += 10
    return c


def cell(n):
    def read():
        return v
    c = 0
    for i in range(n):
        if i % 3 == 0:
            v = i
        try:
            c += read()
        except NameError as e:
            c += len(str(e))
        if i % 3 == 1:
            del v
    return c


print(branch(4000), handler(2000), loop_variable(3000), cell(3000))
try:
    for i in range(1500):
        if i == 1400:
            del i
        i += 1
except NameError as e:
    print(e)
