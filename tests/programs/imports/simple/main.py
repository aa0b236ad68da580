# Import of modules beside the script: names, aliases, from, once only.
print("main", __name__)
import helper
import helper as h
from helper import double, VALUE as V
from helper import *
import sys
print(h is helper, double(V), helper.VALUE, helper.__name__, sys.modules["helper"] is helper, triple(2), "_private" in globals(), helper._private, helper.counter)
helper.bump()
print(helper.counter, counter)
helper.new_attr = 5
import helper as again
print(again.new_attr, type(helper).__name__, helper.__doc__, helper.__file__.endswith("helper.py"), helper.main_name())
for src in ("import nope", "from helper import nope", "import helper.sub", "from nope.x import y", "from . import helper", "import", "helper.nope", "from helper import doubel"):
    try:
        exec(src)
    except Exception as e:
        print(src, "->", type(e).__name__, str(e).partition(" (")[0])


def local_import():
    import math as m
    from helper import triple as t
    return m.floor(2.5), t(3)


print(local_import(), "m" in globals())
del sys.modules["helper"]
import helper
print(helper is h, helper.counter)
h2 = __import__("helper")
print(h2 is helper)
