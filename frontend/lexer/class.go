package lexer

// The classes of bytes that Lexer.token tells apart.
const (
	cOperator = iota
	cSpace
	cIdent
	cDigit
	cQuote
	cNewline
	cOther
)

var class, identByte = func() (t [256]uint8, id [256]bool) {
	for i := range t {
		c := byte(i)
		switch {
		case c == ' ' || c == '\t' || c == '\f':
			t[i] = cSpace
		case c == '_' || c|0x20 >= 'a' && c|0x20 <= 'z' || c >= 0x80:
			t[i] = cIdent
		case c >= '0' && c <= '9':
			t[i] = cDigit
		case c == '"' || c == '\'':
			t[i] = cQuote
		case c == '\n':
			t[i] = cNewline
		case c < ' ' || c == 0x7f || c == '#' || c == '\\' || c == '$' || c == '?' || c == '`':
			t[i] = cOther
		}
		id[i] = t[i] == cIdent || t[i] == cDigit
	}
	return t, id
}()
