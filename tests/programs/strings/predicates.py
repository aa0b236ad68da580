# is* methods.
samples = ["", " ", "abc", "ABC", "123", "a1", "½", "²", "٣", "Ⅷ", "_x", "1x", "x y", "\t\n", "\u00a0", "\u200b", "é", "漢字", "class", "a\n", "\x00", "😀", "ª", "\u2028", "-1", "1.5"]
for s in samples:
    print(ascii(s), s.isalpha(), s.isdigit(), s.isdecimal(), s.isnumeric(), s.isalnum(), s.isspace(), s.isidentifier(), s.isprintable(), s.isascii())
