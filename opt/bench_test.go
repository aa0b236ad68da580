package opt

import (
	"os"
	"testing"
	"time"

	"github.com/go-python/gopython/ir"
)

// BenchmarkPasses gives the time of the whole pipeline, and of each pass, per
// node of the function as it comes in.
func BenchmarkPasses(b *testing.B) {
	data, err := os.ReadFile("testdata/all_sieve.txt")
	if err != nil {
		b.Fatal(err)
	}
	before := string(data)
	for i := range before {
		if before[i:i+4] == "====" {
			before = before[:i]
			break
		}
	}
	big := ""
	for seed := range uint64(300) {
		if s := generate(seed).String(); len(s) > len(big) {
			big = s
		}
	}
	for _, c := range []struct{ name, text string }{{"sieve", before}, {"big", big}} {
		b.Run(c.name, func(b *testing.B) {
			nodes := 0
			took := map[string]time.Duration{}
			var total time.Duration
			b.StopTimer()
			for range b.N {
				f, err := ir.Parse(c.text)
				if err != nil {
					b.Fatal(err)
				}
				nodes += len(f.Nodes)
				b.StartTimer()
				Run(f, Options{Took: func(p *Pass, d time.Duration) { took[p.Name] += d; total += d }})
				b.StopTimer()
			}
			b.ReportMetric(float64(total.Nanoseconds())/float64(nodes), "ns/node")
			for name, d := range took {
				b.ReportMetric(float64(d.Nanoseconds())/float64(nodes), name+"/node")
			}
		})
	}
}
