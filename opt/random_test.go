package opt

import (
	"flag"
	"fmt"
	"math"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/go-python/gopython/internal/abi"
	"github.com/go-python/gopython/ir"
)

const testIntShape, testFloatShape = 11, 12

// host runs random functions: a frame and scratch objects in Go memory.
type host struct {
	regs    []uint64
	scratch [][]uint64
	slab    []uint64
	used    int
	sizes   map[uintptr]int // words of the objects in the slab
	seen    map[string]bool // what was seen at the tops of loops
	tooMuch bool
}

// newHost makes the memory for one input: the same for the same seed.
func newHost(seed uint64) *host {
	r := rand.New(rand.NewPCG(seed, 2))
	h := &host{regs: make([]uint64, abi.FrameHeaderWords+16), slab: make([]uint64, 1<<12), sizes: map[uintptr]int{}, seen: map[string]bool{}}
	h.regs[abi.FrameHeaderWords-1] = uint64(abi.None)
	word := func() abi.Value {
		switch r.IntN(6) {
		case 0:
			w, _ := abi.WordFloat(float64(r.IntN(100)) / 4)
			return w
		case 1:
			return abi.Bool(r.IntN(2) == 0)
		case 2:
			return abi.SmallInt(abi.MaxInt - int64(r.IntN(3)))
		}
		return abi.SmallInt(int64(r.IntN(20)) - 5)
	}
	for range 2 {
		o := make([]uint64, scratchWords)
		o[0] = abi.Header{Shape: scratchShape, Kind: abi.KindInstance}.Word()
		for i := 1; i < scratchWords; i++ {
			o[i] = uint64(word())
			if i >= 5 && i < 8 {
				o[i] = uint64(r.IntN(50))
			}
		}
		o[scratchLen/8] = uint64(8 - r.IntN(10)*r.IntN(10)/12)
		h.scratch = append(h.scratch, o)
	}
	small := func() abi.Value {
		if r.IntN(4) == 0 {
			return abi.SmallInt(abi.MinInt + int64(r.IntN(1<<20)))
		}
		return abi.SmallInt(int64(r.IntN(200)) - 40)
	}
	w, _ := abi.WordFloat(float64(r.IntN(1000)) / 8)
	obj := func(i int) abi.Value { return abi.Ptr(abi.AddrOf(h.scratch[i])) }
	for i, v := range []abi.Value{small(), small(), w, word(), obj(0), obj(r.IntN(2)), word(), word()} {
		h.regs[abi.FrameHeaderWords+i] = uint64(v)
	}
	return h
}

func (h *host) Frame() uintptr { return abi.AddrOf(h.regs) + abi.FrameHeaderSize }

func (h *host) alloc(header uint64, words int) []uint64 {
	if h.used+words > len(h.slab) {
		h.tooMuch = true
		h.used = 0
	}
	o := h.slab[h.used : h.used+words]
	clear(o)
	o[0] = header
	h.used += words
	h.sizes[abi.AddrOf(o)] = words
	return o
}

func (h *host) Slow(f *ir.Func, id ir.ID, args []uint64) uint64 {
	switch n := f.Node(id); n.Op {
	case ir.OpBoxInt:
		o := h.alloc(abi.Header{Shape: testIntShape, Kind: abi.KindInt64}.Word(), 2)
		o[1] = args[0]
		return uint64(abi.Ptr(abi.AddrOf(o)))
	case ir.OpBoxFloat:
		o := h.alloc(abi.Header{Shape: testFloatShape, Kind: abi.KindFloat}.Word(), 2)
		o[1] = args[0]
		return uint64(abi.Ptr(abi.AddrOf(o)))
	case ir.OpAlloc:
		return uint64(abi.AddrOf(h.alloc(uint64(n.Aux), int(n.Aux2/8))))
	}
	return 0
}

// Helper changes fields of a scratch object.
func (h *host) Helper(f *ir.Func, id ir.ID, args []uint64, value func(ir.ID) uint64) (uint64, bool) {
	o := h.scratch[0]
	o[5] = (o[5] + args[0]) & 0xff
	o[1] = uint64(abi.SmallInt(int64(o[5])))
	return o[5], true
}

func (h *host) CallPy(f *ir.Func, id ir.ID, args []uint64, value func(ir.ID) uint64) (uint64, bool) {
	return 0, false
}

func (h *host) Poll(f *ir.Func, id ir.ID, value func(ir.ID) uint64) bool {
	if s := f.Nodes[id].State; f.States[s].PC >= entryPC {
		h.seen[h.describe(f, s, value)] = true
	}
	return true
}

func (h *host) FailGuard(ir.ID) bool { return false }

// norm gives the Python value of raw bits in a representation.
func (h *host) norm(bits uint64, rep ir.Rep, depth int) string {
	switch rep {
	case ir.I64:
		return fmt.Sprintf("i%d", int64(bits))
	case ir.F64:
		if x := math.Float64frombits(bits); x != x {
			return "fnan"
		}
		return fmt.Sprintf("f%x", bits)
	case ir.Bool:
		return fmt.Sprintf("b%d", bits&1)
	}
	v := abi.Value(bits)
	switch {
	case v.IsInt():
		return h.norm(uint64(v.Int()), ir.I64, 0)
	case v.IsFloat():
		return h.norm(math.Float64bits(v.Float()), ir.F64, 0)
	case v.IsBool():
		return h.norm(b2u(v == abi.True), ir.Bool, 0)
	case !v.IsPtr():
		return fmt.Sprintf("w%x", bits)
	}
	for i, o := range h.scratch {
		if abi.AddrOf(o) == v.Addr() {
			return fmt.Sprintf("obj%d", i)
		}
	}
	switch v.Kind() {
	case abi.KindInt64:
		return h.norm(abi.Load64(v.Addr()+8), ir.I64, 0)
	case abi.KindFloat:
		return h.norm(abi.Load64(v.Addr()+8), ir.F64, 0)
	}
	words := make([]uint64, h.sizes[v.Addr()])
	for i := range words {
		words[i] = abi.Load64(v.Addr() + uintptr(8*i))
	}
	return h.object(words, depth)
}

func b2u(b bool) uint64 {
	if b {
		return 1
	}
	return 0
}

// object describes a new object: header, two words, a raw int.
func (h *host) object(words []uint64, depth int) string {
	if depth > 3 {
		return "{...}"
	}
	var b strings.Builder
	fmt.Fprintf(&b, "{%x", words[0])
	for i := 1; i < len(words); i++ {
		rep := ir.Tagged
		if i == 3 {
			rep = ir.I64
		}
		b.WriteString(" " + h.norm(words[i], rep, depth+1))
	}
	return b.String() + "}"
}

func (h *host) memory() string {
	var b strings.Builder
	for _, o := range h.scratch {
		for i, w := range o[1:] {
			rep := ir.Tagged
			if i >= 4 && i < 8 {
				rep = ir.I64
			}
			b.WriteString(h.norm(w, rep, 0) + " ")
		}
	}
	return b.String()
}

// describe gives a state with the values in it, and memory.
func (h *host) describe(f *ir.Func, s ir.StateID, value func(ir.ID) uint64) string {
	var b strings.Builder
	virtuals := f.States[s].Virtuals
	var ref func(r ir.Ref, depth int) string
	ref = func(r ir.Ref, depth int) string {
		num, ok := r.IsVirtual()
		if !ok {
			return h.norm(value(ir.ID(r)), f.Nodes[r].Rep, depth)
		}
		if depth > 3 {
			return "{...}"
		}
		for _, v := range virtuals {
			if v.Num != num {
				continue
			}
			parts := make([]string, v.Size/8)
			parts[0] = fmt.Sprintf("{%x", v.Header)
			for i := 1; i < len(parts); i++ {
				parts[i] = "i0"
			}
			for _, fl := range v.Fields {
				parts[fl.Off/8] = ref(fl.Val, depth+1)
			}
			return strings.Join(parts, " ") + "}"
		}
		return "missing"
	}
	for ; s != 0; s = f.States[s].Parent {
		st := &f.States[s]
		fmt.Fprintf(&b, "pc %d base %d:", st.PC, st.Base)
		for _, r := range st.Regs {
			fmt.Fprintf(&b, " r%d=%s", r.Reg, ref(r.Val, 0))
		}
	}
	return b.String() + "\n" + h.memory()
}

func evaluate(f *ir.Func, h *host) (ir.Outcome, string) {
	e := ir.Evaluator{IntShape: testIntShape, FloatShape: testFloatShape, CheckTypes: true, Limit: 3000}
	out := e.Run(f, h)
	switch out.Kind {
	case ir.Returned:
		return out, "returned " + h.norm(out.Result, ir.Tagged, 0) + "\n" + h.memory()
	case ir.Exited:
		return out, h.describe(f, out.State, e.Value)
	}
	return out, "broken"
}

// differ runs two functions on an input, and describes how the second one is wrong.
func differ(f, g *ir.Func, seed uint64) string {
	h1, h2 := newHost(seed), newHost(seed)
	o1, s1 := evaluate(f, h1)
	o2, s2 := evaluate(g, h2)
	switch {
	case o1.Kind == ir.Broken || h1.tooMuch:
		return ""
	case o2.Kind == ir.Broken:
		return fmt.Sprintf("broken: %v", o2.Err)
	case s1 == s2:
		return ""
	case o2.Kind == ir.Exited && g.States[o2.State].PC >= entryPC && h1.seen[s2]:
		return "" // a guard that was moved in front of a loop
	case o1.Kind == ir.Exited && o1.Node != 0:
		if _, over := isOver(f.Nodes[o1.Node].Op); over {
			return "" // the check was not needed
		}
	}
	return fmt.Sprintf("was\n%s\nis\n%s", s1, s2)
}

var (
	seeds     = flag.Int("seeds", 120, "random functions to test")
	firstSeed = flag.Int("first", 0, "first of them")
)

func init() {
	ir.Helpers = []ir.HelperInfo{{Name: "change", Result: ir.I64, Effects: ir.Effects{Reads: ir.AllMem, Writes: 1<<ir.MField | 1<<ir.MIter}}}
}

// TestRandom compares random functions before and after each pass.
func TestRandom(t *testing.T) {
	for i := range uint64(*seeds) {
		seed := i + uint64(*firstSeed)
		f := generate(seed)
		if err := f.Verify(); err != nil {
			t.Fatalf("seed %d: generated: %v\n%s", seed, err, f)
		}
		text := f.String()
		for _, p := range append([]Pass{{Name: "all"}}, Passes...) {
			g := mustParse(t, text)
			if p.Name == "all" {
				Run(g, Options{After: func(i int, p *Pass, g *ir.Func) {
					if err := g.Verify(); err != nil {
						t.Fatalf("seed %d: after %d %s: %v\n%s\nwas\n%s", seed, i, p.Name, err, g, text)
					}
					for input := range uint64(2) {
						if d := differ(f, g, seed<<8+input); d != "" {
							t.Fatalf("seed %d input %d after %d %s: %s\n%s\nbefore\n%s", seed, input, i, p.Name, d, g, text)
						}
					}
				}})
			} else {
				p.Run(g)
			}
			if err := g.Verify(); err != nil {
				t.Fatalf("seed %d: after %s: %v\n%s\nwas\n%s", seed, p.Name, err, g, text)
			}
			for input := range uint64(6) {
				if d := differ(f, g, seed<<8+input); d != "" {
					t.Fatalf("seed %d input %d after %s: %s\n%s\nbefore\n%s", seed, input, p.Name, d, g, text)
				}
			}
		}
	}
}
