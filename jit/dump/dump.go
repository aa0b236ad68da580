// Package dump writes what the compiler made of a program as HTML: a page for
// each region, which shows its source, bytecode, IR after every pass, machine
// code and exits side by side, and an index. The pages need nothing beside
// them.
//
// It gets all as text and numbers, and imports nothing of ours.
package dump

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"time"
)

// Region is a piece of compiled code.
type Region struct {
	Num              int // from 1, in the order of compilation
	Function         string
	Filename         string
	Line             int // where it begins
	At               int // instruction where it begins; 0: the whole function
	Attempt          int // which compilation of that place it is
	Why              string
	Build, Opt, Emit time.Duration
	Bytecodes        int // instruction words of all code objects in it
	Codes            []Code
	Stages           []Stage
	Base             uint64 // address of the machine code
	CodeBytes, Hot   int    // Hot of them are no stubs
	FrameSize        int
	Machine          []Insn
	Exits            []Exit
	Globals, Shapes  []string // what it relies on
	Classes          bool     // relies on attributes of classes and on functions
	Invalid          string   // why it is out of use, "" when it is in use
}

// Code is a code object of the region: the function, or one that was inlined.
type Code struct {
	Name, Filename string
	Vars           []string // names of the first registers
	Source         []Line
	Instrs         []Instr
}

// Line is a line of source, and how often it was run while it was observed.
type Line struct {
	Num   int
	Text  string
	Count uint32
}

// Instr is a bytecode instruction with what was observed at it.
type Instr struct {
	Index, Line  int
	Text         string
	Count, Taken uint32
	Operands     string   // kinds of operands
	Notes        []string // shapes, callees, what failed before
	Loop, Entry  bool     // a loop begins here; the region does
}

// Stage is the IR after a pass.
type Stage struct {
	Name, Why, Text string
	Took            time.Duration
	Nodes           int
}

// Insn is a machine instruction.
type Insn struct {
	Offset      int
	Bytes, Text string
	Node, Block int    // what it was made for; 0: a block end, or a stub
	IR          string // the node written out
	Code, PC    int    // the bytecode of the node; Code -1: none
	Stub        bool
}

// Exit is a place where the code can be left.
type Exit struct {
	Num        int
	Kind, What string
	Function   string
	Code, PC   int // as in Insn
	Line       int
	Count      int
}

// Index lists regions.
type Index struct {
	Command string
	Regions []*Region
	Refused map[string]int
}

// Total is the time of the compilation.
func (r *Region) Total() time.Duration { return r.Build + r.Opt + r.Emit }

// Entry says where the region begins, in words.
func (r *Region) Entry() string {
	if r.At == 0 {
		return "the function"
	}
	return fmt.Sprintf("the loop at line %d", r.Line)
}

// Left counts how often the code was left for good.
func (r *Region) Left() int {
	n := 0
	for i := range r.Exits {
		if r.Exits[i].Kind == "deopt" {
			n += r.Exits[i].Count
		}
	}
	return n
}

// File is the name of the region's page.
func (r *Region) File() string {
	name := strings.Map(func(c rune) rune {
		switch {
		case c >= 'a' && c <= 'z', c >= 'A' && c <= 'Z', c >= '0' && c <= '9', c == '_', c == '.':
			return c
		}
		return '-'
	}, r.Function)
	if len(name) > 60 {
		name = name[:60]
	}
	return fmt.Sprintf("%03d-%s-%d.html", r.Num, name, r.At)
}

// Write writes the region's page into a folder, which is made.
func (r *Region) Write(dir string) error {
	return write(dir, r.File(), "region", view(r))
}

// Write writes index.html into a folder, which is made.
func (x *Index) Write(dir string) error { return write(dir, "index.html", "index", x) }

func write(dir, name, tmpl string, data any) error {
	var b bytes.Buffer
	if err := pages().ExecuteTemplate(&b, tmpl, data); err != nil {
		return err
	}
	if err := os.MkdirAll(dir, 0o777); err != nil {
		return err
	}
	return os.WriteFile(filepath.Join(dir, name), b.Bytes(), 0o666)
}
