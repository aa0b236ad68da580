package lexer

import (
	"fmt"
	"strings"
	"testing"

	"github.com/go-python/gopython/frontend/token"
)

// tokens lists the tokens of src, each as its kind or text.
func tokens(t *testing.T, src string) string {
	t.Helper()
	text, lexErr := Decode([]byte(src))
	if lexErr != nil {
		return lexErr.Msg
	}
	l := New(text)
	var out []string
	for {
		var tok token.Token
		l.Next(&tok)
		switch k := tok.Kind; k {
		case token.EOF:
			return strings.Join(out, " ")
		case token.Error:
			e := l.Err()
			return fmt.Sprintf("%v %d:%d-%d %s", e.Kind, e.Line, e.Col, e.EndCol, e.Msg)
		case token.Newline:
			out = append(out, "NL")
		case token.Indent:
			out = append(out, "IN")
		case token.Dedent:
			out = append(out, "DE")
		default:
			out = append(out, fmt.Sprintf("%q", l.Source()[tok.Start:tok.End]))
		}
	}
}

func TestTokens(t *testing.T) {
	for _, c := range []struct{ src, want string }{
		{"", ""},
		{"a", `"a" NL`},
		{"# c\n\n  # d\na\n", `"a" NL`},
		{"if a:\n  b\n\n  c\nd", `"if" "a" ":" NL IN "b" NL "c" NL DE "d" NL`},
		{"if a:\n  if b:\n    c", `"if" "a" ":" NL IN "if" "b" ":" NL IN "c" NL DE DE`},
		{"(a,\n  # c\n b)\n", `"(" "a" "," "b" ")" NL`},
		{"a \\\n  b", `"a" "b" NL`},
		{"a<<=b>>c**d//=e!=f->g:=h...", `"a" "<<=" "b" ">>" "c" "**" "d" "//=" "e" "!=" "f" "->" "g" ":=" "h" "..." NL`},
		{"1_0 0x_f .5e-3j 1..a", `"1_0" "0x_f" ".5e-3j" "1." "." "a" NL`},
		{`f"a{b!r:>{c}}d"`, `"f\"" "a" "{" "b" "!" "r" ":" ">" "{" "c" "}" "" "}" "d" "\"" NL`},
		{`f"{{a}}\N{DIGIT ONE}"`, `"f\"" "{" "a}" "\\N{DIGIT ONE}" "\"" NL`},
		{`f'{f'{'a'}'}'`, `"f'" "{" "f'" "{" "'a'" "}" "'" "}" "'" NL`},
		{"rb'\\'' u\"\"\"a\nb\"\"\"", `"rb'\\''" "u\"\"\"a\nb\"\"\"" NL`},
		{"a\r\nb\rc", `"a" NL "b" NL "c" NL`},
		{"if a:\n\tb\n        c", "TabError 3:1-0 inconsistent use of tabs and spaces in indentation"},
		{"if a:\n  b\n c", "IndentationError 3:3--1 unindent does not match any outer indentation level"},
		{"é = 0o78", "SyntaxError 1:8-8 invalid digit '8' in octal literal"},
		{"x = ‘a’", "SyntaxError 1:5-5 invalid character '‘' (U+2018)"},
	} {
		if got := tokens(t, c.src); got != c.want {
			t.Errorf("%q:\n got %s\nwant %s", c.src, got, c.want)
		}
	}
}

func TestNormalize(t *testing.T) {
	for in, want := range map[string]string{"abc": "abc", "ﬁ": "fi", "𝐱": "x", "e\u0301": "é"} {
		if got := Normalize(in); got != want {
			t.Errorf("%q: got %q, want %q", in, got, want)
		}
	}
}
