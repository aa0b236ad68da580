package runtime

import (
	"github.com/go-python/gopython/internal/abi"
	"github.com/go-python/gopython/internal/bytecode"
)

// What the interpreter asks of the object model: questions about classes that
// decide whether it may take a short cut, and the second halves of operations
// whose first half it did itself.

// State is what a Go panic may leave wrong in a thread.
type State struct {
	native    int
	handles   int
	reprs     int
	top, topR uintptr
	lazy      uintptr
	lazyCatch bool
	Serving   int // of NativeCode
}

// SetTop tells where the part of the stack ends that the frame at R uses, which
// compiled code runs in. It returns what to give back to RestoreTop.
func (t *Thread) SetTop(top, R uintptr) (oldTop, oldR uintptr) {
	oldTop, oldR = t.top, t.topR
	t.top, t.topR = top, R
	return oldTop, oldR
}

// RestoreTop undoes SetTop.
func (t *Thread) RestoreTop(top, R uintptr) { t.top, t.topR = top, R }

// SaveState notes the state that RestoreState goes back to.
func (t *Thread) SaveState(s *State) {
	s.native, s.handles, s.reprs = t.native, len(t.handles), len(t.reprs)
	s.top, s.topR, s.lazy, s.lazyCatch = t.top, t.topR, t.Lazy, t.LazyCatch
}

// RestoreState drops what Go code that panicked had on the thread's stacks.
func (t *Thread) RestoreState(s *State) {
	t.native, t.handles, t.reprs = s.native, t.handles[:s.handles], t.reprs[:s.reprs]
	t.top, t.topR, t.Lazy, t.LazyCatch = s.top, s.topR, s.lazy, s.lazyCatch
}

// RaiseMemory raises MemoryError.
func (t *Thread) RaiseMemory() Value { return t.RaiseArgs(t.Exc.MemoryError) }

// Collect collects garbage. Only at a safepoint.
func (t *Thread) Collect() {
	if t.Config.GCEvery > 1 {
		if t.skipped++; t.skipped < t.Config.GCEvery {
			t.Poll.Or(abi.PollGC)
			return
		}
		t.skipped = 0
	}
	t.Heap.CollectDue()
}

// CollectForRoom collects garbage, at a safepoint, for an allocation that found
// no memory, and reports whether there is room for it now and for a good deal
// more: otherwise the next allocations would each need a collection.
func (t *Thread) CollectForRoom(bytes uint64) bool {
	t.Heap.Collect()
	return t.Heap.CheckRoom(bytes + t.Config.MaxMemory/16)
}

// RootedSince views the values rooted since m.
func (t *Thread) RootedSince(m Mark) []Value { return t.handles[m:] }

// IsExactDict reports whether v is a dict and not of a subclass.
func (iso *Isolate) IsExactDict(v Value) bool {
	return v.IsPtr() && v.Shape() == iso.Types.Dict.rootShape
}

// RaiseName raises a NameError whose message has the name in it.
func (t *Thread) RaiseName(class *Type, name Value, format string) Value {
	t.Raise(class, format, t.GoString(name))
	t.SetSlot(t.exc, nameName, name)
	t.SetSlot(t.exc, nameSelf, t.frameSelf())
	return Raised
}

// frameSelf returns what the name self means in the running frame, Unbound when
// it is not a parameter (or a variable of a module): for the traceback's hint
// that an attribute was meant.
func (t *Thread) frameSelf() Value {
	info := t.CodeInfo(FrameCode(t.R))
	if info.Flags&bytecode.FlagOptimized == 0 {
		if ns := abi.Load(t.R); ns.IsKind(abi.KindDict) {
			return t.DictGetStr(ns, t.Intern("self"))
		}
		return Unbound
	}
	for i, name := range info.VarNames[:min(info.ArgCount+info.KwOnly, len(info.VarNames))] {
		if name == "self" {
			if t.Native != nil {
				t.Native.Registers(t, t.R)
			}
			v := abi.Load(t.R + uintptr(i)*abi.Word)
			if v.IsKind(abi.KindCell) {
				v = abi.Obj[abi.Cell](v).V
			}
			return v
		}
	}
	return Unbound
}

// HandlerMatches is the test of an except clause: class is an exception class
// or a tuple of such.
func (t *Thread) HandlerMatches(exc, class Value) (yes, ok bool) {
	if class.IsKind(abi.KindTuple) {
		for _, c := range abi.TupleItems(class) {
			if !t.IsExceptionClass(c) {
				return t.notCatchable()
			}
		}
		for _, c := range abi.TupleItems(class) {
			if t.TypeOf(exc).IsSubtype(t.TypeFor(c)) {
				return true, true
			}
		}
		return false, true
	}
	typ := t.TypeFor(class)
	if typ == nil || !t.traits(typ).exception {
		return t.notCatchable()
	}
	return t.TypeOf(exc).IsSubtype(typ), true
}

func (t *Thread) notCatchable() (bool, bool) {
	t.Raise(t.Exc.TypeError, "catching classes that do not inherit from BaseException is not allowed")
	return false, false
}

// WithEnter begins a with statement: it returns the bound __exit__ and what
// __enter__ returned, Raised when that failed.
func (t *Thread) WithEnter(v Value) (exit, entered Value) {
	m := t.Mark()
	defer t.Unroot(m)
	exit = t.LookupSpecial(v, t.names.Exit)
	if exit == Raised {
		return Raised, Raised
	}
	if exit == Unbound {
		return Raised, t.notContextManager(v, "__exit__")
	}
	t.Root(exit)
	enter := t.LookupSpecial(v, t.names.Enter)
	if enter == Raised {
		return Raised, Raised
	}
	if enter == Unbound {
		return Raised, t.notContextManager(v, "__enter__")
	}
	t.Root(enter)
	return exit, t.Call(enter)
}

// WithMethods returns __enter__ and __exit__ of a class when both are Python
// functions.
func (t *Thread) WithMethods(typ *Type) (enter, exit Value) {
	enter, exit = t.pyFunction(typ, t.names.Enter), t.pyFunction(typ, t.names.Exit)
	if exit == Unbound {
		enter = Unbound
	}
	return enter, exit
}

// WithExit calls the bound __exit__ of a with statement with an exception.
func (t *Thread) WithExit(exit, exc Value) Value {
	return t.Call(exit, t.TypeOf(exc).Obj, exc, Slot(exc, ExcTraceback))
}

func (t *Thread) notContextManager(v Value, missing string) Value {
	hint := ""
	if t.Lookup(t.TypeOf(v), t.Intern("__aenter__")) != Unbound && t.Lookup(t.TypeOf(v), t.Intern("__aexit__")) != Unbound {
		hint = " but it supports the asynchronous context manager protocol. Did you mean to use 'async with'?"
	}
	if hint != "" {
		return t.Raise(t.Exc.TypeError, "'%s' object does not support the context manager protocol (missed %s method)%s", t.MessageName(t.TypeOf(v)), missing, hint)
	}
	return t.Raise(t.Exc.TypeError, "'%s' object does not support the context manager protocol (missed %s method)", t.MessageName(t.TypeOf(v)), missing)
}

// pyFunction returns the Python function that name means on typ, Unbound when
// it is anything else.
func (t *Thread) pyFunction(typ *Type, name Value) Value {
	if f := t.Lookup(typ, name); f.IsKind(abi.KindFunction) {
		return f
	}
	return Unbound
}

// PyBinary returns the Python function that x op y calls first, called with x
// and y, or Unbound when it is not that simple. After NotImplemented BinaryRest
// does the rest.
func (t *Thread) PyBinary(op BinOp, x, y Value) Value {
	tx := t.TypeOf(x)
	if !tx.Heap {
		return Unbound
	}
	if ty := t.TypeOf(y); ty != tx && ty.IsSubtype(tx) {
		return Unbound // the reflected method of the subclass may come first
	}
	return t.pyFunction(tx, t.names.Binary[op])
}

// BinaryRest is x op y after the method of x returned NotImplemented, or that
// of y if x is of a class without Python methods.
func (t *Thread) BinaryRest(op BinOp, x, y Value) Value {
	r := NotImplemented
	if tx, ty := t.TypeOf(x), t.TypeOf(y); tx != ty && tx.Heap {
		if ty.Heap {
			if f := t.Lookup(ty, t.names.Reflected[op]); f != Unbound {
				r, _ = t.CallSpecial(y, t.names.Reflected[op], x)
			}
		} else if f := ty.Slots.Binary[op]; f != nil {
			r = f(t, x, y)
		}
	}
	if r == NotImplemented {
		if r = t.sequenceOp(op, x, y, false); r == NotImplemented {
			return t.unsupported(binSymbols[op], op, x, y)
		}
	}
	return r
}

// PyCompare is PyBinary for comparisons.
func (t *Thread) PyCompare(op CompareOp, x, y Value) Value {
	tx := t.TypeOf(x)
	if !tx.Heap {
		return Unbound
	}
	if ty := t.TypeOf(y); ty != tx && ty.IsSubtype(tx) {
		return Unbound
	}
	return t.pyFunction(tx, t.names.Compare[op])
}

// CompareRest is x op y after the method of x returned NotImplemented.
func (t *Thread) CompareRest(x, y Value, op CompareOp) Value {
	if f := t.TypeOf(y).Slots.Compare; f != nil {
		if r := f(t, y, x, compareSwapped[op]); r != NotImplemented {
			return r
		}
	}
	switch op {
	case EQ:
		return abi.Bool(x == y)
	case NE:
		return abi.Bool(x != y)
	}
	return t.Raise(t.Exc.TypeError, "'%s' not supported between instances of '%s' and '%s'",
		compareSymbols[op], t.TypeName(x), t.TypeName(y))
}

// Special methods that the interpreter calls itself.
const (
	PyGetItem = iota
	PySetItem
)

// PyMethod returns the Python function of a special method of v's class,
// Unbound when it is anything else.
func (t *Thread) PyMethod(v Value, which int) Value {
	name := t.names.GetItem
	if which == PySetItem {
		name = t.names.SetItem
	}
	if typ := t.TypeOf(v); typ.Heap {
		return t.pyFunction(typ, name)
	}
	return Unbound
}

// PlainAttrs reports whether attributes of instances are found in the ordinary way.
func (t *Thread) PlainAttrs(typ *Type) bool { return typ.plainAttrs }

// PlainSetAttr is PlainAttrs for setting.
func (t *Thread) PlainSetAttr(typ *Type) bool { return typ.plainSetAttr }

// IsDataDescr reports whether v, found on a class, goes before the instance.
func (t *Thread) IsDataDescr(v Value) bool {
	s := &t.TypeOf(v).Slots
	return s.DescrGet != nil && s.DescrSet != nil
}

// HasDescrGet reports whether v is a descriptor.
func (t *Thread) HasDescrGet(v Value) bool { return t.TypeOf(v).Slots.DescrGet != nil }

// HasDescrSet reports whether v is a data descriptor.
func (t *Thread) HasDescrSet(v Value) bool { return t.TypeOf(v).Slots.DescrSet != nil }

// How a class makes its instances.
const (
	newUnknown   = iota
	newOther     // by a __new__ of its own, or one that is not listed here
	newObject    // object.__new__
	newException // BaseException.__new__, without anything of the class's own
)

// traits sees to it that newKind and identityEq are as the class is now.
func (t *Thread) traits(typ *Type) *Type {
	if typ.newKind != newUnknown && typ.traitsVersion == typ.version {
		return typ
	}
	typ.newKind, typ.traitsVersion = newOther, typ.version
	typ.exception = typ.IsSubtype(t.Exc.BaseException)
	eq := t.names.Compare[EQ]
	typ.identityEq = typ.Kind == abi.KindInstance && t.Lookup(typ, eq) == t.TypeAttr(t.Types.Object, eq)
	if typ.Kind == abi.KindInstance && typ.Meta == t.Types.Type {
		switch f := t.Lookup(typ, t.names.New); {
		case f == t.TypeAttr(t.Types.Object, t.names.New):
			if typ.Heap {
				typ.newKind = newObject
			}
		case f == t.TypeAttr(t.Exc.BaseException, t.names.New) && typ.IsSubtype(t.Exc.BaseException) && excInitOf(typ) == nil:
			typ.newKind = newException
		}
	}
	return typ
}

// PlainNew reports whether calling the class makes an instance of kind Instance
// without running a __new__, and the metaclass is type.
func (t *Thread) PlainNew(typ *Type) bool {
	return t.traits(typ).newKind == newObject && !typ.Abstract
}

// PlainException reports whether a call of the class makes an exception by
// BaseException.__new__ without anything of the class's own, but for an
// __init__.
func (t *Thread) PlainException(typ *Type) bool {
	return t.traits(typ).newKind == newException && !typ.Abstract
}

// NewPlain makes an instance of a class for which PlainNew or PlainException
// holds, to be initialised; the last arguments may be keywords'.
func (t *Thread) NewPlain(typ *Type, args []Value, kwnames Value) Value {
	if typ.newKind == newObject {
		return t.NewInstance(typ)
	}
	if kwnames != Unbound {
		args = args[:len(args)-len(abi.TupleItems(kwnames))]
	}
	return t.newExceptionOf(typ, args)
}

// PyInit returns the __init__ of a class when it is a Python function.
func (t *Thread) PyInit(typ *Type) Value { return t.pyFunction(typ, t.names.Init) }

// Exact reports whether the function can be called with n positional arguments
// as they are.
func (d *NativeDef) Exact(n int) bool {
	if d.Call != nil {
		return false
	}
	s := d.signature()
	return n == s.values && (s.simple || s.easy && s.maxPos == n)
}

// HasLen reports whether len(v) is defined.
func (t *Thread) HasLen(v Value) bool { return t.TypeOf(v).Slots.Len != nil }

// CallableName is how a callable is named in messages about its arguments.
func (t *Thread) CallableName(f Value) string {
	switch f.Kind() {
	case abi.KindFunction:
		o := abi.Obj[abi.Function](f)
		name := t.GoString(o.Qualname) + "()"
		if o.Module.IsKind(abi.KindStr) {
			if m := t.GoString(o.Module); m != "builtins" {
				return m + "." + name
			}
		}
		return name
	case abi.KindMethod:
		return t.CallableName(abi.Obj[abi.Method](f).Func)
	case abi.KindNative:
		return t.NativeDefOf(f).Name + "()"
	case abi.KindType:
		return t.FullName(t.TypeFor(f)) + "()"
	}
	return t.TypeName(f) + " object"
}

// IsMapping reports whether v has keys(), as ** needs. It may raise: then it
// returns false with an exception pending.
func (t *Thread) IsMapping(v Value) bool {
	if v.IsKind(abi.KindDict) {
		return true
	}
	r := t.GetAttrOpt(v, t.names.Keys)
	return r != Unbound && r != Raised
}

// MergeKeywords adds the items of v, **kwargs of a call of f, to d.
func (t *Thread) MergeKeywords(d, v, f Value) bool {
	if !t.IsMapping(v) {
		if t.exc == Unbound {
			t.Raise(t.Exc.TypeError, "%s argument after ** must be a mapping, not %s", t.CallableName(f), t.TypeName(v))
		}
		return false
	}
	m := t.Mark()
	defer t.Unroot(m)
	src := v
	if !t.IsExactDict(v) {
		src = t.Root(t.NewDict())
		if !t.DictUpdate(src, v) {
			return false
		}
	}
	for e, i := DictNext(src, 0); e != nil; e, i = DictNext(src, i+1) {
		key, val := e.Key, e.Value
		if have := t.DictGet(d, key); have == Raised {
			return false
		} else if have != Unbound {
			if !key.IsKind(abi.KindStr) {
				t.Raise(t.Exc.TypeError, "keywords must be strings")
				return false
			}
			t.Raise(t.Exc.TypeError, "%s got multiple values for keyword argument '%s'", t.CallableName(f), t.GoString(key))
			return false
		}
		if !t.DictSet(d, key, val) {
			return false
		}
	}
	return true
}

// KeywordNames makes the tuple of the keys of a ** dict, which must be strs.
func (t *Thread) KeywordNames(kw Value) Value {
	names := t.allocTuple(t.Types.Tuple, DictLen(kw))
	i := 0
	for e, j := DictNext(kw, 0); e != nil; e, j = DictNext(kw, j+1) {
		if !e.Key.IsKind(abi.KindStr) {
			return t.Raise(t.Exc.TypeError, "keywords must be strings")
		}
		abi.TupleItems(names)[i] = e.Key
		i++
	}
	return names
}

// IsHiddenName reports whether a variable is the compiler's own (".0").
func (t *Thread) IsHiddenName(name Value) bool {
	return StrLen(name) > 0 && StrAt(name, 0) == '.'
}

// UnboundMethod returns the class that a method written in Go belongs to, as it
// is found in that class.
func (t *Thread) UnboundMethod(f Value) (*Type, bool) {
	if !f.IsPtr() || f.Shape() != t.Types.MethodDescr.rootShape {
		return nil, false
	}
	return t.TypeFor(abi.Obj[abi.Native](f).Self), true
}

// PlainNative returns the declaration of a builtin function without a
// receiver, nil for any other callable.
func (t *Thread) PlainNative(f Value) *NativeDef {
	if f.IsPtr() && f.Shape() == t.Types.Builtin.rootShape {
		if o := abi.Obj[abi.Native](f); o.Self == Unbound {
			return t.natives[o.Index]
		}
	}
	return nil
}
