package runtime

import (
	"math"
	goruntime "runtime"
	"strings"
	"unsafe"

	"github.com/go-python/gopython/gc"
	"github.com/go-python/gopython/internal/abi"
)

// sysState is what the isolate keeps for module sys, files and imports.
type sysState struct {
	dict        Value // of module sys
	stdoutObj   Value // the sys.stdout made at the start, and its Go side
	stdout      *textFile
	std         [3]*binFile // stdin, stdout, stderr
	importFunc  Value       // the builtin __import__
	specType    *Type
	unsupported *Type
	warned      map[string]bool
	finalizing  bool
	// lastText remembers the Go side of the text file used last: files are
	// written and read in loops. Making a file object empties it, as that may
	// be at the address of one that died.
	lastText     Value
	lastTextFile *textFile
	sources      map[string][]string // text of the program when it is no file
}

func (s *sysState) init() {
	s.dict, s.stdoutObj, s.importFunc, s.lastText = Unbound, Unbound, Unbound, Unbound
}

func (s *sysState) mark(m *gc.Marker) {
	m.Value(s.dict)
	m.Value(s.stdoutObj)
	m.Value(s.importFunc)
}

const (
	defaultMaxStrDigits = 4300
	minMaxStrDigits     = 640
	hexVersion          = 3<<24 | 14<<16 | 6<<8 | 0xf0
)

// bootSys makes module sys.
func (t *Thread) bootSys() {
	mod := t.NewModule("sys")
	d := t.ModuleDict(mod)
	t.sys.dict = d
	t.DictSetStr(t.modules, t.Intern("sys"), mod)
	t.finishBuiltinModule("sys", mod)
	t.AddFunctions(mod, sysFuncs)
	set := func(name string, v Value) { t.DictSetStr(d, t.Intern(name), v) }
	str := func(s string) Value { return t.NewStr(s) }
	num := func(i int64) Value { return t.NewInt(i) }
	list := func(ss []string) Value {
		vs := make([]Value, len(ss))
		for i, s := range ss {
			vs[i] = t.NewStr(s)
		}
		return t.NewList(vs)
	}
	args := t.Config.Args
	if args == nil {
		args = []string{""}
	}
	set("argv", list(args))
	set("orig_argv", list(args))
	set("path", list(t.Config.Path))
	set("modules", t.modules)
	set("meta_path", t.NewList(nil))
	set("path_hooks", t.NewList(nil))
	set("path_importer_cache", t.NewDict())
	set("warnoptions", t.NewList(nil))
	set("_xoptions", t.NewDict())
	set("dont_write_bytecode", True)
	set("pycache_prefix", None)
	set("version", str("3.14.6 (gopython) ["+goruntime.Compiler+" "+goruntime.Version()+"]"))
	set("copyright", str("The gopython authors."))
	set("hexversion", num(hexVersion))
	set("api_version", num(1013))
	set("abiflags", t.EmptyStr)
	set("platform", str(platformName()))
	set("byteorder", str("little"))
	set("maxsize", num(math.MaxInt64))
	set("maxunicode", num(0x10ffff))
	set("float_repr_style", str("short"))
	set("executable", t.EmptyStr)
	set("_base_executable", t.EmptyStr)
	set("platlibdir", str("lib"))
	for _, n := range []string{"prefix", "exec_prefix", "base_prefix", "base_exec_prefix"} {
		set(n, str("/usr/local"))
	}
	set("_framework", t.EmptyStr)
	set("_git", t.NewTuple([]Value{str("gopython"), t.EmptyStr, t.EmptyStr}))
	t.sysStructs(set, num, str)
	names := strings.Fields(stdlibNames)
	vs := make([]Value, len(names))
	for i, n := range names {
		vs[i] = t.Intern(n)
	}
	set("stdlib_module_names", t.NewFrozenSet(vs))
	set("builtin_module_names", t.NewTuple([]Value{t.Intern("builtins"), t.Intern("sys")}))
	for _, n := range []string{"displayhook", "excepthook", "unraisablehook", "breakpointhook"} {
		if f := t.DictGetStr(d, t.Intern(n)); f != Unbound {
			set("__"+n+"__", f)
		}
	}
	t.sysStreams(set)
}

// FinishModules is called when all native modules are registered: it fills
// sys.builtin_module_names.
func (iso *Isolate) FinishModules() {
	names := []Value{iso.Intern("builtins"), iso.Intern("sys")}
	for n := range iso.builtinInit {
		names = append(names, iso.Intern(n))
	}
	iso.DictSetStr(iso.sys.dict, iso.Intern("builtin_module_names"), iso.NewTuple(names))
}

func platformName() string {
	if goruntime.GOOS == "windows" {
		return "win32"
	}
	return goruntime.GOOS
}

// sysStructs makes the struct sequences of module sys.
func (t *Thread) sysStructs(set func(string, Value), num func(int64) Value, str func(string) Value) {
	seq := func(name string, fields string, vals ...Value) Value {
		v := t.NewStruct(t.NewStructType("sys."+name, "sys", "", strings.Fields(fields)), vals...)
		set(name, v)
		return v
	}
	version := seq("version_info", "major minor micro releaselevel serial", num(3), num(14), num(6), str("final"), num(0))
	seq("flags", "debug inspect interactive optimize dont_write_bytecode no_user_site no_site ignore_environment verbose bytes_warning quiet hash_randomization isolated dev_mode utf8_mode warn_default_encoding safe_path int_max_str_digits",
		num(0), num(0), num(0), num(0), num(1), num(0), num(0), num(0), num(0), num(0), num(0), num(1), num(0), False, num(0), num(0), False, num(defaultMaxStrDigits))
	seq("float_info", "max max_exp max_10_exp min min_exp min_10_exp dig mant_dig epsilon radix rounds",
		t.NewFloat(math.MaxFloat64), num(1024), num(308), t.NewFloat(0x1p-1022), num(-1021), num(-307), num(15), num(53), t.NewFloat(0x1p-52), num(2), num(1))
	seq("int_info", "bits_per_digit sizeof_digit default_max_str_digits str_digits_check_threshold",
		num(30), num(4), num(defaultMaxStrDigits), num(minMaxStrDigits))
	seq("hash_info", "width modulus inf nan imag algorithm hash_bits seed_bits cutoff",
		num(64), num(HashModulus), num(314159), num(0), num(1000003), str("wyhash"), num(64), num(64), num(0))
	seq("thread_info", "name lock version", str("pthread"), str("semaphore"), None)
	impl := t.NewInstance(t.Types.SimpleNamespace)
	d := t.materializeDict(impl)
	for _, kv := range []struct {
		k string
		v Value
	}{{"name", str("gopython")}, {"cache_tag", str("gopython-314")}, {"version", version}, {"hexversion", num(hexVersion)},
		{"_multiarch", str(goruntime.GOARCH + "-" + goruntime.GOOS)}, {"supports_isolated_interpreters", False}} {
		t.DictSetStr(d, t.Intern(kv.k), kv.v)
	}
	set("implementation", impl)
}

// sysStreams makes sys.stdin, stdout and stderr; a stream that the
// configuration does not have is None.
func (t *Thread) sysStreams(set func(string, Value)) {
	c := &t.Config
	add := func(i int, name string, b *binFile, f *textFile) {
		v := None
		if b != nil {
			b.fd, b.std = i, true
			f.bin = b
			f.encName = "utf-8"
			v = t.newTextFile(f, t.newBinaryFile(b, t.NewStr("<"+name+">")))
			t.sys.std[i] = b
		}
		set(name, v)
		set("__"+name+"__", v)
		if i == 1 && b != nil {
			t.sys.stdoutObj, t.sys.stdout = v, f
		}
	}
	var in, out, err *binFile
	if c.Stdin != nil {
		in = &binFile{r: &stdinReader{t: t, r: c.Stdin}, mode: "rb", before: t.FlushStdout}
	}
	if c.Stdout != nil {
		out = &binFile{w: c.Stdout, mode: "wb"}
	}
	if c.Stderr != nil {
		err = &binFile{w: c.Stderr, mode: "wb"}
	}
	add(0, "stdin", in, &textFile{errors: "strict", universal: true, mode: "r"})
	add(1, "stdout", out, &textFile{errors: "strict", universal: true, mode: "w", lineBuf: isTerminal(c.Stdout)})
	add(2, "stderr", err, &textFile{errors: "backslashreplace", universal: true, mode: "w", lineBuf: true})
}

// FlushStdout writes what is buffered for the standard output. Errors stay for
// the flush at the end.
func (t *Thread) FlushStdout() {
	if b := t.sys.std[1]; b != nil && !b.closed {
		_ = b.flush() // see above
	}
}

// SysGet returns an attribute of module sys, Unbound when there is none.
func (t *Thread) SysGet(name string) Value { return t.DictGetStr(t.sys.dict, t.Intern(name)) }

// SysSet sets an attribute of module sys.
func (t *Thread) SysSet(name string, v Value) { t.DictSetStr(t.sys.dict, t.Intern(name), v) }

var sysFuncs = []*NativeDef{
	{Name: "exit", Sig: "status=None, /", Fn: func(t *Thread, a []Value) Value {
		if a[0] == Unbound {
			return t.RaiseArgs(t.Exc.SystemExit)
		}
		if a[0].IsKind(abi.KindTuple) {
			return t.RaiseArgs(t.Exc.SystemExit, abi.TupleItems(a[0])...)
		}
		return t.RaiseArgs(t.Exc.SystemExit, a[0])
	}, Doc: "Exit the interpreter by raising SystemExit(status)."},
	{Name: "exc_info", Sig: "", Fn: func(t *Thread, a []Value) Value {
		exc := t.Handled
		if exc == None {
			return t.NewTuple([]Value{None, None, None})
		}
		return t.NewTuple([]Value{t.TypeOf(exc).Obj, exc, Slot(exc, ExcTraceback)})
	}},
	{Name: "exception", Sig: "", Fn: func(t *Thread, a []Value) Value { return t.Handled }},
	{Name: "getrecursionlimit", Sig: "", Fn: func(t *Thread, a []Value) Value { return abi.SmallInt(int64(t.DepthLimit)) }},
	{Name: "setrecursionlimit", Sig: "limit, /", Fn: sysSetRecursionLimit},
	{Name: "getsizeof", Sig: "object, default=None", Fn: sysGetSizeOf},
	{Name: "intern", Sig: "string, /", Fn: func(t *Thread, a []Value) Value {
		if !a[0].IsKind(abi.KindStr) {
			return t.Raise(t.Exc.TypeError, "intern() argument must be str, not %s", t.argTypeName(a[0]))
		}
		if !t.IsExactStr(a[0]) {
			return t.Raise(t.Exc.TypeError, "can't intern %s", t.TypeName(a[0]))
		}
		return t.InternStr(a[0])
	}},
	{Name: "_is_interned", Sig: "string, /", Fn: func(t *Thread, a []Value) Value {
		return abi.Bool(a[0].IsKind(abi.KindStr) && abi.Obj[abi.Str](a[0]).Aux&abi.StrInterned != 0)
	}},
	{Name: "getdefaultencoding", Sig: "", Fn: func(t *Thread, a []Value) Value { return t.Intern("utf-8") }},
	{Name: "getfilesystemencoding", Sig: "", Fn: func(t *Thread, a []Value) Value { return t.Intern("utf-8") }},
	{Name: "getfilesystemencodeerrors", Sig: "", Fn: func(t *Thread, a []Value) Value { return t.Intern("surrogateescape") }},
	{Name: "displayhook", Sig: "object, /", Fn: sysDisplayHook},
	{Name: "breakpointhook", Call: sysBreakpointHook},
	{Name: "excepthook", Sig: "exctype, value, traceback, /", Fn: sysExceptHook},
	{Name: "unraisablehook", Sig: "unraisable, /", Fn: sysUnraisableHook},
	{Name: "get_int_max_str_digits", Sig: "", Fn: func(t *Thread, a []Value) Value { return abi.SmallInt(int64(t.IntMaxStrDigits)) }},
	{Name: "set_int_max_str_digits", Sig: "maxdigits", Fn: func(t *Thread, a []Value) Value {
		n, ok := t.AsInt(a[0], t.Exc.OverflowError)
		if !ok {
			return Raised
		}
		if n != 0 && n < minMaxStrDigits || n > math.MaxInt32 {
			return t.Raise(t.Exc.ValueError, "maxdigits must be >= %d or 0 for unlimited", minMaxStrDigits)
		}
		t.IntMaxStrDigits = n
		return None
	}},
	{Name: "getrefcount", Sig: "object, /", Fn: func(t *Thread, a []Value) Value { return abi.SmallInt(2) }},
	{Name: "_getframe", Sig: "depth=0, /", Fn: func(t *Thread, a []Value) Value {
		depth, ok := sysDepth(t, a)
		if !ok {
			return Raised
		}
		fr := t.FrameObject(max(depth, 0))
		if fr == None {
			return t.Raise(t.Exc.ValueError, "call stack is not deep enough")
		}
		return fr
	}},
	{Name: "_getframemodulename", Sig: "depth=0", Fn: func(t *Thread, a []Value) Value {
		depth, ok := sysDepth(t, a)
		if !ok {
			return Raised
		}
		name := None
		t.eachFrame(func(r, pc uintptr) bool {
			if depth > 0 {
				depth--
				return true
			}
			if n := t.DictGetStr(abi.Obj[abi.Function](abi.Frame(r).Func).Globals, t.names.Name); n != Unbound {
				name = n
			}
			return false
		})
		return name
	}},
	{Name: "audit", Sig: "event, /, *args", Fn: func(t *Thread, a []Value) Value { return None }},
	{Name: "addaudithook", Sig: "hook", Fn: func(t *Thread, a []Value) Value { return None }},
	{Name: "is_finalizing", Sig: "", Fn: func(t *Thread, a []Value) Value { return abi.Bool(t.sys.finalizing) }},
	{Name: "getswitchinterval", Sig: "", Fn: func(t *Thread, a []Value) Value { return t.NewFloat(0.005) }},
	{Name: "setswitchinterval", Sig: "interval, /", Fn: func(t *Thread, a []Value) Value { return None }},
	{Name: "gettrace", Sig: "", Fn: func(t *Thread, a []Value) Value { return None }},
	{Name: "getprofile", Sig: "", Fn: func(t *Thread, a []Value) Value { return None }},
	{Name: "getallocatedblocks", Sig: "", Fn: func(t *Thread, a []Value) Value { return abi.SmallInt(0) }},
	{Name: "_clear_internal_caches", Sig: "", Fn: func(t *Thread, a []Value) Value { return None }},
	{Name: "_is_gil_enabled", Sig: "", Fn: func(t *Thread, a []Value) Value { return True }},
	{Name: "get_asyncgen_hooks", Sig: "", Fn: func(t *Thread, a []Value) Value {
		return t.NewTuple2(t.sysOr("_asyncgen_firstiter"), t.sysOr("_asyncgen_finalizer"))
	}},
	{Name: "set_asyncgen_hooks", Sig: "firstiter=None, finalizer=None", Fn: func(t *Thread, a []Value) Value {
		for i, n := range []string{"_asyncgen_firstiter", "_asyncgen_finalizer"} {
			if a[i] != Unbound {
				t.SysSet(n, a[i])
			}
		}
		return None
	}},
	{Name: "get_coroutine_origin_tracking_depth", Sig: "", Fn: func(t *Thread, a []Value) Value { return abi.SmallInt(0) }},
}

func (t *Thread) sysOr(name string) Value {
	if v := t.SysGet(name); v != Unbound {
		return v
	}
	return None
}

func sysDepth(t *Thread, a []Value) (int, bool) {
	if a[0] == Unbound {
		return 0, true
	}
	return t.AsInt(a[0], t.Exc.OverflowError)
}

// maxRecursionLimit is the largest limit that the stack of a thread can serve.
const maxRecursionLimit = math.MaxInt32

func sysSetRecursionLimit(t *Thread, a []Value) Value {
	n, ok := t.AsInt(a[0], t.Exc.OverflowError)
	switch {
	case !ok:
		return Raised
	case n > maxRecursionLimit:
		return t.Raise(t.Exc.OverflowError, "Python int too large to convert to C int")
	case n < 1:
		return t.Raise(t.Exc.ValueError, "recursion limit must be greater or equal than 1")
	case n <= int(t.Depth):
		return t.Raise(t.Exc.RecursionError, "cannot set the recursion limit to %d at the recursion depth %d: the limit is too low", n, t.Depth)
	}
	t.DepthLimit = int32(n)
	return None
}

// sysGetSizeOf gives the sizes of this virtual machine's objects.
func sysGetSizeOf(t *Thread, a []Value) Value {
	if r, found := t.CallSpecial(a[0], t.Intern("__sizeof__")); found {
		if r == Raised {
			if a[1] != Unbound && t.Catch(t.Exc.TypeError) {
				return a[1]
			}
			return Raised
		}
		n, ok := t.AsInt(r, t.Exc.OverflowError)
		if !ok {
			return Raised
		}
		if n < 0 {
			return t.Raise(t.Exc.ValueError, "__sizeof__() should return >= 0")
		}
		return t.NewInt(int64(n))
	}
	return t.NewInt(int64(t.SizeOf(a[0])))
}

// SizeOf is how many bytes an object takes, storage included, what it refers
// to not.
func (t *Thread) SizeOf(v Value) int {
	word := int(abi.Word)
	switch v.Kind() {
	case abi.KindFree:
		return word
	case abi.KindInstance:
		return int(instanceSize) + int(abi.Obj[abi.Instance](v).Aux)*word
	case abi.KindStr:
		return int(strSize) + len(strBytes(v))
	case abi.KindBytes:
		return int(unsafe.Sizeof(abi.Bytes{})) + len(bytesOf(v))
	case abi.KindByteArray:
		return int(unsafe.Sizeof(abi.ByteArray{})) + int(abi.Obj[abi.ByteArray](v).Cap)
	case abi.KindList:
		return int(unsafe.Sizeof(abi.List{})) + int(abi.Obj[abi.List](v).Cap)*word
	case abi.KindTuple:
		return int(unsafe.Sizeof(abi.Tuple{})) + len(abi.TupleItems(v))*word
	case abi.KindDict:
		o := abi.Obj[abi.Dict](v)
		n := int(unsafe.Sizeof(abi.Dict{})) + int(o.Mask+1)*4
		if o.Entries != 0 {
			n += int(abi.ObjAt[abi.Items](o.Entries-abi.BufHeader).Cap) * word
		}
		return n
	case abi.KindSet:
		return int(unsafe.Sizeof(abi.Set{})) + int(abi.Obj[abi.Set](v).Mask+1)*2*word
	case abi.KindBigInt:
		return int(unsafe.Sizeof(abi.BigInt{})) + max(int(abi.Obj[abi.BigInt](v).Size), -int(abi.Obj[abi.BigInt](v).Size))*8
	}
	return int(abi.Layouts[v.Kind()].Size)
}

func sysDisplayHook(t *Thread, a []Value) Value {
	if a[0] == None {
		return None
	}
	d := t.Builtins
	t.DictSetStr(d, t.names.Underscore, None)
	out, _ := t.stdStream(t.names.Stdout)
	if out == Unbound || out == None {
		return t.Raise(t.Exc.RuntimeError, "lost sys.stdout")
	}
	m := t.Mark()
	defer t.Unroot(m)
	r := t.Repr(a[0])
	if r == Raised || t.printTo(out, []Value{t.Root(r)}, Unbound, Unbound, false) == Raised {
		return Raised
	}
	t.DictSetStr(d, t.names.Underscore, a[0])
	return None
}

func sysExceptHook(t *Thread, a []Value) Value {
	if !t.IsException(a[1]) {
		t.WriteStderr("TypeError: print_exception(): Exception expected for value, " + t.TypeName(a[1]) + " found\n")
		return None
	}
	if a[2] != None && t.TypeOf(a[2]) == t.Types.Traceback && Slot(a[1], ExcTraceback) == None {
		t.SetSlot(a[1], ExcTraceback, a[2])
	}
	t.PrintException(a[1])
	return None
}

func sysUnraisableHook(t *Thread, a []Value) Value {
	get := func(name string) Value {
		v := t.GetAttrOpt(a[0], t.Intern(name))
		if v == Raised {
			t.TakePending()
		}
		if v == Raised || v == Unbound {
			return None
		}
		return v
	}
	exc := get("exc_value")
	if exc == None || !t.IsException(exc) {
		return None
	}
	text := ""
	if msg := get("err_msg"); msg != None && msg.IsKind(abi.KindStr) {
		text = t.GoString(msg)
	}
	t.WriteUnraisable(exc, text, get("object"))
	return None
}

// WriteUnraisable reports an exception that nobody can catch, as of __del__.
func (t *Thread) WriteUnraisable(exc Value, msg string, obj Value) {
	m := t.Mark()
	defer t.Unroot(m)
	t.Root(exc)
	switch {
	case msg == "" && obj != None:
		msg = "Exception ignored in"
	case msg == "":
		msg = "Exception ignored"
	}
	if obj != None {
		msg += ": " + t.MustRepr(t.Root(obj))
	}
	t.WriteStderr(msg + "\n" + t.FormatException(exc))
}

// FlushStdoutIfTerminal shows a user what was printed before a long wait.
func (t *Thread) FlushStdoutIfTerminal() {
	if f := t.sys.stdout; f != nil && f.lineBuf {
		t.FlushStdout()
	}
}
