package parser

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/go-python/gopython/frontend/ast"
)

const tooComplex = "Parser stack overflowed - Python source too complex to parse"

// TestLimits feeds sources that are deep, long or badly wrong: each must give
// a tree or an error soon.
func TestLimits(t *testing.T) {
	r := strings.Repeat
	for _, c := range []struct{ name, src, want string }{
		{"minus", r("-", 100000) + "1", tooComplex},
		{"not", r("not ", 100000) + "1", tooComplex},
		{"lambda", r("lambda:", 100000) + "1", tooComplex},
		{"conditional", r("a if b else ", 100000) + "c", tooComplex},
		{"power", "2" + r("**2", 100000), tooComplex},
		{"elif", "if a: b\n" + r("elif a: b\n", 100000), ""},
		{"5000 minus", r("-", 5000) + "1", ""},
		{"attributes", "a" + r(".b", 300000), ""},
		{"sum", "a" + r("+b", 300000), ""},
		{"calls", "a" + r("()", 300000), ""},
		{"brackets", r("(", 201), "too many nested parentheses (x, line 1)"},
		{"f-strings", r("f'{", 200), "too many nested f-strings or t-strings (x, line 1)"},
		{"digits", r("7", 1000000), "Exceeds the limit (4300 digits)"},
		{"hex", "0x" + r("f", 10000000), ""},
		{"string", "'" + r("a", 10000000) + "'", ""},
		{"list", "[" + r("1,", 500000) + "]", ""},
		{"bad list", "[" + r("1,", 300000) + "a b]", "invalid syntax. Perhaps you forgot a comma? (x, line 1)"},
		{"bad for", r("[a for (", 90) + "$", "invalid syntax (x, line 1)"},
		{"bad lambda", r("lambda a=(", 190) + "$", "invalid syntax (x, line 1)"},
		{"bad print", r("print not ", 2000) + "$", "Missing parentheses in call to 'print'. Did you mean print(...)? (x, line 1)"},
		{"bad dict", r("{1: 2, 3: [{", 60) + "$", "invalid syntax (x, line 1)"},
		{"bad f-string", r(`f'{a:{`, 70) + "$", "f-string: expecting a valid expression after '{' (x, line 1)"},
		{"bad except", "try:\n a\n" + r("except A as (b):\n c\n", 1000), "cannot use except statement with name (x, line 3)"},
	} {
		start := time.Now()
		m, _, err := Parse([]byte(c.src), "x", Exec)
		if d := time.Since(start); d > 5*time.Second {
			t.Errorf("%s took %v", c.name, d)
		}
		switch {
		case err == nil && c.want != "" || err != nil && !strings.HasPrefix(err.Error(), c.want) || err != nil && c.want == "":
			t.Errorf("%s: got %.200v, want %s", c.name, err, c.want)
		case err == nil && len(c.src) < 1000000:
			ast.Dump(m, false)
		}
	}
}

// FuzzParse looks for panics and endless loops. Sources that parse must also
// dump.
func FuzzParse(f *testing.F) {
	for _, s := range samples(f) {
		f.Add([]byte(s.Src), uint8(0))
	}
	f.Fuzz(func(t *testing.T, src []byte, mode uint8) {
		slow := time.AfterFunc(5*time.Second, func() { panic(fmt.Sprintf("%q takes too long", src)) })
		m, _, err := Parse(src, "x", Mode(mode%3))
		slow.Stop()
		if err == nil {
			ast.Dump(m, true)
		} else if _, ok := err.(*SyntaxError); !ok {
			t.Fatalf("error of type %T", err)
		}
	})
}
