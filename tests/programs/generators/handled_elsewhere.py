# What is being handled, in generators that are left in a handler and gone on with by another.
import sys
def g():
    while True:
        try:
            yield sys.exc_info()[0]
        except ValueError: 
            yield sys.exc_info()[0]
it=g()
print(next(it))
try: raise KeyError
except KeyError:
    print(next(it))
    print(it.throw(ValueError))
    print(sys.exc_info()[0])
print(next(it))
print(next(it))
try: raise KeyError
except KeyError:
    print(next(it))
    for i in range(2): print(next(it))
print(next(it))
it=g()
try: raise KeyError
except KeyError:
    print(next(it))
print(next(it))
def h():
    try: raise ValueError
    except ValueError:
        yield sys.exc_info()[0]
        yield sys.exc_info()[0]
    yield sys.exc_info()[0]
it=h()
try: raise KeyError
except KeyError:
    print(next(it), sys.exc_info()[0])
print(next(it))
try: raise OSError
except OSError:
    print(next(it), sys.exc_info()[0])
def h2():
    try: yield 1
    finally: print('fin',sys.exc_info()[0])
it=h2(); next(it)
try: raise OSError
except OSError:
    it.close()
it=h2(); next(it)
it.close()
it=h2(); next(it)
try: raise OSError
except OSError:
    try: it.throw(KeyError)
    except KeyError as e: print(repr(e.__context__))
def g0(): yield 1
for e in (StopIteration,StopIteration(5),ValueError):
    try: g0().throw(e)
    except BaseException as x: print(repr(x),repr(x.__cause__))
it=g0(); next(it)
try: it.throw(StopIteration(5))
except BaseException as x: print(repr(x),repr(x.__cause__))

N=1300
def g():
    try: raise ValueError
    except ValueError:
        for i in range(3): yield i
    yield 7
def h():
    for i in range(3):
        try: raise ValueError(i)
        except ValueError: yield i
def t1(g):
    r={}
    for k in range(N):
        for x in g():
            e=sys.exc_info()[0]
            r[e,x]=r.get((e,x),0)+1
            try: raise KeyError
            except KeyError as z: r[repr(z.__context__)]=r.get(repr(z.__context__),0)+1
        e=sys.exc_info()[0]
        r[e]=r.get(e,0)+1
    return r
print(t1(g)); print(t1(h))
def t2(g):
    r={}
    for k in range(N):
        try: raise OSError
        except OSError:
            for x in g():
                e=sys.exc_info()[0]
                r[e,x]=r.get((e,x),0)+1
                try: raise KeyError
                except KeyError as z: r[repr(z.__context__)]=r.get(repr(z.__context__),0)+1
        e=sys.exc_info()[0]
        r[e]=r.get(e,0)+1
    return r
print(t2(g)); print(t2(h))
def w():
    r=[]
    for x in range(3):
        r.append(sys.exc_info()[0]); 
        yield r
def t3():
    r={}
    for k in range(N):
        it=w(); next(it)
        try: raise OSError
        except OSError: next(it)
        q=next(it)
        r[tuple(q)]=r.get(tuple(q),0)+1
        l=[x for x in h()]
        l=list(g()); s=sum(g())
        r[sys.exc_info()[0]]=1
        try: raise OSError
        except OSError: l=list(g()); s=sum(h()); r[sys.exc_info()[0]]=1
    return r
print(t3())
