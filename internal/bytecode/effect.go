package bytecode

// Effect is what an instruction does to registers, as ranges of slot numbers
// (first, one past the last).
type Effect struct {
	Reads  [][2]int
	Maybe  [][2]int // read, and may be unbound
	Writes [][2]int
	Clears [][2]int // become unbound
	Window int      // registers from Window-WindowHeader on are lost; 0: none
	Ends   bool     // control does not go on behind it
}

// WindowHeader is the number of registers before a call window that its frame
// header takes.
const WindowHeader = 6

func span(r, n int) [2]int { return [2]int{r, r + n} }

// Effect describes the instruction at address i.
func (c0 *Code) Effect(i int) Effect {
	in := c0.Instrs[i]
	op, x := in.Op(), int(in.X())
	a, b, c := int(in.A())/8, int(in.B())/8, int(in.C())/8
	n, m := int(in.B()), int(in.C())
	var e Effect
	info := Infos[op]
	for k, kind := range []byte{info.A, info.B, info.C} {
		r := [3]int{a, b, c}[k]
		switch kind {
		case 'r':
			e.Reads = append(e.Reads, span(r, 1))
		case 'd':
			e.Writes = append(e.Writes, span(r, 1))
		case 'u':
			e.Reads = append(e.Reads, span(r, 1))
			e.Writes = append(e.Writes, span(r, 1))
		}
	}
	switch op {
	case CLEAR:
		e.Writes, e.Clears = nil, [][2]int{span(a, n)}
	case CHECK:
		e.Reads, e.Maybe, e.Writes = nil, [][2]int{span(a, 1)}, [][2]int{span(a, 1)}
	case MAKECELL:
		e.Reads, e.Maybe = nil, [][2]int{span(a, 1)}
	case COPYFREE:
		e.Writes = [][2]int{span(a, n)}
	case FORMATVALUE:
		if x&ConvNoSpec != 0 {
			e.Reads = [][2]int{span(b, 1)}
		}
	case GETSLICE:
		e.Reads = [][2]int{span(b, 1), span(c, 2+int(x))}
	case SETSLICE:
		e.Reads = [][2]int{span(a, 1), span(b, 2), span(c, 1)}
	case BUILDSLICE:
		e.Reads = [][2]int{span(b, m)}
	case BUILDLIST, BUILDTUPLE, BUILDSET, BUILDSTRING:
		e.Reads = [][2]int{span(b, m)}
	case BUILDDICT:
		e.Reads = [][2]int{span(b, 2*m)}
	case LISTEXTEND:
		if x == 0 {
			e.Reads = [][2]int{span(a, 1), span(b, 1)}
		}
	case UNPACK:
		e.Writes = [][2]int{span(a, m)}
	case UNPACKEX:
		e.Writes = [][2]int{span(a, m+1+x)}
	case CALL, CALLKW:
		e.Reads = [][2]int{span(a-1, 1), span(a+x, n)}
		if x == 1 {
			e.Maybe = [][2]int{span(a, 1)}
		}
		e.Window = a
		e.Writes = [][2]int{span(a, 1)}
	case CALLEX:
		e.Reads = [][2]int{span(a-1, 3-n)}
		e.Window = a
		e.Writes = [][2]int{span(a, 1)}
	case CALLMETHOD:
		e.Reads = [][2]int{span(a, n+1)}
		e.Window = a
		e.Writes = [][2]int{span(a, 1)}
	case METHOD, SUPERMETHOD:
		e.Writes = [][2]int{span(a-1, 2)}
		if op == SUPERMETHOD {
			e.Reads = [][2]int{span(b, 3)}
		}
	case SUPERATTR:
		e.Reads = [][2]int{span(b, 3)}
	case MAKEFUNCTION:
		e.Reads = nil
		for bit := range 4 {
			if x>>bit&1 != 0 {
				e.Reads = append(e.Reads, span(c+bit, 1))
			}
		}
	case IMPORTNAME:
		e.Reads = [][2]int{span(c, 2)}
	case FORITER:
		e.Window = int(c0.Instrs[i+1].B()) / 8
	case DELEGATE:
		e.Window = c
	case LOADDICTCELL:
		e.Reads = append(e.Reads, span(x, 1))
	case RAISE:
		e.Reads = [][2]int{span(a, 1), span(b, 1)}[:x]
		e.Ends = true
	case RETURN, RETGEN, RERAISE, JMP, LOOP, TRAP:
		e.Ends = true
	}
	return e
}

// JumpTarget is where an instruction at address i may jump.
func JumpTarget(in Instr, i int) (int, bool) {
	info := Infos[in.Op()]
	switch {
	case info.C == 'j':
		return i + int(int16(in.C())), true
	case info.B == 'J':
		return i + int(int32(in.BC())), true
	}
	return 0, false
}
