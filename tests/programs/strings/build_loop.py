# Strings built in loops, in several ways.
s = ""
for i in range(2000):
    s += chr(97 + i % 26)
print(len(s), s[:30], s.count("z"))
t = ""
for i in range(300):
    t = chr(0x3b1 + i % 20) + t
print(len(t), t[:25])
u = s
s += "!"
print(len(u), len(s), u is s)
parts = []
for i in range(500):
    parts.append(str(i))
j = ",".join(parts)
print(len(j), j[-20:], sum(map(int, j.split(","))))
lines = "\n".join(f"{i}:{i * i}" for i in range(50))
print(sum(int(line.partition(":")[2]) for line in lines.splitlines()))
d = {"k": ""}
for i in range(100):
    d["k"] += "x"
l = [""]
for i in range(100):
    l[0] += "y"
print(d["k"] == "x" * 100, l[0] == "y" * 100)
h = 0
for ch in s:
    h = (h * 131 + ord(ch)) % 1000000007
print(h)
w = "a"
for _ in range(12):
    w = w + w[::-1] + "b"
print(len(w), w.count("ab"), w[1000:1040])
