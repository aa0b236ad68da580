package jit

import "time"

// What compiling may cost the program, and what is not compiled, for now.

const (
	budgetStart = 2 * time.Millisecond
	budgetShare = 6 // one part in
)

// overspent reports whether the compiler has had its share of the time: what it
// does beside the program costs little, but what it does in its place is not
// made up for by a program that is about to end.
func (j *JIT) overspent(now time.Time) bool {
	return j.background() && !j.cfg.Force && j.spent > budgetStart && j.spent > now.Sub(j.started)/budgetShare
}

// postpone has the counters find an entry again.
func (j *JIT) postpone(e *entry) {
	j.stats.Postponed++
	j.note(e, "postponed")
	j.cool(e)
}

// cool has the counters find an entry again.
func (j *JIT) cool(e *entry) {
	j.unpatch(e)
	e.ticks = 0
	if e.at == 0 {
		e.p.code.Heat = j.cfg.CallHeat()
	}
}

// covered reports whether what an entry begins is inlined in a region that is
// being compiled, which may do instead of one of its own.
func (j *JIT) covered(e *entry) bool {
	if j.cfg.Force || e.old != nil || e.resumes || e.head != nil {
		return false
	}
	for _, r := range e.p.regions {
		if r.pending && r.valid && r.e.p != e.p && !r.e.resumes {
			return true
		}
	}
	return false
}

const (
	// lateRound is after how many exits it is looked whether they are too many.
	lateRound = 32
	// bearableExit is how far apart they are at least where compiled code is
	// still better than the interpreter.
	bearableExit = 500 * time.Nanosecond
)

// bearable is told of an exit for which the region should be compiled again, but
// cannot now; it reports whether it is better than the interpreter all the same.
func (r *region) bearable(now time.Time) bool {
	r.late++
	if r.late%lateRound != 1 {
		return true
	}
	since := now.Sub(r.lateAt)
	r.lateAt = now
	return r.late == 1 || since > lateRound*bearableExit
}
