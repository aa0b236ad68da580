package jit

import (
	"slices"

	"github.com/go-python/gopython/internal/bytecode"
)

// bitset is a set of small numbers.
type bitset []uint64

func newBitset(n int) bitset    { return make(bitset, (n+63)/64) }
func (s bitset) has(i int) bool { return s[i/64]>>(i%64)&1 != 0 }
func (s bitset) add(i int)      { s[i/64] |= 1 << (i % 64) }
func (s bitset) remove(i int)   { s[i/64] &^= 1 << (i % 64) }
func (s bitset) addAll(o bitset) (changed bool) {
	for i, w := range o {
		if w&^s[i] != 0 {
			s[i] |= w
			changed = true
		}
	}
	return changed
}

// flow is the control flow and liveness of one code object.
type flow struct {
	code   *bytecode.Code
	start  []bool            // a word that starts an instruction
	leader []bool            // an instruction that starts a basic block
	eff    []bytecode.Effect // by word, of instructions
	live   []bitset          // by word: registers that are read again before they are written
	loops  []loop            // outer ones before inner ones
	byHead map[int]int       // index in loops
	self   int               // the register of the parameter self, or -1
	// identity: there is an "is" with more than None.
	identity bool
}

// loop is a loop of the bytecode: the instructions from head to the last jump
// back to it.
type loop struct {
	head, end int
	assigned  bitset // registers written in it
}

func analyse(c *bytecode.Code) *flow {
	n := len(c.Instrs)
	fl := &flow{code: c, start: make([]bool, n+1), leader: make([]bool, n+1), eff: make([]bytecode.Effect, n), live: make([]bitset, n+1), byHead: map[int]int{}}
	var starts []int
	for i := 0; i < n; i += bytecode.Infos[c.Instrs[i].Op()].Words {
		fl.start[i] = true
		switch c.Instrs[i].Op() {
		case bytecode.IS, bytecode.JIS, bytecode.JISNOT:
			fl.identity = true
		}
		fl.eff[i] = c.Effect(i)
		starts = append(starts, i)
	}
	fl.self = -1
	if i := slices.Index(c.VarNames[:min(c.ArgCount+c.KwOnly, len(c.VarNames))], "self"); i >= 0 && c.Flags&bytecode.FlagOptimized != 0 {
		fl.self = i
	}
	fl.leader[0] = true
	ends := map[int]int{}
	for _, i := range starts {
		next := i + fl.words(i)
		if t, ok := bytecode.JumpTarget(c.Instrs[i], i); ok {
			fl.leader[t] = true
			fl.leader[next] = true
			if t <= i {
				ends[t] = max(ends[t], i)
			}
		} else if fl.eff[i].Ends || suspends(c.Instrs[i].Op()) {
			fl.leader[next] = true
		}
		if c.Instrs[i].Op() == bytecode.DELEGATE { // gone on with there
			fl.leader[i] = true
		}
	}
	for _, e := range c.Exc {
		fl.leader[e.Handler] = true
	}
	fl.liveness(starts)
	fl.findLoops(starts, ends)
	return fl
}

func (fl *flow) words(i int) int { return bytecode.Infos[fl.code.Instrs[i].Op()].Words }

// succs appends the instructions that may follow i without an exception.
func (fl *flow) succs(i int, to []int) []int {
	if t, ok := bytecode.JumpTarget(fl.code.Instrs[i], i); ok {
		to = append(to, t)
	}
	if !fl.eff[i].Ends {
		to = append(to, i+fl.words(i))
	}
	return to
}

// handler returns where an exception of instruction i continues, -1 without.
func (fl *flow) handler(i int) (at, reg int) {
	for k := range fl.code.Exc {
		if e := &fl.code.Exc[k]; int(e.Start) <= i && i < int(e.End) {
			return int(e.Handler), int(e.Reg)
		}
	}
	return -1, 0
}

// nameErrors are the instructions that may raise a NameError, which refers to
// self: its message may say that an attribute was meant.
var nameErrors = [256]bool{bytecode.LOADGLOBAL: true, bytecode.CHECK: true, bytecode.LOADCELL: true}

func (fl *flow) liveness(starts []int) {
	n := fl.code.NumRegs
	all := make(bitset, len(fl.live)*((n+63)/64))
	w := (n + 63) / 64
	for i := range fl.live {
		fl.live[i] = all[i*w : (i+1)*w : (i+1)*w]
	}
	after, taken := newBitset(n), newBitset(n)
	var to [2]int
	for changed := true; changed; {
		changed = false
		for k := len(starts) - 1; k >= 0; k-- {
			i := starts[k]
			e := &fl.eff[i]
			clear(after)
			if fl.code.Instrs[i].Op() == bytecode.FORITER {
				t, _ := bytecode.JumpTarget(fl.code.Instrs[i], i)
				copy(taken, fl.live[t])
				taken.remove(int(fl.code.Instrs[i].A()) / 8)
				after.addAll(taken)
				after.addAll(fl.live[i+2])
				fl.kill(after, nil, e.Window)
			} else {
				for _, s := range fl.succs(i, to[:0]) {
					after.addAll(fl.live[s])
				}
				fl.kill(after, e.Writes, e.Window)
				fl.kill(after, e.Clears, 0)
			}
			if h, reg := fl.handler(i); h >= 0 {
				copy(taken, fl.live[h])
				taken.remove(reg)
				after.addAll(taken)
			}
			if fl.self >= 0 && nameErrors[fl.code.Instrs[i].Op()] {
				after.add(fl.self)
			}
			for _, list := range [2][][2]int{e.Reads, e.Maybe} {
				for _, r := range list {
					for x := r[0]; x < r[1]; x++ {
						after.add(x)
					}
				}
			}
			if fl.live[i].addAll(after) {
				changed = true
			}
		}
	}
}

func (fl *flow) kill(s bitset, regs [][2]int, window int) {
	for _, r := range regs {
		for x := r[0]; x < r[1]; x++ {
			s.remove(x)
		}
	}
	if window > 0 {
		for x := window - bytecode.WindowHeader; x < fl.code.NumRegs; x++ {
			s.remove(x)
		}
	}
}

// findLoops finds the loops and what is written in them: by all instructions
// that can be reached from the head and reach it.
func (fl *flow) findLoops(starts []int, ends map[int]int) {
	for _, h := range starts {
		end, ok := ends[h]
		if !ok {
			continue
		}
		l := loop{head: h, end: end, assigned: newBitset(fl.code.NumRegs)}
		fwd := fl.reach(h)
		back := fl.reaching(h, starts)
		for _, i := range starts {
			if !fwd[i] || !back[i] {
				continue
			}
			e := &fl.eff[i]
			for _, list := range [2][][2]int{e.Writes, e.Clears} {
				for _, r := range list {
					for x := r[0]; x < r[1]; x++ {
						l.assigned.add(x)
					}
				}
			}
			if e.Window > 0 {
				for x := e.Window - bytecode.WindowHeader; x < fl.code.NumRegs; x++ {
					l.assigned.add(x)
				}
			}
		}
		fl.byHead[h] = len(fl.loops)
		fl.loops = append(fl.loops, l)
	}
}

func (fl *flow) reach(from int) []bool {
	seen := make([]bool, len(fl.start))
	work := []int{from}
	seen[from] = true
	var to [3]int
	for len(work) > 0 {
		i := work[len(work)-1]
		work = work[:len(work)-1]
		next := fl.succs(i, to[:0])
		if h, _ := fl.handler(i); h >= 0 {
			next = append(next, h)
		}
		for _, s := range next {
			if !seen[s] {
				seen[s] = true
				work = append(work, s)
			}
		}
	}
	return seen
}

func (fl *flow) reaching(to int, starts []int) []bool {
	seen := make([]bool, len(fl.start))
	seen[to] = true
	var buf [3]int
	for changed := true; changed; {
		changed = false
		for k := len(starts) - 1; k >= 0; k-- {
			i := starts[k]
			if seen[i] {
				continue
			}
			next := fl.succs(i, buf[:0])
			if h, _ := fl.handler(i); h >= 0 {
				next = append(next, h)
			}
			for _, s := range next {
				if seen[s] {
					seen[i], changed = true, true
					break
				}
			}
		}
	}
	return seen
}

// inside returns the loops (as a set of bits) that contain instruction i.
func (fl *flow) inside(i int) uint64 {
	var s uint64
	for k := range fl.loops {
		if k < 64 && fl.loops[k].head <= i && i <= fl.loops[k].end {
			s |= 1 << k
		}
	}
	return s
}

// suspends reports whether an instruction gives control away.
func suspends(op bytecode.Op) bool { return op == bytecode.YIELD || op == bytecode.DELEGATE }
