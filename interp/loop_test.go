package interp

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"runtime"
	"strings"
	"testing"
)

// TestGenerated makes loop_gen.go anew and compares.
func TestGenerated(t *testing.T) {
	out := filepath.Join(t.TempDir(), "loop_gen.go")
	if msg, err := exec.Command("go", "run", "./_gen", "-o", out).CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, msg)
	}
	want, err := os.ReadFile(out)
	if err != nil {
		t.Fatal(err)
	}
	have, err := os.ReadFile("loop_gen.go")
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(have, want) {
		t.Error("loop_gen.go is not what its generator writes: run make generate")
	}
}

// TestDispatchCode reads the machine code of the dispatch loop: it has one jump
// table, spills nothing on the way to it, and checks no bounds.
func TestDispatchCode(t *testing.T) {
	if runtime.GOARCH != "amd64" || raceEnabled {
		t.Skip("the patterns are those of amd64 code without the race detector")
	}
	lines := objdump(t, "interp.dispatch$")
	if len(lines) < 1000 {
		t.Fatalf("only %d lines of object code", len(lines))
	}
	var tables []int
	for i, l := range lines {
		if tableJump.MatchString(l) {
			tables = append(tables, i)
		}
		if strings.Contains(l, "panicIndex") || strings.Contains(l, "panicBounds") || strings.Contains(l, "panicSlice") {
			t.Errorf("a bounds check: %s", l)
		}
	}
	if len(tables) != 1 {
		t.Fatalf("%d jump tables, want 1", len(tables))
	}
	for _, l := range dispatchHeader(lines, tables[0]) {
		if spill.MatchString(l) {
			t.Errorf("a spill at every dispatch: %s", l)
		}
	}
}

var (
	tableJump = regexp.MustCompile(`JMP 0\(\w+\)\(\w+\*8\)`)
	spill     = regexp.MustCompile(`MOVQ \w+, (0x[0-9a-f]+)?\(SP\)`)
	jump      = regexp.MustCompile(`\t(J\w+|RET|CALL) `)
)

// dispatchHeader returns the straight-line code that ends in the table jump.
func dispatchHeader(lines []string, table int) []string {
	first := table
	for first > 0 && !jump.MatchString(lines[first-1]) {
		first--
	}
	return lines[first : table+1]
}

func objdump(t *testing.T, symbol string) []string {
	// A test binary has no symbols: build the command.
	exe := filepath.Join(t.TempDir(), "gopython")
	if msg, err := exec.Command("go", "build", "-o", exe, "../cmd/gopython").CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, msg)
	}
	out, err := exec.Command("go", "tool", "objdump", "-s", symbol, exe).CombinedOutput()
	if err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	return strings.Split(string(out), "\n")
}
