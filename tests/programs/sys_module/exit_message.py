# difftest: exit=1
# sys.exit with a message: printed to stderr.
import sys
print("out")
sys.exit("fatal: something went wrong")
