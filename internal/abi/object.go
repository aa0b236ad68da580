package abi

import "unsafe"

// Kind says how an object is laid out. A class of Python's has one kind (a
// subclass of list has list's), several classes may share one.
type Kind uint8

// The kinds. KindFree is a cell that holds no object.
const (
	KindFree      Kind = iota
	KindInstance       // Instance: attributes by shape
	KindItems          // Items: storage of lists, dicts, ..., all values
	KindRaw            // Raw: storage without values
	KindInt64          // Int64: an int beyond 62 bits that fits an int64
	KindBigInt         // BigInt
	KindIntObject      // IntObject: instance of a subclass of int
	KindFloat          // Float
	KindComplex        // Complex
	KindStr            // Str
	KindBytes          // Bytes
	KindByteArray      // ByteArray
	KindList           // List
	KindTuple          // Tuple
	KindDict           // Dict
	KindSet            // Set: set and frozenset
	KindFunction       // Function
	KindCode           // Code
	KindCell           // Cell
	KindMethod         // Method: bound method
	KindNative         // Native: function written in Go
	KindGenerator      // Generator, coroutine
	KindType           // Type
	KindRangeIter      // RangeIter
	KindSeqIter        // SeqIter: over list, tuple, str, bytes
	KindDictIter       // DictIter
	KindSetIter        // DictIter over a set's table
	NumKinds
)

// Header is the first word of every object.
type Header struct {
	Shape uint32  // class and layout; an index into the isolate's shapes
	Kind  Kind    // layout
	GC    GCFlags // the collector's and barriers' bits
	Aux   uint16  // per kind: slots of an Instance, StrFlags, ListFlags
}

// GCFlags are bits of the header that belong to the collector.
type GCFlags uint8

const (
	// GCLog is set in an old object that is not in the remembered set: a store
	// of a reference into it must go through the barrier's slow path.
	GCLog GCFlags = 1 << iota
	// GCExtra says that words for the attributes of a subclass follow the
	// fixed part (or the items of a tuple); the shape says how many.
	GCExtra
	// GCFinal says that the object is on the list of those to be told of
	// their death (weak references, Go resources).
	GCFinal
	// GCWeak says that there are weak references to the object.
	GCWeak
)

// Word packs a header. GC flags start clear.
func (h Header) Word() uint64 {
	return uint64(h.Shape) | uint64(h.Kind)<<32 | uint64(h.GC)<<40 | uint64(h.Aux)<<48
}

// Offsets within Header.
const (
	HeaderShape = unsafe.Offsetof(Header{}.Shape)
	HeaderKind  = unsafe.Offsetof(Header{}.Kind)
	HeaderGC    = unsafe.Offsetof(Header{}.GC)
	HeaderAux   = unsafe.Offsetof(Header{}.Aux)
	HeaderSize  = unsafe.Sizeof(Header{})
	Word        = 8 // bytes in a value
)

// KindOf returns the kind of the object at addr.
func KindOf(addr uintptr) Kind { return Kind(Load8(addr + HeaderKind)) }

// Object layouts. A Value field is traced; a field of type Buf is the address
// of the first element of an Items or Raw object (or, in Str and Bytes, of
// bytes inside the object itself) and is traced as such; other fields are not.

// Buf is the address of the first element of a storage object: BufHeader bytes
// past its header. Zero when there is none.
type Buf = uintptr

// Instance is an object whose attributes live in slots that its shape names.
// Builtin classes with a few fixed fields (iterators, property, exceptions)
// are instances too: their fields are the first slots.
type Instance struct {
	Header       // Aux = number of inline slots
	Attrs  Value // Unbound, an Items object with the slots that did not fit, or a dict
	// Slots  [Aux]Value
}

// Items is storage for values.
type Items struct {
	Header
	Cap int64 // number of values that follow, all traced but in a list of numbers
}

// ItemsFrame in Aux says that the words are the registers of a suspended frame:
// some may be stale, and are traced as those of the stack are.
const ItemsFrame = 1

// Raw is storage for anything that is not a value.
type Raw struct {
	Header
	Cap int64 // bytes that follow
}

// BufHeader is the distance from a storage object to its first element.
const BufHeader = unsafe.Sizeof(Items{})

// Int64 is an int that fits 64 bits and not the word.
type Int64 struct {
	Header
	V int64
}

// BigInt is an int beyond 64 bits.
type BigInt struct {
	Header
	Size int64 // number of digits, negative for a negative int
	// Digits [Size]uint64, least significant first, the last one not zero
}

// IntObject is an instance of a subclass of int.
type IntObject struct {
	Header
	V Value // the int
}

// Float is a float that does not fit the word, or an instance of a subclass.
type Float struct {
	Header
	V float64
}

// Complex is a complex number.
type Complex struct {
	Header
	Re, Im float64
}

// Str is a string of Len code points, each 1, 2 or 4 bytes wide (StrFlags).
type Str struct {
	Header       // Aux = StrFlags
	Hash   int64 // 0 = not computed yet
	Len    int64 // code points
	Data   Buf   // inside this object, or a Raw object's bytes (strings built by appending share it)
}

// StrFlags are the Aux bits of a Str. The narrowest width that holds all code
// points is always used, so equal strings have equal widths.
const (
	StrWidth    = 3      // mask: log2 of the bytes per code point: 0, 1, 2
	StrASCII    = 1 << 2 // all code points below 128
	StrInterned = 1 << 3
)

// Bytes is an immutable byte string.
type Bytes struct {
	Header
	Hash int64 // 0 = not computed yet
	Len  int64
	Data Buf // inside this object, or a Raw object's bytes
}

// ByteArray is a mutable byte string.
type ByteArray struct {
	Header
	Len     int64
	Data    Buf
	Cap     int64
	Exports int64 // memoryviews that forbid resizing
}

// List is a list.
type List struct {
	Header // Aux = ListFlags
	Len    int64
	Items  Buf
	Cap    int64
}

// ListFlags are the Aux bits of a List: all elements are of that kind. They
// may be clear although they could be set; never the other way round.
const (
	ListInts   = 1 << iota // word ints
	ListFloats             // word floats
	ListBools
	ListSorting // being sorted: its contents are elsewhere
)

// Tuple is a tuple.
type Tuple struct {
	Header
	Len int64
	// Items [Len]Value
}

// Dict is an insertion-ordered hash table.
type Dict struct {
	Header        // Aux = DictFlags
	Used    int64 // live entries
	Fill    int64 // entries in use, deleted ones included
	Entries Buf   // Items: DictEntry each
	Index   Buf   // Raw: uint32 each; 0 = free, else entry number + 1
	Mask    int64 // size of the index minus one; -1 without an index
	KeyVer  int64 // version of the set of keys, when DictWatched
}

// DictFlags.
const (
	// DictWatched says that inline caches rely on KeyVer: it gets a new number
	// when a key comes or goes or entries move.
	DictWatched = 1 << iota
	// DictStrKeys says that every key is an exact str.
	DictStrKeys
	// DictGuarded says that compiled code relies on values: see
	// runtime.WatchGlobal.
	DictGuarded
)

// DictEntry is one entry. A deleted one has Key == Deleted.
type DictEntry struct {
	Hash  Value // a word int
	Key   Value
	Value Value
}

// DictEntryWords is the number of values in an entry.
const DictEntryWords = unsafe.Sizeof(DictEntry{}) / Word

// How a set's table is probed, as CPython does it: so many entries behind the
// first one, then elsewhere, by so many more bits of the hash.
const (
	SetLinearProbes = 9
	SetPerturbShift = 5
)

// Set is a set or frozenset: open addressing, in the order CPython would have.
type Set struct {
	Header
	Used  int64
	Fill  int64 // entries in use, deleted ones included
	Table Buf   // Items: SetEntry each, and a byte for each behind them: see SetNone
	Mask  int64
	Hash  int64 // of a frozenset; 0 = not computed yet
}

// SetEntry is one entry: Key is Unbound when free, Deleted when removed.
type SetEntry struct {
	Hash Value
	Key  Value
}

// Behind the entries of a set's table is a byte for each place. Its lower bits
// tell of the keys whose search begins at that place: SetNone; n from SetOne to
// SetFar-1 when there is one, n-SetOne places further (beyond the end the table
// begins again); from SetFar on one that is somewhere else, two, three, and
// SetMany of them, which is not counted down. The upper bits say what is in the
// place itself.
const (
	SetNone = 0
	SetOne  = 1
	SetFar  = 49
	SetMany = 63
	SetHome = 63 // the lower bits

	SetUsed    = 0x80 // there is a key, or was
	SetRemoved = 0x40 // and is no longer
)

// SetSlack is how much longer a set's table is than its entries and their bytes,
// so that 16 bytes can be read at any place.
const SetSlack = 16

// Function is a Python function.
type Function struct {
	Header
	Code        Value // Code
	Globals     Value // dict
	Builtins    Value // dict
	Closure     Value // tuple of cells, or None
	Defaults    Value // tuple or None
	KwDefaults  Value // dict or None
	Name        Value
	Qualname    Value
	Module      Value
	Doc         Value
	Annotations Value // dict or Unbound
	Annotate    Value // callable or None
	TypeParams  Value // tuple or Unbound
	Dict        Value // dict or Unbound
}

// Code is compiled Python code.
type Code struct {
	Header
	Entry     Buf    // first instruction, inside a Raw object
	Consts    Buf    // constants, an Items object
	FrameSize int64  // bytes of a frame, without its header
	Args      uint32 // CodeArgs: number of positional parameters | flags
	Flags     uint32 // co_flags
	Index     int64  // number in the isolate's table of code descriptions
	Length    int64  // bytes of instructions
	// Native is where compiled code of the function starts, for calls from
	// compiled code; 0 without.
	Native uintptr
	// Heat counts the calls that are left until the function counts as hot.
	Heat int64
}

// CodeComplexArgs is set in Code.Args where a call with exactly that number of
// positional arguments does not suffice: *args, **kwargs, keyword-only
// parameters, or a body that runs as a generator.
const CodeComplexArgs = 1 << 31

// Cell is a variable shared with an inner function.
type Cell struct {
	Header
	V Value // Unbound when empty
}

// Method is a bound method.
type Method struct {
	Header
	Func Value
	Self Value
}

// Native is a function written in Go.
type Native struct {
	Header
	Index  int64 // number in the isolate's table of native functions
	Self   Value // bound receiver, or Unbound
	Module Value
}

// Generator is a generator, coroutine or asynchronous generator.
type Generator struct {
	Header          // Aux = GenState
	Func    Value   // function or code owner, as in the frame
	Frame   Buf     // Items: the registers while suspended
	PC      uintptr // where to resume
	Yielded Value   // the iterator that is delegated to, Unbound without
	Handled Value   // the exception being handled inside, None without
	Outer   Value   // while it runs: the exception that its resumer is handling
	Name    Value
	Qual    Value
	Next    uintptr // address of the frame while it runs
	Sink    Value   // the list that gets what it yields while it runs; an int: none, it is suspended
}

// GenState: what a generator is doing.
const (
	GenCreated = iota
	GenSuspended
	GenRunning
	GenDone
	// GenOpen: compiled code has the registers; see NativeCode.Settle.
	GenOpen
)

// Type is a class. What Go code needs of it is in the isolate's table.
type Type struct {
	Header
	Index     int64 // number in the isolate's table of types
	RootShape int64 // shape of a new instance
	Dict      Value
	Bases     Value // tuple
	MRO       Value // tuple
	Name      Value
	Qualname  Value
	Module    Value
	Doc       Value
	Aux1      Value
	Aux2      Value
}

// RangeIter iterates over a range of word ints.
type RangeIter struct {
	Header
	Cur  int64 // next, as a word int (shifted)
	Left int64 // how many are left
	Step int64 // shifted
}

// IterShared in Aux of a RangeIter or SeqIter: the program may hold it. Without
// it, nothing but the for loop that has made it does.
const IterShared = 1

// SeqIter iterates by index over a list, tuple, str, bytes or anything with
// __getitem__.
type SeqIter struct {
	Header
	Seq   Value // Unbound once exhausted
	Index int64
}

// DictIter iterates over a dict or a set.
type DictIter struct {
	Header       // Aux = DictIterWhat
	Dict   Value // Unbound once exhausted
	Index  int64 // entry number
	Used   int64 // size at the start: a change is an error
	Left   int64 // for __length_hint__
}

// DictIterWhat.
const (
	IterKeys = iota
	IterValues
	IterItems
)
