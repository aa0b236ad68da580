package runtime

import (
	"github.com/go-python/gopython/internal/abi"
)

var baseExceptionType = TypeSpec{
	Name: "BaseException", Doc: "Common base class for all exceptions.", Kind: abi.KindInstance,
	Hidden: ExcExtra, HasDict: true,
	New: &NativeDef{Name: "__new__", Call: baseExceptionNew},
	Slots: Slots{
		Init: baseExceptionInit,
		Repr: baseExceptionRepr,
		Str:  baseExceptionStr,
	},
	Methods: []*NativeDef{
		{Name: "with_traceback", Sig: "self, tb, /", Fn: exceptionWithTraceback, Doc: "Set self.__traceback__ to tb and return self."},
		{Name: "add_note", Sig: "self, note, /", Fn: exceptionAddNote, Doc: "Add a note to the exception."},
		{Name: "__reduce__", Sig: "self, /", Fn: exceptionReduce},
		{Name: "__setstate__", Sig: "self, state, /", Fn: exceptionSetState},
	},
	GetSets: []*GetSet{
		{Name: "args", Get: func(t *Thread, v Value) Value { return Slot(v, ExcArgs) }, Set: setExceptionArgs},
		{Name: "__traceback__", Get: func(t *Thread, v Value) Value { return Slot(v, ExcTraceback) }, Set: setExceptionTraceback},
		{Name: "__context__", Get: func(t *Thread, v Value) Value { return Slot(v, ExcContext) }, Set: setExceptionContext},
		{Name: "__cause__", Get: func(t *Thread, v Value) Value { return Slot(v, ExcCause) }, Set: setExceptionCause},
		{Name: "__suppress_context__", Get: func(t *Thread, v Value) Value { return Slot(v, ExcSuppress) }, Set: setExceptionSuppress},
		{Name: "__dict__", Get: func(t *Thread, v Value) Value { return t.AttrDict(v) }, Set: setExceptionDict},
	},
}

// excInitOf returns the hook of the builtin class that typ derives from.
func excInitOf(typ *Type) func(t *Thread, exc Value, args []Value) {
	for ; typ != nil; typ = typ.Base {
		if typ.excInit != nil || !typ.Heap {
			return typ.excInit
		}
	}
	return nil
}

// newExceptionOf allocates an exception of any class derived from BaseException.
func (t *Thread) newExceptionOf(typ *Type, args []Value) Value {
	v := t.NewInstance(typ)
	f := abi.Values(v.Addr()+instanceSize, ExcExtra)
	f[ExcArgs], f[ExcTraceback], f[ExcContext], f[ExcCause], f[ExcSuppress] = t.NewTuple(args), None, None, None, False
	return v
}

func baseExceptionNew(t *Thread, _ Value, args []Value, kwnames Value) Value {
	typ := t.TypeFor(args[0])
	pos := args[1:]
	if kwnames != Unbound {
		pos = pos[:len(pos)-len(abi.TupleItems(kwnames))]
	}
	v := t.newExceptionOf(typ, pos)
	if f := excInitOf(typ); f != nil && typ.Heap {
		// A class that overrides __init__ still has the fields.
		f(t, v, pos)
	}
	return v
}

// setArgs stores args unless the tuple there has the same items already.
func (t *Thread) setArgs(v Value, args []Value) {
	if have := Slot(v, ExcArgs); have.IsKind(abi.KindTuple) && sameValues(abi.TupleItems(have), args) {
		return
	}
	t.SetSlot(v, ExcArgs, t.NewTuple(args))
}

func sameValues(a, b []Value) bool {
	if len(a) != len(b) {
		return false
	}
	for i := range a {
		if a[i] != b[i] {
			return false
		}
	}
	return true
}

// baseExceptionInit serves all classes whose constructor takes no keywords.
func baseExceptionInit(t *Thread, v Value, args []Value, kwnames Value) bool {
	if kwnames != Unbound && len(abi.TupleItems(kwnames)) > 0 {
		t.Raise(t.Exc.TypeError, "%s() takes no keyword arguments", t.TypeName(v))
		return false
	}
	t.setArgs(v, args)
	if f := excInitOf(t.TypeOf(v)); f != nil {
		f(t, v, args)
	}
	return true
}

// excKeywords splits keyword arguments off args: vals[i] is the one called
// names[i]. Others are a TypeError in the name of the builtin class.
func (t *Thread) excKeywords(class string, args []Value, kwnames Value, vals []Value, names ...string) ([]Value, bool) {
	for i := range vals {
		vals[i] = Unbound
	}
	if kwnames == Unbound {
		return args, true
	}
	kw := abi.TupleItems(kwnames)
	pos, kwvals := args[:len(args)-len(kw)], args[len(args)-len(kw):]
next:
	for i, k := range kw {
		text := t.GoString(k)
		for j, name := range names {
			if name == text {
				vals[j] = kwvals[i]
				continue next
			}
		}
		t.Raise(t.Exc.TypeError, "%s() got an unexpected keyword argument '%s'", class, text)
		return nil, false
	}
	return pos, true
}

func baseExceptionRepr(t *Thread, v Value) Value {
	name := t.TypeOf(v).shortName()
	args := Slot(v, ExcArgs)
	m := t.Mark()
	defer t.Unroot(m)
	t.Root(args)
	if items := abi.TupleItems(args); len(items) == 1 {
		r := t.Repr(items[0])
		if r == Raised {
			return Raised
		}
		return t.NewStr(name + "(" + t.GoString(r) + ")")
	}
	r := t.Repr(args)
	if r == Raised {
		return Raised
	}
	return t.NewStr(name + t.GoString(r))
}

func baseExceptionStr(t *Thread, v Value) Value {
	args := Slot(v, ExcArgs)
	switch items := abi.TupleItems(args); len(items) {
	case 0:
		return t.EmptyStr
	case 1:
		return t.Str(items[0])
	}
	return t.Str(args)
}

func exceptionWithTraceback(t *Thread, a []Value) Value {
	if !setExceptionTraceback(t, a[0], a[1]) {
		return Raised
	}
	return a[0]
}

func exceptionAddNote(t *Thread, a []Value) Value {
	if !a[1].IsKind(abi.KindStr) {
		return t.Raise(t.Exc.TypeError, "add_note() argument must be str, not %s", t.argTypeName(a[1]))
	}
	notes := t.GetAttrOpt(a[0], t.names.Notes)
	if notes == Raised {
		return Raised
	}
	if notes == Unbound {
		notes = t.NewList(nil)
		m := t.Mark()
		t.Root(notes)
		ok := t.SetAttr(a[0], t.names.Notes, notes)
		t.Unroot(m)
		if !ok {
			return Raised
		}
	} else if !notes.IsKind(abi.KindList) {
		return t.Raise(t.Exc.TypeError, "Cannot add note: __notes__ is not a list")
	}
	t.ListAppend(notes, a[1])
	return None
}

// exceptionState is a copy-free view of the attributes for pickling: the
// instance's dict, Unbound when it has no attributes.
func (t *Thread) exceptionState(v Value) Value {
	o := abi.Obj[abi.Instance](v)
	if t.ShapeFields(o.Shape) == t.TypeOf(v).Hidden && !t.ShapeHasDict(o.Shape) {
		return Unbound
	}
	return t.AttrDict(v)
}

func exceptionReduce(t *Thread, a []Value) Value {
	class := t.TypeOf(a[0]).Obj
	args := Slot(a[0], ExcArgs)
	if d := t.exceptionState(a[0]); d != Unbound {
		return t.NewTuple([]Value{class, args, d})
	}
	return t.NewTuple2(class, args)
}

func exceptionSetState(t *Thread, a []Value) Value {
	if a[1] == None {
		return None
	}
	if !a[1].IsKind(abi.KindDict) {
		return t.Raise(t.Exc.TypeError, "state is not a dictionary")
	}
	for i := 0; i < DictFill(a[1]); i++ {
		e, n := DictNext(a[1], i)
		if e == nil {
			break
		}
		i = n
		if !e.Key.IsKind(abi.KindStr) {
			return t.Raise(t.Exc.TypeError, "attribute name must be string, not '%s'", t.TypeName(e.Key))
		}
		if !t.SetAttr(a[0], e.Key, e.Value) {
			return Raised
		}
	}
	return None
}

func setExceptionArgs(t *Thread, v, x Value) bool {
	if x == Unbound {
		t.Raise(t.Exc.TypeError, "args may not be deleted")
		return false
	}
	args := t.TupleOf(x)
	if args == Raised {
		return false
	}
	t.SetSlot(v, ExcArgs, args)
	return true
}

func setExceptionTraceback(t *Thread, v, x Value) bool {
	switch {
	case x == Unbound:
		t.Raise(t.Exc.TypeError, "__traceback__ may not be deleted")
		return false
	case x != None && t.TypeOf(x) != t.Types.Traceback:
		t.Raise(t.Exc.TypeError, "__traceback__ must be a traceback or None")
		return false
	}
	t.SetSlot(v, ExcTraceback, x)
	return true
}

func setExceptionContext(t *Thread, v, x Value) bool {
	switch {
	case x == Unbound:
		t.Raise(t.Exc.TypeError, "__context__ may not be deleted")
		return false
	case x != None && !t.IsException(x):
		t.Raise(t.Exc.TypeError, "exception context must be None or derive from BaseException")
		return false
	}
	t.SetSlot(v, ExcContext, x)
	return true
}

func setExceptionCause(t *Thread, v, x Value) bool {
	switch {
	case x == Unbound:
		t.Raise(t.Exc.TypeError, "__cause__ may not be deleted")
		return false
	case x != None && !t.IsException(x):
		t.Raise(t.Exc.TypeError, "exception cause must be None or derive from BaseException")
		return false
	}
	t.SetSlot(v, ExcCause, x)
	t.SetSlot(v, ExcSuppress, True)
	return true
}

func setExceptionSuppress(t *Thread, v, x Value) bool {
	switch {
	case x == Unbound:
		t.Raise(t.Exc.TypeError, "can't delete numeric/char attribute")
		return false
	case !x.IsBool():
		t.Raise(t.Exc.TypeError, "attribute value type must be bool")
		return false
	}
	t.SetSlot(v, ExcSuppress, x)
	return true
}

func setExceptionDict(t *Thread, v, x Value) bool {
	if !x.IsKind(abi.KindDict) {
		if x == Unbound {
			t.Raise(t.Exc.TypeError, "cannot delete __dict__")
		} else {
			t.Raise(t.Exc.TypeError, "__dict__ must be set to a dictionary, not a '%s'", t.TypeName(x))
		}
		return false
	}
	t.materializeDict(v)
	t.store(v, &abi.Obj[abi.Instance](v).Attrs, x)
	return true
}
