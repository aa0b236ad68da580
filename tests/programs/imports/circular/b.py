print("b start", "partly")
import a
y = "y of b"


def from_a():
    return a.x


print("b end", hasattr(a, "x"))
