# difftest: exit=1
class CM:
    def __enter__(self):
        return self

    def __exit__(self, *exc):
        raise KeyError("in exit")


with CM():
    raise ValueError("in body")
