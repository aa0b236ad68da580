package bench

import (
	"html/template"
	"io"
	"math"
)

// WriteHTML writes the report as one self-contained page with a bar chart.
func (r *Report) WriteHTML(w io.Writer) error {
	return page.Execute(w, r)
}

// Width is the length of a bar in pixels for a ratio: 60 to a doubling.
func Width(ratio float64) int {
	if ratio <= 0 || math.IsInf(ratio, 0) || math.IsNaN(ratio) {
		return 0
	}
	return int(math.Round(60 * math.Abs(math.Log2(ratio))))
}

// Style is the style sheet of the pages of this package and of bench/limits.
const Style = `
body { font: 14px/1.4 system-ui, sans-serif; margin: 2em auto; max-width: 75em; color: #222; }
table { border-collapse: collapse; margin-bottom: 2em; }
th, td { padding: 2px 10px; text-align: right; white-space: nowrap; }
th:first-child, td:first-child { text-align: left; }
td.bar { text-align: left; border-left: 2px solid #222; padding-left: 0; }
i { display: block; height: 13px; background: #2a7f4f; }
i.slower { background: #c0392b; }
td.error { text-align: left; color: #c0392b; white-space: pre-wrap; }
`

var page = template.Must(template.New("report").Funcs(template.FuncMap{
	"width":  Width,
	"slower": func(ratio float64) bool { return ratio < 1 },
	"mb":     megabytes,
	"rival":  rivalCell,
}).Parse(`<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><title>gopython against CPython {{.Oracle}}</title>
<style>` + Style + `</style></head><body>
<h1>gopython against CPython {{.Oracle}}</h1>
<p>{{.Time}}, {{.Platform}}. Whole-process times in seconds, best (median) of {{.Rounds}} rounds.
Bars are on a log scale: green is faster than CPython, red slower.
{{with .Flags}}Flags: {{range .}}{{.}} {{end}}{{end}}</p>
{{define "row"}}<tr><td>{{.Name}}</td>{{if .Error}}<td class="error" colspan="9">{{.Error}}</td>{{else -}}
<td>{{printf "%.3f (%.3f)" .Ours.Min .Ours.Median}}</td><td>{{printf "%.3f (%.3f)" .CPython.Min .CPython.Median}}</td>
<td>{{mb .Ours}} / {{mb .CPython}}</td><td>{{printf "%.2f" .Ratio}}x</td>
{{$m := .}}{{range .Rivals}}<td title="{{.Error}}">{{rival $m .}}</td>{{end -}}
<td class="bar"><i style="width:{{width .Ratio}}px"{{if slower .Ratio}} class="slower"{{end}}></i></td>{{end}}</tr>
{{end -}}
<table><tr><th>program</th><th>gopython</th><th>CPython</th><th>MB</th><th>ratio</th>{{range .Rivals}}<th>{{.}}</th>{{end}}<th></th></tr>
{{range .Programs}}{{template "row" .}}{{end}}{{template "row" .Startup}}</table>
<h2>Geometric means</h2>
<table><tr><th>tag</th><th>programs</th><th>ratio</th>{{range .Rivals}}<th>against {{.}}</th>{{end}}<th></th></tr>
{{range .Means}}<tr><td>{{.Name}}</td><td>{{.Count}}</td><td>{{printf "%.2f" .Ratio}}x</td>
{{range .Rivals}}<td>{{if .Count}}{{printf "%.2f" .Ratio}}x ({{.Count}}){{end}}</td>{{end}}
<td class="bar"><i style="width:{{width .Ratio}}px"{{if slower .Ratio}} class="slower"{{end}}></i></td></tr>
{{end}}</table></body></html>
`))
