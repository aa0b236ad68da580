package jit

import (
	"slices"

	"github.com/go-python/gopython/internal/abi"
	"github.com/go-python/gopython/internal/bytecode"
	"github.com/go-python/gopython/ir"
	"github.com/go-python/gopython/runtime"
)

// introspection are builtins that look at the variables of their caller. Code
// that names them is not compiled.
var introspection = map[string]bool{"locals": true, "vars": true, "dir": true, "eval": true, "exec": true, "_getframe": true}

// superLooks reports whether code calls super in another way than to get an
// attribute, for which there are instructions: without arguments it looks at
// the first variable.
func superLooks(c *runtime.CodeInfo) bool {
	if !slices.Contains(c.FreeVars, "__class__") {
		return false
	}
	loads, uses := 0, 0
	for i := 0; i < len(c.Instrs); i += bytecode.Infos[c.Instrs[i].Op()].Words {
		switch in := c.Instrs[i]; in.Op() {
		case bytecode.LOADGLOBAL:
			if name, ok := c.Consts[in.B()/abi.Word].(string); ok && name == "super" {
				loads++
			}
		case bytecode.SUPERATTR, bytecode.SUPERMETHOD:
			uses++
		}
	}
	return uses == 0 || loads != uses
}

func (b *builder) globalName(in bytecode.Instr) Value {
	return abi.Load(b.fr.p.code.Consts + uintptr(in.B()))
}

// lookGlobal finds a global or builtin that is constant.
func (b *builder) lookGlobal(name Value) (Value, bool) {
	fr := b.fr
	v, ok := b.watch(fr.globals, name)
	if !ok || v != abi.Unbound {
		return v, ok
	}
	builtins := b.t.BuiltinsOf(fr.globals)
	if !b.t.IsExactDict(builtins) {
		return abi.Unbound, false
	}
	v, ok = b.watch(builtins, name)
	return v, ok && v != abi.Unbound
}

func (b *builder) watch(d, name Value) (Value, bool) {
	v, ok := b.t.WatchGlobal(d, name)
	if ok {
		b.region.dependOn(d, name)
	}
	return v, ok
}

func (b *builder) loadGlobal(i int, in bytecode.Instr) {
	name := b.globalName(in)
	dest := int(in.A()) / 8
	if v, ok := b.lookGlobal(name); ok {
		b.set(dest, b.constValue(v))
		return
	}
	if v, ok := b.varyingGlobal(name); ok {
		b.set(dest, v)
		return
	}
	b.generic(i)
}

// varyingGlobal loads a global of the module's dict from its place in there.
func (b *builder) varyingGlobal(name Value) (ir.ID, bool) {
	entries, i, ok := b.globalPlace(name)
	if !ok {
		return 0, false
	}
	return b.load(entries, int32(i)*entryBytes+entryValue, ir.MDictVals), true
}

// globalPlace finds the entry of a global, and guards its place.
func (b *builder) globalPlace(name Value) (entries ir.ID, index int, ok bool) {
	g := b.fr.globals
	i := b.t.DictFindStr(g, name)
	if i < 0 {
		return 0, 0, false
	}
	b.region.keep(g)
	p := b.f.ConstP(g.Addr())
	ver := b.t.WatchDict(g)
	v := b.emitRep(ir.OpLoad, ir.I64, ir.Mem{Off: dictKeyVer, Width: 8, Class: ir.MDict}.Pack(), p)
	b.emit(ir.OpCheckEq, ver, v)
	return b.emitRep(ir.OpLoad, ir.Ptr, ir.Mem{Off: dictEntries, Width: 8, Class: ir.MDict}.Pack(), p), i, true
}

func (b *builder) storeVarying(name Value, v ir.ID) bool {
	if _, constant := b.t.WatchGlobal(b.fr.globals, name); constant {
		return false // others rely on it: the interpreter tells them
	}
	entries, i, ok := b.globalPlace(name)
	if !ok {
		return false
	}
	w := b.tagged(v)
	b.barrier(entries, -int64(abi.BufHeader), w)
	b.emit(ir.OpStore, ir.Mem{Off: int32(i)*entryBytes + entryValue, Width: 8, Class: ir.MDictVals}.Pack(), entries, w)
	return true
}

func (b *builder) storeGlobal(i int, in bytecode.Instr) {
	if !b.storeVarying(b.globalName(in), b.reg(int(in.A())/8)) {
		b.call(hStoreGlobal, ir.None, b.f.ConstT(b.fr.globals), b.f.ConstT(b.globalName(in)), b.taggedReg(int(in.A())/8))
		b.region.keep(b.fr.globals)
	}
}

// moduleLevel reports whether names are globals here: the namespace in register
// 0 is the dict of globals.
func (b *builder) moduleLevel() bool {
	fr := b.fr
	if fr.parent != nil || fr.p.info.Flags&bytecode.FlagOptimized != 0 {
		return false
	}
	if fr.env[0] == 0 { // no operand names it, and nothing ever writes it
		fr.env[0] = val(b.f.Append(b.cur, ir.OpLoadReg, ir.Tagged, 0))
	}
	v := fr.env[0]
	if v < 0 {
		return false
	}
	if n := b.f.Node(ir.ID(v)); n.Op == ir.OpLoadReg {
		b.emit(ir.OpCheckIs, int64(fr.globals), ir.ID(v))
		b.region.keep(fr.globals)
		b.replace(ir.ID(v), b.f.ConstT(fr.globals))
		return true
	}
	n := b.f.Node(ir.ID(fr.env[0]))
	return n.Op == ir.OpConstT && Value(n.Aux) == fr.globals
}

func (b *builder) loadName(i int, in bytecode.Instr) {
	if !b.moduleLevel() {
		b.generic(i)
		return
	}
	b.loadGlobal(i, in)
}

func (b *builder) storeName(i int, in bytecode.Instr) {
	if !b.moduleLevel() {
		b.generic(i)
		return
	}
	b.storeGlobal(i, in)
}
