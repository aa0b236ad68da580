package runtime

// bootModules makes the modules builtins and sys.
func (t *Thread) bootModules() {
	t.modules = t.NewDict()
	t.sys.init()
	t.sys.specType = t.NewBuiltinType(&moduleSpecType, nil)
	mod := t.NewModule("builtins")
	t.Builtins = t.ModuleDict(mod)
	t.DictSetStr(t.modules, t.Intern("builtins"), mod)
	t.SetModuleAttr(mod, "__doc__", t.NewStr("Built-in functions, types, exceptions, and other objects."))
	for _, defs := range [][]*NativeDef{builtinFuncsIter, builtinFuncsObject, builtinFuncsNumbers, builtinFuncsText, builtinFuncsIO, builtinFuncsAsync} {
		t.AddFunctions(mod, defs)
	}
	t.sys.importFunc = t.DictGetStr(t.Builtins, t.names.Import)
	for name, v := range map[string]Value{"None": None, "True": True, "False": False, "NotImplemented": NotImplemented,
		"Ellipsis": Ellipsis, "__debug__": True} {
		t.SetModuleAttr(mod, name, v)
	}
	T := &t.Types
	for _, typ := range []*Type{T.Object, T.Type, T.Int, T.Bool, T.Float, T.Complex, T.Str, T.Bytes, T.ByteArray, T.MemoryView,
		T.List, T.Tuple, T.Dict, T.Set, T.FrozenSet, T.Range, T.Slice, T.Property, T.ClassMethod, T.StaticMethod, T.Super,
		T.Enumerate, T.Zip, T.Map, T.Filter, T.Reversed} {
		t.SetModuleAttr(mod, typ.shortName(), typ.Obj)
	}
	for _, b := range exceptionTable(&t.Exc) {
		t.SetModuleAttr(mod, (*b.dst).Name, (*b.dst).Obj)
	}
	t.SetModuleAttr(mod, "EnvironmentError", t.Exc.OSError.Obj)
	t.SetModuleAttr(mod, "IOError", t.Exc.OSError.Obj)
	quitter := t.NewBuiltinType(&quitterType, nil)
	printer := t.NewBuiltinType(&printerType, nil)
	for _, name := range []string{"exit", "quit"} {
		t.SetModuleAttr(mod, name, t.NewRecord(quitter, t.Intern(name)))
	}
	for name, text := range map[string]string{
		"copyright": "The gopython authors.",
		"credits":   "Thanks to everyone who works on Python and on gopython.",
		"license":   "See the LICENSE file of gopython.",
	} {
		t.SetModuleAttr(mod, name, t.NewRecord(printer, t.NewStr(text)))
	}
	t.finishBuiltinModule("builtins", mod)
	t.bootSys()
}

// quitterType is the class of exit and quit.
var quitterType = TypeSpec{
	Name: "Quitter", Module: "_sitebuiltins", Hidden: 1,
	Slots: Slots{
		Repr: func(t *Thread, v Value) Value {
			return t.NewStr("Use " + t.GoString(Slot(v, 0)) + "() or Ctrl-D (i.e. EOF) to exit")
		},
		Call: func(t *Thread, v Value, args []Value, kwnames Value) Value {
			return t.CallNative(quitterDef, args, kwnames)
		},
	},
}

// quitterCall is exit(code).
func quitterCall(t *Thread, a []Value) Value {
	code := a[0]
	if code == Unbound {
		code = None
	}
	return t.RaiseArgs(t.Exc.SystemExit, code)
}

var quitterDef = &NativeDef{Name: "__call__", Sig: "code=None", Fn: quitterCall}

// printerType is the class of copyright, credits and license.
var printerType = TypeSpec{
	Name: "_Printer", Module: "_sitebuiltins", Hidden: 1,
	Slots: Slots{
		Repr: func(t *Thread, v Value) Value { return Slot(v, 0) },
		Call: func(t *Thread, v Value, args []Value, kwnames Value) Value {
			return builtinPrint(t, Unbound, []Value{Slot(v, 0)}, Unbound)
		},
	},
}
