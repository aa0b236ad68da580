package jit

import (
	"slices"
	"sort"

	"github.com/go-python/gopython/gc"
	"github.com/go-python/gopython/internal/abi"
)

// What regions refer to is alive as long as they are; the code of a region that
// is out of use is given back when no frame can return into it. Both are
// decided in collections: the stack is as the collector sees it then, and
// nothing compiled runs.

// mark is the roots of compiled code.
func (j *JIT) mark(m *gc.Marker) {
	j.reclaim()
	for _, r := range j.regions {
		for v := range r.consts {
			m.Value(v)
		}
	}
	j.eval.Runs(func(values []uint64) {
		at := abi.AddrOf(values)
		m.Conservative(at, at+uintptr(len(values))*abi.Word)
	})
}

// reclaim forgets the regions that are out of use and on no stack. Those that
// wait for Go are listed; for others that have called something, its return
// address is in a word of the stack. Any word that looks like it counts.
func (j *JIT) reclaim() {
	if j.cfg.Evaluate {
		return // there is no telling what the evaluator is in
	}
	dead := 0
	for _, r := range j.byAddr {
		r.held = r.valid
		if !r.valid {
			dead++
		}
	}
	if dead > 0 {
		for i := range j.stack {
			if x := j.stack[i].x; x != nil {
				x.r.held = true
			}
		}
		t := j.t
		low := j.byAddr[0].base
		size := j.byAddr[len(j.byAddr)-1].base + uintptr(len(j.byAddr[len(j.byAddr)-1].code.Bytes)) - low
		for p := t.StackBase() - abi.FrameHeaderSize; p < t.Top(); p += abi.Word {
			w := uintptr(abi.Load64(p))
			if w-low < size {
				j.hold(w)
			}
		}
	}
	keep := func(r *region) bool { return r.valid || r.code != nil && r.held || r.pending }
	for _, r := range j.byAddr {
		if !keep(r) {
			j.free(r)
		}
	}
	if dead > 0 {
		j.byAddr = slices.DeleteFunc(j.byAddr, func(r *region) bool { return !keep(r) })
	}
	j.regions = slices.DeleteFunc(j.regions, func(r *region) bool { return !keep(r) })
}

// hold keeps the region whose code an address is in.
func (j *JIT) hold(addr uintptr) {
	i := sort.Search(len(j.byAddr), func(i int) bool { return j.byAddr[i].base > addr }) - 1
	if i >= 0 && addr < j.byAddr[i].base+uintptr(len(j.byAddr[i].code.Bytes)) {
		j.byAddr[i].held = true
	}
}

// free gives the machine code of a region back.
func (j *JIT) free(r *region) {
	for i := range r.exits {
		j.exits[r.first+uint32(i)] = nil
	}
	j.mem.Free(r.base, len(r.code.Bytes))
	j.stats.Freed += len(r.code.Bytes)
	j.log("freed %s: %d bytes", r.name(), len(r.code.Bytes))
}
