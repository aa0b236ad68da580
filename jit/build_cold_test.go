package jit_test

import (
	"testing"

	"github.com/go-python/gopython/ir"
)

// coldExits counts the places where a function leaves for code that was never
// executed.
func coldExits(t *testing.T, src, name string) (n int) {
	t.Helper()
	f := optimised(t, src, name)
	for i := range f.Blocks {
		if b := &f.Blocks[i]; b.Term == ir.TermExit && b.Reason == ir.ExitCold {
			n++
		}
	}
	return n
}

func TestColdCode(t *testing.T) {
	for _, c := range []struct {
		what, src string
		exits     int
	}{
		{"a return", `
def f(x):
    if x < 0:
        return None
    return x + 1
for i in range(9000):
    f(i)
`, 0},
		{"arithmetic, with a guess", `
def f(x, y):
    if x < 0:
        z = y * 2
        return z - x
    return x + 1
for i in range(9000):
    f(i, i)
`, 0},
		{"an attribute of a known shape", `
class C:
    def __init__(self):
        self.a, self.b = 1, 2
def f(x):
    return x.a if x.a > 0 else x.b
c = C()
for i in range(9000):
    f(c)
`, 0},
		{"a call", `
def f(x):
    if x < 0:
        return print(x)
    return x + 1
for i in range(9000):
    f(i)
`, 1},
		{"a way that joins others in a loop", `
def f(n):
    t = 0
    for i in range(n):
        if t == 123:
            t = t + 7
        t = t + i
    return t
for i in range(900):
    f(1000)
`, 1},
	} {
		if n := coldExits(t, c.src, "f"); n != c.exits {
			t.Errorf("%s: %d exits, not %d", c.what, n, c.exits)
		}
	}
}
