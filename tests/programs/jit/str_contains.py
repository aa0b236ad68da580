# Parts and comparisons of strs in compiled code, of all kinds of text, then of other classes.
def g(a,b): return (a in b)+(a==b)*2+(a<b)*4
t=0
xs=["abc","b","xyz","abcabcabc","","é","aé","c"*70]
for i in range(300000):
    t+=g(xs[i%8],xs[i//8%8])
print(t)
class S(str):
    def __contains__(self,x): return 7
print(g("a",S("b")), g(S("a"),"ba"))
try: g(1,"a")
except TypeError as e: print(e)
