package runtime

// None, NotImplemented and Ellipsis, which are immediate values.

var noneType = TypeSpec{
	Name: "NoneType", Final: true,
	Doc: "The type of the None singleton.",
	Slots: Slots{
		Repr:   func(t *Thread, _ Value) Value { return t.Intern("None") },
		Bool:   func(*Thread, Value) (bool, bool) { return false, true },
		Hash:   func(*Thread, Value) (int64, bool) { return 0xfca86420, true },
		Binary: [NumBinOps]BinaryFunc{Or: unionOr},
	},
	New: singletonNew("NoneType", None),
}

var notImplementedType = TypeSpec{
	Name: "NotImplementedType", Final: true,
	Doc: "The type of the NotImplemented singleton.",
	Slots: Slots{
		Repr: func(t *Thread, _ Value) Value { return t.Intern("NotImplemented") },
		Bool: func(t *Thread, _ Value) (bool, bool) {
			t.Raise(t.Exc.TypeError, "NotImplemented should not be used in a boolean context")
			return false, false
		},
	},
	New:     singletonNew("NotImplementedType", NotImplemented),
	Methods: []*NativeDef{{Name: "__reduce__", Sig: "self, /", Fn: func(t *Thread, _ []Value) Value { return t.Intern("NotImplemented") }}},
}

var ellipsisType = TypeSpec{
	Name: "ellipsis", Final: true,
	Doc:     "The type of the Ellipsis singleton.",
	Slots:   Slots{Repr: func(t *Thread, _ Value) Value { return t.Intern("Ellipsis") }},
	New:     singletonNew("EllipsisType", Ellipsis),
	Methods: []*NativeDef{{Name: "__reduce__", Sig: "self, /", Fn: func(t *Thread, _ []Value) Value { return t.Intern("Ellipsis") }}},
}

func singletonNew(name string, v Value) *NativeDef {
	return &NativeDef{Name: "__new__", Call: func(t *Thread, _ Value, args []Value, _ Value) Value {
		if len(args) > 1 {
			return t.Raise(t.Exc.TypeError, "%s takes no arguments", name)
		}
		return v
	}}
}
