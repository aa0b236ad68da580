package jit

import (
	"unsafe"

	"github.com/go-python/gopython/internal/abi"
	"github.com/go-python/gopython/internal/bytecode"
	"github.com/go-python/gopython/ir"
)

// Calls with *args and **kwargs.

// spread builds the instructions from BUILDLIST at i on to CALLEX of a call
// f(*args) or f(*args, **kwargs), where args is a tuple and kwargs an empty dict:
// neither is copied. It reports whether it could.
func (b *builder) spread(i int, in bytecode.Instr) bool {
	fr := b.fr
	p := fr.p
	if in.C() != 0 {
		return false
	}
	at, list := i, in.A()
	step := func(op bytecode.Op) (bytecode.Instr, bool) {
		at = p.next(at)
		if at >= len(p.info.Instrs) || p.flow.leader[at] || fr.cold(at) {
			return 0, false
		}
		next := p.info.Instrs[at]
		return next, next.Op() == op
	}
	extend, ok := step(bytecode.LISTEXTEND)
	if !ok || extend.A() != list || extend.X() != 1 || p.sites[at].b != kTuple {
		return false
	}
	if tuple, ok := step(bytecode.LISTTOTUPLE); !ok || tuple.A() != list || tuple.B() != list {
		return false
	}
	from := at
	call, ok := step(bytecode.CALLEX)
	merge := bytecode.Instr(0)
	if !ok {
		at = from
		if d, ok := step(bytecode.BUILDDICT); !ok || d.A() != list+8 || d.C() != 0 {
			return false
		}
		if merge, ok = step(bytecode.DICTMERGE); !ok || merge.A() != list+8 || p.sites[at].b != kDict || p.sites[at].flags&failOther != 0 {
			return false
		}
		call, ok = step(bytecode.CALLEX)
	}
	if !ok || call.A() != list || (call.B() == 1) != (merge == 0) {
		return false
	}
	args := b.taggedReg(int(extend.B()) / 8)
	b.emit(ir.OpCheckShape, int64(b.t.Types.Tuple.RootShape()), args)
	r := int(list) / 8
	if merge != 0 {
		kwargs := b.taggedReg(int(merge.B()) / 8)
		b.f.PC = int32(p.back(at, bytecode.DICTMERGE)) // which is to blame
		b.emit(ir.OpCheckEq, 0, b.loadInt(b.dictAddr(kwargs), dictUsed, ir.MDict, maxLen))
		b.set(r+1, kwargs)
	}
	b.set(r, args)
	fr.at, b.state, b.f.PC = at, 0, int32(at)
	s := &p.sites[at]
	s.forget(b.t)
	if !b.callSpread(at, call, s) {
		b.set(r, b.call(hCallEx, ir.Tagged, b.taggedReg(r-1), args, b.f.ConstT(abi.Unbound)))
	}
	if b.cur != 0 {
		b.skipTo = p.next(at)
	}
	return true
}

// back is the last instruction before at with that opcode.
func (p *codeProfile) back(at int, op bytecode.Op) int {
	for at--; !p.flow.start[at] || p.info.Instrs[at].Op() != op; at-- {
	}
	return at
}

// callSpread builds CALLEX without keywords for a Python function that gets as
// many arguments as were observed.
func (b *builder) callSpread(i int, in bytecode.Instr, s *site) bool {
	a, n := int(in.A())/8, int(s.taken)-1
	callee := b.reg(a - 1)
	if n < 0 || n > 8 || s.flags&(failCall|failOther) != 0 || s.a != kFunction {
		return false
	}
	var fn Value
	switch nd := b.f.Node(callee); {
	case nd.Op == ir.OpConstT:
		fn = Value(nd.Aux)
	case s.ntarget == 1 && s.flags&failTarget == 0 && b.alive(s.targets[0]):
		fn = s.targets[0]
		b.region.keep(fn)
		b.emit(ir.OpCheckIs, int64(fn), callee)
	}
	if fn != 0 && !fn.IsKind(abi.KindFunction) {
		return false
	}
	t := b.emit(ir.OpCheckShape, int64(b.t.Types.Tuple.RootShape()), b.taggedReg(a))
	b.emit(ir.OpCheckEq, int64(n), b.loadInt(t, tupleLen, ir.MTuple, maxLen))
	args := make([]ir.ID, n)
	for k := range args {
		args[k] = b.load(t, tupleItems+int32(k)*abi.Word, ir.MTuple)
	}
	site := callSite{next: i + b.fr.p.flow.words(i), dest: a, window: a}
	var v ir.ID
	switch {
	case fn != 0:
		v = b.callFunction(fn, args, site)
	case s.code.IsPtr() && b.alive(s.code) && s.code.IsKind(abi.KindCode):
		var ok bool
		if v, ok = b.callClosure(callee, s.code, s, args, site); ok {
			break
		}
		fallthrough
	default:
		v = b.callAnyFunction(callee, args, site)
	}
	if b.cur != 0 {
		b.set(a, v)
	}
	return true
}

// callAnyFunction calls a Python function, whatever its code, that takes these
// arguments as they are.
func (b *builder) callAnyFunction(callee ir.ID, args []ir.ID, site callSite) ir.ID {
	p := b.emit(ir.OpCheckKind, int64(abi.KindFunction), callee)
	code := b.emit(ir.OpUntagPtr, 0, b.load(p, funcCode, ir.MType))
	takes := b.emitRep(ir.OpLoad, ir.I64, ir.Mem{Off: int32(unsafe.Offsetof(abi.Code{}.Args)), Width: 4, Class: ir.MType}.Pack(), code)
	b.emit(ir.OpCheckEq, int64(len(args)), takes)
	return b.callCompiled(callee, 0, "any", args, site)
}
