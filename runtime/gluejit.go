package runtime

import (
	"strconv"
	"unsafe"

	"github.com/go-python/gopython/internal/abi"
	"github.com/go-python/gopython/internal/pyfmt"
)

// What the optimising compiler asks for. See glue.go for the interpreter's.

// BuiltinsOf returns the dict of builtins that code with these globals sees.
func (t *Thread) BuiltinsOf(globals Value) Value { return t.builtinsOf(globals) }

// CharTable returns the address of the array of one-character strings, 256 words.
func (iso *Isolate) CharTable() uintptr { return uintptr(unsafe.Pointer(&iso.chars)) }

// InlineSlots returns the number of slots inside an instance of the class.
func (typ *Type) InlineSlots() int { return int(typ.inlineCap()) }

// InitName and NewName are the names of __init__ and __new__.
func (iso *Isolate) InitName() Value { return iso.names.Init }
func (iso *Isolate) NewName() Value  { return iso.names.New }

// EnterName and ExitName are the names of __enter__ and __exit__.
func (iso *Isolate) EnterName() Value { return iso.names.Enter }
func (iso *Isolate) ExitName() Value  { return iso.names.Exit }

// CallName is the name of __call__.
func (iso *Isolate) CallName() Value { return iso.names.Call }

// NameName is __name__.
func (t *Thread) NameName() Value { return t.names.Name }

// BaseInit is BaseException.__init__.
func (t *Thread) BaseInit() Value { return t.TypeAttr(t.Exc.BaseException, t.names.Init) }

// SuperFind finds what super(typ, self).name is before binding, for an instance
// of start; Unbound for nothing.
func (t *Thread) SuperFind(typ, start *Type, name Value) Value { return t.superFind(typ, start, name) }

// BinaryMethod returns the Python function that x op y calls first, for
// operands of these classes, and its name; Unbound when it is not that simple.
func (t *Thread) BinaryMethod(op BinOp, tx, ty *Type) (fn, name Value) {
	if !tx.Heap || ty != tx && ty.IsSubtype(tx) {
		return Unbound, Unbound
	}
	return t.pyFunction(tx, t.names.Binary[op]), t.names.Binary[op]
}

// ReflectedMethod is BinaryMethod for a number on the left, which knows nothing
// of instances of ty: the reflected method of ty is called at once.
func (t *Thread) ReflectedMethod(op BinOp, ty *Type) (fn, name Value) {
	if !ty.Heap {
		return Unbound, Unbound
	}
	return t.pyFunction(ty, t.names.Reflected[op]), t.names.Reflected[op]
}

// CompareMethod is BinaryMethod for comparisons.
func (t *Thread) CompareMethod(op CompareOp, tx, ty *Type) (fn, name Value) {
	if !tx.Heap || ty != tx && ty.IsSubtype(tx) {
		return Unbound, Unbound
	}
	return t.pyFunction(tx, t.names.Compare[op]), t.names.Compare[op]
}

// ItemMethod returns the Python function that x[y], or with set x[y] = v, calls
// for instances of typ, Unbound when it is anything else, and its name.
func (t *Thread) ItemMethod(typ *Type, set bool) (fn, name Value) {
	name = t.names.GetItem
	if set {
		name = t.names.SetItem
	}
	return t.pyFunction(typ, name), name
}

// IterMethod returns the Python function __iter__ of typ, Unbound when it is
// anything else, and its name.
func (t *Thread) IterMethod(typ *Type) (fn, name Value) {
	return t.pyFunction(typ, t.names.Iter), t.names.Iter
}

// IsClassGetter reports whether descr, found as name on a class, gives the class
// of an instance.
func (t *Thread) IsClassGetter(descr, name Value) bool {
	return name == t.names.Class && descr == t.TypeAttr(t.Types.Object, name)
}

// PlainClass reports whether __class__ of instances of typ is surely their
// class, and has inline caches rely on it.
func (t *Thread) PlainClass(typ *Type) bool {
	return t.plainClassAttr(typ) && t.NoteCached(typ, t.names.Class)
}

// AlwaysTrue reports whether instances of typ are true whatever they hold, and
// has inline caches rely on it.
func (t *Thread) AlwaysTrue(typ *Type) bool {
	return typ.Slots.Bool == nil && typ.Slots.Len == nil && t.NoteCached(typ, t.names.Bool) && t.NoteCached(typ, t.names.Len)
}

// IsMethodDescr reports whether binding v to an instance makes a bound method
// that calls v with the instance in front.
func (t *Thread) IsMethodDescr(v Value) bool { return t.isMethodDescr(v) }

// IsMethodOf reports whether f, found on typ, may be called with an instance of
// typ in front, without a check of the receiver.
func (t *Thread) IsMethodOf(typ *Type, f Value) bool { return t.isMethodOf(typ, f) }

// FloatMod and FloatFloorDiv are x % y and x // y; y is not 0.
func FloatMod(x, y float64) float64 { return pyfmt.FloatMod(x, y) }

// FloatFloorDiv is x // y; y is not 0.
func FloatFloorDiv(x, y float64) float64 { return pyfmt.FloatFloorDiv(x, y) }

// FloatPow is x ** y for x > 0, or y an integer not below 0: a float, or
// OverflowError.
func (t *Thread) FloatPow(x, y float64) Value { return t.floatPow(x, y) }

// TypeShape returns the class whose shape this is, nil for none or one that is
// no longer alive.
func (iso *Isolate) TypeShape(id uint32) *Type {
	if int(id) >= len(iso.shapeTypes) {
		return nil
	}
	typ := iso.shapeTypes[id]
	if iso.types[typ.index] != typ { // a class that died
		return nil
	}
	return typ
}

// CodeAt returns the code object with that number.
func (iso *Isolate) CodeAt(index int64) *CodeInfo { return iso.codes[index] }

// Natives returns the declaration that a function or method written in Go has.
func (iso *Isolate) Natives(v Value) *NativeDef {
	return iso.natives[abi.Obj[abi.Native](v).Index]
}

// Takes returns how many values Fn takes in a call with n positional arguments,
// those that are missing being Unbound; 0 when such a call has to be arranged.
func (d *NativeDef) Takes(n int) int {
	s := d.signature()
	if d.Call != nil || d.Quick != nil || !s.easy || n < s.required || n > s.maxPos {
		return 0
	}
	return s.values
}

// PendingOffset is where the pending exception is, from Context on.
const PendingOffset = unsafe.Offsetof(Thread{}.exc)

// GenResultOffset is where GenResult is, from Context on.
const GenResultOffset = unsafe.Offsetof(Thread{}.GenResult)

// WrapKind says what a class attribute wraps.
type WrapKind int

// The kinds.
const (
	WrapNone WrapKind = iota
	WrapStatic
	WrapClass
)

// Unwrap returns the function of an exact staticmethod or classmethod.
func (t *Thread) Unwrap(v Value) (inner Value, kind WrapKind) {
	if !v.IsKind(abi.KindInstance) {
		return Unbound, WrapNone
	}
	switch t.TypeOf(v) {
	case t.Types.StaticMethod:
		kind = WrapStatic
	case t.Types.ClassMethod:
		kind = WrapClass
	default:
		return Unbound, WrapNone
	}
	if inner = Slot(v, 0); inner == Unbound {
		kind = WrapNone
	}
	return inner, kind
}

// Context returns the address of the part of the thread that compiled code
// reads. The thread does not move.
func (t *Thread) Context() uintptr { return uintptr(unsafe.Pointer(&t.Thread)) }

// SmallInts is the number of ints, from 0, whose texts are kept.
const SmallInts = 1000

// SmallIntTexts returns the address of the array of the strs of the ints below
// SmallInts. It is made when it is first asked for.
func (iso *Isolate) SmallIntTexts() uintptr {
	if iso.intTexts == nil {
		texts := make([]Value, SmallInts)
		for i := range texts {
			texts[i] = iso.IntText(int64(i))
		}
		iso.intTexts = texts
	}
	return uintptr(unsafe.Pointer(unsafe.SliceData(iso.intTexts)))
}

// IntText is str(i).
func (iso *Isolate) IntText(i int64) Value {
	if uint64(i) < uint64(len(iso.intTexts)) {
		return iso.intTexts[i]
	}
	var buf [24]byte
	return iso.NewASCII(strconv.AppendInt(buf[:0], i, 10))
}
