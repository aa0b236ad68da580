# difftest: exit=1
words = ["b", "a", None]
words.sort(key=lambda w: w.lower())
