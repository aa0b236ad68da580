package runtime

import (
	"math/bits"
	"unicode/utf8"
	"unsafe"

	"github.com/go-python/gopython/internal/abi"
)

// A str holds its code points in the narrowest of 1, 2 or 4 bytes each, so
// that indexing is O(1) for every text. Go strings are WTF-8: UTF-8, with
// lone surrogates as three bytes.

const strSize = unsafe.Sizeof(abi.Str{})

// allocStr makes a str of n code points of 1<<width bytes, to be filled in.
func (iso *Isolate) allocStr(n int, flags uint16) Value {
	size := uintptr(n) << (flags & abi.StrWidth)
	addr := iso.Heap.AllocRaw(strSize+size, abi.Header{Shape: iso.Types.Str.rootShape, Kind: abi.KindStr, Aux: flags}.Word())
	o := abi.ObjAt[abi.Str](addr)
	o.Hash, o.Len, o.Data = 0, int64(n), addr+strSize
	return abi.Ptr(addr)
}

// strFlags returns the StrFlags for text whose greatest code point is top.
func strFlags(top rune) uint16 {
	switch {
	case top < 0x80:
		return abi.StrASCII
	case top < 0x100:
		return 0
	case top < 0x10000:
		return 1
	}
	return 2
}

// NewASCII makes a str of bytes that are all below 0x80.
func (iso *Isolate) NewASCII(b []byte) Value {
	switch len(b) {
	case 0:
		return iso.EmptyStr
	case 1:
		return iso.chars[b[0]]
	}
	v := iso.allocStr(len(b), abi.StrASCII)
	copy(strBytes(v), b)
	return v
}

// NewStr makes a str of WTF-8 text.
func (iso *Isolate) NewStr(s string) Value {
	n, top := 0, rune(0)
	ascii := true
	for i := 0; i < len(s); i++ {
		if s[i] >= 0x80 {
			ascii = false
			break
		}
	}
	if ascii {
		return iso.NewASCII(unsafe.Slice(unsafe.StringData(s), len(s)))
	}
	for i := 0; i < len(s); {
		r, w := decodeWTF8(s[i:])
		top = max(top, r)
		i += w
		n++
	}
	if n == 1 && top < 0x100 {
		return iso.chars[top]
	}
	v := iso.allocStr(n, strFlags(top))
	n = 0
	for i := 0; i < len(s); {
		r, w := decodeWTF8(s[i:])
		strSet(v, n, r)
		i += w
		n++
	}
	return v
}

// decodeWTF8 reads one code point; bytes that are not WTF-8 are read as U+FFFD.
func decodeWTF8(s string) (rune, int) {
	r, w := utf8.DecodeRuneInString(s)
	if r == utf8.RuneError && w == 1 && len(s) >= 3 && s[0] == 0xed && s[1] >= 0xa0 && s[1] <= 0xbf && s[2]&0xc0 == 0x80 {
		return rune(s[0]&0xf)<<12 | rune(s[1]&0x3f)<<6 | rune(s[2]&0x3f), 3
	}
	return r, w
}

// NewStrRunes makes a str of code points, surrogates included.
func (iso *Isolate) NewStrRunes(rs []rune) Value {
	top := rune(0)
	for _, r := range rs {
		top = max(top, r)
	}
	if len(rs) == 0 {
		return iso.EmptyStr
	}
	if len(rs) == 1 && top < 0x100 {
		return iso.chars[top]
	}
	v := iso.allocStr(len(rs), strFlags(top))
	for i, r := range rs {
		strSet(v, i, r)
	}
	return v
}

// NewChar makes a str of one code point.
func (iso *Isolate) NewChar(r rune) Value {
	if r < 0x100 {
		return iso.chars[r]
	}
	v := iso.allocStr(1, strFlags(r))
	strSet(v, 0, r)
	return v
}

// StrLen returns the number of code points of a str.
func StrLen(v Value) int { return int(abi.Obj[abi.Str](v).Len) }

// StrAt returns code point i of a str.
func StrAt(v Value, i int) rune {
	o := abi.Obj[abi.Str](v)
	switch o.Aux & abi.StrWidth {
	case 0:
		return rune(abi.Load8(o.Data + uintptr(i)))
	case 1:
		return rune(abi.Load16(o.Data + uintptr(i)*2))
	}
	return rune(abi.Load32(o.Data + uintptr(i)*4))
}

// strSet writes code point i of a str that is being made.
func strSet(v Value, i int, r rune) {
	o := abi.Obj[abi.Str](v)
	switch o.Aux & abi.StrWidth {
	case 0:
		abi.Store8(o.Data+uintptr(i), uint8(r))
	case 1:
		abi.Store16(o.Data+uintptr(i)*2, uint16(r))
	default:
		abi.Store32(o.Data+uintptr(i)*4, uint32(r))
	}
}

// strBytes views the stored bytes of a str: its text when it is ASCII.
func strBytes(v Value) []byte {
	o := abi.Obj[abi.Str](v)
	return abi.BytesAt(o.Data, int(o.Len)<<(o.Aux&abi.StrWidth))
}

// IsASCII reports whether all code points of a str are below 0x80.
func IsASCII(v Value) bool { return abi.Obj[abi.Str](v).Aux&abi.StrASCII != 0 }

// ViewString returns the text of a str as a Go string that may share its
// memory: it is valid until the next safepoint. See GoString.
func (iso *Isolate) ViewString(v Value) string {
	o := abi.Obj[abi.Str](v)
	if o.Aux&abi.StrASCII != 0 {
		return abi.StringAt(o.Data, int(o.Len))
	}
	return string(iso.appendWTF8(nil, v))
}

// GoString returns the text of a str as a Go string (WTF-8).
func (iso *Isolate) GoString(v Value) string {
	return string(iso.appendWTF8(nil, v))
}

// appendWTF8 appends the text of a str.
func (iso *Isolate) appendWTF8(dst []byte, v Value) []byte {
	o := abi.Obj[abi.Str](v)
	if o.Aux&abi.StrASCII != 0 {
		return append(dst, strBytes(v)...)
	}
	for i := 0; i < int(o.Len); i++ {
		dst = appendRuneWTF8(dst, StrAt(v, i))
	}
	return dst
}

func appendRuneWTF8(dst []byte, r rune) []byte {
	if r >= 0xd800 && r < 0xe000 {
		return append(dst, 0xe0|byte(r>>12), 0x80|byte(r>>6)&0x3f, 0x80|byte(r)&0x3f)
	}
	return utf8.AppendRune(dst, r)
}

// StrEqual compares two strs.
func StrEqual(a, b Value) bool {
	if a == b {
		return true
	}
	x, y := abi.Obj[abi.Str](a), abi.Obj[abi.Str](b)
	if x.Len != y.Len || (x.Aux^y.Aux)&abi.StrWidth != 0 {
		return false
	}
	if x.Hash != 0 && y.Hash != 0 && x.Hash != y.Hash {
		return false
	}
	n := int(x.Len) << (x.Aux & abi.StrWidth)
	return abi.StringAt(x.Data, n) == abi.StringAt(y.Data, n)
}

// StrHash returns the hash of a str, in the range of a word int: 0 for the empty
// one, as in CPython, which shows in the order of sets, and for no other.
func (iso *Isolate) StrHash(v Value) int64 {
	o := abi.Obj[abi.Str](v)
	if o.Hash == 0 {
		o.Hash = iso.hashBytes(strBytes(v))
	}
	return o.Hash
}

// hashBytes is a seeded multiply-and-fold hash over eight bytes at a time.
func (iso *Isolate) hashBytes(b []byte) int64 {
	if len(b) == 0 {
		return 0
	}
	const k1, k2 = 0x9e3779b97f4a7c15, 0xd6e8feb86659fd93
	h := iso.hashSeed ^ uint64(len(b))*k2
	for len(b) >= 8 {
		x := uint64(b[0]) | uint64(b[1])<<8 | uint64(b[2])<<16 | uint64(b[3])<<24 |
			uint64(b[4])<<32 | uint64(b[5])<<40 | uint64(b[6])<<48 | uint64(b[7])<<56
		hi, lo := bits.Mul64(h^x, k1)
		h = hi ^ lo
		b = b[8:]
	}
	x := uint64(0)
	for i, c := range b {
		x |= uint64(c) << (8 * i)
	}
	hi, lo := bits.Mul64(h^x, k1)
	hi, lo = bits.Mul64(hi^lo^iso.hashSeed, k2)
	r := int64(hi^lo) >> 3
	if r == 0 || r == -1 {
		return -2
	}
	return r
}

// Intern returns the one str with the text s that names and constants use.
func (iso *Isolate) Intern(s string) Value {
	if v, ok := iso.interned[s]; ok {
		return v
	}
	v := iso.NewStr(s)
	return iso.internNew(v, iso.GoString(v))
}

// InternStr returns the interned str equal to v, an exact str.
func (iso *Isolate) InternStr(v Value) Value {
	if abi.Obj[abi.Str](v).Aux&abi.StrInterned != 0 {
		return v
	}
	if i, ok := iso.interned[iso.ViewString(v)]; ok {
		return i
	}
	return iso.internNew(v, iso.GoString(v))
}

// internedBytes is about what an interned string takes of Go's memory.
func internedBytes(s string) int { return len(s) + 64 }

func (iso *Isolate) internNew(v Value, s string) Value {
	iso.interned[s] = v
	iso.newInterned = append(iso.newInterned, s)
	iso.Heap.Foreign(internedBytes(s))
	abi.Obj[abi.Str](v).Aux |= abi.StrInterned
	iso.StrHash(v)
	return v
}

// IsExactStr reports whether v is a str and not of a subclass.
func (iso *Isolate) IsExactStr(v Value) bool {
	return v.IsPtr() && v.Shape() == iso.Types.Str.rootShape
}
