import pkg
try:
    pkg.later
except AttributeError as e: print(str(e).replace(__file__, "F"))
from . import sub
