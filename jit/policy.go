package jit

import (
	"errors"
	"fmt"
	"io"
	"slices"
	"sort"
	"sync"
	"time"

	"github.com/go-python/gopython/internal/abi"
	"github.com/go-python/gopython/internal/bytecode"
	"github.com/go-python/gopython/interp"
	"github.com/go-python/gopython/ir"
	"github.com/go-python/gopython/jit/amd64"
	"github.com/go-python/gopython/jit/codemem"
	"github.com/go-python/gopython/runtime"
)

// Config says how the compiler works. The zero value is the normal mode.
type Config struct {
	// Force compiles everything as soon as it was run once.
	Force bool
	// Evaluate runs the IR by its evaluator instead of machine code.
	Evaluate bool
	// Synchronous compiles on the program's goroutine.
	Synchronous bool
	// FailEvery has every n-th guard fail: for tests.
	FailEvery int
	// InvalidateEvery has a region become invalid during every n-th call that
	// compiled code makes: for tests.
	InvalidateEvery int
	// Lazy puts off all that takes time until hot code is found. What is missing
	// is then only said in the log.
	Lazy bool
	// NoOpt leaves the optimiser out: for tests.
	NoOpt bool
	// Verify checks the IR after every pass, and the register allocation.
	Verify bool
	// Log gets a line for each thing that happens; nil: none.
	Log io.Writer
	// DumpDir is a folder that gets an HTML page for every region, and an index;
	// "": none.
	DumpDir string
	// DumpText gets every region as text: IR and machine code.
	DumpText io.Writer
	// PerfMap writes /tmp/perf-PID.map, for Linux perf.
	PerfMap bool
	// Stats counts exits by reason.
	Stats bool
	// Inspect is given the IR of every region when it is optimised: for tests.
	Inspect func(f *ir.Func)
	// Alter may change machine code before it is published: for tests.
	Alter func(name string, code *amd64.Code)
	// LoopOffset is where in a 64-byte line hot loops start.
	LoopOffset int
}

// The thresholds of the normal mode.
const (
	loopTicks    = 2    // times 256 back-edges until a loop is observed
	stuckTicks   = 24   // until an inner loop is compiled though an outer one goes round
	callHeat     = 400  // calls until a function is observed
	observeTimes = 3    // how often a region is observed before it is compiled
	observeSteps = 1500 // instructions at a time
	maxObserving = 8    // observations inside each other
	exitLimit    = 12   // times an exit is taken until its region is compiled again
	maxCompiles  = 12   // of one entry
	exitSize     = 16   // and one more for so many bytecodes of it
	// worthExit is how long compiled code has to run for each exit that cannot be
	// helped: otherwise the interpreter is faster.
	worthExit = 3 * time.Microsecond
)

// CallHeat and LoopHeat are for runtime.Config.
func (c Config) CallHeat() int64 {
	if c.Force {
		return 1
	}
	return callHeat
}

// LoopHeat is where the counters of back-edges start.
func (c Config) LoopHeat() uint8 {
	if c.Force {
		return 255
	}
	return 0
}

// JIT is the compiler of one isolate. It implements runtime.NativeCode.
type JIT struct {
	iso *runtime.Isolate
	t   *runtime.Thread
	ctx uintptr
	cfg Config
	mem *codemem.Arena

	fixed ir.ShapeSet // see ir.Func

	// observing is how many observations go on: inside of each, Go code called
	// Python code where the next began. stepR is the frame of the innermost.
	observing int
	stepR     uintptr
	// avoidVirtual is set while a region is built without virtual iterators.
	avoidVirtual bool
	noVirtual    []int32
	frameMargin  uintptr

	exits []*exitInfo // by number

	nextExit uint32 // of whoever translates
	jobs     chan *job
	worker   sync.WaitGroup
	mu       sync.Mutex
	done     []*job // compiled in the background; under mu

	byAddr  []*region // by base
	regions []*region
	stack   []served
	// inside is the address at which compiled code was entered that is running
	// now, with the frame at insideR; 0: none is.
	inside, insideR uintptr
	putOff          int      // see maxPutOff
	unable          bool     // there is no machine code here
	scratch         source   // what deopt is given
	puts            []put    // scratch of deopt
	fns             []fnCont // likewise
	lazy            uintptr  // stub that frames return to whose caller is no longer valid
	eval            ir.Evaluator
	guards          int // counts guards, when they are made to fail
	calls           int // likewise calls, when they are to invalidate
	stats           Stats
	started         time.Time
	spent           time.Duration // by the program's goroutine, on observing and building
	dump            *dumper       // nil: no pages
}

// entry is an instruction where a region begins, or will.
type entry struct {
	p       *codeProfile
	at      int
	ticks   int
	rounds  int // times observed since the last compilation
	tries   int // compilations
	region  *region
	old     *region // goes on running while another is compiled in its stead
	pending bool    // it is being compiled in the background
	// A loop over generators is compiled for each of those that it meets: iter is
	// the register of the iterator (-1: it is no such loop), variants has an entry
	// for each code of a generator, gen is that code in them, and head the entry
	// that they are variants of.
	iter     int
	variants []*entry
	gen      Value
	head     *entry
	refused  bool
	made     uint64 // what the last region was built from: see fingerprint
	// resumes: the region is where a generator goes on that was suspended at
	// instruction from; see resume.go.
	resumes bool
	apart   bool // generators are not built into loops over them
	from    int
}

// selfTest says whether machine code can run here; tests replace it.
var selfTest = amd64.SelfTest

// New makes the compiler of an isolate. The error says why there is none; the
// interpreter runs alone then.
func New(iso *runtime.Isolate, cfg Config) (*JIT, error) {
	j := &JIT{iso: iso, t: iso.Main(), cfg: cfg, frameMargin: 64 << 10}
	// The class of objects that are exactly of these classes cannot be set.
	for _, typ := range [...]*runtime.Type{iso.Types.List, iso.Types.Tuple, iso.Types.Str, iso.Types.Bytes, iso.Types.ByteArray,
		iso.Types.Dict, iso.Types.Set, iso.Types.FrozenSet} {
		j.fixed = j.fixed.Add(typ.RootShape())
	}
	j.stats, j.started = newStats(), time.Now()
	if cfg.DumpDir != "" {
		j.dump = newDumper(j)
	}
	j.ctx = j.t.Context()
	j.eval.IntShape, j.eval.FloatShape = j.t.IntShape, iso.Types.Float.RootShape()
	if !cfg.Lazy {
		if err := j.prepare(); err != nil {
			return nil, err
		}
	}
	iso.AddRoots(j.mark)
	iso.Native = j
	return j, nil
}

// prepare makes ready what compiled code needs, the first time.
func (j *JIT) prepare() error {
	if j.cfg.Evaluate || j.mem != nil {
		return nil
	}
	if err := selfTest(); err != nil {
		return fmt.Errorf("jit: %w", err)
	}
	mem, err := codemem.New(256 << 20)
	if err != nil {
		return fmt.Errorf("jit: %w", err)
	}
	j.mem = mem
	if j.lazy, err = mem.Publish(lazyStub, 16); err != nil {
		return fmt.Errorf("jit: %w", err)
	}
	if j.cfg.PerfMap {
		if err := perfAdd(j.lazy, len(lazyStub), "py::[return to invalid code]"); err != nil {
			j.log("perf map: %v", err)
		}
	}
	return nil
}

// ready prepares when the first hot code was found, and reports whether code
// can be compiled.
func (j *JIT) ready() bool {
	if j.mem != nil || j.cfg.Evaluate {
		return true
	}
	if j.unable {
		return false
	}
	if err := j.prepare(); err != nil {
		j.unable = true
		if j.cfg.Log != nil {
			fmt.Fprintln(j.cfg.Log, err)
		}
		return false
	}
	return true
}

// Guard makes hardware faults in compiled code recoverable on this goroutine,
// which is about to run Python; it returns what undoes that.
func (j *JIT) Guard() (undo func()) {
	if j.cfg.Evaluate {
		return func() {}
	}
	return amd64.GuardFaults()
}

// Close frees the machine code. Nothing of the isolate may run any more.
func (j *JIT) Close() error {
	if j.jobs != nil {
		close(j.jobs)
		j.worker.Wait()
	}
	err := j.WriteDump()
	if j.mem != nil {
		err = errors.Join(err, j.mem.Close())
	}
	return err
}

func (j *JIT) log(format string, args ...any) {
	if j.cfg.Log != nil {
		at := float64(time.Since(j.started)) / float64(time.Millisecond)
		fmt.Fprintf(j.cfg.Log, "jit: %.2f ms: "+format+"\n", append([]any{at}, args...)...)
	}
}

// lazyExit is the number of the exit that lazyStub takes.
const lazyExit = 1<<32 - 1

// lazyStub is: mov [rbx], rax; mov eax, lazyExit; ret.
var lazyStub = []byte{0x48, 0x89, 0x03, 0xb8, 0xff, 0xff, 0xff, 0xff, 0xc3}

func (j *JIT) entryAt(p *codeProfile, at int) *entry {
	e := p.entries[at]
	if e == nil {
		e = &entry{p: p, at: at}
		e.iter = -1
		if l, ok := p.flow.byHead[at]; ok {
			if in := p.info.Instrs[p.flow.loops[l].end]; in.Op() == bytecode.FORITER {
				e.iter = int(in.B()) / 8
			}
		}
		p.entries[at] = e
	}
	return e
}

// maxVariants is for how many generators a loop is compiled.
const maxVariants = 8

// variant is the entry for the generator that a loop is over in the frame at R;
// e itself when it is over something else, nil when there are too many.
func (e *entry) variant(R uintptr) *entry {
	if e.iter < 0 {
		return e
	}
	v := abi.Load(R + uintptr(e.iter)*abi.Word)
	if !v.IsKind(abi.KindGenerator) {
		return e
	}
	code := abi.Obj[abi.Function](abi.Obj[abi.Generator](v).Func).Code
	for _, x := range e.variants {
		if x.gen == code {
			return x
		}
	}
	if len(e.variants) == maxVariants {
		return nil
	}
	x := &entry{p: e.p, at: e.at, iter: -1, gen: code, head: e}
	e.variants = append(e.variants, x)
	return x
}

// unpatch takes ENTER away, unless there are variants that need it.
func (j *JIT) unpatch(e *entry) {
	if e.resumes {
		j.setResume(e, 0)
		return
	}
	if e.head != nil {
		for _, x := range e.head.variants {
			if x != e && (x.region != nil || x.old != nil) {
				return
			}
		}
	}
	interp.Unpatch(j.pcOf(e))
}

func (j *JIT) pcOf(e *entry) uintptr { return instrAddr(e.p.code, e.at) }

// compilable says why code is not compiled, "" if it is.
func (j *JIT) compilable(p *codeProfile) string {
	if p.refused != "" {
		return p.refused
	}
	c := p.info
	switch {
	case c.Flags&(bytecode.FlagCoroutine|bytecode.FlagAsyncGenerator|bytecode.FlagIterCoroutine) != 0:
		p.refused = "a coroutine"
	case c.NumRegs > 400:
		p.refused = "too many registers"
	case len(c.Instrs) > 6000:
		p.refused = "too long"
	case superLooks(c):
		p.refused = "it looks at its variables: super"
	}
	for _, k := range c.Consts {
		if s, ok := k.(string); ok && introspection[s] {
			p.refused = "it looks at its variables: " + s
		}
	}
	return p.refused
}

// HotLoop implements runtime.NativeCode.
func (j *JIT) HotLoop(t *runtime.Thread, pc, R, K uintptr) {
	if j.observing > 0 && R == j.stepR {
		return
	}
	p := j.profileOf(interp.CodeOf(R))
	at := int(pc-p.code.Entry) / abi.Word
	if _, ok := p.flow.byHead[at]; !ok {
		return
	}
	e := j.entryAt(p, at)
	e.ticks++
	if e.refused || e.region != nil || e.pending || j.compilable(p) != "" {
		return
	}
	if e.ticks < loopTicks && !j.cfg.Force {
		return
	}
	if o := j.outer(p, at); o != nil && !o.refused && e.ticks < stuckTicks {
		e = o
	}
	if e.region == nil && !e.pending {
		if j.covered(e) {
			e.ticks = 0
			return
		}
		j.note(e, "hot")
		interp.Patch(j.pcOf(e))
	}
}

// note logs a step of an entry on the way to compiled code.
func (j *JIT) note(e *entry, what string) {
	if j.cfg.Log != nil {
		j.log("%s %s:%d", what, e.p.info.Qualname, e.at)
	}
}

// outer finds the outermost loop around the one at instruction at that goes
// round too.
func (j *JIT) outer(p *codeProfile, at int) *entry {
	for k := range p.flow.loops {
		l := &p.flow.loops[k]
		if l.head < at && at <= l.end && abi.Load8(instrAddr(p.code, l.end)+1) != j.cfg.LoopHeat() {
			return j.entryAt(p, l.head)
		}
	}
	return nil
}

// HotCall implements runtime.NativeCode.
func (j *JIT) HotCall(t *runtime.Thread, code Value) {
	p := j.profileOf(code)
	if p.info.Flags&(generators|bytecode.FlagHidden) != 0 || j.compilable(p) != "" {
		return
	}
	if e := j.entryAt(p, 0); e.region == nil && !e.refused && !e.pending {
		if j.covered(e) {
			p.code.Heat = j.cfg.CallHeat()
			return
		}
		j.note(e, "hot")
		interp.Patch(j.pcOf(e))
	}
}

// advance takes an entry further on the way to compiled code, and the program
// with it.
func (j *JIT) advance(t *runtime.Thread, e *entry, pc, R, K uintptr) (uintptr, uintptr, uintptr) {
	if j.observing >= maxObserving || e.refused {
		if e.refused {
			j.unpatch(e)
		}
		return interp.Step(t, pc, R, K)
	}
	if j.covered(e) {
		j.cool(e)
		return interp.Step(t, pc, R, K)
	}
	start := time.Now()
	if j.overspent(start) {
		if e.old != nil && e.old.valid && !e.resumes {
			j.stats.Postponed++
			return j.enter(t, e.old, R, pc, K)
		}
		j.postpone(e)
		return interp.Step(t, pc, R, K)
	}
	times, steps := observeTimes, observeSteps
	if j.cfg.Force {
		times, steps = 1, 300
	} else if e.tries > 0 { // too little was seen the last time
		times, steps = 2, observeSteps<<min(e.tries, 4)
	} else if e.rounds == 0 && e.p.sites[e.at].count >= 40 {
		e.rounds = times - 1 // much of it was observed already
	}
	if e.rounds > 0 && j.early(e, start) {
		j.postpone(e)
		return interp.Step(t, pc, R, K)
	}
	if e.rounds < times {
		e.rounds++
		j.note(e, "observed")
		pc, R, K = j.observe(t, pc, R, K, steps)
		j.spent += time.Since(start)
		return pc, R, K
	}
	r := j.compile(t, e, R)
	j.spent += time.Since(start)
	if r != nil {
		return j.enter(t, r, R, pc, K)
	}
	return interp.Step(t, pc, R, K)
}

// yields reports whether the loop at an entry gives control to another frame so
// often, by what was observed, that to leave compiled code for that each time is
// slower than the interpreter.
func (j *JIT) yields(e *entry) bool {
	k, ok := e.p.flow.byHead[e.at]
	if !ok || e.p.info.Flags&bytecode.FlagGenerator == 0 {
		return false
	}
	l := &e.p.flow.loops[k]
	left := uint32(0)
	for i := l.head; i <= l.end; i++ {
		if !e.p.flow.start[i] {
			continue
		}
		if s := &e.p.sites[i]; s.sinks() {
			continue
		} else if suspends(e.p.info.Instrs[i].Op()) || e.p.info.Instrs[i].Op() == bytecode.FORITER && s.b&kGenerator != 0 {
			left += s.count
		}
	}
	return left > e.p.sites[l.head].count/yieldShare
}

// yieldShare is how many times a loop that yields has to go round for each.
const yieldShare = 16

// job is the compilation of a region.
type job struct {
	e     *entry
	r     *region
	f     *ir.Func
	code  *amd64.Code
	first uint32 // number of the first exit
	page  *page
	times RegionTime
	err   error
}

// compile compiles the region at an entry for the frame at R. It returns it
// when that is done at once, not in the background.
func (j *JIT) compile(t *runtime.Thread, e *entry, R uintptr) *region {
	if !j.ready() {
		j.refuse(e, "no machine code here")
		return nil
	}
	if !e.resumes && j.yields(e) {
		j.refuse(e, "a loop that yields")
		return nil
	}
	e.tries++
	made := e.made
	stop := j.clock()
	var r *region
	var f *ir.Func
	var err error
	for _, avoid := range []bool{false, true} {
		j.avoidVirtual = avoid
		peeled := 0
		for err = errAgain; err == errAgain; peeled = r.peeled {
			r = &region{e: e, p: e.p, at: e.at, valid: true, blind: map[[2]int32]bool{}, consts: map[Value]struct{}{}, codes: map[*codeProfile]struct{}{}, peeled: peeled}
			f, err = j.build(t, r, R)
		}
		if err == nil || len(j.noVirtual) == 0 {
			break
		}
		j.noVirtual = j.noVirtual[:0]
	}
	j.avoidVirtual = false
	took := stop()
	if err == nil && j.cfg.Verify {
		if verr := f.Verify(); verr != nil {
			panic(fmt.Sprintf("jit: %s: the builder made wrong IR: %v\n%s", r.name(), verr, f))
		}
	}
	if err != nil {
		j.refuse(e, err.Error())
		return nil
	}
	b := &job{e: e, r: r, f: f, times: RegionTime{Name: r.name(), Bytecodes: f.Size, Nodes: len(f.Nodes), Build: took}}
	e.made = fingerprint(f)
	r.settled = e.made == made
	b.page = j.dump.begin(e, r, f)
	j.text(r, "built", f)
	for p := range r.codes {
		p.regions = append(p.regions, r)
	}
	j.regions = append(j.regions, r)
	if j.background() {
		j.note(e, "built")
		e.pending, r.pending = true, true
		if e.old != nil && e.old.valid {
			j.setNative(e.old)
		} else {
			j.unpatch(e)
		}
		j.submit(b)
		return nil
	}
	j.translate(b)
	return j.finish(b)
}

// background reports whether to compile beside the program.
func (j *JIT) background() bool {
	return !j.cfg.Synchronous && !j.cfg.Evaluate && !j.cfg.Verify && j.dump == nil && j.cfg.DumpText == nil && j.cfg.Inspect == nil && j.cfg.Alter == nil
}

// fingerprint is the same for functions that are built in the same way.
func fingerprint(f *ir.Func) uint64 {
	h := uint64(1)
	mix := func(x uint64) { h = (h ^ x) * 0x9e3779b97f4a7c15; h ^= h >> 29 }
	for i := range f.Nodes {
		n := &f.Nodes[i]
		mix(uint64(n.Op)<<32 | uint64(uint32(n.PC)))
		mix(uint64(n.Aux))
		mix(uint64(n.Aux2)<<8 | uint64(n.Rep))
		for _, a := range n.Args {
			mix(uint64(a))
		}
	}
	for i := range f.Blocks {
		b := &f.Blocks[i]
		mix(uint64(b.Term)<<32 | uint64(uint32(b.PC)))
		for _, e := range b.Succs {
			mix(uint64(e.To))
		}
	}
	return h
}

// translate optimises a region and makes its machine code. It may run beside
// the program: it touches nothing but the job.
func (j *JIT) translate(b *job) {
	stop := j.clock()
	if !j.cfg.NoOpt {
		j.optimise(b.r, b.f, b.page)
		j.text(b.r, "optimised", b.f)
	}
	if j.cfg.Inspect != nil {
		j.cfg.Inspect(b.f)
	}
	b.times.Opt = b.page.passes(stop())
	if !j.cfg.Evaluate {
		stop = j.clock()
		cfg := amd64.Config{FirstExit: j.nextExit, Bump: j.iso.Heap.Bump, BumpLeaf: j.iso.Heap.BumpLeaf, Classes: j.iso.Heap.Classes, IntShape: j.t.IntShape, FloatShape: j.iso.Types.Float.RootShape(),
			StrHeader:  abi.Header{Shape: j.t.StrShape, Kind: abi.KindStr, Aux: abi.StrASCII}.Word(),
			Chars:      j.t.CharTable(),
			LoopOffset: j.cfg.LoopOffset, FailEvery: j.cfg.FailEvery}
		cfg.GenShape, cfg.CountDepth = j.iso.Types.Generator.RootShape(), b.e.resumes
		if b.e.at == 0 {
			cfg.Self = b.e.p.info.Obj.Addr()
		}
		b.first = j.nextExit
		if b.code, b.err = amd64.Compile(b.f, &cfg); b.err == nil {
			j.nextExit += uint32(len(b.code.Exits))
		}
		b.times.Emit = stop()
	}
	b.f.Settle()
}

// Poll implements runtime.NativeCode: it installs what was compiled in the
// background.
func (j *JIT) Poll(t *runtime.Thread) {
	j.mu.Lock()
	done := j.done
	j.done = nil
	j.mu.Unlock()
	for _, b := range done {
		b.e.pending = false
		j.finish(b)
	}
}

// finish installs a region that was compiled, unless what it relies on has
// changed meanwhile.
func (j *JIT) finish(b *job) *region {
	b.r.pending = false
	if b.err == nil && b.code != nil {
		b.err = j.publish(b)
	}
	if b.err != nil {
		j.retire(b.r)
		j.refuse(b.e, b.err.Error())
		return nil
	}
	if b.code != nil {
		b.times.CodeBytes = len(b.code.Bytes)
	}
	j.stats.compiled(b.times)
	j.dump.end(b.page, b.times)
	j.log("compiled %s: %d nodes, build %v, opt %v, emit %v", b.r.name(), len(b.f.Nodes), b.times.Build, b.times.Opt, b.times.Emit)
	if !b.r.valid {
		return nil
	}
	b.r.f = b.f
	j.install(b.e, b.r)
	return b.r
}

// retire forgets a region that never ran.
func (j *JIT) retire(r *region) {
	r.valid = false
	for p := range r.codes {
		p.regions = slices.DeleteFunc(p.regions, func(x *region) bool { return x == r })
	}
}

func (j *JIT) refuse(e *entry, why string) {
	e.refused = true
	j.stats.Refused[why]++
	j.log("refused %s:%d: %s", e.p.info.Qualname, e.at, why)
	j.unpatch(e)
}

// publish makes the machine code of a job executable.
func (j *JIT) publish(b *job) error {
	r, code := b.r, b.code
	r.f = b.f
	if j.cfg.Alter != nil {
		j.cfg.Alter(r.name(), code)
	}
	base, err := j.mem.Publish(code.Bytes, 64)
	if err != nil {
		return err
	}
	amd64.Serialize() // there may have been other code
	r.code, r.base, r.first = code, base, b.first
	r.exits = make([]exitCount, len(code.Exits))
	r.resume = map[int]int{}
	for k := range code.Exits {
		if x := &code.Exits[k]; x.Kind == amd64.ExitCall || x.Kind == amd64.ExitResume {
			r.resume[x.Resume] = k
		}
	}
	infos := make([]exitInfo, len(code.Exits))
	for len(j.exits) < int(b.first) {
		j.exits = append(j.exits, nil) // of a region that was given up
	}
	for k := range code.Exits {
		x := &infos[k]
		x.Exit, x.r, x.num = &code.Exits[k], r, k
		x.count, x.frameSize, x.depth = &r.exits[k], uintptr(code.FrameSize), uintptr(code.Dump)+amd64.DepthWord*abi.Word
		if x.Node != 0 {
			x.n = r.f.Node(x.Node)
			if x.Kind == amd64.ExitHelper && helper(x.n.Aux) != hStep {
				x.helper, x.nargs = helperTable[x.n.Aux].fn, len(x.n.Args)
				x.args, x.resume = uintptr(code.Dump), base+uintptr(x.Resume)
				j.findShort(x)
			}
		}
		if st := &r.f.States[x.State]; x.State != 0 {
			if st.Parent != 0 {
				if !x.innermost(st.Fn) {
					j.exits = append(j.exits, x)
					continue
				}
			}
			x.base, x.pc = uintptr(st.Base), instrAddr(j.codeOf(r.f, st.Code), int(st.PC))
		}
		j.exits = append(j.exits, x)
	}
	j.byAddr = append(j.byAddr, r)
	sort.Slice(j.byAddr, func(a, b int) bool { return j.byAddr[a].base < j.byAddr[b].base })
	j.perf(r.name(), base, code)
	j.listing(r)
	return nil
}

// install makes a region the one that is entered.
func (j *JIT) install(e *entry, r *region) {
	e.region, e.old = r, nil
	switch {
	case e.resumes: // entered by the word behind its YIELD
	case r.trifling() && !j.cfg.Force:
		j.unpatch(e) // compiled code calls it
	default:
		interp.Patch(j.pcOf(e))
	}
	j.setNative(r)
}

// setNative has compiled code enter a region of a whole function directly.
func (j *JIT) setNative(r *region) {
	switch {
	case r.code == nil:
	case r.e.resumes:
		j.setResume(r.e, r.base+uintptr(r.code.NativeEntry))
	case r.at == 0:
		r.p.code.Native = r.base + uintptr(r.code.NativeEntry)
	}
}

// clearNative undoes setNative.
func (j *JIT) clearNative(r *region) {
	switch {
	case r.e.resumes:
		j.setResume(r.e, 0)
		r.e.soon()
	case r.at == 0:
		r.p.code.Native = 0
	}
}

// outdate has a region compiled again, for code that it leaves out. It is not
// wrong: it is used until the new one is there, but for observing.
func (j *JIT) outdate(e *entry, r *region, why string) {
	j.stats.Invalidated++
	j.log("outdated %s: %s", r.name(), why)
	e.region, e.old, e.rounds = nil, r, 1 // the first exits were observed
	if j.cfg.Force {
		e.rounds = 0
	}
	if !e.resumes {
		interp.Patch(j.pcOf(e))
	}
	j.clearNative(r)
}

// invalidate takes a region out of use.
func (j *JIT) invalidate(r *region, why string) {
	if !r.valid {
		return
	}
	r.valid = false
	j.stats.Invalidated++
	j.log("invalidated %s: %s", r.name(), why)
	j.dump.invalidated(r, why)
	e := r.e
	if e.region == r || e.old == r {
		e.region, e.old, e.rounds = nil, nil, 0
		if !e.resumes {
			interp.Patch(j.pcOf(e))
		}
		j.clearNative(r)
		if e.tries >= maxCompiles {
			j.refuse(e, "compiled too often")
		}
	}
	for p := range r.codes {
		for i, x := range p.regions {
			if x == r {
				p.regions = append(p.regions[:i], p.regions[i+1:]...)
				break
			}
		}
	}
	if r.code != nil {
		j.divert(r)
	}
}

// divert has frames that would return into a region return to Go instead.
func (j *JIT) divert(r *region) {
	t := j.t
	j.CompleteFrames(t) // begin leaves out headers
	for R := t.R; R != 0 && R != t.StackBase(); {
		h := abi.Frame(R)
		if h.Native == 0 {
			R = h.R
			continue
		}
		owner, _ := j.callSite(j.returnAddr(h))
		if owner == r && h.Native != j.lazy {
			h.PC, h.Native = h.Native, j.lazy
		}
		R -= uintptr(owner.code.FrameSize)
	}
}

// returnAddr is where a frame that compiled code called returns to.
func (j *JIT) returnAddr(h *abi.FrameHeader) uintptr {
	if h.Native == j.lazy {
		return h.PC
	}
	return h.Native
}

// leaveNow makes up an invalidation, in tests, of a region with the frame R,
// behind a call.
func (j *JIT) leaveNow(t *runtime.Thread, r *region, R uintptr) bool {
	return j.cfg.InvalidateEvery > 0 && j.countCall(t, r, R)
}

func (j *JIT) countCall(t *runtime.Thread, r *region, R uintptr) bool {
	if j.calls++; j.calls < j.cfg.InvalidateEvery {
		return false
	}
	j.calls = 0
	t.R = R // from where the stack can be walked: the frames inlined there are not complete
	j.invalidate(r, "a test")
	return true
}

// afterExit is called when a region was left at a failing check (node) or at an
// exit (block), for the n-th time at that place. It learns from it, and goes on.
func (j *JIT) afterExit(t *runtime.Thread, r *region, node ir.ID, block ir.BlockID, n int, pc, R, K uintptr) (uintptr, uintptr, uintptr) {
	if j.cfg.Stats {
		j.stats.exit(r, node, block)
	}
	t.R, t.PC = R, pc // who is told of an invalidation walks over the stack
	limit := j.exitLimit(r)
	guessed := false
	if node == 0 {
		switch r.f.Block(block).Reason {
		case ir.ExitRaise:
			if h := j.handles(r.f, r.f.Block(block).State); h == nil || h.flags&failCatch != 0 {
				j.judge(r, n)
				return pc, R, K
			} else if n >= limit {
				h.flags |= failCatch
			}
		case ir.ExitUnsupported, ir.ExitGenerator:
			j.judge(r, n)
			return pc, R, K // always so
		}
	} else if x := r.f.Node(node); x.Op == ir.OpCheckDepth {
		return pc, R, K
	} else if guessed = r.guessed(node); !guessed && (n >= 2 || j.cfg.Force) {
		j.blame(r, node)
	}
	if j.cfg.FailEvery > 0 {
		return pc, R, K
	}
	e := r.e
	if n >= limit && r.settled && r.spent >= time.Duration(n)*worthExit {
		limit <<= 8
	}
	now := time.Now()
	switch late := n >= limit && r.valid && (e.pending || j.overspent(now)); {
	case late && (e.region == r || e.old == r) && r.bearable(now):
		j.stats.Postponed++
	case late && e.old == r:
		j.invalidate(r, "left too often while it waits")
	case n >= limit && r.valid && (e.region == r || e.old != r && node != 0):
		what := "exit " + r.f.Block(block).Reason.String()
		if st := r.f.State(r.f.Block(block).State); node == 0 {
			c := j.iso.CodeAt(r.f.Codes[st.Code].Index)
			what += fmt.Sprintf(", %s line %d", c.Qualname, c.Pos[st.PC].Line)
		}
		if node != 0 {
			what = r.f.NodeString(node)
		}
		if (node == 0 || guessed) && !r.settled && e.tries < maxCompiles && j.cfg.InvalidateEvery == 0 {
			j.outdate(e, r, what)
		} else {
			j.invalidate(r, what)
		}
		if !e.refused {
			if e.old == nil {
				e.rounds = 0
			}
			if r.settled && r.spent < time.Duration(n)*worthExit {
				j.refuse(e, "left again and again at the same place")
			}
		}
	}
	if n <= 4 && j.observing < maxObserving {
		return j.observe(t, pc, R, K, 300)
	}
	return pc, R, K
}

// judge takes a region out of use that is left so soon, always, that it costs
// more than it gains: n is how often it was left at this place.
func (j *JIT) judge(r *region, n int) {
	if j.cfg.Force || j.cfg.FailEvery > 0 || !r.probe.done(n) || !r.valid {
		return
	}
	j.invalidate(r, "left too soon")
	e := r.e
	if !e.resumes {
		e = r.p.entries[r.at]
	}
	if e != nil && !e.refused {
		j.refuse(e, "left too soon")
	}
}

// blame notes at the instruction a check was for that it failed.
func (j *JIT) blame(r *region, node ir.ID) {
	n := r.f.Node(node)
	p := j.profileOf(j.iso.CodeAt(r.f.Codes[n.Code].Index).Obj)
	s := &p.sites[n.PC]
	if st := r.f.State(n.State); st.PC != n.PC || st.Code != n.Code {
		// It was moved in front of a loop.
		p := j.profileOf(j.iso.CodeAt(r.f.Codes[st.Code].Index).Obj)
		if _, ok := p.flow.byHead[int(st.PC)]; ok {
			p.unsure[int(st.PC)] = true
			return
		}
	}
	switch n.Op {
	case ir.OpAddOv, ir.OpSubOv, ir.OpMulOv, ir.OpNegOv, ir.OpAbsOv, ir.OpShlOv, ir.OpF2I, ir.OpCheckI2F:
		s.flags |= failOverflow
	case ir.OpCheckBounds, ir.OpQuoWide, ir.OpRemWide:
		if s.flags&failBounds != 0 {
			s.flags |= failOther
		}
		s.flags |= failBounds
	case ir.OpCheckFlags:
		if s.flags&failListKind != 0 {
			s.flags |= failOther
		}
		s.flags |= failListKind
	case ir.OpCheckIs:
		if Value(n.Aux).IsKind(abi.KindFunction) {
			s.flags |= failTarget // it may be another closure of the same code
		} else {
			s.flags |= failCall
		}
	case ir.OpCheckKind:
		s.flags |= failCall
	case ir.OpCheckFalse:
		switch op := p.info.Instrs[n.PC].Op(); {
		case s.b == kDict && (op == bytecode.GETITEM || op == bytecode.GETITEMI || op == bytecode.GETITEMK):
			s.flags |= failMissing
		default:
			s.flags |= failOther
		}
	case ir.OpCheckTrue, ir.OpCheckEq, ir.OpCheckIsNot, ir.OpTableFind, ir.OpSetAdd, ir.OpCheckU64:
		s.flags |= failOther
	}
}

// FlushGlobal implements runtime.NativeCode.
func (j *JIT) FlushGlobal(d, name Value) {
	for _, r := range j.regions {
		for _, dep := range r.deps {
			if r.valid && dep.dict == d && dep.name == name {
				j.invalidate(r, "a global changed")
			}
		}
	}
}

// FlushClasses implements runtime.NativeCode.
func (j *JIT) FlushClasses() {
	for _, r := range j.regions {
		if r.valid && r.classes {
			j.invalidate(r, "a class or function changed")
		}
	}
}

// FlushCode implements runtime.NativeCode.
func (j *JIT) FlushCode(code Value) {
	if p, ok := j.iso.CodeInfo(code).Native.(*codeProfile); ok {
		for len(p.regions) > 0 {
			j.invalidate(p.regions[0], "code with several global namespaces")
		}
	}
}

// FreeCode implements runtime.NativeCode.
func (j *JIT) FreeCode(addr uintptr) {
	c := abi.ObjAt[abi.Code](addr)
	if p, ok := j.iso.CodeAt(c.Index).Native.(*codeProfile); ok {
		for at, e := range p.entries {
			if e == nil {
				continue
			}
			interp.Unpatch(instrAddr(c, at))
		}
	}
}

// Stats returns what was counted.
func (j *JIT) Stats() Stats {
	s := j.stats
	s.Elapsed = time.Since(j.started)
	return s
}
