package runtime

import (
	"errors"
	"io"

	"github.com/go-python/gopython/gc"
	"github.com/go-python/gopython/internal/abi"
)

// Value is a Python value.
type Value = abi.Value

// The immediates, for short.
const (
	None           = abi.None
	True           = abi.True
	False          = abi.False
	NotImplemented = abi.NotImplemented
	Ellipsis       = abi.Ellipsis
	Unbound        = abi.Unbound
	Raised         = abi.Raised
)

// Config says what an isolate may use. The zero value grants nothing.
type Config struct {
	MaxMemory uint64 // bytes; 0: no cap but the machine's
	// CallHeat is the number of calls after which a function counts as hot,
	// LoopHeat what the 8-bit counters of back-edges start with; they count up.
	CallHeat       int64
	LoopHeat       uint8
	GCStress       bool // collect at every safepoint, poison what is freed
	GCEvery        int  // with GCStress: only at every n-th safepoint
	Stdin          io.Reader
	Stdout, Stderr io.Writer
	Args           []string // sys.argv
	Path           []string // sys.path, for importing .py files
	// ReadFile reads a source file for import and for tracebacks. nil: no files.
	ReadFile func(name string) ([]byte, error)
	// Compile turns source text into code: the front end, which this package
	// does not import. mode is "exec", "eval" or "single". Errors other than
	// *SourceError become SystemError.
	Compile func(src []byte, filename, mode string, flags CompileFlags) (*Program, error)
	// Open opens a file for the builtin open(), with the flags and permissions
	// of os.OpenFile. nil: open() is not permitted.
	Open func(name string, flag int, perm uint32) (File, error)
}

// Bound, as the number of arguments of Interp.Call, says that they are bound.
const Bound = -1

// Interp runs Python code. Package interp implements it.
type Interp interface {
	// Call runs the Python function whose window is at base: the function in
	// the header's Func, nargs arguments from register 0, the last
	// len(kwnames) of them named (kwnames is a tuple or Unbound). With nargs =
	// Bound the registers of the parameters are complete.
	Call(t *Thread, base uintptr, nargs int, kwnames Value) Value
	// Resume continues a suspended generator: sent is what its yield returns;
	// when throw is not Unbound that exception is raised there instead. It
	// returns what is yielded. When the generator returns, it returns Unbound,
	// and the value is in t.GenResult.
	Resume(t *Thread, gen, sent, throw Value) Value
	// Drain continues a suspended generator until it ends, and appends what it
	// yields to a list.
	Drain(t *Thread, gen, list Value) bool
	// RunCode runs the code object of a module, class or exec: globals is a
	// dict, locals its namespace (the same dict, or any mapping).
	RunCode(t *Thread, code, globals, locals Value) Value
	// Globals and Locals are what globals() and locals() return in the running
	// frame.
	Globals(t *Thread) Value
	Locals(t *Thread) Value
}

// NativeCode is the optimising compiler as the interpreter and walks over the
// stack see it. Machine states are the (pc, R, K) of package interp.
type NativeCode interface {
	// Enter executes at an ENTER instruction.
	Enter(t *Thread, pc, R, K uintptr) (uintptr, uintptr, uintptr)
	// Return goes on in the compiled code that called the frame at R, which has
	// returned: its result is in register 0.
	Return(t *Thread, R uintptr) (uintptr, uintptr, uintptr)
	// HotLoop is called once in 256 back-edges to pc, HotCall when the calls of
	// code were as many as Config.CallHeat.
	HotLoop(t *Thread, pc, R, K uintptr)
	HotCall(t *Thread, code Value)
	// Resumed is called once in 256 times that a generator is resumed which was
	// suspended at an instruction: its frame is at R, and goes on at pc.
	Resumed(t *Thread, at, pc, R, K uintptr) (uintptr, uintptr, uintptr)
	// Poll serves abi.PollJIT: compiled code is ready to be installed.
	Poll(t *Thread)
	// Caller returns the caller of the frame at R, which compiled code called,
	// and the instruction there. It sees to it that the headers of functions
	// that were inlined there are complete.
	Caller(R uintptr) (callerR, pc uintptr)
	// Unwind puts the frames that called the one at R, by compiled code, into
	// the interpreter's form, because an exception leaves the frame at R. It
	// returns as Caller does. When the compiled code handles the exception itself,
	// nothing is done and caught is true: Catch goes on there.
	Unwind(t *Thread, R uintptr) (callerR, pc uintptr, caught bool)
	// Catch goes on in the compiled code that called the frame at R, with the
	// pending exception.
	Catch(t *Thread, R uintptr) (uintptr, uintptr, uintptr)
	// Registers sees to it that the registers of the function's frame at R hold
	// its variables, for somebody who looks at them: those that are still needed.
	// Others may become unbound.
	Registers(t *Thread, R uintptr)
	// Settle gives a generator that compiled code has open (abi.GenOpen) its
	// registers back; it stays open only while its own body runs.
	Settle(t *Thread, gen Value)
	// CompleteFrames writes the headers of functions that were inlined into
	// what is being served.
	CompleteFrames(t *Thread)
	// WriteRegisters puts the registers of the frame Thread.Lazy into memory.
	WriteRegisters(t *Thread)
	// Serving returns what compiled code is being served now; Recover, after the
	// panic v in between, puts what is served now into the interpreter's form.
	// It returns true when the panic was compiled code's own, and has become
	// the pending exception.
	Serving() int
	Recover(t *Thread, before int, v any) bool
	// FlushGlobal is called when a watched global changed.
	FlushGlobal(d, name Value)
	// FlushClasses is called when an attribute of a class changed that caches
	// rely on.
	FlushClasses()
	// FlushCode is called when what code relies on does not hold any longer.
	FlushCode(code Value)
	// FreeCode is called when a code object dies.
	FreeCode(addr uintptr)
}

// Isolate is one Python virtual machine: a heap and everything in it. It is
// used by one goroutine at a time and shares nothing mutable with others.
type Isolate struct {
	Heap   *gc.Heap
	Types  Types
	Exc    Exceptions
	Config Config
	// IntMaxStrDigits limits the decimal digits that an int is converted to or
	// from: sys.set_int_max_str_digits. 0 means no limit.
	IntMaxStrDigits int
	Interp          Interp

	shapeMem   *gc.Area // where shapes is: the collector and compiled code read it
	shapes     []abi.Shape
	shapeInfo  []shapeInfo
	shapeTypes []*Type   // the class of each shape, for TypeOf
	wordTypes  [64]*Type // the class of a value that is no reference, by its low bits
	types      []*Type   // by abi.Type.Index
	natives    []*NativeDef
	getsets    []*GetSet
	codes      []*CodeInfo
	freeCodes  []int // entries of codes to use again
	interned   map[string]Value
	// newInterned are the keys that interned got since the last collection.
	newInterned []string
	chars       [256]Value // one-character strings
	intTexts    []Value    // of the ints from 0; nil until asked for
	bytes1      [256]Value // one-byte bytes
	EmptyStr, EmptyTuple, EmptyBytes,
	emptyFrozenset Value
	names        names
	typeCache    typeCache
	keyVersion   int64
	roots        []*Value
	rootFuncs    []func(*gc.Marker)
	modules      Value // sys.modules
	Builtins     Value // dict of module builtins
	builtinInit  map[string]func(*Thread) Value
	resources    map[uintptr]any // Go values held by objects, by object address
	hashSeed     uint64
	scratch      intScratch
	nextVersion  uint32
	nativeIdx    map[*NativeDef]int64
	nativeModule map[*NativeDef]string // of the functions of modules, for messages
	main         *Thread
	sys          sysState
	walk         walkers
	shapeKeys    map[Value]struct{} // see keepShapeKey
	slotNames    [][]Value          // the special methods of every slot group, interned
	sharedGets   [2]int64           // see sharedGetSet

	// Attrs is the interpreter's.
	Attrs AttrCache

	watches map[Value]*globalWatch // by dict

	// Native is the optimising compiler; nil without.
	Native NativeCode

	// FlushCaches empties the inline caches of all code; the interpreter sets it.
	FlushCaches func()
}

// Root makes *p a root: what it refers to stays alive.
func (iso *Isolate) Root(p *Value) { iso.roots = append(iso.roots, p) }

// AddRoots has f report roots in every collection.
func (iso *Isolate) AddRoots(f func(*gc.Marker)) { iso.rootFuncs = append(iso.rootFuncs, f) }

func (iso *Isolate) markRoots(m *gc.Marker) {
	for _, p := range iso.roots {
		m.Value(*p)
	}
	for i := range iso.shapeInfo {
		m.Value(iso.shapeInfo[i].key)
	}
	m.Values(iso.chars[:])
	m.Values(iso.intTexts)
	m.Values(iso.bytes1[:])
	for _, v := range []Value{iso.EmptyStr, iso.EmptyTuple, iso.EmptyBytes, iso.emptyFrozenset, iso.modules, iso.Builtins} {
		m.Value(v)
	}
	for _, typ := range iso.types {
		if typ != nil && !typ.Heap {
			m.Value(typ.Obj)
		}
	}
	iso.names.mark(m)
	for _, f := range iso.rootFuncs {
		f(m)
	}
	iso.sys.mark(m)
	iso.main.mark(m)
}

// afterMark drops what is only weakly held.
func (iso *Isolate) afterMark(m *gc.Marker) {
	dropped := false
	drop := func(s string, v Value) {
		if !m.Marked(v) {
			delete(iso.interned, s)
			iso.Heap.Foreign(-internedBytes(s))
			dropped = true
		}
	}
	if m.Young() {
		for _, s := range iso.newInterned {
			drop(s, iso.interned[s])
		}
	} else {
		for s, v := range iso.interned {
			drop(s, v)
		}
	}
	clear(iso.newInterned) // so that they can be freed
	iso.newInterned = iso.newInterned[:0]
	if dropped {
		clear(iso.typeCache[:]) // a new name may get the address of a dead one
		iso.Attrs.Flush()
	}
}

// dying is called for every registered object before its cell is freed.
func (iso *Isolate) dying(addr uintptr) {
	if abi.KindOf(addr) == abi.KindType {
		iso.freeType(addr)
	}
	if abi.KindOf(addr) == abi.KindCode {
		iso.freeCode(addr)
	}
	if r, ok := iso.resources[addr]; ok {
		delete(iso.resources, addr)
		if c, ok := r.(io.Closer); ok {
			_ = c.Close() // nobody is left to tell
		}
	}
}

// SetResource attaches a Go value to an object. It is released (closed, if it
// is an io.Closer) when the object dies.
func (iso *Isolate) SetResource(v Value, r any) {
	if iso.resources == nil {
		iso.resources = map[uintptr]any{}
	}
	iso.resources[v.Addr()] = r
	iso.Heap.RegisterFinal(v.Addr())
}

// Resource returns the Go value attached to v, nil without.
func (iso *Isolate) Resource(v Value) any { return iso.resources[v.Addr()] }

// store writes a value into an object that may be old.
func (iso *Isolate) store(obj Value, field *Value, v Value) {
	*field = v
	iso.Heap.Barrier(obj.Addr())
}

// Main returns the isolate's main thread.
func (iso *Isolate) Main() *Thread { return iso.main }

// Close frees everything at once. The isolate must not be running.
func (iso *Isolate) Close() error {
	for _, r := range iso.resources {
		if c, ok := r.(io.Closer); ok {
			_ = c.Close()
		}
	}
	iso.resources = nil
	return errors.Join(iso.main.stack.Close(), iso.shapeMem.Close(), iso.Heap.Close())
}
