package bench

import (
	"embed"
	"path"
	"slices"
	"strings"
)

//go:embed programs/*.py
var sources embed.FS

// Program is a benchmark: programs/Name.py, with the sizes to run it at.
type Program struct {
	Name  string
	Tiny  string   // some thousand loops and calls: for tests that collect garbage at each
	Small string   // 20-50 ms in CPython: for tests
	Bench string   // 0.3-0.8 s in CPython: for measuring
	Tags  []string // what it exercises; means are given per tag
}

// Size returns the argument for a named size, "small" or "bench".
func (p Program) Size(name string) string {
	if name == "small" {
		return p.Small
	}
	return p.Bench
}

// Source returns the program's text.
func (p Program) Source() ([]byte, error) {
	return sources.ReadFile(path.Join("programs", p.Name+".py"))
}

// What returns the first comment of the program: what it measures.
func (p Program) What() string {
	src, _ := p.Source()
	line, _, _ := strings.Cut(string(src), "\n")
	return strings.TrimSpace(strings.TrimPrefix(line, "#"))
}

// Has reports whether the program has a tag.
func (p Program) Has(tag string) bool { return slices.Contains(p.Tags, tag) }

// Programs are the benchmarks, in the order of the report.
var Programs = []Program{
	{"fib", "14", "28", "34", []string{"calls", "integers"}},
	{"nbody", "100", "10000", "180000", []string{"floats", "objects", "numeric"}},
	{"fannkuch", "5", "8", "9", []string{"integers", "lists", "numeric"}},
	{"spectral_norm", "8", "100", "400", []string{"floats", "calls", "generators", "numeric"}},
	{"mandelbrot", "12", "110", "450", []string{"floats", "numeric"}},
	{"matmul", "10", "90", "250", []string{"floats", "lists", "numeric"}},
	{"lu", "12", "130", "370", []string{"floats", "lists", "numeric"}},
	{"sor", "2", "40", "700", []string{"floats", "lists", "numeric"}},
	{"fft", "5", "12", "17", []string{"floats", "complex", "numeric"}},
	{"monte_carlo", "800", "80000", "1600000", []string{"floats", "objects", "integers", "numeric"}},
	{"float_objects", "400", "40000", "800000", []string{"floats", "objects", "numeric"}},
	{"raytrace", "6", "50", "220", []string{"floats", "objects", "numeric"}},
	{"sieve", "2000", "400000", "8000000", []string{"integers", "lists"}},
	{"lcg", "3000", "300000", "5000000", []string{"integers"}},
	{"fnv_xorshift", "1000", "100000", "2000000", []string{"integers"}},
	{"collatz", "100", "8000", "130000", []string{"integers"}},
	{"knapsack", "20", "250", "1200", []string{"integers", "lists"}},
	{"int_matrix", "10", "100", "310", []string{"integers", "lists"}},
	{"sorting", "150", "8000", "150000", []string{"integers", "lists"}},
	{"levenshtein", "25", "350", "1500", []string{"strings", "lists"}},
	{"nqueens", "5", "9", "12", []string{"generators", "sets", "numeric"}},
	{"generators", "1200", "120000", "2300000", []string{"generators"}},
	{"closures", "1000", "100000", "1600000", []string{"calls", "dicts"}},
	{"binary_trees", "4", "10", "14", []string{"objects", "memory"}},
	{"richards", "1", "1", "18", []string{"objects"}},
	{"deltablue", "10", "250", "1600", []string{"objects", "lists"}},
	{"exceptions", "800", "80000", "1500000", []string{"exceptions"}},
	{"dict_ops", "500", "50000", "900000", []string{"dicts"}},
	{"life", "10", "200", "1900", []string{"sets", "dicts"}},
	{"wordcount", "60", "4000", "90000", []string{"strings", "dicts"}},
	{"string_build", "10", "700", "12000", []string{"strings"}},
	{"json_parser", "10", "700", "13000", []string{"strings", "objects"}},
	{"pidigits", "50", "700", "3500", []string{"bigints"}},
	{"bigint_modpow", "2", "50", "1100", []string{"bigints"}},
}
