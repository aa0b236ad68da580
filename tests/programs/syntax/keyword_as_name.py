# difftest: exit=1
class = 5
