# difftest: exit=1
assert not [0], ("a tuple", 1)
