class C: x=1
def f():
    a=C(); r=[]
    for i in range(6):
        r.append(a.x)
        if i==1: C.__getattribute__=lambda s,n: 5
        if i==3: del C.__getattribute__
    print(r)
f()
class D:
    def __init__(self): self.v=0
def g():
    a=D(); r=[]
    for i in range(6):
        a.v=i
        r.append(a.v)
        if i==1: D.__setattr__=lambda s,k,v: object.__setattr__(s,k,v*2)
        if i==3: del D.__setattr__
    print(r)
g()
class E:
    x=1
def h():
    a=E(); r=[]
    for i in range(8):
        try: r.append(a.x)
        except AttributeError: r.append('err')
        if i==1: del E.x
        if i==3: E.__getattr__=lambda s,n: 5
        if i==5: del E.__getattr__
    print(r)
h()
def k():
    class E:
        def m(self): return 1
    a=E(); r=[]
    for i in range(9):
        try: r.append(a.m())
        except AttributeError: r.append('err')
        if i==1: E.__getattribute__=lambda s,n: lambda: 4
        if i==3: del E.__getattribute__
        if i==5: del E.m; E.__getattr__=lambda s,n: lambda: 5
        if i==7: del E.__getattr__
    print(r)
k()
def k():
    class M(type): pass
    class E(metaclass=M):
        x=1
    r=[]
    for i in range(12):
        try: r.append(E.x)
        except AttributeError: r.append('err')
        if i==1: M.__getattribute__=lambda s,n: 4
        if i==3: del M.__getattribute__
        if i==5: del E.x; M.__getattr__=lambda s,n: 5
        if i==7: del M.__getattr__
        if i==9: M.x=9
    print(r)
k()
