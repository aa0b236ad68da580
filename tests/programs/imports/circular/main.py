# Circular imports that work, and one that does not.
import a
print(a.x, a.b.y, a.from_b(), a.b.from_a())
try:
    import c
except ImportError as e:
    print(type(e).__name__, str(e).partition(" (")[0])
try:
    import e
except AttributeError as x:
    print(str(x).partition(" (")[0])
