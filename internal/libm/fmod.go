package libm

import (
	"math"
	"math/bits"
)

// Fmod is x - n*y for the n of x/y truncated; exact, with the sign of x.
func Fmod(x, y float64) float64 {
	ax, ay := math.Abs(x), math.Abs(y)
	if ax < ay {
		return x
	}
	if ax < 1<<53 && ay >= 1 {
		if i, j := int64(ax), int64(ay); float64(i) == ax && float64(j) == ay {
			return math.Copysign(float64(i%j), x)
		}
	}
	if !(ax <= math.MaxFloat64) || y != y || y == 0 {
		return math.NaN()
	}
	mx, ex := split(ax)
	my, ey := split(ay)
	// x = mx*2**ex: reduce modulo my, 64 bits of the exponent's difference at a time.
	r := mx % my
	for d := ex - ey; d > 0; d -= 64 {
		if d >= 64 {
			_, r = bits.Div64(r, 0, my)
		} else {
			_, r = bits.Div64(r>>(64-d), r<<d, my)
		}
	}
	return math.Copysign(join(r, ey), x)
}

// split gives x = m * 2**e for a finite x > 0, with m below 2**53.
func split(x float64) (m uint64, e int) {
	b := math.Float64bits(x)
	e, m = int(b>>52&0x7ff), b&(1<<52-1)
	if e == 0 {
		return m, -1074
	}
	return m | 1<<52, e - 1075
}

// join is m * 2**e, exact, for m below 2**53 and e of at least -1074.
func join(m uint64, e int) float64 {
	if m == 0 {
		return 0
	}
	n := bits.Len64(m)
	if shift := min(53-n, e+1074); shift > 0 {
		m <<= shift
		e -= shift
	}
	if m < 1<<52 {
		return math.Float64frombits(m)
	}
	return math.Float64frombits(uint64(e+1075)<<52 | m&(1<<52-1))
}

// Remainder is x - n*y for the integer n nearest to x/y, half-even; exact.
func Remainder(x, y float64) float64 {
	ay := math.Abs(y)
	if x != x || y != y || math.IsInf(x, 0) || y == 0 {
		return math.NaN()
	}
	if math.IsInf(y, 0) {
		return x
	}
	ax := math.Abs(x)
	if ay <= math.MaxFloat64/2 {
		ax = Fmod(ax, ay+ay) // exact, and keeps the parity of n
	}
	if ay < 0x1p-1021 {
		if ax+ax > ay {
			ax -= ay
			if ax+ax >= ay {
				ax -= ay
			}
		}
	} else if half := ay / 2; ax > half {
		ax -= ay
		if ax >= half {
			ax -= ay
		}
	}
	if ax == 0 {
		return math.Copysign(0, x)
	}
	if math.Signbit(x) {
		return -ax
	}
	return ax
}
