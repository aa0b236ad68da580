package jit

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/go-python/gopython/ir"
)

// Stats counts what the compiler did.
type Stats struct {
	Bytecodes, Nodes, CodeBytes int
	Times                       []RegionTime // of all regions compiled, in that order
	Invalidated, Postponed      int
	Freed                       int            // bytes of code that were given back
	Refused                     map[string]int // code that is not compiled, by reason
	Exits                       map[string]int // by place; counted with Config.Stats
	Reasons                     map[string]int // exits by what failed; likewise
	Helpers                     [numHelpers]int
	Steps                       map[string]int // instructions that the interpreter executed for compiled code
	Sites                       map[string]int // helper calls, by place
	Slow                        map[string]int // slow paths, likewise
	Natives                     map[string]int // functions written in Go that compiled code called
	Elapsed                     time.Duration  // since the compiler was made
}

// RegionTime is what compiling a region took. Bytecodes counts the instructions
// that were built, with those of inlined functions as often as they were inlined.
type RegionTime struct {
	Name             string
	Bytecodes, Nodes int
	CodeBytes        int
	Build, Opt, Emit time.Duration
}

// Total is the whole time.
func (r RegionTime) Total() time.Duration { return r.Build + r.Opt + r.Emit }

func (r RegionTime) perBytecode() time.Duration {
	return r.Total() / time.Duration(max(r.Bytecodes, 1))
}

func newStats() Stats {
	return Stats{Refused: map[string]int{}, Exits: map[string]int{}, Reasons: map[string]int{}, Steps: map[string]int{}, Natives: map[string]int{}, Sites: map[string]int{}, Slow: map[string]int{}}
}

// compiled counts a region.
func (s *Stats) compiled(r RegionTime) {
	s.Times = append(s.Times, r)
	s.Bytecodes += r.Bytecodes
	s.Nodes += r.Nodes
	s.CodeBytes += r.CodeBytes
}

// exit counts an exit that was taken.
func (s *Stats) exit(r *region, node ir.ID, block ir.BlockID) {
	if node == 0 {
		reason := r.f.Block(block).Reason.String()
		s.Reasons["exit "+reason]++
		s.Exits[r.name()+"  exit "+reason]++
		return
	}
	s.Reasons[r.f.Node(node).Op.String()]++
	s.Exits[r.name()+"  "+r.f.NodeString(node)]++
}

// String is the report of -X jit-stats.
func (s Stats) String() string {
	var b strings.Builder
	fmt.Fprintf(&b, "jit: %d regions compiled: %d bytecodes, %d nodes, %d bytes of code; %d invalidated, %d times postponed\n",
		len(s.Times), s.Bytecodes, s.Nodes, s.CodeBytes, s.Invalidated, s.Postponed)
	if s.Freed > 0 {
		fmt.Fprintf(&b, "code given back: %d bytes\n", s.Freed)
	}
	if len(s.Times) > 0 {
		s.writeTimes(&b)
	}
	helpers := map[string]int{}
	for h, n := range s.Helpers {
		helpers[helperTable[h].Name] = n
	}
	writeCounts(&b, "not compiled", s.Refused, 20)
	writeCounts(&b, "exits, by what failed", s.Reasons, 20)
	writeCounts(&b, "exits, by place", s.Exits, 20)
	writeCounts(&b, "helper calls", helpers, 40)
	writeCounts(&b, "interpreted instructions (in helper calls \"step\")", s.Steps, 20)
	writeCounts(&b, "helper calls, by place", s.Sites, 20)
	writeCounts(&b, "slow paths, by place", s.Slow, 20)
	writeCounts(&b, "functions written in Go (in helper calls \"call_native\")", s.Natives, 20)
	return b.String()
}

// writeTimes writes a table of compile times: of stages, of all together, and of
// regions, whole and per bytecode.
func (s *Stats) writeTimes(b *strings.Builder) {
	var sum RegionTime
	var whole, each []time.Duration
	for _, r := range s.Times {
		sum.Build += r.Build
		sum.Opt += r.Opt
		sum.Emit += r.Emit
		whole = append(whole, r.Total())
		each = append(each, r.perBytecode())
	}
	total := sum.Total()
	fmt.Fprintf(b, "compile time (of the processor): %s = build %s + optimise %s + emit %s", short(total), short(sum.Build), short(sum.Opt), short(sum.Emit))
	if s.Elapsed > 0 {
		fmt.Fprintf(b, "; %.1f%% of %s", 100*float64(total)/float64(s.Elapsed), short(s.Elapsed))
	}
	fmt.Fprintf(b, "\n  %-14s %9s %9s %9s %9s\n", "", "mean", "median", "p99", "max")
	row := func(name string, mean time.Duration, ds []time.Duration) {
		slices.Sort(ds)
		fmt.Fprintf(b, "  %-14s %9s %9s %9s %9s\n", name, short(mean), short(quantile(ds, 0.5)), short(quantile(ds, 0.99)), short(ds[len(ds)-1]))
	}
	row("a region", total/time.Duration(len(s.Times)), whole)
	row("a bytecode", total/time.Duration(max(s.Bytecodes, 1)), each)
	slowest := slices.Clone(s.Times)
	slices.SortStableFunc(slowest, func(x, y RegionTime) int { return cmp.Compare(y.Total(), x.Total()) })
	fmt.Fprintf(b, "  %9s %9s %9s %9s %9s %6s %6s  slowest\n", "total", "build", "optimise", "emit", "bytecodes", "nodes", "bytes")
	for _, r := range slowest[:min(len(slowest), 5)] {
		fmt.Fprintf(b, "  %9s %9s %9s %9s %9d %6d %6d  %s\n", short(r.Total()), short(r.Build), short(r.Opt), short(r.Emit), r.Bytecodes, r.Nodes, r.CodeBytes, r.Name)
	}
}

// quantile is the least of the sorted ds that a share q of them does not exceed.
func quantile(ds []time.Duration, q float64) time.Duration {
	i := int(q*float64(len(ds)) + 0.999999)
	return ds[min(max(i, 1), len(ds))-1]
}

// short writes a duration with three digits.
func short(d time.Duration) string {
	switch x := float64(d); {
	case d < 10*time.Microsecond:
		return fmt.Sprintf("%.2fµs", x/1e3)
	case d < time.Millisecond:
		return fmt.Sprintf("%.0fµs", x/1e3)
	case d < 10*time.Millisecond:
		return fmt.Sprintf("%.2fms", x/1e6)
	case d < time.Second:
		return fmt.Sprintf("%.0fms", x/1e6)
	}
	return fmt.Sprintf("%.2fs", d.Seconds())
}

// writeCounts writes the largest of some counts, largest first.
func writeCounts(b *strings.Builder, title string, m map[string]int, most int) {
	sum := 0
	keys := slices.SortedFunc(maps.Keys(m), func(x, y string) int {
		return cmp.Or(cmp.Compare(m[y], m[x]), cmp.Compare(x, y))
	})
	for i, k := range keys {
		if m[k] == 0 {
			keys = keys[:i]
			break
		}
		sum += m[k]
	}
	if sum == 0 {
		return
	}
	fmt.Fprintf(b, "%s: %d\n", title, sum)
	rest := 0
	for i, k := range keys {
		if i >= most {
			rest += m[k]
			continue
		}
		fmt.Fprintf(b, "  %9d  %s\n", m[k], k)
	}
	if rest > 0 {
		fmt.Fprintf(b, "  %9d  in %d more\n", rest, len(keys)-most)
	}
}

// countSite counts a helper call at its place in the source.
func (j *JIT) countSite(x *exitInfo) {
	j.stats.Helpers[x.n.Aux]++
	j.stats.Sites[j.siteName(x, helperTable[x.n.Aux].Name)]++
}

// siteName names the place of an exit, and what goes on there.
func (j *JIT) siteName(x *exitInfo, what string) string {
	c := x.r.f.Codes[x.n.Code]
	info := j.iso.CodeAt(c.Index)
	return fmt.Sprintf("%s  %s line %d (%s)", what, c.Name, info.Pos[x.n.PC].Line, info.Instrs[x.n.PC].Op())
}
