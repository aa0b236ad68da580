package jit

import (
	"slices"
	"time"

	"github.com/go-python/gopython/internal/bytecode"
)

// Loops over ints of many digits. Nearly all of their time passes in the
// runtime's arithmetic, which compiled code calls too: it gains little, and
// only a program that runs for long makes up for what compiling takes.

const (
	// heavyShare is how many of the instructions of such a loop have an operand
	// of many digits: one in so many, or more.
	heavyShare = 4
	// heavyAge is how long a program has run when they are compiled.
	heavyAge = 100 * time.Millisecond
)

// heavy reports whether an entry is such a loop, by what was observed. Ints
// that are large in between only, as in products modulo 2**64, are no reason.
func (e *entry) heavy() bool {
	k, ok := e.p.flow.byHead[e.at]
	if !ok || !slices.ContainsFunc(e.p.heads[e.at], func(seen kinds) bool { return seen&kBig != 0 }) {
		return false
	}
	l := &e.p.flow.loops[k]
	all, big := uint64(0), uint64(0)
	for i := l.head; i <= l.end; i++ {
		if !e.p.flow.start[i] {
			continue
		}
		s := &e.p.sites[i]
		all += uint64(s.count)
		if op := e.p.info.Instrs[i].Op(); op >= bytecode.ADD && op <= bytecode.NOT && (s.b|s.c)&kBig != 0 {
			big += uint64(s.count)
		}
	}
	return heavyShare*big >= all
}

// early reports whether to leave an entry to the interpreter for now.
func (j *JIT) early(e *entry, now time.Time) bool {
	return !j.cfg.Force && j.background() && now.Sub(j.started) < heavyAge && e.heavy()
}
