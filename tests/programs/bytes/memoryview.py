# memoryview over bytes and bytearray.
data = bytearray(b"abcdefgh")
m = memoryview(data)
print(len(m), m[0], m[-1], bytes(m[2:5]), m.tolist(), m.readonly, m.format, m.itemsize, m.nbytes, m.shape, m.ndim, m.strides, m.contiguous, m.tobytes(), m[::2].tobytes(), m == b"abcdefgh", m[1:3] == b"bc", m.hex())
m[0] = 65
m[1:3] = b"XY"
print(data, bytes(m), m.obj is data, list(m)[:3], 65 in m)
try:
    data.append(1)
except BufferError as e:
    print(e)
m.release()
data.append(33)
print(data)
r = memoryview(b"ro")
with memoryview(b"ctx") as c:
    print(c[0])
for f in (lambda: r.__setitem__(0, 1), lambda: r[5], lambda: memoryview("a"), lambda: memoryview(1), lambda: m[0], lambda: c[0], lambda: r["a"], lambda: memoryview(data).__setitem__(0, 300), lambda: memoryview(data).__setitem__(slice(0, 2), b"abc")):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)
w = memoryview(bytearray(8)).cast("I")
w[0] = 1
w[1] = 0xDEADBEEF
print(w.tolist(), w.format, w.itemsize, w.tobytes(), hash(r) == hash(b"ro"))
