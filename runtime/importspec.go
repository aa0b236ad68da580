package runtime

import (
	"strings"

	"github.com/go-python/gopython/internal/abi"
)

// moduleSpecType is the class of __spec__.
var moduleSpecType = TypeSpec{
	Name: "ModuleSpec", Module: "_frozen_importlib", Kind: abi.KindInstance, HasDict: true,
	Slots: Slots{Repr: moduleSpecRepr},
	New: &NativeDef{Name: "__new__", Sig: "cls, name, loader, *, origin=None, loader_state=None, is_package=None", Fn: func(t *Thread, a []Value) Value {
		v := t.NewInstance(t.TypeFor(a[0]))
		search := None
		if a[5] != Unbound && a[5] != None {
			if yes, ok := t.IsTrue(a[5]); !ok {
				return Raised
			} else if yes {
				search = t.NewList(nil)
			}
		}
		origin, state := a[3], a[4]
		if origin == Unbound {
			origin = None
		}
		if state == Unbound {
			state = None
		}
		t.fillSpec(v, a[1], a[2], origin, search, state)
		return v
	}},
	Methods: []*NativeDef{},
	GetSets: []*GetSet{
		{Name: "parent", Get: func(t *Thread, v Value) Value {
			name := t.GetAttr(v, t.Intern("name"))
			if name == Raised || !name.IsKind(abi.KindStr) {
				return name
			}
			if s := t.GetAttrOpt(v, t.Intern("submodule_search_locations")); s == Raised {
				return Raised
			} else if s == Unbound || s == None {
				text := t.GoString(name)
				return t.NewStr(text[:max(strings.LastIndexByte(text, '.'), 0)])
			}
			return name
		}},
		{Name: "has_location", Get: func(t *Thread, v Value) Value {
			o := t.GetAttrOpt(v, t.Intern("_set_fileattr"))
			if o == Unbound {
				return False
			}
			return o
		}},
		{Name: "__dict__", Get: func(t *Thread, v Value) Value { return t.AttrDict(v) }},
	},
}

func (t *Thread) fillSpec(v, name, loader, origin, search, state Value) {
	d := t.materializeDict(v)
	t.DictSetStr(d, t.Intern("name"), name)
	t.DictSetStr(d, t.Intern("loader"), loader)
	t.DictSetStr(d, t.Intern("origin"), origin)
	t.DictSetStr(d, t.Intern("loader_state"), state)
	t.DictSetStr(d, t.Intern("submodule_search_locations"), search)
	t.DictSetStr(d, t.Intern("_uninitialized_submodules"), t.NewList(nil))
	t.DictSetStr(d, t.Intern("_set_fileattr"), abi.Bool(origin != None && origin != t.Intern("built-in")))
	t.DictSetStr(d, t.Intern("cached"), None)
}

func moduleSpecRepr(t *Thread, v Value) Value {
	text := "ModuleSpec("
	sep := ""
	for _, n := range []string{"name", "loader", "origin", "submodule_search_locations"} {
		x := t.GetAttrOpt(v, t.Intern(n))
		if x == Raised {
			return Raised
		}
		if x == Unbound || x == None && n != "loader" {
			continue
		}
		m := t.Mark()
		r := t.Repr(t.Root(x))
		t.Unroot(m)
		if r == Raised {
			return Raised
		}
		text += sep + n + "=" + t.GoString(r)
		sep = ", "
	}
	return t.NewStr(text + ")")
}

// newSpec makes the __spec__ of a module of ours.
func (t *Thread) newSpec(name string, origin, search Value) Value {
	v := t.NewInstance(t.sys.specType)
	t.fillSpec(v, t.Intern(name), None, origin, search, None)
	return v
}

// finishBuiltinModule gives a native module its __spec__ and name.
func (t *Thread) finishBuiltinModule(name string, mod Value) {
	d := t.ModuleDict(mod)
	if t.DictGetStr(d, t.names.Spec) == None {
		t.DictSetStr(d, t.names.Spec, t.newSpec(name, t.Intern("built-in"), None))
	}
	if t.DictGetStr(d, t.names.Package) == None {
		t.DictSetStr(d, t.names.Package, t.Intern(name[:max(strings.LastIndexByte(name, '.'), 0)]))
	}
}

// specInitializing reports whether a module's code is still running.
func (t *Thread) specInitializing(mod Value) bool {
	if !mod.IsKind(abi.KindInstance) || !t.TypeOf(mod).IsSubtype(t.Types.Module) {
		return false
	}
	spec := t.DictGetStr(t.ModuleDict(mod), t.names.Spec)
	if spec == Unbound || !spec.IsKind(abi.KindInstance) {
		return false
	}
	return t.InstanceAttr(spec, t.Intern("_initializing")) == True
}

// findByHooks asks the finders that the program put into sys.meta_path (which
// is empty otherwise); Unbound when none knows the module.
func (t *Thread) findByHooks(name, last string, search Value) Value {
	finders := t.SysGet("meta_path")
	if !finders.IsKind(abi.KindList) || len(abi.ListItems(finders)) == 0 {
		return Unbound
	}
	m := t.Mark()
	defer t.Unroot(m)
	path := search
	if last == name {
		path = None
	}
	result := Unbound
	nameV := t.Root(t.NewStr(name))
	ok := t.Each(finders, func(finder Value) bool {
		find := t.GetAttrOpt(finder, t.Intern("find_spec"))
		if find == Unbound {
			return true
		}
		spec := find
		if find != Raised {
			spec = t.Call(find, nameV, path, None)
		}
		switch spec {
		case None:
			return true
		case Raised:
			return false
		}
		result = t.loadSpec(name, t.Root(spec))
		return false
	})
	if !ok {
		return Raised
	}
	return result
}

// loadSpec imports a module by the loader of its spec.
func (t *Thread) loadSpec(name string, spec Value) Value {
	m := t.Mark()
	defer t.Unroot(m)
	loader := t.GetAttr(spec, t.Intern("loader"))
	if loader == Raised {
		return Raised
	}
	t.Root(loader)
	mod := None
	if create := t.GetAttrOpt(loader, t.Intern("create_module")); create == Raised {
		return Raised
	} else if create != Unbound {
		if mod = t.Call(create, spec); mod == Raised {
			return Raised
		}
	}
	if mod == None {
		mod = t.NewModule(name)
	}
	t.Root(mod)
	attrs := []struct{ attr, from string }{{"__loader__", "loader"}, {"__package__", "parent"}, {"__file__", "origin"}, {"__path__", "submodule_search_locations"}}
	for _, a := range attrs {
		v := t.GetAttrOpt(spec, t.Intern(a.from))
		if v == Raised {
			return Raised
		}
		if v == Unbound || v == None && a.attr != "__loader__" || a.attr == "__file__" && t.InstanceAttr(spec, t.Intern("_set_fileattr")) != True {
			continue
		}
		if !t.SetAttr(mod, t.Intern(a.attr), v) {
			return Raised
		}
	}
	if !t.SetAttr(mod, t.names.Spec, spec) {
		return Raised
	}
	key := t.Intern(name)
	t.DictSetStr(t.modules, key, mod)
	if t.CallMethod(loader, t.Intern("exec_module"), mod) == Raised {
		exc := t.exc
		if t.DictGetStr(t.modules, key) != Unbound {
			t.DictDelStr(t.modules, key)
		}
		t.exc = exc
		return Raised
	}
	if final := t.DictGetStr(t.modules, key); final != Unbound {
		return final
	}
	return mod
}
