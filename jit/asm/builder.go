package asm

import (
	"errors"
	"fmt"
	"math"
	"math/bits"
	"sync"

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

// maxInstructions bounds the memory of a Builder.
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
	buffers
	enc    *encoder // made when it is needed
	n      int      // instructions
	direct bool     // use no templates: for tests
	align  int
	err    error
	done   bool
}

// buffers are memory that Builders use one after the other.
type buffers struct {
	src    []byte // the instructions, one after the other
	fix    []fixup
	labels []place
	rel    []relocation
}

var bufferPool = sync.Pool{New: func() any { return new(buffers) }}

// place is where a label is bound; after Assemble, at is its offset.
type place struct {
	at  int32 // in the straight-line code; -1: not bound
	fix int32 // how many fixups are in front of it
}

// NewAMD64 makes a Builder of amd64 code.
func NewAMD64() *Builder { return &Builder{buffers: *bufferPool.Get().(*buffers)} }

// Release gives the Builder's memory to others: nothing can be asked of it any more.
func (b *Builder) Release() {
	free := &buffers{b.src[:0], b.fix[:0], b.labels[:0], b.rel[:0]}
	*b = Builder{err: errors.New("asm: used after Release"), done: true}
	bufferPool.Put(free)
}

type fixKind uint8

const (
	fixJump  fixKind = iota // op, label
	fixAlign                // a: size, b: offset
	fixDelta                // 4 bytes: label - label a
)

// relocation is a displacement relative to the program counter.
type relocation struct {
	label Label
	at    int32 // in the straight-line code
	add   int32 // to the distance from the end of the displacement
}

// fixup is something placed by the layout, between two instructions.
type fixup struct {
	kind  fixKind
	long  bool // jump: has a 32-bit displacement
	cc    jumpCode
	label Label
	at    int32 // where in the straight-line code
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
	b.labels = append(b.labels, place{at: -1})
	return Label(len(b.labels) - 1)
}

// Bind puts the label here.
func (b *Builder) Bind(l Label) {
	if !b.known(l) {
		return
	}
	switch {
	case b.done:
		b.fail("used after Assemble")
	case b.labels[l].at >= 0:
		b.fail("label %d is bound twice", l)
	default:
		b.labels[l] = place{int32(len(b.src)), int32(len(b.fix))}
	}
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
	return int(b.labels[l].at)
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
	if b.done {
		b.fail("used after Assemble")
		return
	}
	b.src = append(b.src, p...)
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

// JumpIf jumps to the label on a condition.
func (b *Builder) JumpIf(c Cond, l Label) {
	if b.known(l) {
		b.place(fixup{kind: fixJump, cc: jumpCode(c), label: l})
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
	f.at = int32(len(b.src))
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
	b.emit(op, f0, &operands{})
}

// R emits op reg.
func (b *Builder) R(op Op, r Reg) { b.emit(op, fR, &operands{regs: [maxOperands]Reg{r}}) }

// M emits op mem.
func (b *Builder) M(op Op, m Mem) { b.emit(op, fM, &operands{mem: m}) }

// RR emits op src, dst.
func (b *Builder) RR(op Op, src, dst Reg) {
	b.emit(op, fRR, &operands{regs: [maxOperands]Reg{src, dst}})
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
	b.emit(op, fIR, &operands{imm: imm, regs: [maxOperands]Reg{1: dst}})
}

// MR emits op mem, dst.
func (b *Builder) MR(op Op, src Mem, dst Reg) {
	b.emit(op, fMR, &operands{mem: src, regs: [maxOperands]Reg{1: dst}})
}

// RM emits op src, mem.
func (b *Builder) RM(op Op, src Reg, dst Mem) {
	b.emit(op, fRM, &operands{mem: dst, regs: [maxOperands]Reg{src}})
}

// IM emits op $imm, mem.
func (b *Builder) IM(op Op, imm int64, dst Mem) { b.emit(op, fIM, &operands{imm: imm, mem: dst}) }

// RRR emits op src, src, dst.
func (b *Builder) RRR(op Op, s1, s2, dst Reg) {
	b.emit(op, fRRR, &operands{regs: [maxOperands]Reg{s1, s2, dst}})
}

// MRR emits op mem, src, dst.
func (b *Builder) MRR(op Op, s1 Mem, s2, dst Reg) {
	b.emit(op, fMRR, &operands{mem: s1, regs: [maxOperands]Reg{1: s2, 2: dst}})
}

// RMR emits op src, mem, dst.
func (b *Builder) RMR(op Op, s1 Reg, s2 Mem, dst Reg) {
	b.emit(op, fRMR, &operands{mem: s2, regs: [maxOperands]Reg{0: s1, 2: dst}})
}

// IRR emits op $imm, src, dst.
func (b *Builder) IRR(op Op, imm int64, src, dst Reg) {
	b.emit(op, fIRR, &operands{imm: imm, regs: [maxOperands]Reg{1: src, 2: dst}})
}

// IMR emits op $imm, mem, dst.
func (b *Builder) IMR(op Op, imm int64, src Mem, dst Reg) {
	b.emit(op, fIMR, &operands{imm: imm, mem: src, regs: [maxOperands]Reg{2: dst}})
}

// IRRR emits op $imm, src, src, dst.
func (b *Builder) IRRR(op Op, imm int64, s1, s2, dst Reg) {
	b.emit(op, fIRRR, &operands{imm: imm, regs: [maxOperands]Reg{1: s1, 2: s2, 3: dst}})
}

// CmpRR sets the flags of x against y, of integers (CMPx) as of doubles
// (UCOMISD, COMISD).
func (b *Builder) CmpRR(op Op, x, y Reg) {
	b.emit(op, fCmpRR, &operands{regs: [maxOperands]Reg{x, y}})
}

// CmpRI sets the flags of x against imm.
func (b *Builder) CmpRI(op Op, x Reg, imm int64) {
	b.emit(op, fCmpRI, &operands{imm: imm, regs: [maxOperands]Reg{x}})
}

// CmpRM sets the flags of x against y.
func (b *Builder) CmpRM(op Op, x Reg, y Mem) {
	b.emit(op, fCmpRM, &operands{mem: y, regs: [maxOperands]Reg{x}})
}

// CmpMR sets the flags of x against y; integers only.
func (b *Builder) CmpMR(op Op, x Mem, y Reg) {
	b.emit(op, fCmpMR, &operands{mem: x, regs: [maxOperands]Reg{1: y}})
}

// CmpMI sets the flags of x against imm.
func (b *Builder) CmpMI(op Op, x Mem, imm int64) {
	b.emit(op, fCmpMI, &operands{imm: imm, mem: x})
}

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

// maxOperands is how many operands an instruction may have.
const maxOperands = 4

// operands are those of an instruction; regs has the registers by their places
// among all operands.
type operands struct {
	regs [maxOperands]Reg
	mem  Mem
	imm  int64
}

// emit encodes an instruction.
func (b *Builder) emit(op Op, f form, o *operands) {
	if b.done {
		b.fail("used after Assemble")
		return
	}
	info := &opTable[int(op)&obj.AMask]
	if info.forms&f == 0 {
		b.fail("%v has no form %v", op, f)
		return
	}
	number := bits.TrailingZeros32(uint32(f))
	s := &formShapes[number]
	for i, k := range s.kinds {
		switch k {
		case 'R':
			b.checkReg(op, info, s.pos[i], o.regs[i])
		case 'M':
			b.checkMem(&o.mem)
		default:
			o.imm = b.immediate(op, info, o.imm)
		}
	}
	if b.n++; b.n > maxInstructions {
		b.fail("more than %d instructions", maxInstructions)
	}
	if b.err != nil {
		return
	}
	rel, add := -1, int32(0)
	if t := findTemplate(templateKey(op, info, number, s, o)); t != nil && !b.direct && t.fits(o) {
		b.src, rel = t.append(b.src, s, o)
		add = o.mem.Disp - int32(t.imm)
	} else {
		if b.enc == nil {
			b.enc = encoders.Get().(*encoder)
		}
		code, r, a, err := b.enc.encode(op, s, o)
		if err != nil {
			b.err = err
			return
		}
		if r >= 0 {
			rel, add = len(b.src)+r, a
		}
		b.src = append(b.src, code...)
	}
	if rel >= 0 {
		b.rel = append(b.rel, relocation{label: o.mem.label - 1, at: int32(rel), add: add})
	}
}
