# encode and decode, with their error handlers.
s = "aé漢😀"
for enc in ("utf-8", "UTF8", "utf_16_le", "utf-16-be", "utf-32-le", "ascii", "latin-1", "iso-8859-1", "us-ascii"):
    for errors in ("strict", "ignore", "replace", "xmlcharrefreplace", "backslashreplace", "namereplace"):
        try:
            print(enc, errors, s.encode(enc, errors))
        except UnicodeEncodeError as e:
            print(enc, errors, e, e.encoding, e.start, e.end, e.reason)
print("\ud800".encode("utf-8", "surrogatepass"), "\udcff".encode("utf-8", "surrogateescape"))
for b in (b"ok", b"\xc3\xa9", b"\xff", b"a\xc3", b"\xe6\xbc", b"\xed\xa0\x80", b"\xf0\x9f\x98\x80", b"\xc0\x80", b"\x80abc", b"\xf5\x80\x80\x80"):
    for errors in ("strict", "ignore", "replace", "backslashreplace", "surrogateescape"):
        try:
            print(b, errors, ascii(b.decode("utf-8", errors)))
        except UnicodeDecodeError as e:
            print(b, errors, e)
for f in (lambda: "\ud800".encode(), lambda: "é".encode("nope"), lambda: b"a".decode("nope"), lambda: "é".encode("ascii", "nope"), lambda: b"\xff".decode("ascii"), lambda: "x".encode(1), lambda: str(b"a", "ascii", 1), lambda: str("a", "utf-8"),
          lambda: str(1, "utf-8"), lambda: "\u0100".encode("latin-1"), lambda: "\u0100\u0101x".encode("ascii")):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)
print(str(b"abc", "ascii"), str(b"a"), b"abc".decode(), bytes("é", "utf-8"), str(b"\xe9", "latin-1"), str(object=5), str())
print(b"\xff\xfea\x00".decode("utf-16"), "a".encode("utf-16"), "".encode("utf-8-sig"), b"\xef\xbb\xbfx".decode("utf-8-sig"))
