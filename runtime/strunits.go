package runtime

import (
	"bytes"

	"github.com/go-python/gopython/internal/abi"
)

// The code points of a str as slices of units, and searching in them.

// unit is a stored code point.
type unit interface{ uint8 | uint16 | uint32 }

func strWidth(v Value) uint16 { return abi.Obj[abi.Str](v).Aux & abi.StrWidth }

func units8(v Value) []uint8 {
	o := abi.Obj[abi.Str](v)
	return abi.BytesAt(o.Data, int(o.Len))
}

func units16(v Value) []uint16 {
	o := abi.Obj[abi.Str](v)
	return abi.Uint16s(o.Data, int(o.Len))
}

func units32(v Value) []uint32 {
	o := abi.Obj[abi.Str](v)
	return abi.Uint32s(o.Data, int(o.Len))
}

const strForm = abi.StrWidth | abi.StrASCII

// joinFlags returns the StrFlags of a text that has parts with f and g.
func joinFlags(f, g uint16) uint16 {
	f, g = f&strForm, g&strForm
	if f == g {
		return f
	}
	return max(f&abi.StrWidth, g&abi.StrWidth)
}

func strFlagsOf(v Value) uint16 { return abi.Obj[abi.Str](v).Aux & strForm }

// putUnits copies units to code points at and following of a str that is being
// made and is at least as wide.
func putUnits[T unit](dst Value, at int, src []T) {
	o := abi.Obj[abi.Str](dst)
	n := len(src)
	switch o.Aux & abi.StrWidth {
	case 0:
		copyUnits(abi.BytesAt(o.Data+uintptr(at), n), src)
	case 1:
		copyUnits(abi.Uint16s(o.Data+uintptr(at)*2, n), src)
	default:
		copyUnits(abi.Uint32s(o.Data+uintptr(at)*4, n), src)
	}
}

func copyUnits[D, S unit](dst []D, src []S) {
	if d, same := any(src).([]D); same {
		copy(dst, d)
		return
	}
	for i, c := range src {
		dst[i] = D(c)
	}
}

// putStr copies the n code points of src from position from to dst.
func putStr(dst Value, at int, src Value, from, n int) {
	if n <= 0 {
		return
	}
	d, s := abi.Obj[abi.Str](dst), abi.Obj[abi.Str](src)
	if (d.Aux^s.Aux)&abi.StrWidth == 0 {
		w := d.Aux & abi.StrWidth
		abi.Move(d.Data+uintptr(at)<<w, s.Data+uintptr(from)<<w, uintptr(n)<<w)
		return
	}
	switch s.Aux & abi.StrWidth {
	case 0:
		putUnits(dst, at, units8(src)[from:from+n])
	case 1:
		putUnits(dst, at, units16(src)[from:from+n])
	default:
		putUnits(dst, at, units32(src)[from:from+n])
	}
}

// fillStr writes r to n code points of a str that is being made.
func fillStr(dst Value, at, n int, r rune) {
	if n <= 0 {
		return
	}
	o := abi.Obj[abi.Str](dst)
	switch o.Aux & abi.StrWidth {
	case 0:
		fillUnits(units8(dst)[at:at+n], uint8(r))
	case 1:
		fillUnits(units16(dst)[at:at+n], uint16(r))
	default:
		fillUnits(units32(dst)[at:at+n], uint32(r))
	}
}

func fillUnits[T unit](dst []T, c T) {
	if len(dst) == 0 {
		return
	}
	dst[0] = c
	for n := 1; n < len(dst); n *= 2 {
		copy(dst[n:], dst[:n])
	}
}

// topUnit returns a number of the same StrFlags as the greatest code point.
func topUnit[T unit](src []T) rune {
	var or T
	for _, c := range src {
		or |= c
	}
	return rune(or)
}

func isASCIIBytes(b []byte) bool {
	for len(b) >= 8 {
		if (uint64(b[0])|uint64(b[1])|uint64(b[2])|uint64(b[3])|
			uint64(b[4])|uint64(b[5])|uint64(b[6])|uint64(b[7]))&0x80 != 0 {
			return false
		}
		b = b[8:]
	}
	for _, c := range b {
		if c >= 0x80 {
			return false
		}
	}
	return true
}

// newStrUnits makes a str of units, in the narrowest form.
func newStrUnits[T unit](iso *Isolate, src []T) Value {
	if len(src) == 0 {
		return iso.EmptyStr
	}
	if len(src) == 1 {
		return iso.NewChar(rune(src[0]))
	}
	top := rune(0)
	if b, narrow := any(src).([]uint8); narrow {
		if !isASCIIBytes(b) {
			top = 0x80
		}
	} else {
		top = topUnit(src)
	}
	v := iso.allocStr(len(src), strFlags(top))
	putUnits(v, 0, src)
	return v
}

// NewLatin1 makes a str of bytes that are code points.
func (iso *Isolate) NewLatin1(b []byte) Value { return newStrUnits(iso, b) }

// sliceStr makes the str of code points lo to hi of v; the bounds are in range.
func (iso *Isolate) sliceStr(v Value, lo, hi int) Value {
	o := abi.Obj[abi.Str](v)
	if lo >= hi {
		return iso.EmptyStr
	}
	if lo == 0 && hi == int(o.Len) && iso.IsExactStr(v) {
		return v
	}
	switch {
	case o.Aux&abi.StrASCII != 0:
		if n := hi - lo; n > 1 && n <= 32 {
			return iso.shortASCII(o.Data+uintptr(lo), n)
		}
		return iso.NewASCII(abi.BytesAt(o.Data+uintptr(lo), hi-lo))
	case o.Aux&abi.StrWidth == 0:
		return newStrUnits(iso, units8(v)[lo:hi])
	case o.Aux&abi.StrWidth == 1:
		return newStrUnits(iso, units16(v)[lo:hi])
	}
	return newStrUnits(iso, units32(v)[lo:hi])
}

// shortASCII makes the str of n ASCII characters at addr, inside a str: eight
// bytes at a time from the end on. In front of the text of a str is more than
// what is read and written too much, and the fields there are written afterwards.
func (iso *Isolate) shortASCII(addr uintptr, n int) Value {
	r := iso.Heap.AllocRaw(strSize+uintptr(n), abi.Header{Shape: iso.Types.Str.rootShape, Kind: abi.KindStr, Aux: abi.StrASCII}.Word())
	at := r + strSize
	for i := n; i > 0; i -= 8 {
		abi.Store64(at+uintptr(i)-8, abi.Load64(addr+uintptr(i)-8))
	}
	o := abi.ObjAt[abi.Str](r)
	o.Hash, o.Len, o.Data = 0, int64(n), at
	return abi.Ptr(r)
}

// A needle is a str to be searched for in strs of one width.
type needle struct {
	width uint16
	b     []uint8
	h     []uint16
	w     []uint32
	fail  []int32 // of Knuth, Morris and Pratt; made when needed
}

// newNeedle prepares sub for searches in hay; ok is false when it cannot occur
// in there.
func newNeedle(hay, sub Value) (n needle, ok bool) {
	n.width = strWidth(hay)
	sw := strWidth(sub)
	if sw > n.width || (IsASCII(hay) && !IsASCII(sub)) {
		return n, false
	}
	switch n.width {
	case 0:
		n.b = units8(sub)
	case 1:
		if sw == 1 {
			n.h = units16(sub)
		} else {
			n.h = make([]uint16, StrLen(sub))
			copyUnits(n.h, units8(sub))
		}
	default:
		switch sw {
		case 2:
			n.w = units32(sub)
		case 1:
			n.w = make([]uint32, StrLen(sub))
			copyUnits(n.w, units16(sub))
		default:
			n.w = make([]uint32, StrLen(sub))
			copyUnits(n.w, units8(sub))
		}
	}
	return n, true
}

// find returns the first position of the needle in code points lo to hi of
// hay, -1 when it is not there.
func (n *needle) find(hay Value, lo, hi int) int {
	if lo > hi {
		return -1
	}
	i := -1
	switch n.width {
	case 0:
		i = bytes.Index(units8(hay)[lo:hi], n.b)
	case 1:
		i = findUnits(units16(hay)[lo:hi], n.h, &n.fail)
	default:
		i = findUnits(units32(hay)[lo:hi], n.w, &n.fail)
	}
	if i < 0 {
		return -1
	}
	return lo + i
}

// rfind returns the last position.
func (n *needle) rfind(hay Value, lo, hi int) int {
	if lo > hi {
		return -1
	}
	i := -1
	switch n.width {
	case 0:
		i = bytes.LastIndex(units8(hay)[lo:hi], n.b)
	case 1:
		i = rfindUnits(units16(hay)[lo:hi], n.h)
	default:
		i = rfindUnits(units32(hay)[lo:hi], n.w)
	}
	if i < 0 {
		return -1
	}
	return lo + i
}

// naiveNeedle is the length up to which comparing at every position is fine.
const naiveNeedle = 6

func findUnits[T unit](hay, sub []T, fail *[]int32) int {
	if len(sub) == 0 {
		return 0
	}
	if len(sub) > naiveNeedle {
		if *fail == nil {
			*fail = failTable(sub)
		}
		return kmp(hay, sub, *fail)
	}
	first := sub[0]
	for i := 0; i <= len(hay)-len(sub); i++ {
		if hay[i] == first && equalUnits(hay[i:i+len(sub)], sub) {
			return i
		}
	}
	return -1
}

func equalUnits[T unit](a, b []T) bool {
	for i, c := range b {
		if a[i] != c {
			return false
		}
	}
	return true
}

// failTable has, for each prefix of sub, the length of the longest proper
// prefix that is a suffix of it.
func failTable[T unit](sub []T) []int32 {
	f := make([]int32, len(sub))
	k := int32(0)
	for i := 1; i < len(sub); i++ {
		for k > 0 && sub[i] != sub[k] {
			k = f[k-1]
		}
		if sub[i] == sub[k] {
			k++
		}
		f[i] = k
	}
	return f
}

func kmp[T unit](hay, sub []T, fail []int32) int {
	k := 0
	for i, c := range hay {
		for k > 0 && sub[k] != c {
			k = int(fail[k-1])
		}
		if sub[k] == c {
			if k++; k == len(sub) {
				return i - k + 1
			}
		}
	}
	return -1
}

func rfindUnits[T unit](hay, sub []T) int {
	n := len(sub)
	if n == 0 {
		return len(hay)
	}
	if n > naiveNeedle { // search forwards in the mirror image
		rev := make([]T, n)
		for i, c := range sub {
			rev[n-1-i] = c
		}
		fail := failTable(rev)
		k := 0
		for i := len(hay) - 1; i >= 0; i-- {
			for k > 0 && rev[k] != hay[i] {
				k = int(fail[k-1])
			}
			if rev[k] == hay[i] {
				if k++; k == n {
					return i
				}
			}
		}
		return -1
	}
	for i := len(hay) - n; i >= 0; i-- {
		if hay[i] == sub[0] && equalUnits(hay[i:i+n], sub) {
			return i
		}
	}
	return -1
}

// count returns how often the needle occurs in code points lo to hi of hay,
// without overlaps, at most limit times.
func (n *needle) count(hay Value, lo, hi, size, limit int) int {
	if n.width == 0 && limit == maxSize {
		if lo > hi {
			return 0
		}
		return bytes.Count(units8(hay)[lo:hi], n.b)
	}
	c := 0
	for c < limit {
		i := n.find(hay, lo, hi)
		if i < 0 {
			break
		}
		c++
		lo = i + size
	}
	return c
}
