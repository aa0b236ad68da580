package jit

import (
	"github.com/go-python/gopython/internal/abi"
	"github.com/go-python/gopython/internal/bytecode"
	"github.com/go-python/gopython/ir"
)

// newGenerator makes a generator in place, without running what its function
// begins with. It reports false when that is more than usual.
func (b *builder) newGenerator(fn ir.ID, code Value, args []ir.ID) (ir.ID, bool) {
	p := b.j.profileOf(code)
	n := int(p.code.FrameSize / abi.Word)
	start, free := -1, -1
	for i := 0; i < len(p.info.Instrs) && start < 0; i = p.next(i) {
		switch in := p.info.Instrs[i]; in.Op() {
		case bytecode.GENSTART:
			start = i
		case bytecode.CLEAR:
		case bytecode.COPYFREE:
			free = i
		default:
			return 0, false
		}
	}
	if start < 0 || n > maxNewRegs || p.info.Flags&generators != bytecode.FlagGenerator {
		return 0, false
	}
	b.region.keep(code)
	regs := make([]ir.ID, n)
	copy(regs, args)
	f := b.emit(ir.OpUntagPtr, 0, fn)
	if free >= 0 {
		in := p.info.Instrs[free]
		tuple := b.emit(ir.OpUntagPtr, 0, b.load(f, funcClosure, ir.MTuple))
		for k := range int(in.B()) {
			regs[int(in.A())/8+k] = b.load(tuple, tupleItems+int32(k)*abi.Word, ir.MTuple)
		}
	}
	name, qual := b.load(f, funcName, ir.MField), b.load(f, funcQual, ir.MField)
	set := func(obj ir.ID, off int32, class ir.MemClass, x ir.ID) {
		b.emit(ir.OpStore, ir.Mem{Off: off, Width: 8, Class: class}.Pack(), obj, x)
	}
	none, unbound := b.f.ConstT(abi.None), b.f.ConstT(abi.Unbound)
	items := b.emit(ir.OpAlloc, int64(abi.Header{Kind: abi.KindItems, Aux: abi.ItemsFrame}.Word()))
	b.f.Node(items).Aux2 = int64(abi.BufHeader) + int64(n)*abi.Word
	set(items, itemsCap, ir.MField, b.f.ConstI(int64(n)))
	buf := b.emit(ir.OpAddP, int64(abi.BufHeader), items, b.f.ConstI(0))
	for r, x := range regs {
		switch {
		case x != 0:
			set(buf, int32(r)*abi.Word, ir.MField, x)
		case r < len(p.info.VarNames): // what is computed is never looked at before it is written
			set(buf, int32(r)*abi.Word, ir.MField, unbound)
		}
	}
	gen := b.emit(ir.OpAlloc, int64(abi.Header{Shape: b.t.Types.Generator.RootShape(), Kind: abi.KindGenerator, Aux: abi.GenCreated}.Word()))
	b.f.Node(gen).Aux2 = int64(genSize)
	set(gen, genFunc, ir.MType, fn)
	set(gen, genFrame, ir.MField, buf)
	set(gen, genPC, ir.MField, b.f.ConstI(int64(instrAddr(p.code, start))))
	set(gen, genYielded, ir.MField, unbound)
	set(gen, genHandled, ir.MField, none)
	set(gen, genOuter, ir.MField, none)
	set(gen, genName, ir.MField, name)
	set(gen, genQual, ir.MField, qual)
	id := b.emit(ir.OpTagPtr, 0, gen)
	b.f.Node(id).Type = ir.Type{Bits: ir.TObject, Shape: b.t.Types.Generator.RootShape()}
	return id, true
}

// maxNewRegs is how many registers a generator has at most that is made in place.
const maxNewRegs = 64
