package runtime

import (
	"github.com/go-python/gopython/internal/abi"
)

// Fields of an exception group.
const (
	egMessage    = ExcExtra + iota
	egExceptions // tuple
)

var baseExceptionGroupType = TypeSpec{
	Name: "BaseExceptionGroup", Doc: "A combination of multiple unrelated exceptions.", Hidden: 2,
	New: &NativeDef{Name: "__new__", Call: exceptionGroupNew},
	Slots: Slots{
		Init: func(t *Thread, v Value, args []Value, kwnames Value) bool {
			return baseExceptionInit(t, v, args, kwnames)
		},
		Str: func(t *Thread, v Value) Value {
			m := t.Mark()
			defer t.Unroot(m)
			msg := t.Str(Slot(v, egMessage))
			if msg == Raised {
				return Raised
			}
			n := len(abi.TupleItems(Slot(v, egExceptions)))
			return t.NewStr(t.GoString(msg) + " (" + itoa64(int64(n)) + " sub-exception" + plural(n) + ")")
		},
		Repr: func(t *Thread, v Value) Value {
			m := t.Mark()
			defer t.Unroot(m)
			r := t.Repr(Slot(v, egMessage))
			if r == Raised {
				return Raised
			}
			text := t.GoString(r)
			seq := Slot(v, egExceptions)
			if args := abi.TupleItems(Slot(v, ExcArgs)); len(args) == 2 && args[1].IsKind(abi.KindList) {
				seq = t.NewList(abi.TupleItems(seq))
			}
			r = t.Repr(t.Root(seq))
			if r == Raised {
				return Raised
			}
			return t.NewStr(t.TypeOf(v).shortName() + "(" + text + ", " + t.GoString(r) + ")")
		},
	},
	Methods: []*NativeDef{
		{Name: "derive", Sig: "self, excs, /", Fn: func(t *Thread, a []Value) Value {
			return t.Call(t.Exc.BaseExceptionGroup.Obj, Slot(a[0], egMessage), a[1])
		}},
		{Name: "split", Sig: "self, matcher_value, /", Fn: exceptionGroupSplit},
		{Name: "subgroup", Sig: "self, matcher_value, /", Fn: exceptionGroupSubgroup},
		{Name: "__class_getitem__", Sig: "cls, item, /", Class: true, Fn: func(t *Thread, a []Value) Value {
			return t.Call(t.Types.GenericAlias.Obj, a[0], a[1])
		}},
	},
	GetSets: []*GetSet{
		{Name: "message", Get: func(t *Thread, v Value) Value { return excField(v, egMessage) }},
		{Name: "exceptions", Get: func(t *Thread, v Value) Value { return excField(v, egExceptions) }},
	},
}

func exceptionGroupNew(t *Thread, _ Value, args []Value, kwnames Value) Value {
	typ := t.TypeFor(args[0])
	pos := args[1:]
	if kwnames != Unbound {
		pos = pos[:len(pos)-len(abi.TupleItems(kwnames))]
	}
	if len(pos) != 2 {
		return t.Raise(t.Exc.TypeError, "BaseExceptionGroup.__new__() takes exactly 2 arguments (%d given)", len(pos))
	}
	if !pos[0].IsKind(abi.KindStr) {
		return t.Raise(t.Exc.TypeError, "BaseExceptionGroup.__new__() argument 1 must be str, not %s", t.argTypeName(pos[0]))
	}
	if ts := &t.TypeOf(pos[1]).Slots; ts.GetItem == nil || pos[1].IsKind(abi.KindDict) {
		return t.Raise(t.Exc.TypeError, "second argument (exceptions) must be a sequence")
	}
	m := t.Mark()
	defer t.Unroot(m)
	excs := t.TupleOf(pos[1])
	if excs == Raised {
		return Raised
	}
	t.Root(excs)
	items := abi.TupleItems(excs)
	if len(items) == 0 {
		return t.Raise(t.Exc.ValueError, "second argument (exceptions) must be a non-empty sequence")
	}
	onlyExceptions := true
	for i, e := range items {
		if !t.IsException(e) {
			return t.Raise(t.Exc.ValueError, "Item %d of second argument (exceptions) is not an exception", i)
		}
		onlyExceptions = onlyExceptions && t.TypeOf(e).IsSubtype(t.Exc.Exception)
	}
	switch {
	case typ == t.Exc.BaseExceptionGroup && onlyExceptions:
		typ = t.Exc.ExceptionGroup
	case typ == t.Exc.ExceptionGroup && !onlyExceptions:
		return t.Raise(t.Exc.TypeError, "Cannot nest BaseExceptions in an ExceptionGroup")
	case typ != t.Exc.BaseExceptionGroup && !onlyExceptions && typ.IsSubtype(t.Exc.Exception):
		return t.Raise(t.Exc.TypeError, "Cannot nest BaseExceptions in '%s'", typ.Name)
	}
	v := t.newExceptionOf(typ, pos)
	t.SetSlot(v, egMessage, pos[0])
	t.SetSlot(v, egExceptions, excs)
	return v
}

// IsExceptionGroup reports whether v is an instance of BaseExceptionGroup.
func (t *Thread) IsExceptionGroup(v Value) bool {
	return v.IsKind(abi.KindInstance) && t.TypeOf(v).IsSubtype(t.Exc.BaseExceptionGroup)
}

// groupMatcher says which exceptions split and subgroup are about.
type groupMatcher struct {
	class Value // class or tuple of classes; Unbound when a function decides
	fn    Value
	set   map[Value]bool // these very exceptions, when not nil
}

func (t *Thread) newGroupMatcher(v Value) (*groupMatcher, bool) {
	if t.IsExceptionClass(v) {
		return &groupMatcher{class: v, fn: Unbound}, true
	}
	if v.IsKind(abi.KindTuple) {
		ok := true
		for _, c := range abi.TupleItems(v) {
			ok = ok && t.IsExceptionClass(c)
		}
		if ok {
			return &groupMatcher{class: v, fn: Unbound}, true
		}
	} else if t.TypeFor(v) == nil && t.TypeOf(v).Slots.Call != nil {
		return &groupMatcher{class: Unbound, fn: v}, true
	}
	t.Raise(t.Exc.TypeError, "expected an exception type, a tuple of exception types, or a callable (other than a class)")
	return nil, false
}

func (t *Thread) groupMatches(g *groupMatcher, exc Value) (yes, ok bool) {
	switch {
	case g.set != nil:
		return g.set[exc], true
	case g.fn != Unbound:
		r := t.Call(g.fn, exc)
		if r == Raised {
			return false, false
		}
		return t.IsTrue(r)
	}
	return t.ExceptionMatches(exc, g.class), true
}

// ExceptionMatches reports whether exc is an instance of class, an exception
// class or a tuple of such. It runs no Python code.
func (t *Thread) ExceptionMatches(exc, class Value) bool {
	if class.IsKind(abi.KindTuple) {
		for _, c := range abi.TupleItems(class) {
			if t.ExceptionMatches(exc, c) {
				return true
			}
		}
		return false
	}
	typ := t.TypeFor(class)
	return typ != nil && t.TypeOf(exc).IsSubtype(typ)
}

// SplitGroup divides an exception group (or a plain exception) into what
// matches class and the rest, None each when empty. class is an exception
// class or a tuple of such, as in except*.
func (t *Thread) SplitGroup(exc, class Value) (match, rest Value, ok bool) {
	return t.splitGroup(&groupMatcher{class: class, fn: Unbound}, exc, true)
}

// SplitGroupIn divides a group into those of its leaves that are in set and
// the others.
func (t *Thread) SplitGroupIn(exc Value, set map[Value]bool) (match, rest Value, ok bool) {
	return t.splitGroup(&groupMatcher{class: Unbound, fn: Unbound, set: set}, exc, true)
}

// splitGroup's results are on the handle stack's owner's side: the caller roots them.
func (t *Thread) splitGroup(g *groupMatcher, exc Value, wantRest bool) (match, rest Value, ok bool) {
	if !t.Enter(" in exceptiongroup_split_recursive") {
		return None, None, false
	}
	defer t.Leave()
	yes, ok := t.groupMatches(g, exc)
	if !ok {
		return None, None, false
	}
	if yes {
		return exc, None, true
	}
	if !t.IsExceptionGroup(exc) {
		return None, exc, true
	}
	m := t.Mark()
	defer t.Unroot(m)
	excs := t.Root(Slot(exc, egExceptions))
	yesList, noList := t.Root(t.NewList(nil)), t.Root(t.NewList(nil))
	for _, e := range abi.TupleItems(excs) {
		a, b, ok := t.splitGroup(g, e, wantRest)
		if !ok {
			return None, None, false
		}
		if a != None {
			t.ListAppend(yesList, a)
		}
		if b != None && wantRest {
			t.ListAppend(noList, b)
		}
	}
	if match = t.groupSubset(exc, yesList); match == Raised {
		return None, None, false
	}
	t.Root(match)
	rest = None
	if wantRest {
		if rest = t.groupSubset(exc, noList); rest == Raised {
			return None, None, false
		}
	}
	return match, rest, true
}

// groupSubset makes a group like orig of a list of exceptions.
func (t *Thread) groupSubset(orig, excs Value) Value {
	if len(abi.ListItems(excs)) == 0 {
		return None
	}
	m := t.Mark()
	defer t.Unroot(m)
	g := t.CallMethod(orig, t.Intern("derive"), excs)
	if g == Raised {
		return Raised
	}
	if !t.IsExceptionGroup(g) {
		return t.Raise(t.Exc.TypeError, "derive must return an instance of BaseExceptionGroup")
	}
	t.Root(g)
	t.SetSlot(g, ExcTraceback, Slot(orig, ExcTraceback))
	t.SetSlot(g, ExcContext, Slot(orig, ExcContext))
	t.SetSlot(g, ExcCause, Slot(orig, ExcCause))
	t.SetSlot(g, ExcSuppress, Slot(orig, ExcSuppress))
	if notes := t.GetAttrOpt(orig, t.names.Notes); notes == Raised {
		return Raised
	} else if notes != Unbound && t.isSequence(t.TypeOf(notes)) {
		// A copy, so that a note added to one does not show in the other.
		if notes = t.ListOf(notes); notes == Raised || !t.SetAttr(g, t.names.Notes, t.Root(notes)) {
			return Raised
		}
	}
	return g
}

func exceptionGroupSplit(t *Thread, a []Value) Value {
	g, ok := t.newGroupMatcher(a[1])
	if !ok {
		return Raised
	}
	match, rest, ok := t.splitGroup(g, a[0], true)
	if !ok {
		return Raised
	}
	return t.NewTuple2(match, rest)
}

func exceptionGroupSubgroup(t *Thread, a []Value) Value {
	g, ok := t.newGroupMatcher(a[1])
	if !ok {
		return Raised
	}
	match, _, ok := t.splitGroup(g, a[0], false)
	if !ok {
		return Raised
	}
	return match
}
