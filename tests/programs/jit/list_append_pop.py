# Lists that grow and shrink in hot loops: stack, queue, storage that moves.
def stack(n):
    st, s = [], 0
    for i in range(n):
        st.append(i)
        if i % 3 == 2:
            s += st.pop() * st.pop()
    return s, len(st), st[-1]


def queue(n):
    q, head, s = [0], 0, 0
    while head < len(q):
        x = q[head]
        head += 1
        s += x
        if len(q) < n:
            q.append(x + 1)
            q.append(x * 2 % 100)
    return s, len(q)


def popping(n):
    xs, s, errors = list(range(n)), 0, 0
    for i in range(n + 50):
        try:
            s = s * 5 + xs.pop(0 if i % 2 else -1) & 0xFFFFFF
        except IndexError as e:
            errors += 1
            text = str(e)
    return s, errors, text


def grown_while_read(n):
    xs, s = [1], 0
    for x in xs:
        s += x
        if len(xs) < n:
            xs.append(x + 1)
    return s


def extended(n):
    xs = []
    for i in range(n):
        xs += [i, i + 1]
        xs.extend((i,))
        if len(xs) > 100:
            del xs[:90]
        xs.insert(0, -i)
    return len(xs), sum(xs)


print(stack(6000), queue(4000), popping(1500), grown_while_read(4000), extended(1500))
