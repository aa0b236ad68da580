import a.b.c as d, e.f
from . import g as h
from i import *

def unpack(t):
    a, b = t
    (c, *d), [t.x, t[0]] = a
    return a, b, c, d

def items(o, i):
    o[0] = o[i]
    o[i:] = o[1:2]
    o[::2] = o["k"]
    o.x += 1
    o[i] -= 1
    o[1:] += i
    del o[i], o.x

def scopes():
    global g1
    g1 = 1
    g1 += 1
    del g1

if __debug__:
    z: int = 3
else:
    never()
