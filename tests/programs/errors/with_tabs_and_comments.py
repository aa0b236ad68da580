# difftest: exit=1
def f(x):
	if x:
		return x + "tabbed"  # with a comment

f(1)
