package amd64

import (
	"errors"
	"fmt"
	"slices"
	"sync"

	"github.com/go-python/gopython/internal/abi"
	"github.com/go-python/gopython/ir"
	"github.com/go-python/gopython/jit/asm"
	"github.com/go-python/gopython/jit/ra"
)

// emitter makes the code of one Func.
type emitter struct {
	f    *ir.Func
	cfg  *Config
	t    *target
	al   *ra.Allocation
	b    *asm.Builder
	code *Code

	// The node that is being emitted: its uses, temporaries and result.
	id   ir.ID
	n    *ir.Node
	u    []ra.Loc
	tmp  []ra.Loc
	res  ra.Loc
	exit int32 // the node's exit in code.Exits, -1: none yet
	stub asm.Label

	boxed checkedBox

	block ir.BlockID
	next  ir.BlockID // the block that is emitted behind this one
	buffers
	pool       constPool
	dump       asm.Label
	native     asm.Label // where compiled code enters
	returnExit asm.Label
	returns    bool // returnExit is used
}

// buffers are memory that emitters use one after the other.
type buffers struct {
	labels   []asm.Label // of blocks
	position []int32     // of blocks in the allocator's order
	cold     []coldCode
	exits    []Exit
	resumes  []asm.Label // by exit; noLabel: none
	lines    []Line
	lineAt   []asm.Label // of lines
}

var bufferPool = sync.Pool{New: func() any { return new(buffers) }}

// release gives the buffers to others.
func (e *emitter) release() {
	b := &e.buffers
	clear(b.cold)  // has closures
	clear(b.exits) // has lists that the code keeps
	bufferPool.Put(&buffers{b.labels[:0], b.position[:0], b.cold[:0], b.exits[:0], b.resumes[:0], b.lines[:0], b.lineAt[:0]})
	e.buffers = buffers{}
	e.b.Release()
}

// coldCode is code behind the hot path: an exit, or what make emits.
type coldCode struct {
	label asm.Label
	exit  int32
	id    ir.ID
	block ir.BlockID
	make  func()
}

const noLabel asm.Label = -1

var errTooLarge = errors.New("amd64: the frame of the region is too large")

// MaxFrame bounds Code.FrameSize. A caller only checks that the callee's R is
// not beyond Thread.StackLimit: so much room has to follow it, and the deepest
// header.
const MaxFrame = 64 << 10

// Compile makes machine code of f, which is in its final form: what the
// verifier accepts, with critical edges or without.
func Compile(f *ir.Func, cfg *Config) (*Code, error) {
	t := newTarget(f)
	al, err := ra.Allocate(f, t)
	if err != nil {
		return nil, err
	}
	defer al.Release()
	return emit(f, cfg, t, al)
}

func emit(f *ir.Func, cfg *Config, t *target, al *ra.Allocation) (code *Code, err error) {
	e := newEmitter(f, cfg, t, al)
	if e == nil {
		return nil, errTooLarge
	}
	defer e.release()
	defer func() {
		// What an emission function did not expect is an error of the
		// compiler; the region is not compiled then.
		if r := recover(); r != nil {
			s, ok := r.(emitError)
			if !ok {
				panic(r)
			}
			err = fmt.Errorf("amd64: node %d (%s): %s", e.id, ir.Infos[e.f.Nodes[e.id].Op].Name, string(s))
		}
	}()
	e.blocks()
	hot := e.b.Here()
	e.stubs()
	if code, err = e.finish(); err == nil {
		code.hotEnd = e.b.Offset(hot)
	}
	return code, err
}

// newEmitter is nil when the frame would be too large.
func newEmitter(f *ir.Func, cfg *Config, t *target, al *ra.Allocation) *emitter {
	size := int64(f.Ext) + 8*int64(al.Slots) + 8*DumpWords + int64(abi.FrameHeaderSize)
	if size > MaxFrame {
		return nil
	}
	e := &emitter{f: f, cfg: cfg, t: t, al: al, b: asm.NewAMD64(), buffers: *bufferPool.Get().(*buffers)}
	e.code = &Code{SlotBase: f.Ext, Dump: f.Ext + 8*int32(al.Slots), FrameSize: int32(size)}
	e.dump, e.native, e.returnExit = e.b.NewLabel(), e.b.NewLabel(), e.b.NewLabel()
	for range f.Blocks {
		e.labels = append(e.labels, e.b.NewLabel())
	}
	return e
}

// emitError is a panic of an emission function.
type emitError string

func (e *emitter) fail(format string, args ...any) { panic(emitError(fmt.Sprintf(format, args...))) }

// finish assembles, and replaces labels by offsets.
func (e *emitter) finish() (*Code, error) {
	restore := e.b.Here()
	e.restore()
	end := e.b.Here()
	e.pool.emit(e.b)
	c := e.code
	var err error
	if c.Bytes, err = e.b.Assemble(); err != nil {
		return nil, err
	}
	c.Align = e.b.MaxAlign()
	c.Entry, c.NativeEntry = e.b.Offset(e.labels[e.f.Entry]), e.b.Offset(e.native)
	c.codeEnd = e.b.Offset(end)
	c.Restore = e.b.Offset(restore)
	c.Exits, c.Lines = slices.Clone(e.exits), slices.Clone(e.lines)
	for i, l := range e.resumes {
		if l != noLabel {
			c.Exits[i].Resume = e.b.Offset(l)
		}
	}
	for i, l := range e.lineAt {
		c.Lines[i].Offset = e.b.Offset(l)
	}
	return c, nil
}

// line notes what the code from here on is for.
func (e *emitter) line(id ir.ID, block ir.BlockID) {
	e.lines = append(e.lines, Line{Node: id, Block: block})
	e.lineAt = append(e.lineAt, e.b.Here())
}

// node emits one node with the moves around it.
func (e *emitter) node(id ir.ID) {
	n := &e.f.Nodes[id]
	op := &operations[n.Op]
	if e.t.fused[id] || op.emit == nil {
		if op.emit == nil && n.Op != ir.OpParam && !ir.Infos[n.Op].Const {
			e.id = id
			e.fail("no code for the operation")
		}
		e.moves(e.al.Before[id])
		e.moves(e.al.After[id])
		return
	}
	e.line(id, e.block)
	e.moves(e.al.Before[id])
	e.enterNode(id)
	if ir.Infos[n.Op].Guard && e.cfg.FailEvery > 0 {
		e.countGuard()
	}
	op.emit(e)
	e.moves(e.al.After[id])
}

// enterNode makes a node the one that the emission functions work on.
func (e *emitter) enterNode(id ir.ID) {
	e.id, e.n, e.u, e.tmp, e.res, e.exit = id, &e.f.Nodes[id], e.al.Uses[id], e.al.Temps[id], e.al.Result[id], -1
}

// reg is the register of a location.
func (e *emitter) reg(l ra.Loc) asm.Reg {
	switch {
	case l >= 16 && l < 32:
		return asm.XMM(int(l) - 16)
	case l >= 0 && l < 16:
		return asm.GPR(int(l))
	}
	e.fail("location %d is no register", l)
	return asm.NoReg
}

// in is the register of the i-th use.
func (e *emitter) in(i int) asm.Reg { return e.reg(e.u[i]) }

// dst is the register of the result.
func (e *emitter) dst() asm.Reg { return e.reg(e.res) }

// temp is the i-th temporary.
func (e *emitter) temp(i int) asm.Reg { return e.reg(e.tmp[i]) }

// slot is the memory of a spill slot.
func (e *emitter) slot(l ra.Loc) asm.Mem {
	n, ok := l.IsSlot()
	if !ok {
		e.fail("location %d is no slot", l)
	}
	return asm.At(regR, e.code.SlotBase+8*int32(n))
}

// dumpWord is a word of the dump area.
func (e *emitter) dumpWord(i int) asm.Mem { return asm.At(regR, e.code.Dump+8*int32(i)) }

// alu emits op src, dst; src may be in memory.
func (e *emitter) alu(op asm.Op, src ra.Loc, dst asm.Reg) {
	if src.IsReg() {
		e.b.RR(op, e.reg(src), dst)
		return
	}
	e.b.MR(op, e.slot(src), dst)
}

// second emits op y, result, for the second of the node's uses; if it has but
// one, that is both operands, and in the result's register.
func (e *emitter) second(op asm.Op) {
	if len(e.u) == 1 {
		e.b.RR(op, e.dst(), e.dst())
		return
	}
	e.alu(op, e.u[1], e.dst())
}

// mov copies a general register.
func (e *emitter) mov(src, dst asm.Reg) {
	if src != dst {
		e.b.RR(asm.MOVQ, src, dst)
	}
}

// movF copies a float register.
func (e *emitter) movF(src, dst asm.Reg) {
	if src != dst {
		e.b.RR(asm.MOVAPS, src, dst)
	}
}

// imm puts a number into a general register; it changes the flags.
func (e *emitter) imm(v int64, dst asm.Reg) {
	if v == 0 {
		e.b.RR(asm.XORL, dst, dst)
		return
	}
	e.b.IR(asm.MOVQ, v, dst)
}

// immF puts a float constant into a register.
func (e *emitter) immF(bits uint64, dst asm.Reg) {
	if bits == 0 {
		e.b.RR(asm.XORPS, dst, dst)
		return
	}
	e.b.MR(asm.MOVSD, e.pool.mem(e.b, bits), dst)
}

// jump jumps on a condition.
func (e *emitter) jump(c asm.Cond, l asm.Label) { e.b.JumpIf(c, l) }

// moves emits the moves of the allocator.
func (e *emitter) moves(list []ra.Move) {
	for i := range list {
		e.move(&list[i])
	}
}

func (e *emitter) move(m *ra.Move) {
	switch {
	case m.Const != 0:
		e.constMove(&e.f.Nodes[m.Const], m.To)
	case m.Swap && m.To.IsFloat():
		x, y := e.reg(m.From), e.reg(m.To)
		e.movF(x, scratchX)
		e.movF(y, x)
		e.movF(scratchX, y)
	case m.Swap:
		e.b.RR(asm.XCHGQ, e.reg(m.From), e.reg(m.To))
	default:
		e.plainMove(m.From, m.To)
	}
}

func (e *emitter) plainMove(from, to ra.Loc) {
	switch {
	case from == to:
	case from.IsReg() && to.IsReg():
		if from.IsFloat() {
			e.movF(e.reg(from), e.reg(to))
		} else {
			e.mov(e.reg(from), e.reg(to))
		}
	case to.IsFloat():
		e.b.MR(asm.MOVSD, e.slot(from), e.reg(to))
	case to.IsReg():
		e.b.MR(asm.MOVQ, e.slot(from), e.reg(to))
	case from.IsFloat():
		e.b.RM(asm.MOVSD, e.reg(from), e.slot(to))
	case from.IsReg():
		e.b.RM(asm.MOVQ, e.reg(from), e.slot(to))
	default:
		e.b.MR(asm.MOVQ, e.slot(from), scratch)
		e.b.RM(asm.MOVQ, scratch, e.slot(to))
	}
}

func (e *emitter) constMove(n *ir.Node, to ra.Loc) {
	switch {
	case to.IsFloat():
		e.immF(uint64(n.Aux), e.reg(to))
	case to.IsReg():
		e.imm(n.Aux, e.reg(to))
	default:
		e.storeImm(n.Aux, e.slot(to))
	}
}

// storeImm stores a 64-bit number.
func (e *emitter) storeImm(v int64, m asm.Mem) {
	if v == int64(int32(v)) {
		e.b.IM(asm.MOVQ, v, m)
		return
	}
	e.b.IR(asm.MOVQ, v, scratch)
	e.b.RM(asm.MOVQ, scratch, m)
}
