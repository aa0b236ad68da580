# difftest: exit=1
class A:
