package difftest

import (
	"bytes"
	"context"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"time"
)

// Defaults for the zero fields of [Options].
const (
	DefaultTimeout   = 60 * time.Second
	DefaultMaxOutput = 8 << 20
)

// Options says how [Run] starts and bounds a process.
type Options struct {
	Flags     []string      // more interpreter flags, such as "-X", "gc=stress"
	Dir       string        // working directory; the script's folder if empty
	Stdin     []byte        // standard input; empty if nil
	Env       []string      // added to the minimal environment, as KEY=value
	Timeout   time.Duration // DefaultTimeout if zero
	MaxOutput int           // bytes of stdout, and of stderr; DefaultMaxOutput if zero
	SampleRSS bool          // measure Result.MaxRSS even where rusage alone misleads
}

// Result is what one run of a program did.
type Result struct {
	Stdout    string
	Stderr    string
	ExitCode  int // -1 when killed
	Duration  time.Duration
	UserTime  time.Duration // processor time in user mode, all threads
	MaxRSS    int64         // peak resident bytes; 0 where it is not known
	TimedOut  bool
	Truncated bool // killed because it printed more than MaxOutput
}

// Run starts interp on script with args and waits for its end. The script is a
// path, or "-c" with the program as the first of args. An error means that the
// process could not be started; a program that fails is not an error.
func Run(interp Interp, script string, args []string, opts Options) (Result, error) {
	timeout, limit := opts.Timeout, opts.MaxOutput
	if timeout == 0 {
		timeout = DefaultTimeout
	}
	if limit == 0 {
		limit = DefaultMaxOutput
	}
	ctx, cancel := context.WithTimeout(context.Background(), timeout)
	defer cancel()

	argv := append([]string{}, interp.Flags...)
	argv = append(argv, opts.Flags...)
	argv = append(append(argv, script), args...)
	cmd := exec.CommandContext(ctx, interp.Path, argv...)
	cmd.Dir = opts.Dir
	if cmd.Dir == "" && script != "-c" {
		cmd.Dir = filepath.Dir(script)
	}
	cmd.Env = append(minimalEnv(), opts.Env...)
	cmd.Stdin = bytes.NewReader(opts.Stdin)
	// A grandchild that holds the pipes open must not hold up the caller.
	cmd.WaitDelay = 2 * time.Second
	stdout := &boundedBuffer{limit: limit, full: cancel}
	stderr := &boundedBuffer{limit: limit, full: cancel}
	cmd.Stdout, cmd.Stderr = stdout, stderr

	start := time.Now()
	if err := cmd.Start(); err != nil {
		return Result{}, err
	}
	var sampled func() int64
	if opts.SampleRSS {
		sampled = sampleRSS(cmd.Process.Pid)
	}
	err := cmd.Wait()
	res := Result{Duration: time.Since(start)}
	var exit *exec.ExitError
	if err != nil && !errors.As(err, &exit) && ctx.Err() == nil && !errors.Is(err, exec.ErrWaitDelay) {
		return res, err
	}
	res.Stdout, res.Stderr = stdout.buf.String(), stderr.buf.String()
	res.ExitCode = cmd.ProcessState.ExitCode()
	res.UserTime = cmd.ProcessState.UserTime()
	res.MaxRSS = peakRSS(cmd.ProcessState, sampled)
	res.TimedOut = errors.Is(ctx.Err(), context.DeadlineExceeded)
	res.Truncated = stdout.over || stderr.over
	return res, nil
}

// minimalEnv is the environment of every run: nothing of the caller's that
// could change what a program prints.
func minimalEnv() []string {
	env := []string{
		"PYTHONHASHSEED=0",
		"PYTHONUTF8=1",
		"PYTHON_COLORS=0",
		"NO_COLOR=1",
		"COLUMNS=80",
		"LC_ALL=C.UTF-8",
		"TZ=UTC",
	}
	for _, key := range []string{"PATH", "HOME", "TMPDIR", "SYSTEMROOT", "TEMP"} {
		if v, ok := os.LookupEnv(key); ok {
			env = append(env, key+"="+v)
		}
	}
	return env
}

// boundedBuffer keeps the first limit bytes; at more it calls full, once.
type boundedBuffer struct {
	buf   bytes.Buffer
	limit int
	over  bool
	full  func()
}

func (b *boundedBuffer) Write(p []byte) (int, error) {
	room := b.limit - b.buf.Len()
	if len(p) <= room {
		return b.buf.Write(p)
	}
	b.buf.Write(p[:room])
	if !b.over {
		b.over = true
		b.full()
	}
	return len(p), nil // swallow the rest: the process is being killed
}
