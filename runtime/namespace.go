package runtime

import (
	"github.com/go-python/gopython/internal/abi"
)

var simpleNamespaceType = TypeSpec{
	Name: "types.SimpleNamespace", Module: "types", Kind: abi.KindInstance, HasDict: true,
	Doc: "A simple attribute-based namespace.",
	Slots: Slots{Repr: namespaceRepr, Compare: func(t *Thread, a, b Value, op CompareOp) Value {
		if ns := t.Types.SimpleNamespace; !t.TypeOf(a).IsSubtype(ns) || !t.TypeOf(b).IsSubtype(ns) {
			return NotImplemented
		}
		return t.Compare(t.AttrDict(a), t.AttrDict(b), op)
	}, Init: namespaceInit},
	New: &NativeDef{Name: "__new__", Call: func(t *Thread, _ Value, args []Value, _ Value) Value {
		return t.NewInstance(t.TypeFor(args[0]))
	}},
	Methods: []*NativeDef{
		{Name: "__reduce__", Sig: "self, /", Fn: func(t *Thread, a []Value) Value {
			return t.NewTuple([]Value{t.TypeOf(a[0]).Obj, t.EmptyTuple, t.AttrDict(a[0])})
		}},
		{Name: "__replace__", Sig: "self, /, **changes", Fn: func(t *Thread, a []Value) Value {
			m := t.Mark()
			defer t.Unroot(m)
			c := t.Call(t.TypeOf(a[0]).Obj)
			if c == Raised {
				return Raised
			}
			d := t.AttrDict(t.Root(c))
			if !t.DictUpdate(d, t.AttrDict(a[0])) || a[1] != Unbound && !t.DictUpdate(d, a[1]) {
				return Raised
			}
			return c
		}},
	},
	GetSets: []*GetSet{{Name: "__dict__", Get: getInstanceDict}},
}

func namespaceInit(t *Thread, v Value, args []Value, kwnames Value) bool {
	var kw []Value
	if kwnames != Unbound {
		kw = abi.TupleItems(kwnames)
	}
	n := len(args) - len(kw)
	if n > 1 {
		t.Raise(t.Exc.TypeError, "%s expected at most 1 argument, got %d", t.TypeOf(v).shortName(), n)
		return false
	}
	if n == 1 {
		d := t.AttrDict(v)
		if !t.DictUpdate(d, args[0]) {
			return false
		}
		for e, i := DictNext(d, 0); e != nil; e, i = DictNext(d, i+1) {
			if !e.Key.IsKind(abi.KindStr) {
				t.Raise(t.Exc.TypeError, "keywords must be strings")
				return false
			}
		}
	}
	for i, name := range kw {
		if !t.setInstanceAttr(v, t.InternStr(t.plainStr(name)), args[n+i]) {
			return false
		}
	}
	return true
}

func namespaceRepr(t *Thread, v Value) Value {
	name := t.TypeName(v)
	if t.TypeOf(v) == t.Types.SimpleNamespace {
		name = "namespace"
	}
	if !t.reprEnter(v) {
		return t.NewStr(name + "(...)")
	}
	defer t.reprLeave(v)
	m := t.Mark()
	defer t.Unroot(m)
	d := t.Root(t.CopyDict(t.AttrDict(v)))
	buf, ok, sep := []byte(name+"("), true, ""
	for e, i := DictNext(d, 0); e != nil; e, i = DictNext(d, i+1) {
		if !e.Key.IsKind(abi.KindStr) {
			continue
		}
		buf = append(t.appendWTF8(append(buf, sep...), e.Key), '=')
		if buf, ok = t.appendRepr(buf, e.Value); !ok {
			return Raised
		}
		sep = ", "
	}
	return t.NewStr(string(append(buf, ')')))
}
