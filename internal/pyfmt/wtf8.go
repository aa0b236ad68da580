package pyfmt

import "unicode/utf8"

// decodeWTF8 reads the first code point of s, which may be a surrogate. A byte that starts no code point
// counts as one, of the byte's value.
func decodeWTF8(s string) (rune, int) {
	if s == "" {
		return 0, 0
	}
	if s[0] < 0x80 {
		return rune(s[0]), 1
	}
	r, n := utf8.DecodeRuneInString(s)
	if r != utf8.RuneError || n > 1 {
		return r, n
	}
	if len(s) >= 3 && s[0] == 0xED && s[1]&0xE0 == 0xA0 && s[2]&0xC0 == 0x80 {
		return 0xD000 | rune(s[1]&0x3F)<<6 | rune(s[2]&0x3F), 3
	}
	return rune(s[0]), 1
}

// appendWTF8 appends a code point, surrogates included.
func appendWTF8(dst []byte, r rune) []byte {
	if r >= 0xD800 && r <= 0xDFFF {
		return append(dst, 0xED, 0x80|byte(r>>6)&0x3F, 0x80|byte(r)&0x3F)
	}
	return utf8.AppendRune(dst, r)
}

// countWTF8 is the number of code points of s.
func countWTF8(s string) int {
	n := 0
	for i := 0; i < len(s); i++ {
		if s[i]&0xC0 != 0x80 {
			n++
		}
	}
	return n
}

// truncate cuts s after n code points.
func truncate(s string, n int) string {
	if n >= len(s) {
		return s
	}
	for i := 0; i < len(s); i++ {
		if s[i]&0xC0 != 0x80 {
			if n == 0 {
				return s[:i]
			}
			n--
		}
	}
	return s
}
