package runtime

import "github.com/go-python/gopython/internal/abi"

// Annotations of classes (PEP 649): the class body leaves a function that
// computes them, which is called when they are asked for. What it returned is
// kept under annotationsCache.

const annotationsCache = "__annotations_cache__"

func getTypeAnnotations(t *Thread, v Value) Value {
	typ := t.TypeFor(v)
	if !typ.Heap {
		return t.NoAttribute(v, t.names.Annotations)
	}
	a := t.TypeAttr(typ, t.names.Annotations)
	if a == Unbound {
		a = t.TypeAttr(typ, t.Intern(annotationsCache))
	}
	if a != Unbound {
		if get := t.TypeOf(a).Slots.DescrGet; get != nil {
			return get(t, a, Unbound, v)
		}
		return a
	}
	m := t.Mark()
	defer t.Unroot(m)
	f := getTypeAnnotate(t, v)
	if f == Raised {
		return Raised
	}
	a = t.callAnnotate(t.Root(f))
	if a == Raised {
		return Raised
	}
	t.Root(a)
	if !t.SetTypeAttr(typ, t.Root(t.Intern(annotationsCache)), a) {
		return Raised
	}
	return a
}

// callAnnotate calls an annotate function for values: a new dict when f is
// not callable.
func (t *Thread) callAnnotate(f Value) Value {
	if !t.Callable(f) {
		return t.NewDict()
	}
	a := t.Call(f, abi.SmallInt(1))
	if a != Raised && !a.IsKind(abi.KindDict) {
		return t.Raise(t.Exc.TypeError, "__annotate__() must return a dict, not %s", t.TypeName(a))
	}
	return a
}

func setTypeAnnotations(t *Thread, v, x Value) bool {
	typ := t.TypeFor(v)
	if !typ.Heap {
		t.Raise(t.Exc.TypeError, "cannot set '__annotations__' attribute of immutable type '%s'", typ.Name)
		return false
	}
	cache := t.Intern(annotationsCache)
	key := t.names.Annotations
	if t.TypeAttr(typ, key) == Unbound {
		key = cache
	}
	if x == Unbound {
		if t.TypeAttr(typ, key) == Unbound {
			t.NoSuch(v, t.names.Annotations)
			return false
		}
	}
	if !t.SetTypeAttr(typ, key, x) {
		return false
	}
	if x == Unbound && key != cache && t.TypeAttr(typ, cache) != Unbound && !t.SetTypeAttr(typ, cache, Unbound) {
		return false
	}
	if t.TypeAttr(typ, t.names.AnnotateFunc) != Unbound {
		return t.SetTypeAttr(typ, t.names.AnnotateFunc, None)
	}
	return t.TypeAttr(typ, t.names.Annotate) == Unbound || t.SetTypeAttr(typ, t.names.Annotate, None)
}

func getTypeAnnotate(t *Thread, v Value) Value {
	typ := t.TypeFor(v)
	if !typ.Heap {
		return t.NoAttribute(v, t.names.Annotate)
	}
	f := t.TypeAttr(typ, t.names.AnnotateFunc)
	if f == Unbound {
		f = t.TypeAttr(typ, t.names.Annotate)
	}
	if f == Unbound {
		return None
	}
	if get := t.TypeOf(f).Slots.DescrGet; get != nil {
		return get(t, f, Unbound, v)
	}
	return f
}

func setTypeAnnotate(t *Thread, v, x Value) bool {
	typ := t.TypeFor(v)
	if x == Unbound {
		t.Raise(t.Exc.TypeError, "cannot delete __annotate__ attribute")
		return false
	}
	if !typ.Heap {
		t.Raise(t.Exc.TypeError, "cannot set '__annotate__' attribute of immutable type '%s'", typ.Name)
		return false
	}
	if x != None && !t.Callable(x) {
		t.Raise(t.Exc.TypeError, "__annotate__ must be callable or None")
		return false
	}
	if !t.SetTypeAttr(typ, t.names.AnnotateFunc, x) {
		return false
	}
	for _, key := range []Value{t.Intern(annotationsCache), t.names.Annotations} {
		if x != None && t.TypeAttr(typ, key) != Unbound && !t.SetTypeAttr(typ, key, Unbound) {
			return false
		}
	}
	return true
}
