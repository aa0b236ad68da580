# difftest: exit=1
import sys
print("a bool is an int")
sys.exit(True)
