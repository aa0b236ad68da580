# Folders without __init__.py, and modules of that say what is missing.
import ns
import ns.mod, ns.inner.m2
here = __file__.rpartition("/")[0]
print(repr(ns).replace(here, "DIR"), repr(ns.inner).replace(here, "DIR"))
print(ns.mod.x, ns.inner.m2.y, ns.__name__, list(ns.__path__) == [here + "/ns"], ns.__spec__.origin)
import ns.mod as m
from ns import mod
print(m is mod, m.__package__, m.__spec__.parent)
for name in ("ns.nope", "ns.mod.x", "nope.x"):
    try:
        __import__(name)
    except ImportError as e:
        print(type(e).__name__, e, e.name)
try:
    ns.mod.y
except AttributeError as e:
    print(e)
