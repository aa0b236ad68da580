# What the AttributeError of a module guesses: a file in the way of a library, a circular import.
import random, mymod, pkg
try: random.nope
except AttributeError as e: print(str(e).replace(random.__file__, "F"))
try: from random import nope
except ImportError as e: print(str(e).replace(random.__file__, "F"))
try: mymod.nope
except AttributeError as e: print(e)
import sys
del sys.path[0]
try: random.nope
except AttributeError as e: print(str(e).replace(random.__file__, "F"))
m = type(sys)("mm")
try: m.x
except AttributeError as e: print(e)
