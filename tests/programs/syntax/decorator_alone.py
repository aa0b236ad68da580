# difftest: exit=1
@property
x = 5
