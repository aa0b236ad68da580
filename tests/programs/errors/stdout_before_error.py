# difftest: exit=1
import sys
print("to stdout", end="")
sys.stderr.write("to stderr\n")
print()
raise RuntimeError("after output")
