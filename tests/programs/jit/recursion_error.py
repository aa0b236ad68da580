# RecursionError inside hot code, caught; the code is as good as before.
import sys


def down(n):
    return 0 if n == 0 else 1 + down(n - 1)


def forever(n):
    return forever(n + 1) + 1


def a(n):
    return b(n) * 1


def b(n):
    return a(n) + 1


class Node:
    def __init__(self, next):
        self.next = next

    def depth(self):
        return 1 + (self.next.depth() if self.next else 0)


sys.setrecursionlimit(400)
print([down(k) for k in (10, 100, 300)])
caught = 0
for i in range(30):
    down(200)
    for f in (forever, a):
        try:
            f(0)
        except RecursionError as e:
            caught += 1
            text = str(e)
print(caught, text)
node = None
for i in range(2000):
    node = Node(node)
try:
    node.depth()
except RecursionError:
    print("too deep")
sys.setrecursionlimit(3000)
print(node.depth() if False else down(2500), [down(k) for k in (10, 1000)])


def tidy(n):
    try:
        return tidy(n + 1)
    except RecursionError:
        return n > 100
    finally:
        global done
        done += 1


done = 0
print(tidy(0), done > 100)
