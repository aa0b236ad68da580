package runtime

import (
	"strings"
	"unsafe"

	"github.com/go-python/gopython/internal/abi"
)

// Type is what Go code knows of a class; Obj is the class as Python sees it.
type Type struct {
	Obj    Value
	Name   string // as in error messages: "int", "collections.deque"
	Module string // for builtin types
	Doc    string
	Kind   abi.Kind // layout of instances
	Heap   bool     // made by a class statement or type()
	Final  bool     // may not be subclassed
	// plainAttrs and plainSetAttr: attributes are found and set in the ordinary way.
	plainAttrs, plainSetAttr bool
	hasNew                   bool // has a __new__ of its own (builtin classes)
	// skipInit: a builtin class with a __new__ of its own and object's __init__,
	// which has nothing to do.
	skipInit  bool
	objectNew bool // __new__ is object's: see SimpleNew
	// own has bit i set when the class, a builtin one, brings slot group i
	// itself and has not inherited it.
	own       [2]uint64
	spec      *TypeSpec // of a builtin class whose dict is not made yet
	slotNames []string  // of a class with __slots__: the (mangled) names it adds
	// excInit sets the own fields of a new exception of this class from its args.
	excInit func(t *Thread, exc Value, args []Value)
	// As of traitsVersion: newKind says how instances are made, identityEq that
	// two of them are equal only when they are the same. See traits.
	newKind       uint8
	identityEq    bool
	exception     bool // derives from BaseException
	traitsVersion uint32
	Abstract      bool // has abstract methods (__abstractmethods__)
	NoNew         bool // cannot be instantiated: "cannot create 'x' instances"
	HasDict       bool // instances have a __dict__
	HasWeak       bool // instances have __weakref__
	Hidden        int  // fixed fields of instances: the first slots, __slots__ included

	Meta       *Type // class of Obj
	Base       *Type // the one whose layout this extends; nil for object
	Bases, MRO []*Type
	Slots      Slots

	index      int
	rootShape  uint32
	dictShape  uint32
	inline     int // attribute slots expected beyond Hidden
	version    uint32
	subclasses []*Type
	cached     map[Value]int // names that inline caches rely on -> times they were flushed
}

const instanceSize = unsafe.Sizeof(abi.Instance{})

// maxCacheFlushes is how often a class attribute may change before inline
// caches stop relying on it.
const maxCacheFlushes = 8

// IsSubtype reports whether t is other or derives from it.
func (t *Type) IsSubtype(other *Type) bool {
	if t == other {
		return true
	}
	for _, m := range t.MRO {
		if m == other {
			return true
		}
	}
	return false
}

// extraWords is how many words the attributes of an instance take behind the
// fixed layout of a builtin kind: a dict, then __slots__.
func (t *Type) extraWords() uint32 {
	if !t.Heap || t.Kind == abi.KindInstance || t.Kind == abi.KindType {
		return 0 // the attributes of a class are in its own dict, whatever its metaclass
	}
	return uint32(1 + t.Hidden)
}

func (t *Type) inlineCap() uint32 { return uint32(t.Hidden + t.inline) }

// RootShape is the shape of a new instance.
func (t *Type) RootShape() uint32 { return t.rootShape }

// Index is the number in abi.Type.Index.
func (t *Type) Index() int { return t.index }

// TypeOf returns the class of v.
func (iso *Isolate) TypeOf(v Value) *Type {
	if v.IsPtr() {
		return iso.shapeTypes[v.Shape()]
	}
	return iso.wordTypes[v&63]
}

// bootWordTypes fills the table by which TypeOf finds the class of a value
// that is no reference: the low six bits tell.
func (iso *Isolate) bootWordTypes() {
	T := &iso.Types
	for v := range Value(64) {
		switch {
		case v.IsInt():
			iso.wordTypes[v] = T.Int
		case v.IsFloat():
			iso.wordTypes[v] = T.Float
		}
	}
	iso.wordTypes[True], iso.wordTypes[False] = T.Bool, T.Bool
	iso.wordTypes[None], iso.wordTypes[NotImplemented], iso.wordTypes[Ellipsis] = T.None, T.NotImplemented, T.Ellipsis
}

// TypeFor returns the Type of a class object; nil when v is not a class.
func (iso *Isolate) TypeFor(v Value) *Type {
	if v.IsKind(abi.KindType) {
		return iso.types[abi.Obj[abi.Type](v).Index]
	}
	return nil
}

// typeCache remembers the outcome of look-ups along the MRO.
type typeCache [2048]struct {
	typ     *Type
	name    Value
	version uint32
	value   Value
}

// Lookup finds the attribute name (an interned str) along the MRO of typ,
// Unbound when there is none. It runs no Python code.
func (iso *Isolate) Lookup(typ *Type, name Value) Value {
	e := &iso.typeCache[(uint(name>>3)^uint(typ.index)*31)%uint(len(iso.typeCache))]
	if e.typ == typ && e.name == name && e.version == typ.version {
		return e.value
	}
	v := Unbound
	for _, m := range typ.MRO {
		if v = iso.DictGetStr(iso.classDict(m), name); v != Unbound {
			break
		}
	}
	e.typ, e.name, e.version, e.value = typ, name, typ.version, v
	return v
}

// NoteCached records that an inline cache relies on what name means on typ. It
// returns false when that changed too often to rely on it.
func (iso *Isolate) NoteCached(typ *Type, name Value) bool {
	if typ.cached == nil {
		typ.cached = map[Value]int{}
	}
	n := typ.cached[name]
	typ.cached[name] = n
	return n < maxCacheFlushes
}

// Modified is called after an attribute of typ changed: it invalidates
// look-ups and, where needed, inline caches, and updates the slots.
func (iso *Isolate) Modified(typ *Type, name Value) {
	iso.typeChanged(typ)
	if iso.noteFlush(typ, name) && iso.FlushCaches != nil {
		iso.FlushCaches()
	}
	iso.updateSlot(typ, name)
}

func (iso *Isolate) typeChanged(typ *Type) {
	iso.nextVersion++
	typ.version = iso.nextVersion
	for _, sub := range typ.subclasses {
		iso.typeChanged(sub)
	}
}

func (iso *Isolate) noteFlush(typ *Type, name Value) bool {
	flush := false
	if n, ok := typ.cached[name]; ok && n < maxCacheFlushes {
		typ.cached[name] = n + 1
		flush = true
	}
	for _, sub := range typ.subclasses {
		flush = iso.noteFlush(sub, name) || flush
	}
	return flush
}

// AddType gives typ its class object and root shape. Name, Kind, Base, Meta,
// Bases, Hidden and Heap must be set; MRO is computed from Bases unless set.
func (t *Thread) AddType(typ *Type) bool {
	if typ.MRO == nil {
		mro, ok := t.computeMRO(typ)
		if !ok {
			return false
		}
		typ.MRO = mro
	}
	typ.index = len(t.types)
	t.types = append(t.types, typ)
	t.nextVersion++
	typ.version = t.nextVersion
	meta := uint32(0)
	if typ.Meta != nil {
		meta = typ.Meta.rootShape
	}
	addr := t.Heap.Alloc(unsafe.Sizeof(abi.Type{}), abi.Header{Shape: meta, Kind: abi.KindType}.Word())
	typ.Obj = abi.Ptr(addr)
	o := abi.ObjAt[abi.Type](addr)
	o.Index = int64(typ.index)
	o.Dict, o.Bases, o.MRO, o.Name, o.Qualname, o.Module, o.Doc = Unbound, Unbound, Unbound, Unbound, Unbound, Unbound, Unbound
	o.Aux1, o.Aux2 = Unbound, Unbound
	typ.rootShape = t.newShape(typ, 0, Unbound, uint32(typ.Hidden), typ.inlineCap())
	o.RootShape = int64(typ.rootShape)
	for _, b := range typ.Bases {
		b.subclasses = append(b.subclasses, typ)
	}
	if typ.Heap {
		t.Heap.RegisterFinal(addr)
		t.Heap.Foreign(typ.foreignBytes())
	}
	return true
}

func (iso *Isolate) clearExtra(addr uintptr, n int) {
	for i := range abi.Values(addr, n) {
		abi.Store(addr+uintptr(i)*abi.Word, Unbound)
	}
}

// foreignBytes is about what a class takes of Go's memory.
func (t *Type) foreignBytes() int {
	return int(unsafe.Sizeof(*t)) + 8*len(t.MRO) + 256
}

// freeType forgets a class that died.
func (iso *Isolate) freeType(addr uintptr) {
	typ := iso.types[abi.ObjAt[abi.Type](addr).Index]
	iso.types[typ.index] = nil
	iso.Heap.Foreign(-typ.foreignBytes())
	for _, b := range typ.Bases {
		for i, s := range b.subclasses {
			if s == typ {
				b.subclasses = append(b.subclasses[:i:i], b.subclasses[i+1:]...)
				break
			}
		}
	}
}

// Subclasses returns the direct subclasses that are alive.
func (t *Type) Subclasses() []*Type { return t.subclasses }

// computeMRO linearises the bases of typ by C3.
func (t *Thread) computeMRO(typ *Type) ([]*Type, bool) {
	var seqs [][]*Type
	for _, b := range typ.Bases {
		seqs = append(seqs, b.MRO)
	}
	seqs = append(seqs, typ.Bases)
	mro := []*Type{typ}
	for {
		var next *Type
		empty := true
		for _, s := range seqs {
			if len(s) == 0 {
				continue
			}
			empty = false
			if !inTail(seqs, s[0]) {
				next = s[0]
				break
			}
		}
		if empty {
			return mro, true
		}
		if next == nil {
			return nil, t.mroConflict(seqs)
		}
		mro = append(mro, next)
		for i, s := range seqs {
			if len(s) > 0 && s[0] == next {
				seqs[i] = s[1:]
			}
		}
	}
}

func inTail(seqs [][]*Type, c *Type) bool {
	for _, s := range seqs {
		for i := 1; i < len(s); i++ {
			if s[i] == c {
				return true
			}
		}
	}
	return false
}

func (t *Thread) mroConflict(seqs [][]*Type) bool {
	msg := "Cannot create a consistent method resolution order (MRO) for bases"
	sep := " "
	seen := map[*Type]bool{}
	for _, s := range seqs {
		if len(s) > 0 && !seen[s[0]] {
			seen[s[0]] = true
			msg += sep + s[0].Name
			sep = ", "
		}
	}
	t.Raise(t.Exc.TypeError, "%s", msg)
	return false
}

// TypeAttr reads name from the class's own dict.
func (iso *Isolate) TypeAttr(typ *Type, name Value) Value {
	return iso.DictGetStr(iso.classDict(typ), name)
}

// SetTypeAttr sets or (v == Unbound) deletes name in the class's own dict.
func (t *Thread) SetTypeAttr(typ *Type, name, v Value) bool {
	d := t.classDict(typ)
	if v == Unbound {
		if !t.DictDelStr(d, name) {
			return false
		}
	} else {
		t.DictSetStr(d, name, v)
	}
	t.Modified(typ, name)
	return true
}

// FullName is the name with the module, as repr of a class shows it.
func (t *Thread) FullName(typ *Type) string {
	o := abi.Obj[abi.Type](typ.Obj)
	q := typ.Name
	if o.Qualname.IsKind(abi.KindStr) {
		q = t.GoString(o.Qualname)
	}
	m := t.TypeModule(typ)
	if m == "" || m == "builtins" {
		return q
	}
	return m + "." + q
}

// MessageName is the name of a class as most newer messages have it: with its
// module, unless that is __main__ or builtins.
func (t *Thread) MessageName(typ *Type) string {
	if !typ.Heap {
		return typ.Name
	}
	return strings.TrimPrefix(t.FullName(typ), "__main__.")
}

// TypeModule is the value of __module__ as text, "" when it is not a str.
func (t *Thread) TypeModule(typ *Type) string {
	if !typ.Heap {
		return typ.Module
	}
	if v := t.TypeAttr(typ, t.names.Module); v.IsKind(abi.KindStr) {
		return t.GoString(v)
	}
	return ""
}
