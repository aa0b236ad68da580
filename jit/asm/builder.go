package asm

import (
	"fmt"
	"math"

	"github.com/twitchyliquid64/golang-asm/obj"
)

// Reg is a machine register; NoReg (zero) is none.
type Reg int16

// Op is a machine operation.
type Op int16

// Label is a place in the code of one Builder.
type Label int32

// NoReg is the absence of a register.
const NoReg Reg = 0

// maxInstructions bounds the memory of a Builder, which is some 200 bytes each.
const maxInstructions = 1 << 20

// noLabel marks a Mem which is not relative to a label: Mem.label holds the
// label plus one, so that the zero Mem needs no care.
const noLabel = 0

// Mem is a memory operand: Base + Index*Scale + Disp, where Base or Index or
// both may be NoReg, or the address of a label (see At, Idx, LabelMem).
type Mem struct {
	Base, Index Reg
	Scale       uint8 // 1, 2, 4, 8; may be 0 where there is no index
	Disp        int32
	label       Label
}

// At is the memory at base+disp.
func At(base Reg, disp int32) Mem { return Mem{Base: base, Disp: disp} }

// Idx is the memory at base+index*scale+disp.
func Idx(base, index Reg, scale uint8, disp int32) Mem {
	return Mem{Base: base, Index: index, Scale: scale, Disp: disp}
}

// LabelMem is the memory at a label (relative to the program counter).
func LabelMem(l Label) Mem { return Mem{label: l + 1} }

// Builder collects the code of one region. It is used once, by one goroutine:
// emit, bind the labels, Assemble, then read Offset.
//
// The methods are named after the forms of the operands: R a register, M
// memory, I an immediate, in the order in which they are written: sources
// first, destination last. Comparisons have methods of their own (CmpRR ...)
// whose flags are always those of the first operand against the second.
//
// A part of a register is what the operation says: MOVB and SETEQ take the low
// byte of RSI, MOVL its low half.
//
// The first error sticks: what follows it is ignored, and Assemble returns it.
type Builder struct {
	enc    *encoder
	fix    []fixup
	labels []int // offset after Assemble; -1: not bound, -2: bound, offset not known yet
	rips   []Label
	raw    []byte
	align  int
	err    error
	done   bool
}

type fixKind uint8

const (
	fixBind  fixKind = iota
	fixJump          // op, label
	fixAlign         // a: size, b: offset
	fixRaw           // raw[a:b]
	fixDelta         // 4 bytes: label - label a
)

// fixup is something placed by the layout, between two instructions.
type fixup struct {
	kind  fixKind
	long  bool // jump: has a 32-bit displacement
	cc    jumpCode
	label Label
	at    int32 // number of instructions before it
	a, b  int32
	pos   int32 // offset in the final code
	size  int32
}

// Err is the first error so far.
func (b *Builder) Err() error { return b.err }

func (b *Builder) fail(format string, args ...any) {
	if b.err == nil {
		b.err = fmt.Errorf("asm: "+format, args...)
	}
}

// NewLabel makes a label which is not bound yet.
func (b *Builder) NewLabel() Label {
	b.labels = append(b.labels, -1)
	return Label(len(b.labels) - 1)
}

// Bind puts the label here.
func (b *Builder) Bind(l Label) {
	if !b.known(l) {
		return
	}
	if b.labels[l] != -1 {
		b.fail("label %d is bound twice", l)
		return
	}
	b.labels[l] = -2
	b.place(fixup{kind: fixBind, label: l})
}

// Here makes a label and binds it here.
func (b *Builder) Here() Label {
	l := b.NewLabel()
	b.Bind(l)
	return l
}

// Offset is where the label is in the assembled code; -1 before Assemble, and
// of a label never bound.
func (b *Builder) Offset(l Label) int {
	if !b.done || b.err != nil || l < 0 || int(l) >= len(b.labels) {
		return -1
	}
	return b.labels[l]
}

// MaxAlign is the alignment which the address of the code must have for the
// alignments inside it to hold: at least 1.
func (b *Builder) MaxAlign() int { return max(1, b.align) }

// Align fills up with no-operations until the offset in the code is offset
// modulo size. size is a power of two up to 4096.
func (b *Builder) Align(size, offset int) {
	if size <= 0 || size > 4096 || size&(size-1) != 0 || offset < 0 || offset >= size {
		b.fail("alignment to %d modulo %d", offset, size)
		return
	}
	b.align = max(b.align, size)
	b.place(fixup{kind: fixAlign, a: int32(size), b: int32(offset)})
}

// Bytes puts raw bytes into the code.
func (b *Builder) Bytes(p ...byte) {
	n := len(b.raw)
	b.raw = append(b.raw, p...)
	b.place(fixup{kind: fixRaw, a: int32(n), b: int32(len(b.raw))})
}

// Quad puts a little-endian 64-bit word into the code.
func (b *Builder) Quad(v uint64) {
	b.Bytes(byte(v), byte(v>>8), byte(v>>16), byte(v>>24), byte(v>>32), byte(v>>40), byte(v>>48), byte(v>>56))
}

// Delta puts a 32-bit word into the code: the distance to target from base,
// for tables of jumps.
func (b *Builder) Delta(target, base Label) {
	if b.known(target) && b.known(base) {
		b.place(fixup{kind: fixDelta, label: target, a: int32(base)})
	}
}

// Jump jumps to the label; op is JMP, a conditional jump, or CALL.
func (b *Builder) Jump(op Op, l Label) {
	cc, ok := jumpCodes(op)
	if !ok {
		b.fail("%v is not a jump", op)
		return
	}
	if b.known(l) {
		b.place(fixup{kind: fixJump, cc: cc, label: l, long: cc == jumpCall})
	}
}

func (b *Builder) place(f fixup) {
	if b.done {
		b.fail("used after Assemble")
	}
	if b.err != nil {
		return
	}
	f.at = int32(b.enc.n)
	b.fix = append(b.fix, f)
}

func (b *Builder) known(l Label) bool {
	if l < 0 || int(l) >= len(b.labels) {
		b.fail("label %d is not of this builder", l)
		return false
	}
	return true
}

// Op0 emits an operation without operands.
func (b *Builder) Op0(op Op) {
	if op == INT3 {
		b.Bytes(0xCC) // golang-asm knows only the form with a number
		return
	}
	b.emit(op, f0)
}

// R emits op reg.
func (b *Builder) R(op Op, r Reg) { b.unary(op, b.reg(op, 0, r), fR) }

// M emits op mem.
func (b *Builder) M(op Op, m Mem) { b.unary(op, b.mem(m), fM) }

// RR emits op src, dst.
func (b *Builder) RR(op Op, src, dst Reg) {
	b.emit(op, fRR, b.reg(op, 0, src), b.reg(op, 1, dst))
}

// IR emits op $imm, dst.
func (b *Builder) IR(op Op, imm int64, dst Reg) {
	switch {
	case op != MOVQ:
	case imm >= 0 && imm <= math.MaxUint32 && !dst.IsXMM():
		op = MOVL // two bytes shorter, and the upper half becomes zero
	case imm != int64(int32(imm)):
		b.MovImm64(imm, dst)
		return
	}
	b.emit(op, fIR, b.imm(op, imm), b.reg(op, 1, dst))
}

// MR emits op mem, dst.
func (b *Builder) MR(op Op, src Mem, dst Reg) {
	b.emit(op, fMR, b.mem(src), b.reg(op, 1, dst))
}

// RM emits op src, mem.
func (b *Builder) RM(op Op, src Reg, dst Mem) {
	b.emit(op, fRM, b.reg(op, 0, src), b.mem(dst))
}

// IM emits op $imm, mem.
func (b *Builder) IM(op Op, imm int64, dst Mem) {
	b.emit(op, fIM, b.imm(op, imm), b.mem(dst))
}

// RRR emits op src, src, dst.
func (b *Builder) RRR(op Op, s1, s2, dst Reg) {
	b.emit(op, fRRR, b.reg(op, 0, s1), b.reg(op, 1, s2), b.reg(op, 1, dst))
}

// MRR emits op mem, src, dst.
func (b *Builder) MRR(op Op, s1 Mem, s2, dst Reg) {
	b.emit(op, fMRR, b.mem(s1), b.reg(op, 1, s2), b.reg(op, 1, dst))
}

// RMR emits op src, mem, dst.
func (b *Builder) RMR(op Op, s1 Reg, s2 Mem, dst Reg) {
	b.emit(op, fRMR, b.reg(op, 0, s1), b.mem(s2), b.reg(op, 1, dst))
}

// IRR emits op $imm, src, dst.
func (b *Builder) IRR(op Op, imm int64, src, dst Reg) {
	b.emit(op, fIRR, b.imm(op, imm), b.reg(op, 0, src), b.reg(op, 1, dst))
}

// IMR emits op $imm, mem, dst.
func (b *Builder) IMR(op Op, imm int64, src Mem, dst Reg) {
	b.emit(op, fIMR, b.imm(op, imm), b.mem(src), b.reg(op, 1, dst))
}

// IRRR emits op $imm, src, src, dst.
func (b *Builder) IRRR(op Op, imm int64, s1, s2, dst Reg) {
	b.emit(op, fIRRR, b.imm(op, imm), b.reg(op, 0, s1), b.reg(op, 0, s2), b.reg(op, 1, dst))
}

// CmpRR sets the flags of x against y, of integers (CMPx) as of doubles
// (UCOMISD, COMISD).
func (b *Builder) CmpRR(op Op, x, y Reg) { b.compare(op, fCmpRR, b.reg(op, 0, x), b.reg(op, 0, y)) }

// CmpRI sets the flags of x against imm.
func (b *Builder) CmpRI(op Op, x Reg, imm int64) {
	b.compare(op, fCmpRI, b.reg(op, 0, x), b.imm(op, imm))
}

// CmpRM sets the flags of x against y.
func (b *Builder) CmpRM(op Op, x Reg, y Mem) { b.compare(op, fCmpRM, b.reg(op, 0, x), b.mem(y)) }

// CmpMR sets the flags of x against y; integers only.
func (b *Builder) CmpMR(op Op, x Mem, y Reg) { b.compare(op, fCmpMR, b.mem(x), b.reg(op, 0, y)) }

// CmpMI sets the flags of x against imm.
func (b *Builder) CmpMI(op Op, x Mem, imm int64) { b.compare(op, fCmpMI, b.mem(x), b.imm(op, imm)) }

// LeaLabel puts the address of a label into dst.
func (b *Builder) LeaLabel(l Label, dst Reg) { b.MR(LEAQ, LabelMem(l), dst) }

// MovImm64 puts imm into dst in the form with a 64-bit immediate, whatever its
// value: always ten bytes, the last eight of them imm.
func (b *Builder) MovImm64(imm int64, dst Reg) {
	n := gprNumber(dst)
	if n < 0 {
		b.fail("MovImm64 to %v", dst)
		return
	}
	b.Bytes(0x48|byte(n>>3), 0xB8|byte(n&7))
	b.Quad(uint64(imm))
}

// unary places the one operand where golang-asm looks for it.
func (b *Builder) unary(op Op, a obj.Addr, f form) {
	info := b.check(op, f)
	if b.err != nil {
		return
	}
	p := b.enc.prog(op)
	if info.flags&unarySrc != 0 {
		p.From = a
	} else {
		p.To = a
	}
}

func (b *Builder) compare(op Op, f form, x, y obj.Addr) {
	info := b.check(op, f)
	if b.err != nil {
		return
	}
	p := b.enc.prog(op)
	if info.flags&cmpReversed != 0 {
		x, y = y, x
	}
	p.From, p.To = x, y
}

func (b *Builder) emit(op Op, f form, args ...obj.Addr) {
	b.check(op, f)
	if b.err != nil {
		return
	}
	p := b.enc.prog(op)
	if len(args) == 0 {
		return
	}
	p.From, p.To = args[0], args[len(args)-1]
	if len(args) > 2 {
		p.RestArgs = append([]obj.Addr(nil), args[1:len(args)-1]...)
	}
}

// check says whether the operation is one of the table, in this form.
func (b *Builder) check(op Op, f form) opInfo {
	if b.done {
		b.fail("used after Assemble")
	}
	info := b.enc.info(op)
	if info.forms&f == 0 {
		b.fail("%v has no form %v", op, f)
	} else if b.err == nil && b.enc.n >= maxInstructions {
		b.fail("more than %d instructions", maxInstructions)
	}
	return info
}
