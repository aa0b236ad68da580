# difftest: exit=1
import math
print(math.sqroot(2))
