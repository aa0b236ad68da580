# difftest: exit=44
import sys
print("only the low byte counts")
sys.exit(300)
