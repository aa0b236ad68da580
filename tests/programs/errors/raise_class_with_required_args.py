# difftest: exit=1
class E(Exception):
    def __init__(self, a, b):
        self.a = a


raise E
