# The first item of a list that has room already, in compiled code: it decides
# of what kind the list is.


def work(n, start, nexts):
    todo, seen = [start], []
    for i in range(n):
        x = todo.pop()
        seen.append(x)
        todo.append(nexts[i % len(nexts)])
        if i % 50 == 0:
            todo.append(i)
    return todo, len(seen), seen[-5:]


def drain(n):
    out, items = [], []
    for i in range(n):
        items.append(i)
        items.append(i * 0.5)
        items.pop()
        items.pop()
        items.append(str(i))
        out.append(items[0])
        items.clear()
        items.append(None)
        items[0] = i
        out.append(items[0] + 1)
        del items[:]
    return out[-4:], sum(1 for x in out if isinstance(x, str))


def nested(n):
    stack = [[]]
    for i in range(n):
        top = stack.pop()
        top.append(i)
        stack.append(top)
        if len(top) > 100:
            stack.pop()
            stack.append([])
    return len(stack), stack[0][-1]


for nexts in ([1], [1, 2.5], [2.5], [True], ["a", None], [1, "a", 2.0, True, None, 1 << 62, 1 << 70]):
    t, n, s = work(2000, nexts[0], nexts)
    print(t[-3:], n, s)
    t.append(3)
    t.sort(key=str)
    print(t[:3])
print(drain(2000))
print(nested(5000))
