# difftest: exit=1
b"\xff\xfeabc".decode("utf-8")
