package runtime

import (
	"github.com/go-python/gopython/internal/abi"
)

var functionType = TypeSpec{
	Name: "function", Kind: abi.KindFunction, Final: true, HasDict: true, HasWeak: true,
	Doc: "Create a function object.",
	Slots: Slots{Repr: functionRepr, DescrGet: functionGet, Call: func(t *Thread, v Value, args []Value, kwnames Value) Value {
		return t.CallKw(v, args, kwnames)
	}},
	New: &NativeDef{Name: "function", Sig: "cls, code, globals, name=None, argdefs=None, closure=None, kwdefaults=None", Fn: functionNew},
	GetSets: []*GetSet{
		{Name: "__code__", Get: funcField(func(f *abi.Function) *Value { return &f.Code }), Set: setFuncCode},
		{Name: "__globals__", Member: true, Get: funcField(func(f *abi.Function) *Value { return &f.Globals })},
		{Name: "__builtins__", Member: true, Get: funcField(func(f *abi.Function) *Value { return &f.Builtins })},
		{Name: "__closure__", Member: true, Get: funcField(func(f *abi.Function) *Value { return &f.Closure })},
		{Name: "__defaults__", Get: funcField(func(f *abi.Function) *Value { return &f.Defaults }),
			Set: setFuncTyped(func(f *abi.Function) *Value { return &f.Defaults }, abi.KindTuple, "__defaults__ must be set to a tuple object")},
		{Name: "__kwdefaults__", Get: funcField(func(f *abi.Function) *Value { return &f.KwDefaults }),
			Set: setFuncTyped(func(f *abi.Function) *Value { return &f.KwDefaults }, abi.KindDict, "__kwdefaults__ must be set to a dict object")},
		{Name: "__name__", Get: funcField(func(f *abi.Function) *Value { return &f.Name }),
			Set: setFuncStr(func(f *abi.Function) *Value { return &f.Name }, "__name__ must be set to a string object")},
		{Name: "__qualname__", Get: funcField(func(f *abi.Function) *Value { return &f.Qualname }),
			Set: setFuncStr(func(f *abi.Function) *Value { return &f.Qualname }, "__qualname__ must be set to a string object")},
		{Name: "__module__", Get: funcField(func(f *abi.Function) *Value { return &f.Module }),
			Set: setFuncAny(func(f *abi.Function) *Value { return &f.Module })},
		{Name: "__doc__", Get: funcField(func(f *abi.Function) *Value { return &f.Doc }),
			Set: setFuncAny(func(f *abi.Function) *Value { return &f.Doc })},
		{Name: "__dict__", Get: getInstanceDict, Set: setInstanceDict},
		{Name: "__annotations__", Get: getFuncAnnotations, Set: setFuncAnnotations},
		{Name: "__annotate__", Get: funcField(func(f *abi.Function) *Value { return &f.Annotate }), Set: setFuncAnnotate},
		{Name: "__type_params__", Get: func(t *Thread, v Value) Value {
			if p := abi.Obj[abi.Function](v).TypeParams; p != Unbound {
				return p
			}
			return t.EmptyTuple
		}, Set: func(t *Thread, v, x Value) bool {
			if !x.IsKind(abi.KindTuple) {
				t.Raise(t.Exc.TypeError, "__type_params__ must be set to a tuple")
				return false
			}
			t.store(v, &abi.Obj[abi.Function](v).TypeParams, x)
			return true
		}},
	},
}

func funcField(field func(*abi.Function) *Value) UnaryFunc {
	return func(_ *Thread, v Value) Value { return *field(abi.Obj[abi.Function](v)) }
}

// setFuncTyped sets a field that is None or of one kind.
func setFuncTyped(field func(*abi.Function) *Value, kind abi.Kind, msg string) func(t *Thread, v, x Value) bool {
	return func(t *Thread, v, x Value) bool {
		if x == Unbound {
			x = None
		}
		if x != None && !x.IsKind(kind) {
			t.Raise(t.Exc.TypeError, "%s", msg)
			return false
		}
		t.store(v, field(abi.Obj[abi.Function](v)), x)
		t.functionChanged()
		return true
	}
}

// functionChanged drops what inline caches know of functions.
func (t *Thread) functionChanged() {
	if t.FlushCaches != nil {
		t.FlushCaches()
	}
}

func setFuncStr(field func(*abi.Function) *Value, msg string) func(t *Thread, v, x Value) bool {
	return func(t *Thread, v, x Value) bool {
		if x == Unbound || !x.IsKind(abi.KindStr) {
			t.Raise(t.Exc.TypeError, "%s", msg)
			return false
		}
		t.store(v, field(abi.Obj[abi.Function](v)), x)
		return true
	}
}

func setFuncAny(field func(*abi.Function) *Value) func(t *Thread, v, x Value) bool {
	return func(t *Thread, v, x Value) bool {
		if x == Unbound {
			x = None
		}
		t.store(v, field(abi.Obj[abi.Function](v)), x)
		return true
	}
}

func setFuncCode(t *Thread, v, x Value) bool {
	if x == Unbound || !x.IsKind(abi.KindCode) {
		t.Raise(t.Exc.TypeError, "__code__ must be set to a code object")
		return false
	}
	f := abi.Obj[abi.Function](v)
	cells := 0
	if f.Closure != None {
		cells = len(abi.TupleItems(f.Closure))
	}
	if n := len(t.CodeInfo(x).FreeVars); n != cells {
		t.Raise(t.Exc.ValueError, "%s() requires a code object with %d free vars, not %d", t.GoString(f.Name), cells, n)
		return false
	}
	t.store(v, &f.Code, x)
	t.functionChanged()
	return true
}

func getFuncAnnotations(t *Thread, v Value) Value {
	f := abi.Obj[abi.Function](v)
	if f.Annotations != Unbound {
		return f.Annotations
	}
	a := t.callAnnotate(f.Annotate)
	if a != Raised {
		t.store(v, &f.Annotations, a)
	}
	return a
}

func setFuncAnnotations(t *Thread, v, x Value) bool {
	if x == None {
		x = Unbound
	}
	if x != Unbound && !x.IsKind(abi.KindDict) {
		t.Raise(t.Exc.TypeError, "__annotations__ must be set to a dict object")
		return false
	}
	f := abi.Obj[abi.Function](v)
	t.store(v, &f.Annotations, x)
	f.Annotate = None
	return true
}

func setFuncAnnotate(t *Thread, v, x Value) bool {
	f := abi.Obj[abi.Function](v)
	switch {
	case x == Unbound:
		t.Raise(t.Exc.TypeError, "__annotate__ cannot be deleted")
		return false
	case x == None:
		f.Annotate = None
		return true
	case !t.Callable(x):
		t.Raise(t.Exc.TypeError, "__annotate__ must be callable or None")
		return false
	}
	t.store(v, &f.Annotate, x)
	f.Annotations = Unbound
	return true
}

func functionRepr(t *Thread, v Value) Value {
	return t.NewStr("<function " + t.GoString(abi.Obj[abi.Function](v).Qualname) + " at " + addrText(v) + ">")
}

func functionGet(t *Thread, v, obj, _ Value) Value {
	if obj == Unbound {
		return v
	}
	return t.NewMethod(v, obj)
}

// functionNew is types.FunctionType(code, globals, ...).
func functionNew(t *Thread, a []Value) Value {
	code, globals, name, defs, closure, kwdefs := a[1], a[2], a[3], a[4], a[5], a[6]
	if !code.IsKind(abi.KindCode) {
		return t.Raise(t.Exc.TypeError, "function() argument 'code' must be code, not %s", t.TypeName(code))
	}
	if !globals.IsKind(abi.KindDict) {
		return t.Raise(t.Exc.TypeError, "function() argument 'globals' must be dict, not %s", t.TypeName(globals))
	}
	none := func(v Value) bool { return v == Unbound || v == None }
	info := t.CodeInfo(code)
	cells := 0
	switch {
	case !none(name) && !name.IsKind(abi.KindStr):
		return t.Raise(t.Exc.TypeError, "arg 3 (name) must be None or string")
	case !none(defs) && !defs.IsKind(abi.KindTuple):
		return t.Raise(t.Exc.TypeError, "arg 4 (defaults) must be None or tuple")
	case !none(closure) && !closure.IsKind(abi.KindTuple):
		if len(info.FreeVars) == 0 {
			return t.Raise(t.Exc.TypeError, "arg 5 (closure) must be None or tuple")
		}
		return t.Raise(t.Exc.TypeError, "arg 5 (closure) must be tuple")
	case none(closure) && len(info.FreeVars) > 0:
		return t.Raise(t.Exc.TypeError, "arg 5 (closure) must be tuple")
	case !none(kwdefs) && !kwdefs.IsKind(abi.KindDict):
		return t.Raise(t.Exc.TypeError, "arg 6 (kwdefaults) must be None or dict")
	}
	if !none(closure) {
		cells = len(abi.TupleItems(closure))
	}
	if cells != len(info.FreeVars) {
		return t.Raise(t.Exc.ValueError, "%s requires closure of length %d, not %d", info.Name, len(info.FreeVars), cells)
	}
	if !none(closure) {
		for _, c := range abi.TupleItems(closure) {
			if !c.IsKind(abi.KindCell) {
				return t.Raise(t.Exc.TypeError, "arg 5 (closure) expected cell, found %s", t.TypeName(c))
			}
		}
	}
	v := t.NewFunction(code, globals)
	f := abi.Obj[abi.Function](v)
	if !none(name) {
		f.Name = name
	}
	if !none(defs) {
		f.Defaults = defs
	}
	if !none(closure) && cells > 0 {
		f.Closure = closure
	}
	if !none(kwdefs) {
		f.KwDefaults = kwdefs
	}
	return v
}
