print("a start")
import b
x = "x of a"


def from_b():
    return b.y


print("a end")
