package runtime

import (
	"github.com/go-python/gopython/internal/abi"
)

// builtinFuncsObject are the functions of module builtins about objects and
// their attributes and classes.
var builtinFuncsObject = []*NativeDef{
	{Name: "__build_class__", Call: buildClass, Doc: "__build_class__(func, name, /, *bases, [metaclass], **kwds) -> class"},
	{Name: "getattr", Sig: "object, name, default=None, /", Fn: builtinGetattr, Doc: "Get a named attribute from an object."},
	{Name: "setattr", Sig: "obj, name, value, /", Fn: builtinSetattr, Doc: "Sets the named attribute on the given object to the specified value."},
	{Name: "delattr", Sig: "obj, name, /", Fn: builtinDelattr, Doc: "Deletes the named attribute from the given object."},
	{Name: "hasattr", Sig: "obj, name, /", Fn: builtinHasattr, Doc: "Return whether the object has an attribute with the given name."},
	{Name: "isinstance", Sig: "obj, class_or_tuple, /", Fn: func(t *Thread, a []Value) Value { return boolValue(t.IsInstance(a[0], a[1])) },
		Doc: "Return whether an object is an instance of a class or of a subclass thereof."},
	{Name: "issubclass", Sig: "cls, class_or_tuple, /", Fn: func(t *Thread, a []Value) Value { return boolValue(t.IsSubclass(a[0], a[1])) },
		Doc: "Return whether 'cls' is derived from another class or is the same class."},
	{Name: "callable", Sig: "obj, /", Fn: func(t *Thread, a []Value) Value { return abi.Bool(t.Callable(a[0])) }, Doc: "Return whether the object is callable (i.e., some kind of function)."},
	{Name: "id", Sig: "obj, /", Fn: func(t *Thread, a []Value) Value { return t.ID(a[0]) }, Doc: "Return the identity of an object."},
	{Name: "hash", Sig: "obj, /", Fn: builtinHashFunc, Doc: "Return the hash value for the given object."},
	{Name: "repr", Sig: "obj, /", Fn: func(t *Thread, a []Value) Value { return t.Repr(a[0]) }, Doc: "Return the canonical string representation of the object."},
	{Name: "dir", Sig: "object=None, /", Fn: builtinDir, Doc: "dir([object]) -> list of strings"},
	{Name: "vars", Sig: "object=None, /", Fn: builtinVars, Doc: "vars([object]) -> dictionary"},
}

// Callable reports whether v can be called.
func (t *Thread) Callable(v Value) bool { return t.TypeOf(v).Slots.Call != nil }

// ID is id(v): the address of an object, the word of a value without one.
func (t *Thread) ID(v Value) Value {
	if v.IsPtr() {
		return t.NewInt(int64(v.Addr()))
	}
	return t.NewUint(uint64(v))
}

// attrName checks the name argument of getattr() and its like.
func (t *Thread) attrName(v Value) (Value, bool) {
	if t.IsExactStr(v) {
		return t.InternStr(v), true
	}
	if !v.IsKind(abi.KindStr) {
		t.Raise(t.Exc.TypeError, "attribute name must be string, not '%s'", t.TypeName(v))
		return v, false
	}
	return t.InternStr(t.plainStr(v)), true
}

func builtinGetattr(t *Thread, a []Value) Value {
	name, ok := t.attrName(a[1])
	if !ok {
		return Raised
	}
	a[1] = name
	if a[2] == Unbound {
		return t.GetAttr(a[0], name)
	}
	if r := t.GetAttrOpt(a[0], name); r != Unbound {
		return r
	}
	return a[2]
}

func builtinSetattr(t *Thread, a []Value) Value {
	name, ok := t.attrName(a[1])
	if !ok {
		return Raised
	}
	a[1] = name
	return okNone(t.SetAttr(a[0], name, a[2]))
}

func builtinDelattr(t *Thread, a []Value) Value {
	name, ok := t.attrName(a[1])
	if !ok {
		return Raised
	}
	a[1] = name
	return okNone(t.SetAttr(a[0], name, Unbound))
}

func builtinHasattr(t *Thread, a []Value) Value {
	name, ok := t.attrName(a[1])
	if !ok {
		return Raised
	}
	a[1] = name
	r := t.GetAttrOpt(a[0], name)
	if r == Raised {
		return Raised
	}
	return abi.Bool(r != Unbound)
}

func builtinHashFunc(t *Thread, a []Value) Value {
	h, ok := t.Hash(a[0])
	if !ok {
		return Raised
	}
	return t.NewInt(h)
}

// builtinDir lists the names in scope, or what __dir__ gives, sorted.
func builtinDir(t *Thread, a []Value) Value {
	m := t.Mark()
	defer t.Unroot(m)
	var names Value
	if a[0] == Unbound {
		locals := t.Interp.Locals(t)
		if locals == Raised {
			return Raised
		}
		if locals == Unbound {
			return t.Raise(t.Exc.SystemError, "frame does not exist")
		}
		t.Root(locals)
		if locals.IsKind(abi.KindDict) {
			names = t.keyList(locals)
		} else if names = t.CallMethod(locals, t.names.Keys); names == Raised {
			return Raised
		}
	} else {
		f := t.LookupSpecial(a[0], t.names.Dir)
		if f == Raised {
			return Raised
		}
		if f == Unbound {
			return t.Raise(t.Exc.TypeError, "object does not provide __dir__")
		}
		if names = t.Call(t.Root(f)); names == Raised {
			return Raised
		}
	}
	list := t.ListOf(t.Root(names))
	if list == Raised {
		return Raised
	}
	if t.CallMethod(t.Root(list), t.Intern("sort")) == Raised {
		return Raised
	}
	return list
}

func builtinVars(t *Thread, a []Value) Value {
	if a[0] == Unbound {
		locals := t.Interp.Locals(t)
		if locals == Unbound {
			return t.Raise(t.Exc.SystemError, "frame does not exist")
		}
		return locals
	}
	r := t.GetAttrOpt(a[0], t.names.Dict)
	if r == Unbound {
		return t.Raise(t.Exc.TypeError, "vars() argument must have __dict__ attribute")
	}
	return r
}
