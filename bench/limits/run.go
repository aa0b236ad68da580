package limits

import (
	"fmt"
	"io"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/go-python/gopython/internal/difftest"
)

// Config says what to measure.
type Config struct {
	Impls    []Impl // the baseline first
	Programs []Program
	Small    bool          // the programs' small sizes
	Rounds   int           // processes of each implementation and program
	Seconds  float64       // for which a process repeats its work
	Timeout  time.Duration // of a process
	Dir      string        // working directory of the processes
	Notes    []string      // for the report
	Progress io.Writer     // may be nil
}

// Cell is a program under an implementation.
type Cell struct {
	Impl    string    `json:"impl"`
	Calls   []float64 `json:"call_seconds"`    // best call of each round
	Process []float64 `json:"process_seconds"` // whole process of each round
	Reps    []int     `json:"calls"`           // how many calls there were in it
	Ratio   float64   `json:"ratio"`           // to the baseline: median of the rounds'
	Error   string    `json:"error,omitempty"`
}

// Best returns the seconds of the best call of all rounds.
func (c Cell) Best() float64 { return slices.Min(c.Calls) }

// Overhead is the median of the seconds of a process that are not in its calls,
// taking each for as fast as the best: starting, compiling, warming up.
func (c Cell) Overhead() float64 {
	var rest []float64
	for i, p := range c.Process {
		rest = append(rest, p-c.Calls[i]*float64(c.Reps[i]))
	}
	return median(rest)
}

// Row is a program under all implementations, in the order of the report's.
type Row struct {
	Name  string `json:"name"`
	Size  int    `json:"size"`
	Six   bool   `json:"six"`
	Cells []Cell `json:"cells"`
}

// Report is the result of a run.
type Report struct {
	Time     string   `json:"time"`
	Platform string   `json:"platform"`
	Rounds   int      `json:"rounds"`
	Seconds  float64  `json:"seconds"`
	Notes    []string `json:"notes,omitempty"`
	Impls    []string `json:"impls"`
	Rows     []Row    `json:"programs"`
}

// Measure runs all the programs. What fails, or prints another result than the
// baseline, has an Error in its cell.
func Measure(cfg Config) *Report {
	r := &Report{Time: time.Now().UTC().Format(time.RFC3339), Rounds: cfg.Rounds, Seconds: cfg.Seconds, Notes: cfg.Notes,
		Platform: fmt.Sprintf("%s/%s, %d CPUs", runtime.GOOS, runtime.GOARCH, runtime.NumCPU())}
	for _, im := range cfg.Impls {
		r.Impls = append(r.Impls, im.Name)
	}
	for _, p := range cfg.Programs {
		row := cfg.measure(p)
		r.Rows = append(r.Rows, row)
		if cfg.Progress != nil {
			fmt.Fprintf(cfg.Progress, "%-12s", row.Name)
			for _, c := range row.Cells {
				fmt.Fprintf(cfg.Progress, " %s %.2f", c.Impl, c.Ratio)
			}
			fmt.Fprintln(cfg.Progress)
		}
	}
	return r
}

func (cfg Config) measure(p Program) Row {
	row := Row{Name: p.Name, Size: p.Size, Six: p.Six}
	if cfg.Small {
		row.Size = p.Small
	}
	for _, im := range cfg.Impls {
		row.Cells = append(row.Cells, Cell{Impl: im.Name})
	}
	result := ""
	for round := range cfg.Rounds {
		order := make([]int, len(cfg.Impls))
		for i := range order {
			order[i] = i
		}
		if round%2 == 1 {
			slices.Reverse(order[1:]) // the first result is the baseline's
		}
		for _, i := range order {
			c := &row.Cells[i]
			if c.Error != "" {
				continue
			}
			got, err := cfg.one(cfg.Impls[i], p.Name, row.Size, c)
			switch {
			case err != nil:
				c.Error = err.Error()
			case result == "":
				result = got
			case got != result:
				c.Error = fmt.Sprintf("wrong result: %s, %s in %s", got, result, row.Cells[0].Impl)
			}
		}
	}
	row.ratios()
	return row
}

// one runs a process and returns the result that it prints.
func (cfg Config) one(im Impl, name string, size int, c *Cell) (string, error) {
	args := []string{strconv.Itoa(size), strconv.FormatFloat(cfg.Seconds, 'g', -1, 64)}
	res, err := difftest.Run(im.Interp, name, args, difftest.Options{Dir: cfg.Dir, Timeout: cfg.Timeout})
	if err != nil {
		return "", err
	}
	if res.ExitCode != 0 || res.TimedOut {
		return "", fmt.Errorf("exit code %d, timed out %v\n%s", res.ExitCode, res.TimedOut, res.Stderr)
	}
	result, rest, _ := strings.Cut(res.Stdout, "\n")
	var calls []float64
	for _, word := range strings.Fields(rest) {
		ns, err := strconv.ParseFloat(word, 64)
		if err != nil {
			return "", fmt.Errorf("not a time: %q", word)
		}
		calls = append(calls, ns/1e9)
	}
	if len(calls) < 3 {
		return "", fmt.Errorf("only %d calls were timed", len(calls))
	}
	c.Calls = append(c.Calls, slices.Min(calls[2:])) // two calls warm up
	c.Process = append(c.Process, res.Duration.Seconds())
	c.Reps = append(c.Reps, len(calls))
	return result, nil
}

// ratios fills in the cells' ratios to the first.
func (row *Row) ratios() {
	base := row.Cells[0]
	for i := range row.Cells {
		c := &row.Cells[i]
		if base.Error != "" && c.Error == "" {
			c.Error = "no baseline"
		}
		if c.Error != "" {
			continue
		}
		var rs []float64
		for round := range c.Calls {
			rs = append(rs, c.Calls[round]/base.Calls[round])
		}
		c.Ratio = median(rs)
	}
}

func median(xs []float64) float64 {
	s := slices.Sorted(slices.Values(xs))
	if len(s)%2 == 1 {
		return s[len(s)/2]
	}
	return (s[len(s)/2-1] + s[len(s)/2]) / 2
}
