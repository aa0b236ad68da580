package fuzz

// Idioms that compiled code has a way of its own for: arithmetic modulo 2**64,
// characters, tuples that do not outlive a statement, lists as stacks, functions
// in variables.

// u64 returns a literal that an unsigned 64-bit hash would have.
func (g *gen) u64() string {
	switch g.n(5) {
	case 0:
		return pick(g, []string{"0xCBF29CE484222325", "0x9E3779B97F4A7C15", "6364136223846793005", "0xBF58476D1CE4E5B9", "0x100000001B3"})
	case 1:
		return sp("%d", g.r.Uint64())
	case 2:
		return sp("(2**64 - %d)", g.between(1, 3))
	case 3:
		return sp("(2**%d + %d)", pick(g, []int{61, 62, 63}), g.between(-2, 2))
	}
	return sp("%d", g.between(1, 1<<20))
}

// shiftBy is a constant to shift 64 bits by.
func (g *gen) shiftBy() int {
	return pick(g, []int{1, 1, 3, 7, 12, 13, 17, 25, 27, 30, 31, 32, 33, 47, 61, 62, 63, 64, 0})
}

const low64 = "0xFFFFFFFFFFFFFFFF"

// hashRound returns the new value of v, an int, in a step of a hash.
func (g *gen) hashRound(v string) string {
	m := low64
	if g.chance(15) {
		m = g.mask()
	}
	k, other := g.shiftBy(), g.intAtom()
	if g.chance(35) {
		return g.wideRound(v, other)
	}
	switch g.n(12) {
	case 0:
		return sp("(%s ^ (%s << %d)) & %s", v, v, k, m)
	case 1:
		return sp("%s ^ (%s >> %d)", v, v, k)
	case 2:
		return sp("((%s ^ %s) * %s) & %s", v, other, g.u64(), m)
	case 3:
		return sp("(%s * %s + %s) & %s", v, g.u64(), pick(g, []string{other, g.u64()}), m)
	case 4:
		return sp("((%s << %d) | (%s >> %d)) & %s", v, k, v, max(64-k, 0), m)
	case 5:
		return sp("(%s + %s) & %s", v, g.u64(), m)
	case 6:
		return sp("(%s - %s) & %s", v, pick(g, []string{other, g.u64()}), m)
	case 7:
		return sp("(%s * 33 + (%s & 0xFF)) & %s", v, other, m)
	case 8:
		return sp("(~%s) & %s", v, m)
	case 9:
		return sp("(%s | %s) & %s", v, g.u64(), m)
	case 10:
		return sp("%s & %s", v, g.u64())
	}
	return sp("(%s %% 2**64) ^ (%s & %s)", v, other, m)
}

// wideRound has products and sums beyond 64 bits in between.
func (g *gen) wideRound(v, other string) string {
	m := pick(g, []string{"(2**61 - 1)", "(2**64 - 59)", "1000003", "2**64", "2**63", "(2**63 + 29)", "7", other, sp("(%s | 1)", other), g.u64()})
	x := pick(g, []string{v, other, g.u64()})
	switch g.n(10) {
	case 0:
		return sp("%s * %s %% %s", v, x, m)
	case 1:
		return sp("(%s * %s + %s) %% %s", v, x, pick(g, []string{other, g.u64(), "-1"}), m)
	case 2:
		return sp("(%s * %s + %s * %s) %% %s", v, x, other, v, m)
	case 3:
		return sp("(%s * %s >> %d) & %s", v, x, g.shiftBy(), low64)
	case 4:
		return sp("(%s + %s) %% %s", v, x, m)
	case 5:
		return sp("(%s * %s // %s) & %s", v, x, m, low64)
	case 6:
		return sp("((%s << %d) ^ (%s >> %d) * %s - %s) & %s", v, g.shiftBy(), v, g.shiftBy(), x, other, low64)
	case 7:
		return sp("(%s - (%s * %s | %s)) %% 2**64", v, other, x, v)
	case 8:
		return sp("%s %% %s", v, m)
	}
	return sp("(%s // %s if %s < %s else %s + 1) & %s", v, m, v, x, v, low64)
}

// hashStmt does some rounds on a variable, an attribute, or an element.
func (g *gen) hashStmt(int) {
	s := &g.scope
	if len(s.ints) == 0 {
		return
	}
	v := pick(g, s.ints)
	switch {
	case len(s.objs) > 0 && g.chance(20):
		v = pick(g, s.objs) + "." + pick(g, []string{"a", "b"})
	case len(s.lists) > 0 && g.chance(15):
		v = sp("%s[%d]", pick(g, s.lists), g.between(-1, 0))
	}
	for range g.between(1, 4) {
		g.line("%s = %s", v, g.hashRound(v))
	}
	w := pick(g, s.ints)
	switch g.n(8) {
	case 0:
		g.line("%s = %s >> %d", w, v, g.shiftBy())
	case 1:
		g.line("%s = %s %% %d", w, v, g.between(2, 1000))
	case 2:
		g.line("if %s %s %s:", v, pick(g, []string{"<", ">=", "==", "!=", ">"}), g.u64())
		g.block(func() { g.line("%s = %s", w, pick(g, []string{g.u64(), g.hashRound(w), "-1", "0"})) })
	case 3:
		g.line("%s = %s if %s else %s", w, v, g.bool(1), g.u64())
	}
}

// hashLoop is a loop whose variable is a hash.
func (g *gen) hashLoop(d int) {
	if len(g.scope.ints) == 0 || !g.fits(8) {
		return
	}
	v := pick(g, g.scope.ints)
	if g.chance(50) {
		g.line("%s = %s", v, g.u64())
	}
	i := g.temp("h")
	over := sp("range(%d)", g.between(1, 8))
	elem := i
	if len(g.scope.strs) > 0 && g.chance(40) {
		over, elem = pick(g, g.scope.strs), sp("ord(%s)", i)
	}
	g.line("for %s in %s:", i, over)
	g.times(8, func() {
		if g.chance(50) {
			g.line("%s = ((%s ^ %s) * %s) & %s", v, v, elem, g.u64(), low64)
		}
		for range g.between(1, 3) {
			g.line("%s = %s", v, g.hashRound(v))
		}
		if d > 1 && g.chance(40) {
			g.body(1, 2, 0)
		}
	})
}

// charLoop goes over the characters of a string.
func (g *gen) charLoop(int) {
	s := &g.scope
	if len(s.strs) == 0 || !g.fits(12) {
		return
	}
	text, c := pick(g, s.strs), g.temp("c")
	if g.chance(30) {
		text = pick(g, []string{"'a+b*(c-1)'", "'hello world'", "'naïve'", "'é日x\\x00\\x7f\\x80'", "('ab', 'b', '', 'é', 'c')"})
	}
	head := sp("for %s in %s:", c, text)
	if g.chance(20) {
		head = sp("for %s, %s in enumerate(%s):", g.temp("u"), c, text)
	}
	g.line("%s", head)
	v := g.intVar()
	g.times(12, func() {
		for range g.between(1, 3) {
			g.line("if %s:", g.charTest(c))
			g.block(func() { g.line("%s = (%s + %d) & %s", v, v, g.between(1, 99), g.mask()) })
			if g.chance(40) {
				g.line("elif %s:", g.charTest(c))
				g.block(func() { g.line("%s = (%s * 3) & %s", v, v, g.mask()) })
			}
		}
	})
}

func (g *gen) charTest(c string) string {
	cmp := func() string { return pick(g, []string{"<", "<=", ">", ">=", "==", "!=", "==", "!="}) }
	k := pick(g, []string{"'a'", "'m'", "' '", "'x'", "''", "'é'", "'日'", "'ab'", "'\\x7f'", "'0'"})
	switch g.n(6) {
	case 0, 1, 2:
		return sp("%s %s %s", c, cmp(), k)
	case 3:
		return sp("%s <= %s <= %s", pick(g, []string{"'a'", "'0'", "'A'"}), c, pick(g, []string{"'z'", "'9'", "'Z'"}))
	case 4:
		return sp("%s %s %s", c, pick(g, []string{"in", "not in"}), pick(g, []string{"'abcxyz'", "'+-*/'", "'é日'", "' \\x7f'", "''"}))
	}
	return sp("%s %s %s", c, cmp(), pick(g, g.scope.strs))
}

// tupleLoop makes and takes apart tuples in a loop.
func (g *gen) tupleLoop(int) {
	s := &g.scope
	if len(s.ints) < 2 || !g.fits(8) {
		return
	}
	a, b := pick(g, s.ints), pick(g, s.ints)
	switch g.n(5) {
	case 0:
		g.line("%s, %s = %s, %s", a, b, b, g.storeInt())
	case 1:
		p, q := g.temp("p"), g.temp("q")
		g.line("for %s, %s in ((%s, %s), (%s, %s), (%s, %s)):", p, q, g.intAtom(), g.floatAtom(), g.intAtom(), g.intAtom(), g.hashRound(a), g.intAtom())
		g.times(3, func() { g.line("%s = (%s + int(%s == %s) + %s) & %s", a, a, p, q, p, g.mask()) })
	case 2:
		t := g.temp("t")
		g.line("%s = (%s, %s, %s)", t, g.storeInt(), g.hashRound(b), g.floatAtom())
		g.line("if %s:", g.bool(1))
		g.block(func() { g.line("%s = %s[%d]", a, t, g.n(2)) })
		if len(s.tuples) > 0 && g.chance(50) {
			g.line("%s = %s[:2]", pick(g, s.tuples), t)
		}
	case 3:
		if len(g.pairs) > 0 {
			g.line("%s, %s = %s(%s, %s)", a, b, pick(g, g.pairs), g.int(1), g.intAtom())
		}
	case 4:
		if len(g.pairs) > 0 {
			g.line("%s = %s(%s, %s)[%d] & %s", a, pick(g, g.pairs), g.intAtom(), g.int(1), g.between(-1, 1), g.mask())
		}
	}
}

// makePair writes a function that returns two ints.
func (g *gen) makePair() {
	name := sp("p%d_%d", g.unit, len(g.pairs))
	g.def(name, "x, y", func() {
		g.scope.ints = []string{"x", "y"}
		if g.chance(40) {
			g.line("if %s:", g.bool(1))
			g.block(func() { g.line("return %s, %s", pick(g, []string{"y", g.hashRound("x")}), "x") })
		}
		if g.chance(30) {
			g.line("t = (%s, %s)", g.storeInt(), g.hashRound("y"))
			g.line("return t")
			return
		}
		g.line("return %s, %s", g.storeInt(), g.hashRound("x"))
	})
	g.pairs = append(g.pairs, name)
}

// stackStmt uses a list as a stack, of values of any kind.
func (g *gen) stackStmt(int) {
	if len(g.scope.ints) == 0 || !g.fits(10) {
		return
	}
	l, v := g.temp("st"), g.intVar()
	g.line("%s = %s", l, pick(g, []string{"[]", "[1]", "[0.5]", "[None, 'a']"}))
	item := func() string {
		if g.chance(75) {
			return g.hashRound(v)
		}
		return pick(g, []string{g.floatAtom(), "None", "'s'", "True", "(1, 2)"})
	}
	g.line("for w in range(%d):", g.between(1, 7))
	g.times(6, func() {
		g.line("%s.append(%s)", l, item())
		if g.chance(30) {
			g.line("if %s:", g.bool(0))
			g.block(func() { g.line("%s.append(%s)", l, item()) })
		}
	})
	take := sp("%s.pop(%s)", l, pick(g, []string{"", "", "-1", "0"}))
	add := func(x string) {
		g.line("%s = (%s + (%s if isinstance(%s, int) else len(repr(%s)))) & %s", v, v, x, x, x, g.mask())
	}
	x := g.temp("x")
	if g.chance(50) {
		g.line("while %s:", l)
		g.times(8, func() {
			g.line("%s = %s", x, take)
			add(x)
		})
		return
	}
	g.line("try:")
	g.block(func() {
		g.line("while True:")
		g.times(8, func() {
			g.line("%s = %s", x, take)
			add(x)
		})
	})
	g.line("except IndexError as e:")
	g.block(func() { g.line("note(e)") })
}

// minMax takes the least or greatest of some numbers.
func (g *gen) minMax(int) {
	name := pick(g, []string{"min", "max"})
	if g.scope.ints == nil {
		return
	}
	var args []string
	ints := g.chance(60)
	for range g.between(2, 4) {
		if ints || g.chance(50) {
			args = append(args, pick(g, []string{g.intAtom(), g.int(1), g.u64()}))
		} else {
			args = append(args, pick(g, []string{g.floatAtom(), "0.0", "-0.0", "True"}))
		}
	}
	e := sp("%s(%s)", name, join(args))
	switch {
	case ints:
		g.line("%s = %s", g.intVar(), g.wrap(e))
	case len(g.scope.anys) > 0:
		g.line("%s = %s", pick(g, g.scope.anys), sp("repr(%s)[:9]", e))
	default:
		g.line("scratch = %s", e)
		g.line("%s = (%s + len(repr(scratch))) & %s", g.intVar(), g.intVar(), g.mask())
	}
}

// callVar calls functions that variables hold.
func (g *gen) callVar(int) {
	s := &g.scope
	if len(s.ints) == 0 || !g.fits(4) {
		return
	}
	v := pick(g, s.ints)
	callees := []string{sp("lambda x, y=%d: %s", g.n(9), g.hashRound("x")), "lambda x: (x, 1)[0]", sp("lambda *a: a[0] & %s", g.mask()), "abs", "int"}
	callees = append(append(callees, s.ctrs...), g.vias...)
	var from []string
	for range g.between(1, 3) {
		from = append(from, pick(g, callees))
	}
	f := g.temp("fn")
	g.line("%s = (%s,)[%s %% %d]", f, join(from), g.intAtom(), len(from))
	args := g.intAtom()
	if g.chance(10) && !g.safe {
		args = pick(g, []string{"", args + ", 1", args + ", 1, 2", "x=" + args, args + ", y=3", "'a'"})
	}
	g.work += 20 * g.mult
	g.line("try:")
	g.block(func() { g.line("%s = %s(%s) & %s", v, f, args, g.mask()) })
	g.line("except TypeError as e:")
	g.block(func() { g.line("note(type(e)(str(e).partition('(')[2]))") })
}

// makeVia writes a recursive function that is called by way of a variable.
func (g *gen) makeVia() {
	name := sp("v%d_%d", g.unit, len(g.vias))
	switch g.n(3) {
	case 0: // an argument
		g.def(name, "x, n=4, again=None", func() {
			g.scope.ints = []string{"x"}
			g.line("again = again or %s", name)
			g.line("if n <= 0:")
			g.block(func() { g.line("return x") })
			g.line("return again(%s, n - 1, again) ^ n", g.hashRound("x"))
		})
	case 1: // a table
		g.def(name+"a", "x, n=3", func() {
			g.scope.ints = []string{"x"}
			g.line("if n <= 0:")
			g.block(func() { g.line("return x") })
			g.line("f = %st[(x + n) %% len(%st)]", name, name)
			g.line("return f(%s, n - 1)", g.hashRound("x"))
		})
		g.line("")
		g.line("")
		g.line("%st = [%sa, lambda x, n: %sa(x ^ n, n - 1), lambda x, n=0: x & %s]", name, name, name, low64)
		g.line("%s = %sa", name, name)
	case 2: // a closure
		g.def(name, "x", func() {
			g.line("def inner(n):")
			g.block(func() {
				g.line("nonlocal x")
				g.scope.ints = []string{"x"}
				g.line("x = %s", g.hashRound("x"))
				g.line("return x if n < 1 else inner(n - 1) + n")
			})
			g.line("return inner(3)")
		})
	}
	g.vias = append(g.vias, name)
}

// crossStmt moves a variable over the edges of int sizes, and back.
func (g *gen) crossStmt(int) {
	if len(g.scope.ints) == 0 {
		return
	}
	v := pick(g, g.scope.ints)
	top := pick(g, []int{61, 62, 63, 64, 66})
	switch g.n(4) {
	case 0:
		g.line("%s += %s", v, sp("(1 << %d)", g.between(50, 61)))
		g.line("if %s > 1 << %d:", v, top)
		g.block(func() { g.line("%s = %s", v, pick(g, []string{"0", sp("-(1 << %d)", top), v + " & 0xFF"})) })
	case 1:
		g.line("%s = %s * 3 + 1 if -1 < %s < 1 << %d else %d", v, v, v, top, g.between(0, 9))
	case 2:
		g.line("%s -= %s", v, sp("(1 << %d) - 1", g.between(50, 61)))
		g.line("if %s < -(1 << %d):", v, top)
		g.block(func() { g.line("%s = %s", v, pick(g, []string{"0", sp("1 << %d", top), low64})) })
	case 3:
		g.line("%s = %s << 1 if 0 < %s <= 1 << %d else 1", v, v, v, top)
	}
}

// makeFocused writes a function with a long loop of a few idioms, where nothing
// raises: what is compiled stays in use. One thing may change late.
func (g *gen) makeFocused(i int) {
	name := sp("hot%d_%d", g.unit, i)
	n := g.between(300, 2000)
	mixed := g.chance(50)
	g.def(name, "n", func() {
		g.line("global %s", join(g.globals))
		s := &g.scope
		for k := range g.between(2, 4) {
			v := sp("x%d", k)
			g.line("%s = %s", v, pick(g, []string{g.u64(), g.u64(), g.intConst(), "0"}))
			s.ints = append(s.ints, v)
		}
		if g.chance(60) {
			g.line("s0 = %s", pick(g, []string{"'hello, world'", "'aé日x'", "'a+b*(c-1)'"}))
			s.strs = []string{"s0"}
		}
		if g.chance(30) {
			g.line("t = (1, 2**63, %s)", g.u64())
			s.tuples = []string{"t"}
		}
		if g.chance(40) {
			g.line("l0 = [%s, 2, %s]", g.u64(), g.intConst())
			s.lists = []string{"l0"}
		}
		if len(g.classes) > 0 && g.chance(50) {
			g.line("o0 = %s(%d, %s)", pick(g, g.classes).name, g.n(50), g.u64())
			s.objs = []string{"o0"}
		}
		if g.chance(30) {
			g.closure()
		}
		g.safe = true
		table := []func(int){g.hashStmt, g.hashStmt, g.hashLoop, g.charLoop, g.tupleLoop, g.stackStmt, g.minMax, g.callVar, g.crossStmt}
		if mixed {
			table = append(table, g.assignInt, g.ifStmt, g.forRange, g.callStmt, g.tupleStmt, g.objectStmt, g.globalStmt)
		}
		late := ""
		if g.chance(50) {
			late = sp("%s = %s", pick(g, s.ints), pick(g, []string{"-1", "1 << 64", "2**63", "True", "-(1 << 63)", "-(1 << 63) - 1", "0"}))
		}
		at := g.between(n/2, n-1)
		g.line("for i in range(n):")
		s.reads = append(s.reads, "i")
		g.times(n, func() {
			for range g.between(1, 4) {
				pick(g, table)(2)
			}
			if late != "" {
				g.line("if i == %d:", at)
				g.block(func() { g.line("%s", late) })
			}
			g.line("if i %% %d == 0:", g.between(5, 100))
			g.block(func() { g.line("snap(i, %s)", g.values()) })
		})
		g.safe = false
		g.line("return %s", g.values())
	})
	g.line("")
	g.line("")
	g.line("run('%s', %s, %d)", name, name, n)
}
