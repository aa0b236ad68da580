package pyunicode

import "unicode/utf8"

// NumberText prepares a str (WTF-8) for int(), float() and complex(): whitespace at both ends goes, digits of any
// script become ASCII, other whitespace becomes a space, and what else is not ASCII a question mark, which no
// number has. A plain ASCII text costs no allocation.
func NumberText(s string) string {
	ascii := true
	for i := 0; i < len(s); i++ {
		if s[i] >= utf8.RuneSelf {
			ascii = false
			break
		}
	}
	if !ascii {
		b := make([]byte, 0, len(s))
		for _, r := range s { // a surrogate shows as three replacement characters, which is as good
			switch d := DecimalValue(r); {
			case r < utf8.RuneSelf:
				b = append(b, byte(r))
			case d >= 0:
				b = append(b, byte('0'+d))
			case IsSpace(r):
				b = append(b, ' ')
			default:
				b = append(b, '?')
			}
		}
		s = string(b)
	}
	for s != "" && IsSpace(rune(s[0])) {
		s = s[1:]
	}
	for s != "" && IsSpace(rune(s[len(s)-1])) {
		s = s[:len(s)-1]
	}
	return s
}
