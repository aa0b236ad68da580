import mymod
try:
    mymod.later
except AttributeError as e: print(str(e).replace(__file__, "F"))
later = 1
