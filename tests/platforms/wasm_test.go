package platforms

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/go-python/gopython/internal/difftest"
)

// TestWasm builds the command for js/wasm, where there is neither mmap nor a
// back end for native code, and runs programs under Node.js.
func TestWasm(t *testing.T) {
	node, err := exec.LookPath("node")
	if err != nil {
		t.Skip("Node.js is not installed")
	}
	goroot, err := exec.Command("go", "env", "GOROOT").Output()
	if err != nil {
		t.Fatal(err)
	}
	shim := filepath.Join(strings.TrimSpace(string(goroot)), "lib", "wasm", "wasm_exec_node.js")
	if _, err := os.Stat(shim); err != nil {
		t.Skip("this Go has no wasm_exec_node.js: ", err)
	}
	root, err := difftest.ModuleRoot()
	if err != nil {
		t.Fatal(err)
	}
	bin := filepath.Join(t.TempDir(), "gopython.wasm")
	build := exec.Command("go", "build", "-pgo=off", "-o", bin, "./cmd/gopython")
	build.Dir = root
	build.Env = append(os.Environ(), "GOOS=js", "GOARCH=wasm")
	if msg, err := build.CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, msg)
	}
	oracle := difftest.Python(t)
	for _, prog := range []string{"richards", "nqueens", "pidigits", "wordcount"} {
		src := filepath.Join(root, "bench", "programs", prog+".py")
		size := map[string]string{"richards": "2", "nqueens": "6", "pidigits": "100", "wordcount": "20"}[prog]
		want, err := exec.Command(oracle, src, size).Output()
		if err != nil {
			t.Fatal(err)
		}
		have, err := exec.Command(node, "--stack-size=8192", shim, bin, src, size).CombinedOutput()
		if err != nil || string(have) != string(want) {
			t.Errorf("%s: %v\n%s\nCPython: %s", prog, err, have, want)
		}
	}
}
