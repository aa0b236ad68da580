package runtime

import (
	"errors"
	"io"
	"time"

	"github.com/go-python/gopython/internal/abi"
)

// errInterrupted is what a read ends with when a signal came; RaiseOS makes a
// KeyboardInterrupt of it.
var errInterrupted = errors.New("interrupted")

// signalSlice is how long a signal waits that comes during a blocking read.
const signalSlice = 20 * time.Millisecond

// stdinReader reads the standard input such that a signal ends the wait. What a
// read that was given up still gets is there for the next one.
type stdinReader struct {
	t       *Thread
	r       io.Reader
	results chan stdinResult // nil: no read is under way
	buf     []byte
	got     []byte // of buf, not handed out yet
	err     error
}

type stdinResult struct {
	n   int
	err error
}

// Read implements io.Reader.
func (s *stdinReader) Read(p []byte) (int, error) {
	if len(s.got) == 0 && s.err == nil && !s.wait(len(p)) {
		return 0, errInterrupted
	}
	n := copy(p, s.got)
	s.got = s.got[n:]
	if len(s.got) > 0 {
		return n, nil
	}
	err := s.err
	s.err = nil
	return n, err
}

// wait waits for data or an error; false means that a signal came.
func (s *stdinReader) wait(size int) bool {
	if s.results == nil {
		s.results = make(chan stdinResult, 1)
		if len(s.buf) < size {
			s.buf = make([]byte, size)
		}
		go func(r io.Reader, buf []byte, results chan<- stdinResult) {
			n, err := r.Read(buf)
			results <- stdinResult{n, err}
		}(s.r, s.buf, s.results)
	}
	tick := time.NewTicker(signalSlice)
	defer tick.Stop()
	for {
		select {
		case res := <-s.results:
			s.results = nil
			s.got, s.err = s.buf[:res.n], res.err
			return true
		case <-tick.C:
			if s.t.Poll.Load()&(abi.PollSignal|abi.PollCancel) != 0 {
				return false
			}
		}
	}
}
