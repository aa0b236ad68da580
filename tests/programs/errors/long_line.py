# difftest: exit=1
result = max([len(word) for word in "the quick brown fox jumps over the lazy dog".split()]) + len({"a": 1, "b": 2, "c": 3}) + int("this is not a number at all") + 5
