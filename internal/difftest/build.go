package difftest

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"testing"
)

// ModuleRoot returns the folder of the go.mod above the working directory.
var ModuleRoot = sync.OnceValues(func() (string, error) {
	dir, err := os.Getwd()
	if err != nil {
		return "", err
	}
	for {
		if _, err := os.Stat(filepath.Join(dir, "go.mod")); err == nil {
			return dir, nil
		}
		up := filepath.Dir(dir)
		if up == dir {
			return "", fmt.Errorf("difftest: no go.mod above the working directory")
		}
		dir = up
	}
})

// builds holds what this process has built: build flags -> *build.
var builds sync.Map

// buildDir is where the binaries go; made on first use, removed by Main.
var buildDir = sync.OnceValues(func() (string, error) {
	return os.MkdirTemp("", "gopython-difftest-")
})

type build struct {
	once sync.Once
	path string
	err  error
}

// Gopython returns the interpreter under test: the binary that GOPYTHON_BIN
// names, or ./cmd/gopython, built once per process and set of build flags
// (such as "-race" or "-tags=invariants"), to which those in GOPYTHON_BUILD are
// added. The -X options of GOPYTHON_XOPTS are among its flags.
func Gopython(buildFlags ...string) (Interp, error) {
	switch bin := os.Getenv("GOPYTHON_BIN"); bin {
	case "":
	case "oracle":
		in, err := Oracle()
		return in.With(xopts()...), err
	default:
		path, err := exec.LookPath(bin)
		if err != nil {
			return Interp{}, fmt.Errorf("difftest: GOPYTHON_BIN: %w", err)
		}
		path, err = filepath.Abs(path)
		return Interp{Path: path, Flags: xopts()}, err
	}
	buildFlags = append(buildFlags, strings.Fields(os.Getenv("GOPYTHON_BUILD"))...)
	v, _ := builds.LoadOrStore(strings.Join(buildFlags, "\x00"), &build{})
	b := v.(*build)
	b.once.Do(func() { b.path, b.err = buildGopython(buildFlags) })
	return Interp{Path: b.path, Flags: xopts()}, b.err
}

// xopts turns GOPYTHON_XOPTS into flags.
func xopts() []string {
	var flags []string
	for _, opt := range strings.Fields(os.Getenv("GOPYTHON_XOPTS")) {
		flags = append(flags, "-X", opt)
	}
	return flags
}

func buildGopython(flags []string) (string, error) {
	root, err := ModuleRoot()
	if err != nil {
		return "", err
	}
	dir, err := buildDir()
	if err != nil {
		return "", err
	}
	// A folder for each set of flags, so that the binary is always called gopython.
	sub, err := os.MkdirTemp(dir, "build-")
	if err != nil {
		return "", err
	}
	out := filepath.Join(sub, "gopython")
	if runtime.GOOS == "windows" {
		out += ".exe"
	}
	args := append([]string{"build", "-o", out}, flags...)
	cmd := exec.Command("go", append(args, "./cmd/gopython")...)
	cmd.Dir = root
	if msg, err := cmd.CombinedOutput(); err != nil {
		return "", fmt.Errorf("difftest: go %s: %w\n%s", strings.Join(cmd.Args[1:], " "), err, msg)
	}
	return out, nil
}

// Cleanup removes the binaries that this process has built.
func Cleanup() {
	built := false
	builds.Range(func(_, _ any) bool { built = true; return false })
	if !built {
		return
	}
	if dir, err := buildDir(); err == nil {
		os.RemoveAll(dir)
	}
}

// Main is the TestMain of a package that uses [Gopython]: it runs the tests,
// then removes the binaries.
func Main(m *testing.M) {
	code := m.Run()
	Cleanup()
	os.Exit(code)
}
