# difftest: exit=1
class Config:
    def __init__(self):
        self.name = "c"


c = Config()
x = c.name.upper().lower().titel()
