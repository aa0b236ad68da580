value = 1
items = []


def get():
    return value


def reset():
    global value
    value = "reset"


def call_get():
    return get()


if __name__ == "__main__":
    print("never")
