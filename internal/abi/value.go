package abi

import (
	"math"
	"math/bits"
)

// Value is one Python value in a 64-bit word. The low three bits tell what it
// holds:
//
//	000, 100  a 62-bit integer, shifted left by two
//	001       the address of an object, plus one
//	010       a float whose magnitude is 0 or below 2**-767
//	101, 110  a float between about 2**-255 and 2**256
//	111       an immediate: False, True, None, ...
//	011       never used
//
// A float's word is its IEEE bits rotated left by four, plus two: the rotation
// brings the top exponent bits down, the addition moves them clear of the
// other tags. The few floats whose rotated word would collide are boxed (Float
// objects).
type Value uint64

// Tags and immediates. True is False+8, so that a compiled loop can test "is a
// bool" with one mask; all immediates fit a sign-extended byte.
const (
	tagPtr = 1

	False          Value = 0x07
	True           Value = 0x0f
	None           Value = 0x17
	NotImplemented Value = 0x1f
	Ellipsis       Value = 0x27

	// Unbound marks a local, cell or container slot that holds nothing, and an
	// optional argument that was not passed. Python code never sees it.
	Unbound Value = 0x2f
	// Deleted marks a removed entry of a hash table.
	Deleted Value = 0x37
	// Raised is what a Go helper returns when it has set the thread's pending
	// exception. It is never stored in an object.
	Raised Value = 0x3f
)

// Bounds of an integer that is stored in the word itself.
const (
	MaxInt = 1<<61 - 1
	MinInt = -1 << 61
)

// floatTags has bit t set when t is the three-bit tag of a float word. It is
// repeated so that a shift by the low five bits of a word indexes it.
const floatTags = 0x64646464

// IsInt reports whether v is a word integer (not a boxed one, not a bool).
func (v Value) IsInt() bool { return v&3 == 0 }

// BothInt reports whether a and b are word integers.
func BothInt(a, b Value) bool { return (a|b)&3 == 0 }

// Int returns the integer of a word for which IsInt holds.
func (v Value) Int() int64 { return int64(v) >> 2 }

// FitsInt reports whether i fits the word.
func FitsInt(i int64) bool { return i >= MinInt && i <= MaxInt }

// SmallInt makes a word of an integer for which FitsInt holds.
func SmallInt(i int64) Value { return Value(uint64(i) << 2) }

// IsFloat reports whether v is a float stored in the word.
func (v Value) IsFloat() bool { return floatTags>>(v&31)&1 != 0 }

// Float returns the float of a word for which IsFloat holds.
func (v Value) Float() float64 {
	return math.Float64frombits(bits.RotateLeft64(uint64(v)-2, -4))
}

// WordFloat encodes f in a word; ok is false where f has to be boxed.
func WordFloat(f float64) (v Value, ok bool) {
	v = Value(bits.RotateLeft64(math.Float64bits(f), 4) + 2)
	return v, v.IsFloat()
}

// IsPtr reports whether v is a reference to an object.
func (v Value) IsPtr() bool { return v&7 == tagPtr }

// Addr returns the address of the object that v refers to.
func (v Value) Addr() uintptr { return uintptr(v) - tagPtr }

// Ptr makes a reference to the object at addr, which is a multiple of 8.
func Ptr(addr uintptr) Value { return Value(addr + tagPtr) }

// IsBool reports whether v is True or False.
func (v Value) IsBool() bool { return v&^8 == False }

// Bool makes a Python bool.
func Bool(b bool) Value {
	if b {
		return True
	}
	return False
}

// IsKind reports whether v refers to an object of kind k.
func (v Value) IsKind(k Kind) bool { return v.IsPtr() && KindOf(v.Addr()) == k }

// Kind returns the kind of the object v refers to, KindFree when it is none.
func (v Value) Kind() Kind {
	if v.IsPtr() {
		return KindOf(v.Addr())
	}
	return KindFree
}

// Shape returns the shape id of the object that v refers to.
func (v Value) Shape() uint32 { return Load32(v.Addr()) }
