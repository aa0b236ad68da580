package pyfmt

import (
	"math"
	"strings"
)

// Flags of a printf-style conversion.
const (
	FlagLeft  = 1 << iota // '-'
	FlagSign              // '+'
	FlagBlank             // ' '
	FlagAlt               // '#'
	FlagZero              // '0'
)

// FromArg stands for a width or precision given as '*'.
const FromArg = -2

// Conversion is one %-conversion of a format string. The caller performs CPython's steps in this order:
// with HasKey, fail with "format requires a mapping" if the argument is none; then look the key up (not if Err is
// "incomplete format key"); for a Width and a Precision of [FromArg] take an integer argument each (see
// [Conversion.SetWidth], [Conversion.SetPrecision]); then raise Err if there is one; then take the value and convert by Type,
// or raise [Conversion.Unsupported], also for a '%' that is not part of "%%".
type Conversion struct {
	HasKey    bool
	Key       string
	Flags     int
	Width     int // -1 if absent
	Precision int // -1 if absent
	Type      rune
	Index     int // where Type is, for messages: in code points of a str, in bytes of a bytes
	Err       *Error
	bytes     bool
}

// PercentParser cuts a printf-style format into literals and conversions.
type PercentParser struct {
	s     string
	i     int
	count int // code points up to i
	bytes bool
}

// NewPercentParser reads the format s; bytes tells that it is a bytes object's.
func NewPercentParser(s string, bytes bool) *PercentParser {
	return &PercentParser{s: s, bytes: bytes}
}

// Next gives the literal text up to the next conversion, and the conversion, if conv is true. At the end both
// are empty. A "%%" ends up as a literal.
func (p *PercentParser) Next() (literal string, c Conversion, conv bool) {
	start := p.i
	at := strings.IndexByte(p.s[start:], '%')
	if at < 0 {
		p.advance(len(p.s))
		return p.s[start:], c, false
	}
	at += start
	if at+1 < len(p.s) && p.s[at+1] == '%' {
		p.advance(at + 2)
		return p.s[start : at+1], c, false
	}
	p.advance(at + 1)
	return p.s[start:at], p.conversion(), true
}

// Done tells whether the format is used up.
func (p *PercentParser) Done() bool { return p.i >= len(p.s) }

// advance moves to byte offset to, counting code points.
func (p *PercentParser) advance(to int) {
	if p.bytes {
		p.count = to
	} else {
		p.count += countWTF8(p.s[p.i:to])
	}
	p.i = to
}

func (p *PercentParser) peek() byte {
	if p.i < len(p.s) {
		return p.s[p.i]
	}
	return 0
}

func (p *PercentParser) conversion() Conversion {
	c := Conversion{Width: -1, Precision: -1, bytes: p.bytes}
	if p.peek() == '(' {
		c.HasKey = true
		if !p.key(&c) {
			return c
		}
	}
	for {
		flag := strings.IndexByte("-+ #0", p.peek())
		if flag < 0 {
			break
		}
		c.Flags |= 1 << flag
		p.advance(p.i + 1)
	}
	tooBig := "precision too big"
	if p.bytes {
		tooBig = "prec too big"
	}
	if c.Width, c.Err = p.number(math.MaxInt, "width too big"); c.Err != nil {
		return c
	}
	if p.peek() == '.' {
		p.advance(p.i + 1)
		if c.Precision, c.Err = p.number(math.MaxInt32, tooBig); c.Err != nil {
			return c
		}
		if c.Precision == -1 {
			c.Precision = 0
		}
	}
	if l := p.peek(); l == 'h' || l == 'l' || l == 'L' {
		p.advance(p.i + 1)
	}
	if p.Done() {
		c.Err = valueError("incomplete format")
		return c
	}
	c.Index = p.count
	r, n := rune(p.s[p.i]), 1
	if !p.bytes {
		r, n = decodeWTF8(p.s[p.i:])
	}
	c.Type = r
	p.advance(p.i + n)
	return c
}

// key reads a parenthesised mapping key; parentheses nest.
func (p *PercentParser) key(c *Conversion) bool {
	start, depth := p.i+1, 0
	for i := p.i; i < len(p.s); i++ {
		switch p.s[i] {
		case '(':
			depth++
		case ')':
			if depth--; depth == 0 {
				c.Key = p.s[start:i]
				p.advance(i + 1)
				return true
			}
		}
	}
	c.Err = valueError("incomplete format key")
	return false
}

// number reads '*' or digits; -1 if neither is there.
func (p *PercentParser) number(limit int, tooBig string) (int, *Error) {
	if p.peek() == '*' {
		p.advance(p.i + 1)
		return FromArg, nil
	}
	n := -1
	for isDigit(p.peek()) {
		d := int(p.s[p.i] - '0')
		n = max(n, 0)
		if n > (limit-d)/10 {
			return 0, valueError("%s", tooBig)
		}
		n = n*10 + d
		p.advance(p.i + 1)
	}
	return n, nil
}

// SetWidth fills in the argument for a '*' width; a negative one means left-aligned.
func (c *Conversion) SetWidth(n int) {
	if n < 0 {
		c.Flags |= FlagLeft
		n = -n
	}
	c.Width = n
}

// SetPrecision fills in the argument for a '*' precision.
func (c *Conversion) SetPrecision(n int) { c.Precision = max(n, 0) }

// Unsupported is the error for a Type that has no meaning.
func (c *Conversion) Unsupported() *Error {
	shown := c.Type
	switch {
	case c.bytes && c.Type >= 0x80:
		return &Error{OverflowError, "character argument not in range(0x110000)"} // CPython stumbles over a signed char
	case !c.bytes && (c.Type < 32 || c.Type >= 127):
		shown = '?'
	}
	return valueError("unsupported format character '%c' (0x%x) at index %d", shown, c.Type, c.Index)
}
