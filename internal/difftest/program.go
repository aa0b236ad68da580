package difftest

import (
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strconv"
	"strings"
)

// Program is a Python program of the corpus, with its directives.
type Program struct {
	Path       string   // the .py file, or the folder that holds main.py
	Script     string   // base name of the file to run
	Folder     bool     // Path is a folder
	Args       []string // args=
	Exit       int      // exit=, or -1 where it is not said
	SkipStderr bool     // skip-stderr
	Needs      []string // needs=
}

// LoadProgram reads the directives of the program at path: a .py file, a folder
// with a main.py, or that main.py itself.
func LoadProgram(path string) (*Program, error) {
	info, err := os.Stat(path)
	if err != nil {
		return nil, err
	}
	p := &Program{Path: path, Script: filepath.Base(path), Exit: -1}
	switch {
	case info.IsDir():
		p.Folder, p.Script = true, "main.py"
	case p.Script == "main.py":
		p.Folder, p.Path = true, filepath.Dir(path)
	}
	src, err := os.ReadFile(p.file())
	if err != nil {
		return nil, err
	}
	for line := range strings.Lines(string(src)) {
		line = strings.TrimSpace(line)
		if line != "" && !strings.HasPrefix(line, "#") {
			break
		}
		if text, ok := strings.CutPrefix(line, "# difftest:"); ok {
			if err := p.directive(text); err != nil {
				return nil, fmt.Errorf("%s: %w", p.file(), err)
			}
		}
	}
	return p, nil
}

// file is the path of the file to run.
func (p *Program) file() string {
	if p.Folder {
		return filepath.Join(p.Path, p.Script)
	}
	return p.Path
}

// directive applies one "# difftest:" line.
func (p *Program) directive(text string) error {
	for text = strings.TrimSpace(text); text != ""; text = strings.TrimSpace(text) {
		if args, ok := strings.CutPrefix(text, "args="); ok {
			p.Args = splitArgs(args)
			return nil
		}
		var field string
		field, text, _ = strings.Cut(text, ",")
		key, value, _ := strings.Cut(strings.TrimSpace(field), "=")
		switch key {
		case "exit":
			n, err := strconv.Atoi(value)
			if err != nil {
				return fmt.Errorf("difftest directive: bad exit code %q", value)
			}
			p.Exit = n
		case "skip-stderr":
			p.SkipStderr = true
		case "needs":
			p.Needs = append(p.Needs, value)
		default:
			return fmt.Errorf("difftest directive: unknown field %q", field)
		}
	}
	return nil
}

// splitArgs splits at blanks outside double quotes.
func splitArgs(s string) []string {
	var args []string
	var cur strings.Builder
	quoted, open := false, false
	for _, r := range s {
		switch {
		case r == '"':
			quoted, open = !quoted, true
		case r == ' ' && !quoted:
			if open {
				args = append(args, cur.String())
			}
			cur.Reset()
			open = false
		default:
			cur.WriteRune(r)
			open = true
		}
	}
	if open {
		args = append(args, cur.String())
	}
	return args
}

// Missing returns the first of the program's needs that this machine lacks.
func (p *Program) Missing() string {
	have := []string{runtime.GOOS, runtime.GOARCH}
	if runtime.GOOS != "windows" && runtime.GOOS != "plan9" {
		have = append(have, "unix")
	}
	for _, need := range p.Needs {
		if !slices.Contains(have, need) {
			return need
		}
	}
	return ""
}

// FindPrograms returns the programs below root, sorted by path. A folder that
// holds a main.py is one program, whatever else is in it.
func FindPrograms(root string) ([]*Program, error) {
	var programs []*Program
	add := func(path string) error {
		p, err := LoadProgram(path)
		programs = append(programs, p)
		return err
	}
	err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case d.IsDir():
			if _, err := os.Stat(filepath.Join(path, "main.py")); err != nil {
				return nil
			}
			if err := add(path); err != nil {
				return err
			}
			return filepath.SkipDir
		case filepath.Ext(path) == ".py":
			return add(path)
		}
		return nil
	})
	return programs, err
}

// files returns the program's files, as paths relative to the scratch folder
// with the contents, in a fixed order.
func (p *Program) files() ([]file, error) {
	if !p.Folder {
		data, err := os.ReadFile(p.Path)
		return []file{{p.Script, data}}, err
	}
	var files []file
	err := filepath.WalkDir(p.Path, func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() {
			if d.Name() == "__pycache__" {
				return filepath.SkipDir
			}
			return nil
		}
		rel, err := filepath.Rel(p.Path, path)
		if err != nil {
			return err
		}
		data, err := os.ReadFile(path)
		files = append(files, file{rel, data})
		return err
	})
	return files, err
}

type file struct {
	name string
	data []byte
}

// writeFiles puts files into dir.
func writeFiles(dir string, files []file) error {
	for _, f := range files {
		path := filepath.Join(dir, f.name)
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			return err
		}
		if err := os.WriteFile(path, f.data, 0o644); err != nil {
			return err
		}
	}
	return nil
}
