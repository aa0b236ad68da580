// Command limits-go is the loops of bench/limits in Go.
package main

import (
	"fmt"
	"os"
	"strconv"
	"time"
)

//go:noinline
func intSum(n int) int {
	s := 0
	for i := range n {
		s += i
	}
	return s
}

//go:noinline
func lcg(n int) int {
	x := 42
	for range n {
		x = (x*1664525 + 1013904223) & 0xFFFFFFFF
	}
	return x
}

//go:noinline
func harmonic(n int) float64 {
	s := 0.0
	for i := 1; i <= n; i++ {
		s += 1.0 / float64(i)
	}
	return s
}

func matrices(n int) (a, b [][]float64) {
	for i := range n {
		ai, bi := make([]float64, n), make([]float64, n)
		for j := range n {
			ai[j], bi[j] = float64(i*j%7)+0.5, float64((i+j)%5)-1.25
		}
		a, b = append(a, ai), append(b, bi)
	}
	return a, b
}

//go:noinline
func matmul(a, b [][]float64) float64 {
	n := len(a)
	c := make([][]float64, n)
	for i := range n {
		ai, ci := a[i], make([]float64, n)
		for j := range n {
			s := 0.0
			for k := range n {
				s += ai[k] * b[k][j]
			}
			ci[j] = s
		}
		c[i] = ci
	}
	return c[n/3][n/2] + c[n-1][1]
}

//go:noinline
func sieve(n int) int {
	f := make([]bool, n+1)
	for i := range f {
		f[i] = i > 1
	}
	for i := 2; i*i <= n; i++ {
		if f[i] {
			for j := i * i; j <= n; j += i {
				f[j] = false
			}
		}
	}
	c := 0
	for _, v := range f {
		if v {
			c++
		}
	}
	return c
}

//go:noinline
func mandelbrot(n int) int {
	total := 0
	for py := range n {
		y0 := 2.0*float64(py)/float64(n) - 1.0
		for px := range n {
			x0 := 3.0*float64(px)/float64(n) - 2.0
			x, y, it := 0.0, 0.0, 0
			for it < 100 && x*x+y*y <= 4.0 {
				x, y = x*x-y*y+x0, 2.0*x*y+y0
				it++
			}
			total += it
		}
	}
	return total
}

//go:noinline
func fib(n int) int {
	if n < 2 {
		return n
	}
	return fib(n-1) + fib(n-2)
}

func main() {
	name := os.Args[1]
	n, _ := strconv.Atoi(os.Args[2])
	seconds, _ := strconv.ParseFloat(os.Args[3], 64)
	var a, b [][]float64
	if name == "matmul" {
		a, b = matrices(n)
	}
	kernel := map[string]func() string{
		"int_sum":    func() string { return strconv.Itoa(intSum(n)) },
		"lcg":        func() string { return strconv.Itoa(lcg(n)) },
		"harmonic":   func() string { return fmt.Sprintf("%.17g", harmonic(n)) },
		"matmul":     func() string { return fmt.Sprintf("%.17g", matmul(a, b)) },
		"sieve":      func() string { return strconv.Itoa(sieve(n)) },
		"mandelbrot": func() string { return strconv.Itoa(mandelbrot(n)) },
		"fib":        func() string { return strconv.Itoa(fib(n)) },
	}[name]
	var times []time.Duration
	var result string
	end := time.Now().Add(time.Duration(seconds * 1e9))
	for len(times) < 5 || time.Now().Before(end) && len(times) < 500 {
		start := time.Now()
		result = kernel()
		times = append(times, time.Since(start))
	}
	fmt.Println(result)
	for _, t := range times {
		fmt.Print(t.Nanoseconds(), " ")
	}
	fmt.Println()
}
