package runtime

import "github.com/go-python/gopython/internal/abi"

// importAttr is the attribute name of a module that is imported if need be.
func (t *Thread) importAttr(module, name string) Value {
	m := t.Mark()
	defer t.Unroot(m)
	imp := t.DictGetStr(t.Builtins, t.names.Import)
	if imp == Unbound {
		return t.Raise(t.Exc.ImportError, "__import__ not found")
	}
	text := t.Root(t.Intern(module))
	attr := t.Root(t.Intern(name))
	mod := t.Call(imp, text)
	if mod == Raised {
		return Raised
	}
	t.Root(mod)
	return t.GetAttr(mod, attr)
}

// objectReduceEx is object.__reduce_ex__: a __reduce__ that the class
// overrides counts first.
func objectReduceEx(t *Thread, a []Value) Value {
	proto, ok := t.AsInt(a[1], t.Exc.OverflowError)
	if !ok {
		return Raised
	}
	own := t.Lookup(t.TypeOf(a[0]), t.names.Reduce)
	if own != Unbound && own != t.TypeAttr(t.Types.Object, t.names.Reduce) {
		r, _ := t.CallSpecial(a[0], t.names.Reduce)
		return r
	}
	if proto >= 2 {
		return t.reduceNew(a[0])
	}
	return t.reduceOld(a[0], proto)
}

// reduceOld is copyreg._reduce_ex, for protocols 0 and 1.
func (t *Thread) reduceOld(v Value, proto int) Value {
	m := t.Mark()
	defer t.Unroot(m)
	f := t.importAttr("copyreg", "_reduce_ex")
	if f == Raised {
		return Raised
	}
	t.Root(f)
	return t.Call(f, v, t.NewInt(int64(proto)))
}

// reduceNew makes (copyreg.__newobj__, (cls, *args), state, listitems, dictitems).
func (t *Thread) reduceNew(v Value) Value {
	m := t.Mark()
	defer t.Unroot(m)
	typ := t.TypeOf(v)
	if typ.Slots.New == nil {
		return t.Raise(t.Exc.TypeError, "cannot pickle '%s' object", typ.Name)
	}
	args, kwargs := t.newArgs(v)
	if args == Raised {
		return Raised
	}
	t.Root(args)
	t.Root(kwargs)
	name := "__newobj__"
	if kwargs != Unbound && DictLen(kwargs) > 0 {
		name = "__newobj_ex__"
	}
	maker := t.importAttr("copyreg", name)
	if maker == Raised {
		return Raised
	}
	t.Root(maker)
	var newArgs Value
	if name == "__newobj_ex__" {
		if args == Unbound {
			args = t.EmptyTuple
		}
		newArgs = t.NewTuple([]Value{typ.Obj, args, kwargs})
	} else {
		items := []Value{typ.Obj}
		if args != Unbound {
			items = append(items, abi.TupleItems(args)...)
		}
		newArgs = t.NewTuple(items)
	}
	t.Root(newArgs)
	required := args == Unbound && !typ.IsSubtype(t.Types.List) && !typ.IsSubtype(t.Types.Dict)
	state := t.getState(v, required)
	if state == Raised {
		return Raised
	}
	t.Root(state)
	lists, dicts := None, None
	if typ.IsSubtype(t.Types.List) {
		if lists = t.Iter(v); lists == Raised {
			return Raised
		}
		t.Root(lists)
	}
	if typ.IsSubtype(t.Types.Dict) {
		items := t.CallMethod(v, t.Root(t.Intern("items")))
		if items == Raised {
			return Raised
		}
		t.Root(items)
		if dicts = t.Iter(items); dicts == Raised {
			return Raised
		}
	}
	return t.NewTuple([]Value{maker, newArgs, state, lists, dicts})
}

// newArgs asks the object for the arguments of __new__: Unbound when it has
// neither __getnewargs_ex__ nor __getnewargs__.
func (t *Thread) newArgs(v Value) (args, kwargs Value) {
	m := t.Mark()
	defer t.Unroot(m)
	r, found := t.CallSpecial(v, t.Root(t.Intern("__getnewargs_ex__")))
	if found {
		if r == Raised {
			return Raised, Raised
		}
		if !r.IsKind(abi.KindTuple) {
			return t.Raise(t.Exc.TypeError, "__getnewargs_ex__ should return a tuple, not '%s'", t.TypeName(r)), Unbound
		}
		items := abi.TupleItems(r)
		if len(items) != 2 {
			return t.Raise(t.Exc.ValueError, "__getnewargs_ex__ should return a tuple of length 2, not %d", len(items)), Unbound
		}
		if !items[0].IsKind(abi.KindTuple) {
			return t.Raise(t.Exc.TypeError, "first item of the tuple returned by __getnewargs_ex__ must be a tuple, not '%s'", t.TypeName(items[0])), Unbound
		}
		if !items[1].IsKind(abi.KindDict) {
			return t.Raise(t.Exc.TypeError, "second item of the tuple returned by __getnewargs_ex__ must be a dict, not '%s'", t.TypeName(items[1])), Unbound
		}
		return items[0], items[1]
	}
	r, found = t.CallSpecial(v, t.Root(t.Intern("__getnewargs__")))
	if !found {
		return Unbound, Unbound
	}
	if r != Raised && !r.IsKind(abi.KindTuple) {
		return t.Raise(t.Exc.TypeError, "__getnewargs__ should return a tuple, not '%s'", t.TypeName(r)), Unbound
	}
	return r, Unbound
}

// getState is v.__getstate__(); required forbids objects with hidden state.
func (t *Thread) getState(v Value, required bool) Value {
	own := t.Lookup(t.TypeOf(v), t.names.GetState)
	if own == t.TypeAttr(t.Types.Object, t.names.GetState) {
		return t.objectState(v, required)
	}
	f := t.GetAttr(v, t.names.GetState)
	if f == Raised {
		return Raised
	}
	m := t.Mark()
	defer t.Unroot(m)
	return t.Call(t.Root(f))
}

// objectState is object.__getstate__: the dict, and the slots if there are any.
func (t *Thread) objectState(v Value, required bool) Value {
	typ := t.TypeOf(v)
	if required && !typ.Heap && typ.Kind != abi.KindInstance {
		return t.Raise(t.Exc.TypeError, "cannot pickle '%s' object", typ.Name)
	}
	m := t.Mark()
	defer t.Unroot(m)
	state := None
	if typ.HasDict {
		if state = t.GetAttrOpt(v, t.names.Dict); state == Raised {
			return Raised
		}
		if state.IsKind(abi.KindDict) {
			if DictLen(state) == 0 {
				state = None
			} else {
				state = t.CopyDict(state)
			}
		} else if state == Unbound {
			state = None
		}
		t.Root(state)
	}
	names := t.allSlots(typ)
	if len(names) == 0 {
		return state
	}
	slots := t.Root(t.NewDict())
	for _, n := range names {
		name := t.Root(t.Intern(n))
		x := t.GetAttrOpt(v, name)
		if x == Raised {
			return Raised
		}
		if x != Unbound {
			t.DictSetStr(slots, name, x)
		}
	}
	if DictLen(slots) == 0 {
		return state
	}
	return t.NewTuple2(state, slots)
}

// allSlots returns the names that __slots__ of typ and its bases add.
func (t *Thread) allSlots(typ *Type) []string {
	var names []string
	for _, m := range typ.MRO {
		names = append(names, m.slotNames...)
	}
	return names
}

// CopyDict makes a dict with the entries of d. It runs no Python code.
func (t *Thread) CopyDict(d Value) Value {
	c := t.NewDict()
	t.dictResize(c, DictLen(d)+1)
	for e, i := DictNext(d, 0); e != nil; e, i = DictNext(d, i+1) {
		t.dictInsert(c, e.Key, e.Value, e.Hash.Int())
	}
	return c
}
