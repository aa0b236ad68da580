# difftest: exit=1
letters = list("abcdef")
letters[::2] = [1, 2]
