package amd64

import "github.com/go-python/gopython/ir"

// Insn is an instruction of a listing.
type Insn struct {
	Offset, Len int
	Text        string // Intel syntax
	Node        ir.ID  // what it was made for; 0: a block end, or a stub
	Block       ir.BlockID
	Stub        bool // behind the hot path
}

// Listing decodes the code as if it was at address base.
func Listing(code *Code, base uintptr) []Insn {
	var out []Insn
	line := -1
	for pc := 0; pc < code.codeEnd; {
		for line+1 < len(code.Lines) && code.Lines[line+1].Offset <= pc {
			line++
		}
		n, text := decode(code.Bytes[pc:code.codeEnd], uint64(base)+uint64(pc))
		in := Insn{Offset: pc, Len: n, Text: text, Stub: pc >= code.hotEnd}
		if line >= 0 {
			in.Node, in.Block = code.Lines[line].Node, code.Lines[line].Block
		}
		out = append(out, in)
		pc += n
	}
	return out
}

// Parts gives the offsets behind the hot path and behind the stubs that follow
// it; the rest is constants.
func (c *Code) Parts() (hot, stubs int) { return c.hotEnd, c.codeEnd }

func (k ExitKind) String() string {
	return [...]string{"deopt", "slow path", "poll", "helper", "call", "resume", "return"}[k]
}
