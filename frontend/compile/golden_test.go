package compile

import (
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/go-python/gopython/internal/bytecode"
)

var update = flag.Bool("update", false, "rewrite the golden files")

// TestGolden compares the code of testdata/*.py with testdata/*.txt.
func TestGolden(t *testing.T) {
	files, _ := filepath.Glob("testdata/*.py")
	for _, file := range files {
		src, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		code, _, err := compileText(string(src))
		if err != nil {
			t.Fatal(file, err)
		}
		if err := Verify(code); err != nil {
			t.Error(file, err)
		}
		var b strings.Builder
		bytecode.Disassemble(&b, code)
		golden := strings.TrimSuffix(file, ".py") + ".txt"
		if *update {
			if err := os.WriteFile(golden, []byte(b.String()), 0o644); err != nil {
				t.Fatal(err)
			}
		}
		want, err := os.ReadFile(golden)
		if err != nil {
			t.Fatal(err)
		}
		if string(want) != b.String() {
			t.Errorf("%s differs from %s:\n%s", file, golden, b.String())
		}
	}
}

// TestPrograms compiles and verifies the benchmark programs.
func TestPrograms(t *testing.T) {
	files, _ := filepath.Glob("../../bench/programs/*.py")
	for _, file := range files {
		src, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		code, _, err := compileText(string(src))
		if err == nil {
			err = Verify(code)
		}
		if err != nil {
			t.Error(file, err)
		}
	}
}
