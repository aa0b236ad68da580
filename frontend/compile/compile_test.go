package compile

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/go-python/gopython/frontend/ast"
	"github.com/go-python/gopython/frontend/parser"
	"github.com/go-python/gopython/internal/bytecode"
)

func compileText(src string) (*bytecode.Code, []parser.Warning, error) {
	mod, _, err := parser.Parse([]byte(src), "test.py", parser.Exec)
	if err != nil {
		return nil, nil, err
	}
	return Compile(mod, "test.py", []byte(src), Options{})
}

// TestLarge compiles sources that are large in one way or another.
func TestLarge(t *testing.T) {
	repeat := strings.Repeat
	numbered := func(format string, n int) string {
		var b strings.Builder
		for i := range n {
			fmt.Fprintf(&b, format, i)
		}
		return b.String()
	}
	for name, src := range map[string]string{
		"list":     "x = [" + repeat("y, ", 1000) + "]",
		"tuple":    "x = (" + repeat("y, ", 1000) + ")",
		"set":      "x = {" + repeat("y, ", 1000) + "}",
		"dict":     "x = {" + repeat("y: z, ", 1000) + "}",
		"call":     "f(" + repeat("y, ", 1000) + ")",
		"keywords": "f(" + numbered("k%d=y, ", 1000) + ")",
		"fstring":  "x = f'" + repeat("{y}-", 1000) + "'",
		"jumps":    "def f(a, b):\n while a < b:\n  for i in a:\n   if i is b: continue\n   try:\n" + repeat("    f(a)\n", 20000) + "   except E: break\n  if a in b: return\n",
		"consts":   "def f(a):\n x = a\n" + numbered(" x += %d.5\n", 10000),
		"elif":     "if a: pass\n" + repeat("elif b: c\n", 5000),
		"binops":   "x = a" + repeat(" + b", 3000),
		"calls":    "x = a" + repeat("(b)", 500),
		"chain":    "x = a" + repeat(".b(c)", 2000),
		"compare":  "x = a" + repeat(" < b", 3000),
	} {
		code, _, err := compileText(src)
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if err := Verify(code); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// TestTooDeep checks that trees that are too deep are refused.
func TestTooDeep(t *testing.T) {
	var e ast.Expr = &ast.Name{ID: "x"}
	for range 200000 {
		e = &ast.Attribute{Value: e, Attr: "y"}
	}
	_, _, err := Compile(&ast.Expression{Body: e}, "test.py", nil, Options{})
	if !errors.Is(err, ErrTooDeep) {
		t.Error(err)
	}
}

// TestWarnings checks the SyntaxWarnings.
func TestWarnings(t *testing.T) {
	for src, want := range map[string]string{
		"x is 1":           `"is" with 'int' literal. Did you mean "=="?`,
		"'a' is not x":     `"is not" with 'str' literal. Did you mean "!="?`,
		"assert (x, 'no')": "assertion is always true, perhaps remove parentheses?",
		"1(2)":             "'int' object is not callable; perhaps you missed a comma?",
		"[1][a, b]":        "list indices must be integers or slices, not tuple; perhaps you missed a comma?",
		"None[0]":          "'NoneType' object is not subscriptable; perhaps you missed a comma?",
		"for x in y:\n try: pass\n finally: break": "'break' in a 'finally' block",
		"def f():\n try: pass\n finally: return":   "'return' in a 'finally' block",
		"try: pass\nfinally:\n for x in y: break":  "",
	} {
		_, warnings, err := compileText(src)
		if err != nil {
			t.Error(src, err)
			continue
		}
		got := ""
		if len(warnings) > 0 {
			got = warnings[0].Msg
		}
		if got != want || len(warnings) > 1 {
			t.Errorf("%s: got %v, want %q", src, warnings, want)
		}
	}
}
