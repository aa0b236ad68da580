# difftest: exit=1
code = "def f(x):\n    return x / 0\n\nf(1)\n"
exec(code)
