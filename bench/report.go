package bench

import (
	"encoding/json"
	"fmt"
	"io"
	"math"
	"os"
	"slices"
	"strings"
)

// Mean is the geometric mean of the ratios of some programs.
type Mean struct {
	Name  string // "all", or a tag
	Ratio float64
	Count int

	Rivals []RivalMean // in the order of the report's
}

// RivalMean is the mean of the times of a rival over ours.
type RivalMean struct {
	Ratio float64
	Count int // of programs that have both times
}

// GeometricMean of ratios; 0 if there are none.
func GeometricMean(ratios []float64) float64 {
	if len(ratios) == 0 {
		return 0
	}
	sum := 0.0
	for _, r := range ratios {
		sum += math.Log(r)
	}
	return math.Exp(sum / float64(len(ratios)))
}

// Means returns the mean over all programs, then per tag, sorted by name.
// Programs that failed have no part in it.
func (r *Report) Means() []Mean {
	ratios := map[string][]float64{}
	rivals := map[string][]float64{} // by mean and rival
	for _, m := range r.Programs {
		if m.Error != "" {
			continue
		}
		for _, name := range append([]string{"all"}, m.Tags...) {
			ratios[name] = append(ratios[name], m.Ratio())
			for _, rival := range r.Rivals {
				if x, ok := m.RivalRatio(rival); ok {
					rivals[name+"\x00"+rival] = append(rivals[name+"\x00"+rival], x)
				}
			}
		}
	}
	var means []Mean
	for name, rs := range ratios {
		mean := Mean{Name: name, Ratio: GeometricMean(rs), Count: len(rs)}
		for _, rival := range r.Rivals {
			xs := rivals[name+"\x00"+rival]
			mean.Rivals = append(mean.Rivals, RivalMean{GeometricMean(xs), len(xs)})
		}
		means = append(means, mean)
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

// Slower returns the programs that take more than factor times a rival's time.
func (r *Report) Slower(rival string, factor float64) []Measurement {
	var slow []Measurement
	for _, m := range r.Programs {
		if x, ok := m.RivalRatio(rival); ok && x*factor < 1 {
			slow = append(slow, m)
		}
	}
	return slow
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
	fmt.Fprintf(w, "\n%-16s %17s %17s %17s %15s", "", "gopython", "CPython", "times as fast", "MB, here/there")
	for _, name := range r.Rivals {
		fmt.Fprintf(w, " %16s", name)
	}
	fmt.Fprintln(w)
	for _, m := range r.Programs {
		writeRow(w, m)
	}
	r.writeMeans(w)
	r.writeSlower(w)
	fmt.Fprintln(w)
	writeRow(w, r.Startup)
	for _, m := range r.Programs {
		if m.Error != "" {
			fmt.Fprintf(w, "\n%s: %s\n", m.Name, m.Error)
		}
	}
}

func (r *Report) writeMeans(w io.Writer) {
	fmt.Fprintf(w, "\n%-16s %8s %9s", "geometric mean", "ratio", "programs")
	for _, name := range r.Rivals {
		fmt.Fprintf(w, " %18s", "against "+name)
	}
	fmt.Fprintln(w)
	for _, mean := range r.Means() {
		fmt.Fprintf(w, "%-16s %7.2fx %9d", mean.Name, mean.Ratio, mean.Count)
		for _, rival := range mean.Rivals {
			cell := "?"
			if rival.Count > 0 {
				cell = fmt.Sprintf("%.2fx (%d)", rival.Ratio, rival.Count)
			}
			fmt.Fprintf(w, " %18s", cell)
		}
		fmt.Fprintf(w, "  %s\n", Bar(mean.Ratio))
	}
}

// JITOff is the name of the rival that is gopython without its JIT.
const JITOff = "jit=off"

// slack is how much slower a program may be with the JIT than without it.
const slack = 1.05

func (r *Report) writeSlower(w io.Writer) {
	if !slices.Contains(r.Rivals, JITOff) {
		return
	}
	slow := r.Slower(JITOff, slack)
	fmt.Fprintf(w, "\n%d programs slower than with %s by more than %.0f%%\n", len(slow), JITOff, 100*(slack-1))
	for _, m := range slow {
		x, _ := m.RivalRatio(JITOff)
		fmt.Fprintf(w, "  %-16s %.2f of the time\n", m.Name, 1/x)
	}
}

func writeRow(w io.Writer, m Measurement) {
	if m.Error != "" {
		first, _, _ := strings.Cut(m.Error, "\n")
		fmt.Fprintf(w, "%-16s FAILED: %s\n", m.Name, first)
		return
	}
	fmt.Fprintf(w, "%-16s %17s %17s %7.2fx (%6.2fx) %7s/%7s", m.Name, times(m.Ours), times(m.CPython),
		m.Ratio(), m.MedianRatio(), megabytes(m.Ours), megabytes(m.CPython))
	for _, r := range m.Rivals {
		fmt.Fprintf(w, " %16s", rivalCell(m, r))
	}
	fmt.Fprintf(w, "  %s\n", Bar(m.Ratio()))
}

// rivalCell is a rival's time, and it over ours.
func rivalCell(m Measurement, r RivalSeries) string {
	x, ok := m.RivalRatio(r.Name)
	if !ok {
		return "failed"
	}
	return fmt.Sprintf("%.3f (%.2fx)", r.Min, x)
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

// Bar draws a ratio on a log scale, four cells to a doubling: solid where we
// are faster, light where we are slower.
func Bar(ratio float64) string {
	if ratio <= 0 || math.IsInf(ratio, 0) || math.IsNaN(ratio) {
		return ""
	}
	cells := int(math.Round(4 * math.Log2(ratio)))
	if cells >= 0 {
		return "|" + strings.Repeat("█", min(cells, 32))
	}
	return "|" + strings.Repeat("░", min(-cells, 32))
}

// WriteFile writes to a file by a function; no name, no file.
func WriteFile(name string, write func(w io.Writer) error) error {
	if name == "" {
		return nil
	}
	f, err := os.Create(name)
	if err != nil {
		return err
	}
	err = write(f)
	if cerr := f.Close(); err == nil {
		err = cerr
	}
	return err
}
