print("init pkg", __name__)
version = "1.0"
exported = "in all"
hidden = "not in all"
__all__ = ["exported", "alpha"]
from . import alpha
