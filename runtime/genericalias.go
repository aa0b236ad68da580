package runtime

import (
	"github.com/go-python/gopython/internal/abi"
)

// Fields of a generic alias: list[int].
const (
	aliasOrigin = iota
	aliasArgs   // tuple
	aliasParams // tuple of the type variables in args; Unbound until asked for
	aliasStarred
	aliasFields
)

var genericAliasType = TypeSpec{
	Name: "types.GenericAlias", Module: "types", Kind: abi.KindInstance, Hidden: aliasFields, HasWeak: true,
	Doc: "Represent a PEP 585 generic type",
	Slots: Slots{
		Repr: aliasRepr, Hash: aliasHash, Compare: aliasCompare, Call: aliasCall, GetAttr: aliasGetAttr, GetItem: aliasGetItem,
		Iter:   aliasIter,
		Binary: [NumBinOps]BinaryFunc{Or: unionOr},
	},
	New: &NativeDef{Name: "GenericAlias", Sig: "cls, origin, args, /", Fn: func(t *Thread, a []Value) Value {
		return t.newAlias(t.TypeFor(a[0]), a[1], a[2])
	}},
	Methods: []*NativeDef{
		{Name: "__mro_entries__", Sig: "self, bases, /", Fn: func(t *Thread, a []Value) Value {
			return t.NewTuple([]Value{Slot(a[0], aliasOrigin)})
		}},
		{Name: "__instancecheck__", Sig: "self, instance, /", Fn: func(t *Thread, _ []Value) Value {
			return t.Raise(t.Exc.TypeError, "isinstance() argument 2 cannot be a parameterized generic")
		}},
		{Name: "__subclasscheck__", Sig: "self, cls, /", Fn: func(t *Thread, _ []Value) Value {
			return t.Raise(t.Exc.TypeError, "issubclass() argument 2 cannot be a parameterized generic")
		}},
		{Name: "__reduce__", Sig: "self, /", Fn: func(t *Thread, a []Value) Value {
			return t.NewTuple2(t.Types.GenericAlias.Obj, t.NewTuple2(Slot(a[0], aliasOrigin), Slot(a[0], aliasArgs)))
		}},
		{Name: "__dir__", Sig: "self, /", Fn: aliasDir},
	},
	GetSets: []*GetSet{
		{Name: "__origin__", Get: func(t *Thread, v Value) Value { return Slot(v, aliasOrigin) }},
		{Name: "__args__", Get: func(t *Thread, v Value) Value { return Slot(v, aliasArgs) }},
		{Name: "__parameters__", Get: aliasParameters},
		{Name: "__unpacked__", Get: func(t *Thread, v Value) Value { return Slot(v, aliasStarred) }},
		{Name: "__typing_unpacked_tuple_args__", Get: func(t *Thread, v Value) Value {
			if Slot(v, aliasStarred) == True && Slot(v, aliasOrigin) == t.Types.Tuple.Obj {
				return Slot(v, aliasArgs)
			}
			return None
		}},
	},
}

// NewGenericAlias makes origin[args]; args is a tuple or a single argument.
func (t *Thread) NewGenericAlias(origin, args Value) Value {
	return t.newAlias(t.Types.GenericAlias, origin, args)
}

func (t *Thread) newAlias(typ *Type, origin, args Value) Value {
	if !args.IsKind(abi.KindTuple) {
		args = t.NewTuple([]Value{args})
	}
	return t.NewRecord(typ, origin, args, Unbound, False)
}

func (t *Thread) isAlias(v Value) bool {
	return v.IsKind(abi.KindInstance) && t.TypeOf(v).IsSubtype(t.Types.GenericAlias)
}

// appendTypeName appends how a type is shown within an alias or a union.
func (t *Thread) appendTypeName(buf []byte, v Value) ([]byte, bool) {
	if v.IsKind(abi.KindList) {
		buf = append(buf, '[')
		for i := 0; i < len(abi.ListItems(v)); i++ {
			if i > 0 {
				buf = append(buf, ", "...)
			}
			var ok bool
			if buf, ok = t.appendTypeItem(buf, abi.ListItems(v)[i]); !ok {
				return buf, false
			}
		}
		return append(buf, ']'), true
	}
	return t.appendTypeItem(buf, v)
}

// appendTypeItem is appendTypeName for what is in a list: another list there is
// shown as any object is.
func (t *Thread) appendTypeItem(buf []byte, v Value) ([]byte, bool) {
	if v == Ellipsis {
		return append(buf, "..."...), true
	}
	if v == t.Types.None.Obj {
		return append(buf, "None"...), true
	}
	if typ := t.TypeFor(v); typ != nil {
		return append(buf, t.FullName(typ)...), true
	}
	if !t.isAlias(v) {
		q := t.GetAttrOpt(v, t.names.Qualname)
		m := t.GetAttrOpt(v, t.names.Module)
		if q == Raised || m == Raised {
			return buf, false
		}
		if q.IsKind(abi.KindStr) && m.IsKind(abi.KindStr) {
			if mod := t.GoString(m); mod != "builtins" {
				buf = append(append(buf, mod...), '.')
			}
			return t.appendWTF8(buf, q), true
		}
	}
	return t.appendRepr(buf, v)
}

func aliasRepr(t *Thread, v Value) Value {
	var buf []byte
	if Slot(v, aliasStarred) == True {
		buf = append(buf, '*')
	}
	buf, ok := t.appendTypeName(buf, Slot(v, aliasOrigin))
	if !ok {
		return Raised
	}
	buf = append(buf, '[')
	args := Slot(v, aliasArgs)
	for i, x := range abi.TupleItems(args) {
		if i > 0 {
			buf = append(buf, ", "...)
		}
		if buf, ok = t.appendTypeName(buf, x); !ok {
			return Raised
		}
	}
	if len(abi.TupleItems(args)) == 0 {
		buf = append(buf, "()"...)
	}
	return t.NewStr(string(append(buf, ']')))
}

func aliasHash(t *Thread, v Value) (int64, bool) {
	a, ok := t.Hash(Slot(v, aliasOrigin))
	if !ok {
		return 0, false
	}
	b, ok := t.Hash(Slot(v, aliasArgs))
	return a ^ b, ok
}

func aliasCompare(t *Thread, a, b Value, op CompareOp) Value {
	if op != EQ && op != NE || !t.isAlias(a) || !t.isAlias(b) {
		return NotImplemented
	}
	same, ok := t.Equal(Slot(a, aliasOrigin), Slot(b, aliasOrigin))
	if ok && same {
		same, ok = t.Equal(Slot(a, aliasArgs), Slot(b, aliasArgs))
	}
	same = same && Slot(a, aliasStarred) == Slot(b, aliasStarred)
	return boolValue(same == (op == EQ), ok)
}

// aliasCall makes an instance of the origin, and notes __orig_class__.
func aliasCall(t *Thread, v Value, args []Value, kwnames Value) Value {
	m := t.Mark()
	defer t.Unroot(m)
	r := t.CallKw(Slot(v, aliasOrigin), args, kwnames)
	if r == Raised {
		return Raised
	}
	t.Root(r)
	if !t.SetAttr(r, t.Intern("__orig_class__"), v) && !t.Catch(t.Exc.AttributeError) && !t.Catch(t.Exc.TypeError) {
		return Raised
	}
	return r
}

// aliasOwn are the attributes that are the alias's and not its origin's.
var aliasOwn = map[string]bool{"__class__": true, "__origin__": true, "__args__": true, "__unpacked__": true,
	"__parameters__": true, "__typing_unpacked_tuple_args__": true, "__mro_entries__": true, "__reduce_ex__": true,
	"__reduce__": true, "__copy__": true, "__deepcopy__": true}

func aliasGetAttr(t *Thread, v, name Value) Value {
	s := t.GoString(name)
	if !aliasOwn[s] && !(len(s) > 4 && s[:2] == "__" && s[len(s)-2:] == "__" && t.Lookup(t.TypeOf(v), t.InternStr(t.plainStr(name))) != Unbound &&
		s != "__doc__" && s != "__module__") {
		return t.GetAttr(Slot(v, aliasOrigin), name)
	}
	return GenericGetAttr(t, v, name)
}

func aliasIter(t *Thread, v Value) Value {
	c := t.newAlias(t.TypeOf(v), Slot(v, aliasOrigin), Slot(v, aliasArgs))
	t.SetSlot(c, aliasStarred, True)
	return t.Iter(t.NewTuple([]Value{c}))
}

func aliasDir(t *Thread, a []Value) Value {
	r, found := t.CallSpecial(Slot(a[0], aliasOrigin), t.names.Dir)
	if !found || r == Raised || !r.IsKind(abi.KindList) {
		return r
	}
	own := []string{"__args__", "__mro_entries__", "__origin__", "__parameters__", "__typing_unpacked_tuple_args__", "__unpacked__"}
	m := t.Mark()
	defer t.Unroot(m)
	t.Root(r)
	for _, name := range own {
		t.ListAppend(r, t.NewStr(name))
	}
	return r
}

func aliasParameters(t *Thread, v Value) Value {
	p := Slot(v, aliasParams)
	if p == Unbound {
		if p = t.typeParameters(Slot(v, aliasArgs)); p != Raised {
			t.SetSlot(v, aliasParams, p)
		}
	}
	return p
}

// typeParameters collects the type variables in a tuple of types.
func (t *Thread) typeParameters(args Value) Value {
	m := t.Mark()
	defer t.Unroot(m)
	list := t.Root(t.NewList(nil))
	add := func(x Value) bool {
		for _, y := range abi.ListItems(list) {
			if x == y {
				return true
			}
		}
		t.ListAppend(list, x)
		return true
	}
	subst, params := t.Root(t.Intern("__typing_subst__")), t.Root(t.Intern("__parameters__"))
	for i := range abi.TupleItems(args) {
		x := abi.TupleItems(args)[i]
		if x.IsKind(abi.KindType) {
			continue
		}
		s := t.GetAttrOpt(x, subst)
		if s == Raised {
			return Raised
		}
		if s != Unbound {
			add(x)
			continue
		}
		p := t.GetAttrOpt(x, params)
		if p == Raised {
			return Raised
		}
		if p.IsKind(abi.KindTuple) && !t.Each(p, add) {
			return Raised
		}
	}
	return t.NewTuple(abi.ListItems(list))
}

// aliasGetItem replaces the type variables: list[T][int].
func aliasGetItem(t *Thread, v, item Value) Value {
	m := t.Mark()
	defer t.Unroot(m)
	params := aliasParameters(t, v)
	if params == Raised {
		return Raised
	}
	args := t.substitute(v, Slot(v, aliasArgs), t.Root(params), item)
	if args == Raised {
		return Raised
	}
	c := t.newAlias(t.TypeOf(v), Slot(v, aliasOrigin), args)
	t.SetSlot(c, aliasStarred, Slot(v, aliasStarred))
	return c
}

// substitute returns args with params replaced by item, a tuple or one type.
func (t *Thread) substitute(v, args, params, item Value) Value {
	m := t.Mark()
	defer t.Unroot(m)
	if !item.IsKind(abi.KindTuple) {
		item = t.Root(t.NewTuple([]Value{item}))
	}
	want, have := len(abi.TupleItems(params)), len(abi.TupleItems(item))
	if want == 0 {
		return t.Raise(t.Exc.TypeError, "%s is not a generic class", t.MustRepr(v))
	}
	if want != have {
		few := "few"
		if have > want {
			few = "many"
		}
		return t.Raise(t.Exc.TypeError, "Too %s arguments for %s; actual %d, expected %d", few, t.MustRepr(v), have, want)
	}
	replacement := func(x Value) Value {
		for i, p := range abi.TupleItems(params) {
			if p == x {
				return abi.TupleItems(item)[i]
			}
		}
		return Unbound
	}
	list := t.Root(t.NewList(nil))
	subst, paramsName := t.Root(t.Intern("__typing_subst__")), t.Root(t.Intern("__parameters__"))
	for i := range abi.TupleItems(args) {
		x := abi.TupleItems(args)[i]
		if r := replacement(x); r != Unbound {
			if r = t.CallMethod(x, subst, r); r == Raised {
				return Raised
			}
			t.ListAppend(list, r)
			continue
		}
		if !x.IsKind(abi.KindType) {
			p := t.GetAttrOpt(x, paramsName)
			if p == Raised {
				return Raised
			}
			if p.IsKind(abi.KindTuple) && len(abi.TupleItems(p)) > 0 {
				var sub []Value
				for _, q := range abi.TupleItems(p) {
					r := replacement(q)
					if r == Unbound {
						r = q
					}
					sub = append(sub, r)
				}
				if x = t.GetItem(x, t.Root(t.NewTuple(sub))); x == Raised {
					return Raised
				}
			}
		}
		t.ListAppend(list, x)
	}
	return t.NewTuple(abi.ListItems(list))
}
