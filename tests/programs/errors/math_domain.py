# difftest: exit=1
import math
print(math.sqrt(4))
print(math.sqrt(-1))
