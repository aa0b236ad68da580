package compile

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/go-python/gopython/frontend/parser"
	"github.com/go-python/gopython/internal/bytecode"
)

// TestAssigned compares bytecode.Code.Assigned with what the verifier finds,
// for every instruction of every function of the test programs.
func TestAssigned(t *testing.T) {
	files, err := filepath.Glob("../../tests/programs/*/*.py")
	if err != nil || len(files) == 0 {
		t.Fatal("no programs", err)
	}
	for _, name := range files {
		src, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		mod, _, err := parser.Parse(src, name, parser.Exec)
		if err != nil {
			continue // of the programs about syntax errors
		}
		code, _, err := Compile(mod, name, src, Options{})
		if err != nil {
			continue
		}
		checkAssigned(t, code)
	}
}

func checkAssigned(t *testing.T, c *bytecode.Code) {
	for _, k := range c.Consts {
		if inner, ok := k.(*bytecode.Code); ok {
			checkAssigned(t, inner)
		}
	}
	if c.Flags&bytecode.FlagOptimized == 0 || len(c.Instrs) > 1000 {
		return
	}
	v := &verifier{c: c}
	if err := v.run(); err != nil {
		t.Error(err)
		return
	}
	for i, s := range v.states {
		if s == nil || c.Pos[i].Line == 0 && i < 4 { // of the prologue, which counts as done
			continue
		}
		for r, got := range c.Assigned(i) {
			if want := v.has(s, 2*r); got && !want {
				t.Errorf("%s (%s:%d): %s is not assigned at word %d", c.Qualname, c.Filename, c.FirstLine, c.VarNames[r], i)
			} else if want && !got {
				t.Errorf("%s (%s:%d): %s is assigned at word %d", c.Qualname, c.Filename, c.FirstLine, c.VarNames[r], i)
			}
		}
	}
}
