# difftest: exit=1
from __future__ import flying_cars
