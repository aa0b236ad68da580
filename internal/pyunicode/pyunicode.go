// Package pyunicode answers questions about single code points as CPython 3.14's str methods do: predicates,
// numeric values, and full case mappings. Go's package unicode follows another version of the Unicode
// database, and other definitions.
//
// It imports the standard library and the names of golang.org/x/text. The tables are generated from a genuine CPython.
package pyunicode

//go:generate go run ./_gen -python python3.14 -o tables.go

// record is the set of properties that a group of code points has in common. Case mappings are distances, or
// an index into specials where the flag says so.
type record struct {
	flags                     uint16
	upper, lower, title, fold int32
	decimal, digit            int8
	numeric                   int16 // index into numerics, or -1
}

const (
	flagAlpha = 1 << iota
	flagDecimal
	flagDigit
	flagNumeric
	flagSpace
	flagPrintable
	flagLower
	flagUpper
	flagTitle
	flagIgnorable
	flagXIDStart
	flagXIDContinue
	flagSpecialUpper
	flagSpecialLower
	flagSpecialTitle
	flagSpecialFold
)

// lookup finds the record of r; code points out of range have that of an unassigned one.
func lookup(r rune) *record {
	if uint32(r) > 0x10FFFF {
		r = 0x10FFFF
	}
	return &records[pageData[int(pages[r>>pageBits])<<pageBits|int(r&(1<<pageBits-1))]]
}

func has(r rune, flags uint16) bool { return lookup(r).flags&flags != 0 }

func isASCIILetter(r rune) bool { return uint32(r|0x20)-'a' < 26 }

// IsAlpha tells whether chr(r).isalpha().
func IsAlpha(r rune) bool {
	if r < 0x80 {
		return isASCIILetter(r)
	}
	return has(r, flagAlpha)
}

// IsDecimal tells whether chr(r).isdecimal().
func IsDecimal(r rune) bool {
	if r < 0x80 {
		return uint32(r)-'0' < 10
	}
	return has(r, flagDecimal)
}

// IsDigit tells whether chr(r).isdigit().
func IsDigit(r rune) bool {
	if r < 0x80 {
		return uint32(r)-'0' < 10
	}
	return has(r, flagDigit)
}

// IsNumeric tells whether chr(r).isnumeric().
func IsNumeric(r rune) bool {
	if r < 0x80 {
		return uint32(r)-'0' < 10
	}
	return has(r, flagNumeric)
}

// IsAlnum tells whether chr(r).isalnum().
func IsAlnum(r rune) bool {
	if r < 0x80 {
		return isASCIILetter(r) || uint32(r)-'0' < 10
	}
	return has(r, flagAlpha|flagDecimal|flagDigit|flagNumeric)
}

// IsSpace tells whether chr(r).isspace(), which is also what strip and split take off.
func IsSpace(r rune) bool {
	if r < 0x80 {
		return r == ' ' || uint32(r)-'\t' < 5 || uint32(r)-0x1c < 4
	}
	return has(r, flagSpace)
}

// IsPrintable tells whether chr(r).isprintable(): whether repr shows it as it is.
func IsPrintable(r rune) bool {
	if r < 0x80 {
		return uint32(r)-' ' < 0x7f-' '
	}
	return has(r, flagPrintable)
}

// IsLower tells whether r is a lower-case character.
func IsLower(r rune) bool {
	if r < 0x80 {
		return uint32(r)-'a' < 26
	}
	return has(r, flagLower)
}

// IsUpper tells whether r is an upper-case character.
func IsUpper(r rune) bool {
	if r < 0x80 {
		return uint32(r)-'A' < 26
	}
	return has(r, flagUpper)
}

// IsTitle tells whether r is a title-case character, such as U+01C5; upper-case letters are not.
func IsTitle(r rune) bool { return r >= 0x80 && has(r, flagTitle) }

// IsCased tells whether r is upper, lower or title case.
func IsCased(r rune) bool {
	if r < 0x80 {
		return isASCIILetter(r)
	}
	return has(r, flagUpper|flagLower|flagTitle)
}

// IsCaseIgnorable tells whether r is skipped in the search for a word's end, for the final sigma.
func IsCaseIgnorable(r rune) bool { return has(r, flagIgnorable) }

// IsXIDStart tells whether an identifier may begin with r; the underscore is not included.
func IsXIDStart(r rune) bool {
	if r < 0x80 {
		return isASCIILetter(r)
	}
	return has(r, flagXIDStart)
}

// IsXIDContinue tells whether an identifier may go on with r.
func IsXIDContinue(r rune) bool {
	if r < 0x80 {
		return isASCIILetter(r) || uint32(r)-'0' < 10 || r == '_'
	}
	return has(r, flagXIDContinue)
}

// DecimalValue is unicodedata.decimal(chr(r)), or -1.
func DecimalValue(r rune) int {
	if r < 0x80 {
		if uint32(r)-'0' < 10 {
			return int(r - '0')
		}
		return -1
	}
	return int(lookup(r).decimal)
}

// DigitValue is unicodedata.digit(chr(r)), or -1.
func DigitValue(r rune) int { return int(lookup(r).digit) }

// NumericValue is unicodedata.numeric(chr(r)).
func NumericValue(r rune) (float64, bool) {
	if n := lookup(r).numeric; n >= 0 {
		return numerics[n], true
	}
	return 0, false
}
