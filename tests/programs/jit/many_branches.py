# An interpreter of a small machine: a long chain of elifs, strings compared, a stack, calls.
CODE = [("push", 0), ("store", "s"), ("push", 0), ("store", "i"),
        ("load", "i"), ("push", 400), ("lt", None), ("jf", 19),
        ("load", "s"), ("load", "i"), ("load", "i"), ("mul", None), ("add", None), ("store", "s"),
        ("load", "i"), ("push", 1), ("add", None), ("store", "i"), ("jmp", 4), ("halt", None)]


def execute(code, step):
    stack, names, pc, n = [], {}, 0, 0
    while True:
        op, arg = code[pc]
        pc += 1
        n += 1
        if op == "push":
            stack.append(arg)
        elif op == "load":
            stack.append(names[arg])
        elif op == "store":
            names[arg] = stack.pop()
        elif op == "add":
            b = stack.pop()
            stack.append(stack.pop() + b)
        elif op == "mul":
            b = stack.pop()
            stack.append(stack.pop() * b)
        elif op == "lt":
            b = stack.pop()
            stack.append(stack.pop() < b)
        elif op == "jf":
            if not stack.pop():
                pc = arg
        elif op == "jmp":
            pc = arg
        elif op == "halt":
            return names["s"], n
        else:
            raise ValueError(op)
        if n == step:
            names["s"] = names.get("s", 0) + 0.5


print(execute(CODE, -1), execute(CODE, 3000))
CODE[12] = ("sub", None)
try:
    execute(CODE, -1)
except ValueError as e:
    print(repr(e))


def grade(x):
    return "A" if x > 90 else "B" if x > 75 else "C" if x > 50 else "D" if x >= 0 else "?"


print([("".join(grade((i * 37) % 120 - 10) for i in range(3000))).count(g) for g in "ABCD?"])
