# difftest: args=one "two words" --flag=3 -x é
# Command-line arguments.
import sys
print(sys.argv, len(sys.argv), __name__, __file__.endswith("argv.py"))
print([a.upper() for a in sys.argv[1:]])
