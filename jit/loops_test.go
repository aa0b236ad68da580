package jit_test

import (
	"bytes"
	"strings"
	"testing"

	"github.com/go-python/gopython/ir"
	"github.com/go-python/gopython/jit"
	"github.com/go-python/gopython/jit/amd64"
	"github.com/go-python/gopython/opt"
	"github.com/go-python/gopython/py"
)

// needNative skips a test where there is no machine code.
func needNative(t testing.TB) {
	t.Helper()
	if err := amd64.SelfTest(); err != nil {
		t.Skip(err)
	}
}

// exec runs a program, which has to end well, and returns its output.
func exec(t testing.TB, cfg *jit.Config, src string) string {
	t.Helper()
	var out, errs bytes.Buffer
	vm, err := py.New(py.Config{Stdout: &out, Stderr: &errs, JIT: cfg})
	if err != nil {
		t.Fatal(err)
	}
	defer vm.Close()
	if code := vm.RunMain([]byte(src), "<string>"); code != 0 {
		t.Fatalf("exit code %d\n%s", code, errs.String())
	}
	return out.String()
}

// optimised runs a program in the normal mode and returns the IR of the last
// region whose function has that name.
func optimised(t *testing.T, src, name string) *ir.Func {
	t.Helper()
	var found *ir.Func
	cfg := &jit.Config{Verify: true, Synchronous: true, Evaluate: amd64.SelfTest() != nil, Inspect: func(f *ir.Func) {
		if strings.HasPrefix(f.Name, name+":") {
			found = f
		}
	}}
	exec(t, cfg, src)
	if found == nil {
		t.Fatalf("%s was not compiled", name)
	}
	return found
}

// innermost counts the operations in each loop of f that has no loop in it, the one
// that ran most first.
func innermost(f *ir.Func) []map[ir.Op]int {
	var out []map[ir.Op]int
	best := int32(-1)
	for _, h := range opt.Loops(f) {
		inner := false
		for _, o := range opt.Loops(f) {
			inner = inner || o != h && opt.InLoop(f, h, o)
		}
		if inner {
			continue
		}
		ops := opt.LoopOps(f, h)
		if w := f.Block(h).Weight; w > best {
			best = w
			out = append([]map[ir.Op]int{ops}, out...)
		} else {
			out = append(out, ops)
		}
	}
	return out
}

// boxing makes objects of numbers.
var boxing = []ir.Op{ir.OpBoxInt, ir.OpBoxFloat, ir.OpAlloc}

// calling leaves compiled code for Go or for other functions.
var calling = []ir.Op{ir.OpCallHelper, ir.OpCallPy}

// checking asks for the type of a value.
var checking = []ir.Op{ir.OpCheckInt, ir.OpCheckFloat, ir.OpCheckShape, ir.OpCheckKind, ir.OpCheckFlags, ir.OpCheckIs}

// TestLoops says what the innermost loop of optimised Python code does not
// contain any more.
func TestLoops(t *testing.T) {
	for _, test := range []struct {
		name, src string
		none      [][]ir.Op
		most      map[ir.Op]int
	}{
		{"int sum", `
def f(n):
    s = 0
    for i in range(n):
        s += i
    return s
f(20000)
`, [][]ir.Op{boxing, calling, checking}, map[ir.Op]int{ir.OpAddOv: 1}},
		{"while", `
def f(n):
    s = i = 0
    while i < n:
        s += i & 7
        i += 1
    return s
f(20000)
`, [][]ir.Op{boxing, calling, checking}, nil},
		{"mask", `
def f(n):
    x = 1
    for i in range(n):
        x = (x * 6364136223846793005 + 1442695040888963407) & 0x7fffffffffffffff
    return x
f(20000)
`, [][]ir.Op{boxing, calling, checking}, map[ir.Op]int{ir.OpAddOv: 0, ir.OpMulOv: 0}},
		{"harmonic", `
def f(n):
    s = 0.0
    for i in range(1, n):
        s += 1.0 / i
    return s
f(20000)
`, [][]ir.Op{boxing, calling, checking}, nil},
		{"stencil", `
def f(a, b, n):
    for k in range(n):
        for j in range(1, len(a) - 1):
            a[j] = 0.5 * (b[j] + a[j - 1] + a[j + 1]) + 0.25 * a[j]
f([0.5] * 200, [1.5] * 200, 200)
`, [][]ir.Op{calling, checking}, map[ir.Op]int{ir.OpLoadX: 2, ir.OpCheckBounds: 0, ir.OpPoll: 0}},
		{"mandelbrot", `
def f(n):
    k = 0
    for y in range(n):
        for x in range(n):
            zr = zi = 0.0
            cr = 2.0 * x / n - 1.5
            ci = 2.0 * y / n - 1.0
            for i in range(50):
                a = zr * zr
                b = zi * zi
                if a + b > 4.0:
                    break
                zi = 2.0 * zr * zi + ci
                zr = a - b + cr
            else:
                k += 1
    return k
f(60)
`, [][]ir.Op{boxing, calling, checking}, nil},
		{"matrix product", `
def f(a, b, n):
    c = [[0.0] * n for _ in range(n)]
    for i in range(n):
        ai = a[i]
        for j in range(n):
            s = 0.0
            for k in range(n):
                s += ai[k] * b[k][j]
            c[i][j] = s
    return c
n = 40
m = [[float(i * j % 7) for j in range(n)] for i in range(n)]
f(m, m, n)
`, [][]ir.Op{boxing, calling}, map[ir.Op]int{ir.OpCheckShape: 1, ir.OpCheckInt: 0}},
		{"sieve", `
def f(n):
    s = [True] * n
    count = 0
    for i in range(2, n):
        if s[i]:
            count += 1
            for j in range(i * i, n, i):
                s[j] = False
    return count
f(30000)
`, [][]ir.Op{boxing, calling, {ir.OpBarrier, ir.OpCheckInt, ir.OpCheckShape}}, nil},
		{"attribute", `
class P:
    def __init__(self):
        self.x = 1
def f(p, n):
    s = 0
    for i in range(n):
        s += p.x
    return s
f(P(), 20000)
`, [][]ir.Op{boxing, calling}, map[ir.Op]int{ir.OpCheckShape: 1}},
		{"attribute stored", `
class P:
    def __init__(self):
        self.total = 0.0
        self.rate = 1.5
def f(p, q, n):
    for i in range(n):
        p.total += q.rate
    return p.total
f(P(), P(), 20000)
`, [][]ir.Op{{ir.OpAlloc}, calling, checking, {ir.OpLoad}}, nil},
		{"method", `
class P:
    def __init__(self):
        self.x = 1
    def get(self, k):
        return self.x + k
def f(p, n):
    s = 0
    for i in range(n):
        s += p.get(i)
    return s
f(P(), 20000)
`, [][]ir.Op{boxing, calling}, map[ir.Op]int{ir.OpCheckShape: 1}},
		{"function", `
def g(x, y=2):
    return x * y + 1
def f(n):
    s = 0
    for i in range(n):
        s += g(i)
    return s
f(20000)
`, [][]ir.Op{boxing, calling}, nil},
		{"closure", `
def f(n):
    k = 3
    def g(x):
        return x + k
    s = 0
    for i in range(n):
        s += g(i)
    return s
f(20000)
`, [][]ir.Op{boxing, {ir.OpCallPy}}, nil},
		{"builtins", `
def f(a, n):
    s = 0
    for i in range(n):
        s += abs(i - 5) + len(a) + min(i, 3)
    return s
f([1, 2], 20000)
`, [][]ir.Op{boxing, calling}, nil},
		{"list walk", `
def f(a):
    s = 0
    for r in range(20):
        for x in a:
            s += x
    return s
f(list(range(2000)))
`, [][]ir.Op{boxing, calling}, map[ir.Op]int{ir.OpCheckShape: 1}},
		{"flips", `
def f(n):
    count = 0
    for i in range(n):
        p = [5, 3, 4, 1, 2, 0]
        k = p[0]
        while k:
            p[:k + 1] = p[k::-1]
            count += 1
            k = p[0]
    return count
f(3000)
`, [][]ir.Op{boxing, calling, checking}, map[ir.Op]int{ir.OpCheckBounds: 2, ir.OpLoad: 1, ir.OpCheckInt: 1}},
		{"sqrt", `
import math
def f(n):
    s = 0.0
    for i in range(n):
        s += math.sqrt(i)
    return s
f(20000)
`, [][]ir.Op{boxing, calling, checking}, map[ir.Op]int{ir.OpFSqrt: 1}},
		{"tuple", `
def f(n):
    a, b = 0, 1
    for i in range(n):
        a, b = b, (a + b) & 0xffff
    return a
f(20000)
`, [][]ir.Op{boxing, calling, checking}, nil},
	} {
		t.Run(test.name, func(t *testing.T) {
			f := optimised(t, test.src, "f")
			in := innermost(f)
			if len(in) == 0 {
				t.Fatalf("no loop:\n%s", f)
			}
			ops, failed := in[0], false
			for _, none := range test.none {
				for _, op := range none {
					if _, bounded := test.most[op]; ops[op] > 0 && !bounded {
						t.Errorf("%d %s in the loop", ops[op], op)
						failed = true
					}
				}
			}
			for op, most := range test.most {
				if ops[op] > most {
					t.Errorf("%d %s in the loop, at most %d are due", ops[op], op, most)
					failed = true
				}
			}
			if failed {
				t.Logf("\n%s", f)
			}
		})
	}
}
