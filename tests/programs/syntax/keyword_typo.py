# difftest: exit=1
whille True:
    pass
