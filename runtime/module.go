package runtime

import "github.com/go-python/gopython/internal/abi"

// Modules are instances whose attributes live in a dict from the start: it is
// the globals of their functions.
var moduleType = TypeSpec{
	Name: "module", Kind: abi.KindInstance, HasDict: true, HasWeak: true,
	Doc:   "Create a module object.\n\nThe name must be a string; the optional docstring can have any type.",
	Slots: Slots{Repr: moduleRepr, GetAttr: moduleGetAttr},
	New: &NativeDef{Name: "__new__", Sig: "cls, *args, **kwargs", Fn: func(t *Thread, a []Value) Value {
		v := t.NewInstance(t.TypeFor(a[0]))
		t.materializeDict(v)
		return v
	}},
	Init: &NativeDef{Name: "module", Sig: "self, name, doc=None", Fn: func(t *Thread, a []Value) Value {
		if !a[1].IsKind(abi.KindStr) {
			return t.Raise(t.Exc.TypeError, "module() argument 'name' must be str, not %s", t.TypeName(a[1]))
		}
		d := t.AttrDict(a[0])
		doc := a[2]
		if doc == Unbound {
			doc = None
		}
		t.DictSetStr(d, t.names.Name, a[1])
		t.DictSetStr(d, t.names.Doc, doc)
		for _, n := range []Value{t.names.Package, t.names.Loader, t.names.Spec} {
			t.DictSetStr(d, n, None)
		}
		return None
	}},
	Methods: []*NativeDef{{Name: "__dir__", Sig: "self, /", Fn: moduleDir}},
	GetSets: []*GetSet{
		{Name: "__dict__", Get: getInstanceDict},
		{Name: "__annotations__", Get: getModuleAnnotations, Set: setModuleAnnotations},
		{Name: "__annotate__", Get: func(t *Thread, v Value) Value {
			d := t.AttrDict(v)
			if f := t.DictGetStr(d, t.names.Annotate); f != Unbound {
				return f
			}
			t.DictSetStr(d, t.names.Annotate, None)
			return None
		}, Set: func(t *Thread, v, x Value) bool {
			if x == Unbound {
				t.Raise(t.Exc.TypeError, "cannot delete __annotate__ attribute")
				return false
			}
			if x != None && !t.Callable(x) {
				t.Raise(t.Exc.TypeError, "__annotate__ must be callable or None")
				return false
			}
			d := t.AttrDict(v)
			t.DictSetStr(d, t.names.Annotate, x)
			if x != None && t.DictGetStr(d, t.names.Annotations) != Unbound {
				return t.DictDelStr(d, t.names.Annotations)
			}
			return true
		}},
	},
}

func (t *Thread) isModule(v Value) bool {
	return v.IsKind(abi.KindInstance) && t.TypeOf(v).IsSubtype(t.Types.Module)
}

func getModuleAnnotations(t *Thread, v Value) Value {
	d := t.AttrDict(v)
	if a := t.DictGetStr(d, t.names.Annotations); a != Unbound {
		return a
	}
	f := t.DictGetStr(d, t.names.Annotate)
	if f == Unbound {
		f = None
	}
	a := t.callAnnotate(f)
	if a != Raised {
		t.DictSetStr(t.AttrDict(v), t.names.Annotations, a)
	}
	return a
}

func setModuleAnnotations(t *Thread, v, x Value) bool {
	d := t.AttrDict(v)
	if x == Unbound {
		if t.DictGetStr(d, t.names.Annotations) == Unbound {
			t.NoSuch(v, t.names.Annotations)
			return false
		}
		return t.DictDelStr(d, t.names.Annotations)
	}
	t.DictSetStr(d, t.names.Annotations, x)
	if t.DictGetStr(d, t.names.Annotate) != Unbound {
		t.DictSetStr(d, t.names.Annotate, None)
	}
	return true
}

// moduleGetAttr falls back on the module's own __getattr__.
func moduleGetAttr(t *Thread, v, name Value) Value {
	name = t.InternStr(t.plainStr(name))
	r := t.genericGetAttr(v, t.TypeOf(v), name)
	if r != Unbound {
		return r
	}
	d := t.AttrDict(v)
	if f := t.DictGetStr(d, t.names.GetAttr); f != Unbound {
		return t.Call(f, name)
	}
	attr := t.GoString(name)
	mod := t.DictGetStr(d, t.names.Name)
	if !mod.IsKind(abi.KindStr) {
		t.raiseAttr(v, name, "module has no attribute '%s'", attr)
		return Raised
	}
	t.raiseAttr(v, name, "%s", t.noModuleAttr(v, d, t.GoString(mod), attr))
	return Raised
}

// noModuleAttr is the message about a missing attribute, with a guess at why.
func (t *Thread) noModuleAttr(v, d Value, mod, attr string) string {
	text := "module '" + mod + "' has no attribute '" + attr + "'"
	origin := t.moduleOrigin(v)
	shadows := t.mayShadow(origin)
	switch initializing := t.moduleInitializing(d); {
	case shadows && isStdlibName(mod):
		return text + " (consider renaming '" + origin + "' since it has the same name as the standard library module named '" + mod +
			"' and prevents importing that standard library module)"
	case initializing && shadows:
		return text + " (consider renaming '" + origin + "' if it has the same name as a library you intended to import)"
	case initializing && origin != "":
		return "partially initialized module '" + mod + "' from '" + origin + "' has no attribute '" + attr + "' (most likely due to a circular import)"
	case initializing:
		return "partially initialized " + text + " (most likely due to a circular import)"
	}
	return text
}

// moduleInitializing reports whether the module is being imported.
func (t *Thread) moduleInitializing(d Value) bool {
	spec := t.DictGetStr(d, t.names.Spec)
	if spec == Unbound || !spec.IsKind(abi.KindInstance) {
		return false
	}
	return t.InstanceAttr(spec, t.Intern("_initializing")) == True
}

func moduleRepr(t *Thread, v Value) Value {
	d := t.AttrDict(v)
	if spec := t.DictGetStr(d, t.names.Spec); spec != Unbound && spec != None {
		origin := t.GetAttrOpt(spec, t.Intern("origin"))
		name := t.GetAttrOpt(spec, t.Intern("name"))
		if origin == Raised || name == Raised {
			t.TakePending()
		} else if name.IsKind(abi.KindStr) && origin.IsKind(abi.KindStr) {
			has := t.GetAttrOpt(spec, t.Intern("has_location"))
			if has == True {
				return t.NewStr("<module " + t.MustRepr(name) + " from " + t.MustRepr(origin) + ">")
			}
			return t.NewStr("<module " + t.MustRepr(name) + " (" + t.GoString(origin) + ")>")
		} else if path := t.DictGetStr(d, t.names.Path); name.IsKind(abi.KindStr) && origin == None && path.IsKind(abi.KindList) {
			return t.NewStr("<module " + t.MustRepr(name) + " (namespace) from " + t.MustRepr(path) + ">")
		}
	}
	name := t.DictGetStr(d, t.names.Name)
	if name == Unbound {
		return t.NewStr("<module '?'>")
	}
	if file := t.DictGetStr(d, t.names.File); file.IsKind(abi.KindStr) {
		return t.NewStr("<module " + t.MustRepr(name) + " from " + t.MustRepr(file) + ">")
	}
	return t.NewStr("<module " + t.MustRepr(name) + ">")
}

func moduleDir(t *Thread, a []Value) Value {
	d := t.AttrDict(a[0])
	if f := t.DictGetStr(d, t.names.Dir); f != Unbound && t.Callable(f) {
		return t.Call(f)
	}
	return t.keyList(d)
}
