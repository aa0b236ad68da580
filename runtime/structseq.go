package runtime

import (
	"github.com/go-python/gopython/internal/abi"
)

// A struct sequence is a tuple whose items have names, as sys.version_info.

// NewStructType makes the class of a struct sequence with these fields. doc
// may be ""; extra attributes are not items.
func (t *Thread) NewStructType(name, module, doc string, fields []string, extra ...*GetSet) *Type {
	spec := &TypeSpec{Name: name, Module: module, Doc: doc, MatchArgs: fields, Final: true}
	for i, f := range fields {
		spec.GetSets = append(spec.GetSets, &GetSet{Name: f, Get: func(t *Thread, v Value) Value { return abi.TupleItems(v)[i] }})
	}
	spec.GetSets = append(spec.GetSets, extra...)
	short := spec.Name
	spec.Slots.Repr = func(t *Thread, v Value) Value {
		text := []byte(short + "(")
		for i, x := range abi.TupleItems(v) {
			if i > 0 {
				text = append(text, ", "...)
			}
			r := t.Repr(x)
			if r == Raised {
				return Raised
			}
			if i < len(fields) {
				text = append(text, fields[i]+"="...)
			}
			text = t.appendWTF8(text, r)
		}
		return t.NewStr(string(append(text, ')')))
	}
	spec.New = &NativeDef{Name: "__new__", Sig: "cls, sequence, dict=None", Fn: func(t *Thread, a []Value) Value {
		typ := t.TypeFor(a[0])
		m := t.Mark()
		defer t.Unroot(m)
		items := t.TupleOf(a[1])
		if items == Raised {
			return Raised
		}
		t.Root(items)
		vs := abi.TupleItems(items)
		if n := len(fields); len(vs) < n {
			return t.Raise(t.Exc.TypeError, "%s() takes an at least %d-sequence (%d-sequence given)", short, n, len(vs))
		} else if len(vs) > n {
			if len(vs) > n+8 {
				return t.Raise(t.Exc.TypeError, "%s() takes an at most %d-sequence (%d-sequence given)", short, n, len(vs))
			}
			vs = vs[:n]
		}
		return t.NewStruct(typ, vs...)
	}}
	spec.Methods = []*NativeDef{{Name: "__reduce__", Sig: "self, /", Fn: func(t *Thread, a []Value) Value {
		return t.NewTuple2(t.TypeOf(a[0]).Obj, t.NewTuple2(t.NewTuple(abi.TupleItems(a[0])), t.NewDict()))
	}}}
	spec.Ints = []NamedInt{{"n_sequence_fields", len(fields)}, {"n_fields", len(fields) + len(extra)}, {"n_unnamed_fields", 0}}
	return t.NewBuiltinType(spec, t.Types.Tuple)
}

// NewStruct makes an instance of a class made by NewStructType.
func (t *Thread) NewStruct(typ *Type, values ...Value) Value {
	v := t.allocTuple(typ, len(values))
	copy(abi.TupleItems(v), values)
	return v
}
