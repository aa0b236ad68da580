package lexer

import (
	"bytes"
	"fmt"
	"regexp"
	"strings"
	"sync"
	"unicode/utf8"
)

// MaxSource is the largest source, in bytes, that positions can describe.
const MaxSource = 1<<31 - 16

var bom = []byte("\xef\xbb\xbf")

// Decode makes the text for New from a source file: UTF-8, newlines only,
// ending in one, with a NUL behind it. A coding cookie may name UTF-8,
// Latin-1 or ASCII.
func Decode(src []byte) ([]byte, *Error) {
	if len(src) > MaxSource/2 {
		return nil, &Error{Kind: MemoryError, Msg: "source is too large", Line: 1, EndLine: 1}
	}
	if bytes.IndexByte(src, 0) >= 0 {
		return nil, &Error{Msg: "source code cannot contain null bytes"}
	}
	utf8BOM := bytes.HasPrefix(src, bom)
	if utf8BOM {
		src = src[len(bom):]
	}
	text := newlines(src)
	switch name := cookie(text); encodingName(name) {
	case "utf-8":
		if err := checkUTF8(text, name != ""); err != nil {
			return nil, err
		}
	case "iso-8859-1":
		if utf8BOM {
			return nil, bomError(name)
		}
		text = latin1(text)
	case "ascii":
		if utf8BOM {
			return nil, bomError(name)
		}
		if i := bytes.IndexFunc(text, func(r rune) bool { return r >= 0x80 }); i >= 0 {
			return nil, &Error{Msg: fmt.Sprintf(
				"'ascii' codec can't decode byte 0x%02x in position %d: ordinal not in range(128)",
				text[i], i), Line: 0, Col: -1}
		}
	default:
		return nil, &Error{Msg: "unknown encoding: " + name, Line: 0, Col: -1}
	}
	return text, nil
}

func bomError(name string) *Error {
	return &Error{Msg: fmt.Sprintf("encoding problem: %s with BOM", name), Line: 0, Col: -1}
}

// newlines copies src with \r\n and \r turned into \n, and a newline and a
// NUL added.
func newlines(src []byte) []byte {
	out := make([]byte, 0, len(src)+2)
	for {
		i := bytes.IndexByte(src, '\r')
		if i < 0 {
			break
		}
		out = append(out, src[:i]...)
		out = append(out, '\n')
		src = src[i+1:]
		if len(src) > 0 && src[0] == '\n' {
			src = src[1:]
		}
	}
	out = append(out, src...)
	if len(out) == 0 || out[len(out)-1] != '\n' {
		out = append(out, '\n')
	}
	return append(out, 0)
}

var cookiePattern = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`^[ \t\f]*#.*?coding[:=][ \t]*([-\w.]+)`)
})

// cookie returns the encoding that a comment in the first two lines names.
func cookie(text []byte) string {
	for range 2 {
		i := bytes.IndexByte(text, '\n')
		if i < 0 {
			return ""
		}
		line := text[:i]
		text = text[i+1:]
		if bytes.Contains(line, []byte("coding")) {
			if m := cookiePattern().FindSubmatch(line); m != nil {
				return string(m[1])
			}
		}
		if s := bytes.TrimLeft(line, " \t\f"); len(s) > 0 && s[0] != '#' {
			return ""
		}
	}
	return ""
}

// encodingName returns the name by which Decode knows an encoding.
func encodingName(name string) string {
	n := strings.ReplaceAll(strings.ToLower(name), "_", "-")
	switch {
	case n == "" || n == "utf-8" || n == "utf8" || n == "u8" || n == "cp65001" || n == "utf-8-sig" ||
		strings.HasPrefix(n, "utf-8-"):
		return "utf-8"
	case n == "latin-1" || n == "iso-8859-1" || n == "iso-latin-1" || n == "latin1" || n == "iso8859-1" ||
		n == "l1" || n == "8859" || n == "cp819" || strings.HasPrefix(n, "latin-1-") ||
		strings.HasPrefix(n, "iso-8859-1-") || strings.HasPrefix(n, "iso-latin-1-"):
		return "iso-8859-1"
	case n == "ascii" || n == "us-ascii" || n == "646":
		return "ascii"
	}
	return name
}

func latin1(text []byte) []byte {
	out := make([]byte, 0, len(text)+len(text)/8)
	for _, c := range text {
		out = utf8.AppendRune(out, rune(c))
	}
	return out
}

// checkUTF8 finds invalid UTF-8. The message differs when a cookie has
// declared the text to be UTF-8.
func checkUTF8(text []byte, declared bool) *Error {
	if utf8.Valid(text) {
		return nil
	}
	i, line, start := 0, 1, 0
	for i < len(text) {
		r, n := utf8.DecodeRune(text[i:])
		if r == utf8.RuneError && n == 1 {
			break
		}
		if r == '\n' {
			line++
			start = i + 1
		}
		i += n
	}
	end := i + bytes.IndexByte(text[i:], '\n')
	e := &Error{Line: line, EndLine: line, Text: strings.ToValidUTF8(string(text[start:end]), "\ufffd")}
	e.Col = utf8.RuneCount(text[start:i]) + 1
	e.EndCol = e.Col
	if declared {
		e.Msg = "(unicode error) 'utf-8' codec can't decode " + describeBadUTF8(text[start:], i-start)
		return e
	}
	e.Msg = fmt.Sprintf("Non-UTF-8 code starting with '\\x%02x' on line %d, but no encoding declared; "+
		"see https://peps.python.org/pep-0263/ for details", text[i], line)
	return e
}

// describeBadUTF8 words the reason as Python's UTF-8 codec does.
func describeBadUTF8(b []byte, i int) string {
	c := b[i]
	need := 0
	switch {
	case c >= 0xc2 && c <= 0xdf:
		need = 1
	case c >= 0xe0 && c <= 0xef:
		need = 2
	case c >= 0xf0 && c <= 0xf4:
		need = 3
	default:
		return fmt.Sprintf("byte 0x%02x in position %d: invalid start byte", c, i)
	}
	have := 1
	for have <= need && i+have < len(b) && validContinuation(c, have, b[i+have]) {
		have++
	}
	if have == 1 {
		return fmt.Sprintf("byte 0x%02x in position %d: invalid continuation byte", c, i)
	}
	return fmt.Sprintf("bytes in position %d-%d: invalid continuation byte", i, i+have-1)
}

// validContinuation reports whether c can be the n-th byte after lead.
func validContinuation(lead byte, n int, c byte) bool {
	lo, hi := byte(0x80), byte(0xbf)
	if n == 1 {
		switch lead {
		case 0xe0:
			lo = 0xa0
		case 0xed:
			hi = 0x9f
		case 0xf0:
			lo = 0x90
		case 0xf4:
			hi = 0x8f
		}
	}
	return c >= lo && c <= hi
}
