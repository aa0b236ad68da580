package asm

import (
	"fmt"
	"math"
	"sync"

	"github.com/twitchyliquid64/golang-asm/obj"
	"github.com/twitchyliquid64/golang-asm/obj/x86"
	"github.com/twitchyliquid64/golang-asm/objabi"
)

// encoder drives the amd64 part of golang-asm directly, an instruction at a
// time: its Builder fills tables of all register and opcode names each time,
// for nothing here. Only what has no template needs one.
type encoder struct {
	link obj.Link
	rip  obj.LSym // stands for the labels in memory operands
	prog obj.Prog
	rest [1]obj.Addr
	fn   obj.FuncInfo
	sym  obj.LSym
	diag string
}

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

// encode has golang-asm encode one instruction. rel is where the displacement
// relative to the program counter is, and what is added to it; -1: there is none.
// The bytes are good until the next call.
func (e *encoder) encode(op Op, s *formShape, o *operands) (code []byte, rel int, add int32, err error) {
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("asm: %v", r)
		}
	}()
	e.diag, e.link.Errors = "", 0
	e.prog = obj.Prog{Ctxt: &e.link, As: obj.As(op)}
	e.operands(op, s, o)
	e.fn = obj.FuncInfo{Text: &e.prog}
	e.sym = obj.LSym{Func: &e.fn, P: nil, R: e.sym.R[:0]}
	x86.Linkamd64.Assemble(&e.link, &e.sym, func() *obj.Prog { return &obj.Prog{Ctxt: &e.link} })
	if e.link.Errors != 0 || e.diag != "" {
		return nil, 0, 0, fmt.Errorf("asm: %s", e.diag)
	}
	if e.prog.Isize == 0 {
		return nil, 0, 0, fmt.Errorf("asm: no encoding of %v", op)
	}
	rel = -1
	for _, r := range e.sym.R {
		if r.Siz == 0 {
			continue // marks an indirect call
		}
		if r.Type != objabi.R_PCREL || r.Siz != 4 || r.Sym != &e.rip || rel >= 0 {
			return nil, 0, 0, fmt.Errorf("asm: unexpected relocation %v", r.Type)
		}
		rel, add = int(r.Off), int32(r.Add)
	}
	if (rel >= 0) != (o.mem.label != noLabel) {
		return nil, 0, 0, fmt.Errorf("asm: a label in a memory operand was not encoded")
	}
	return e.sym.P[:e.prog.Isize], rel, add, nil
}

// operands puts the operands where golang-asm looks for them.
func (e *encoder) operands(op Op, s *formShape, o *operands) {
	info := opTable[int(op)&obj.AMask]
	p, n := &e.prog, len(s.kinds)
	for i, k := range s.kinds {
		var a obj.Addr
		switch k {
		case 'I':
			a = obj.Addr{Type: obj.TYPE_CONST, Offset: o.imm}
		case 'M':
			a = e.mem(&o.mem)
		default:
			r := o.regs[i]
			a = obj.Addr{Type: obj.TYPE_REG, Reg: int16(r)}
			if info.isByte(s.pos[i]) {
				a.Reg = int16(x86.REG_AL + r.Num())
			}
		}
		switch {
		case n == 1 && info.flags&unarySrc == 0:
			p.To = a
		case n == 2 && info.flags&cmpReversed != 0 && i == 0:
			p.To = a
		case n == 2 && info.flags&cmpReversed != 0:
			p.From = a
		case i == 0:
			p.From = a
		case i == n-1:
			p.To = a
		default:
			if p.RestArgs == nil {
				p.RestArgs = e.rest[:0]
			}
			p.RestArgs = append(p.RestArgs, a)
		}
	}
}

func (e *encoder) mem(m *Mem) obj.Addr {
	if m.label != noLabel {
		return obj.Addr{Type: obj.TYPE_MEM, Name: obj.NAME_EXTERN, Sym: &e.rip, Offset: int64(m.Disp)}
	}
	a := obj.Addr{Type: obj.TYPE_MEM, Reg: int16(m.Base), Index: int16(m.Index), Scale: int16(m.Scale), Offset: int64(m.Disp)}
	if m.Index == NoReg {
		a.Scale = 0
	}
	return a
}

// checkReg says whether an operation can have a register; pos is 0 for a source,
// 1 for the destination.
func (b *Builder) checkReg(op Op, info *opInfo, pos uint8, r Reg) {
	class := info.from
	if pos == 1 {
		class = info.to
	}
	switch {
	case r.Num() < 0, class == gpr && r.IsXMM(), class == xmm && !r.IsXMM():
		b.fail("%v cannot have the register %v", op, r)
	case r == RSP && info.isByte(pos):
		b.fail("%v of the low byte of RSP", op) // unknown to golang-asm, and of no use
	}
}

// immediate checks an immediate, and brings it into golang-asm's form.
func (b *Builder) immediate(op Op, info *opInfo, v int64) int64 {
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
	return v
}

func (b *Builder) checkMem(m *Mem) {
	switch {
	case m.label != noLabel:
		if !b.known(m.label-1) || m.Base != NoReg || m.Index != NoReg {
			b.fail("memory operand %+v", *m)
		}
	case (m.Base != NoReg && gprNumber(m.Base) < 0) || (m.Index != NoReg && gprNumber(m.Index) < 0) || m.Index == RSP:
		b.fail("memory operand %+v", *m)
	case m.Index != NoReg && m.Scale != 1 && m.Scale != 2 && m.Scale != 4 && m.Scale != 8:
		b.fail("scale %d in a memory operand", m.Scale)
	}
}
