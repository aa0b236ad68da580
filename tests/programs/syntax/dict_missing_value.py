# difftest: exit=1
d = {"a": 1, "b":}
