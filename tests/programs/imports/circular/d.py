from c import from_c
from_d = 2
