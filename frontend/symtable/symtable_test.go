package symtable

import (
	"fmt"
	"strings"
	"testing"

	"github.com/go-python/gopython/frontend/parser"
)

// describe lists the scopes of a table with what their names mean.
func describe(s *Scope, indent string, b *strings.Builder) {
	fmt.Fprintf(b, "%s%s:", indent, s.Name)
	for _, name := range s.Order {
		w := [...]string{"?", "local", "global!", "global", "free", "cell"}[s.Symbols[name].Where]
		fmt.Fprintf(b, " %s=%s", name, w)
	}
	if f := s.FreeVars(); len(f) > 0 {
		fmt.Fprintf(b, " closure=%v", f)
	}
	b.WriteString("\n")
	for _, c := range s.Children {
		describe(c, indent+" ", b)
	}
}

func TestScopes(t *testing.T) {
	for src, want := range map[string]string{
		"x = 1\ndef f(a):\n global x\n x = a\n":                        "<module>: x=local f=local\n f: a=local x=global!\n",
		"def f(a):\n b = 1\n def g():\n  nonlocal b\n  return a\n":     "<module>: f=local\n f: a=cell b=cell g=local\n  g: b=free a=free closure=[a b]\n",
		"def f():\n x = 1\n return [x + y for y in z]\n":               "<module>: f=local\n f: x=local z=global\n  <listcomp>: y=local x=free closure=[x]\n",
		"def f():\n return [lambda: y for y in z]\n":                   "<module>: f=local\n f: z=global\n  <listcomp>: y=cell\n   <lambda>: y=free closure=[y]\n",
		"class C:\n x = 1\n def f(self): return super().x + x\n":       "<module>: C=local\n C: x=local f=local\n  f: self=local super=global __class__=free x=global closure=[__class__]\n",
		"def f():\n x = 1\n class C:\n  x = x\n  def g(s): return x\n": "<module>: f=local\n f: x=cell C=local\n  C: x=local g=local closure=[x]\n   g: s=local x=free closure=[x]\n",
		"class C:\n __a = 1\n def f(s): s = __a\n":                     "<module>: C=local\n C: _C__a=local f=local\n  f: s=local _C__a=global\n",
		"def f(y):\n return [x := a for a in y]\n":                     "<module>: f=local\n f: y=local x=local\n  <listcomp>: a=local x=free closure=[x]\n",
	} {
		mod, _, err := parser.Parse([]byte(src), "test.py", parser.Exec)
		if err != nil {
			t.Fatal(err)
		}
		table, err := Build(mod, false)
		if err != nil {
			t.Fatal(err)
		}
		var b strings.Builder
		describe(table.Top, "", &b)
		if b.String() != want {
			t.Errorf("%s\ngot\n%swant\n%s", src, b.String(), want)
		}
	}
}

func TestMangle(t *testing.T) {
	for _, c := range [][3]string{{"C", "__x", "_C__x"}, {"__C", "__x", "_C__x"}, {"C", "__x__", "__x__"},
		{"___", "__x", "__x"}, {"C", "_x", "_x"}, {"", "__x", "__x"}, {"C", "__a.b", "__a.b"}} {
		if got := Mangle(c[0], c[1]); got != c[2] {
			t.Errorf("%v: %s", c, got)
		}
	}
}
