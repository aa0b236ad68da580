package lexer

import (
	"fmt"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"github.com/go-python/gopython/frontend/token"
)

// identifier reads a name, a keyword, or a string with a prefix.
func (l *Lexer) identifier(t *token.Token) {
	src, start := l.src, l.pos
	var p prefix
	i := start
	for p.add(src[i]) {
		i++
		if c := src[i]; c == '"' || c == '\'' {
			l.pos = i
			l.str(t, start, p)
			return
		}
	}
	var high byte
	for identByte[src[i]] {
		high |= src[i]
		i++
	}
	if high >= 0x80 && !l.checkIdentifier(t, start, i) {
		return
	}
	l.pos = i
	k := token.Name
	if high < 0x80 {
		k = token.Lookup(src[start:i])
	}
	l.set(t, k, start)
}

// checkIdentifier finds characters that no identifier may have.
func (l *Lexer) checkIdentifier(t *token.Token, start, end int) bool {
	text := l.src[start:end]
	for i := 0; i < len(text); {
		r, n := utf8.DecodeRune(text[i:])
		if i == 0 && !IsIDStart(r) || i > 0 && !IsIDContinue(r) {
			l.pos = start + i + n
			if printable(r) {
				l.fail(t, fmt.Sprintf("invalid character '%c' (U+%04X)", r, r))
			} else {
				l.fail(t, fmt.Sprintf("invalid non-printable character U+%04X", r))
			}
			return false
		}
		i += n
	}
	return true
}

// Normalize gives an identifier the form in which Python compares it, NFKC.
func Normalize(ident string) string {
	for i := 0; i < len(ident); i++ {
		if ident[i] >= 0x80 {
			return norm.NFKC.String(ident)
		}
	}
	return ident
}

// Python takes XID_Start and XID_Continue, which are ID_Start and ID_Continue
// without pattern syntax and characters whose NFKC form would be no identifier.
var (
	notXIDStart = map[rune]bool{0x37a: true, 0xe33: true, 0xeb3: true, 0xff9e: true, 0xff9f: true}
	notXID      = &unicode.RangeTable{R16: []unicode.Range16{
		{Lo: 0x037a, Hi: 0x037a, Stride: 1}, {Lo: 0x2e2f, Hi: 0x2e2f, Stride: 1}, {Lo: 0x309b, Hi: 0x309c, Stride: 1},
		{Lo: 0xfc5e, Hi: 0xfc63, Stride: 1}, {Lo: 0xfdfa, Hi: 0xfdfb, Stride: 1},
		{Lo: 0xfe70, Hi: 0xfe74, Stride: 2}, {Lo: 0xfe76, Hi: 0xfe7e, Stride: 2},
	}}
)

// IsIDStart reports whether an identifier may start with r.
func IsIDStart(r rune) bool {
	if r < 0x80 {
		return r != 0 && class[r] == cIdent
	}
	return (unicode.IsLetter(r) || unicode.In(r, unicode.Nl, unicode.Other_ID_Start)) &&
		!notXIDStart[r] && !unicode.Is(notXID, r)
}

// IsIDContinue reports whether an identifier may have r after its start.
func IsIDContinue(r rune) bool {
	if r < 0x80 {
		return identByte[r]
	}
	// Unicode 16 has added four that Go's tables may not have yet.
	if r == 0x200c || r == 0x200d || r == 0x30fb || r == 0xff65 {
		return true
	}
	return (unicode.IsLetter(r) ||
		unicode.In(r, unicode.Nl, unicode.Other_ID_Start, unicode.Mn, unicode.Mc, unicode.Nd, unicode.Pc,
			unicode.Other_ID_Continue)) &&
		!unicode.Is(notXID, r)
}

func isPrint(r rune) bool {
	return unicode.In(r, unicode.L, unicode.M, unicode.N, unicode.P, unicode.S)
}
