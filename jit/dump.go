package jit

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/go-python/gopython/internal/bytecode"
	"github.com/go-python/gopython/ir"
	"github.com/go-python/gopython/jit/amd64"
	"github.com/go-python/gopython/jit/dump"
	"github.com/go-python/gopython/opt"
)

// optimise runs the optimiser over a region, with checks between the passes
// where that is wanted. page notes what every pass does; it may be nil.
func (j *JIT) optimise(r *region, f *ir.Func, page *page) {
	opts := opt.Options{Compact: page == nil} // a page follows the nodes from pass to pass
	if j.cfg.Verify || page != nil {
		opts.After = func(_ int, p *opt.Pass, f *ir.Func) {
			if j.cfg.Verify {
				if err := f.Verify(); err != nil {
					panic(fmt.Sprintf("jit: %s: the pass %s made wrong IR: %v\n%s", r.name(), p.Name, err, f))
				}
			}
			page.stage(p.Name, p.Why, f)
		}
	}
	if page != nil {
		opts.Took = func(_ *opt.Pass, d time.Duration) { page.took = d }
	}
	opt.Run(f, opts)
	if j.cfg.Verify {
		if err := f.Verify(); err != nil {
			panic(fmt.Sprintf("jit: %s: wrong IR in the end: %v\n%s", r.name(), err, f))
		}
	}
}

// text writes a region in one of the forms it goes through.
func (j *JIT) text(r *region, stage string, f *ir.Func) {
	if j.cfg.DumpText != nil {
		fmt.Fprintf(j.cfg.DumpText, "=== %s, %s\n%s", r.name(), stage, f)
	}
}

// listing writes the machine code of a region.
func (j *JIT) listing(r *region) {
	if j.cfg.DumpText != nil {
		fmt.Fprintf(j.cfg.DumpText, "=== %s, machine code\n%s", r.name(), amd64.DisassembleFunc(r.code, r.base, r.f))
	}
}

// dumper collects what the pages of -X jit-dump show. A nil dumper collects
// nothing.
type dumper struct {
	j       *JIT
	pages   []*page
	last    map[*entry]string // why the entry's code was invalidated
	sources map[string][]string
}

// page is the dump of a region.
type page struct {
	r    *region
	f    *ir.Func
	out  dump.Region
	took time.Duration // of the last pass
}

func newDumper(j *JIT) *dumper {
	return &dumper{j: j, last: map[*entry]string{}, sources: map[string][]string{}}
}

// begin starts the page of a region whose IR was just built.
func (d *dumper) begin(e *entry, r *region, f *ir.Func) *page {
	if d == nil {
		return nil
	}
	c := r.p.info
	p := &page{r: r, f: f}
	p.out = dump.Region{Num: len(d.pages) + 1, Function: c.Qualname, Filename: c.Filename, Line: regionLine(e.p, e.at),
		At: e.at, Attempt: e.tries, Why: d.why(e)}
	p.stage("build", "what the bytecode says, specialised to what was observed", f)
	for i := range f.Codes {
		p.out.Codes = append(p.out.Codes, d.code(d.j.iso.CodeAt(f.Codes[i].Index).Native.(*codeProfile), r))
	}
	return p
}

// why says what made the entry's code be compiled.
func (d *dumper) why(e *entry) string {
	if why, again := d.last[e]; again {
		return "its code was invalidated: " + why
	}
	switch {
	case d.j.cfg.Force:
		return "everything is (-X jit=force)"
	case e.at == 0 && e.ticks == 0:
		return fmt.Sprintf("it was called %d times", callHeat)
	case e.ticks == 0:
		return "it is around a loop that is hot"
	}
	return fmt.Sprintf("its loop went round more than %d times", e.ticks*256)
}

// stage adds the IR as it is after a pass.
func (p *page) stage(name, why string, f *ir.Func) {
	if p == nil {
		return
	}
	nodes := 0
	for i := range f.Blocks {
		nodes += len(f.Blocks[i].Nodes)
	}
	p.out.Stages = append(p.out.Stages, dump.Stage{Name: name, Why: why, Text: f.String(), Took: p.took, Nodes: nodes})
	p.took = 0
}

// passes is the time of the passes alone, if there is a page: making that took
// some of the whole.
func (p *page) passes(whole time.Duration) time.Duration {
	if p == nil {
		return whole
	}
	sum := time.Duration(0)
	for i := range p.out.Stages {
		sum += p.out.Stages[i].Took
	}
	return sum
}

// end completes the page of a region that is about to be installed.
func (d *dumper) end(p *page, times RegionTime) {
	if p == nil {
		return
	}
	r, o := p.r, &p.out
	o.Build, o.Opt, o.Emit = times.Build, times.Opt, times.Emit
	o.Bytecodes, o.CodeBytes = times.Bytecodes, times.CodeBytes
	for _, dep := range r.deps {
		o.Globals = append(o.Globals, d.j.iso.GoString(dep.name))
	}
	o.Classes = r.classes
	o.Shapes = d.shapes(p.f)
	if r.code != nil {
		d.machine(p)
	}
	d.pages = append(d.pages, p)
	d.write(p) // now, for the case that the process dies
}

// shapes names the classes of the shapes that checks compare with.
func (d *dumper) shapes(f *ir.Func) []string {
	var out []string
	seen := map[int64]bool{}
	for i := range f.Nodes {
		if n := &f.Nodes[i]; n.Op == ir.OpCheckShape && n.Block != 0 && !seen[n.Aux] {
			seen[n.Aux] = true
			out = append(out, d.shape(uint32(n.Aux)))
		}
	}
	return out
}

// shape describes a shape: its class and the attributes of its instances.
func (d *dumper) shape(id uint32) string {
	typ := d.j.iso.ShapeType(id)
	if typ == nil {
		return fmt.Sprintf("#%d", id)
	}
	s := fmt.Sprintf("#%d %s", id, typ.Name)
	if !typ.Heap {
		return s
	}
	var names []string
	for _, k := range d.j.iso.ShapeKeys(id) {
		names = append(names, d.j.iso.GoString(k))
	}
	return s + "{" + strings.Join(names, ", ") + "}"
}

// regionLine is the line of the statement that a region begins with: a loop has
// its condition at the end.
func regionLine(p *codeProfile, at int) int {
	if k, ok := p.flow.byHead[at]; ok && at != 0 {
		at = p.flow.loops[k].end
	}
	return lineAt(p.info.Code, at)
}

func lineAt(c *bytecode.Code, i int) int {
	if i < len(c.Pos) && c.Pos[i].Line > 0 {
		return int(c.Pos[i].Line)
	}
	return c.FirstLine
}

// code describes a code object of the region as the compiler saw it.
func (d *dumper) code(p *codeProfile, r *region) dump.Code {
	c := p.info
	out := dump.Code{Name: c.Qualname, Filename: c.Filename}
	lines := map[int]uint32{}
	last := c.FirstLine
	for i := 0; i < len(c.Instrs); i += bytecode.Infos[c.Instrs[i].Op()].Words {
		s := &p.sites[i]
		line := lineAt(c.Code, i)
		lines[line] = max(lines[line], s.count)
		last = max(last, line)
		_, loop := p.flow.byHead[i]
		out.Instrs = append(out.Instrs, dump.Instr{Index: i, Line: line, Text: bytecode.Format(c.Code, i), Count: s.count, Taken: s.taken,
			Operands: operands(s), Notes: d.notes(s), Loop: loop, Entry: p == r.p && i == r.at})
	}
	out.Vars = c.VarNames
	text := d.source(c.Code)
	for n := c.FirstLine; n <= last && n >= 1 && n <= len(text); n++ {
		out.Source = append(out.Source, dump.Line{Num: n, Text: text[n-1], Count: lines[n]})
	}
	return out
}

// source returns the lines of the file of a code object, nil if there is none.
func (d *dumper) source(c *bytecode.Code) []string {
	if c.Source != nil {
		return strings.Split(*c.Source, "\n")
	}
	lines, ok := d.sources[c.Filename]
	if !ok {
		if b, err := os.ReadFile(c.Filename); err == nil {
			lines = strings.Split(string(b), "\n")
		}
		d.sources[c.Filename] = lines
	}
	return lines
}

var kindNames = [...]string{"int", "int64", "big int", "bool", "float", "None", "str", "bytes", "bytearray", "list", "tuple", "dict",
	"instance", "function", "native", "method", "type", "range iterator", "sequence iterator", "generator", "cell", "other", "unbound"}

func (k kinds) String() string {
	var names []string
	for i, name := range kindNames {
		if k>>i&1 != 0 {
			names = append(names, name)
		}
	}
	return strings.Join(names, "|")
}

// operands says what was seen in the operands of an instruction.
func operands(s *site) string {
	var out []string
	for i, k := range [...]kinds{s.a, s.b, s.c} {
		if k != 0 {
			out = append(out, string(rune('a'+i))+": "+k.String())
		}
	}
	return strings.Join(out, "  ")
}

var failNames = [...]string{"overflow", "bounds", "kind of list", "shape", "callee", "type", "other"}

// notes says what else is known of an instruction.
func (d *dumper) notes(s *site) []string {
	var out []string
	for _, id := range s.shapes[:min(int(s.nshapes), maxShapes)] {
		out = append(out, d.shape(id))
	}
	if s.nshapes > maxShapes {
		out = append(out, "more shapes")
	}
	if s.nshapes > 0 {
		for i, name := range [...]string{"all ints", "all floats", "all bools"} {
			if s.lists>>i&1 != 0 {
				out = append(out, name)
			}
		}
	}
	if int(s.ntarget) > len(s.targets) {
		out = append(out, "many callees")
	} else if s.ntarget > 1 {
		out = append(out, fmt.Sprintf("%d callees", s.ntarget))
	}
	for i, name := range failNames {
		if s.flags>>i&1 != 0 {
			out = append(out, "failed before: "+name)
		}
	}
	return out
}

// machine adds the machine code and the table of exits.
func (d *dumper) machine(p *page) {
	r, o := p.r, &p.out
	o.Base, o.FrameSize = uint64(r.base), int(r.code.FrameSize)
	o.Hot, _ = r.code.Parts()
	for _, in := range amd64.Listing(r.code, r.base) {
		m := dump.Insn{Offset: in.Offset, Bytes: fmt.Sprintf("%x", r.code.Bytes[in.Offset:in.Offset+in.Len]), Text: in.Text,
			Node: int(in.Node), Block: int(in.Block), Stub: in.Stub, Code: -1}
		if in.Node != 0 {
			n := p.f.Node(in.Node)
			m.IR, m.Code, m.PC = p.f.NodeString(in.Node), int(n.Code), int(n.PC)
		}
		o.Machine = append(o.Machine, m)
	}
	for k := range r.code.Exits {
		x := &r.code.Exits[k]
		e := dump.Exit{Num: k, Kind: x.Kind.String(), Code: -1}
		switch {
		case x.Node != 0:
			e.What = p.f.NodeString(x.Node)
		case x.Block != 0:
			e.What = "exit " + p.f.Block(x.Block).Reason.String()
		}
		d.place(&e, p.f, x.State)
		o.Exits = append(o.Exits, e)
	}
}

// place says where in the program an exit is.
func (d *dumper) place(e *dump.Exit, f *ir.Func, s ir.StateID) {
	if s == 0 {
		return
	}
	st := &f.States[s]
	e.Code, e.PC = int(st.Code), int(st.PC)
	e.Function = f.Codes[st.Code].Name
	e.Line = lineAt(d.j.iso.CodeAt(f.Codes[st.Code].Index).Code, int(st.PC))
}

// counts brings the counts of a page's exits up to date.
func (p *page) counts() {
	r, o := p.r, &p.out
	if r.code != nil {
		for k := range o.Exits {
			o.Exits[k].Count = r.exits[k].n
		}
		return
	}
	// The evaluator counts by nodes, and behind them by blocks.
	o.Exits = nil
	for k := range r.exits {
		n := r.exits[k].n
		if n == 0 {
			continue
		}
		e := dump.Exit{Num: k, Kind: "deopt", Count: n, Code: -1}
		if k < len(p.f.Nodes) {
			node := p.f.Node(ir.ID(k))
			e.What, e.Code, e.PC = p.f.NodeString(ir.ID(k)), int(node.Code), int(node.PC)
		} else {
			e.What = "exit " + p.f.Block(ir.BlockID(k-len(p.f.Nodes))).Reason.String()
		}
		o.Exits = append(o.Exits, e)
	}
}

// invalidated notes why a region is out of use.
func (d *dumper) invalidated(r *region, why string) {
	if d == nil {
		return
	}
	if e := r.e; e != nil && e.region == r {
		d.last[e] = why
	}
	for _, p := range d.pages {
		if p.r == r {
			p.out.Invalid = why
			d.write(p)
		}
	}
}

// write writes one page. An error is reported by WriteDump.
func (d *dumper) write(p *page) error {
	p.counts()
	return p.out.Write(d.j.cfg.DumpDir)
}

// WriteDump writes the pages of all regions with the counts up to now, and the
// index, if Config.DumpDir asks for them.
func (j *JIT) WriteDump() error {
	if j.dump == nil {
		return nil
	}
	index := dump.Index{Refused: j.stats.Refused, Command: filepath.Base(os.Args[0])}
	for _, p := range j.dump.pages {
		if err := j.dump.write(p); err != nil {
			return fmt.Errorf("jit: dump: %w", err)
		}
		index.Regions = append(index.Regions, &p.out)
	}
	if err := index.Write(j.cfg.DumpDir); err != nil {
		return fmt.Errorf("jit: dump: %w", err)
	}
	return nil
}
