package pyfmt

import (
	"math"

	"github.com/go-python/gopython/internal/pyunicode"
)

// Class is the sort of value a format spec is for; it decides the defaults.
type Class uint8

// The classes of values with a format-spec mini-language.
const (
	ClassStr Class = iota
	ClassInt
	ClassFloat
	ClassComplex
)

// Spec is a parsed format spec: [[fill]align][sign][z][#][0][width][grouping][.precision][grouping][type].
type Spec struct {
	Fill      rune
	Align     byte // one of < > = ^
	Sign      byte // one of + - space, or 0
	NoNegZero bool // 'z'
	Alt       bool // '#'
	Width     int  // -1 if absent
	Grouping  byte // ',' or '_' between groups of digits before the point, or 0
	FracGroup byte // the same behind the point
	Precision int  // -1 if absent
	Type      rune // 0 if absent
	typeName  string
	groupSize int
}

// ParseSpec reads a format spec for an object of the class; typeName (as in "int", "bool") is for messages.
func ParseSpec(spec string, class Class, typeName string) (Spec, *Error) {
	p := specParser{s: spec}
	sp := Spec{Fill: ' ', Align: '>', Width: -1, Precision: -1, groupSize: 3, typeName: typeName}
	switch class {
	case ClassStr:
		sp.Align, sp.Type = '<', 's'
	case ClassInt:
		sp.Type = 'd'
	}
	if spec == "" {
		return sp, nil
	}
	p.alignment(&sp)
	if c := p.peek(); c == '+' || c == '-' || c == ' ' {
		sp.Sign = c
		p.i++
	}
	sp.NoNegZero = p.accept('z')
	sp.Alt = p.accept('#')
	if !p.fillGiven && p.accept('0') {
		sp.Fill = '0'
		if !p.alignGiven && class != ClassStr {
			sp.Align = '='
		}
	}
	var err *Error
	if sp.Width, err = p.integer(); err != nil {
		return sp, err
	}
	if sp.Grouping, err = p.grouping(); err != nil {
		return sp, err
	}
	if p.accept('.') {
		if sp.Precision, err = p.integer(); err != nil {
			return sp, err
		}
		if sp.FracGroup, err = p.grouping(); err != nil {
			return sp, err
		}
		if sp.Precision < 0 && sp.FracGroup == 0 {
			return sp, valueError("Format specifier missing precision")
		}
	}
	if rest := spec[p.i:]; rest != "" {
		c, n := decodeWTF8(rest)
		if n < len(rest) {
			return sp, valueError("Invalid format specifier '%s' for object of type '%s'", spec, typeName)
		}
		sp.Type = c
	}
	return sp, sp.checkGrouping()
}

type specParser struct {
	s                     string
	i                     int
	fillGiven, alignGiven bool
}

func (p *specParser) peek() byte {
	if p.i < len(p.s) {
		return p.s[p.i]
	}
	return 0
}

func (p *specParser) accept(c byte) bool {
	if p.i < len(p.s) && p.s[p.i] == c {
		p.i++
		return true
	}
	return false
}

func isAlign(c byte) bool { return c == '<' || c == '>' || c == '=' || c == '^' }

func (p *specParser) alignment(sp *Spec) {
	c, n := decodeWTF8(p.s)
	switch {
	case n < len(p.s) && isAlign(p.s[n]):
		sp.Fill, sp.Align = c, p.s[n]
		p.fillGiven, p.alignGiven = true, true
		p.i = n + 1
	case isAlign(p.s[0]):
		sp.Align = p.s[0]
		p.alignGiven = true
		p.i = 1
	}
}

// integer reads decimal digits of any script; -1 if there are none.
func (p *specParser) integer() (int, *Error) {
	n := -1
	for p.i < len(p.s) {
		c, size := decodeWTF8(p.s[p.i:])
		d := pyunicode.DecimalValue(c)
		if d < 0 {
			break
		}
		n = max(n, 0)
		if n > (math.MaxInt-d)/10 {
			return 0, valueError("Too many decimal digits in format string")
		}
		n = n*10 + d
		p.i += size
	}
	return n, nil
}

func (p *specParser) grouping() (byte, *Error) {
	var g byte
	if p.accept(',') {
		g = ','
	}
	if p.peek() == '_' {
		if g != 0 {
			return 0, valueError("Cannot specify both ',' and '_'.")
		}
		g = '_'
		p.i++
	}
	if g == '_' && p.peek() == ',' {
		return 0, valueError("Cannot specify both ',' and '_'.")
	}
	return g, nil
}

// checkGrouping rejects separators for types that cannot have them.
func (sp *Spec) checkGrouping() *Error {
	if sp.Grouping != 0 {
		switch sp.Type {
		case 'd', 'e', 'f', 'g', 'E', 'G', '%', 'F', 0:
		case 'b', 'o', 'x', 'X':
			if sp.Grouping == ',' {
				return sp.cannotGroup(sp.Grouping)
			}
			sp.groupSize = 4
		default:
			return sp.cannotGroup(sp.Grouping)
		}
	}
	if sp.FracGroup != 0 && sp.Type == 'n' {
		return sp.cannotGroup(sp.FracGroup) // 'n' takes its separators from the locale
	}
	return nil
}

func (sp *Spec) cannotGroup(g byte) *Error {
	if printableASCII(sp.Type) {
		return valueError("Cannot specify '%c' with '%c'.", g, sp.Type)
	}
	return valueError("Cannot specify '%c' with '\\x%x'.", g, sp.Type)
}

func printableASCII(c rune) bool { return c > 32 && c < 128 }

func (sp *Spec) unknownType() *Error {
	if printableASCII(sp.Type) {
		return valueError("Unknown format code '%c' for object of type '%s'", sp.Type, sp.typeName)
	}
	return valueError("Unknown format code '\\x%x' for object of type '%s'", sp.Type, sp.typeName)
}

// FormatStr appends format(s, spec).
func FormatStr(dst []byte, s string, sp *Spec) ([]byte, *Error) {
	switch {
	case sp.Type != 's':
		return dst, sp.unknownType()
	case sp.Sign == ' ':
		return dst, valueError("Space not allowed in string format specifier")
	case sp.Sign != 0:
		return dst, valueError("Sign not allowed in string format specifier")
	case sp.NoNegZero:
		return dst, valueError("Negative zero coercion (z) not allowed in string format specifier")
	case sp.Alt:
		return dst, valueError("Alternate form (#) not allowed in string format specifier")
	case sp.Align == '=':
		return dst, valueError("'=' alignment not allowed in string format specifier")
	}
	if sp.Precision >= 0 {
		s = truncate(s, sp.Precision)
	}
	if sp.Width <= 0 {
		return append(dst, s...), nil
	}
	return sp.pad(dst, s, countWTF8(s))
}

// pad appends s, which has n code points, filled up to the width by <, > or ^.
func (sp *Spec) pad(dst []byte, s string, n int) ([]byte, *Error) {
	fill := max(sp.Width-n, 0)
	if !roomFor(len(dst), len(s), fill) {
		return dst, errMemory
	}
	left := 0
	switch sp.Align {
	case '>':
		left = fill
	case '^':
		left = fill / 2
	}
	dst = appendFill(dst, sp.Fill, left)
	dst = append(dst, s...)
	return appendFill(dst, sp.Fill, fill-left), nil
}

// roomFor tells whether the sizes, any of which may be huge, stay under [MaxSize].
func roomFor(sizes ...int) bool {
	total := 0
	for _, n := range sizes {
		if n > MaxSize {
			return false
		}
		total += n
	}
	return total <= MaxSize
}

func appendFill(dst []byte, c rune, n int) []byte {
	for range n {
		if c < 0x80 {
			dst = append(dst, byte(c))
		} else {
			dst = appendWTF8(dst, c)
		}
	}
	return dst
}
