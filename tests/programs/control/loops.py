# for and while with else, break, continue, nesting.
def find(items, what):
    for i, x in enumerate(items):
        if x == what:
            print("found at", i)
            break
    else:
        print("not found", what)


find([1, 2, 3], 2)
find([1, 2, 3], 9)
find([], 1)
n = 10
while n:
    n -= 3
    if n < 0:
        print("negative")
        break
    if n == 4:
        continue
    print(n)
else:
    print("never")
while n < 0:
    n += 1
else:
    print("else runs", n)
for i in range(3):
    for j in range(3):
        if j == 2:
            break
        if i == 1:
            continue
        print(i, j)
    else:
        print("inner else")
    if i == 1:
        continue
    print("after", i)
else:
    print("outer else")
for x in ():
    pass
else:
    print("empty")
x = [0]
for x[0] in [1, 2]:
    pass
print(x)
