package jit

import (
	"fmt"

	"github.com/go-python/gopython/internal/abi"
)

// Regions are translated on a goroutine beside the program. What is done waits
// until the program looks for it, at a poll.

// submit has a job done in the background.
func (j *JIT) submit(b *job) {
	if j.jobs == nil {
		j.jobs = make(chan *job, 256)
		j.worker.Add(1)
		go j.work()
	}
	select {
	case j.jobs <- b:
	default: // too many are waiting
		b.r.valid, b.r.pending, b.e.pending, b.e.ticks, b.e.rounds = false, false, false, 0, 0
		b.e.p.code.Heat = j.cfg.CallHeat()
	}
}

// work is the goroutine that compiles.
func (j *JIT) work() {
	defer j.worker.Done()
	for b := range j.jobs {
		func() {
			defer func() {
				if e := recover(); e != nil { // an error in the compiler
					b.err = fmt.Errorf("internal error: %v", e)
				}
			}()
			j.translate(b)
		}()
		j.mu.Lock()
		j.done = append(j.done, b)
		j.mu.Unlock()
		j.t.Poll.Or(abi.PollJIT)
	}
}
