# difftest: exit=1
def f(x):
    global x
