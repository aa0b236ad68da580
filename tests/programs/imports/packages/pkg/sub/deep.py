from ..alpha import name
from .. import version
from ..beta import name as beta_name
value = 42


def up_two():
    return name, version, beta_name
