package bench

import (
	"fmt"
	"io"
	"math"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/go-python/gopython/internal/difftest"
)

// Config says what to measure.
type Config struct {
	Ours     difftest.Interp
	CPython  difftest.Interp
	Rivals   []Rival // others to measure in the same rounds
	Programs []Program
	Size     string        // "small" or "bench"
	Target   time.Duration // sizes are sought for which a run without JIT lasts so long; Size if 0
	Rounds   int           // timed runs of each program under each interpreter
	Timeout  time.Duration // of one run
	Progress io.Writer     // told about each program; may be nil
}

// Rival is one more interpreter, or another mode of ours. It may fail: its column
// is empty there.
type Rival struct {
	Name   string
	Interp difftest.Interp
	Near   bool // its floats may differ in the last digits: another version of Python, whose sum() is less exact
}

// RivalSeries is a program under a rival.
type RivalSeries struct {
	Name string `json:"name"`
	Series
	Error string `json:"error,omitempty"`
}

// Series is the times of one program under one interpreter.
type Series struct {
	Seconds []float64 `json:"seconds"` // of each round, in order
	Min     float64   `json:"min"`
	Median  float64   `json:"median"`
	MaxRSS  int64     `json:"max_rss_bytes"` // 0 where it is not known
}

// Measurement is one program under both interpreters.
type Measurement struct {
	Name    string        `json:"name"`
	Size    string        `json:"size"`
	Tags    []string      `json:"tags,omitempty"`
	Ours    Series        `json:"gopython"`
	CPython Series        `json:"cpython"`
	Rivals  []RivalSeries `json:"rivals,omitempty"`
	Error   string        `json:"error,omitempty"` // why there are no times
}

// Ratio is CPython's time over ours, by the best rounds: above 1 we are faster.
func (m Measurement) Ratio() float64 { return m.CPython.Min / m.Ours.Min }

// MedianRatio is [Measurement.Ratio] by the medians.
func (m Measurement) MedianRatio() float64 { return m.CPython.Median / m.Ours.Median }

// RivalRatio is the time of the rival of a name over ours, by the best rounds; ok
// is false where there is none.
func (m Measurement) RivalRatio(name string) (ratio float64, ok bool) {
	for _, r := range m.Rivals {
		if r.Name == name && r.Error == "" && m.Error == "" {
			return r.Min / m.Ours.Min, true
		}
	}
	return 0, false
}

// Report is the result of a whole run.
type Report struct {
	Time     string        `json:"time"`
	Platform string        `json:"platform"`
	Oracle   string        `json:"cpython_version"`
	Flags    []string      `json:"gopython_flags,omitempty"`
	Rounds   int           `json:"rounds"`
	Rivals   []string      `json:"rivals,omitempty"`
	Startup  Measurement   `json:"startup"` // of "pass"
	Programs []Measurement `json:"programs"`
}

// Measure runs all the programs. A program that fails or prints something else
// than CPython is reported in its Measurement's Error; the others go on.
func Measure(cfg Config) (*Report, error) {
	dir, err := os.MkdirTemp("", "gopython-bench-")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(dir)
	r := &Report{
		Time:     time.Now().UTC().Format(time.RFC3339),
		Platform: fmt.Sprintf("%s/%s, %d CPUs", runtime.GOOS, runtime.GOARCH, runtime.NumCPU()),
		Oracle:   difftest.OracleVersion,
		Flags:    cfg.Ours.Flags,
		Rounds:   cfg.Rounds,
	}
	for _, rival := range cfg.Rivals {
		r.Rivals = append(r.Rivals, rival.Name)
	}
	startup := cfg
	startup.Rounds = max(cfg.Rounds, 10) // short: more rounds cost little
	startup.CPython = cfg.CPython.With("-S")
	r.Startup = startup.measure("start-up", dir, "-c", []string{"pass"})
	for i, p := range cfg.Programs {
		src, err := p.Source()
		if err != nil {
			return nil, err
		}
		script := filepath.Join(dir, p.Name+".py")
		if err := os.WriteFile(script, src, 0o644); err != nil {
			return nil, err
		}
		size := p.Size(cfg.Size)
		if cfg.Target > 0 {
			size = cfg.calibrate(p, dir, script)
		}
		m := cfg.measure(p.Name, dir, script, []string{size})
		m.Size, m.Tags = size, p.Tags
		r.Programs = append(r.Programs, m)
		cfg.progress(i, m)
	}
	return r, nil
}

func (cfg Config) progress(i int, m Measurement) {
	if cfg.Progress == nil {
		return
	}
	outcome := fmt.Sprintf("%7.2fx", m.Ratio())
	if m.Error != "" {
		outcome, _, _ = strings.Cut(m.Error, "\n")
	}
	fmt.Fprintf(cfg.Progress, "[%d/%d] %-16s %s\n", i+1, len(cfg.Programs), m.Name, outcome)
}

// measure runs one script under both interpreters: once unmeasured, which
// warms the file cache, checks the output and takes the memory figure, then
// Rounds times each, the order alternating.
func (cfg Config) measure(name, dir, script string, args []string) Measurement {
	m := Measurement{Name: name}
	opts := difftest.Options{Dir: dir, Timeout: cfg.Timeout, SampleRSS: true}
	reference, err := difftest.Run(cfg.CPython, script, args, opts)
	if err == nil && (reference.ExitCode != 0 || reference.TimedOut) {
		err = fmt.Errorf("CPython fails: exit code %d\n%s", reference.ExitCode, reference.Stderr)
	}
	if err != nil {
		m.Error = err.Error()
		return m
	}
	m.CPython.MaxRSS = reference.MaxRSS
	one := func(in difftest.Interp, s *Series, opts difftest.Options) error {
		res, err := difftest.Run(in, script, args, opts)
		if err != nil {
			return err
		}
		if opts.SampleRSS {
			s.MaxRSS = res.MaxRSS
		} else {
			s.Seconds = append(s.Seconds, res.Duration.Seconds())
		}
		return check(reference, res)
	}
	rivalOne := func(rival Rival, s *Series, opts difftest.Options) error {
		res, err := difftest.Run(rival.Interp, script, args, opts)
		if err != nil {
			return err
		}
		s.Seconds = append(s.Seconds, res.Duration.Seconds())
		if rival.Near && near(reference.Stdout, res.Stdout) {
			res.Stdout = reference.Stdout
		}
		return check(reference, res)
	}
	if err := one(cfg.Ours, &m.Ours, opts); err != nil {
		m.Error = err.Error()
		return m
	}
	for _, rival := range cfg.Rivals {
		s := RivalSeries{Name: rival.Name}
		if err := rivalOne(rival, &s.Series, opts); err != nil {
			s.Error = err.Error()
		}
		s.Seconds = nil // it warmed the file cache, too
		m.Rivals = append(m.Rivals, s)
	}
	opts.SampleRSS = false // polling would disturb the times
	for round := range cfg.Rounds {
		turn := []func() error{
			func() error { return one(cfg.Ours, &m.Ours, opts) },
			func() error { return one(cfg.CPython, &m.CPython, opts) },
		}
		for i := range m.Rivals {
			s := &m.Rivals[i]
			turn = append(turn, func() error {
				if s.Error != "" {
					return nil
				}
				if err := rivalOne(cfg.Rivals[i], &s.Series, opts); err != nil {
					s.Error = err.Error()
				}
				return nil
			})
		}
		if round%2 == 1 {
			slices.Reverse(turn)
		}
		for _, run := range turn {
			if err := run(); err != nil {
				m.Error = err.Error()
				return m
			}
		}
	}
	m.Ours.summarise()
	m.CPython.summarise()
	for i := range m.Rivals {
		m.Rivals[i].summarise()
	}
	return m
}

// check compares a run with the reference.
func check(want, got difftest.Result) error {
	switch {
	case got.TimedOut:
		return fmt.Errorf("timed out after %v", got.Duration.Round(time.Millisecond))
	case got.ExitCode != 0:
		return fmt.Errorf("exit code %d\n%s", got.ExitCode, got.Stderr)
	case got.Stdout != want.Stdout:
		return fmt.Errorf("wrong output\n%s", difftest.UnifiedDiff("stdout", want.Stdout, got.Stdout))
	}
	return nil
}

// near reports whether two texts are equal but for the last digits of numbers.
func near(a, b string) bool {
	as, bs := strings.Fields(a), strings.Fields(b)
	if len(as) != len(bs) {
		return false
	}
	for i, x := range as {
		if x == bs[i] {
			continue
		}
		f, err1 := strconv.ParseFloat(x, 64)
		g, err2 := strconv.ParseFloat(bs[i], 64)
		if err1 != nil || err2 != nil || math.Abs(f-g) > 1e-12*math.Abs(f) {
			return false
		}
	}
	return true
}

func (s *Series) summarise() {
	if len(s.Seconds) == 0 {
		return
	}
	sorted := slices.Sorted(slices.Values(s.Seconds))
	s.Min = sorted[0]
	mid := len(sorted) / 2
	s.Median = sorted[mid]
	if len(sorted)%2 == 0 {
		s.Median = (sorted[mid-1] + sorted[mid]) / 2
	}
}
