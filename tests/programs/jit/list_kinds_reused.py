# Lists that held objects, then numbers only, then objects again: nothing of the
# first is left behind the end for the collector.
class O:
    def __init__(s): s.x=[1]*20
def junk():
    r=[]
    for i in range(20000): r.append([i])
    return len(r)
def go(kind):
    l=[]
    for k in range(30):
        for i in range(50): l.append(O())
        if kind==0:
            while l: l.pop()
        elif kind==1:
            for i in range(50): del l[-1]
        elif kind==2:
            for i in range(50): l.pop(0)
        elif kind==3:
            del l[:]
        elif kind==4:
            l[:]=[]
        elif kind==5:
            l.clear()
        elif kind==6:
            for i in range(49): l.pop(-1)
            l.remove(l[0])
        elif kind==7:
            l*=0
        for i in range(3): l.append(i)
        junk()
        l.append("s"+str(k))
        l.append(O())
        junk()
        n=l[-1].x[0]
        l.clear() if kind!=0 else [l.pop() for i in range(5)]
    print(kind,len(l),n)
for kind in range(8): go(kind)
