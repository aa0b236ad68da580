package pyfmt

import "github.com/go-python/gopython/internal/pyunicode"

// AppendStrRepr appends repr(s) for a WTF-8 string.
func AppendStrRepr(dst []byte, s string) []byte { return appendRepr(dst, s, false) }

// AppendStrASCII appends ascii(s) for a WTF-8 string.
func AppendStrASCII(dst []byte, s string) []byte { return appendRepr(dst, s, true) }

func appendRepr(dst []byte, s string, ascii bool) []byte {
	single, double := false, false
	for i := 0; i < len(s); i++ {
		single = single || s[i] == '\''
		double = double || s[i] == '"'
	}
	quote := quoteFor(single, double)
	dst = append(dst, quote)
	for i := 0; i < len(s); {
		plain := i
		for i < len(s) && s[i] >= ' ' && s[i] < 0x7f && s[i] != quote && s[i] != '\\' {
			i++
		}
		dst = append(dst, s[plain:i]...)
		if i == len(s) {
			break
		}
		if c := s[i]; c < 0x80 {
			dst = appendASCIIRepr(dst, c, quote)
			i++
			continue
		}
		r, n := decodeWTF8(s[i:])
		if !ascii && pyunicode.IsPrintable(r) {
			dst = append(dst, s[i:i+n]...)
		} else {
			dst = appendEscape(dst, r)
		}
		i += n
	}
	return append(dst, quote)
}

// AppendRunesRepr appends repr of the string with these code points; ascii makes it ascii().
func AppendRunesRepr(dst []byte, s []rune, ascii bool) []byte {
	single, double := false, false
	for _, r := range s {
		single = single || r == '\''
		double = double || r == '"'
	}
	quote := quoteFor(single, double)
	dst = append(dst, quote)
	for _, r := range s {
		switch {
		case r < 0x80:
			dst = appendASCIIRepr(dst, byte(r), quote)
		case !ascii && pyunicode.IsPrintable(r):
			dst = appendWTF8(dst, r)
		default:
			dst = appendEscape(dst, r)
		}
	}
	return append(dst, quote)
}

// quoteFor prefers the single quote, unless only that would need escaping.
func quoteFor(single, double bool) byte {
	if single && !double {
		return '"'
	}
	return '\''
}

func appendASCIIRepr(dst []byte, c, quote byte) []byte {
	switch {
	case c == quote || c == '\\':
		return append(dst, '\\', c)
	case c >= ' ' && c < 0x7f:
		return append(dst, c)
	case c == '\n':
		return append(dst, '\\', 'n')
	case c == '\t':
		return append(dst, '\\', 't')
	case c == '\r':
		return append(dst, '\\', 'r')
	}
	return append(dst, '\\', 'x', hexDigits[c>>4], hexDigits[c&15])
}

// appendEscape writes \xhh, \uhhhh or \Uhhhhhhhh, the shortest that fits.
func appendEscape(dst []byte, r rune) []byte {
	kind, shift := byte('x'), 4
	switch {
	case r > 0xFFFF:
		kind, shift = 'U', 28
	case r > 0xFF:
		kind, shift = 'u', 12
	}
	dst = append(dst, '\\', kind)
	for ; shift >= 0; shift -= 4 {
		dst = append(dst, hexDigits[r>>shift&15])
	}
	return dst
}

// AppendBytesRepr appends repr(bytes(b)), such as b'a\x00'.
func AppendBytesRepr(dst, b []byte) []byte {
	single, double := false, false
	for _, c := range b {
		single = single || c == '\''
		double = double || c == '"'
	}
	quote := quoteFor(single, double)
	dst = append(dst, 'b', quote)
	for _, c := range b {
		dst = appendASCIIRepr(dst, c, quote)
	}
	return append(dst, quote)
}
