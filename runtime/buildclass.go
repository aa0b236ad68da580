package runtime

import "github.com/go-python/gopython/internal/abi"

// buildClass is __build_class__(func, name, *bases, metaclass=None, **kwds),
// which a class statement calls.
func buildClass(t *Thread, _ Value, args []Value, kwnames Value) Value {
	var names []Value
	if kwnames != Unbound {
		names = abi.TupleItems(kwnames)
	}
	n := len(args) - len(names)
	switch {
	case n < 2:
		return t.Raise(t.Exc.TypeError, "__build_class__: not enough arguments")
	case !args[0].IsKind(abi.KindFunction):
		return t.Raise(t.Exc.TypeError, "__build_class__: func must be a function")
	case !args[1].IsKind(abi.KindStr):
		return t.Raise(t.Exc.TypeError, "__build_class__: name is not a string")
	}
	m := t.Mark()
	defer t.Unroot(m)
	orig := t.Root(t.NewTuple(args[2:n]))
	bases := t.resolveBases(orig)
	if bases == Raised {
		return Raised
	}
	t.Root(bases)
	meta, kw, kwnames := t.splitMetaclass(args[n:], names)
	t.Root(kwnames)
	if meta == Unbound {
		meta = t.Types.Type.Obj
		if items := abi.TupleItems(bases); len(items) > 0 {
			meta = t.TypeOf(items[0]).Obj
		}
	}
	if mt := t.TypeFor(meta); mt != nil {
		winner := t.calculateMeta(mt, abi.TupleItems(bases))
		if winner == nil {
			return Raised
		}
		meta = winner.Obj
	}
	t.Root(meta)
	ns := t.prepare(meta, args[1], bases, kw, kwnames)
	if ns == Raised {
		return Raised
	}
	t.Root(ns)
	if !t.runClassBody(args[0], ns) {
		return Raised
	}
	if bases != orig && !t.SetItem(ns, t.names.OrigBases, orig) {
		return Raised
	}
	cell := Unbound
	if t.IsExactDict(ns) {
		cell = t.DictGetStr(ns, t.names.ClassCell)
		t.Root(cell)
	}
	cls := t.callMeta(meta, args[1], bases, ns, kw, kwnames)
	if cls == Raised {
		return Raised
	}
	if cls.IsKind(abi.KindType) && cell.IsKind(abi.KindCell) {
		return t.checkClassCell(args[1], cls, cell)
	}
	return cls
}

// checkClassCell verifies that type.__new__ got the __class__ cell.
func (t *Thread) checkClassCell(name, cls, cell Value) Value {
	switch have := abi.Obj[abi.Cell](cell).V; have {
	case cls:
	case Unbound:
		return t.Raise(t.Exc.RuntimeError, "__class__ not set defining %s as %s. Was __classcell__ propagated to type.__new__?", t.MustRepr(name), t.MustRepr(cls))
	default:
		return t.Raise(t.Exc.TypeError, "__class__ set to %s defining %s as %s", t.MustRepr(have), t.MustRepr(name), t.MustRepr(cls))
	}
	return cls
}

// splitMetaclass takes the keyword metaclass out. kw may be overwritten.
func (t *Thread) splitMetaclass(kw, names []Value) (meta Value, rest []Value, kwnames Value) {
	meta, kwnames = Unbound, Unbound
	var keep []Value
	for i, name := range names {
		if t.GoString(name) == "metaclass" {
			meta = kw[i]
			continue
		}
		keep = append(keep, name)
		rest = append(rest, kw[i])
	}
	if len(keep) > 0 {
		kwnames = t.NewTuple(keep)
	}
	return meta, rest, kwnames
}

// resolveBases replaces what is not a class by its __mro_entries__; the same
// tuple when there is no such thing.
func (t *Thread) resolveBases(bases Value) Value {
	m := t.Mark()
	defer t.Unroot(m)
	list := Unbound
	for i, b := range abi.TupleItems(bases) {
		entries := Unbound
		if !b.IsKind(abi.KindType) {
			if entries = t.GetAttrOpt(b, t.names.MROEntries); entries == Raised {
				return Raised
			}
		}
		if entries == Unbound {
			if list != Unbound {
				t.ListAppend(list, b)
			}
			continue
		}
		r := t.Call(t.Root(entries), bases)
		if r == Raised {
			return Raised
		}
		if !r.IsKind(abi.KindTuple) {
			return t.Raise(t.Exc.TypeError, "__mro_entries__ must return a tuple")
		}
		if list == Unbound {
			list = t.Root(t.NewList(abi.TupleItems(bases)[:i]))
		}
		for _, x := range abi.TupleItems(r) {
			t.ListAppend(list, x)
		}
	}
	if list == Unbound {
		return bases
	}
	return t.NewTuple(abi.ListItems(list))
}

// prepare makes the namespace that the class body fills.
func (t *Thread) prepare(meta, name, bases Value, kw []Value, kwnames Value) Value {
	mt := t.TypeFor(meta)
	if mt != nil && t.Lookup(mt, t.names.Prepare) == t.TypeAttr(t.Types.Type, t.names.Prepare) {
		return t.NewDict()
	}
	m := t.Mark()
	defer t.Unroot(m)
	f := t.GetAttrOpt(meta, t.names.Prepare)
	switch f {
	case Raised:
		return Raised
	case Unbound:
		return t.NewDict()
	}
	ns := t.CallKw(t.Root(f), append([]Value{name, bases}, kw...), kwnames)
	if ns == Raised {
		return Raised
	}
	if t.TypeOf(ns).Slots.GetItem == nil {
		what := "<metaclass>"
		if mt != nil {
			what = mt.Name
		}
		return t.Raise(t.Exc.TypeError, "%s.__prepare__() must return a mapping, not %s", what, t.TypeName(ns))
	}
	return ns
}

// runClassBody runs the function of a class body with its namespace, which
// such code has in register 0.
func (t *Thread) runClassBody(fn, ns Value) bool {
	if t.native >= MaxNative {
		t.Raise(t.Exc.RecursionError, "maximum recursion depth exceeded")
		return false
	}
	t.native++
	w := t.PushWindow(1)
	abi.Store(w.Base, ns)
	abi.Frame(w.Base).Func = fn
	r := t.Interp.Call(t, w.Base, 0, Unbound)
	t.PopWindow(w)
	t.native--
	return r != Raised
}

// callMeta is meta(name, bases, ns, **kw).
func (t *Thread) callMeta(meta, name, bases, ns Value, kw []Value, kwnames Value) Value {
	w := t.PushWindow(3 + len(kw))
	all := abi.Values(w.Base, 3+len(kw))
	all[0], all[1], all[2] = name, bases, ns
	copy(all[3:], kw)
	abi.Frame(w.Base).Func = meta
	r := t.CallWindow(w.Base, len(all), kwnames)
	t.PopWindow(w)
	return r
}
