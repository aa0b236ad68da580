package archtest

import (
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
)

const module = "github.com/go-python/gopython/"

// allowed says what of ours a package may import, itself and its
// sub-packages apart. A name with /... covers a tree. Test files are free.
var allowed = map[string][]string{
	"internal/abi":       {},
	"internal/bytecode":  {},
	"internal/pyunicode": {},
	"internal/libm":      {},
	"internal/digits":    {},
	"internal/pyfmt":     {"internal/pyunicode", "internal/libm", "internal/digits"},
	"internal/difftest":  {},
	"gc":                 {"internal/abi"},
	"frontend/...":       {"frontend/...", "internal/bytecode", "internal/pyunicode", "internal/pyfmt"},
	"runtime":            {"gc", "internal/abi", "internal/bytecode", "internal/pyfmt", "internal/pyunicode", "internal/libm", "internal/digits"},
	"runtime/modules/...": {"runtime", "gc", "internal/abi", "internal/bytecode", "internal/pyfmt",
		"internal/pyunicode", "internal/libm", "internal/digits"},
	"interp":      {"runtime", "gc", "internal/abi", "internal/bytecode"},
	"ir":          {"internal/abi"},
	"opt":         {"ir", "internal/abi"},
	"jit/asm":     {},
	"jit/codemem": {},
	"jit/dump":    {},
	"jit/ra":      {"ir"},
	"jit/amd64":   {"jit/asm", "jit/ra", "ir", "internal/abi"},
	"jit": {"internal/libm", "jit/asm", "jit/codemem", "jit/ra", "jit/amd64", "jit/dump", "opt", "ir", "interp", "runtime", "gc",
		"internal/abi", "internal/bytecode"},
	"py":        {"jit", "interp", "runtime", "runtime/modules/...", "gc", "frontend/...", "internal/abi", "internal/bytecode"},
	"cmd/...":   {"py", "runtime", "internal/bytecode"},
	"bench/...": {"bench/...", "internal/difftest"},
}

// layers of the front end: a package may import those before it.
var frontend = []string{"frontend/token", "frontend/ast", "frontend/lexer", "frontend/parser", "frontend/symtable", "frontend/compile"}

func TestImports(t *testing.T) {
	root := filepath.Join("..", "..")
	seen := 0
	err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		name := d.Name()
		if d.IsDir() && path != root && (strings.HasPrefix(name, ".") || strings.HasPrefix(name, "_") || name == "testdata") {
			return filepath.SkipDir
		}
		if d.IsDir() || !strings.HasSuffix(name, ".go") || strings.HasSuffix(name, "_test.go") {
			return nil
		}
		seen++
		pkg, err := filepath.Rel(root, filepath.Dir(path))
		if err != nil {
			return err
		}
		for _, imp := range imports(t, path) {
			check(t, path, filepath.ToSlash(pkg), imp)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if seen < 100 {
		t.Fatalf("only %d Go files found: is the test looking in the wrong place?", seen)
	}
}

func imports(t *testing.T, path string) []string {
	f, err := parser.ParseFile(token.NewFileSet(), path, nil, parser.ImportsOnly)
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for _, s := range f.Imports {
		p, err := strconv.Unquote(s.Path.Value)
		if err != nil {
			t.Fatal(err)
		}
		if p == "C" {
			t.Errorf("%s: imports C: gopython is pure Go", path)
		}
		if rest, ours := strings.CutPrefix(p, module); ours {
			out = append(out, rest)
		}
	}
	return out
}

func check(t *testing.T, file, pkg, imp string) {
	if imp == pkg {
		return
	}
	for rule, may := range allowed {
		if !matches(rule, pkg) {
			continue
		}
		for _, m := range may {
			if matches(m, imp) {
				layer(t, file, pkg, imp)
				return
			}
		}
		t.Errorf("%s: package %s may not import %s (see internal/archtest)", file, pkg, imp)
		return
	}
	t.Errorf("%s: package %s has no import rule: add one to internal/archtest", file, pkg)
}

func layer(t *testing.T, file, pkg, imp string) {
	p, i := index(pkg), index(imp)
	if p >= 0 && i >= p {
		t.Errorf("%s: %s may not import %s, a later stage of the front end", file, pkg, imp)
	}
}

func index(pkg string) int {
	for i, f := range frontend {
		if f == pkg {
			return i
		}
	}
	return -1
}

func matches(rule, pkg string) bool {
	if tree, ok := strings.CutSuffix(rule, "/..."); ok {
		return pkg == tree || strings.HasPrefix(pkg, tree+"/")
	}
	return rule == pkg
}

// TestOneUnsafeFile keeps pointer arithmetic in internal/abi/mem.go: other
// files use unsafe for Sizeof, Offsetof, and strings and slices of Go's own.
// The dispatch loop is generated and has the helpers of mem.go written out.
func TestOneUnsafeFile(t *testing.T) {
	root := filepath.Join("..", "..")
	mem := filepath.Join(root, "internal", "abi", "mem.go")
	loop := filepath.Join(root, "interp", "loop_gen.go")
	for _, dir := range []string{"internal/abi", "gc", "runtime", "interp", "py"} {
		files, err := filepath.Glob(filepath.Join(root, dir, "*.go"))
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range files {
			src, err := os.ReadFile(f)
			if err != nil {
				t.Fatal(err)
			}
			if f != mem && f != loop && strings.Contains(string(src), "unsafe.Add(") {
				t.Errorf("%s: uses unsafe.Add: go through internal/abi/mem.go", f)
			}
		}
	}
}
