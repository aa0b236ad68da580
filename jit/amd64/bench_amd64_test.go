package amd64

import (
	"testing"
	"time"

	"github.com/go-python/gopython/ir"
	"github.com/go-python/gopython/jit/ra"
)

// benchRegions makes regions of common sizes, and the number of their nodes.
func benchRegions(b *testing.B) (list []*ir.Func, nodes int) {
	w := newWorld(b)
	for seed := range uint64(40) {
		f := w.generate(seed, seed%4 == 0)
		list = append(list, f)
		for i := range f.Blocks {
			nodes += len(f.Blocks[i].Nodes)
		}
	}
	return list, nodes
}

// BenchmarkCompile measures the parts of compilation, per node.
func BenchmarkCompile(b *testing.B) {
	list, nodes := benchRegions(b)
	cfg := &Config{}
	var alloc, code, bytes, end time.Duration
	b.ReportAllocs()
	for range b.N {
		for _, f := range list {
			t0 := time.Now()
			t := newTarget(f)
			al, err := ra.Allocate(f, t)
			if err != nil {
				b.Fatal(err)
			}
			t1 := time.Now()
			e := newEmitter(f, cfg, t, al)
			e.blocks()
			e.stubs()
			t2 := time.Now()
			c, err := e.finish()
			if err != nil {
				b.Fatal(err)
			}
			alloc += t1.Sub(t0)
			code += t2.Sub(t1)
			end += time.Since(t2)
			bytes += time.Duration(len(c.Bytes))
		}
	}
	n := float64(b.N * nodes)
	b.ReportMetric(float64(alloc)/n, "ns-alloc/node")
	b.ReportMetric(float64(code)/n, "ns-emit/node")
	b.ReportMetric(float64(end)/n, "ns-asm/node")
	b.ReportMetric(float64(bytes)/n, "bytes/node")
}

// BenchmarkHotLoops runs the loops, per turn.
func BenchmarkHotLoops(b *testing.B) {
	for _, h := range hotLoops {
		if h.name == "mandelbrot" || h.name == "matmul" || h.name == "sieve" || h.name == "count" {
			continue
		}
		b.Run(h.name, func(b *testing.B) {
			w := newWorld(b)
			c := w.compile(parse(b, h.text), variants[1])
			w.stack[6] = word(int64(b.N))
			if _, err := c.run(); err != nil {
				b.Fatal(err)
			}
		})
	}
}

// BenchmarkMatmul runs 400 turns of matmul's inner loop, with the ways to
// decode floats.
func BenchmarkMatmul(b *testing.B) {
	for _, v := range []variant{{"AVX-512", ra.Allocate, HasBMI2, 512}, {"AVX", ra.Allocate, HasBMI2, 1}, {"plain", ra.Allocate, HasBMI2, 0}} {
		b.Run(v.name, func(b *testing.B) {
			w := newWorld(b)
			row := w.list(wordF(1.5), wordF(2.5))
			rows, floats := make([]uint64, 400), make([]uint64, 400)
			for i := range rows {
				rows[i], floats[i] = row, wordF(float64(i))
			}
			a, m := w.list(floats...), w.list(rows...)
			for _, h := range hotLoops {
				if h.name != "matmul" {
					continue
				}
				c := w.compile(parse(b, h.text), v)
				for range b.N {
					w.thread.Depth = 1
					w.stack[6], w.stack[7], w.stack[8] = a, m, word(1)
					if r, err := c.run(); err != nil || r.kind != ir.Returned {
						b.Fatal(r, err)
					}
				}
			}
		})
	}
}

// BenchmarkCompileSmall compiles one loop: what a region costs at least.
func BenchmarkCompileSmall(b *testing.B) {
	f := parse(b, hotLoops[0].text)
	b.ReportAllocs()
	for range b.N {
		if _, err := Compile(f, &Config{}); err != nil {
			b.Fatal(err)
		}
	}
}
