# difftest: exit=1
# The hint that an attribute was meant needs self, in a method that is hot.
def hint(n):
    class Q:
        def __init__(self): self.zebra = 1
        def m(self, x):
            if x == 1999: return zebra
            return x
    q = Q()
    for i in range(n): q.m(i)
hint(2000)
