# A global function that is defined anew again and again: code that relied on it is given back, also while it waits for calls.
def work(k):
    s = 0
    for i in range(600):
        s += helper(i) + k
    return s
def helper(i): return i
def deep(n, f):
    return f(n) if n == 0 else deep(n - 1, f) + 1
t = 0
for round in range(90):
    k = round
    def helper(i, k=k): return i + k
    t += work(round)
    t += deep(30, lambda n: work(3))
    x = [[j] for j in range(3000)]
print(t)
