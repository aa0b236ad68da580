# Attributes and functions of sys that do not depend on the machine.
import sys
print(sys.version_info[:2], sys.version_info.major, sys.version_info >= (3, 10), sys.maxsize, sys.byteorder, sys.maxunicode, sys.float_info.max, sys.float_info.epsilon, sys.float_info.dig, sys.int_info.bits_per_digit, sys.hash_info.modulus, sys.hash_info.inf, sys.getdefaultencoding(), sys.float_repr_style, sys.implementation.cache_tag is not None)
print("sys" in sys.modules, "math" in sys.modules, sys.modules["__main__"].__name__, type(sys).__name__, sys.__name__, isinstance(sys.path, list), sys.intern("abc") == "abc", sys.getsizeof(1) > 0, sys.getrefcount.__name__, callable(sys.exit), sys.flags.debug, "sys" in sys.builtin_module_names)
import math
print("math" in sys.modules, sys.modules["math"] is math)
print(sys._getframe().f_lineno, sys._getframe().f_code.co_name)


def f():
    return sys._getframe().f_code.co_name, sys._getframe(1).f_code.co_name, sys._getframe(1).f_lineno


print(f())
for g in (lambda: sys.nope, lambda: sys.intern(5), lambda: sys.exit(1, 2), lambda: sys._getframe(100), lambda: sys.getsizeof()):
    try:
        print(g())
    except Exception as e:
        print(type(e).__name__, e)


def hook(kind, value, tb):
    print("hook", kind.__name__, value, tb is not None)


sys.set_int_max_str_digits(1000)
try:
    str(10**2000)
except ValueError as e:
    print(e)
print(sys.get_int_max_str_digits())
