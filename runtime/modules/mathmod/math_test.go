package mathmod_test

import (
	"math"
	"math/big"
	"math/rand"
	"testing"
)

func TestMath(t *testing.T) {
	s, r := newSide(t), rand.New(rand.NewSource(5))
	inf, nan := math.Inf(1), math.NaN()
	huge := new(big.Int).Exp(big.NewInt(10), big.NewInt(400), nil)
	edge := []any{0, 1, -1, 2, 0.5, -0.5, 2.5, math.Copysign(0, -1), inf, -inf, nan, 1000, -1000, 171.7, 1e308, -1e308, 5e-324, true,
		huge, new(big.Int).Neg(huge), bigOf("1000000000000000000000000000000"), "a", nil, 1i}
	unary := []string{"acos", "acosh", "asin", "asinh", "atan", "atanh", "ceil", "cos", "cosh", "degrees", "erf", "exp", "exp2",
		"expm1", "fabs", "floor", "frexp", "gamma", "isfinite", "isinf", "isnan", "lgamma", "log", "log10", "log1p", "log2",
		"modf", "radians", "sin", "sinh", "sqrt", "tan", "tanh", "trunc", "ulp", "fsum", "prod", "isqrt", "gcd", "lcm", "hypot"}
	for _, f := range unary {
		for _, x := range edge {
			s.call("math."+f, x)
		}
	}
	for _, f := range []string{"atan2", "copysign", "fmod", "pow", "remainder", "nextafter", "log", "ldexp", "hypot", "isclose", "gcd", "lcm", "comb", "perm", "dist", "sumprod"} {
		for _, x := range edge {
			for _, y := range edge {
				s.call("math."+f, x, y)
			}
		}
	}
	for range 1000 {
		x, y, z := randomFloat(r), randomFloat(r), randomFloat(r)
		for _, f := range []string{"fmod", "remainder", "copysign", "nextafter"} {
			s.call("math."+f, x, y)
		}
		for _, f := range []string{"ulp", "modf", "frexp", "floor", "ceil", "trunc", "sqrt", "fabs", "degrees", "radians"} {
			s.call("math."+f, x)
		}
		s.call("math.fma", x, y, z)
		s.call("math.ldexp", x, r.Intn(2400)-1200)
		s.call("math.isqrt", randomInt(r))
		s.call("math.gcd", randomInt(r), randomInt(r))
		s.call("math.lcm", randomInt(r), randomInt(r), randomInt(r))
		s.call("math.comb", r.Intn(300), r.Intn(300))
		s.call("math.perm", r.Intn(300), r.Intn(300))
		s.call("math.fsum", randomFloats(r))
		s.call("math.sumprod", []any{x, y, z}, []any{randomFloat(r), randomNumber(r), randomInt(r)})
		s.call("math.prod", []any{x, randomInt(r), randomNumber(r)})
		s.call("math.hypot", x, y)
		s.call("math.dist", []any{x, 1, y}, []any{1, y, randomInt(r)})
		b := randomInt(r)
		for _, f := range []string{"log", "log2", "log10"} {
			s.call("math."+f, b)
			s.call("math."+f, b.Lsh(b, 900))
		}
	}
	for n := range 200 {
		s.call("math.factorial", n-2)
	}
	s.call("math.factorial", bigOf("100000000000000000000"))
	s.call("math.factorial", 2.0)
	s.check(t)
}

func randomFloats(r *rand.Rand) []any {
	v := make([]any, r.Intn(8))
	for i := range v {
		v[i] = math.Ldexp(r.Float64()*2-1, r.Intn(120)-60)
	}
	return v
}
