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
	return t.runningVars(code, r, pc)
}

// runningVars is frameVars for a frame that is running, maybe compiled code.
func (t *Thread) runningVars(code Value, r, pc uintptr) Value {
	if t.Native != nil {
		t.Native.Registers(t, r)
	}
	return t.frameVars(code, abi.Frame(r).Func, r, pc)
}

// frameVars makes a dict of the variables of the function fn whose registers are
// at r. Only those that are certain to have been written by then are read: what
// another register holds may be the remains of an object.
func (t *Thread) frameVars(code, fn Value, r, pc uintptr) Value {
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
	if closure := abi.Obj[abi.Function](fn).Closure; closure.IsKind(abi.KindTuple) {
		for i, cell := range abi.TupleItems(closure) {
			put(info.Names[nv+nc+i], cell)
		}
	}
	return d
}
