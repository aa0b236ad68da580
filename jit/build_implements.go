package jit

import (
	"github.com/go-python/gopython/internal/abi"
	"github.com/go-python/gopython/internal/bytecode"
)

// implements reports whether a call of a function is certain not to return
// NotImplemented: all that it returns is a constant, the result of an operator,
// a display or a new instance of a class.
//
// An inlined function that returns NotImplemented leaves, and the interpreter
// goes on with the operator. One that is called leaves nothing to go on with.
func (b *builder) implements(p *codeProfile, globals Value) bool {
	if p.code.Flags&generators != 0 {
		return true
	}
	made := map[int]int{} // register: the instruction of this block that wrote it
	for i := 0; i < len(p.info.Instrs); i += p.flow.words(i) {
		if p.flow.leader[i] {
			clear(made)
		}
		in := p.info.Instrs[i]
		if in.Op() == bytecode.RETURN {
			if at, ok := made[int(in.A())/8]; !ok || !b.implemented(p, globals, at, made) {
				return false
			}
		}
		for _, r := range p.flow.eff[i].Writes {
			for x := r[0]; x < r[1]; x++ {
				made[x] = i
			}
		}
	}
	return true
}

// implemented reports whether what the instruction at makes is something other
// than NotImplemented.
func (b *builder) implemented(p *codeProfile, globals Value, at int, made map[int]int) bool {
	in := p.info.Instrs[at]
	switch op := in.Op(); op {
	case bytecode.LOADK, bytecode.IS, bytecode.NOT, bytecode.IN, bytecode.COMPARE, bytecode.BUILDTUPLE, bytecode.BUILDLIST,
		bytecode.BUILDDICT, bytecode.BUILDSET, bytecode.BUILDSTRING, bytecode.FORMATVALUE:
		return true
	case bytecode.CALL, bytecode.CALLKW:
		from, ok := made[int(in.A())/8-1]
		if !ok || p.info.Instrs[from].Op() != bytecode.LOADGLOBAL {
			return false
		}
		class, ok := b.watch(globals, abi.Load(p.code.Consts+uintptr(p.info.Instrs[from].B())))
		if !ok || !class.IsKind(abi.KindType) {
			return false
		}
		typ := b.t.TypeFor(class)
		return typ.Meta == b.t.Types.Type && b.t.PlainNew(typ) && b.t.NoteCached(typ, b.t.NewName())
	default:
		return binaryOp[op].form != 0
	}
}
