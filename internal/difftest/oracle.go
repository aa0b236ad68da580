package difftest

import (
	"fmt"
	"os"
	"path/filepath"
	"sync"
	"testing"

	"github.com/kluctl/go-embed-python/python"
)

// OracleVersion is the version of CPython whose behaviour is the reference.
const OracleVersion = "3.14.6"

// Interp is an interpreter that [Run] can start.
type Interp struct {
	Path  string   // the executable
	Flags []string // arguments that precede the script
}

// With returns the interpreter with more flags before the script.
func (in Interp) With(flags ...string) Interp {
	all := append([]string{}, in.Flags...)
	return Interp{Path: in.Path, Flags: append(all, flags...)}
}

// CacheDir returns the folder for everything this project keeps on a user's
// machine, os.UserCacheDir()/gopython, and creates it.
func CacheDir() (string, error) {
	base, err := os.UserCacheDir()
	if err != nil {
		return "", fmt.Errorf("difftest: no cache folder: %w", err)
	}
	dir := filepath.Join(base, "gopython")
	return dir, os.MkdirAll(dir, 0o755)
}

// CPython returns the executable of a genuine CPython 3.14.6, extracted into
// the user's cache folder on first use. Any number of processes may ask at once:
// the extraction holds a file lock, and replaces files that are incomplete.
var CPython = sync.OnceValues(func() (string, error) {
	cache, err := CacheDir()
	if err != nil {
		return "", err
	}
	home := filepath.Join(cache, "cpython-"+OracleVersion)
	py, err := python.NewEmbeddedPythonWithTmpDir(home, false)
	if err != nil {
		return "", fmt.Errorf("difftest: extracting CPython: %w", err)
	}
	return py.GetExePath()
})

// Oracle returns CPython set up for comparison. It is not run with -I, which
// would ignore PYTHONHASHSEED and take the script's folder off sys.path; the
// minimal environment of [Run] isolates it instead.
func Oracle() (Interp, error) {
	exe, err := CPython()
	return Interp{Path: exe, Flags: []string{"-s"}}, err
}

// Python returns the path of the genuine CPython 3.14.6, for tests that ask it
// questions of their own. The test fails when it cannot be had.
func Python(tb testing.TB) string {
	tb.Helper()
	exe, err := CPython()
	if err != nil {
		tb.Fatal(err)
	}
	return exe
}
