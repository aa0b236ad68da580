package bytecode

// Assigned tells which variables of a function (by index in VarNames) have
// certainly been written, with a value or with unbound, whenever control is at
// the word at. The registers of others may hold anything: the compiler clears
// a variable on entry only if something can read it before it is assigned.
func (c *Code) Assigned(at int) []bool {
	n := len(c.VarNames)
	a := assignment{c: c, states: map[int][]bool{}}
	entry := make([]bool, n)
	for i := range min(c.Params(), n) {
		entry[i] = true
	}
	start := 0
	for start < len(c.Instrs) && c.Instrs[start].Op() == COPYFREE || start < len(c.Instrs) && c.Instrs[start].Op() == CLEAR && c.Pos[start].Line == 0 {
		a.write(entry, start)
		start++
	}
	if all(entry) {
		return entry
	}
	a.reach(start, entry)
	for len(a.work) > 0 {
		i := a.work[len(a.work)-1]
		a.work = a.work[:len(a.work)-1]
		a.step(i)
	}
	for ; at >= 0; at-- { // at may be a later word of an instruction
		if s, ok := a.states[at]; ok {
			return s
		}
	}
	return make([]bool, n)
}

// Params returns the number of registers that hold arguments.
func (c *Code) Params() int {
	n := c.ArgCount + c.KwOnly
	for _, f := range []uint32{FlagVarArgs, FlagVarKeywords} {
		if c.Flags&f != 0 {
			n++
		}
	}
	return n
}

func all(s []bool) bool {
	for _, x := range s {
		if !x {
			return false
		}
	}
	return true
}

// assignment is a data flow analysis: the state at an instruction is what all
// paths to it have in common.
type assignment struct {
	c      *Code
	states map[int][]bool
	work   []int
}

func (a *assignment) reach(i int, s []bool) {
	old, ok := a.states[i]
	if !ok {
		a.states[i] = append([]bool(nil), s...)
		a.work = append(a.work, i)
		return
	}
	changed := false
	for k := range old {
		if old[k] && !s[k] {
			old[k], changed = false, true
		}
	}
	if changed {
		a.work = append(a.work, i)
	}
}

// write marks what the instruction at i writes.
func (a *assignment) write(s []bool, i int) {
	in := a.c.Instrs[i]
	mark := func(reg, n int) {
		for k := reg; k < reg+n && k < len(s); k++ {
			s[k] = true
		}
	}
	regs := [3]uint16{in.A(), in.B(), in.C()}
	info := Infos[in.Op()]
	for k, kind := range []byte{info.A, info.B, info.C} {
		if kind == 'd' || kind == 'u' {
			mark(int(regs[k])/8, 1)
		}
	}
	switch in.Op() {
	case CLEAR, COPYFREE:
		mark(int(in.A())/8, int(in.B()))
	case UNPACK:
		mark(int(in.A())/8, int(in.C()))
	case UNPACKEX:
		mark(int(in.A())/8, int(in.C())+1+int(in.X()))
	}
}

func (a *assignment) step(i int) {
	c, s := a.c, a.states[i]
	in := c.Instrs[i]
	info := Infos[in.Op()]
	for _, h := range c.Exc {
		if int(h.Start) <= i && i < int(h.End) {
			t := append([]bool(nil), s...)
			if int(h.Reg) < len(t) {
				t[h.Reg] = true
			}
			a.reach(int(h.Handler), t)
			break
		}
	}
	after := append([]bool(nil), s...)
	a.write(after, i)
	switch {
	case in.Op() == FORITER: // falls through without an item
		a.reach(i+int(int16(in.C())), after)
		after = append([]bool(nil), s...)
	case info.C == 'j':
		a.reach(i+int(int16(in.C())), after)
	case info.B == 'J':
		a.reach(i+int(int32(in.BC())), after)
	}
	switch in.Op() {
	case RETURN, RETGEN, RAISE, RERAISE, JMP, LOOP, TRAP:
		return
	}
	if next := i + info.Words; next < len(c.Instrs) {
		a.reach(next, after)
	}
}
