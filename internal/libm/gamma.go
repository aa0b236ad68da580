package libm

import "math"

// Gamma and Lgamma use Lanczos' approximation with the parameters that CPython uses (n=13), and the same order of
// operations: the results differ where exp, log, pow or sin round differently.

const (
	lanczosG          = 6.024680040776729583740234375
	lanczosGMinusHalf = lanczosG - 0.5
)

var lanczosNum = [13]float64{
	23531376880.410759688572007674451636754734846804940,
	42919803642.649098768957899047001988850926355848959,
	35711959237.355668049440185451547166705960488635843,
	17921034426.037209699919755754458931112671403265390,
	6039542586.3520280050642916443072979210699388420708,
	1439720407.3117216736632230727949123939715485786372,
	248874557.86205415651146038641322942321632125127801,
	31426415.585400194380614231628318205362874684987640,
	2876370.6289353724412254090516208496135991145378768,
	186056.26539522349504029498971604569928220784236328,
	8071.6720023658162106380029022722506138218516325024,
	210.82427775157934587250973392071336271166969580291,
	2.5066282746310002701649081771338373386264310793408,
}

// lanczosDen is x*(x+1)*…*(x+11).
var lanczosDen = [13]float64{0, 39916800, 120543840, 150917976, 105258076, 45995730, 13339535, 2637558, 357423,
	32670, 1925, 66, 1}

// factorials holds those that are exact: gamma(1) to gamma(23).
var factorials = [23]float64{1, 1, 2, 6, 24, 120, 720, 5040, 40320, 362880, 3628800, 39916800, 479001600, 6227020800,
	87178291200, 1307674368000, 20922789888000, 355687428096000, 6402373705728000, 121645100408832000, 2432902008176640000,
	51090942171709440000, 1124000727777607680000}

func lanczosSum(x float64) float64 {
	num, den := 0.0, 0.0
	if x < 5 {
		for i := 12; i >= 0; i-- {
			num = float64(num*x) + lanczosNum[i]
			den = float64(den*x) + lanczosDen[i]
		}
	} else {
		for i := range lanczosNum {
			num = num/x + lanczosNum[i]
			den = den/x + lanczosDen[i]
		}
	}
	return num / den
}

// sinPi is sin(pi*x) for finite x.
func sinPi(x float64) float64 {
	y := Fmod(math.Abs(x), 2)
	var r float64
	switch int(math.Round(2 * y)) {
	case 0:
		r = Sin(math.Pi * y)
	case 1:
		r = Cos(math.Pi * (y - 0.5))
	case 2:
		r = Sin(math.Pi * (1 - y))
	case 3:
		r = -Cos(math.Pi * (y - 1.5))
	default:
		r = Sin(math.Pi * (y - 2))
	}
	return math.Copysign(1, x) * r
}

// Gamma is the gamma function. It is NaN at the negative integers and at minus infinity, which are domain errors,
// and infinite at zero, which is one too, and on overflow.
func Gamma(x float64) float64 {
	a := math.Abs(x)
	switch {
	case x != x || math.IsInf(x, 1):
		return x
	case math.IsInf(x, -1) || x < 0 && x == math.Floor(x):
		return math.NaN()
	case x == 0:
		return math.Copysign(math.Inf(1), x)
	case x == math.Floor(x) && x <= 23:
		return factorials[int(x)-1]
	case a < 1e-20:
		return 1 / x
	case x > 200:
		return math.Inf(1)
	case x < -200:
		return 0 / sinPi(x)
	}
	// y is a + g - 1/2, and z makes up for its rounding
	y := a + lanczosGMinusHalf
	var z float64
	if a > lanczosGMinusHalf {
		z = (y - a) - lanczosGMinusHalf
	} else {
		z = (y - lanczosGMinusHalf) - a
	}
	z = float64(z*lanczosG) / y
	if x < 0 {
		r := float64(-math.Pi/sinPi(a)/a*Exp(y)) / lanczosSum(a)
		r -= float64(z * r)
		if a < 140 {
			return r / Pow(y, a-0.5)
		}
		p := Pow(y, a/2-0.25)
		return r / p / p
	}
	r := lanczosSum(a) / Exp(y)
	r += float64(z * r)
	if a < 140 {
		return r * Pow(y, a-0.5)
	}
	p := Pow(y, a/2-0.25)
	return float64(r*p) * p
}

// Lgamma is the logarithm of the absolute value of gamma. It is infinite at zero and the negative integers, which are
// domain errors, and on overflow.
func Lgamma(x float64) float64 {
	a := math.Abs(x)
	switch {
	case x != x:
		return x
	case math.IsInf(x, 0):
		return a
	case x == math.Floor(x) && x <= 2:
		if x <= 0 {
			return math.Inf(1)
		}
		return 0
	case a < 1e-20:
		return -Log(a)
	}
	const lnPi = 1.144729885849400174143427351353058711647
	r := Log(lanczosSum(a)) - lanczosG
	r += float64((a - 0.5) * (Log(a+lanczosG-0.5) - 1))
	if x < 0 {
		r = lnPi - Log(math.Abs(sinPi(a))) - Log(a) - r
	}
	return r
}
