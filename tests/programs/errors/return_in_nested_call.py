# difftest: exit=1
def outer(f, *args):
    return wrap(f)(*args)


def wrap(f):
    def inner(*args, **kwargs):
        return f(
            *args,
            **kwargs,
        )
    return inner


outer(lambda x, y: x[y], [1], 4)
