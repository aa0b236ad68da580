package main

import (
	"bytes"
	"fmt"
	"html"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"runtime"
	"strings"
	"testing"
)

// TestMain runs the command itself where a test asks for that.
func TestMain(m *testing.M) {
	if os.Getenv("GOPYTHON_TEST_MAIN") != "" {
		main()
		return
	}
	os.Exit(m.Run())
}

// command runs gopython and returns its exit code and output.
func command(t *testing.T, env []string, args ...string) (code int, stdout, stderr string) {
	t.Helper()
	cmd := exec.Command(os.Args[0], args...)
	cmd.Env = append(append(os.Environ(), "GOPYTHON_TEST_MAIN=1"), env...)
	var out, errs bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &errs
	if err := cmd.Run(); err != nil && cmd.ProcessState == nil {
		t.Fatal(err)
	}
	return cmd.ProcessState.ExitCode(), out.String(), errs.String()
}

func TestOptions(t *testing.T) {
	opt, err := parseArgs(strings.Fields("-X jit=force -Xjit-eval -X jit-noopt -X jit-verify -X jit-fail=3 -X jit-invalidate=4 -X jit-log -X jit-stats -X jit-dump=d -X jit-perf " +
		"-X maxmem=2m -X gc=stress:7 -X cpuprofile=p script a -b"))
	if err != nil {
		t.Fatal(err)
	}
	j := opt.cfg.JIT
	if j == nil || !j.Force || !j.Synchronous || !j.Evaluate || !j.NoOpt || !j.Verify || j.FailEvery != 3 || j.InvalidateEvery != 4 || j.Log == nil || !j.Stats ||
		j.DumpDir != "d" || j.DumpText != nil || !j.PerfMap || !opt.stats {
		t.Errorf("got %+v", j)
	}
	if opt.cfg.MaxMemory != 2<<20 || !opt.cfg.GCStress || opt.cfg.GCEvery != 7 || opt.profile != "p" || opt.script != "script" || len(opt.args) != 3 {
		t.Errorf("got %+v", opt)
	}
	if opt, err = parseArgs(strings.Fields("-X jit=on -X jit-dump -c pass")); err != nil || opt.cfg.JIT == nil || opt.cfg.JIT.Force || opt.cfg.JIT.DumpText == nil {
		t.Errorf("got %+v, %v", opt, err)
	}
	if opt, err = parseArgs(strings.Fields("-X jit=force -X jit=off -X unknown -c pass")); err != nil || opt.cfg.JIT != nil {
		t.Errorf("got %+v, %v", opt, err)
	}
	for _, args := range []string{"-X jit=maybe", "-X jit", "-X jit-fail=0", "-X jit-fail", "-X jit-invalidate=x", "-X gc=often", "-X maxmem=-1", "-X maxmem=k", "-X", "-c", "-q"} {
		if _, err := parseArgs(strings.Fields(args)); err == nil {
			t.Errorf("%s is accepted", args)
		}
	}
}

// TestUsage: -h mentions every -X option that is known.
func TestUsage(t *testing.T) {
	src, err := os.ReadFile("main.go")
	if err != nil {
		t.Fatal(err)
	}
	body := string(src[bytes.Index(src, []byte("func (opt *options) set")):])
	body = body[:strings.Index(body, "\n}\n")]
	for _, m := range regexp.MustCompile(`\n\tcase "([a-z-]+)"`).FindAllStringSubmatch(body, -1) {
		if !regexp.MustCompile(`(?m)^-X ` + m[1] + `\b`).MatchString(usage) {
			t.Errorf("-h does not mention -X %s", m[1])
		}
	}
}

const hot = `
def hot(n):
    total = 0
    for i in range(n):
        total += i * 3
        if i == 99998: # what was never run is left to the interpreter
            total = int(str(total))
    return total
print(hot(100000))
`

// native skips where there is no machine code.
func native(t *testing.T) {
	t.Helper()
	if _, _, errs := command(t, nil, "-X", "jit=on", "-X", "jit-log", "-c", "pass"); errs != "" {
		t.Skip(errs)
	}
}

func TestDump(t *testing.T) {
	native(t)
	dir := t.TempDir()
	script, pages := filepath.Join(dir, "prog.py"), filepath.Join(dir, "pages")
	if err := os.WriteFile(script, []byte(hot), 0o666); err != nil {
		t.Fatal(err)
	}
	if code, out, errs := command(t, nil, "-X", "jit=on", "-X", "jit-dump="+pages, script); code != 0 || out != "14999850000\n" || errs != "" {
		t.Fatalf("code %d, %q, %q", code, out, errs)
	}
	index, err := os.ReadFile(filepath.Join(pages, "index.html"))
	if err != nil {
		t.Fatal(err)
	}
	m := regexp.MustCompile(`href="([^"]*hot[^"]*)"`).FindSubmatch(index)
	if m == nil {
		t.Fatalf("no link to hot:\n%s", index)
	}
	page, err := os.ReadFile(filepath.Join(pages, string(m[1])))
	if err != nil {
		t.Fatal(err)
	}
	text := html.UnescapeString(string(page))
	for _, want := range []string{"total += i * 3", "FORITER", "hoist", "AddOv", "= Poll", "exit cold", "taken", "in use", "qword ptr [rbx"} {
		if !strings.Contains(text, want) {
			t.Errorf("%s lacks %q", m[1], want)
		}
	}
	if bytes.Contains(page, []byte("http")) {
		t.Error("the page refers to something outside")
	}
	code, _, errs := command(t, nil, "-X", "jit=on", "-X", "jit-dump", "-c", hot)
	if code != 0 || !strings.Contains(errs, ", built\n") || !strings.Contains(errs, ", optimised\n") || !strings.Contains(errs, "qword ptr [rbx") {
		t.Errorf("code %d, %q", code, errs)
	}
}

func TestStats(t *testing.T) {
	native(t)
	code, out, errs := command(t, nil, "-X", "jit=force", "-X", "jit-stats", "-c", hot)
	if code != 0 || out != "14999850000\n" || !strings.Contains(errs, "a bytecode") || !strings.Contains(errs, "p99") || !strings.Contains(errs, "exit cold") {
		t.Errorf("code %d, %q, %q", code, out, errs)
	}
}

func TestPerfMap(t *testing.T) {
	native(t)
	if runtime.GOOS != "linux" {
		t.Skip("for Linux perf")
	}
	before, _ := filepath.Glob("/tmp/perf-*.map")
	known := fmt.Sprint(before)
	code, _, errs := command(t, nil, "-X", "jit=force", "-X", "jit-perf", "-c", hot)
	if code != 0 || errs != "" {
		t.Fatalf("code %d, %q", code, errs)
	}
	after, _ := filepath.Glob("/tmp/perf-*.map")
	for _, name := range after {
		if strings.Contains(known, name) {
			continue
		}
		if b, err := os.ReadFile(name); err == nil && bytes.Contains(b, []byte(" py::hot:")) && bytes.Contains(b, []byte("[stubs]")) {
			os.Remove(name)
			return
		}
	}
	t.Error("no file names the function")
}

// TestDeniedMemory: where the system forbids executable memory, a program runs
// all the same.
func TestDeniedMemory(t *testing.T) {
	native(t)
	deny := []string{"GOPYTHON_CODEMEM=deny"}
	code, out, errs := command(t, deny, "-X", "jit=force", "-X", "jit-log", "-X", "jit-stats", "-c", hot)
	if code != 0 || out != "14999850000\n" || !strings.Contains(errs, "executable memory is denied") || strings.Count(errs, "jit: codemem") != 1 {
		t.Errorf("code %d, %q, %q", code, out, errs)
	}
	if code, out, errs := command(t, deny, "-X", "jit=force", "-c", hot); code != 0 || out != "14999850000\n" || errs != "" {
		t.Errorf("code %d, %q, %q", code, out, errs)
	}
}
