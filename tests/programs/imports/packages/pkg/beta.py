from .alpha import name as from_alpha
from . import alpha as a
name = "beta+" + a.name
