package limits

import (
	"encoding/json"
	"fmt"
	"html/template"
	"io"

	"github.com/go-python/gopython/bench"
)

// Means returns the geometric mean of the ratios of the six loops, by
// implementation; 0 where one of them failed.
func (r *Report) Means() []float64 {
	var means []float64
	for i := range r.Impls {
		var ratios []float64
		complete := true
		for _, row := range r.Rows {
			if !row.Six {
				continue
			}
			complete = complete && row.Cells[i].Error == ""
			ratios = append(ratios, row.Cells[i].Ratio)
		}
		if !complete {
			ratios = nil
		}
		means = append(means, bench.GeometricMean(ratios))
	}
	return means
}

// Failed returns how many cells have no times.
func (r *Report) Failed() int {
	n := 0
	for _, row := range r.Rows {
		for _, c := range row.Cells {
			if c.Error != "" {
				n++
			}
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

// WriteText writes the report as tables: times with their ratios, and what the
// processes take beside the calls.
func (r *Report) WriteText(w io.Writer) {
	fmt.Fprintf(w, "Time over C (gcc -O2) on %s; best call in ms and ratio, median of %d rounds\n", r.Platform, r.Rounds)
	for _, n := range r.Notes {
		fmt.Fprintln(w, n)
	}
	r.writeTable(w, "", func(c Cell) string { return fmt.Sprintf("%.3f %7.2fx", 1000*c.Best(), c.Ratio) })
	fmt.Fprintf(w, "%-12s", "six loops")
	for _, m := range r.Means() {
		fmt.Fprintf(w, " %18s", fmt.Sprintf("%.2fx", m))
	}
	fmt.Fprintf(w, "   (geometric mean)\n")
	r.writeTable(w, "process, ms", func(c Cell) string { return fmt.Sprintf("%.0f (%d calls)", 1000*median(c.Process), c.Reps[0]) })
	r.writeTable(w, "beside calls", func(c Cell) string { return fmt.Sprintf("%.1f", 1000*c.Overhead()) })
	for _, row := range r.Rows {
		for _, c := range row.Cells {
			if c.Error != "" {
				fmt.Fprintf(w, "\n%s, %s: %s\n", row.Name, c.Impl, c.Error)
			}
		}
	}
}

func (r *Report) writeTable(w io.Writer, title string, text func(Cell) string) {
	fmt.Fprintf(w, "\n%-12s", title)
	for _, name := range r.Impls {
		fmt.Fprintf(w, " %18s", name)
	}
	fmt.Fprintln(w)
	for _, row := range r.Rows {
		fmt.Fprintf(w, "%-12s", row.Name)
		for _, c := range row.Cells {
			s := "FAILED"
			if c.Error == "" {
				s = text(c)
			}
			fmt.Fprintf(w, " %18s", s)
		}
		fmt.Fprintln(w)
	}
}

// WriteHTML writes the report as one page with bars.
func (r *Report) WriteHTML(w io.Writer) error { return page.Execute(w, r) }

var page = template.Must(template.New("limits").Funcs(template.FuncMap{
	"width":  bench.Width,
	"slower": func(ratio float64) bool { return ratio > 1 },
	"ms":     func(s float64) string { return fmt.Sprintf("%.3f", 1000*s) },
	"median": median,
	"mean":   func(r *Report, i int) float64 { return r.Means()[i] },
}).Parse(`<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><title>Loops against C</title>
<style>` + bench.Style + `</style></head><body>
<h1>Loops against C</h1>
<p>{{.Time}}, {{.Platform}}. A process repeats its work for {{.Seconds}} s; best call in ms, and its ratio to that of C
(gcc -O2) in the same round, median of {{.Rounds}} rounds. Bars are on a log scale: green is faster than C, red slower.</p>
{{range .Notes}}<p>{{.}}</p>{{end}}
<table><tr><th>program</th><th></th><th>ms</th><th>ratio</th><th></th><th>process, ms</th><th>beside calls</th></tr>
{{range .Rows}}{{$row := .}}{{range $i, $c := .Cells}}<tr><td>{{if not $i}}{{$row.Name}} {{$row.Size}}{{end}}</td><td>{{.Impl}}</td>
{{if .Error}}<td class="error" colspan="5">{{.Error}}</td>{{else}}<td>{{ms .Best}}</td><td>{{printf "%.2f" .Ratio}}x</td>
<td class="bar"><i style="width:{{width .Ratio}}px"{{if slower .Ratio}} class="slower"{{end}}></i></td>
<td>{{ms (median .Process)}}</td><td>{{ms .Overhead}}</td>{{end}}</tr>
{{end}}{{end}}</table>
<h2>Geometric mean of the six loops</h2>
<table>{{$r := .}}{{range $i, $name := .Impls}}{{with mean $r $i}}<tr><td>{{$name}}</td><td>{{printf "%.2f" .}}x</td>
<td class="bar"><i style="width:{{width .}}px"{{if slower .}} class="slower"{{end}}></i></td></tr>
{{end}}{{end}}</table></body></html>
`))
