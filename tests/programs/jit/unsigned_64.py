# Ints of 64 bits without sign: hashes, random numbers, masks, and what happens to them elsewhere.
M=0xFFFFFFFFFFFFFFFF
def fnv(data):
    h=14695981039346656037
    for c in data:
        h=((h^c)*1099511628211)&M
    return h
def xs(n,x):
    for i in range(n):
        x ^= (x<<13)&M
        x ^= x>>7
        x ^= (x<<17)&M
        if i%50==0: print(x, x>>60, x&0xff, x%1000, -x, x==x+0, float(x))
    return x
def mix(n):
    s=1; t=0
    for i in range(n):
        s=(s*6364136223846793005+1442695040888963407)&M
        t=(t+s)&M
        t=(t-i)&M
        u=(t|(s>>1))&0x7fffffffffffffff
        t=(t^u)&M
    return s,t,u
class R:
    def __init__(self): self.s=88172645463325252
    def next(self):
        self.s=(self.s*6364136223846793005+1)&M
        return (self.s>>11)/9007199254740992.0
data=bytes(range(256))*20
print(fnv(data), fnv(data), xs(700,88172645463325252), mix(3000))
r=R(); print(sum(r.next() for _ in range(3000)), r.s)
def k(n):
    r=R(); a=0.0
    for i in range(n): a+=r.next()
    return a, r.s
print(k(4000))
def signed(n):
    x=-5
    for i in range(n):
        x=(x*3+i)&M
        y=(x<<3)&0xffff
        x=x-(1<<64) if x>>63 else x
    return x,y
print(signed(3000))
