# Generators as coroutines: a scheduler, a pipeline by send, a parser.
def worker(name, n):
    for i in range(n):
        print(f"{name}:{i}", end=" ")
        yield
    return name + " done"


def scheduler(tasks):
    queue = list(tasks)
    results = []
    while queue:
        t = queue.pop(0)
        try:
            next(t)
            queue.append(t)
        except StopIteration as e:
            results.append(e.value)
    return results


print(scheduler([worker("a", 3), worker("b", 1), worker("c", 2)]))


def coroutine(f):
    def start(*a):
        g = f(*a)
        next(g)
        return g
    return start


@coroutine
def sink(out):
    try:
        while True:
            out.append((yield))
    finally:
        out.append("END")


@coroutine
def filt(pred, target):
    try:
        while True:
            v = yield
            if pred(v):
                target.send(v)
    except GeneratorExit:
        target.close()
        raise


out = []
p = filt(lambda v: v % 2, sink(out))
for i in range(6):
    p.send(i)
p.close()
print(out)


@coroutine
def tokens(emit):
    word = ""
    while True:
        ch = yield word
        if ch in " \n":
            if word:
                emit(word)
            word = ""
        else:
            word += ch


words = []
t = tokens(words.append)
for ch in "to be or not ":
    t.send(ch)
print(words)


def ping(n):
    got = []
    while len(got) < n:
        got.append((yield len(got)))
    return got


def trampoline(g):
    v = next(g)
    try:
        while True:
            v = g.send(v * 10)
    except StopIteration as e:
        return e.value


print(trampoline(ping(5)))
with_default = (lambda: [(yield 1), (yield 2)])()
print(next(with_default), with_default.send("x"))
try:
    with_default.send("y")
except StopIteration as e:
    print(e.value)
