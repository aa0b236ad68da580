package runtime

import (
	"strconv"

	"github.com/go-python/gopython/internal/abi"
	"github.com/go-python/gopython/internal/bytecode"
)

var codeType = TypeSpec{
	Name: "code", Kind: abi.KindCode, Final: true, NoNew: true, HasWeak: true,
	Doc:   "A code object.",
	Slots: Slots{Repr: codeRepr, Compare: codeCompare, Hash: identityHash},
	GetSets: []*GetSet{
		codeAttr("co_name", func(t *Thread, c *CodeInfo) Value { return t.Intern(c.Name) }),
		codeAttr("co_qualname", func(t *Thread, c *CodeInfo) Value { return t.Intern(c.Qualname) }),
		codeAttr("co_filename", func(t *Thread, c *CodeInfo) Value { return t.NewStr(c.Filename) }),
		codeAttr("co_firstlineno", func(t *Thread, c *CodeInfo) Value { return t.NewInt(int64(c.FirstLine)) }),
		codeAttr("co_flags", func(t *Thread, c *CodeInfo) Value { return t.NewInt(int64(c.Flags)) }),
		codeAttr("co_argcount", func(t *Thread, c *CodeInfo) Value { return t.NewInt(int64(c.ArgCount)) }),
		codeAttr("co_posonlyargcount", func(t *Thread, c *CodeInfo) Value { return t.NewInt(int64(c.PosOnly)) }),
		codeAttr("co_kwonlyargcount", func(t *Thread, c *CodeInfo) Value { return t.NewInt(int64(c.KwOnly)) }),
		codeAttr("co_nlocals", func(t *Thread, c *CodeInfo) Value { return t.NewInt(int64(len(c.VarNames))) }),
		codeAttr("co_stacksize", func(t *Thread, c *CodeInfo) Value { return t.NewInt(int64(c.NumRegs)) }),
		codeAttr("co_varnames", func(t *Thread, c *CodeInfo) Value { return t.strTuple(c.VarNames) }),
		codeAttr("co_cellvars", func(t *Thread, c *CodeInfo) Value { return t.strTuple(c.CellVars) }),
		codeAttr("co_freevars", func(t *Thread, c *CodeInfo) Value { return t.strTuple(c.FreeVars) }),
		codeAttr("co_names", func(t *Thread, c *CodeInfo) Value { return t.strTuple(codeNames(c.Code)) }),
		{Name: "co_consts", Get: func(t *Thread, v Value) Value {
			return t.NewTuple(abi.Values(abi.Obj[abi.Code](v).Consts, len(t.CodeInfo(v).Consts)))
		}},
		{Name: "co_code", Get: codeBytes},
		{Name: "_co_code_adaptive", Get: codeBytes},
		codeAttr("co_linetable", func(t *Thread, c *CodeInfo) Value { return t.NewBytes(nil) }),
		codeAttr("co_exceptiontable", func(t *Thread, c *CodeInfo) Value { return t.NewBytes(nil) }),
	},
	Methods: []*NativeDef{
		{Name: "co_lines", Sig: "self, /", Fn: codeLines},
		{Name: "co_positions", Sig: "self, /", Fn: codePositions},
		{Name: "replace", Sig: "self, /, **changes", Fn: codeReplace, Doc: "Return a copy of the code object with new values for the specified fields."},
		{Name: "__replace__", Sig: "self, /, **changes", Fn: codeReplace},
	},
}

func codeAttr(name string, get func(t *Thread, c *CodeInfo) Value) *GetSet {
	return &GetSet{Name: name, Get: func(t *Thread, v Value) Value { return get(t, t.CodeInfo(v)) }}
}

func (t *Thread) strTuple(names []string) Value {
	vs := make([]Value, len(names))
	for i, n := range names {
		vs[i] = t.Intern(n)
	}
	return t.NewTuple(vs)
}

// codeNames collects the names of globals and attributes that the
// instructions use, in the order of their first use.
func codeNames(c *bytecode.Code) []string {
	var names []string
	seen := map[string]bool{}
	for i := 0; i < len(c.Instrs); {
		in := c.Instrs[i]
		op := in.Op()
		info := bytecode.Infos[op]
		field := -1
		switch op {
		case bytecode.LOADGLOBAL, bytecode.STOREGLOBAL, bytecode.LOADNAME, bytecode.STORENAME, bytecode.DELGLOBAL, bytecode.DELNAME,
			bytecode.STOREATTR, bytecode.DELATTR, bytecode.IMPORTNAME:
			field = int(in.B())
		case bytecode.LOADATTR, bytecode.CALLMETHOD, bytecode.METHOD, bytecode.SUPERATTR, bytecode.SUPERMETHOD, bytecode.IMPORTFROM,
			bytecode.LOADDICTGLOBAL:
			field = int(in.C())
		}
		if k := field / abi.Word; field >= 0 && k < len(c.Consts) {
			if s, ok := c.Consts[k].(string); ok && !seen[s] {
				seen[s] = true
				names = append(names, s)
			}
		}
		i += max(1, info.Words)
	}
	return names
}

// codeBytes gives the instructions of this machine, not CPython's.
func codeBytes(t *Thread, v Value) Value {
	c := t.CodeInfo(v)
	buf := make([]byte, 0, len(c.Instrs)*abi.Word)
	for _, in := range c.Instrs {
		for s := 0; s < 64; s += 8 {
			buf = append(buf, byte(in>>s))
		}
	}
	return t.NewBytes(buf)
}

func codeRepr(t *Thread, v Value) Value {
	c := t.CodeInfo(v)
	line := "-1"
	if c.FirstLine > 0 {
		line = strconv.Itoa(c.FirstLine)
	}
	return t.NewStr("<code object " + c.Name + " at " + addrText(v) + `, file "` + c.Filename + `", line ` + line + ">")
}

func codeCompare(t *Thread, a, b Value, op CompareOp) Value {
	if op != EQ && op != NE || !a.IsKind(abi.KindCode) || !b.IsKind(abi.KindCode) {
		return NotImplemented
	}
	return abi.Bool((t.CodeInfo(a).Code == t.CodeInfo(b).Code) == (op == EQ))
}

func lineValue(n int32) Value {
	if n <= 0 {
		return None
	}
	return abi.SmallInt(int64(n))
}

// codeLines gives (start, end, line) for each run of instructions.
func codeLines(t *Thread, a []Value) Value {
	pos := t.CodeInfo(a[0]).Pos
	list := t.NewList(nil)
	for i := 0; i < len(pos); {
		j := i
		for j < len(pos) && pos[j].Line == pos[i].Line {
			j++
		}
		t.ListAppend(list, t.NewTuple([]Value{abi.SmallInt(int64(i * 2)), abi.SmallInt(int64(j * 2)), lineValue(pos[i].Line)}))
		i = j
	}
	return t.Iter(list)
}

func codePositions(t *Thread, a []Value) Value {
	list := t.NewList(nil)
	for _, p := range t.CodeInfo(a[0]).Pos {
		item := []Value{None, None, None, None}
		if p.Line > 0 {
			item = []Value{lineValue(p.Line), lineValue(p.EndLine), abi.SmallInt(int64(p.Col)), abi.SmallInt(int64(p.EndCol))}
		}
		t.ListAppend(list, t.NewTuple(item))
	}
	return t.Iter(list)
}

// codeReplace makes a copy with other names, place or flags. What the
// instructions depend on cannot be replaced.
func codeReplace(t *Thread, a []Value) Value {
	c := *t.CodeInfo(a[0]).Code
	c.Filename = t.CodeInfo(a[0]).Filename
	if a[1] == Unbound {
		return t.NewCode(&c)
	}
	for e, i := DictNext(a[1], 0); e != nil; e, i = DictNext(a[1], i+1) {
		name := t.GoString(e.Key)
		var text *string
		switch name {
		case "co_name":
			text = &c.Name
		case "co_qualname":
			text = &c.Qualname
		case "co_filename":
			text = &c.Filename
		case "co_firstlineno", "co_flags":
			n, ok := t.AsInt(e.Value, t.Exc.OverflowError)
			if !ok {
				return Raised
			}
			if name == "co_flags" {
				c.Flags = uint32(n)
			} else {
				c.FirstLine = n
			}
			continue
		default:
			if !knownCodeField[name] {
				return t.Raise(t.Exc.TypeError, "replace() got an unexpected keyword argument '%s'", name)
			}
			have := t.GetAttr(a[0], e.Key)
			if have == Raised {
				return Raised
			}
			same, ok := t.Equal(have, e.Value)
			if !ok {
				return Raised
			}
			if !same {
				return t.Raise(t.Exc.NotImplementedError, "replacing %s is not supported", name)
			}
			continue
		}
		if !e.Value.IsKind(abi.KindStr) {
			return t.Raise(t.Exc.TypeError, "replace() argument '%s' must be str, not %s", name, t.TypeName(e.Value))
		}
		*text = t.GoString(e.Value)
	}
	return t.NewCode(&c)
}

var knownCodeField = map[string]bool{"co_argcount": true, "co_posonlyargcount": true, "co_kwonlyargcount": true, "co_nlocals": true,
	"co_stacksize": true, "co_code": true, "co_consts": true, "co_names": true, "co_varnames": true, "co_freevars": true,
	"co_cellvars": true, "co_linetable": true, "co_exceptiontable": true}
