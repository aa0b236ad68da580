# Code from eval and exec in hot loops, and exec that changes the globals of hot code.
rate = 2


def run(n):
    s = 0
    for i in range(n):
        s += i * rate
        if i == n // 2:
            exec("rate = 0.5", globals())
    return s


def evaluated(n):
    code, s = compile("a * a + k", "<made>", "eval"), 0
    for i in range(n):
        s += eval(code, {"a": i, "k": rate})
    return s


space = {}
exec("""
def made(n):
    t = 0
    for i in range(n):
        t += i & 7
    return t

def fails(n):
    for i in range(n):
        if i == n - 1:
            1 // 0
""", space)
print(run(3000), rate, evaluated(800), space["made"](5000))
try:
    space["fails"](2000)
except ZeroDivisionError as e:
    tb = e.__traceback__.tb_next
    print(tb.tb_frame.f_code.co_name, tb.tb_lineno, tb.tb_frame.f_code.co_filename)


def replace(n):
    s = 0
    for i in range(n):
        s += target(i)
        if i == n // 2:
            exec("def target(x):\n    return -x", globals())
    return s


def target(x):
    return x * 2


print(replace(3000))
exec("for q in range(3000):\n    rate += q\nprint(q, rate)")
