package runtime

import (
	"errors"
	"path/filepath"
	"strings"
	"syscall"

	"github.com/go-python/gopython/internal/abi"
)

// RegisterModule makes a module written in Go importable. init makes the
// module object (see NewModule) at the first import.
func (iso *Isolate) RegisterModule(name string, init func(*Thread) Value) {
	if iso.builtinInit == nil {
		iso.builtinInit = map[string]func(*Thread) Value{}
	}
	iso.builtinInit[name] = init
}

// NewModule makes a module object with the attributes that every module has.
func (t *Thread) NewModule(name string) Value {
	mod := t.NewInstance(t.Types.Module)
	d := t.materializeDict(mod)
	t.DictSetStr(d, t.names.Name, t.Intern(name))
	for _, n := range []Value{t.names.Doc, t.names.Package, t.names.Loader, t.names.Spec} {
		t.DictSetStr(d, n, None)
	}
	return mod
}

// ModuleDict returns the namespace of a module.
func (t *Thread) ModuleDict(mod Value) Value { return t.AttrDict(mod) }

// AddFunctions puts functions written in Go into a module.
func (t *Thread) AddFunctions(mod Value, defs []*NativeDef) {
	d := t.ModuleDict(mod)
	name := t.DictGetStr(d, t.names.Name)
	for _, def := range defs {
		t.nativeModule[def] = t.GoString(name)
		f := t.NewNative(t.Types.Builtin, def, Unbound)
		abi.Obj[abi.Native](f).Module = name
		t.DictSetStr(d, t.Intern(def.Name), f)
	}
}

// SetModuleAttr puts a value into a module.
func (t *Thread) SetModuleAttr(mod Value, name string, v Value) {
	t.DictSetStr(t.ModuleDict(mod), t.Intern(name), v)
}

// Module returns sys.modules[name], Unbound when there is none.
func (t *Thread) Module(name string) Value { return t.DictGetStr(t.modules, t.Intern(name)) }

func builtinImport(t *Thread, a []Value) Value {
	if !a[0].IsKind(abi.KindStr) {
		return t.Raise(t.Exc.TypeError, "module name must be a string")
	}
	globals, fromlist, level := a[1], a[3], 0
	if globals == Unbound {
		globals = None
	}
	if fromlist == Unbound {
		fromlist = None
	}
	if a[4] != Unbound {
		n, ok := t.AsInt(a[4], t.Exc.OverflowError)
		if !ok {
			return Raised
		}
		level = n
	}
	return t.importName(t.GoString(a[0]), globals, fromlist, level)
}

// ImportName is the import statement: it calls builtins.__import__, which the
// program may have replaced.
func (t *Thread) ImportName(name, globals, fromlist Value, level int) Value {
	f := t.DictGetStr(t.Builtins, t.names.Import)
	switch f {
	case t.sys.importFunc:
		if level == 0 && fromlist == None {
			// The common case, without a conversion of the name.
			if mod := t.DictGetStr(t.modules, t.plainStr(name)); mod != Unbound && mod != None && !hasDot(name) {
				return mod
			}
		}
		return t.importName(t.GoString(name), globals, fromlist, level)
	case Unbound:
		return t.Raise(t.Exc.ImportError, "__import__ not found")
	}
	return t.Call(f, name, globals, None, fromlist, t.NewInt(int64(level)))
}

func hasDot(name Value) bool {
	for i := 0; i < StrLen(name); i++ {
		if StrAt(name, i) == '.' {
			return true
		}
	}
	return false
}

// ImportModule imports a module by its full name and returns it.
func (t *Thread) ImportModule(name string) Value { return t.importAbs(name) }

func (t *Thread) importName(name string, globals, fromlist Value, level int) Value {
	if level < 0 {
		return t.Raise(t.Exc.ValueError, "level must be >= 0")
	}
	abs := name
	if level > 0 {
		base, ok := t.importBase(globals, level)
		if !ok {
			return Raised
		}
		abs = base
		if name != "" {
			abs = base + "." + name
		}
	} else if name == "" {
		return t.Raise(t.Exc.ValueError, "Empty module name")
	}
	m := t.Mark()
	defer t.Unroot(m)
	t.Root(globals)
	t.Root(fromlist)
	mod := t.importAbs(abs)
	if mod == Raised {
		return Raised
	}
	t.Root(mod)
	hasFrom := false
	if fromlist != None {
		yes, ok := t.IsTrue(fromlist)
		if !ok {
			return Raised
		}
		hasFrom = yes
	}
	if !hasFrom {
		front, _, dotted := strings.Cut(name, ".")
		if !dotted {
			return mod
		}
		if level == 0 {
			return t.importAbs(front)
		}
		top := abs[:len(abs)-(len(name)-len(front))]
		if v := t.Module(top); v != Unbound {
			return v
		}
		return t.Raise(t.Exc.KeyError, "'%s' not in sys.modules as expected", top)
	}
	path := t.GetAttrOpt(mod, t.names.Path)
	if path == Raised {
		return Raised
	}
	if path != Unbound && !t.importSubmodules(mod, abs, fromlist, false) {
		return Raised
	}
	return mod
}

// importBase is the package that a relative import starts from.
func (t *Thread) importBase(globals Value, level int) (string, bool) {
	if !globals.IsKind(abi.KindDict) {
		t.Raise(t.Exc.TypeError, "globals must be a dict")
		return "", false
	}
	base := ""
	pkg := t.DictGetStr(globals, t.names.Package)
	spec := t.DictGetStr(globals, t.names.Spec)
	switch {
	case pkg != Unbound && pkg != None:
		if !pkg.IsKind(abi.KindStr) {
			t.Raise(t.Exc.TypeError, "package must be a string")
			return "", false
		}
		base = t.GoString(pkg)
	case spec != Unbound && spec != None:
		parent := t.GetAttr(spec, t.Intern("parent"))
		if parent == Raised {
			return "", false
		}
		if !parent.IsKind(abi.KindStr) {
			t.Raise(t.Exc.TypeError, "__spec__.parent must be a string")
			return "", false
		}
		base = t.GoString(parent)
	default:
		name := t.DictGetStr(globals, t.names.Name)
		if name == Unbound {
			t.Raise(t.Exc.KeyError, "'__name__' not in globals")
			return "", false
		}
		if !name.IsKind(abi.KindStr) {
			t.Raise(t.Exc.TypeError, "__name__ must be a string")
			return "", false
		}
		base = t.GoString(name)
		if t.DictGetStr(globals, t.names.Path) == Unbound {
			base = base[:max(strings.LastIndexByte(base, '.'), 0)]
		}
	}
	if base == "" {
		t.Raise(t.Exc.ImportError, "attempted relative import with no known parent package")
		return "", false
	}
	for ; level > 1; level-- {
		dot := strings.LastIndexByte(base, '.')
		if dot < 0 {
			t.Raise(t.Exc.ImportError, "attempted relative import beyond top-level package")
			return "", false
		}
		base = base[:dot]
	}
	return base, true
}

// importSubmodules imports those names of a from-list that the package does
// not have as attributes.
func (t *Thread) importSubmodules(mod Value, abs string, fromlist Value, inAll bool) bool {
	return t.Each(fromlist, func(x Value) bool {
		if !x.IsKind(abi.KindStr) {
			where := "``from list''"
			if inAll {
				where = abs + ".__all__"
			}
			t.Raise(t.Exc.TypeError, "Item in %s must be str, not %s", where, t.TypeName(x))
			return false
		}
		if name := t.GoString(x); name == "*" {
			if inAll {
				return true
			}
			all := t.GetAttrOpt(mod, t.names.All)
			if all == Unbound {
				return true
			}
			return all != Raised && t.importSubmodules(mod, abs, all, true)
		}
		switch t.GetAttrOpt(mod, x) {
		case Raised:
			return false
		case Unbound:
		default:
			return true
		}
		full := abs + "." + t.GoString(x)
		if t.importAbs(full) != Raised {
			return true
		}
		// That it is no module is for ImportFrom to complain of.
		exc := t.exc
		if t.TypeOf(exc).IsSubtype(t.Exc.ModuleNotFoundError) {
			if n := Slot(exc, importName); n != Unbound && n.IsKind(abi.KindStr) && t.GoString(n) == full && t.Module(full) != None {
				t.exc = Unbound
				return true
			}
		}
		return false
	})
}

func (t *Thread) moduleNotFound(name, format string, args ...any) Value {
	return t.RaiseImportError(t.Exc.ModuleNotFoundError, t.NewStr(name), Unbound, Unbound, format, args...)
}

// importAbs returns the module of a full name, importing it and its parents.
func (t *Thread) importAbs(name string) Value {
	switch mod := t.Module(name); mod {
	case Unbound:
	case None:
		return t.moduleNotFound(name, "import of %s halted; None in sys.modules", name)
	default:
		return mod
	}
	if !t.Enter("") {
		return Raised
	}
	defer t.Leave()
	m := t.Mark()
	defer t.Unroot(m)
	search := t.DictGetStr(t.sys.dict, t.Intern("path"))
	parent := Unbound
	last := name
	if dot := strings.LastIndexByte(name, '.'); dot >= 0 {
		front := name[:dot]
		last = name[dot+1:]
		if parent = t.importAbs(front); parent == Raised {
			return Raised
		}
		t.Root(parent)
		// Importing the parent may have imported this module.
		if mod := t.Module(name); mod != Unbound && mod != None {
			return mod
		}
		search = t.GetAttrOpt(parent, t.names.Path)
		if search == Raised {
			return Raised
		}
		if search == Unbound {
			return t.moduleNotFound(name, "No module named '%s'; '%s' is not a package", name, front)
		}
	}
	t.Root(search)
	mod := t.findAndLoad(name, last, search)
	if mod == Raised {
		return Raised
	}
	t.Root(mod)
	if parent != Unbound {
		if !t.SetAttr(parent, t.Intern(last), mod) {
			t.TakePending() // CPython warns
		}
	}
	return mod
}

// findAndLoad imports one module: native, a file in search, or a namespace
// package.
func (t *Thread) findAndLoad(name, last string, search Value) Value {
	if mod := t.findByHooks(name, last, search); mod != Unbound {
		return mod
	}
	if init := t.builtinInit[name]; init != nil {
		mod := init(t)
		if mod == Raised {
			return Raised
		}
		m := t.Mark()
		t.Root(mod)
		t.finishBuiltinModule(name, mod)
		t.DictSetStr(t.modules, t.Intern(name), mod)
		t.Unroot(m)
		return mod
	}
	var portions []Value
	m := t.Mark()
	defer t.Unroot(m)
	if search == Unbound || search == None || t.Config.ReadFile == nil {
		return t.moduleNotFound(name, "No module named '%s'", name)
	}
	found, mod := false, Raised
	ok := t.Each(search, func(dirV Value) bool {
		if !dirV.IsKind(abi.KindStr) {
			return true
		}
		dir := t.GoString(dirV)
		base := filepath.Join(dir, last)
		init := filepath.Join(base, "__init__.py")
		src, err := t.Config.ReadFile(init)
		if err == nil {
			found, mod = true, t.loadSource(name, init, src, base)
			return false
		}
		if src, err = t.Config.ReadFile(base + ".py"); err == nil {
			found, mod = true, t.loadSource(name, base+".py", src, "")
			return false
		}
		if _, err = t.Config.ReadFile(base); isDirError(err) {
			portions = append(portions, t.Root(t.NewStr(base)))
		}
		return true
	})
	switch {
	case found:
		return mod
	case !ok:
		return Raised
	case len(portions) > 0:
		return t.namespacePackage(name, portions)
	}
	return t.moduleNotFound(name, "No module named '%s'", name)
}

// isDirError recognises the error of reading a directory as a file: the only
// way that Config.ReadFile has to tell of one.
func isDirError(err error) bool {
	return err != nil && (errors.Is(err, syscall.EISDIR) || strings.Contains(err.Error(), "is a directory"))
}

func (t *Thread) namespacePackage(name string, portions []Value) Value {
	m := t.Mark()
	defer t.Unroot(m)
	mod := t.Root(t.NewModule(name))
	path := t.NewList(portions)
	d := t.ModuleDict(mod)
	t.DictSetStr(d, t.names.Path, path)
	t.DictSetStr(d, t.names.Package, t.Intern(name))
	t.DictSetStr(d, t.names.Spec, t.newSpec(name, None, path))
	t.DictSetStr(t.modules, t.Intern(name), mod)
	return mod
}

// loadSource makes the module of a source file and runs it. dir is the
// package's folder, "" for a plain module. A module whose code fails is not
// imported.
func (t *Thread) loadSource(name, file string, src []byte, dir string) Value {
	m := t.Mark()
	defer t.Unroot(m)
	mod := t.Root(t.NewModule(name))
	d := t.ModuleDict(mod)
	search := None
	pkg := name[:max(strings.LastIndexByte(name, '.'), 0)]
	if dir != "" {
		search = t.NewList([]Value{t.NewStr(dir)})
		t.DictSetStr(d, t.names.Path, search)
		pkg = name
	}
	fileV := t.NewStr(file)
	spec := t.newSpec(name, fileV, search)
	cached := t.NewStr(filepath.Join(filepath.Dir(file), "__pycache__", strings.TrimSuffix(filepath.Base(file), ".py")+".cpython-314.pyc"))
	specDict := t.materializeDict(spec)
	t.DictSetStr(specDict, t.Intern("cached"), cached)
	t.DictSetStr(specDict, t.Intern("_initializing"), True)
	t.DictSetStr(d, t.names.Package, t.Intern(pkg))
	t.DictSetStr(d, t.names.File, fileV)
	t.DictSetStr(d, t.Intern("__cached__"), cached)
	t.DictSetStr(d, t.names.Spec, spec)
	t.DictSetStr(d, t.names.Builtins, t.Builtins)
	t.Root(spec)
	key := t.Intern(name)
	t.DictSetStr(t.modules, key, mod)
	code := t.CompileSource(src, file, "exec", CompileFlags{})
	r := code
	if code != Raised {
		r = t.runCode(t.Root(code), d, d)
	}
	t.DictDelStr(specDict, t.Intern("_initializing"))
	if r == Raised {
		exc := t.exc
		if t.DictGetStr(t.modules, key) != Unbound {
			t.DictDelStr(t.modules, key)
		}
		t.exc = exc
		return Raised
	}
	// The module may have put something else in its place.
	if final := t.DictGetStr(t.modules, key); final != Unbound {
		return final
	}
	return t.moduleNotFound(name, "No module named '%s'", name)
}
