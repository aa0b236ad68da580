# Packages: __init__, submodules, relative imports, __all__, nesting.
import pkg
print(pkg.__name__, pkg.__package__, pkg.version, hasattr(pkg, "alpha"), hasattr(pkg, "beta"), isinstance(pkg.__path__, list))
import pkg.beta
print(pkg.beta.name, pkg.beta.from_alpha, pkg.beta.__package__)
from pkg import alpha, sub
from pkg.sub import deep
from pkg.sub.deep import up_two, __name__ as deep_name
print(alpha.name, sub.__name__, deep.__name__, up_two(), deep_name, deep.__package__)
from pkg import *
print(alpha.name, exported, "hidden" in globals())
import pkg.sub.deep as d
print(d is deep, d.value)
try:
    import pkg.missing
except ModuleNotFoundError as e:
    print(e, e.name)
try:
    from pkg import missing
except ImportError as e:
    print(str(e).partition(" (")[0], e.name)
try:
    import pkg.bad_relative
except ImportError as e:
    print(e)
try:
    import pkg.raises
except ZeroDivisionError as e:
    print("from module:", e)
import sys
print(sorted(m for m in sys.modules if m.startswith("pkg")))
import pkg.lazy
print(pkg.lazy.something, pkg.lazy.other)
try:
    pkg.lazy.bad
except AttributeError as e:
    print(e)
