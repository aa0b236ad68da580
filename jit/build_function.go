package jit

import (
	"unsafe"

	"github.com/go-python/gopython/internal/abi"
	"github.com/go-python/gopython/internal/bytecode"
	"github.com/go-python/gopython/ir"
)

// Functions that are made in the region: lambdas, nested functions, generator
// expressions. What they run is known where they are called.

// makeFunction builds MAKEFUNCTION, as runtime.NewFunctionIn does it. Where
// functions of this code may have different globals, the interpreter does it.
func (b *builder) makeFunction(i int, in bytecode.Instr) {
	fr := b.fr
	code := abi.Load(fr.p.code.Consts + uintptr(in.B()))
	module, ok := b.watch(fr.globals, b.t.NameName())
	builtins := b.t.BuiltinsOf(fr.globals)
	if !ok || module == abi.Unbound || b.t.CodeInfo(code).Globals != fr.globals || !b.t.IsExactDict(builtins) {
		b.generic(i)
		return
	}
	b.region.uses(b.j.profileOf(code))
	b.region.keep(fr.globals)
	b.region.keep(builtins)
	b.region.keep(module)
	if in.X() == 0 && b.t.CodeInfo(code).Name == "<genexpr>" {
		// The program never gets to see the function: one will do for all.
		f := b.constValue(b.t.NewFunctionIn(code, fr.globals, builtins))
		b.madeFunction(f, code, in)
		return
	}
	name, qualname, doc := b.t.CodeInfo(code).FunctionParts()
	c := int(in.C()) / 8
	given := func(flag uint8, k int, without Value) ir.ID {
		if uint8(in.X())&flag != 0 {
			return b.taggedReg(c + k)
		}
		return b.f.ConstT(without)
	}
	var f abi.Function
	fields := [...]struct {
		off uintptr
		v   ir.ID
	}{
		{unsafe.Offsetof(f.Code), b.f.ConstT(code)},
		{unsafe.Offsetof(f.Globals), b.f.ConstT(fr.globals)},
		{unsafe.Offsetof(f.Builtins), b.f.ConstT(builtins)},
		{unsafe.Offsetof(f.Closure), given(bytecode.HasClosure, 3, abi.None)},
		{unsafe.Offsetof(f.Defaults), given(bytecode.HasDefaults, 0, abi.None)},
		{unsafe.Offsetof(f.KwDefaults), given(bytecode.HasKwDefaults, 1, abi.None)},
		{unsafe.Offsetof(f.Name), b.f.ConstT(name)},
		{unsafe.Offsetof(f.Qualname), b.f.ConstT(qualname)},
		{unsafe.Offsetof(f.Module), b.f.ConstT(module)},
		{unsafe.Offsetof(f.Doc), b.f.ConstT(doc)},
		{unsafe.Offsetof(f.Annotations), b.f.ConstT(abi.Unbound)},
		{unsafe.Offsetof(f.Annotate), given(bytecode.HasAnnotate, 2, abi.None)},
		{unsafe.Offsetof(f.TypeParams), b.f.ConstT(abi.Unbound)},
		{unsafe.Offsetof(f.Dict), b.f.ConstT(abi.Unbound)},
	}
	shape := b.t.Types.Function.RootShape()
	p := b.emit(ir.OpAlloc, int64(abi.Header{Shape: shape, Kind: abi.KindFunction}.Word()))
	b.f.Node(p).Aux2 = int64(unsafe.Sizeof(f))
	for _, fd := range fields {
		b.emit(ir.OpStore, ir.Mem{Off: int32(fd.off), Width: 8, Class: ir.MType}.Pack(), p, fd.v)
	}
	fn := b.emit(ir.OpTagPtr, 0, p)
	b.f.Node(fn).Type = ir.Type{Bits: ir.TObject, Shape: shape}
	b.madeFunction(fn, code, in)
}

// madeFunction notes the function that a MAKEFUNCTION has made.
func (b *builder) madeFunction(fn ir.ID, code Value, in bytecode.Instr) {
	if b.funcs == nil {
		b.funcs = map[ir.ID]Value{}
	}
	b.funcs[fn] = code
	b.set(int(in.A())/8, fn)
}
