package runtime

import (
	"github.com/go-python/gopython/internal/abi"
	"github.com/go-python/gopython/internal/bytecode"
)

// FrameNamespace is what locals() gives in the frame at r, which is at the
// instruction pc: the namespace of a module or class body, a new dict of the
// variables of a function.
func (t *Thread) FrameNamespace(r, pc uintptr) Value {
	code := FrameCode(r)
	if t.CodeInfo(code).Flags&bytecode.FlagOptimized == 0 {
		return abi.Load(r)
	}
	return t.frameVars(code, r, pc)
}

// frameVars makes a dict of the variables of a function whose registers are at
// r. Only those that are certain to have been written by then are read: what
// another register holds may be the remains of an object.
func (t *Thread) frameVars(code Value, r, pc uintptr) Value {
	info := t.CodeInfo(code)
	d := t.NewDict()
	put := func(name, v Value) {
		if v.IsKind(abi.KindCell) {
			v = abi.Obj[abi.Cell](v).V
		}
		if v != Unbound && !t.IsHiddenName(name) {
			t.DictSetStr(d, name, v)
		}
	}
	nv, nc := len(info.VarNames), len(info.CellVars)
	written := info.Assigned(int(pc-abi.Obj[abi.Code](code).Entry) / abi.Word)
	for i := range nv {
		if written[i] {
			put(info.Names[i], abi.Load(r+uintptr(i)*abi.Word))
		}
	}
	for i, reg := range info.CellRegs {
		put(info.Names[nv+i], abi.Load(r+uintptr(reg)*abi.Word))
	}
	for i := range info.FreeVars {
		put(info.Names[nv+nc+i], abi.Load(r+(uintptr(info.FreeReg)+uintptr(i))*abi.Word))
	}
	return d
}
