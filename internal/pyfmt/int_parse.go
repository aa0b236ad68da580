package pyfmt

import (
	"errors"
	"fmt"
	"math/big"
	"math/bits"
	"strings"
	"unsafe"

	"github.com/go-python/gopython/internal/digits"
)

// ErrIntSyntax is what [ParseInt] returns for text that is no integer literal of the base; the caller words
// the message, because it quotes the original object.
var ErrIntSyntax = errors.New("invalid literal for int()")

// ParseInt reads s by the rules of int(s, base), for base 0 or 2 to 36: sign, prefix, single underscores
// between digits or after the prefix. Surrounding whitespace and non-ASCII digits are the caller's job. The value
// is small, unless b is not nil. maxDigits limits the digits where the base is no power of two (0: no limit);
// more give an *[Error], any other failure is [ErrIntSyntax].
func ParseInt(s string, base, maxDigits int) (small int64, b *big.Int, err error) {
	neg := false
	if s != "" && (s[0] == '+' || s[0] == '-') {
		neg = s[0] == '-'
		s = s[1:]
	}
	s, base, ok := intPrefix(s, base)
	if !ok {
		return 0, nil, ErrIntSyntax
	}
	digits, underscores, ok := scanDigits(s, base)
	if !ok {
		return 0, nil, ErrIntSyntax
	}
	if maxDigits > 0 && digits > maxDigits && digits > 640 && base&(base-1) != 0 {
		return 0, nil, valueError("Exceeds the limit (%d digits) for integer string conversion: value has %d digits; "+
			"use sys.set_int_max_str_digits() to increase the limit", maxDigits, digits)
	}
	if u, ok := parseSmall(s, base); ok {
		if neg {
			u = -u
		}
		return u, nil, nil
	}
	if underscores {
		s = strings.ReplaceAll(s, "_", "")
	}
	b = parseBig(s, base)
	if neg {
		b.Neg(b)
	}
	if b.IsInt64() {
		return b.Int64(), nil, nil
	}
	return 0, b, nil
}

// intPrefix takes a 0x, 0o or 0b prefix off, and settles base 0.
func intPrefix(s string, base int) (rest string, newBase int, ok bool) {
	prefixBase := 0
	if len(s) >= 2 && s[0] == '0' {
		switch s[1] {
		case 'x', 'X':
			prefixBase = 16
		case 'o', 'O':
			prefixBase = 8
		case 'b', 'B':
			prefixBase = 2
		}
	}
	if prefixBase != 0 && (base == 0 || base == prefixBase) {
		s = s[2:]
		if s != "" && s[0] == '_' {
			s = s[1:]
		}
		return s, prefixBase, true
	}
	if base == 0 {
		// A leading zero is only good for zero itself.
		if s != "" && s[0] == '0' && strings.Trim(s, "0_") != "" {
			return "", 0, false
		}
		base = 10
	}
	return s, base, true
}

func digitValue(c byte) int { return int(digits.Value(c)) }

// scanDigits checks digits and underscores, and counts the digits.
func scanDigits(s string, base int) (n int, underscores, ok bool) {
	prev := byte('_')
	for i := 0; i < len(s); i++ {
		c := s[i]
		if c == '_' {
			if prev == '_' {
				return 0, false, false
			}
			underscores = true
		} else if digitValue(c) >= base {
			return 0, false, false
		} else {
			n++
		}
		prev = c
	}
	return n, underscores, n > 0 && prev != '_'
}

// parseSmall reads checked digits that fit in 63 bits.
func parseSmall(s string, base int) (int64, bool) {
	var u uint64
	for i := 0; i < len(s); i++ {
		if s[i] == '_' {
			continue
		}
		hi, lo := bits.Mul64(u, uint64(base))
		sum, carry := bits.Add64(lo, uint64(digitValue(s[i])), 0)
		u = sum
		if hi|carry != 0 || u >= 1<<63 {
			return 0, false
		}
	}
	return int64(u), true
}

// parseBig reads checked digits. math/big is quadratic, so long texts are cut in halves.
func parseBig(s string, base int) *big.Int {
	const direct = 2000
	if base&(base-1) == 0 || len(s) <= direct {
		return parseDirect(s, base)
	}
	// powers[i] is base**(direct<<i)
	powers := []*big.Int{new(big.Int).Exp(big.NewInt(int64(base)), big.NewInt(direct), nil)}
	for direct<<len(powers) < len(s) {
		p := powers[len(powers)-1]
		powers = append(powers, new(big.Int).Mul(p, p))
	}
	return parseHalves(s, base, direct, powers)
}

func parseDirect(s string, base int) *big.Int {
	if bits.UintSize < 64 {
		b, _ := new(big.Int).SetString(s, base)
		return b
	}
	z := digits.Parse(s, base)
	return new(big.Int).SetBits(unsafe.Slice((*big.Word)(unsafe.Pointer(unsafe.SliceData(z))), len(z)))
}

// appendBase appends b. math/big is faster for long ones.
func appendBase(dst []byte, b *big.Int, base int) []byte {
	const direct = 50
	w := b.Bits()
	if bits.UintSize < 64 || len(w) > direct || base != 10 {
		return b.Append(dst, base)
	}
	if b.Sign() < 0 {
		dst = append(dst, '-')
	}
	var room [direct]uint64
	x := room[:len(w)]
	for i, d := range w {
		x[i] = uint64(d)
	}
	return digits.AppendDecimal(dst, x)
}

// parseHalves recurses at most log2(len(s)) deep.
func parseHalves(s string, base, direct int, powers []*big.Int) *big.Int {
	if len(s) <= direct {
		return parseDirect(s, base)
	}
	i := 0
	for direct<<(i+1) < len(s) {
		i++
	}
	cut := len(s) - direct<<i
	hi := parseHalves(s[:cut], base, direct, powers)
	lo := parseHalves(s[cut:], base, direct, powers)
	hi.Mul(hi, powers[i])
	return hi.Add(hi, lo)
}

// AppendBig appends str(b). maxDigits is sys.get_int_max_str_digits() (0: no limit).
func AppendBig(dst []byte, b *big.Int, maxDigits int) ([]byte, *Error) {
	if maxDigits > 0 {
		// log10(2) is 0.30103: refuse early what is certainly too long, before doing the work.
		if low := float64(b.BitLen()-1) * 0.30102999; low > float64(max(maxDigits, 640)) {
			return dst, digitLimit(maxDigits)
		}
	}
	start := len(dst)
	dst = appendBase(dst, b, 10)
	n := len(dst) - start
	if b.Sign() < 0 {
		n--
	}
	if maxDigits > 0 && n > maxDigits && n > 640 {
		return dst[:start], digitLimit(maxDigits)
	}
	return dst, nil
}

func digitLimit(maxDigits int) *Error {
	return &Error{ValueError, fmt.Sprintf("Exceeds the limit (%d digits) for integer string conversion; "+
		"use sys.set_int_max_str_digits() to increase the limit", maxDigits)}
}
