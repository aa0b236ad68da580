# Exceptions of instructions that compiled code has the interpreter execute.
def unpack(rows, n):
    total = 0
    for i in range(n):
        try:
            a, b = rows[i % len(rows)]
            total += a
        except (ValueError, TypeError) as e:
            total += len(str(e))
        try:
            a, *b, c = rows[i * 3 % len(rows)]
            total += len(b)
        except (ValueError, TypeError) as e:
            total += e.__traceback__.tb_lineno
    return total


print(unpack([(1, 2), (1, 2, 3), [4], [], 5], 1500))


def delete(n):
    d, total = {}, 0
    for i in range(n):
        if i % 3:
            d[i % 7] = i
        try:
            del d[i % 7]
            total += 1
        except KeyError as e:
            total += e.args[0]
        try:
            del d.x
        except AttributeError as e:
            total += len(str(e))
    return total


print(delete(1500))


def names(n):
    total = 0
    for i in range(n):
        try:
            if i % 2:
                total += not_there
            else:
                import not_there_either
        except NameError as e:
            total += len(str(e))
        except ImportError as e:
            total += len(e.name)
        try:
            if i % 4 == 0:
                late = i
            total += late
            del late
        except UnboundLocalError as e:
            total += e.__traceback__.tb_lineno
    return total


print(names(1200))


class Bad:
    def __hash__(self):
        raise OverflowError("hash")

    def __format__(self, spec):
        raise ValueError(spec)

    def __neg__(self):
        raise ArithmeticError("neg")

    def __iter__(self):
        raise LookupError("iter")


def python_code(n):
    total, bad = 0, Bad()
    for i in range(n):
        try:
            if i % 5 == 0:
                total += len({bad: 1})
            elif i % 5 == 1:
                total += len(f"{bad:x}")
            elif i % 5 == 2:
                total -= bad
            elif i % 5 == 3:
                total += len([*bad])
            else:
                assert i < 0, i
        except OverflowError as e:
            total += len(e.args[0])
        except (ValueError, TypeError) as e:
            total += len(str(e))
        except ArithmeticError:
            total += 1
        except LookupError as e:
            t = e.__traceback__
            total += t.tb_lineno + t.tb_next.tb_lineno
        except AssertionError as e:
            total += e.args[0]
    return total


print(python_code(2000))


def nested(n):
    total = 0
    for i in range(n):
        try:
            try:
                a, b = (i,)
            finally:
                total += 1
        except ValueError as e:
            try:
                del {}[e]
            except KeyError as k:
                total += k.__context__ is e and k.args[0] is e
    return total


print(nested(1000))
