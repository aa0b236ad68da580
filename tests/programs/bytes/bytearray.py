# bytearray: mutation.
a = bytearray(b"hello")
a[0] = 72
a[-1:] = b"O!"
a.append(33)
a.extend(b"??")
a.extend([1, 2])
a.insert(1, 95)
a += b"z"
a *= 2
print(a, len(a), a.pop(), a.pop(0), a.index(95), a.count(33))
a.remove(95)
del a[0]
del a[2:6]
del a[::3]
a.reverse()
print(a, a.upper(), a[1], a[1:3], type(a[1:3]), bytes(a), a == bytes(a), a.copy() == a, a.hex())
a[1:1] = bytearray(b"ins")
a[::2] = b"." * len(a[::2])
print(a)
a.clear()
print(a, bool(a), bytearray(3), bytearray([1, 2]), bytearray("é", "latin-1"), bytearray.fromhex("6162"), bytearray(b"x").decode(), repr(bytearray(b"'")))
a = bytearray(range(10))
a[2:5] = []
a[3:3] = range(20, 23)
print(list(a), a.find(20), bytearray(b"a,b").split(b","), bytearray(b"ab").join([b"1", b"2"]), bytearray(b"abc").translate(None, b"b"), bytearray(b"x") + b"y", b"x" + bytearray(b"y"), b"%s" % bytearray(b"q"))
for f in (lambda: a.__setitem__(0, 256), lambda: a.__setitem__(0, "a"), lambda: a.__setitem__(99, 1), lambda: a.append("a"), lambda: a.append(-1), lambda: a.remove(200), lambda: bytearray().pop(), lambda: a.__setitem__(slice(0, 4, 2), b"abc"), lambda: a.extend("a"), lambda: a.extend([300]), lambda: hash(a), lambda: a.pop(100), lambda: a.__setitem__(slice(0, 1), "x"), lambda: a.insert("a", 1), lambda: a.__delitem__(50), lambda: bytearray("a"), lambda: a.extend(5)):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)
