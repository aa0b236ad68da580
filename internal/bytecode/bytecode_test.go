package bytecode

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
)

// TestGenerated makes ops_gen.go anew and compares.
func TestGenerated(t *testing.T) {
	out := filepath.Join(t.TempDir(), "ops_gen.go")
	if msg, err := exec.Command("go", "run", "./_gen", "-o", out).CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, msg)
	}
	want, err := os.ReadFile(out)
	if err != nil {
		t.Fatal(err)
	}
	have, err := os.ReadFile("ops_gen.go")
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(have, want) {
		t.Error("ops_gen.go is not what ops.txt says: run make generate")
	}
}

func TestInstrFields(t *testing.T) {
	i := Make(ADD, 3, 0x1234, 0x5678, 0x9abc)
	if i.Op() != ADD || i.X() != 3 || i.A() != 0x1234 || i.B() != 0x5678 || i.C() != 0x9abc {
		t.Errorf("fields of %#x", uint64(i))
	}
	if w := MakeWide(JMP, 0, 0, 0xfffffffe); int32(w.BC()) != -2 {
		t.Errorf("wide operand of %#x", uint64(w))
	}
}

func TestOpcodeTable(t *testing.T) {
	for op, info := range Infos {
		if info.Name == "" || info.Words < 1 || info.Words > 4 {
			t.Errorf("opcode %d: %+v", op, info)
		}
		wide := info.B == 'J' || info.B == 'K'
		if wide != (info.C == 'J' || info.C == 'K') {
			t.Errorf("%s: a wide operand takes both b and c", info.Name)
		}
	}
}
