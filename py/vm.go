package py

import (
	"errors"
	"fmt"
	"io"
	"os"
	"strings"

	"github.com/go-python/gopython/frontend/compile"
	"github.com/go-python/gopython/frontend/parser"
	"github.com/go-python/gopython/internal/bytecode"
	"github.com/go-python/gopython/interp"
	"github.com/go-python/gopython/jit"
	"github.com/go-python/gopython/runtime"
	"github.com/go-python/gopython/runtime/modules/mathmod"
	"github.com/go-python/gopython/runtime/modules/timemod"
)

// Config says what a VM may use. The zero value grants nothing.
type Config struct {
	MaxMemory      uint64 // bytes of Python objects; 0: no cap but the machine's
	GCStress       bool   // collect garbage at every safepoint: for tests of the VM itself
	GCEvery        int    // with GCStress: only at every n-th one, which is faster
	Stdin          io.Reader
	Stdout, Stderr io.Writer
	Args           []string // sys.argv
	Path           []string // sys.path
	Files          bool     // the host's files: import of .py files, open()
	// JIT says how code is compiled to machine code; nil: not at all.
	JIT *JITConfig
}

// JITConfig says how the optimising compiler works. The zero value is its
// normal mode.
type JITConfig = jit.Config

// JITStats counts what the optimising compiler did.
type JITStats = jit.Stats

// VM is a Python virtual machine. It is used by one goroutine at a time.
type VM struct {
	iso     *runtime.Isolate
	machine *interp.Machine
	jit     *jit.JIT // nil without
}

// New makes a VM.
func New(cfg Config) (*VM, error) {
	rc := runtime.Config{
		MaxMemory: cfg.MaxMemory, GCStress: cfg.GCStress, GCEvery: cfg.GCEvery,
		Stdin: cfg.Stdin, Stdout: cfg.Stdout, Stderr: cfg.Stderr,
		Args: cfg.Args, Path: cfg.Path, Compile: Compile,
	}
	if cfg.Files {
		rc.ReadFile = os.ReadFile
		rc.Open = func(name string, flag int, perm uint32) (runtime.File, error) {
			return os.OpenFile(name, flag, os.FileMode(perm))
		}
	}
	if cfg.JIT != nil {
		rc.CallHeat, rc.LoopHeat = cfg.JIT.CallHeat(), cfg.JIT.LoopHeat()
	}
	iso, err := runtime.New(rc)
	if err != nil {
		return nil, err
	}
	mathmod.Register(iso)
	timemod.Register(iso)
	vm := &VM{iso: iso, machine: interp.New(iso)}
	if cfg.JIT != nil {
		vm.jit, err = jit.New(iso, *cfg.JIT)
		if err != nil && cfg.JIT.Log != nil { // the interpreter runs alone
			fmt.Fprintln(cfg.JIT.Log, err)
		}
	}
	return vm, nil
}

// Close frees everything the VM holds.
func (vm *VM) Close() error {
	var err error
	if vm.jit != nil { // first: it may be compiling
		err = vm.jit.Close()
	}
	return errors.Join(err, vm.iso.Close())
}

// JITStats returns what the optimising compiler did so far.
func (vm *VM) JITStats() JITStats {
	if vm.jit == nil {
		return JITStats{}
	}
	return vm.jit.Stats()
}

// WriteJITDump writes the pages that JITConfig.DumpDir asks for, with what was
// counted so far. Close does it too.
func (vm *VM) WriteJITDump() error {
	if vm.jit == nil {
		return nil
	}
	return vm.jit.WriteDump()
}

// RunMain runs source text as the module __main__, as the python command does:
// it prints what is not caught and returns the exit code.
func (vm *VM) RunMain(src []byte, filename string) int {
	file := filename
	if strings.HasPrefix(filename, "<") {
		file = ""
	}
	if vm.jit != nil {
		defer vm.jit.Guard()()
	}
	return vm.iso.Main().RunSource(src, filename, file)
}

// Interrupt makes the running program raise KeyboardInterrupt at its next
// safepoint. Any goroutine may call it.
func (vm *VM) Interrupt() { vm.machine.Interrupt(vm.iso.Main()) }

// Compile translates source text. Its errors are *runtime.SourceError.
func Compile(src []byte, filename, mode string, flags runtime.CompileFlags) (*runtime.Program, error) {
	pm := parser.Exec
	switch mode {
	case "eval":
		pm = parser.Eval
	case "single":
		pm = parser.Single
	}
	if mode == "eval" && len(src) == 0 { // CPython has a line 0 here
		return nil, &runtime.SourceError{Class: "SyntaxError", Message: "invalid syntax", Filename: filename, HasText: true}
	}
	mod, warnings, err := parser.Parse(src, filename, pm)
	if err != nil {
		return nil, sourceError(err, filename)
	}
	code, more, err := compile.Compile(mod, filename, src, compile.Options{FutureAnnotations: flags.Annotations, Interactive: mode == "single"})
	if err != nil {
		return nil, sourceError(err, filename)
	}
	if filename == "<string>" || filename == "<stdin>" {
		text := string(src)
		setSource(code, &text)
	}
	prog := &runtime.Program{Code: code}
	for _, w := range append(warnings, more...) {
		prog.Warnings = append(prog.Warnings, runtime.Warning{Message: w.Msg, Line: w.Line})
	}
	return prog, nil
}

func setSource(c *bytecode.Code, text *string) {
	c.Source = text
	for _, k := range c.Consts {
		if inner, ok := k.(*bytecode.Code); ok {
			setSource(inner, text)
		}
	}
}

// sourceError is an error of the front end as the runtime knows it.
func sourceError(err error, filename string) error {
	var se *parser.SyntaxError
	if !errors.As(err, &se) {
		class := "SystemError"
		switch {
		case errors.Is(err, compile.ErrTooDeep):
			class = "RecursionError"
		case errors.Is(err, compile.ErrTooManyRegs), errors.Is(err, compile.ErrTooManyConsts):
			class = "MemoryError"
		}
		return &runtime.SourceError{Class: class, Message: err.Error(), Filename: filename}
	}
	return &runtime.SourceError{Class: se.Kind.String(), Message: se.Msg, Filename: se.Filename, Text: se.Text, HasText: se.Text != "",
		Line: se.Line, Col: se.Col, EndLine: se.EndLine, EndCol: se.EndCol}
}
