import pkg.sub
try:
    pkg.sub.zz
except AttributeError as e: print(str(e).replace(__file__, "F"))
