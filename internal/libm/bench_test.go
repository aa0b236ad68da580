package libm

import (
	"math"
	"testing"
)

var sink float64

func BenchmarkFunctions(b *testing.B) {
	for _, fn := range functions {
		xs := make([]float64, 256)
		for i := range xs {
			xs[i] = 1 + float64(i)/77
			if fn.name[0] == 'a' && fn.name != "acosh" {
				xs[i] = float64(i) / 257
			}
		}
		b.Run(fn.name, func(b *testing.B) {
			s := 0.0
			for i := range b.N {
				if fn.f1 != nil {
					s += fn.f1(xs[i&255])
				} else {
					s += fn.f2(xs[i&255], 2.7)
				}
			}
			sink = s
		})
	}
	b.Run("gosin", func(b *testing.B) {
		for i := range b.N {
			sink += math.Sin(float64(i&255) / 77)
		}
	})
}
