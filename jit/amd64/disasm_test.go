package amd64

import (
	"strings"
	"testing"

	"github.com/go-python/gopython/ir"
)

// TestDisassemble: everything that is emitted can be read, nodes included.
func TestDisassemble(t *testing.T) {
	f, err := ir.Parse(`
func f ext 64
b1:
  v1 = LoadReg 0
  v2 = CheckInt v1 @s1
  v3 = And v2, 63
  v4 = Shl v2, v3
  v5 = Shr v4, v2
  v6 = BoxInt v5 @s1
  return v6
s1: {r0=v1}
`)
	if err != nil {
		t.Fatal(err)
	}
	code, err := Compile(f, &Config{})
	if err != nil {
		t.Fatal(err)
	}
	text := DisassembleFunc(code, 0x10000, f)
	for _, want := range []string{"v2:i64 = CheckInt v1", "\n     0  ", "jnz 0x100", "ret", "b1 end"} {
		if !strings.Contains(text, want) {
			t.Errorf("no %q in\n%s", want, text)
		}
	}
	if strings.Contains(text, ".byte") {
		t.Error(text)
	}
	if text := Disassemble(code, 0); !strings.Contains(text, "b1 v2") {
		t.Error(text)
	}
}
