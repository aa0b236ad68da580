# difftest: exit=1
x = "\N{NO SUCH NAME EVER}"
