package bench

import (
	"encoding/json"
	"fmt"
	"io"
	"math"
	"slices"
	"strings"
)

// Mean is the geometric mean of the ratios of some programs.
type Mean struct {
	Name  string // "all", or a tag
	Ratio float64
	Count int
}

// Means returns the mean over all programs, then per tag, sorted by name.
// Programs that failed have no part in it.
func (r *Report) Means() []Mean {
	logs := map[string][]float64{}
	for _, m := range r.Programs {
		if m.Error != "" {
			continue
		}
		for _, name := range append([]string{"all"}, m.Tags...) {
			logs[name] = append(logs[name], math.Log(m.Ratio()))
		}
	}
	var means []Mean
	for name, ls := range logs {
		sum := 0.0
		for _, l := range ls {
			sum += l
		}
		means = append(means, Mean{name, math.Exp(sum / float64(len(ls))), len(ls)})
	}
	slices.SortFunc(means, func(a, b Mean) int {
		if (a.Name == "all") != (b.Name == "all") {
			if a.Name == "all" {
				return -1
			}
			return 1
		}
		return strings.Compare(a.Name, b.Name)
	})
	return means
}

// Failed returns how many programs have no times.
func (r *Report) Failed() int {
	n := 0
	for _, m := range r.Programs {
		if m.Error != "" {
			n++
		}
	}
	return n
}

// WriteJSON writes the report as indented JSON.
func (r *Report) WriteJSON(w io.Writer) error {
	enc := json.NewEncoder(w)
	enc.SetIndent("", "  ")
	return enc.Encode(r)
}

// WriteText writes the report as a table.
func (r *Report) WriteText(w io.Writer) {
	fmt.Fprintf(w, "gopython against CPython %s on %s; best (median) of %d rounds, whole process\n",
		r.Oracle, r.Platform, r.Rounds)
	if len(r.Flags) > 0 {
		fmt.Fprintf(w, "gopython flags: %s\n", strings.Join(r.Flags, " "))
	}
	fmt.Fprintf(w, "\n%-16s %17s %17s %17s %15s\n", "", "gopython", "CPython", "times as fast", "MB, here/there")
	for _, m := range r.Programs {
		writeRow(w, m)
	}
	fmt.Fprintf(w, "\n%-16s %8s %9s\n", "geometric mean", "ratio", "programs")
	for _, mean := range r.Means() {
		fmt.Fprintf(w, "%-16s %7.2fx %9d  %s\n", mean.Name, mean.Ratio, mean.Count, bar(mean.Ratio))
	}
	fmt.Fprintln(w)
	writeRow(w, r.Startup)
	for _, m := range r.Programs {
		if m.Error != "" {
			fmt.Fprintf(w, "\n%s: %s\n", m.Name, m.Error)
		}
	}
}

func writeRow(w io.Writer, m Measurement) {
	if m.Error != "" {
		first, _, _ := strings.Cut(m.Error, "\n")
		fmt.Fprintf(w, "%-16s FAILED: %s\n", m.Name, first)
		return
	}
	fmt.Fprintf(w, "%-16s %17s %17s %7.2fx (%6.2fx) %7s/%7s  %s\n", m.Name, times(m.Ours), times(m.CPython),
		m.Ratio(), m.MedianRatio(), megabytes(m.Ours), megabytes(m.CPython), bar(m.Ratio()))
}

func times(s Series) string {
	return fmt.Sprintf("%.3f (%.3f) s", s.Min, s.Median)
}

func megabytes(s Series) string {
	if s.MaxRSS == 0 {
		return "?"
	}
	return fmt.Sprintf("%.1f", float64(s.MaxRSS)/(1<<20))
}

// bar draws a ratio on a log scale, four cells to a doubling: solid where we
// are faster, light where we are slower.
func bar(ratio float64) string {
	if ratio <= 0 || math.IsInf(ratio, 0) || math.IsNaN(ratio) {
		return ""
	}
	cells := int(math.Round(4 * math.Log2(ratio)))
	if cells >= 0 {
		return "|" + strings.Repeat("█", min(cells, 32))
	}
	return "|" + strings.Repeat("░", min(-cells, 32))
}
