# Globals read, written, rebound to another type and deleted while a loop is hot.
limit = 1000
scale = 3
count = 0


def bump(n):
    global count
    for i in range(n):
        count += scale
        if count > limit:
            count = 0
    return count


def changed(n):
    global scale
    s = 0
    for i in range(n):
        s += scale * i
        if i == n // 2:
            scale = 0.5
        if i == n - 10:
            scale = True
    return s


def helper(x):
    return x + 1


def calls(n):
    global helper
    s = 0
    for i in range(n):
        s += helper(i)
        if i == n // 2:
            helper = lambda x: x * 2
        if i == n - 100:
            globals()["helper"] = abs
    return s


def deleted(n):
    s = 0
    for i in range(n):
        try:
            s += temporary
        except NameError as e:
            s += 100000
            text = str(e)
            globals()["temporary"] = 7
        if i % 1000 == 999:
            del globals()["temporary"]
    return s, text


temporary = 1
print(bump(4000), changed(3000), scale, calls(3000), deleted(3500))
scale = 2
print(bump(1000), bump(3001))
for i in range(3000):
    limit += i
    if i == 2000:
        limit = 1 << 70
print(limit)
