package py

import (
	"bytes"
	"strings"
	"testing"
	"time"
)

func run(t *testing.T, cfg Config, src string) (code int, stdout, stderr string) {
	t.Helper()
	var out, errs bytes.Buffer
	cfg.Stdout, cfg.Stderr = &out, &errs
	vm, err := New(cfg)
	if err != nil {
		t.Fatal(err)
	}
	defer func() {
		if err := vm.Close(); err != nil {
			t.Error(err)
		}
	}()
	code = vm.RunMain([]byte(src), "<string>")
	return code, out.String(), errs.String()
}

func TestRunMain(t *testing.T) {
	code, out, errs := run(t, Config{Args: []string{"x", "y"}}, "import sys\nprint(sys.argv, 6*7)\nsys.exit(4)\n")
	if code != 4 || out != "['x', 'y'] 42\n" || errs != "" {
		t.Errorf("code %d, stdout %q, stderr %q", code, out, errs)
	}
	code, _, errs = run(t, Config{}, "1/0\n")
	if code != 1 || !strings.HasSuffix(errs, "ZeroDivisionError: division by zero\n") {
		t.Errorf("code %d, stderr %q", code, errs)
	}
}

// TestNothingGranted: the zero Config gives no files.
func TestNothingGranted(t *testing.T) {
	for _, src := range []string{"open('vm_test.go')", "import vm_test_module"} {
		if code, _, errs := run(t, Config{Path: []string{"."}}, src+"\n"); code != 1 || !strings.Contains(errs, "Error") {
			t.Errorf("%s: code %d, %q", src, code, errs)
		}
	}
}

func TestMemoryCap(t *testing.T) {
	const src = `
a = []
try:
    while True:
        a.append('x' * 100000)
except MemoryError:
    del a
    print('caught')
b = [i for i in range(100000)]
print(len(b))
`
	if code, out, errs := run(t, Config{MaxMemory: 32 << 20}, src); code != 0 || out != "caught\n100000\n" {
		t.Errorf("code %d, stdout %q, stderr %q", code, out, errs)
	}
}

func TestInterrupt(t *testing.T) {
	var out, errs bytes.Buffer
	vm, err := New(Config{Stdout: &out, Stderr: &errs})
	if err != nil {
		t.Fatal(err)
	}
	defer vm.Close()
	done := make(chan int)
	go func() { done <- vm.RunMain([]byte("while True: pass\n"), "<string>") }()
	tick := time.NewTicker(10 * time.Millisecond)
	defer tick.Stop()
	for deadline := time.After(30 * time.Second); ; {
		select {
		case code := <-done:
			if code != 130 || !strings.HasSuffix(errs.String(), "KeyboardInterrupt\n") {
				t.Errorf("code %d, stderr %q", code, errs.String())
			}
			return
		case <-tick.C:
			vm.Interrupt()
		case <-deadline:
			t.Fatal("the program was not interrupted")
		}
	}
}

// TestIsolates runs two virtual machines at the same time.
func TestIsolates(t *testing.T) {
	results := make(chan string)
	for i := range 2 {
		go func() {
			var out bytes.Buffer
			vm, err := New(Config{Stdout: &out, Args: []string{string(rune('a' + i))}})
			if err != nil {
				results <- err.Error()
				return
			}
			defer vm.Close()
			vm.RunMain([]byte("import sys\nd = {}\nfor i in range(50000): d[str(i)] = [i]\nprint(len(d), sys.argv[0])\n"), "<string>")
			results <- out.String()
		}()
	}
	got := []string{<-results, <-results}
	if a, b := "50000 a\n", "50000 b\n"; (got[0] != a || got[1] != b) && (got[0] != b || got[1] != a) {
		t.Errorf("got %q", got)
	}
}
