# What throw() raises has no context but what the generator itself handles.
def g0():
    yield 1
    try: yield 2
    finally: pass
def d():
    it=g0(); next(it); it.close(); return it
def show(it,e):
    try: raise OSError
    except OSError:
        try: print(it.throw(e))
        except BaseException as x: print(repr(x),repr(x.__context__),repr(x.__cause__),x.__suppress_context__)
def started(n):
    it=g0()
    for i in range(n): next(it)
    return it
for e in (KeyError,KeyError(1),StopIteration,StopIteration(4),GeneratorExit):
    show(g0(),e)
    show(started(1),e)
    show(started(2),e)
    show(d(),e)
def h():
    try: raise ValueError
    except ValueError: yield 1
it=h(); next(it); show(it,KeyError)
def deleg():
    try: yield from g0()
    finally: pass
it=deleg(); next(it); show(it,KeyError)
it=deleg(); show(it,KeyError)
it=deleg(); show(it,StopIteration)
class It:
    def __iter__(s): return s
    def __next__(s): return 5
    def throw(s,*a): raise a[0]
def deleg2():
    yield from It()
it=deleg2(); next(it); show(it,KeyError); 
def handles():
    try: yield 1
    except KeyError: yield 2; raise
it=handles(); next(it); show(it,KeyError)
try: next(it)
except KeyError as e: print(repr(e.__context__))
def raises():
    try: yield 1
    except KeyError as e: raise TypeError
it=raises(); next(it); show(it,KeyError)
def raises2():
    yield 1
    raise TypeError
it=raises2(); next(it)
try: raise OSError
except OSError:
    try: next(it)
    except TypeError as e: print(repr(e.__context__))
