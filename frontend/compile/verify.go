package compile

import (
	"fmt"

	"github.com/go-python/gopython/internal/bytecode"
)

// Verify checks code, and the code in it, for what the interpreter relies on:
//
//   - every operand is in range, every jump lands on an instruction
//   - call windows have room for the header below them and for the arguments
//   - the exception table is nested, inner entries first
//   - control does not run off the end
//   - a register is only read where it has certainly been written since entry,
//     and not been given to a callee since; only CHECK, MAKECELL and the like
//     may meet an unbound variable
func Verify(c *bytecode.Code) error {
	v := &verifier{c: c}
	if err := v.run(); err != nil {
		return fmt.Errorf("%s (%s:%d): %w", c.Qualname, c.Filename, c.FirstLine, err)
	}
	for _, k := range c.Consts {
		if inner, ok := k.(*bytecode.Code); ok {
			if err := Verify(inner); err != nil {
				return err
			}
		}
	}
	return nil
}

type verifier struct {
	c      *bytecode.Code
	starts []bool
	// states, by address: bit 2r says that register r has been written, bit
	// 2r+1 that it holds a value other than unbound
	states [][]uint64
	work   []int
}

func (v *verifier) run() error {
	c := v.c
	if len(c.Pos) != len(c.Instrs) {
		return fmt.Errorf("%d positions for %d words", len(c.Pos), len(c.Instrs))
	}
	if c.NumRegs > bytecode.MaxRegs {
		return fmt.Errorf("%d registers", c.NumRegs)
	}
	v.starts = make([]bool, len(c.Instrs)+1)
	for i := 0; i < len(c.Instrs); i += bytecode.Infos[c.Instrs[i].Op()].Words {
		if int(c.Instrs[i].Op()) >= bytecode.NumOps {
			return fmt.Errorf("%d: no such instruction", i)
		}
		v.starts[i] = true
	}
	for i := range c.Instrs {
		if v.starts[i] {
			if err := v.operands(i); err != nil {
				return fmt.Errorf("%d %s: %w", i, c.Instrs[i].Op(), err)
			}
		}
	}
	if err := v.exceptions(); err != nil {
		return err
	}
	return v.flow()
}

func (v *verifier) start(i int) error {
	if i < 0 || i >= len(v.c.Instrs) || !v.starts[i] {
		return fmt.Errorf("%d is not the start of an instruction", i)
	}
	return nil
}

func (v *verifier) operands(i int) error {
	in := v.c.Instrs[i]
	info := bytecode.Infos[in.Op()]
	if i+info.Words > len(v.c.Instrs) {
		return fmt.Errorf("cut off")
	}
	vals := [3]uint16{in.A(), in.B(), in.C()}
	for n, kind := range []byte{info.A, info.B, info.C} {
		val := int(vals[n])
		switch kind {
		case 'd', 'r', 'u':
			if val%8 != 0 || val/8 >= v.c.NumRegs {
				return fmt.Errorf("register %d of %d", val/8, v.c.NumRegs)
			}
		case 'w':
			if val%8 != 0 || val/8 >= v.c.NumRegs || val/8 < header {
				return fmt.Errorf("window %d of %d", val/8, v.c.NumRegs)
			}
		case 'k':
			if val%8 != 0 || val/8 >= len(v.c.Consts) {
				return fmt.Errorf("constant %d of %d", val/8, len(v.c.Consts))
			}
		case 'K':
			if n == 1 && int(in.BC()/8) >= len(v.c.Consts) {
				return fmt.Errorf("constant %d of %d", in.BC()/8, len(v.c.Consts))
			}
		}
	}
	if t, ok := bytecode.JumpTarget(in, i); ok {
		return v.start(t)
	}
	return nil
}

func (v *verifier) exceptions() error {
	exc := v.c.Exc
	for i, e := range exc {
		if e.Start >= e.End || int(e.End) > len(v.c.Instrs) || !v.starts[e.Start] || !v.starts[e.End] {
			return fmt.Errorf("exception entry %v: bad range", e)
		}
		if err := v.start(int(e.Handler)); err != nil {
			return err
		}
		if int(e.Reg) >= v.c.NumRegs {
			return fmt.Errorf("exception entry %v: bad register", e)
		}
		for _, o := range exc[i+1:] {
			overlap := e.Start < o.End && o.Start < e.End
			if overlap && (e.Start < o.Start || e.End > o.End) {
				return fmt.Errorf("exception entries %v and %v are not nested", e, o)
			}
		}
	}
	return nil
}

func span(r, n int) [2]int { return [2]int{r, r + n} }

func (v *verifier) has(s []uint64, bit int) bool { return s[bit/64]>>(bit%64)&1 != 0 }

// flow follows all paths.
func (v *verifier) flow() error {
	c := v.c
	v.states = make([][]uint64, len(c.Instrs))
	entry := make([]uint64, (2*c.NumRegs+63)/64)
	given := c.ArgCount + c.KwOnly
	if c.Flags&bytecode.FlagVarArgs != 0 {
		given++
	}
	if c.Flags&bytecode.FlagVarKeywords != 0 {
		given++
	}
	if c.Flags&bytecode.FlagOptimized == 0 {
		given = 1
	}
	set(entry, span(0, given), 3)
	v.reach(0, entry)
	for len(v.work) > 0 {
		i := v.work[len(v.work)-1]
		v.work = v.work[:len(v.work)-1]
		if err := v.step(i); err != nil {
			return fmt.Errorf("%d %s (line %d): %w", i, c.Instrs[i].Op(), c.Pos[i].Line, err)
		}
	}
	return nil
}

// set sets the bits of registers.
func set(s []uint64, r [2]int, bits uint64) {
	for i := r[0]; i < r[1]; i++ {
		s[i/32] = s[i/32]&^(3<<(i%32*2)) | bits<<(i%32*2)
	}
}

// reach notes that control gets to address i in a state.
func (v *verifier) reach(i int, s []uint64) {
	old := v.states[i]
	if old == nil {
		v.states[i] = append([]uint64(nil), s...)
		v.work = append(v.work, i)
		return
	}
	changed := false
	for k := range old {
		if n := old[k] & s[k]; n != old[k] {
			old[k] = n
			changed = true
		}
	}
	if changed {
		v.work = append(v.work, i)
	}
}

func (v *verifier) step(i int) error {
	e := v.c.Effect(i)
	before := v.states[i]
	in := v.c.Instrs[i]
	for _, r := range e.Reads {
		for k := r[0]; k < r[1]; k++ {
			if k < 0 || k >= v.c.NumRegs {
				return fmt.Errorf("register %d of %d", k, v.c.NumRegs)
			}
			if !v.has(before, 2*k+1) {
				return fmt.Errorf("register %d may have no value", k)
			}
		}
	}
	for _, r := range e.Maybe {
		if !v.has(before, 2*r[0]) {
			return fmt.Errorf("register %d has not been cleared", r[0])
		}
	}
	s := append([]uint64(nil), before...)
	if e.Window > 0 {
		set(s, [2]int{e.Window - header, v.c.NumRegs}, 0)
	}
	for _, h := range v.c.Exc {
		if int(h.Start) <= i && i < int(h.End) {
			t := append([]uint64(nil), s...)
			set(t, [2]int{min(int(h.Reg)+2, v.c.NumRegs), v.c.NumRegs}, 0) // unwinding clears them
			set(t, span(int(h.Reg), 1), 3)
			v.reach(int(h.Handler), t)
			break
		}
	}
	after := append([]uint64(nil), s...)
	for _, r := range append(e.Writes, e.Clears...) {
		if r[0] < 0 || r[1] > v.c.NumRegs {
			return fmt.Errorf("registers %d to %d of %d", r[0], r[1], v.c.NumRegs)
		}
	}
	for _, r := range e.Writes {
		set(after, r, 3)
	}
	for _, r := range e.Clears {
		set(after, r, 1)
	}
	next := i + bytecode.Infos[in.Op()].Words
	if in.Op() == bytecode.FORITER { // falls through without a value
		t, _ := bytecode.JumpTarget(in, i)
		if t2 := i + 1 + int(int16(v.c.Instrs[i+1].C())); t2 != t {
			return fmt.Errorf("FORITER goes to %d, FORRET to %d", t, t2)
		}
		v.reach(t, after)
		after = s
	} else if t, ok := bytecode.JumpTarget(in, i); ok {
		v.reach(t, after)
	}
	if e.Ends {
		return nil
	}
	if err := v.start(next); err != nil {
		return err
	}
	v.reach(next, after)
	return nil
}
