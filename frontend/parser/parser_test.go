package parser

import (
	"bufio"
	"encoding/json"
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/go-python/gopython/frontend/ast"
)

// sample is a line of testdata/cpython314.jsonl: a source, and what CPython
// 3.14.6 makes of it.
type sample struct {
	Src  string
	Tree string
	Err  []any
	// Differs marks what is known to differ from CPython.
	Differs bool
}

func samples(t testing.TB) []sample {
	f, err := os.Open("testdata/cpython314.jsonl")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	var out []sample
	sc := bufio.NewScanner(f)
	sc.Buffer(nil, 1<<20)
	for sc.Scan() {
		var s sample
		if err := json.Unmarshal(sc.Bytes(), &s); err != nil {
			t.Fatal(err)
		}
		out = append(out, s)
	}
	return out
}

// result gives what Parse makes of a source the form it has in the samples.
func result(src string) (tree, errText string) {
	m, _, err := Parse([]byte(src), "<unknown>", Exec)
	if err != nil {
		e := err.(*SyntaxError)
		return "", fmt.Sprint([]any{e.Kind, e.Msg, e.Line, e.Col, e.EndLine, e.EndCol, e.Text})
	}
	return ast.Dump(m, true), ""
}

func TestAgainstCPython(t *testing.T) {
	for _, s := range samples(t) {
		want := ""
		if s.Err != nil {
			want = fmt.Sprint(s.Err)
		}
		tree, errText := result(s.Src)
		same := tree == s.Tree && errText == want
		if same == s.Differs {
			t.Errorf("%q (known to differ: %v)\n got %s%s\nwant %s%s", s.Src, s.Differs, tree, errText, s.Tree, want)
		}
	}
}

func TestModes(t *testing.T) {
	for _, c := range []struct {
		src  string
		mode Mode
		want string
	}{
		{"a", Eval, "Expression(body=Name(id='a', ctx=Load()))"},
		{"a, b\n\n", Eval, "Expression(body=Tuple(elts=[Name(id='a', ctx=Load()), Name(id='b', ctx=Load())], ctx=Load()))"},
		{"a = 1", Eval, "invalid syntax (x, line 1)"},
		{"a; b", Single, "Interactive(body=[Expr(value=Name(id='a', ctx=Load())), Expr(value=Name(id='b', ctx=Load()))])"},
		{"if a: pass\n", Single, "Interactive(body=[If(test=Name(id='a', ctx=Load()), body=[Pass()])])"},
		{"if a:\n  pass\n\n", Single, "Interactive(body=[If(test=Name(id='a', ctx=Load()), body=[Pass()])])"},
		{"a\nb\n", Single, "multiple statements found while compiling a single statement (x, line 2)"},
	} {
		m, _, err := Parse([]byte(c.src), "x", c.mode)
		got := ""
		if err != nil {
			got = err.Error()
		} else {
			got = ast.Dump(m, false)
		}
		if got != c.want {
			t.Errorf("%q: got %s, want %s", c.src, got, c.want)
		}
	}
}

func TestWarnings(t *testing.T) {
	const rest = ` Such sequences will not work in the future. Did you mean "\\%s"? A raw string is also an option.`
	for _, c := range []struct {
		src, want string
		line      int
	}{
		{`'\q \8'`, `"\q" is an invalid escape sequence.` + strings.Replace(rest, "%s", "q", 1), 1},
		{"'''\n\\é'''", `"\é" is an invalid escape sequence.` + strings.Replace(rest, "%s", "é", 1), 2},
		{`b'\777'`, `"\777" is an invalid octal escape sequence.` + strings.Replace(rest, "%s", "777", 1), 1},
		{`f'\{a}'`, `"\{" is an invalid escape sequence.` + strings.Replace(rest, "%s", "{", 1), 1},
		{"a = 1if b else c", "invalid decimal literal", 1},
	} {
		_, w, err := Parse([]byte(c.src), "x", Exec)
		if err != nil || len(w) != 1 || w[0].Msg != c.want || w[0].Line != c.line {
			t.Errorf("%q: %v %v", c.src, w, err)
		}
	}
}

func TestStringValues(t *testing.T) {
	for _, c := range []struct {
		src  string
		want any
	}{
		{`'\ud800'`, "\xed\xa0\x80"},
		{`'\ud83d\ude00'`, "\xed\xa0\xbd\xed\xb8\x80"},
		{`'\U0001f600\x41\101\n\
b'`, "😀AA\nb"},
		{`'\N{DIGIT ONE}\N{cjk unified ideograph-4e00}'`, "1一"},
		{`b'\xff\0a'`, ast.Bytes("\xff\x00a")},
		{`rb'\x'`, ast.Bytes(`\x`)},
		{"0xffff_ffff_ffff", int64(0xffffffffffff)},
		{"1_0j", ast.Imag(10)},
	} {
		m, _, err := Parse([]byte(c.src), "x", Eval)
		if err != nil {
			t.Errorf("%s: %v", c.src, err)
			continue
		}
		if got := m.(*ast.Expression).Body.(*ast.Constant).Value; got != c.want {
			t.Errorf("%s: got %q, want %q", c.src, got, c.want)
		}
	}
}

func TestEncodings(t *testing.T) {
	for _, c := range []struct{ src, want string }{
		{"\xef\xbb\xbfa = 'é'", ""},
		{"# -*- coding: latin-1 -*-\na = '\xe9'", ""},
		{"#!x\n# vim: set fileencoding=iso-8859-15-not :\na", "unknown encoding: iso-8859-15-not"},
		{"# coding: ascii\n'\xe9'", "'ascii' codec can't decode byte 0xe9 in position 17: ordinal not in range(128)"},
		{"a='\xff'", `Non-UTF-8 code starting with '\xff' on line 1, but no encoding declared; ` +
			"see https://peps.python.org/pep-0263/ for details (x, line 1)"},
		{"# coding: utf-8\na='\xff'", "(unicode error) 'utf-8' codec can't decode byte 0xff in position 3: invalid start byte (x, line 2)"},
		{"a\x00", "source code cannot contain null bytes"},
	} {
		_, _, err := Parse([]byte(c.src), "x", Exec)
		got := ""
		if err != nil {
			got = err.Error()
		}
		if got != c.want {
			t.Errorf("%q: got %s, want %s", c.src, got, c.want)
		}
	}
}
