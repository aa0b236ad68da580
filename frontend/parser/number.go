package parser

import (
	"fmt"
	"math/big"
	"strconv"
	"strings"

	"github.com/go-python/gopython/frontend/ast"
	"github.com/go-python/gopython/frontend/token"
)

// maxDigits is CPython's default for sys.set_int_max_str_digits.
const maxDigits = 4300

// numberValue returns the value of a Number token.
func (p *parser) numberValue(t *token.Token) any {
	s := p.tokenText(t)
	if len(s) == 1 {
		return smallInts[s[0]-'0']
	}
	if strings.IndexByte(s, '_') >= 0 {
		s = strings.ReplaceAll(s, "_", "")
	}
	if s[0] == '0' && len(s) > 1 {
		switch s[1] | 0x20 {
		case 'x':
			return binaryInt(s[2:], 4)
		case 'o':
			return binaryInt(s[2:], 3)
		case 'b':
			return binaryInt(s[2:], 1)
		}
	}
	if s[len(s)-1]|0x20 == 'j' {
		return ast.Imag(parseFloat(s[:len(s)-1]))
	}
	if strings.ContainsAny(s, ".eE") {
		return parseFloat(s)
	}
	return p.decimalInt(t, s)
}

// smallInts saves an allocation for each of the most frequent numbers.
var smallInts = [10]any{int64(0), int64(1), int64(2), int64(3), int64(4), int64(5), int64(6), int64(7), int64(8), int64(9)}

// parseFloat reads a valid literal; one that is too large is infinite.
func parseFloat(s string) float64 {
	f, _ := strconv.ParseFloat(s, 64)
	return f
}

func (p *parser) decimalInt(t *token.Token, s string) any {
	if v, err := strconv.ParseInt(s, 10, 64); err == nil {
		return v
	}
	s = strings.TrimLeft(s, "0")
	if s == "" {
		return int64(0)
	}
	if len(s) > maxDigits {
		r := tokenRange(t)
		r.Col, r.EndCol = -1, -1
		panic(p.errorRange(KindSyntaxError, r, fmt.Sprintf("Exceeds the limit (%d digits) for integer string conversion: "+
			"value has %d digits; use sys.set_int_max_str_digits() to increase the limit - "+
			"Consider hexadecimal for huge integer literals to avoid decimal conversion limits.", maxDigits, len(s))))
	}
	v, _ := new(big.Int).SetString(s, 10)
	return v
}

// binaryInt reads digits of the given number of bits each, in linear time.
func binaryInt(s string, bits uint) any {
	s = strings.TrimLeft(s, "0")
	if uint(len(s))*bits <= 63 {
		v, _ := strconv.ParseInt("0"+s, 1<<bits, 64)
		return v
	}
	buf := make([]byte, (uint(len(s))*bits+7)/8)
	acc, have, at := uint(0), uint(0), len(buf)
	for i := len(s) - 1; i >= 0; i-- {
		acc |= digitValue(s[i]) << have
		have += bits
		for have >= 8 {
			at--
			buf[at] = byte(acc)
			acc >>= 8
			have -= 8
		}
	}
	if have > 0 {
		at--
		buf[at] = byte(acc)
	}
	v := new(big.Int).SetBytes(buf[at:])
	if v.IsInt64() {
		return v.Int64()
	}
	return v
}

func digitValue(c byte) uint {
	if c <= '9' {
		return uint(c - '0')
	}
	return uint(c|0x20-'a') + 10
}
