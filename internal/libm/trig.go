package libm

import (
	"math"
	"math/bits"
)

// trigLimit is where the reduction needs more of pi.
const trigLimit = 1 << 24

// Trig is what Sin and Cos are made of, for a compiler that takes the same
// steps in the same order below Limit: see reduce, sinAt and sinCosSmall. The
// table is that of sinAt; Cos and Sin have the coefficients of sinCosSmall from
// the inside out.
var Trig = struct {
	Limit, Tiny, PerPi, Shift float64
	Pi                        [4]float64
	Cos, Sin                  [4]float64
	Table                     *[256][2]float64
}{
	trigLimit, 0x1p-26, 128 / math.Pi, roundShift,
	[4]float64{piBy128p1, piBy128p2, piBy128p3, piBy128p4},
	[4]float64{1.0 / 40320, -1.0 / 720, 1.0 / 24, -1.0 / 2},
	[4]float64{1.0 / 362880, -1.0 / 5040, 1.0 / 120, -1.0 / 6},
	&sinTable,
}

// reduce writes a finite x as k*pi/128 + (rh+rl), |rh+rl| <= pi/256; of k it gives the low 8 bits.
func reduce(x float64) (k uint, rh, rl float64) {
	if math.Abs(x) >= trigLimit {
		return reduceLarge(x)
	}
	f := float64(x*(128/math.Pi)) + roundShift
	k = uint(math.Float64bits(f))
	f -= roundShift
	r := x - float64(f*piBy128p1) // exact, as the products are and much cancels out
	r -= float64(f * piBy128p2)   // likewise
	rh, rl = twoSum(r, float64(-f*piBy128p3))
	rh, rl = fastTwoSum(rh, rl-float64(f*piBy128p4))
	return k & 255, rh, rl
}

// reduceLarge is Payne and Hanek's method: multiply by just those bits of 1/pi that matter.
func reduceLarge(x float64) (k uint, rh, rl float64) {
	m, e := split(math.Abs(x))
	// x*128/pi = m * 2**(e+7) * (0.invPi); of the product, modulo 256, the bits above 2**8 can go.
	// invPi starts with 64 zeros, so its bit at position i (from 0) weighs 2**(63-i).
	first := uint(e + 63) // the first bit that weighs less than 2**8 in the product
	word, off := first/64, first%64
	at := func(i uint) uint64 {
		if off == 0 {
			return invPi[word+i]
		}
		return invPi[word+i]<<off | invPi[word+i+1]>>(64-off)
	}
	// m times three words; the top 8 bits of the low 192 are k, the rest is the fraction.
	h0, l0 := bits.Mul64(m, at(2))
	h1, l1 := bits.Mul64(m, at(1))
	l2 := m * at(0)
	l1, carry := bits.Add64(l1, h0, 0)
	l2, _ = bits.Add64(l2, h1, carry)
	k = uint(l2 >> 56)
	// Round to the nearest: the fraction is the lower 56 bits of l2, then l1, l0, as a signed number.
	hi := l2<<8 | l1>>56
	mid := l1<<8 | l0>>56
	low := l0 << 8
	neg := hi>>63 != 0
	if neg {
		k++
		var b uint64
		low, b = bits.Sub64(0, low, 0)
		mid, b = bits.Sub64(0, mid, b)
		hi, _ = bits.Sub64(0, hi, b)
	}
	fh, fl := fractionParts(hi, mid, low)
	rh, rl = ddMul(fh, fl, piBy128d1, piBy128d2)
	if neg {
		rh, rl = -rh, -rl
	}
	if x < 0 {
		return -k & 255, -rh, -rl
	}
	return k & 255, rh, rl
}

// fractionParts turns a 192-bit fraction into two floats.
func fractionParts(hi, mid, low uint64) (fh, fl float64) {
	shift := 0
	for hi == 0 && shift < 128 {
		hi, mid, low = mid, low, 0
		shift += 64
	}
	z := bits.LeadingZeros64(hi)
	if z > 0 && z < 64 {
		hi = hi<<z | mid>>(64-z)
		mid = mid<<z | low>>(64-z)
	}
	shift += z
	fh = float64(hi >> 11)
	fl = float64((hi&(1<<11-1))<<42|mid>>22) * 0x1p-53
	exp := math.Float64frombits(uint64(1023-53-shift) << 52)
	return fastTwoSum(fh*exp, fl*exp)
}

// sinCosSmall gives cos r - 1 and sin r - rh for r = rh+rl, |r| <= pi/256.
func sinCosSmall(rh, rl float64) (cm, sm float64) {
	r2 := float64(rh * rh)
	c := -1.0/2 + float64(r2*(1.0/24+float64(r2*(-1.0/720+float64(r2*(1.0/40320))))))
	s := -1.0/6 + float64(r2*(1.0/120+float64(r2*(-1.0/5040+float64(r2*(1.0/362880))))))
	cm = float64(r2*c) - float64(rh*rl)
	sm = float64(float64(rh*r2)*s) + rl
	return cm, sm
}

// combine is a*cos r + b*sin r, where cos r = 1+cm and sin r = rh+sm.
func combine(ah, al, bh, bl, rh, cm, sm float64) (h, l float64) {
	p, pe := twoProd(bh, rh)
	h, l = twoSum(ah, p)
	l += (pe + (al + float64(bl*rh))) + (float64(ah*cm) + float64(bh*sm))
	return h, l
}

// sinAt is the sine of k*pi/128 + (rh+rl).
func sinAt(k uint, rh, rl float64) float64 {
	s, c := &sinTable[k&255], &sinTable[(k+64)&255]
	cm, sm := sinCosSmall(rh, rl)
	h, l := combine(s[0], s[1], c[0], c[1], rh, cm, sm)
	return h + l
}

func finite(x float64) bool { return math.Abs(x) <= math.MaxFloat64 }

// Sin is the sine of x radians.
func Sin(x float64) float64 {
	if !finite(x) {
		return math.NaN()
	}
	if math.Abs(x) < 0x1p-26 {
		return x
	}
	k, rh, rl := reduce(x)
	return sinAt(k, rh, rl)
}

// Cos is the cosine of x radians.
func Cos(x float64) float64 {
	if !finite(x) {
		return math.NaN()
	}
	k, rh, rl := reduce(x)
	return sinAt(k+64, rh, rl)
}

// Tan is the tangent of x radians.
func Tan(x float64) float64 {
	if !finite(x) {
		return math.NaN()
	}
	if math.Abs(x) < 0x1p-27 {
		return x
	}
	k, rh, rl := reduce(x)
	s, c := &sinTable[k], &sinTable[(k+64)&255]
	cm, sm := sinCosSmall(rh, rl)
	sh, sl := fastTwoSum(combine(s[0], s[1], c[0], c[1], rh, cm, sm))
	ch, cl := fastTwoSum(combine(c[0], c[1], -s[0], -s[1], rh, cm, sm))
	h, l := ddDiv(sh, sl, ch, cl)
	return h + l
}
