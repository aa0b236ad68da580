package runtime

import (
	"path/filepath"

	"github.com/go-python/gopython/internal/abi"
)

// ImportFrom is `from module import name`.
func (t *Thread) ImportFrom(module, name Value) Value {
	v := t.GetAttrOpt(module, name)
	if v != Unbound {
		return v
	}
	modName := t.GetAttrOpt(module, t.names.Name)
	if modName == Raised {
		return Raised
	}
	if modName != Unbound && modName.IsKind(abi.KindStr) {
		// A circular import may have the submodule in sys.modules only.
		if sub := t.Module(t.GoString(modName) + "." + t.GoString(name)); sub != Unbound {
			return sub
		}
	} else {
		modName = t.NewStr("<unknown module name>")
	}
	return t.cannotImport(module, modName, name)
}

func (t *Thread) cannotImport(module, modName, name Value) Value {
	m := t.Mark()
	defer t.Unroot(m)
	t.Root(modName)
	origin := t.moduleOrigin(module)
	what, from := t.MustRepr(name), t.MustRepr(modName)
	path, text := Unbound, "unknown location"
	if origin != "" {
		path, text = t.NewStr(origin), origin
	}
	fail := func(format string, args ...any) Value {
		return t.RaiseImportError(t.Exc.ImportError, modName, path, name, format, args...)
	}
	shadows := t.mayShadow(origin)
	quoted := t.MustRepr(t.NewStr(origin))
	switch initializing := t.specInitializing(module); {
	case shadows && isStdlibName(t.GoString(modName)):
		return fail("cannot import name %s from %s (consider renaming %s since it has the same name as the standard library module named %s and prevents importing that standard library module)",
			what, from, quoted, from)
	case initializing && shadows:
		return fail("cannot import name %s from %s (consider renaming %s if it has the same name as a library you intended to import)", what, from, quoted)
	case initializing:
		return fail("cannot import name %s from partially initialized module %s (most likely due to a circular import) (%s)", what, from, text)
	}
	return fail("cannot import name %s from %s (%s)", what, from, text)
}

// moduleOrigin is the file of a module by its __spec__ or __file__, "" without.
func (t *Thread) moduleOrigin(module Value) string {
	if !module.IsKind(abi.KindInstance) || !t.TypeOf(module).IsSubtype(t.Types.Module) {
		return ""
	}
	d := t.ModuleDict(module)
	if spec := t.DictGetStr(d, t.names.Spec); spec != Unbound && spec.IsKind(abi.KindInstance) {
		if t.InstanceAttr(spec, t.Intern("_set_fileattr")) == True {
			if o := t.InstanceAttr(spec, t.Intern("origin")); o != Unbound && o.IsKind(abi.KindStr) {
				return t.GoString(o)
			}
		}
	}
	if f := t.DictGetStr(d, t.names.File); f != Unbound && f.IsKind(abi.KindStr) {
		return t.GoString(f)
	}
	return ""
}

// mayShadow reports whether a module's file lies in the first sys.path[0], where a
// script may stand in the way of a library by accident.
func (t *Thread) mayShadow(origin string) bool {
	if origin == "" || len(t.Config.Path) == 0 {
		return false
	}
	root := filepath.Dir(origin)
	if filepath.Base(origin) == "__init__.py" {
		root = filepath.Dir(root)
	}
	dir := t.Config.Path[0]
	return root == dir || dir == "" && root == "."
}

// ImportStar is `from module import *` into a namespace (a dict or mapping).
func (t *Thread) ImportStar(module, namespace Value) bool {
	m := t.Mark()
	defer t.Unroot(m)
	all := t.GetAttrOpt(module, t.names.All)
	if all == Raised {
		return false
	}
	isAll := all != Unbound
	if !isAll {
		d := t.GetAttrOpt(module, t.names.Dict)
		if d == Raised {
			return false
		}
		if d == Unbound {
			t.Raise(t.Exc.ImportError, "from-import-* object has no __dict__ and no __all__")
			return false
		}
		t.Root(d)
		if d.IsKind(abi.KindDict) {
			all = t.ListOf(d)
		} else if keys := t.CallMethod(d, t.names.Keys); keys != Raised {
			all = t.ListOf(t.Root(keys))
		} else {
			return false
		}
		if all == Raised {
			return false
		}
	}
	t.Root(all)
	return t.Each(all, func(x Value) bool {
		if !x.IsKind(abi.KindStr) {
			modName := t.GetAttr(module, t.names.Name)
			if modName == Raised {
				return false
			}
			where, what := t.GoString(modName)+".__dict__", "Key"
			if isAll {
				where, what = t.GoString(modName)+".__all__", "Item"
			}
			t.Raise(t.Exc.TypeError, "%s in %s must be str, not %s", what, where, t.TypeName(x))
			return false
		}
		if !isAll && StrLen(x) > 0 && StrAt(x, 0) == '_' {
			return true
		}
		v := t.GetAttr(module, x)
		if v == Raised {
			return false
		}
		if namespace.IsKind(abi.KindDict) && t.TypeOf(namespace) == t.Types.Dict {
			t.DictSetStr(namespace, t.plainStr(x), v)
			return true
		}
		return t.SetItem(namespace, x, v)
	})
}
