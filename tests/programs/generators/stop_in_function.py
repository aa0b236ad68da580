# Functions that end iterators by raising StopIteration.
def s(*a): raise StopIteration
print(list(map(s, [1])), list(filter(s, [1])), list(iter(s, 1)))
class G:
    def __getitem__(self, i):
        if i > 2: raise StopIteration
        return i
print(list(G()))
class B:
    def __bool__(self): raise StopIteration
print(list(filter(None, [B()])), list(filter(lambda x: x, [1, B()])))
print(list(map(s, [1], [2])), list(zip([1], map(s, [1]))), list(enumerate(map(s,[1]))))
print([*map(s, [1])], (lambda *a: a)(*map(s, [1])), next(map(s, [1]), 5))
class L:
    def __len__(self): return 3
    def __getitem__(self, i): raise StopIteration
print(list(reversed(L())))
def g():
    yield from map(s, [1])
    yield 2
print(list(g()))
a, *b = map(lambda x: s() if x > 2 else x, [1, 2, 3])
print(a, b)
print(1 in map(s, [1]), sorted(map(s, [1])), sum(map(s, [1])), dict(map(s, [1])), max(map(s, [1]), default=3))
