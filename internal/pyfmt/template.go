package pyfmt

import (
	"math"

	"github.com/go-python/gopython/internal/pyunicode"
)

// Field is a replacement field of a str.format template.
type Field struct {
	Name       string // everything before '!' and ':'; see [ParseFieldName]
	Conversion rune   // the character behind '!', or 0
	Spec       string // everything behind ':'
	SpecNested bool   // Spec holds '{', and is to be formatted as a template itself before use
}

// TemplateParser cuts a str.format template into literals and fields.
type TemplateParser struct {
	s string
	i int
}

// NewTemplateParser reads the template s.
func NewTemplateParser(s string) *TemplateParser { return &TemplateParser{s: s} }

// Done tells whether the template is used up.
func (p *TemplateParser) Done() bool { return p.i >= len(p.s) }

// Next gives the literal text up to the next field, and the field, if field is true. A doubled brace ends a
// literal, as in CPython, so there can be several in a row. Call it until [TemplateParser.Done].
func (p *TemplateParser) Next() (literal string, f Field, field bool, err *Error) {
	start := p.i
	for p.i < len(p.s) && p.s[p.i] != '{' && p.s[p.i] != '}' {
		p.i++
	}
	if p.Done() {
		return p.s[start:], f, false, nil
	}
	c := p.s[p.i]
	p.i++
	switch {
	case p.i < len(p.s) && p.s[p.i] == c:
		p.i++
		return p.s[start : p.i-1], f, false, nil
	case c == '}':
		return "", f, false, valueError("Single '}' encountered in format string")
	case p.Done():
		return "", f, false, valueError("Single '{' encountered in format string")
	}
	literal = p.s[start : p.i-1]
	f, err = p.field()
	return literal, f, err == nil, err
}

// field reads up to the closing brace.
func (p *TemplateParser) field() (Field, *Error) {
	var f Field
	end, err := p.fieldName()
	if err != nil {
		return f, err
	}
	start := p.i
	p.i = end + 1
	f.Name = p.s[start:end]
	switch p.s[end] {
	case '}':
		return f, nil
	case '!':
		if p.Done() {
			return f, valueError("end of string while looking for conversion specifier")
		}
		r, n := decodeWTF8(p.s[p.i:])
		f.Conversion = r
		p.i += n
		if !p.Done() {
			c := p.s[p.i]
			p.i++
			if c == '}' {
				return f, nil
			}
			if c != ':' {
				return f, valueError("expected ':' after conversion specifier")
			}
		}
	}
	depth := 1
	for start := p.i; p.i < len(p.s); {
		c := p.s[p.i]
		p.i++
		switch c {
		case '{':
			f.SpecNested = true
			depth++
		case '}':
			if depth--; depth == 0 {
				f.Spec = p.s[start : p.i-1]
				return f, nil
			}
		}
	}
	return f, valueError("unmatched '{' in format spec")
}

// fieldName finds the end of the name: the offset of '}', ':' or '!'. In brackets these are ordinary.
func (p *TemplateParser) fieldName() (int, *Error) {
	for i := p.i; i < len(p.s); i++ {
		switch p.s[i] {
		case '{':
			return 0, valueError("unexpected '{' in field name")
		case '[':
			for i+1 < len(p.s) && p.s[i+1] != ']' {
				i++
			}
		case '}', ':', '!':
			return i, nil
		}
	}
	return 0, valueError("expected '}' before end of string")
}

// UnknownConversion is the error for a conversion other than r, s and a.
func UnknownConversion(c rune) *Error {
	if printableASCII(c) && c < 127 {
		return valueError("Unknown conversion specifier %c", c)
	}
	return valueError("Unknown conversion specifier \\x%x", c)
}

// AutoNumber keeps the numbering of one str.format call; templates nested in specs share it.
type AutoNumber struct {
	state byte // 0 undecided, 'a' automatic, 'm' manual
	next  int
}

// FieldName is a parsed field name: a first part, and the path from there.
type FieldName struct {
	First string // the keyword, if Index is negative
	Index int    // the position among the arguments, or -1
	rest  string
}

// ParseFieldName splits a field name. An empty first part, or one of digits, is a position.
func ParseFieldName(name string, auto *AutoNumber) (FieldName, *Error) {
	i := 0
	for i < len(name) && name[i] != '.' && name[i] != '[' {
		i++
	}
	f := FieldName{First: name[:i], rest: name[i:]}
	var err *Error
	if f.Index, err = templateIndex(f.First); err != nil {
		return f, err
	}
	if f.First != "" && f.Index < 0 || auto == nil {
		return f, nil
	}
	want := byte('m')
	if f.First == "" {
		want = 'a'
	}
	switch {
	case auto.state == 0:
		auto.state = want
	case auto.state == 'm' && want == 'a':
		return f, valueError("cannot switch from manual field specification to automatic field numbering")
	case auto.state == 'a' && want == 'm':
		return f, valueError("cannot switch from automatic field numbering to manual field specification")
	}
	if want == 'a' {
		f.Index = auto.next
		auto.next++
	}
	return f, nil
}

// Step is one step of a field name's path: an attribute, or an item by number or string.
type Step struct {
	Attr  bool
	Name  string
	Index int // for an item: the number, or -1 if Name is a string key
}

// Next gives the next step of the path; ok is false at its end.
func (f *FieldName) Next() (s Step, ok bool, err *Error) {
	if f.rest == "" {
		return s, false, nil
	}
	kind := f.rest[0]
	rest := f.rest[1:]
	s.Index = -1
	switch kind {
	case '.':
		i := 0
		for i < len(rest) && rest[i] != '.' && rest[i] != '[' {
			i++
		}
		s.Attr, s.Name, f.rest = true, rest[:i], rest[i:]
	case '[':
		i := 0
		for i < len(rest) && rest[i] != ']' {
			i++
		}
		if i == len(rest) {
			return s, false, valueError("Missing ']' in format string")
		}
		s.Name, f.rest = rest[:i], rest[i+1:]
		if s.Index, err = templateIndex(s.Name); err != nil {
			return s, false, err
		}
	default:
		return s, false, valueError("Only '.' or '[' may follow ']' in format field specifier")
	}
	if s.Name == "" {
		return s, false, valueError("Empty attribute in format string")
	}
	return s, true, nil
}

// templateIndex reads a number in digits of any script; -1 if s is no number.
func templateIndex(s string) (int, *Error) {
	if s == "" {
		return -1, nil
	}
	n := 0
	for s != "" {
		r, size := decodeWTF8(s)
		d := pyunicode.DecimalValue(r)
		if d < 0 {
			return -1, nil
		}
		if n > (math.MaxInt-d)/10 {
			return 0, valueError("Too many decimal digits in format string")
		}
		n = n*10 + d
		s = s[size:]
	}
	return n, nil
}
