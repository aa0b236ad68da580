# Escapes in literals, repr, ascii.
print("\a\b\f\n\r\t\v\\\'\"\101\x41\u0041\U00000041\N{LATIN SMALL LETTER A}".encode())
print(repr("it's"), repr('say "hi"'), repr("it's \"both\""), repr("\n\t\r\\"), repr("\x00\x1f\x7f\x80\xa0\xad\xff"), repr("é漢😀"), repr("\u200b\u2028\ue000\U000e0001"))
print(ascii("é漢😀'"), ascii("\ud800"), repr("\ud800x\udfff"), len("\ud83d\ude00"), "\ud83d\ude00" == "😀")
print(r"\n\x", R"a\\b", "a" "b" 'c', """x
y""", '''it's "z"''', "line \
continued", f"a" "b" f"{1}")
print(b"\x00\xff\n'\"\\abc", br"\x", b'it\'s', repr(b"'"), b"\101\0")
print("%r %a %s" % ("é'", "é'", "é'"), "{!r} {!a} {!s}".format("é", "é", "é"))
print([repr(chr(i)) for i in range(0, 33, 4)], repr("\t"), "tab\there")
print("\0", "\1\12\123\1234".encode(), "\x7f".isprintable())
