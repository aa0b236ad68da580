package fuzz

import (
	"slices"
	"strings"
)

// makeUnit writes the classes, functions and the hot loops of a unit.
func (g *gen) makeUnit() string {
	g.line("# unit %d", g.unit)
	for range g.between(1, 3) {
		name := sp("G%d_%d", g.unit, len(g.globals))
		g.line("%s = %s", name, g.intConst())
		g.globals = append(g.globals, name)
	}
	for range g.n(5) {
		g.makeClass()
	}
	for range g.between(1, 3) {
		g.makeFunction()
	}
	if g.chance(40) {
		g.makeRecursive()
	}
	if g.chance(60) {
		g.makePair()
	}
	if g.chance(50) {
		g.makeVia()
	}
	for range g.n(3) {
		g.makeGenerator()
	}
	if g.chance(40) {
		g.makeFunction()
	}
	for i := range g.between(1, 2) {
		if g.chance(40) {
			g.makeFocused(i)
		} else {
			g.makeHot(i)
		}
	}
	return g.out.String()
}

func (g *gen) def(name, params string, body func()) float64 {
	saved, mult, work, loops := g.scope, g.mult, g.work, g.loops
	g.scope, g.mult, g.work, g.loops = scope{}, 1, 0, 0
	g.line("")
	g.line("")
	g.line("def %s(%s):", name, params)
	g.block(body)
	cost := g.work
	g.scope, g.mult, g.work, g.loops = saved, mult, work, loops
	return cost
}

// makeFunction writes a small function of typed parameters.
func (g *gen) makeFunction() {
	f := function{name: sp("f%d_%d", g.unit, len(g.fns)), result: pick(g, []kind{kInt, kInt, kFloat})}
	n := g.between(1, 4)
	f.deflt = g.n(n)
	var params []string
	for i := range n {
		k := pick(g, []kind{kInt, kInt, kFloat, kStr, kList, kObj})
		if len(g.classes) == 0 && k == kObj || i >= n-f.deflt && k != kFloat {
			k = kInt
		}
		p := sp("%c%d", "ifslo"[k], i)
		f.params, f.kinds = append(f.params, p), append(f.kinds, k)
		if i >= n-f.deflt {
			p += "=" + map[bool]string{true: "0.25", false: sp("%d", g.n(100))}[k == kFloat]
		}
		params = append(params, p)
	}
	f.cost = g.def(f.name, join(params), func() {
		g.inFn = true
		g.line("global %s", join(g.globals))
		s := &g.scope
		for i, p := range f.params {
			switch f.kinds[i] {
			case kInt:
				s.ints = append(s.ints, p)
			case kFloat:
				s.floats = append(s.floats, p)
			case kStr:
				s.strs = append(s.strs, p)
			case kList:
				s.lists = append(s.lists, p)
			case kObj:
				s.objs = append(s.objs, p)
			}
		}
		g.line("v, x = %s, %s", g.intConst(), pick(g, floatConsts))
		s.ints, s.floats = append(s.ints, "v"), append(s.floats, "x")
		g.body(0, 5, 2)
		if f.result == kFloat {
			g.line("return %s", g.float(2))
		} else {
			g.line("return %s", g.storeInt())
		}
		g.inFn = false
	})
	g.fns = append(g.fns, f)
}

func (g *gen) makeRecursive() {
	f := function{name: sp("r%d_%d", g.unit, len(g.fns)), params: []string{"n", "x", "z"}, kinds: []kind{kInt, kInt, kInt}, deflt: 1}
	g.def(f.name, "n, x, z=7", func() {
		g.scope.ints = []string{"x", "z"}
		g.scope.reads = []string{"n"}
		g.line("n = int(n) & 7")
		g.line("if n < 2:")
		g.block(func() { g.line("return %s", g.storeInt()) })
		if g.chance(50) {
			g.line("%s", sp("x = %s", g.storeInt()))
		}
		switch g.n(3) {
		case 0:
			g.line("return (%s(n - 1, x) + %s(n - 2, z=x, x=z)) & %s", f.name, f.name, g.mask())
		case 1:
			g.line("return %s(n - 1, %s) - n", f.name, g.storeInt())
		case 2:
			g.line("return n + %s(n - 1, x, %s) %% 1000", f.name, g.storeInt())
		}
	})
	f.cost = 60
	g.fns = append(g.fns, f)
}

func (g *gen) makeGenerator() {
	f := function{name: sp("g%d_%d", g.unit, len(g.gens)), params: []string{"n", "x"}, kinds: []kind{kInt, kInt}, deflt: 1}
	inner := ""
	if len(g.gens) > 0 {
		inner = pick(g, g.gens).name
	}
	f.cost = g.def(f.name, "n, x=3", func() {
		g.scope.ints = []string{"x"}
		g.scope.reads = []string{"n"}
		g.line("n = int(n) %% 9")
		// One that is left in the middle is not closed here when it dies: nothing shows it.
		finally := g.chance(30)
		if finally {
			g.line("try:")
			g.indent++
		}
		g.line("for j in range(n):")
		g.scope.reads = append(g.scope.reads, "j")
		g.times(6, func() {
			g.body(0, 2, 1)
			g.line("x = %s", g.storeInt())
			g.line("yield %s", g.storeInt())
		})
		if inner != "" && g.chance(50) {
			g.line("yield from %s(n - 1, x)", inner)
			g.work += 40
		}
		if finally {
			g.indent--
			g.line("finally:")
			g.block(func() { g.line("x = n") })
		}
	})
	g.gens = append(g.gens, f)
}

// makeClass writes a class. All have the same names in them, so that the sites
// that use them see several classes; some inherit, some have slots.
func (g *gen) makeClass() {
	c := class{name: sp("C%d_%d", g.unit, len(g.classes))}
	base := ""
	if len(g.classes) > 0 && g.chance(40) {
		b := pick(g, g.classes)
		base, c.slots = sp("(%s)", b.name), b.slots
	}
	g.mult = 1
	g.line("")
	g.line("")
	g.line("class %s%s:", c.name, base)
	g.block(func() {
		if base == "" && g.chance(35) {
			c.slots = true
			g.line("__slots__ = ('a', 'b', 'f', '_p')")
		}
		if base == "" || g.chance(30) {
			g.line("k = %d", g.between(-5, 50))
		}
		if base == "" || g.chance(20) {
			g.method("__init__(self, a, b=2)", func() {
				orders := []string{"self.a, self.b, self.f, self._p = a, b, 0.5, 3", "self.f = 1.5\nself._p = a\nself.b = b\nself.a = 1", "self.b = b\nself.a = a\nself._p = 0\nself.f = 2e80"}
				for part := range strings.SplitSeq(pick(g, orders), "\n") {
					g.line("%s", part)
				}
			})
		}
		for i := range 2 {
			if base == "" || g.chance(60) {
				g.method(sp("m%d(self, x, y=%d)", i, g.n(9)), g.methodBody)
			}
		}
		if base == "" || g.chance(30) {
			g.method("q(self, x)", func() { g.line("return self.f * x + %s", pick(g, floatConsts)) })
			g.line("")
			g.line("@property")
			g.method("p(self)", func() { g.line("return self._p + %d", g.n(5)) })
			g.line("")
			g.line("@p.setter")
			g.method("p(self, value)", func() { g.line("self._p = value & 0xFFFFFFFFFF") })
			g.method("__repr__(self)", func() { g.line("return '%s(%%r, %%r)' %% (self.a, self._p)", c.name) })
		}
		g.dunders(c, base == "")
	})
	g.classes = append(g.classes, c)
}

func (g *gen) method(head string, body func()) {
	saved := g.scope
	g.scope = scope{}
	g.line("def %s:", head)
	g.block(body)
	g.scope = saved
}

func (g *gen) methodBody() {
	g.scope.ints = []string{"x", "y"}
	g.scope.reads = []string{"self.a", "self.b", "self.k", "self._p"}
	if g.chance(40) {
		g.line("self.%s = %s", pick(g, []string{"a", "b"}), g.storeInt())
	}
	if g.chance(30) {
		g.line("if %s:", g.bool(1))
		g.block(func() { g.line("return %s", g.storeInt()) })
	}
	if g.chance(10) {
		g.line("if self.a & 255 == 9:")
		g.block(func() { g.line("raise Odder(self.b & 7)") })
	}
	g.line("return %s", g.storeInt())
}

func (g *gen) dunders(c class, all bool) {
	other := "(other.a if isinstance(other, type(self)) else other)"
	for _, op := range []string{"add", "sub", "mul", "rmul", "radd", "lt", "eq", "len", "getitem", "call"} {
		if !all && g.chance(70) || g.chance(15) {
			continue
		}
		switch op {
		case "add", "sub", "radd":
			g.method(sp("__%s__(self, other)", op), func() {
				g.line("return %s", pick(g, []string{sp("self.a + %s", other), sp("%s(self.a ^ 1, self.b)", c.name), "NotImplemented"}))
			})
		case "mul", "rmul":
			g.method(sp("__%s__(self, other)", op), func() { g.line("return (self.b * %s) & 0xFFFFFFFFFFFF", other) })
		case "lt":
			g.method("__lt__(self, other)", func() { g.line("return self.a < %s", other) })
		case "eq":
			g.method("__eq__(self, other)", func() { g.line("return self.b == %s", other) })
		case "len":
			g.method("__len__(self)", func() { g.line("return self.a & 15") })
		case "getitem":
			g.method("__getitem__(self, i)", func() {
				g.line("if i > 20:")
				g.block(func() { g.line("raise IndexError(i & 3)") })
				g.line("return self.a + i")
			})
		case "call":
			g.method("__call__(self, x=1)", func() { g.line("return x - self.b") })
		}
	}
}

// makeHot writes a function with a long loop, and its call.
func (g *gen) makeHot(i int) {
	name := sp("hot%d_%d", g.unit, i)
	n := g.between(400, 2500)
	g.def(name, "n", func() {
		g.line("global %s", join(g.globals))
		g.hotLocals()
		every := g.between(5, 60)
		g.safe = g.chance(35)
		event, at := g.event(), g.between(n/4, n-1)
		g.line("%s", pick(g, []string{"for i in range(n):", "for i in range(n):", "for i in range(-3, n - 3):", "for i in range(n, 0, -1):", "i = 0\n    while i < n:"}))
		s := &g.scope
		s.reads = append(s.reads, "i")
		g.times(n, func() {
			// The counter of a while loop goes up first, so that continue is safe.
			if strings.HasSuffix(g.out.String(), "while i < n:\n") {
				g.line("i += 1")
			}
			g.line("if i == %d:", at)
			g.block(func() {
				for _, e := range event {
					g.line("%s", e)
				}
			})
			if g.safe {
				g.body(2, 6, 3)
			} else {
				g.line("try:")
				g.block(func() { g.body(3, 7, 3) })
				g.line("except Exception as e:")
				g.block(func() { g.line("note(e)") })
			}
			g.line("if i %% %d == 0:", every)
			g.mult /= float64(every)
			g.block(func() { g.line("snap(i, %s)", g.values()) })
		})
		s.reads = s.reads[:len(s.reads)-1]
		g.line("return i, %s", g.values())
	})
	g.safe = false
	g.line("")
	g.line("")
	g.line("run('%s', %s, %d)", name, name, n)
}

// values lists what a snap shows.
func (g *gen) values() string {
	s := &g.scope
	var all []string
	for _, names := range [][]string{s.ints, s.floats, s.bools, s.strs, s.lists, s.flists, s.nested, s.dicts, s.sets, s.tuples, s.arrays, s.blobs, s.anys, g.globals} {
		all = append(all, names...)
	}
	for _, o := range s.objs {
		all = append(all, sp("getattr(%s, 'a', None)", o), sp("getattr(%s, 'f', None)", o))
	}
	if len(all) > 14 {
		g.r.Shuffle(len(all), func(i, j int) { all[i], all[j] = all[j], all[i] })
		all = all[:14]
	}
	return join(all)
}

// hotLocals defines variables of some types.
func (g *gen) hotLocals() {
	s := &g.scope
	add := func(names *[]string, name, format string, args ...any) {
		g.line("%s = %s", name, sp(format, args...))
		*names = append(*names, name)
	}
	for i := range g.between(2, 4) {
		add(&s.ints, sp("x%d", i), "%s", g.intConst())
	}
	for i := range g.n(4) {
		add(&s.floats, sp("f%d", i), "%s", pick(g, floatConsts))
	}
	if g.chance(40) {
		add(&s.bools, "b", "%s", pick(g, []string{"True", "False"}))
	}
	for i := range g.n(3) {
		add(&s.strs, sp("s%d", i), "%s", pick(g, []string{"''", "'abc'", "'é日x'"}))
	}
	for i := range g.n(3) {
		add(&s.lists, sp("l%d", i), "%s", pick(g, []string{"[1, 2, 3]", "list(range(8))", "[0] * 5", sp("[%s, %s]", g.intConst(), g.intConst()), "[False, True]"}))
	}
	if g.chance(35) {
		add(&s.flists, "fl", "%s", pick(g, []string{"[0.5, 1.5, -2.0]", "[0.0] * 4", "[1e100, 2.0]"}))
	}
	if g.chance(35) {
		add(&s.nested, "m", "[[%s, 1, 2, j] for j in range(%d)]", g.intConst(), g.between(1, 4))
	}
	if g.chance(35) {
		add(&s.dicts, "d", "%s", pick(g, []string{"{}", "{'k0': 1, 'k1': 2}", "{0: 1, 1: 2, 2: 3}"}))
	}
	if g.chance(40) {
		add(&s.sets, "st", "%s", pick(g, []string{"set()", "{0, 1, 2}", "{(0, 0), (1, 2), 5}"}))
	}
	if g.chance(35) {
		add(&s.tuples, "t", "(%s, 2, %s)", g.intConst(), g.intConst())
	}
	if g.chance(25) {
		add(&s.arrays, "ba", "bytearray(b'\\x00abc\\xff')")
		add(&s.blobs, "by", "b'hello\\x80'")
	}
	if g.chance(35) {
		add(&s.anys, "v", "0")
	}
	if len(g.classes) > 0 {
		for i := range g.n(3) {
			add(&s.objs, sp("o%d", i), "%s(%d, %d)", pick(g, g.classes).name, g.n(50), g.n(50))
		}
		if g.chance(50) {
			var list []string
			for range g.between(1, 6) {
				list = append(list, sp("%s(%d)", pick(g, g.classes).name, g.n(50)))
			}
			add(&s.polys, "os", "[%s]", join(list))
		}
	}
	if g.chance(20) {
		add(&s.ctxs, "cm", "Ctx(%s)", pick(g, []string{"True", "False"}))
	}
	if g.chance(35) {
		g.closure()
	}
}

// closure defines a function with a counter of its own.
func (g *gen) closure() {
	g.line("count = 0")
	g.line("")
	g.line("def counter(k):")
	ints := g.scope.ints
	g.block(func() {
		g.line("nonlocal count")
		g.line("count = (count + k) %% %d", g.between(2, 1<<34))
		g.line("return count + %s", pick(g, ints))
	})
	g.line("")
	g.scope.ctrs = append(g.scope.ctrs, "counter")
	g.scope.reads = append(g.scope.reads, "count")
	if g.chance(40) {
		g.line("twice = lambda k, j=%d: counter(k) * 2 - j", g.n(5))
		g.scope.ctrs = append(g.scope.ctrs, "twice")
	}
}

// event returns what happens once in the middle of a hot loop. The only str that
// comes into a number's variable is empty, and no big int comes into a float's:
// they could double in every round.
func (g *gen) event() []string {
	s := &g.scope
	var out []string
	for range g.n(4) {
		switch g.n(12) {
		case 0, 1:
			if len(s.ints) > 0 {
				out = append(out, sp("%s = %s", pick(g, s.ints), pick(g, []string{"1.5", "None", "''", "True", "2**63", "-2**62", "1 << 100"})))
			}
		case 2:
			if len(s.floats) > 0 {
				out = append(out, sp("%s = %s", pick(g, s.floats), pick(g, []string{"0", "None", "NAN", "1e300", "-0.0"})))
			}
		case 3:
			out = append(out, sp("%s = %s", pick(g, g.globals), pick(g, []string{"2.5", "1 << 63", "-1", "True"})))
		case 4, 5:
			if len(g.classes) > 0 {
				out = append(out, sp("%s.m%d = lambda self, x, y=1: (x ^ y) & 0xFFFF", pick(g, g.classes).name, g.n(2)))
			}
		case 6:
			if len(g.classes) > 0 {
				out = append(out, sp("%s.k = %s", pick(g, g.classes).name, pick(g, []string{"99", "1.25", "1 << 64"})))
			}
		case 7:
			f := pick(g, g.fns).name
			out = append(out, sp("globals()['%s'] = lambda *a, **k: len(a) + len(k)", f))
		case 8:
			b := pick(g, []string{"abs", "len", "min", "ord", "int"})
			out = append(out, sp("globals()['%s'] = lambda *a: %d", b, g.n(9)))
		case 9:
			b := pick(g, []string{"abs", "len", "min", "ord", "int", "isinstance"})
			out = append(out, sp("globals().pop('%s', None)", b))
		case 10:
			if len(s.lists) > 0 {
				l := pick(g, s.lists)
				out = append(out, pick(g, []string{sp("%s[0] = 0.5", l), sp("%s.append(None)", l), sp("%s.append('')", l), sp("%s.clear()", l)}))
			}
		case 11:
			if len(s.objs) > 0 {
				o := pick(g, s.objs)
				e := pick(g, []string{sp("del %s.a", o), sp("%s.__class__ = %s", o, pick(g, g.classes).name), sp("%s.late = 1", o)})
				if strings.Contains(e, "__class__") && slices.ContainsFunc(g.classes, func(c class) bool { return c.slots }) {
					e = "pass" // which layouts are compatible is not the same here
				}
				out = append(out, "try: "+e+"\n            except Exception as e: note(e)")
			}
		}
	}
	return out
}
