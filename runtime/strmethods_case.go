package runtime

import (
	"github.com/go-python/gopython/internal/abi"
	"github.com/go-python/gopython/internal/pyunicode"
)

// Case conversion and the questions about all characters of a str.

// mapASCII makes the ASCII str with f applied to each byte of an ASCII str.
func (t *Thread) mapASCII(v Value, table *[128]byte) Value {
	src := strBytes(v)
	if len(src) == 0 {
		return t.EmptyStr
	}
	if len(src) == 1 {
		return t.chars[table[src[0]]]
	}
	r := t.allocStr(len(src), abi.StrASCII)
	dst := strBytes(r)
	for i, c := range src {
		dst[i] = table[c&0x7f]
	}
	return r
}

// caseASCII makes the ASCII str with the letters of one case changed, of which
// first is the first; at least one character. Eight bytes at a time: text begins
// at a multiple of that, and so do objects.
func (t *Thread) caseASCII(v Value, first byte) Value {
	o := abi.Obj[abi.Str](v)
	src, n := o.Data, uintptr(o.Len)
	if n == 1 {
		return t.chars[uint8(swapLetters(uint64(abi.Load8(src)), first))]
	}
	r := t.allocStr(int(n), abi.StrASCII)
	dst := abi.Obj[abi.Str](r).Data
	for i := uintptr(0); i < n; i += 8 {
		abi.Store64(dst+i, swapLetters(abi.Load64(src+i), first))
	}
	return r
}

// swapLetters changes the case of those bytes of x, all ASCII, that are among the
// 26 letters from first on. Bytes that are not spoil only those above them.
func swapLetters(x uint64, first byte) uint64 {
	const ones = 0x0101010101010101
	from := x + uint64(0x80-first)*ones
	beyond := x + uint64(0x80-first-26)*ones
	return x ^ (from&^beyond&(0x80*ones))>>2
}

var lowerTable, upperTable, swapTable = caseTables()

func caseTables() (lower, upper, swap [128]byte) {
	for i := range lower {
		c := byte(i)
		lower[i], upper[i], swap[i] = c, c, c
		switch {
		case 'A' <= c && c <= 'Z':
			lower[i], swap[i] = c|0x20, c|0x20
		case 'a' <= c && c <= 'z':
			upper[i], swap[i] = c&^0x20, c&^0x20
		}
	}
	return
}

// mapRunes makes a str of the case mappings of each code point.
func (t *Thread) mapRunes(v Value, f func(i int, r rune) pyunicode.Mapping) Value {
	n := StrLen(v)
	if !t.textRoom(n, 12) {
		return Raised
	}
	out := make([]uint32, 0, n+8)
	for i := 0; i < n; i++ {
		m := f(i, StrAt(v, i))
		for _, r := range m.R[:m.N] {
			out = append(out, uint32(r))
		}
	}
	return newStrUnits(t.Isolate, out)
}

// lowerRune is the lower case of code point i of v, which may be a sigma.
func lowerRune(v Value, i int, r rune) pyunicode.Mapping {
	if r == pyunicode.CapitalSigma && finalSigma(v, i) {
		return pyunicode.Mapping{R: [3]rune{pyunicode.FinalSigma}, N: 1}
	}
	return pyunicode.Lower(r)
}

func finalSigma(v Value, i int) bool {
	prev, next := i, i
	return pyunicode.IsFinalSigma(func() (rune, bool) {
		if prev--; prev < 0 {
			return 0, false
		}
		return StrAt(v, prev), true
	}, func() (rune, bool) {
		if next++; next >= StrLen(v) {
			return 0, false
		}
		return StrAt(v, next), true
	})
}

func strLower(t *Thread, a []Value) Value {
	v := a[0]
	if IsASCII(v) && StrLen(v) > 0 {
		return t.caseASCII(v, 'A')
	}
	return t.mapRunes(v, func(i int, r rune) pyunicode.Mapping { return lowerRune(v, i, r) })
}

func strUpper(t *Thread, a []Value) Value {
	if IsASCII(a[0]) && StrLen(a[0]) > 0 {
		return t.caseASCII(a[0], 'a')
	}
	return t.mapRunes(a[0], func(_ int, r rune) pyunicode.Mapping { return pyunicode.Upper(r) })
}

func strCasefold(t *Thread, a []Value) Value {
	if IsASCII(a[0]) && StrLen(a[0]) > 0 {
		return t.caseASCII(a[0], 'A')
	}
	return t.mapRunes(a[0], func(_ int, r rune) pyunicode.Mapping { return pyunicode.Casefold(r) })
}

func strSwapCase(t *Thread, a []Value) Value {
	v := a[0]
	if IsASCII(v) {
		return t.mapASCII(v, &swapTable)
	}
	return t.mapRunes(v, func(i int, r rune) pyunicode.Mapping {
		if r == pyunicode.CapitalSigma {
			return lowerRune(v, i, r)
		}
		return pyunicode.SwapCase(r)
	})
}

func strCapitalize(t *Thread, a []Value) Value {
	v := a[0]
	if IsASCII(v) && StrLen(v) > 0 {
		if StrLen(v) == 1 {
			return t.caseASCII(v, 'a')
		}
		r := t.caseASCII(v, 'A')
		units8(r)[0] = upperTable[units8(v)[0]]
		return r
	}
	return t.mapRunes(v, func(i int, r rune) pyunicode.Mapping {
		if i == 0 {
			return pyunicode.Title(r)
		}
		return lowerRune(v, i, r)
	})
}

func strTitle(t *Thread, a []Value) Value {
	v, inWord := a[0], false
	if IsASCII(v) && StrLen(v) > 1 {
		r := t.allocStr(StrLen(v), abi.StrASCII)
		dst := units8(r)
		for i, c := range units8(v) {
			if inWord {
				c = lowerTable[c]
			} else {
				c = upperTable[c]
			}
			dst[i] = c
			inWord = lowerTable[c] >= 'a' && lowerTable[c] <= 'z'
		}
		return r
	}
	return t.mapRunes(v, func(i int, r rune) pyunicode.Mapping {
		var m pyunicode.Mapping
		if inWord {
			m = lowerRune(v, i, r)
		} else {
			m = pyunicode.Title(r)
		}
		inWord = pyunicode.IsCased(r)
		return m
	})
}

// allRunes tells whether v is not empty and f holds for all its code points.
func allRunes(v Value, f func(rune) bool) Value {
	n := StrLen(v)
	for i := 0; i < n; i++ {
		if !f(StrAt(v, i)) {
			return False
		}
	}
	return abi.Bool(n > 0)
}

func strIsAlnum(_ *Thread, a []Value) Value   { return allRunes(a[0], pyunicode.IsAlnum) }
func strIsAlpha(_ *Thread, a []Value) Value   { return allRunes(a[0], pyunicode.IsAlpha) }
func strIsDecimal(_ *Thread, a []Value) Value { return allRunes(a[0], pyunicode.IsDecimal) }
func strIsDigit(_ *Thread, a []Value) Value   { return allRunes(a[0], pyunicode.IsDigit) }
func strIsNumeric(_ *Thread, a []Value) Value { return allRunes(a[0], pyunicode.IsNumeric) }
func strIsSpace(_ *Thread, a []Value) Value   { return allRunes(a[0], isSpace) }

func strIsPrintable(_ *Thread, a []Value) Value {
	return abi.Bool(StrLen(a[0]) == 0 || allRunes(a[0], pyunicode.IsPrintable) == True)
}

func strIsIdentifier(v Value) bool {
	n := StrLen(v)
	if n == 0 {
		return false
	}
	if c := StrAt(v, 0); c != '_' && !pyunicode.IsXIDStart(c) {
		return false
	}
	for i := 1; i < n; i++ {
		if !pyunicode.IsXIDContinue(StrAt(v, i)) {
			return false
		}
	}
	return true
}

func strIsLower(_ *Thread, a []Value) Value {
	cased := false
	for i, n := 0, StrLen(a[0]); i < n; i++ {
		r := StrAt(a[0], i)
		if pyunicode.IsUpper(r) || pyunicode.IsTitle(r) {
			return False
		}
		cased = cased || pyunicode.IsLower(r)
	}
	return abi.Bool(cased)
}

func strIsUpper(_ *Thread, a []Value) Value {
	cased := false
	for i, n := 0, StrLen(a[0]); i < n; i++ {
		r := StrAt(a[0], i)
		if pyunicode.IsLower(r) || pyunicode.IsTitle(r) {
			return False
		}
		cased = cased || pyunicode.IsUpper(r)
	}
	return abi.Bool(cased)
}

func strIsTitle(_ *Thread, a []Value) Value {
	cased, inWord := false, false
	for i, n := 0, StrLen(a[0]); i < n; i++ {
		r := StrAt(a[0], i)
		switch {
		case pyunicode.IsUpper(r) || pyunicode.IsTitle(r):
			if inWord {
				return False
			}
			cased, inWord = true, true
		case pyunicode.IsLower(r):
			if !inWord {
				return False
			}
			cased = true
		default:
			inWord = false
		}
	}
	return abi.Bool(cased)
}
