package dump

import (
	"cmp"
	"fmt"
	"html"
	"html/template"
	"maps"
	"math"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"
)

// regionView is a region with what its page computes.
type regionView struct {
	*Region
	Stages       []stageView
	Hot, Stubs   []group
	Taken, Never []Exit // exits
}

type stageView struct {
	Stage
	Lines         []diffLine
	Add, Del, Chg int
	Width         int  // of the bar for the number of nodes, per cent
	Final         bool // the last one that changed something
}

// Same reports whether the pass changed nothing.
func (s *stageView) Same() bool { return s.Add+s.Del+s.Chg == 0 && len(s.Lines) == 0 }

// group is machine instructions that were made for one node.
type group struct {
	IR    string
	Place string // "code:pc" for links, "" without
	Insns []Insn
}

func view(r *Region) *regionView {
	v := &regionView{Region: r}
	most := 1
	for _, s := range r.Stages {
		most = max(most, s.Nodes)
	}
	for i, s := range r.Stages {
		sv := stageView{Stage: s, Width: 100 * s.Nodes / most}
		if i == 0 {
			for _, line := range splitLines(s.Text) {
				sv.Lines = append(sv.Lines, diffLine{Text: line})
			}
		} else if before := r.Stages[i-1].Text; before != s.Text {
			sv.Lines = diff(before, s.Text)
		}
		for _, l := range sv.Lines {
			switch l.Kind {
			case "add":
				sv.Add++
			case "del":
				sv.Del++
			case "chg":
				sv.Chg++
			}
		}
		v.Stages = append(v.Stages, sv)
	}
	for i := len(v.Stages) - 1; i >= 0; i-- {
		if !v.Stages[i].Same() {
			v.Stages[i].Final = true
			break
		}
	}
	for _, in := range r.Machine {
		to := &v.Hot
		if in.Stub {
			to = &v.Stubs
		}
		n := len(*to)
		if n == 0 || (*to)[n-1].Insns[0].Node != in.Node || (*to)[n-1].Insns[0].Block != in.Block {
			g := group{IR: in.IR}
			switch {
			case in.Node != 0:
				g.Place = place(in.Code, in.PC)
			case in.Block != 0:
				g.IR = fmt.Sprintf("b%d: end", in.Block)
			case !in.Stub:
				g.IR = "entry"
			default:
				g.IR = "common"
			}
			*to = append(*to, g)
			n++
		}
		(*to)[n-1].Insns = append((*to)[n-1].Insns, in)
	}
	for _, x := range r.Exits {
		if x.Count > 0 {
			v.Taken = append(v.Taken, x)
		} else {
			v.Never = append(v.Never, x)
		}
	}
	slices.SortStableFunc(v.Taken, func(x, y Exit) int { return cmp.Compare(y.Count, x.Count) })
	return v
}

func place(code, pc int) string {
	if code < 0 {
		return ""
	}
	return fmt.Sprintf("%d:%d", code, pc)
}

var register = regexp.MustCompile(`\br(\d+)\b`)

// named writes the names of variables behind registers, but not in strings.
func named(text string, vars []string) template.HTML {
	parts := strings.SplitAfter(text, `"`)
	for i, p := range parts {
		p = html.EscapeString(p)
		if i%2 == 0 {
			p = register.ReplaceAllStringFunc(p, func(r string) string {
				if n, _ := strconv.Atoi(r[1:]); n < len(vars) {
					return r + "<sub>" + html.EscapeString(vars[n]) + "</sub>"
				}
				return r
			})
		}
		parts[i] = p
	}
	return template.HTML(strings.Join(parts, ""))
}

// heat is how strongly a line that was run n times of at most max is coloured, in
// per cent.
func heat(n uint32, most uint32) int {
	if n == 0 || most == 0 {
		return 0
	}
	return 8 + int(62*math.Log(float64(n)+1)/math.Log(float64(most)+1))
}

// Hottest is the largest count of the code's lines.
func (c *Code) Hottest() uint32 {
	most := uint32(0)
	for _, l := range c.Source {
		most = max(most, l.Count)
	}
	for _, in := range c.Instrs {
		most = max(most, in.Count)
	}
	return most
}

// duration writes a time with three digits or so.
func duration(d time.Duration) string {
	switch {
	case d < 10*time.Microsecond:
		return fmt.Sprintf("%.1f µs", float64(d)/1e3)
	case d < time.Millisecond:
		return fmt.Sprintf("%.0f µs", float64(d)/1e3)
	case d < 10*time.Millisecond:
		return fmt.Sprintf("%.2f ms", float64(d)/1e6)
	}
	return fmt.Sprintf("%.0f ms", float64(d)/1e6)
}

// share is part of whole in per cent.
func share(part, whole time.Duration) float64 {
	if whole <= 0 {
		return 0
	}
	return math.Round(1000*float64(part)/float64(whole)) / 10
}

// PerBytecode is the time of compilation for each bytecode.
func (r *Region) PerBytecode() time.Duration { return r.Total() / time.Duration(max(r.Bytecodes, 1)) }

// Nodes gives the number of nodes before and after optimisation.
func (r *Region) Nodes() [2]int {
	if len(r.Stages) == 0 {
		return [2]int{}
	}
	return [2]int{r.Stages[0].Nodes, r.Stages[len(r.Stages)-1].Nodes}
}

// Slowest is the longest compilation.
func (x *Index) Slowest() time.Duration {
	d := time.Duration(0)
	for _, r := range x.Regions {
		d = max(d, r.Total())
	}
	return d
}

// Sum adds up what the index shows on top.
func (x *Index) Sum() (s struct {
	Time                        time.Duration
	Bytecodes, Code, Left, Gone int
}) {
	for _, r := range x.Regions {
		s.Time += r.Total()
		s.Bytecodes += r.Bytecodes
		s.Code += r.CodeBytes
		s.Left += r.Left()
		if r.Invalid != "" {
			s.Gone++
		}
	}
	return s
}

// NotCompiled lists the reasons for refusals, the most frequent first.
func (x *Index) NotCompiled() []string {
	return slices.SortedFunc(maps.Keys(x.Refused), func(a, b string) int {
		return cmp.Or(cmp.Compare(x.Refused[b], x.Refused[a]), cmp.Compare(a, b))
	})
}

// pages are the templates. They are only parsed when there is something to write:
// that takes a tenth of the time that the whole program takes to start.
var pages = sync.OnceValue(func() *template.Template {
	return template.Must(template.New("").Funcs(template.FuncMap{
		"base": filepath.Base, "duration": duration, "share": share, "named": named, "heat": heat, "place": place,
		"first": func(i int) bool { return i == 0 },
		"per":   func(d time.Duration, n int) string { return duration(d / time.Duration(max(n, 1))) },
	}).Parse(text))
})
