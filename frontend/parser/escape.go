package parser

import (
	"fmt"
	"strings"
	"sync"
	"unicode/utf8"

	"golang.org/x/text/unicode/runenames"

	"github.com/go-python/gopython/frontend/ast"
	"github.com/go-python/gopython/frontend/lexer"
	"github.com/go-python/gopython/frontend/token"
)

// decoder gives a string literal its value.
type decoder struct {
	p    *parser
	tok  *token.Token
	text string // what is between the quotes
	line int32
	raw  bool

	out    []byte
	warned bool
}

// fail raises an error at the literal.
func (d *decoder) fail(msg string) {
	panic(d.p.errorAt(*d.tok, msg))
}

// str decodes a str literal.
func (d *decoder) str() string {
	if d.raw || strings.IndexByte(d.text, '\\') < 0 {
		return d.text
	}
	s := d.text
	d.out = make([]byte, 0, len(s))
	for i := 0; i < len(s); {
		j := strings.IndexByte(s[i:], '\\')
		if j < 0 {
			j = len(s) - i
		}
		d.out = append(d.out, s[i:i+j]...)
		i += j
		if i < len(s) {
			i = d.escape(s, i)
		}
	}
	return string(d.out)
}

// escape decodes the escape sequence at s[i], and returns where it ends.
func (d *decoder) escape(s string, i int) int {
	if i+1 == len(s) {
		// The text of an f-string ends before a brace.
		d.invalidEscape(s, i, "{")
		d.out = append(d.out, '\\')
		return i + 1
	}
	c := s[i+1]
	switch c {
	case 'x':
		return d.hex(s, i, 2, `truncated \xXX escape`)
	case 'u':
		return d.hex(s, i, 4, `truncated \uXXXX escape`)
	case 'U':
		return d.hex(s, i, 8, `truncated \UXXXXXXXX escape`)
	case 'N':
		return d.named(s, i)
	}
	return d.simple(s, i, true)
}

var simpleEscapes = [256]byte{'\\': '\\', '\'': '\'', '"': '"', 'b': '\b', 'f': '\f', 't': '\t',
	'n': '\n', 'r': '\r', 'v': '\v', 'a': '\a'}

// simple decodes the escapes that str and bytes share.
func (d *decoder) simple(s string, i int, str bool) int {
	c := s[i+1]
	switch {
	case c == '\n':
		return i + 2
	case simpleEscapes[c] != 0:
		d.out = append(d.out, simpleEscapes[c])
		return i + 2
	case c >= '0' && c <= '7':
		j, v := i+1, rune(0)
		for j < len(s) && j < i+4 && s[j] >= '0' && s[j] <= '7' {
			v = v*8 + rune(s[j]-'0')
			j++
		}
		if v > 0o377 {
			d.warn(s, i, "octal escape sequence", s[i+1:j])
		}
		if str {
			d.out = utf8.AppendRune(d.out, v)
		} else {
			d.out = append(d.out, byte(v))
		}
		return j
	}
	_, n := utf8.DecodeRuneInString(s[i+1:])
	d.invalidEscape(s, i, s[i+1:i+1+n])
	d.out = append(d.out, s[i:i+1+n]...)
	return i + 1 + n
}

func (d *decoder) invalidEscape(s string, i int, c string) {
	d.warn(s, i, "escape sequence", c)
}

// warn records a warning, one for each literal.
func (d *decoder) warn(s string, i int, what, c string) {
	if d.warned || d.p.diag {
		return
	}
	d.warned = true
	line := int(d.line) + strings.Count(s[:i], "\n")
	d.p.warnings = append(d.p.warnings, lexer.Warning{Line: line, Msg: fmt.Sprintf(
		`"\%s" is an invalid %s. Such sequences will not work in the future. `+
			`Did you mean "\\%s"? A raw string is also an option.`, c, what, c)})
}

// unicodeError raises the error of the codec for s[i:end].
func (d *decoder) unicodeError(s string, i, end int, reason string) {
	i, end = d.position(s, i), d.position(s, end)
	d.fail(fmt.Sprintf("(unicode error) 'unicodeescape' codec can't decode bytes in position %d-%d: %s", i, end-1, reason))
}

// position converts an offset to that in the text which CPython hands to its
// codec, where each non-ASCII character is a ten-byte escape.
func (d *decoder) position(s string, i int) int {
	n := i
	for _, r := range s[:i] {
		if r >= 0x80 {
			n += 10 - utf8.RuneLen(r)
		}
	}
	return n
}

// hex decodes an escape of n hexadecimal digits.
func (d *decoder) hex(s string, i, n int, reason string) int {
	j, v := i+2, rune(0)
	for ; j < len(s) && j < i+2+n && isHex(s[j]); j++ {
		v = v<<4 | rune(digitValue(s[j]))
	}
	if j != i+2+n {
		d.unicodeError(s, i, j, reason)
	}
	if v > utf8.MaxRune || v < 0 {
		d.unicodeError(s, i, j, "illegal Unicode character")
	}
	d.out = appendWTF8(d.out, v)
	return j
}

func isHex(c byte) bool {
	return c >= '0' && c <= '9' || c|0x20 >= 'a' && c|0x20 <= 'f'
}

// appendWTF8 is utf8.AppendRune, but encodes surrogates too.
func appendWTF8(b []byte, r rune) []byte {
	if r >= 0xd800 && r <= 0xdfff {
		return append(b, 0xe0|byte(r>>12), 0x80|byte(r>>6)&0x3f, 0x80|byte(r)&0x3f)
	}
	return utf8.AppendRune(b, r)
}

// named decodes \N{name}.
func (d *decoder) named(s string, i int) int {
	if i+2 >= len(s) || s[i+2] != '{' {
		d.unicodeError(s, i, i+2, `malformed \N character escape`)
	}
	n := strings.IndexByte(s[i:], '}')
	if n < 0 {
		d.unicodeError(s, i, len(s), `malformed \N character escape`)
	}
	if n == 3 {
		d.unicodeError(s, i, i+3, `malformed \N character escape`)
	}
	c, ok := CharacterByName(s[i+3 : i+n])
	if !ok {
		d.unicodeError(s, i, i+n+1, "unknown Unicode character name")
	}
	d.out = append(d.out, c...)
	return i + n + 1
}

// CharacterByName finds the character that a \N{name} escape stands for. It
// can be replaced before the first Parse, by one that knows more names.
var CharacterByName = func(name string) (string, bool) {
	r, ok := runesByName()[strings.ToUpper(name)]
	if ok {
		return string(r), true
	}
	return algorithmicName(strings.ToUpper(name))
}

// runesByName inverts the table of names, when it is first needed.
var runesByName = sync.OnceValue(func() map[string]rune {
	m := make(map[string]rune, 35000)
	for r := rune(0); r <= utf8.MaxRune; r++ {
		if r == 0x3400 || r == 0x4e00 || r == 0xac00 || r == 0xe000 || r == 0x17000 || r == 0x20000 {
			r = map[rune]rune{0x3400: 0x4dc0, 0x4e00: 0xa000, 0xac00: 0xd7b0, 0xe000: 0xf900,
				0x17000: 0x18800, 0x20000: 0x2f800}[r]
		}
		if n := runenames.Name(r); n != "" && n[0] != '<' {
			m[n] = r
		}
		if r == 0x30000 {
			r = 0xe0000
		}
	}
	return m
})

// algorithmicName finds ideographs, whose names have their number.
func algorithmicName(name string) (string, bool) {
	hex, ok := strings.CutPrefix(name, "CJK UNIFIED IDEOGRAPH-")
	if !ok || len(hex) < 4 || len(hex) > 5 {
		return "", false
	}
	v := rune(0)
	for i := range len(hex) {
		if !isHex(hex[i]) {
			return "", false
		}
		v = v<<4 | rune(digitValue(hex[i]))
	}
	if !strings.HasPrefix(runenames.Name(v), "<CJK Ideograph") {
		return "", false
	}
	return string(v), true
}

// bytes decodes a bytes literal.
func (d *decoder) bytes() ast.Bytes {
	s := d.text
	for i := 0; i < len(s); i++ {
		if s[i] >= 0x80 {
			d.fail("bytes can only contain ASCII literal characters")
		}
	}
	if d.raw || strings.IndexByte(s, '\\') < 0 {
		return ast.Bytes(s)
	}
	d.out = make([]byte, 0, len(s))
	for i := 0; i < len(s); {
		switch {
		case s[i] != '\\':
			d.out = append(d.out, s[i])
			i++
		case s[i+1] != 'x':
			i = d.simple(s, i, false)
		case i+3 < len(s) && isHex(s[i+2]) && isHex(s[i+3]):
			d.out = append(d.out, byte(digitValue(s[i+2])<<4|digitValue(s[i+3])))
			i += 4
		default:
			d.fail(fmt.Sprintf(`(value error) invalid \x escape at position %d`, i))
		}
	}
	return ast.Bytes(d.out)
}
