package fuzz

import (
	"fmt"
	"math/rand/v2"
	"strings"
)

// maxWork bounds the statements that one unit runs, roughly.
const maxWork = 60000

// Program is a generated program.
type Program struct {
	Seed  uint64
	Units []string // the text of each
}

// Source returns the text of the whole program.
func (p *Program) Source() string { return p.Only(-1) }

// Only returns the program with one unit alone, or with all if unit is negative.
func (p *Program) Only(unit int) string {
	var b strings.Builder
	b.WriteString(prelude)
	for i, u := range p.Units {
		if unit < 0 || unit == i {
			b.WriteString(u)
		}
	}
	return b.String()
}

// Generate makes the program of a seed, of so many units.
func Generate(seed uint64, units int) *Program {
	p := &Program{Seed: seed}
	for i := range units {
		g := &gen{r: rand.New(rand.NewPCG(seed, uint64(i))), unit: i}
		p.Units = append(p.Units, g.makeUnit())
	}
	return p
}

// prelude is what every program starts with: the digest, which takes in the repr
// of all values, and prints ever more rarely; and the note of an exception,
// which counts them by type and message.
const prelude = `import math
INF = float("inf")
NAN = INF - INF
digest, snaps, notes = 0, 0, {}
SHADOWED = ("abs", "len", "min", "ord", "int", "isinstance")


def snap(*vals, int=int, len=len):
    global digest, snaps
    text = repr(vals)
    digest = (digest * 31 + int.from_bytes(text.encode(), "little")) % 0x1FFFFFFFFFFFFFFF
    snaps += 1
    if snaps < 4 or snaps % 16 == 0:
        print(snaps, digest, text if len(text) < 600 else text[:600])


def note(e, len=len):
    global digest
    key = type(e).__name__ + ": " + str(e)[:200]
    notes[key] = notes.get(key, 0) + 1
    digest = (digest * 33 + len(key)) % 0x1FFFFFFFFFFFFFFF


def run(name, f, *args):
    global digest, snaps
    digest, snaps = 0, 0
    notes.clear()
    try:
        print(name, "returns", repr(f(*args))[:300])
    except Exception as e:
        print(name, "raises", type(e).__name__, str(e)[:200])
    for builtin in SHADOWED:
        globals().pop(builtin, None)
    print(name, digest, snaps, notes)


class Odd(Exception):
    pass


class Odder(Odd):
    def __init__(self, n):
        super().__init__("odder", n)
        self.n = n


class Ctx:
    def __init__(self, swallow):
        self.swallow, self.n = swallow, 0

    def __enter__(self):
        self.n += 1
        return self

    def __exit__(self, t, e, tb):
        if e is not None:
            note(e)
        return self.swallow


`

// gen writes one unit.
type gen struct {
	r      *rand.Rand
	unit   int
	out    strings.Builder
	indent int
	names  int     // temporaries made so far
	mult   float64 // how often the current statement runs in a call of its function
	work   float64 // statements a call of the current function runs
	safe   bool    // nothing here may raise
	loops  int     // enclosing loops of the current function
	inFn   bool    // return is allowed
	scope  scope

	fns     []function
	gens    []function
	classes []class
	globals []string
	pairs   []string // functions of two ints that return two
	vias    []string // functions of an int that call themselves by way of a variable
}

// scope is the names of a function, by type.
type scope struct {
	ints, floats, bools, strs     []string // assignable
	reads                         []string // ints that are only read: loop variables
	lists, flists, nested         []string
	dicts, tuples, arrays, blobs  []string
	sets                          []string
	objs, polys, anys, ctrs, ctxs []string
}

type kind byte

const (
	kInt kind = iota
	kFloat
	kStr
	kList
	kObj
)

// function is something generated that can be called.
type function struct {
	name   string
	params []string
	kinds  []kind
	deflt  int // how many of the last parameters have defaults
	result kind
	cost   float64
}

type class struct {
	name  string
	slots bool
}

func (g *gen) line(format string, args ...any) {
	g.work += g.mult
	g.out.WriteString(strings.Repeat("    ", g.indent))
	fmt.Fprintf(&g.out, format, args...)
	g.out.WriteByte('\n')
}

// block writes an indented block, never an empty one.
func (g *gen) block(body func()) {
	before := g.out.Len()
	g.indent++
	body()
	if g.out.Len() == before {
		g.line("pass")
	}
	g.indent--
}

// times writes the body of a loop that runs n times.
func (g *gen) times(n int, body func()) {
	mult := g.mult
	g.mult *= float64(max(n, 1))
	g.loops++
	g.block(body)
	g.loops--
	g.mult = mult
}

func (g *gen) n(n int) int         { return g.r.IntN(n) }
func (g *gen) chance(pct int) bool { return g.r.IntN(100) < pct }

// between returns a number from lo to hi.
func (g *gen) between(lo, hi int) int { return lo + g.r.IntN(hi-lo+1) }

func (g *gen) temp(prefix string) string {
	g.names++
	return fmt.Sprintf("%s%d", prefix, g.names)
}

func pick[T any](g *gen, from []T) T { return from[g.r.IntN(len(from))] }

// fits reports whether a loop of n rounds more may be opened here.
func (g *gen) fits(n int) bool { return g.mult*float64(n)*4 <= maxWork }
