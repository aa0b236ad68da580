# difftest: exit=1
def work():
    try:
        inner()
    except ValueError as e:
        print("log:", e)
        raise


def inner():
    raise ValueError("original")


work()
