# difftest: exit=1
class D: pass
class H: d=D()
def f():
    h=H(); r=[]
    H.d=dd=D()
    for i in range(8):
        r.append(h.d is dd)
        if i==1: D.__get__=lambda s,o,t: 5
        if i==3: del D.__get__
    print(r)
f()
def g():
    h=H(); r=[]
    H.d=D(); h.d=9
    for i in range(12):
        r.append(h.d if isinstance(h.d,int) else type(h.d).__name__)
        h.d=i
        if i==1: D.__get__=lambda s,o,t: 5
        if i==3: D.__set__=lambda s,o,v: None
        if i==5: del D.__get__
        if i==7: del D.__set__
    print(r)
g()
class D2:
    def __get__(s,o,t): return 77
class D1: pass
def k():
    h=H(); r=[]
    H.d=D1()
    for i in range(8):
        r.append(type(h.d).__name__)
        if i==1: H.__dict__['d'].__class__=D2
        if i==4: H.__dict__['d'].__class__=D1
    print(r)
k()
class Bs: pass
class D3(D1): pass
def k2():
    h=H(); r=[]
    H.d=D3()
    for i in range(8):
        r.append(type(h.d).__name__)
        if i==1: D3.__bases__=(D2,)
        if i==4: D3.__bases__=(D1,)
    print(r)
k2()
def m():
    class M(type): pass
    class P(metaclass=M): pass
    r=[]
    for i in range(8):
        r.append(type(P()).__name__)
        if i==1: M.__call__=lambda c: 5
        if i==4: del M.__call__
    print(r)
m()
def m():
    class M(type): pass
    class P(metaclass=M): pass
    r=[]
    for i in range(12):
        r.append((isinstance(5,P),isinstance(P(),P),issubclass(int,P)))
        if i==1: M.__instancecheck__=lambda c,x: True
        if i==4: del M.__instancecheck__
        if i==6: M.__subclasscheck__=lambda c,x: True
        if i==8: P.__class__=property(lambda s: int)
    print(r)
m()
