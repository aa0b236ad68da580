package jit

import (
	"fmt"
	"time"

	"github.com/go-python/gopython/internal/abi"
	"github.com/go-python/gopython/ir"
	"github.com/go-python/gopython/jit/amd64"
)

// region is a piece of compiled code and what it relies on.
type region struct {
	e     *entry
	p     *codeProfile
	at    int // instruction where it begins
	valid bool
	// settled: it is what it was before it was compiled again. What fails here
	// has taught nothing that would make a difference.
	settled bool
	spent   time.Duration // inside, of one that is settled and entered by the interpreter
	f       *ir.Func
	// consts are objects that the code refers to.
	consts  map[Value]struct{}
	deps    []dependency
	peeled  int  // loops that were peeled for it
	classes bool // relies on attributes of classes or functions
	probe   probe
	blind   map[[2]int32]bool // instructions (code, index) that were built though never executed
	// Exits for which there should be a new version, while there is no time for it.
	late   int
	lateAt time.Time // when the first of lateRound of them was taken
	codes  map[*codeProfile]struct{}

	// Machine code: its address, and its exits.
	code  *amd64.Code
	base  uintptr
	first uint32 // number of its first exit
	// pending: it is being compiled in the background. held: the last collection
	// found it in use.
	pending, held bool
	exits         []exitCount
	// resume finds an exit by where it resumes.
	resume map[int]int
}

// dependency is a global name that the region takes for a constant.
type dependency struct{ dict, name Value }

// exitCount counts how often an exit was taken, and how often a slow path ended
// in the interpreter.
type exitCount struct {
	n, left int
	raised  int // exceptions that went to the interpreter's unwinding
}

// fewBytecodes is how many the interpreter executes while compiled code is
// entered and left.
const fewBytecodes = 12

// trifling reports whether the region is done sooner by the interpreter than it
// is entered from there: a short function that calls none and has no loop.
func (r *region) trifling() bool {
	if r.at != 0 || r.code == nil || r.f.Size > fewBytecodes {
		return false
	}
	for i := range r.f.Nodes {
		if r.f.Nodes[i].Op == ir.OpCallPy {
			return false
		}
	}
	return len(r.p.flow.loops) == 0
}

func (r *region) name() string {
	return fmt.Sprintf("%s:%d", r.p.info.Qualname, r.at)
}

// keep keeps an object alive as long as the region.
func (r *region) keep(v Value) {
	if v.IsPtr() {
		r.consts[v] = struct{}{}
	}
}

// uses notes that code of p is part of the region.
func (r *region) uses(p *codeProfile) {
	if _, ok := r.codes[p]; !ok {
		r.codes[p] = struct{}{}
		r.keep(p.info.Obj)
	}
}

func (r *region) dependOn(d, name Value) {
	for _, x := range r.deps {
		if x.dict == d && x.name == name {
			return
		}
	}
	r.keep(d)
	r.deps = append(r.deps, dependency{d, name})
}

// guessed reports whether a check is of an instruction of which nothing was
// known.
func (r *region) guessed(node ir.ID) bool {
	n := r.f.Node(node)
	return r.blind[[2]int32{n.Code, n.PC}]
}

// trusts reports whether an instruction that was not observed is compiled all
// the same: the one that the region begins with.
func (r *region) trusts(fr *frame, i int) bool { return fr.parent == nil && i == r.at }

// addr is the address of an instruction of a code object.
func instrAddr(c *abi.Code, i int) uintptr { return c.Entry + uintptr(i)*abi.Word }

// probe measures how long a region runs that is always left again where
// it cannot go on.
type probe struct {
	left, short int // entries still to be measured; those that were too short
	entered     time.Time
}

const (
	probeAfter   = 200 // exits at one place
	probeEntries = 32
	probeShort   = 200 * time.Nanosecond // what it costs to come and go
)

// done is told of an exit; it reports whether the region is not worth being
// entered.
func (p *probe) done(exits int) bool {
	if exits == probeAfter {
		p.left, p.short = probeEntries, 0
	}
	if p.left == 0 || p.entered.IsZero() {
		return false
	}
	if time.Since(p.entered) < probeShort {
		p.short++
	}
	p.entered = time.Time{}
	p.left--
	return p.left == 0 && p.short > probeEntries*3/4
}
