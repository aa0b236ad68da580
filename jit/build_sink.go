package jit

import (
	"unsafe"

	"github.com/go-python/gopython/internal/abi"
	"github.com/go-python/gopython/internal/bytecode"
	"github.com/go-python/gopython/ir"
)

// Generators that are collected into a list (runtime.Interp.Drain) are not
// suspended where they yield: their loops are compiled like others.

const genSink = int32(unsafe.Offsetof(abi.Generator{}.Sink))

// sinks reports whether the frame at R is of a generator that is collected into
// a list.
func sinks(R uintptr) bool {
	gen := abi.Frame(R).Cont
	return gen.IsKind(abi.KindGenerator) && abi.Obj[abi.Generator](gen).Sink.IsPtr()
}

// sinks reports whether an instruction was only seen to yield into a list, or to
// end a generator that did.
func (s *site) sinks() bool { return s.flags&(yieldsList|yieldsOut) == yieldsList }

// sinksAt reports whether an instruction of a region's own generator is built so.
func (fr *frame) sinksAt(i int) bool {
	return fr.parent == nil && fr.gen == nil && fr.p.sites[i].sinks()
}

// sink checks that this frame's generator is collected into a list, and returns
// that.
func (b *builder) sink() (p, list ir.ID) {
	gen := b.f.Append(b.cur, ir.OpLoadReg, ir.Tagged, int64(abi.FrameCont))
	// While compiled code runs in this frame, the list stays the same.
	list = b.load(b.emit(ir.OpUntagPtr, 0, gen), genSink, ir.MTuple)
	return b.emit(ir.OpCheckShape, int64(b.t.ListShape), list), list
}

// sinkEnd builds the RETGEN of a generator that is collected into a list.
func (b *builder) sinkEnd(in bytecode.Instr) bool {
	if !b.fr.sinksAt(b.fr.at) {
		return false
	}
	b.sink()
	b.callSame(hGenEnd, ir.Bool, b.taggedReg(int(in.A())/8))
	blk := b.f.Block(b.cur)
	blk.Term, blk.Cond = ir.TermReturn, b.f.ConstT(abi.Unbound)
	b.cur = 0
	return true
}

// sinkYield builds a YIELD that appends to a list.
func (b *builder) sinkYield(in bytecode.Instr) bool {
	fr := b.fr
	if !fr.sinksAt(fr.at) {
		return false
	}
	v := b.reg(int(in.B()) / 8)
	p, list := b.sink()
	b.appendTo(p, v, &fr.p.sites[fr.at], func(v ir.ID) {
		b.before()
		env := append([]val(nil), fr.env...)
		fr.env[int(in.A())/8] = val(b.f.ConstT(abi.None))
		b.callState(hListAppend, ir.None, fr.p.next(fr.at), -1, list, v)
		copy(fr.env, env)
	})
	b.set(int(in.A())/8, b.f.ConstT(abi.None))
	return true
}
