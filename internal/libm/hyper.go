package libm

import "math"

// The hyperbolic functions follow the formulas of Sun's fdlibm, as glibc does, so that they round alike.

// expOverflow is the largest x for which e**x is finite.
const expOverflow = 0x1.62e42fefa39efp9

// Sinh is the hyperbolic sine.
func Sinh(x float64) float64 {
	a := math.Abs(x)
	half := math.Copysign(0.5, x)
	switch {
	case a < 0x1p-28 || !finite(x):
		return x
	case a < 22:
		t := math.Expm1(a)
		if a < 1 {
			return half * (2*t - float64(t*t)/(t+1))
		}
		return half * (t + t/(t+1))
	case a <= expOverflow:
		return half * Exp(a)
	}
	w := Exp(a / 2)
	return float64(half*w) * w
}

// Cosh is the hyperbolic cosine.
func Cosh(x float64) float64 {
	a := math.Abs(x)
	switch {
	case a < 0.5*math.Ln2:
		t := math.Expm1(a)
		w := 1 + t
		if a < 0x1p-55 {
			return w
		}
		return 1 + float64(t*t)/(w+w)
	case a < 22:
		t := Exp(a)
		return float64(0.5*t) + 0.5/t
	case a <= expOverflow:
		return 0.5 * Exp(a)
	case !finite(x):
		return a
	}
	w := Exp(a / 2)
	return float64(0.5*w) * w
}

// Tanh is the hyperbolic tangent.
func Tanh(x float64) float64 {
	a := math.Abs(x)
	z := 1.0
	switch {
	case x != x || a < 0x1p-55:
		return x
	case a >= 22:
	case a >= 1:
		z = 1 - 2/(math.Expm1(2*a)+2)
	default:
		t := math.Expm1(-2 * a)
		z = -t / (t + 2)
	}
	return math.Copysign(z, x)
}

// Asinh is the inverse hyperbolic sine.
func Asinh(x float64) float64 {
	a := math.Abs(x)
	var w float64
	switch {
	case a < 0x1p-28 || !finite(x):
		return x
	case a > 0x1p28:
		w = Log(a) + math.Ln2
	case a > 2:
		w = Log(2*a + 1/(math.Sqrt(float64(a*a)+1)+a))
	default:
		t := float64(a * a)
		w = math.Log1p(a + t/(1+math.Sqrt(1+t)))
	}
	return math.Copysign(w, x)
}

// Acosh is the inverse hyperbolic cosine.
func Acosh(x float64) float64 {
	switch {
	case !(x >= 1):
		return math.NaN()
	case x > 0x1p28:
		return Log(x) + math.Ln2
	case x == 1:
		return 0
	case x > 2:
		return Log(2*x - 1/(x+math.Sqrt(float64(x*x)-1)))
	}
	t := x - 1
	return math.Log1p(t + math.Sqrt(2*t+float64(t*t)))
}

// Atanh is the inverse hyperbolic tangent. Glibc and Go have the algorithm in common.
func Atanh(x float64) float64 { return math.Atanh(x) }
