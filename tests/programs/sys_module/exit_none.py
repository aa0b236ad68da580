# difftest: exit=0
import sys
print("leaving")
sys.exit()
