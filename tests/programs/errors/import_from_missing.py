# difftest: exit=1
from math import pi, no_such_name
