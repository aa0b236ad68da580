package asm

import (
	"fmt"
	"math"
	"sync"

	"github.com/twitchyliquid64/golang-asm/obj"
	"github.com/twitchyliquid64/golang-asm/obj/x86"
	"github.com/twitchyliquid64/golang-asm/objabi"
)

// encoder holds the straight-line instructions of one Builder and what
// golang-asm needs to encode them. It drives that assembler's amd64 part
// directly: the Builder of golang-asm itself fills tables of all register and
// opcode names each time, for nothing here. Encoders are recycled.
type encoder struct {
	link  obj.Link
	rip   obj.LSym // stands for the labels in memory operands
	first *obj.Prog
	last  *obj.Prog
	slabs [][]obj.Prog
	n     int
	diag  string
	// For the Builder to start with.
	fix    []fixup
	rips   []Label
	raw    []byte
	starts []int
}

const slabSize = 256

var (
	encoders  = sync.Pool{New: func() any { return newEncoder() }}
	fillTable sync.Once
)

func newEncoder() *encoder {
	e := &encoder{}
	e.link.Arch = &x86.Linkamd64
	e.link.Headtype = objabi.Hlinux // what is said here concerns thread-local storage only
	e.link.IsAsm = true             // add no padding of its own
	e.link.DiagFunc = func(format string, args ...any) {
		if e.diag == "" {
			e.diag = fmt.Sprintf(format, args...)
		}
	}
	fillTable.Do(func() { x86.Linkamd64.Init(&e.link) })
	return e
}

// NewAMD64 makes a Builder of amd64 code.
func NewAMD64() *Builder {
	enc := encoders.Get().(*encoder)
	return &Builder{enc: enc, fix: enc.fix[:0], rips: enc.rips[:0], raw: enc.raw[:0], labels: make([]int, 0, 512)}
}

// release makes the encoder ready for another Builder.
func (e *encoder) release() {
	for i := range e.slabs {
		clear(e.slabs[i][:min(slabSize, max(0, e.n-i*slabSize))])
	}
	if len(e.slabs) > 16 {
		e.slabs = e.slabs[:16]
	}
	e.first, e.last, e.n, e.diag, e.link.Errors = nil, nil, 0, "", 0
	encoders.Put(e)
}

func (e *encoder) info(op Op) opInfo { return opTable[int(op)&obj.AMask] }

// prog appends an instruction.
func (e *encoder) prog(op Op) *obj.Prog {
	slab := e.n / slabSize
	if slab == len(e.slabs) {
		e.slabs = append(e.slabs, make([]obj.Prog, slabSize))
	}
	p := &e.slabs[slab][e.n%slabSize]
	e.n++
	p.Ctxt, p.As = &e.link, obj.As(op)
	if e.last == nil {
		e.first = p
	} else {
		e.last.Link = p
	}
	e.last = p
	return p
}

func (e *encoder) at(i int) *obj.Prog { return &e.slabs[i/slabSize][i%slabSize] }

// straight encodes the instructions one after the other.
func (e *encoder) straight() (code []byte, rel []obj.Reloc, err error) {
	if e.n == 0 {
		return nil, nil, nil
	}
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("asm: %v", r)
		}
	}()
	sym := &obj.LSym{Func: &obj.FuncInfo{Text: e.first}}
	x86.Linkamd64.Assemble(&e.link, sym, func() *obj.Prog { return &obj.Prog{Ctxt: &e.link} })
	if e.link.Errors != 0 || e.diag != "" {
		return nil, nil, fmt.Errorf("asm: %s", e.diag)
	}
	for i := range e.n {
		if p := e.at(i); p.Isize == 0 {
			return nil, nil, fmt.Errorf("asm: no encoding of %v", Op(p.As))
		}
	}
	for _, r := range sym.R {
		if r.Siz == 0 {
			continue // marks an indirect call
		}
		if r.Type != objabi.R_PCREL || r.Siz != 4 || r.Sym != &e.rip {
			return nil, nil, fmt.Errorf("asm: unexpected relocation %v", r.Type)
		}
		rel = append(rel, r)
	}
	return sym.P[:sym.Size], rel, nil
}

// reg is the operand of a register; pos is 0 for a source, 1 for the destination.
func (b *Builder) reg(op Op, pos int, r Reg) obj.Addr {
	info := b.enc.info(op)
	class, isByte := info.from, info.flags&byteSrc != 0
	if pos == 1 {
		class, isByte = info.to, info.flags&byteDst != 0
	}
	n := r.Num()
	switch {
	case n < 0, class == gpr && r.IsXMM(), class == xmm && !r.IsXMM():
		b.fail("%v cannot have the register %v", op, r)
	case isByte && r == RSP:
		b.fail("%v of the low byte of RSP", op) // unknown to golang-asm, and of no use
	case isByte:
		return obj.Addr{Type: obj.TYPE_REG, Reg: byteReg(n)}
	}
	return obj.Addr{Type: obj.TYPE_REG, Reg: int16(r)}
}

// byteReg is the low byte of general register n.
func byteReg(n int) int16 {
	return int16(x86.REG_AL + n)
}

func (b *Builder) imm(op Op, v int64) obj.Addr {
	info := b.enc.info(op)
	lo, hi := int64(math.MinInt64), int64(math.MaxInt64)
	switch {
	case info.flags&immUnsigned != 0:
		lo, hi = 0, 1<<info.bits-1
	case info.flags&immSigned != 0:
		lo, hi = -1<<(info.bits-1), 1<<(info.bits-1)-1
	case info.bits > 0:
		lo, hi = -1<<(info.bits-1), 1<<info.bits-1
	}
	if v < lo || v > hi || info.bits == 0 {
		b.fail("%v cannot have the immediate %#x", op, v)
	}
	if info.bits != 0 && info.flags&(immSigned|immUnsigned) == 0 {
		v = v << (64 - info.bits) >> (64 - info.bits) // the assembler's tables are of signed numbers
	}
	return obj.Addr{Type: obj.TYPE_CONST, Offset: v}
}

func (b *Builder) mem(m Mem) obj.Addr {
	if m.label != noLabel {
		return b.labelMem(m)
	}
	if (m.Base != NoReg && gprNumber(m.Base) < 0) || (m.Index != NoReg && gprNumber(m.Index) < 0) || m.Index == RSP {
		b.fail("memory operand %+v", m)
	}
	a := obj.Addr{Type: obj.TYPE_MEM, Reg: int16(m.Base), Index: int16(m.Index), Scale: int16(m.Scale), Offset: int64(m.Disp)}
	switch {
	case m.Index == NoReg:
		a.Scale = 0
	case m.Scale != 1 && m.Scale != 2 && m.Scale != 4 && m.Scale != 8:
		b.fail("scale %d in a memory operand", m.Scale)
	}
	return a
}

func (b *Builder) labelMem(m Mem) obj.Addr {
	if !b.known(m.label-1) || m.Base != NoReg || m.Index != NoReg {
		b.fail("memory operand %+v", m)
	}
	if b.done {
		b.fail("used after Assemble")
		return obj.Addr{}
	}
	b.rips = append(b.rips, m.label-1)
	return obj.Addr{Type: obj.TYPE_MEM, Name: obj.NAME_EXTERN, Sym: &b.enc.rip, Offset: int64(m.Disp)}
}
