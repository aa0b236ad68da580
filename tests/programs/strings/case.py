# Case methods, with letters whose case is not one to one.
words = ["", "hello", "Hello World", "ÉCOLE", "straße", "ǆ", "ŉ", "İi", "ΑΣ", "ΑΣ Σ", "ﬁne", "1a b2", "o'neil's", "ab\tcd", "ÿ", "ß", "MiXeD", "Ⅷ", "ⓐ", "𝐀", "𐐀"]
for w in words:
    print(ascii(w), ascii(w.upper()), ascii(w.lower()), ascii(w.title()), ascii(w.capitalize()), ascii(w.swapcase()), ascii(w.casefold()))
    print(w.isupper(), w.islower(), w.istitle())
