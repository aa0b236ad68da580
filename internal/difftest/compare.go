package difftest

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// Compare runs programs under gopython and under CPython, and fails t for each
// that differs. A path is a .py file or a folder with a main.py.
func Compare(t *testing.T, paths ...string) {
	t.Helper()
	CompareWith(t, Options{}, paths...)
}

// CompareWith is [Compare] with options. The Flags go to gopython only.
func CompareWith(t *testing.T, opts Options, paths ...string) {
	t.Helper()
	subject, err := Gopython()
	if err != nil {
		t.Fatal(err)
	}
	for _, path := range paths {
		p, err := LoadProgram(path)
		if err != nil {
			t.Error(err)
			continue
		}
		diff, err := p.Diff(subject, opts)
		if err != nil {
			t.Error(err)
		} else if diff != "" {
			t.Errorf("%s differs from CPython %s:\n%s", path, OracleVersion, diff)
		}
	}
}

// Diff runs the program under subject and under CPython. It returns "" if they
// agree, else a readable account of the differences.
func (p *Program) Diff(subject Interp, opts Options) (string, error) {
	want, err := p.Expected(opts)
	if err != nil {
		return "", err
	}
	if p.Exit >= 0 && want.ExitCode != p.Exit {
		return "", fmt.Errorf("%s: CPython exits with %d, the program says exit=%d\n%s",
			p.Path, want.ExitCode, p.Exit, want.Stderr)
	}
	got, err := p.Run(subject, opts)
	if err != nil {
		return "", err
	}
	return p.differences(want, got), nil
}

// Run runs the program under an interpreter in a scratch copy of its files, and
// returns the result with the scratch folder's path normalised to $DIR.
func (p *Program) Run(interp Interp, opts Options) (Result, error) {
	files, err := p.files()
	if err != nil {
		return Result{}, err
	}
	dir, err := os.MkdirTemp("", "difftest-")
	if err != nil {
		return Result{}, err
	}
	defer os.RemoveAll(dir)
	if err := writeFiles(dir, files); err != nil {
		return Result{}, err
	}
	opts.Dir = dir
	res, err := Run(interp, p.Script, p.Args, opts)
	if err != nil {
		return res, err
	}
	paths := []string{dir}
	// An interpreter may name the folder by its real path (/tmp is a link on macOS).
	if real, err := filepath.EvalSymlinks(dir); err == nil && real != dir {
		paths = []string{real, dir}
	}
	for _, path := range paths {
		res.Stdout = strings.ReplaceAll(res.Stdout, path, "$DIR")
		res.Stderr = strings.ReplaceAll(res.Stderr, path, "$DIR")
	}
	return res, nil
}

// differences compares two results of the program.
func (p *Program) differences(want, got Result) string {
	var b strings.Builder
	switch {
	case got.TimedOut:
		fmt.Fprintf(&b, "timed out after %v\n", got.Duration.Round(1e6))
	case got.Truncated:
		b.WriteString("printed too much, and was killed\n")
	case got.ExitCode != want.ExitCode:
		fmt.Fprintf(&b, "exit code: want %d, got %d\n", want.ExitCode, got.ExitCode)
	}
	b.WriteString(UnifiedDiff("stdout", want.Stdout, got.Stdout))
	wantErr, gotErr := ComparedStderr(want.Stderr), ComparedStderr(got.Stderr)
	switch {
	case !p.SkipStderr:
		b.WriteString(UnifiedDiff("stderr", wantErr, gotErr))
	case b.Len() > 0 && got.Stderr != "":
		// What went wrong is often only told there.
		fmt.Fprintf(&b, "stderr (not compared):\n%s", clip(got.Stderr, 4000))
	}
	return b.String()
}

const tracebackHeader = "Traceback (most recent call last):"

// chainLines join the tracebacks of a chain of exceptions.
var chainLines = []string{
	"The above exception was the direct cause of the following exception:",
	"During handling of the above exception, another exception occurred:",
}

// ComparedStderr returns the part of a standard error text that is compared:
// from the header of the last traceback, with the tracebacks that it is chained
// to, or all of it if there is none.
func ComparedStderr(stderr string) string {
	lines := strings.SplitAfter(stderr, "\n")
	start := 0
	for i, line := range lines {
		if strings.TrimRight(line, "\r\n") == tracebackHeader && !chained(lines[:i]) {
			start = i
		}
	}
	return strings.Join(lines[start:], "")
}

// chained reports whether lines end in the text between two chained tracebacks.
func chained(lines []string) bool {
	for i := len(lines) - 1; i >= 0; i-- {
		line := strings.TrimSpace(lines[i])
		if line == "" {
			continue
		}
		return line == chainLines[0] || line == chainLines[1]
	}
	return false
}

// clip shortens a text to n bytes or so, from the middle.
func clip(s string, n int) string {
	if len(s) <= n {
		return s
	}
	return s[:n/2] + "\n[...]\n" + s[len(s)-n/2:]
}
