package jit

import (
	"fmt"
	goruntime "runtime"
	"time"

	"github.com/go-python/gopython/internal/abi"
)

// Regions are translated on a goroutine beside the program. What is done waits
// until the program looks for it, at a poll.

// submit has a job done in the background.
func (j *JIT) submit(b *job) {
	if j.jobs == nil {
		j.jobs, j.closing = make(chan *job, 256), make(chan struct{})
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
	var m goruntime.MemStats
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
		if len(j.jobs) == 0 {
			j.hurry(&m)
		}
	}
}

// hurryAfter is how long finished code waits for the program to look for it: the
// interpreter does so at once, compiled code does not.
const hurryAfter = 100 * time.Microsecond

// hurry has compiled code look for what was compiled, by stopping the world: the
// Go runtime itself would only ask it to stop after 10 ms. What is stopped in Go
// does not look, so that it may take several attempts.
func (j *JIT) hurry(m *goruntime.MemStats) {
	for wait := hurryAfter; wait <= hurryAfter<<4; wait *= 2 {
		select {
		case <-j.closing:
			return
		case <-time.After(wait):
		}
		if j.t.Poll.Load()&abi.PollJIT == 0 {
			return
		}
		goruntime.ReadMemStats(m)
	}
}
