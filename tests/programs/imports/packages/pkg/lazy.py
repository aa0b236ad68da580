other = 5


def __getattr__(name):
    if name == "bad":
        raise AttributeError(f"module has no {name}")
    return "lazy " + name
