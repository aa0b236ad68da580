package fuzz

import "strings"

// statement writes one statement, with what is nested in it.
func (g *gen) statement(d int) {
	table := []func(int){
		g.assignInt, g.assignInt, g.assignInt, g.assignFloat, g.assignFloat, g.assignBool, g.assignStr,
		g.ifStmt, g.ifStmt, g.forRange, g.forRange, g.whileLoop, g.forOver, g.forOver,
		g.listStmt, g.listStmt, g.nestedStmt, g.tupleStmt, g.dictStmt, g.setStmt, g.bytesStmt,
		g.objectStmt, g.objectStmt, g.polyStmt, g.callStmt, g.genLoop, g.tryStmt, g.tryStmt,
		g.globalStmt, g.anyStmt, g.comprehension, g.withStmt, g.jump, g.unbound,
		g.hashStmt, g.hashStmt, g.hashStmt, g.hashLoop, g.hashLoop, g.charLoop, g.charLoop, g.tupleLoop, g.tupleLoop,
		g.stackStmt, g.minMax, g.callVar, g.callVar, g.crossStmt,
	}
	pick(g, table)(d)
}

// body writes some statements.
func (g *gen) body(lo, hi, d int) {
	for range g.between(lo, hi) {
		g.statement(d)
	}
}

func (g *gen) assignInt(int) {
	if len(g.scope.ints) == 0 {
		return
	}
	v := pick(g, g.scope.ints)
	switch g.n(6) {
	case 0:
		g.line("%s %s= %s", v, pick(g, []string{"+", "-", "^"}), g.intAtom())
	case 1:
		g.line("%s &= %s", v, g.mask())
	case 2:
		g.line("%s %s= %s", v, pick(g, []string{"//", "%", ">>"}), pick(g, []string{"3", "7", "1", "2", "63"}))
	default:
		g.line("%s = %s", v, g.storeInt())
	}
}

func (g *gen) assignFloat(int) {
	if len(g.scope.floats) == 0 {
		return
	}
	v := pick(g, g.scope.floats)
	if g.chance(30) {
		g.line("%s %s= %s", v, pick(g, []string{"+", "-", "*"}), g.float(1))
		return
	}
	g.line("%s = %s", v, g.float(g.between(1, 3)))
}

func (g *gen) assignBool(int) {
	if len(g.scope.bools) > 0 {
		g.line("%s = %s", pick(g, g.scope.bools), g.bool(2))
	}
}

func (g *gen) assignStr(int) {
	if len(g.scope.strs) > 0 {
		g.line("%s = (%s)[%s]", pick(g, g.scope.strs), g.str(2), pick(g, []string{":12", "-9:", ":20:2"}))
	}
}

func (g *gen) ifStmt(d int) {
	if d <= 0 {
		return
	}
	g.line("if %s:", g.bool(2))
	g.block(func() { g.body(1, 3, d-1) })
	if g.chance(25) {
		g.line("elif %s:", g.bool(1))
		g.block(func() { g.body(1, 2, d-1) })
	}
	if g.chance(50) {
		g.line("else:")
		g.block(func() { g.body(1, 2, d-1) })
	}
}

// rangeOf returns a range of about n numbers.
func (g *gen) rangeOf(n int) string {
	switch g.n(8) {
	case 0:
		return sp("range(%d, %d)", -n/2, n-n/2)
	case 1:
		return sp("range(%d, 0, -1)", n)
	case 2:
		return sp("range(%d, %d, %d)", g.between(-5, 5), n*3, 3)
	case 3:
		b := pick(g, edgeBits)
		return sp("range((1 << %d) - %d, (1 << %d) + %d)", b, n/2, b, n-n/2)
	case 4:
		if g.mult*64*4 <= maxWork {
			return sp("range(%s & %d)", g.intAtom(), 2*n|1)
		}
	case 5:
		return sp("range(len(%s))", g.sized())
	}
	return sp("range(%d)", n)
}

// loopBody writes the body of a loop whose variable is v.
func (g *gen) loopBody(n, d int, v string) {
	g.scope.reads = append(g.scope.reads, v)
	g.times(n, func() { g.body(1, 4, d-1) })
	g.scope.reads = g.scope.reads[:len(g.scope.reads)-1]
	if g.chance(20) {
		g.line("else:")
		g.block(func() { g.body(1, 1, 0) })
	}
}

func (g *gen) forRange(d int) {
	n := g.between(0, 12)
	if d <= 0 || !g.fits(14) {
		return
	}
	v := g.temp("i")
	g.line("for %s in %s:", v, g.rangeOf(n))
	g.loopBody(max(n, 6), d, v)
}

func (g *gen) whileLoop(d int) {
	n := g.between(1, 10)
	if d <= 0 || !g.fits(n) {
		return
	}
	v := g.temp("w")
	g.line("%s = 0", v)
	cond := sp("%s < %d", v, n)
	if g.chance(40) {
		cond = sp("%s < %d and %s", v, n, g.bool(1))
	}
	g.line("while %s:", cond)
	g.indent++
	g.line("%s += 1", v)
	g.indent--
	g.loopBody(n, d, v)
}

func (g *gen) forOver(d int) {
	s := &g.scope
	if d <= 0 || !g.fits(14) {
		return
	}
	v := g.temp("e")
	head := ""
	// What the loop goes over must not grow in it for ever.
	saved := *s
	defer func() { *s = saved }()
	without := func(names *[]string, name string) string {
		rest := []string{}
		for _, n := range *names {
			if n != name {
				rest = append(rest, n)
			}
		}
		*names = rest
		return name
	}
	switch g.n(12) {
	case 0:
		if len(s.lists) > 0 {
			head = sp("for %s in %s:", v, without(&s.lists, pick(g, s.lists)))
		}
	case 1:
		if len(s.lists) > 0 {
			l := without(&s.lists, pick(g, s.lists))
			head = sp("for %s, %s in enumerate(%s):", v, g.temp("u"), pick(g, []string{l, l + "[1:4]", l + "[::-1]"}))
		}
	case 2:
		if len(s.lists) > 1 && len(s.tuples) > 0 {
			head = sp("for %s, %s in zip(%s, %s):", v, g.temp("u"), without(&s.lists, pick(g, s.lists)), pick(g, s.tuples))
		}
	case 3:
		if len(s.arrays) > 0 {
			head = sp("for %s in %s:", v, without(&s.arrays, pick(g, s.arrays)))
		}
	case 4:
		if len(s.dicts) > 0 {
			head = sp("for %s in list(%s.values()):", v, pick(g, s.dicts))
		}
	case 5:
		if len(s.dicts) > 0 {
			head = sp("for %s, %s in %s.items():", g.temp("u"), v, pick(g, s.dicts))
		}
	case 11:
		if len(s.sets) > 0 {
			head = sp("for %s in [hash(%s) & 63 for %s in %s]:", v, v, v, pick(g, s.sets))
		}
	case 6:
		if len(s.tuples) > 0 {
			head = sp("for %s in reversed(%s):", v, pick(g, s.tuples))
		}
	case 7:
		if len(s.strs) > 0 {
			head = sp("for %s in map(ord, %s):", v, pick(g, s.strs))
		}
	case 8:
		if len(s.nested) > 0 {
			head = sp("for %s, *%s in %s:", v, g.temp("u"), pick(g, s.nested))
		}
	case 9:
		if len(s.lists) > 0 && !g.safe {
			head = sp("for %s in sorted(%s):", v, without(&s.lists, pick(g, s.lists)))
		}
	}
	if head == "" {
		head = sp("for %s in (%s, %s, %s):", v, g.intAtom(), g.intAtom(), g.intAtom())
	}
	g.line("%s", head)
	g.loopBody(8, d, v)
}

// bound keeps a list short. It is a loop's other way to end, too.
func (g *gen) bound(l string) {
	g.line("if len(%s) > %d:", l, g.between(8, 30))
	g.block(func() {
		g.line("%s", pick(g, []string{sp("del %s[3:]", l), sp("%s.pop(0)", l), sp("%s[:] = [1, 2, 3]", l), sp("%s = %s[-5:]", l, l), sp("%s = [4, 5, 6, 7]", l)}))
	})
}

func (g *gen) listStmt(int) {
	s := &g.scope
	if len(s.flists) > 0 && g.chance(25) {
		l := pick(g, s.flists)
		e := g.float(2)
		if g.chance(15) {
			e = g.intAtom()
		}
		g.line("%s[%s] = %s", l, g.index(l), e)
		return
	}
	if len(s.lists) == 0 {
		return
	}
	l := pick(g, s.lists)
	switch g.n(12) {
	case 0, 1, 2:
		g.line("%s[%s] = %s", l, g.index(l), g.storeInt())
	case 3, 4:
		g.line("%s.append(%s)", l, g.storeInt())
		g.bound(l)
	case 5:
		v := g.intVar()
		g.line("%s = %s.pop(%s) & %s", v, l, pick(g, []string{"", "0", "-1", g.intAtom()}), g.mask())
		g.line("%s.append(%s)", l, v)
	case 6:
		i, j := g.index(l), g.index(l)
		g.line("%s[%s], %s[%s] = %s[%s], %s[%s]", l, i, l, j, l, j, l, i)
	case 7:
		g.line("%s[%d:%d] = %s", l, g.between(0, 3), g.between(0, 5), pick(g, []string{"[1, 2]", "()", sp("%s[:3]", l), sp("[%s] * 2", g.intAtom())}))
		g.line("%s.append(%s)", l, g.intAtom())
		g.bound(l)
	case 8:
		g.line("%s[%s] += %s", l, g.index(l), g.intAtom())
	case 9:
		g.line("%s.insert(%s, %s)", l, g.smallInt(), g.storeInt())
		g.bound(l)
	case 10:
		if !g.safe {
			g.line("%s[%s] = %s", l, g.index(l), pick(g, []string{"1.5", "None", "''", "True", g.float(1)}))
		}
	case 11:
		g.line("%s", pick(g, []string{sp("%s.reverse()", l), sp("%s = list(%s)", l, l), sp("%s = %s[:]", l, l), sp("%s = %s + [%s]", l, l, g.intAtom())}))
		g.bound(l)
	}
}

func (g *gen) nestedStmt(int) {
	if len(g.scope.nested) == 0 {
		return
	}
	l := pick(g, g.scope.nested)
	i, j := g.index(l), g.intAtom()+" % 4"
	switch g.n(4) {
	case 0, 1:
		g.line("%s[%s][%s] = %s", l, i, j, g.storeInt())
	case 2:
		g.line("%s[%s] = [%s, %s, %s, %s]", l, i, g.intAtom(), g.intAtom(), g.intAtom(), g.intAtom())
	case 3:
		g.line("%s[%s][%s] ^= %s", l, i, j, g.intAtom())
	}
}

func (g *gen) tupleStmt(int) {
	s := &g.scope
	if len(s.tuples) == 0 || len(s.ints) < 2 {
		return
	}
	t := pick(g, s.tuples)
	a, b := pick(g, s.ints), pick(g, s.ints)
	switch g.n(5) {
	case 0:
		g.line("%s = (%s, %s, %s)", t, g.storeInt(), g.intAtom(), g.intAtom())
	case 1:
		g.line("%s, %s, *_ = %s", a, b, t)
	case 2:
		g.line("%s, %s = %s, %s", a, b, g.storeInt(), g.storeInt())
	case 3:
		g.line("%s = %s[1:] + (%s,)", t, t, g.storeInt())
	case 4:
		if !g.safe {
			g.line("%s, %s = %s", a, b, pick(g, []string{t, t + "[:2]", "(1, 2, 3)"}))
		}
	}
}

func (g *gen) dictStmt(int) {
	if len(g.scope.dicts) == 0 {
		return
	}
	d := pick(g, g.scope.dicts)
	switch g.n(7) {
	case 0, 1:
		g.line("%s[%s] = %s", d, g.key(), g.storeInt())
	case 2:
		g.line("%s[%s] = (%s + %s.get(%s, 0)) & 0xFFFFFF", d, g.key(), g.intAtom(), d, g.key())
	case 3:
		g.line("%s.pop(%s, None)", d, g.key())
	case 4:
		if !g.safe {
			g.line("del %s[%s]", d, g.key())
		}
	case 5:
		g.line("%s = %s.setdefault(%s, %s)", g.intVar(), d, g.key(), g.storeInt())
	case 6:
		if !g.safe {
			g.line("%s[%s] += 1", d, g.key())
		}
	}
}

func (g *gen) setStmt(int) {
	if len(g.scope.sets) == 0 {
		return
	}
	st := pick(g, g.scope.sets)
	switch g.n(6) {
	case 0, 1:
		g.line("%s.add(%s)", st, g.setKey())
		g.line("if len(%s) > 30:", st)
		g.block(func() { g.line("%s.clear()", st) })
	case 2:
		g.line("%s.discard(%s)", st, g.setKey())
	case 3:
		if !g.safe {
			g.line("%s.remove(%s)", st, g.setKey())
		}
	case 4:
		v := g.temp("u")
		g.line("%s = {%s for %s in %s if %s != %s}", st, v, v, st, v, g.setKey())
	case 5:
		k := g.setKey()
		g.line("if %s not in %s:", k, st)
		g.block(func() { g.line("%s.add(%s)", st, k) })
	}
}

func (g *gen) bytesStmt(int) {
	s := &g.scope
	if len(s.arrays) == 0 {
		return
	}
	b := pick(g, s.arrays)
	switch g.n(5) {
	case 0, 1:
		v := sp("%s & 255", g.intAtom())
		if !g.safe && g.chance(20) {
			v = g.intAtom()
		}
		g.line("%s[%s] = %s", b, g.index(b), v)
	case 2:
		g.line("%s.append(%s & 255)", b, g.intAtom())
		g.line("if len(%s) > 20:", b)
		g.block(func() { g.line("del %s[5:]", b) })
	case 3:
		g.line("%s[%s] ^= %s & 255", b, g.index(b), g.intAtom())
	case 4:
		if len(s.blobs) > 0 {
			g.line("%s = bytes(%s[:6]) + b'\\x00\\xff'", pick(g, s.blobs), b)
		}
	}
}

func (g *gen) objectStmt(int) {
	s := &g.scope
	if len(s.objs) == 0 {
		return
	}
	o := pick(g, s.objs)
	switch g.n(9) {
	case 0, 1:
		g.line("%s.%s = %s", o, pick(g, []string{"a", "b"}), g.storeInt())
	case 2:
		g.line("%s.%s += %s", o, pick(g, []string{"a", "p"}), g.intAtom())
	case 3:
		g.line("%s.f = %s", o, g.float(2))
	case 4:
		g.line("%s.p = %s", o, g.storeInt())
	case 5:
		g.line("%s = %s", o, g.newObject())
	case 6:
		g.line("%s.m%d(%s)", o, g.n(2), g.args(1))
	case 7:
		if !g.safe {
			g.line("%s.%s = %s", o, pick(g, []string{"extra", "z", "a"}), pick(g, []string{"1", "2.5", "''"}))
		}
	case 8:
		g.line("%s = %s %s %s", g.scope.anyVar(g), o, pick(g, []string{"+", "-", "*"}), pick(g, append([]string{g.intAtom()}, s.objs...)))
	}
}

func (s *scope) anyVar(g *gen) string {
	if len(s.anys) == 0 {
		return "scratch"
	}
	return pick(g, s.anys)
}

func (g *gen) newObject() string {
	if len(g.classes) == 0 {
		return "Odd()"
	}
	return sp("%s(%s, %s)", pick(g, g.classes).name, g.intAtom(), g.wrap(g.intAtom()))
}

// polyStmt goes over objects of several classes.
func (g *gen) polyStmt(d int) {
	s := &g.scope
	if len(s.polys) == 0 || len(s.ints) == 0 || !g.fits(8) {
		return
	}
	l, o, v := pick(g, s.polys), g.temp("o"), g.intVar()
	g.line("for %s in %s:", o, l)
	s.objs = append(s.objs, o)
	g.times(6, func() {
		g.line("%s = (%s + %s.m%d(%s)) & %s", v, v, o, g.n(2), g.args(1), g.mask())
		if g.chance(50) {
			g.objectStmt(0)
		}
	})
	s.objs = s.objs[:len(s.objs)-1]
}

func (g *gen) callStmt(int) {
	k := pick(g, []kind{kInt, kInt, kFloat})
	e, ok := g.call(k, 2)
	switch {
	case !ok:
	case k == kFloat && len(g.scope.floats) > 0:
		g.line("%s = %s", pick(g, g.scope.floats), e)
	case k == kInt:
		g.line("%s = %s", g.intVar(), g.wrap(e))
	}
}

// genLoop drives a generator, and leaves it in the middle at times.
func (g *gen) genLoop(d int) {
	if len(g.gens) == 0 || d <= 0 {
		return
	}
	f := pick(g, g.gens)
	if (f.cost+8)*g.mult > maxWork/3 {
		return
	}
	g.work += f.cost * g.mult
	v := g.temp("y")
	e := sp("%s(%s)", f.name, g.arguments(f, 1))
	switch g.n(5) {
	case 0:
		g.line("%s = sum(%s) & %s", g.intVar(), e, g.mask())
		return
	case 1:
		g.line("%s = max(%s, default=%s)", g.intVar(), e, g.intAtom())
		return
	case 2:
		g.line("%s = next(%s, 5) & 0xFFFFFFFF", g.intVar(), e)
		return
	}
	g.line("for %s in %s:", v, e)
	g.loopBody(6, d, v)
}

func (g *gen) exceptions() string {
	return pick(g, []string{"ZeroDivisionError", "IndexError", "KeyError", "TypeError", "ValueError", "OverflowError", "Odd", "Odder",
		"(IndexError, KeyError)", "ArithmeticError", "LookupError", "Exception", "AttributeError", "UnboundLocalError"})
}

func (g *gen) tryStmt(d int) {
	if d <= 0 {
		return
	}
	safe := g.safe
	g.safe = false
	g.line("try:")
	g.block(func() {
		g.body(1, 3, d-1)
		if g.chance(40) {
			g.line("if %s:", g.bool(1))
			g.block(func() {
				g.line("raise %s", pick(g, []string{"Odd", sp("Odd('v', %s)", g.intAtom()), sp("Odder(%s & 3)", g.intAtom()), "KeyError('key')", "ValueError", "IndexError('mine')", "StopIteration"}))
			})
		}
	})
	g.safe = safe
	if g.chance(40) {
		g.line("except %s as e:", g.exceptions())
		g.block(func() { g.line("note(e)"); g.body(0, 1, 0) })
	}
	if g.chance(20) {
		g.line("except Odder as e:")
		g.block(func() { g.line("%s = e.n", g.intVar()) })
	}
	// One handler takes all, so that the rest of the loop is worth running.
	g.line("except Exception as e:")
	g.block(func() { g.line("note(e)"); g.body(0, 1, 0) })
	if g.chance(25) {
		g.line("else:")
		g.block(func() { g.body(1, 1, 0) })
	}
	if g.chance(25) {
		g.line("finally:")
		g.block(func() { g.assignInt(0) })
	}
}

func (g *gen) globalStmt(int) {
	if len(g.globals) == 0 {
		return
	}
	// The function has a global declaration for each.
	v := pick(g, g.globals)
	g.line("%s = %s", v, g.wrap(sp("%s + %s", v, g.intAtom())))
}

// anyStmt works on a variable whose type changes.
func (g *gen) anyStmt(int) {
	s := &g.scope
	if len(s.anys) == 0 {
		return
	}
	v := pick(g, s.anys)
	switch g.n(7) {
	case 0:
		g.line("%s = %s", v, g.storeInt())
	case 1:
		g.line("%s = %s", v, g.float(1))
	case 2:
		g.line("%s = %s", v, pick(g, []string{"None", "True", "''", "()", "[]"}))
	case 3:
		g.line("if isinstance(%s, int):", v)
		g.block(func() { g.line("%s = (%s * %s) & %s", v, v, g.intAtom(), g.mask()) })
		g.line("elif isinstance(%s, float):", v)
		g.block(func() { g.line("%s = %s * 0.5 + %s", v, v, g.floatAtom()) })
	case 4, 5:
		if !g.safe {
			g.line("%s = %s %s %s", g.anyName(), v, pick(g, []string{"+", "-", "/", "<", "=="}), pick(g, []string{g.intAtom(), g.floatAtom(), pick(g, s.anys)}))
		}
	case 6:
		if !g.safe {
			g.line("%s = %s", pick(g, s.ints), sp("int(%s) & %s", v, g.mask()))
		}
	}
}

// anyName is a variable for a result that must not grow on: it is not used in
// what made it.
func (g *gen) anyName() string { return "scratch" }

func (g *gen) comprehension(int) {
	s := &g.scope
	if len(s.lists) == 0 || !g.fits(12) {
		return
	}
	l := pick(g, s.lists)
	v := g.temp("c")
	switch g.n(5) {
	case 0:
		g.line("%s = [%s & 0xFFFF for %s in range(%d)]", l, sp("(%s * %s)", v, g.intAtom()), v, g.between(1, 6))
	case 1:
		g.line("%s = [%s + 1 for %s in %s if %s %s %s]", l, v, v, l, v, pick(g, []string{">", "!=", "<="}), g.intAtom())
		g.line("%s.append(%s)", l, g.intAtom())
	case 2:
		if len(s.dicts) > 0 {
			g.line("%s = {%s & 3: %s for %s in (%s, %s)}", pick(g, s.dicts), v, v, v, g.intAtom(), g.intAtom())
		}
	case 3:
		g.line("%s = sum(%s * %s for %s in range(%d)) & %s", g.intVar(), v, g.intAtom(), v, g.between(0, 6), g.mask())
	case 4:
		g.line("%s = len({%s %% 3 for %s in range(%d)} | {%s, %s})", g.intVar(), v, v, g.between(0, 6), g.intAtom(), g.intAtom())
	}
}

func (g *gen) withStmt(d int) {
	if d <= 0 || len(g.scope.ctxs) == 0 {
		return
	}
	c := pick(g, g.scope.ctxs)
	g.line("with %s as scratch:", c)
	g.block(func() { g.body(1, 2, d-1) })
}

// jump leaves a loop, a round of it, or the function.
func (g *gen) jump(int) {
	if g.loops == 0 {
		return
	}
	how := pick(g, []string{"break", "continue", "continue"})
	if g.inFn && g.chance(15) {
		how = "return " + g.intAtom()
	} else if g.loops == 1 && !g.inFn && how == "break" {
		how = "continue" // the hot loop goes on
	}
	g.line("if %s:", g.bool(1))
	g.block(func() { g.line("%s", how) })
}

// unbound reads a local variable that may not be there.
func (g *gen) unbound(int) {
	if g.safe || g.indent < 2 {
		return
	}
	v := pick(g, []string{"ghost", "ghoul"})
	switch g.n(4) {
	case 0:
		g.line("del %s", v)
	case 1:
		g.line("%s = %s", g.intVar(), v)
	default:
		g.line("%s = %s", v, g.intAtom())
	}
}

func join(names []string) string { return strings.Join(names, ", ") }
