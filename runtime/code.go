package runtime

import (
	"math/big"
	"unsafe"

	"github.com/go-python/gopython/internal/abi"
	"github.com/go-python/gopython/internal/bytecode"
)

// CompileFlags change how source is compiled.
type CompileFlags struct {
	Annotations bool // from __future__ import annotations
}

// Warning is a SyntaxWarning of the compiler.
type Warning struct {
	Message string
	Line    int
}

// Program is compiled source, not bound to an isolate.
type Program struct {
	Code     *bytecode.Code
	Warnings []Warning
}

// SourceError is a SyntaxError: what the front end reports.
type SourceError struct {
	Class                      string // "SyntaxError", "IndentationError", "TabError", "RecursionError", "MemoryError"
	Message, Filename, Text    string
	Line, Col, EndLine, EndCol int // from 1; columns in code points
	HasText                    bool
}

func (e *SourceError) Error() string { return e.Message }

// CodeInfo is what Go code knows of a code object.
type CodeInfo struct {
	*bytecode.Code
	Names          []Value // of VarNames, CellVars and FreeVars, interned: kept alive by the constants
	name, qualname Value   // likewise
	Obj            Value
	Filename       string
	// Globals is the dict of globals of the code's functions; Unbound before the
	// first one, None when they have different ones.
	Globals Value
	Native  any // what the optimising compiler knows
}

// NewCode binds compiled code to the isolate: instructions and constants are
// copied out of the Go heap.
func (t *Thread) NewCode(c *bytecode.Code) Value {
	m := t.Mark()
	defer t.Unroot(m)
	addr := t.Heap.Alloc(unsafe.Sizeof(abi.Code{}), abi.Header{Shape: t.Types.Code.rootShape, Kind: abi.KindCode}.Word())
	v := t.Root(abi.Ptr(addr))
	o := abi.ObjAt[abi.Code](addr)
	info := &CodeInfo{Code: c, Obj: v, Filename: c.Filename, Globals: Unbound}
	if n := len(t.freeCodes); n > 0 {
		o.Index = int64(t.freeCodes[n-1])
		t.freeCodes = t.freeCodes[:n-1]
		t.codes[o.Index] = info
	} else {
		o.Index = int64(len(t.codes))
		t.codes = append(t.codes, info)
	}
	t.Heap.RegisterFinal(addr)
	t.Heap.Foreign(info.foreignBytes())
	// Two more than the compiler asks for: a call may put a receiver in front
	// of the arguments in its window.
	o.FrameSize = int64(c.NumRegs+2) * abi.Word
	o.Flags = c.Flags
	o.Args = uint32(c.ArgCount)
	if c.KwOnly > 0 || c.Flags&(bytecode.FlagVarArgs|bytecode.FlagVarKeywords) != 0 {
		o.Args |= abi.CodeComplexArgs
	}
	n := len(c.VarNames) + len(c.CellVars) + len(c.FreeVars) + 2
	consts := t.newItems(len(c.Consts) + n)
	o.Consts = consts
	values := abi.Values(consts, len(c.Consts)+n)
	for i, k := range c.Consts {
		values[i] = t.Constant(k)
	}
	i := len(c.Consts)
	for _, list := range [][]string{c.VarNames, c.CellVars, c.FreeVars, {c.Name, c.Qualname}} {
		for _, name := range list {
			values[i] = t.Intern(name)
			i++
		}
	}
	info.Names = values[len(c.Consts) : len(values)-2]
	info.name, info.qualname = values[len(values)-2], values[len(values)-1]
	entry := t.newRaw(len(c.Instrs) * abi.Word)
	for i := 0; i < len(c.Instrs); {
		in := c.Instrs[i]
		n := bytecode.Infos[in.Op()].Words
		for k := range n {
			abi.Store64(entry+uintptr(i+k)*abi.Word, uint64(c.Instrs[i+k]))
		}
		switch op := in.Op(); {
		case op >= bytecode.LOOP && op <= bytecode.LOOPGEI, op == bytecode.FORITER, op == bytecode.YIELD, op == bytecode.DELEGATE, op == bytecode.GENSTART:
			abi.Store8(entry+uintptr(i)*abi.Word+1, t.Config.LoopHeat)
		}
		i += n
	}
	o.Heat = t.Config.CallHeat
	o.Entry, o.Length = entry, int64(len(c.Instrs)*abi.Word)
	return v
}

// Constant makes the value of a constant of compiled code.
func (t *Thread) Constant(k any) Value {
	switch k := k.(type) {
	case nil:
		return None
	case bool:
		return abi.Bool(k)
	case int64:
		return t.NewInt(k)
	case *big.Int:
		return t.NewBig(k)
	case float64:
		return t.NewFloat(k)
	case complex128:
		return t.NewComplex(k)
	case string:
		return t.constStr(k)
	case bytecode.Bytes:
		return t.NewBytes([]byte(k))
	case bytecode.EllipsisType:
		return Ellipsis
	case bytecode.Tuple:
		vs := make([]Value, len(k))
		for i, x := range k {
			vs[i] = t.Constant(x)
		}
		return t.NewTuple(vs)
	case bytecode.FrozenSet:
		vs := make([]Value, len(k))
		for i, x := range k {
			vs[i] = t.Constant(x)
		}
		return t.NewFrozenSet(vs)
	case *bytecode.Code:
		return t.NewCode(k)
	}
	panic("runtime: unknown kind of constant")
}

// constStr interns what looks like a name, as CPython does.
func (t *Thread) constStr(s string) Value {
	for i := 0; i < len(s); i++ {
		if c := s[i]; c != '_' && (c < '0' || c > '9') && (c|0x20 < 'a' || c|0x20 > 'z') {
			return t.NewStr(s)
		}
	}
	return t.Intern(s)
}

// CodeInfo returns what is known of a code object.
func (iso *Isolate) CodeInfo(code Value) *CodeInfo {
	return iso.codes[abi.Obj[abi.Code](code).Index]
}

// Codes returns all live code objects.
func (iso *Isolate) Codes() []*CodeInfo { return iso.codes }

func (iso *Isolate) freeCode(addr uintptr) {
	i := int(abi.ObjAt[abi.Code](addr).Index)
	iso.Heap.Foreign(-iso.codes[i].foreignBytes())
	if iso.Native != nil {
		iso.Native.FreeCode(addr)
	}
	iso.codes[i] = nil
	iso.freeCodes = append(iso.freeCodes, i)
}

// foreignBytes is about what a code object takes of Go's memory.
func (c *CodeInfo) foreignBytes() int {
	n := int(unsafe.Sizeof(*c)+unsafe.Sizeof(*c.Code)) + len(c.Instrs)*abi.Word +
		len(c.Pos)*int(unsafe.Sizeof(bytecode.Pos{})) + 64*len(c.Consts)
	return n
}

// PosAt returns the source range of the instruction word at pc.
func (iso *Isolate) PosAt(code Value, pc uintptr) bytecode.Pos {
	o := abi.Obj[abi.Code](code)
	i := int(pc-o.Entry) / abi.Word
	if pos := iso.CodeInfo(code).Pos; i >= 0 && i < len(pos) {
		return pos[i]
	}
	return bytecode.Pos{}
}

// NewFunction makes a Python function. builtins is looked up in globals.
func (t *Thread) NewFunction(code, globals Value) Value {
	return t.NewFunctionIn(code, globals, t.builtinsOf(globals))
}

// NewFunctionIn is NewFunction with the dict of builtins given.
func (t *Thread) NewFunctionIn(code, globals, builtins Value) Value {
	addr := t.Heap.Alloc(unsafe.Sizeof(abi.Function{}), abi.Header{Shape: t.Types.Function.rootShape, Kind: abi.KindFunction}.Word())
	o := abi.ObjAt[abi.Function](addr)
	info := t.CodeInfo(code)
	o.Code, o.Globals, o.Builtins = code, globals, builtins
	switch info.Globals {
	case Unbound:
		info.Globals = globals
	case globals:
	default:
		info.Globals = None
		if t.Native != nil {
			t.Native.FlushCode(code)
		}
	}
	o.Closure, o.Defaults, o.KwDefaults = None, None, None
	o.Name, o.Qualname, o.Doc = info.FunctionParts()
	o.Module = t.DictGetStr(globals, t.names.Name)
	if o.Module == Unbound {
		o.Module = None
	}
	o.Annotations, o.Annotate, o.TypeParams, o.Dict = Unbound, None, Unbound, Unbound
	return abi.Ptr(addr)
}

// FunctionParts returns what all functions of a code object begin with.
func (c *CodeInfo) FunctionParts() (name, qualname, doc Value) {
	doc = None
	if c.Flags&bytecode.FlagHasDocstring != 0 && len(c.Consts) > 0 {
		doc = abi.Load(abi.Obj[abi.Code](c.Obj).Consts)
	}
	return c.name, c.qualname, doc
}

// builtinsOf returns the dict of builtins that code with these globals sees.
func (t *Thread) builtinsOf(globals Value) Value {
	b := t.DictGetStr(globals, t.names.Builtins)
	switch {
	case b.IsKind(abi.KindDict):
		return b
	case b.IsKind(abi.KindInstance) && t.TypeOf(b).IsSubtype(t.Types.Module):
		return t.AttrDict(b)
	}
	return t.Builtins
}
