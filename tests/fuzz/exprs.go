package fuzz

import (
	"fmt"
	"strings"
)

// Ints that are stored may only grow by so much an assignment, or a loop would
// square a number three thousand times: store wraps those that multiply.

func sp(format string, args ...any) string { return fmt.Sprintf(format, args...) }

var edgeBits = []int{7, 8, 15, 16, 29, 30, 31, 32, 47, 52, 53, 59, 60, 61, 62, 63, 64, 65, 127}

// intConst returns a literal: mostly small, often at an edge.
func (g *gen) intConst() string {
	switch g.n(6) {
	case 0, 1:
		return sp("%d", g.between(-3, 12))
	case 2:
		return sp("%d", g.between(-100000, 100000))
	case 3:
		return sp("(1 << %d)", pick(g, edgeBits))
	}
	sign := pick(g, []string{"", "-"})
	b := pick(g, edgeBits)
	switch g.n(3) {
	case 0:
		return sp("(%s(1 << %d) + %d)", sign, b, g.between(-3, 3))
	case 1:
		return sp("(%s2**%d - 1)", sign, b)
	}
	return sp("(%s0x%x)", sign, uint64(1)<<min(b, 63)-uint64(g.n(3)))
}

func (g *gen) mask() string {
	switch g.n(5) {
	case 0:
		return "0xFFFFFFFFFFFFFFFF"
	case 1:
		return "0xFFFFFFFF"
	case 2:
		return "0x7FFFFFFFFFFFFFFF"
	}
	return sp("((1 << %d) - 1)", pick(g, edgeBits))
}

// wrap brings an int expression back into bounds.
func (g *gen) wrap(e string) string {
	switch g.n(5) {
	case 0, 1:
		return sp("(%s) & %s", e, g.mask())
	case 2:
		return sp("(%s) %% %s", e, pick(g, []string{"1000003", "(2**61 - 1)", "2147483647", "-1000003", "(1 << 63)", "65537"}))
	case 3:
		return sp("((%s) & %s) - %s", e, g.mask(), g.mask())
	}
	return sp("(%s) %% %d - %d", e, g.between(2, 1<<40), g.between(0, 1<<39))
}

// storeInt returns an int expression that may be stored.
func (g *gen) storeInt() string {
	if g.chance(35) {
		return sp("%s %s %s", g.intAtom(), pick(g, []string{"+", "-", "^", "|", "&"}), g.intAtom())
	}
	return g.wrap(g.int(g.between(1, 3)))
}

func (g *gen) intAtom() string {
	s := &g.scope
	switch g.n(9) {
	case 0, 1, 2, 3:
		if len(s.ints) > 0 {
			return pick(g, s.ints)
		}
	case 4, 5:
		if len(s.reads) > 0 {
			return pick(g, s.reads)
		}
	case 6:
		if len(g.globals) > 0 {
			return pick(g, g.globals)
		}
	}
	return g.intConst()
}

// divisor is one that is not zero where nothing may raise.
func (g *gen) divisor(e string) string {
	if g.safe {
		return sp("(%s or %d)", e, pick(g, []int{1, -1, 7, -3}))
	}
	return e
}

// int returns an int expression of a depth at most d.
func (g *gen) int(d int) string {
	if d <= 0 {
		return g.intAtom()
	}
	a := func() string { return g.int(d - 1) }
	switch g.n(26) {
	case 0, 1, 2:
		return sp("(%s + %s)", a(), a())
	case 3, 4:
		return sp("(%s - %s)", a(), a())
	case 5, 6:
		return sp("(%s * %s)", a(), a())
	case 7, 8:
		return sp("(%s // %s)", a(), g.divisor(a()))
	case 9, 10:
		return sp("(%s %% %s)", a(), g.divisor(a()))
	case 11, 12:
		return sp("(%s %s %s)", a(), pick(g, []string{"&", "|", "^"}), a())
	case 13:
		return sp("(%s << (%s & %d))", a(), a(), pick(g, []int{3, 7, 31, 63}))
	case 14:
		return sp("(%s >> (%s & %d))", a(), a(), pick(g, []int{3, 31, 63, 127}))
	case 15:
		return sp("(%s%s)", pick(g, []string{"-", "~", "+"}), a())
	case 16:
		return sp("abs(%s)", a())
	case 17:
		return sp("%s(%s, %s)", pick(g, []string{"min", "max"}), a(), a())
	case 18:
		return sp("(%s if %s else %s)", a(), g.bool(1), a())
	case 19:
		return sp("(%s + %s)", g.bool(1), a())
	case 20:
		if g.safe {
			return sp("int(%s)", g.smallFloat())
		}
		return sp("int(%s)", g.float(d-1))
	case 21, 22:
		return g.element(d)
	case 23:
		return g.objectInt(d)
	case 24:
		if e, ok := g.call(kInt, d); ok {
			return e
		}
		return sp("(%s).bit_length()", a())
	}
	return g.rareInt(d)
}

func (g *gen) rareInt(d int) string {
	s := &g.scope
	a := g.int(d - 1)
	switch g.n(9) {
	case 0:
		return sp("len(%s)", g.sized())
	case 1:
		if len(s.ctrs) > 0 {
			return sp("%s(%s & 7)", pick(g, s.ctrs), a)
		}
	case 2:
		return sp("divmod(%s, %s)[%d]", a, g.divisor(g.intAtom()), g.n(2))
	case 3:
		// Not of a variable that may be a float: pow() of C libraries is not exact.
		if len(s.reads) > 0 && s.reads[0] == "i" {
			return sp("i ** %d", g.between(0, 3))
		}
		return sp("%s ** %d", g.intConst(), g.between(0, 3))
	case 4:
		if len(s.strs) > 0 {
			return sp("ord((%s + 'q')[%d])", pick(g, s.strs), g.n(2)*-1)
		}
	case 5:
		return sp("int(str(%s & %s))", a, g.mask())
	case 6:
		return sp("(%s := %s)", g.intVar(), g.wrap(a))
	case 7:
		if len(s.lists) > 0 && !g.safe {
			return sp("sum(%s)", pick(g, s.lists))
		}
	}
	return sp("int(%s)", g.bool(1))
}

// intVar returns an int variable that may be assigned.
func (g *gen) intVar() string {
	if len(g.scope.ints) == 0 {
		return "scratch"
	}
	return pick(g, g.scope.ints)
}

func (g *gen) sized() string {
	s := &g.scope
	all := append(append(append(append([]string{}, s.lists...), s.strs...), s.dicts...), append(s.sets[:len(s.sets):len(s.sets)], s.arrays...)...)
	all = append(append(all, s.tuples...), s.flists...)
	if len(all) == 0 {
		return "'abc'"
	}
	return pick(g, all)
}

// index returns an index for something: in range where nothing may raise.
func (g *gen) index(of string) string {
	i := g.intAtom()
	if g.safe || g.chance(60) {
		return sp("%s %% len(%s)", i, of)
	}
	if g.chance(50) {
		return sp("%d", g.between(-3, 5))
	}
	return sp("%s %% 9 - 2", i)
}

// element returns a read of an int out of a container.
func (g *gen) element(d int) string {
	s := &g.scope
	switch g.n(7) {
	case 0, 1:
		if len(s.lists) > 0 {
			l := pick(g, s.lists)
			return sp("%s[%s]", l, g.index(l))
		}
	case 2:
		if len(s.nested) > 0 {
			l := pick(g, s.nested)
			return sp("%s[%s][%s %% 4]", l, g.index(l), g.intAtom())
		}
	case 3:
		if len(s.tuples) > 0 {
			t := pick(g, s.tuples)
			return sp("%s[%s]", t, g.index(t))
		}
	case 4:
		if len(s.dicts) > 0 {
			dict := pick(g, s.dicts)
			if g.safe || g.chance(60) {
				return sp("%s.get(%s, %s)", dict, g.key(), g.intAtom())
			}
			return sp("%s[%s]", dict, g.key())
		}
	case 5:
		if len(s.arrays) > 0 {
			b := pick(g, s.arrays)
			return sp("%s[%s]", b, g.index(b))
		}
	case 6:
		if len(s.blobs) > 0 {
			b := pick(g, s.blobs)
			return sp("%s[%s]", b, g.index(b))
		}
	}
	return g.int(d - 1)
}

// key returns a dict key.
func (g *gen) key() string {
	switch g.n(7) {
	case 0:
		return sp("'k%d'", g.n(5))
	case 6:
		return g.setKey()
	case 1:
		return sp("'k' + str(%s %% 5)", g.intAtom())
	case 2:
		return sp("%s %% 7", g.intAtom())
	case 3:
		return sp("%d", g.n(7))
	case 4:
		return pick(g, []string{"True", "1.0", "(1, 'a')", "2**62", "None"})
	}
	return sp("(%s & 3)", g.intAtom())
}

// setKey returns a key whose hash is CPython's.
func (g *gen) setKey() string {
	switch g.n(6) {
	case 0, 1:
		return sp("(%s & 1, %s %% 3)", g.intAtom(), g.intAtom())
	case 2:
		return g.intAtom()
	case 3:
		return pick(g, []string{"-1", "2**61 - 1", "1 - 2**61", "2**62", "-2**61", "False", "2.0", "(True, 1.0)"})
	}
	return sp("(%s %% 11 - 3)", g.intAtom())
}

// objectInt returns an int that an object gives.
func (g *gen) objectInt(d int) string {
	s := &g.scope
	var o string
	switch {
	case len(s.polys) > 0 && g.chance(50):
		l := pick(g, s.polys)
		o = sp("%s[%s %% len(%s)]", l, g.intAtom(), l)
	case len(s.objs) > 0:
		o = pick(g, s.objs)
	default:
		return g.int(d - 1)
	}
	switch g.n(9) {
	case 0, 1, 2:
		return sp("%s.%s", o, pick(g, []string{"a", "b", "p", "k"}))
	case 3, 4, 5:
		return sp("%s.m%d(%s)", o, g.n(2), g.args(d-1))
	case 6:
		return sp("(%s < %s)", o, pick(g, append([]string{"5", "'x'", "1.5"}, s.objs...)))
	case 7:
		return sp("(%s == %s)", o, pick(g, append([]string{"5", "'x'", "None"}, s.objs...)))
	}
	return pick(g, []string{sp("len(%s)", o), sp("%s[%s]", o, g.intAtom()), sp("%s(%s)", o, g.intAtom()), sp("(%s + %s)", o, g.intAtom()), sp("(%s * %s)", g.intAtom(), o)})
}

// args are those of a method m(self, x, y=...).
func (g *gen) args(d int) string {
	switch g.n(4) {
	case 0:
		return sp("%s, %s", g.int(d), g.int(d))
	case 1:
		return sp("%s, y=%s", g.int(d), g.int(d))
	case 2:
		return sp("y=%s, x=%s", g.int(d), g.int(d))
	}
	return g.int(d)
}

// call returns a call of a generated function, if one is cheap enough.
func (g *gen) call(result kind, d int) (string, bool) {
	var may []function
	for _, f := range g.fns {
		if f.result == result && (f.cost+1)*g.mult < maxWork/2 {
			may = append(may, f)
		}
	}
	if len(may) == 0 {
		return "", false
	}
	f := pick(g, may)
	g.work += f.cost * g.mult
	return sp("%s(%s)", f.name, g.arguments(f, d)), true
}

// arguments writes those of a call, some by name, defaults left out.
func (g *gen) arguments(f function, d int) string {
	n := len(f.params) - g.n(f.deflt+1)
	named := g.n(n + 2)
	var args []string
	for i := range n {
		e := g.value(f.kinds[i], d-1)
		if !g.safe && g.chance(2) && f.kinds[i] < kList {
			e = pick(g, []string{"None", "''", "1.5", "True", "[]"})
		}
		if i >= named {
			e = f.params[i] + "=" + e
		}
		args = append(args, e)
	}
	return strings.Join(args, ", ")
}

// value returns an expression of a kind.
func (g *gen) value(k kind, d int) string {
	s := &g.scope
	switch k {
	case kFloat:
		return g.float(d)
	case kStr:
		return g.str(d)
	case kList:
		if len(s.lists) > 0 {
			return pick(g, s.lists)
		}
		return "[1, 2, 3]"
	case kObj:
		if len(s.objs) > 0 {
			return pick(g, s.objs)
		}
		return g.newObject()
	}
	return g.int(d)
}

var floatConsts = []string{"0.0", "-0.0", "1.0", "0.5", "-1.5", "0.1", "3.0", "1e-320", "5e-324", "1e-77", "1e-78", "9e-78",
	"1e76", "1e77", "1e78", "1.7e308", "-1e308", "INF", "-INF", "NAN", "2.0**52", "2.0**53", "2.0**62", "2.0**63", "-2.0**63", "1e15", "1e16", "1e22", "123456.789"}

func (g *gen) floatAtom() string {
	s := &g.scope
	if len(s.floats) > 0 && g.chance(65) {
		return pick(g, s.floats)
	}
	if g.chance(50) {
		return sp("%d.%d", g.between(-20, 20), g.n(100))
	}
	return pick(g, floatConsts)
}

// smallFloat is one that int() accepts.
func (g *gen) smallFloat() string {
	return sp("%d.%d", g.between(-2000, 2000), g.n(1000))
}

// float returns a float expression of a depth at most d.
func (g *gen) float(d int) string {
	if d <= 0 {
		return g.floatAtom()
	}
	a := func() string { return g.float(d - 1) }
	switch g.n(22) {
	case 0, 1, 2:
		return sp("(%s + %s)", a(), a())
	case 3, 4:
		return sp("(%s - %s)", a(), a())
	case 5, 6, 7:
		return sp("(%s * %s)", a(), a())
	case 8, 9:
		return sp("(%s / %s)", a(), g.divisor(a()))
	case 10:
		return sp("(%s %s %s)", a(), pick(g, []string{"//", "%"}), g.divisor(a()))
	case 11:
		return sp("(%s %s %s)", a(), pick(g, []string{"+", "-", "*"}), g.smallInt())
	case 12:
		return sp("(%s %s %s)", g.smallInt(), pick(g, []string{"+", "-", "*"}), a())
	case 13:
		return sp("(%s / %s)", g.smallInt(), g.divisor(g.smallInt()))
	case 14:
		return sp("(-%s)", a())
	case 15:
		return sp("abs(%s)", a())
	case 16:
		return sp("%s(%s, %s)", pick(g, []string{"min", "max"}), a(), a())
	case 17:
		return sp("(%s if %s else %s)", a(), g.bool(1), a())
	case 18:
		if len(g.scope.flists) > 0 {
			l := pick(g, g.scope.flists)
			return sp("%s[%s]", l, g.index(l))
		}
		return sp("float(%s)", g.smallInt())
	case 19:
		if len(g.scope.objs) > 0 {
			return sp("%s.%s", pick(g, g.scope.objs), pick(g, []string{"f", "q(2.5)"}))
		}
		return a()
	case 20:
		if e, ok := g.call(kFloat, d); ok {
			return e
		}
	}
	return g.mathCall(a())
}

func (g *gen) mathCall(x string) string {
	if g.safe {
		return sp("math.sqrt(abs(%s))", x)
	}
	// The C library's functions may differ from ours in the last digit.
	switch g.n(8) {
	case 0:
		return sp("math.%s(%s)", pick(g, []string{"sqrt", "fabs"}), x)
	case 1:
		return sp("round(math.%s(%s), 9)", pick(g, []string{"sin", "cos", "atan", "tanh"}), x)
	case 2:
		return sp("math.fmod(%s, %s)", x, g.floatAtom())
	case 3:
		return sp("float(math.%s(%s))", pick(g, []string{"floor", "ceil", "trunc"}), x)
	case 4:
		return sp("math.copysign(%s, 1.0 if %s != 0 else %s)", g.floatAtom(), g.floatAtom(), g.floatAtom())
	case 5:
		return sp("round(math.atan2(%s, %s), 9)", x, g.floatAtom())
	case 6:
		return sp("round((0.5 + (%s %% 8.0)) ** 2, 6)", x)
	}
	return sp("round(%s, %d)", x, g.between(0, 4))
}

// smallInt is one that converts to a float in any case.
func (g *gen) smallInt() string {
	if len(g.scope.reads) > 0 && g.chance(50) {
		return pick(g, g.scope.reads)
	}
	if !g.safe && g.chance(50) {
		return g.intAtom()
	}
	return sp("%d", g.between(-9, 9))
}

// bool returns a condition.
func (g *gen) bool(d int) string {
	cmp := func() string { return pick(g, []string{"<", "<=", ">", ">=", "==", "!="}) }
	s := &g.scope
	switch g.n(14) {
	case 0, 1, 2:
		return sp("(%s %s %s)", g.int(d), cmp(), g.int(d-1))
	case 3, 4:
		return sp("(%s %s %s)", g.float(d), cmp(), g.float(d-1))
	case 5:
		return sp("(%s %s %s)", g.intAtom(), cmp(), g.floatAtom())
	case 6:
		return sp("(%s %s %s %s %s)", g.intAtom(), cmp(), g.intAtom(), cmp(), g.floatAtom())
	case 7:
		if d > 0 {
			return sp("(%s %s %s)", g.bool(d-1), pick(g, []string{"and", "or"}), g.bool(d-1))
		}
	case 8:
		if d > 0 {
			return sp("(not %s)", g.bool(d-1))
		}
	case 9:
		if len(s.bools) > 0 {
			return pick(g, s.bools)
		}
	case 10:
		if len(s.lists) > 0 {
			return sp("(%s %s %s)", g.intAtom(), pick(g, []string{"in", "not in"}), pick(g, s.lists))
		}
	case 11:
		if len(s.dicts) > 0 {
			return sp("(%s in %s)", g.key(), pick(g, s.dicts))
		}
		if len(s.sets) > 0 {
			return sp("(%s in %s)", g.setKey(), pick(g, s.sets))
		}
	case 12:
		if len(s.anys) > 0 {
			a := pick(g, s.anys)
			return pick(g, []string{sp("isinstance(%s, int)", a), sp("isinstance(%s, (float, str))", a), sp("(%s is None)", a), sp("(type(%s) is float)", a), sp("bool(%s)", a)})
		}
	case 13:
		if len(s.strs) > 1 {
			return sp("(%s %s %s)", pick(g, s.strs), cmp(), pick(g, s.strs))
		}
	}
	return sp("(%s %s %s)", g.intAtom(), cmp(), g.intAtom())
}

// str returns a str expression. What is stored is cut to length.
func (g *gen) str(d int) string {
	s := &g.scope
	if d <= 0 || g.chance(20) {
		if len(s.strs) > 0 && g.chance(70) {
			return pick(g, s.strs)
		}
		return pick(g, []string{"''", "'a'", "'xyz'", "'é'", "'日本'", "'\\U0001f600'", "'12'", "' x '"})
	}
	a := g.str(d - 1)
	switch g.n(12) {
	case 0, 1:
		return sp("(%s + %s)", a, g.str(d-1))
	case 2:
		if !g.safe {
			return sp("%s[%s]", a, g.intAtom())
		}
	case 3:
		return sp("%s[%d:%d]", a, g.between(-4, 4), g.between(-4, 6))
	case 4:
		return sp("str(%s)", g.int(1))
	case 5:
		return sp("chr(%s %% 900 + 32)", g.intAtom())
	case 6:
		return sp("(%s * (%s & 3))", a, g.intAtom())
	case 7:
		return sp("%s.%s", a, pick(g, []string{"upper()", "lower()", "strip()", "replace('x', 'yy')", "zfill(5)", "title()"}))
	case 8:
		return sp("f'{%s}:{%s!r}'", g.intAtom(), g.floatAtom())
	case 9:
		return sp("'%%d,%%s' %% (%s, %s)", g.intAtom(), a)
	case 10:
		return sp("','.join([%s, %s])", a, g.str(d-1))
	}
	return sp("%s[::%d]", a, pick(g, []int{-1, 2, -2}))
}
