# difftest: exit=1
import sys
print("other objects are printed")
sys.exit((1, "two"))
