// Package mathmod is the module math. It may import runtime and the leaf
// packages internal/abi, internal/libm and internal/pyfmt.
package mathmod

import (
	"math"

	"github.com/go-python/gopython/internal/libm"
	"github.com/go-python/gopython/internal/pyfmt"
	"github.com/go-python/gopython/runtime"
)

type (
	// Value is a Python value.
	Value  = runtime.Value
	thread = runtime.Thread
)

const raised = runtime.Raised

// Register makes the module importable.
func Register(iso *runtime.Isolate) { iso.RegisterModule("math", New) }

// New makes the module.
func New(t *runtime.Thread) runtime.Value {
	mod := t.NewModule("math")
	for _, defs := range [][]*runtime.NativeDef{floatFuncs, logFuncs, integerFuncs, sumFuncs} {
		t.AddFunctions(mod, defs)
	}
	t.SetModuleAttr(mod, "__doc__", t.NewStr("Mathematical functions of real numbers, as in the C library."))
	for name, f := range map[string]float64{"pi": math.Pi, "e": math.E, "tau": 2 * math.Pi, "inf": math.Inf(1), "nan": math.NaN()} {
		t.SetModuleAttr(mod, name, t.NewFloat(f))
	}
	return mod
}

// domain raises ValueError with a text about the argument x.
func domain(t *thread, text string, x float64) Value {
	return t.Raise(t.Exc.ValueError, "%s, got %s", text, pyfmt.FloatRepr(x))
}

func domainError(t *thread) Value { return t.Raise(t.Exc.ValueError, "math domain error") }
func rangeError(t *thread) Value  { return t.Raise(t.Exc.OverflowError, "math range error") }

func isFinite(f float64) bool { return f-f == 0 }

// unary declares a function of one float. text says what it expects; without
// text the function has no errors but overflow.
func unary(name, doc, text string, f func(float64) float64) *runtime.NativeDef {
	return &runtime.NativeDef{Name: name, Sig: "x, /", Doc: doc, Float1: f, Fn: func(t *thread, a []Value) Value {
		x, ok := t.AsFloat(a[0])
		if !ok {
			return raised
		}
		r := f(x)
		if !isFinite(r) && isFinite(x) || r != r && x == x {
			if text != "" {
				return domain(t, text, x)
			}
			return rangeError(t)
		}
		return t.NewFloat(r)
	}}
}

// scale declares a function that multiplies by a constant, without errors.
func scale(name, doc string, factor float64) *runtime.NativeDef {
	f := func(x float64) float64 { return x * factor }
	return &runtime.NativeDef{Name: name, Sig: "x, /", Doc: doc, Float1: f, Fn: func(t *thread, a []Value) Value {
		x, ok := t.AsFloat(a[0])
		if !ok {
			return raised
		}
		return t.NewFloat(f(x))
	}}
}

// binary declares a function of two floats. f finishes what pure, the bare
// function, has computed: its errors.
func binary(name, sig, doc string, pure func(x, y float64) float64, f func(t *thread, r, x, y float64) Value) *runtime.NativeDef {
	return &runtime.NativeDef{Name: name, Sig: sig, Doc: doc, Float2: pure, Fn: func(t *thread, a []Value) Value {
		x, ok := t.AsFloat(a[0])
		if !ok {
			return raised
		}
		y, ok := t.AsFloat(a[1])
		if !ok {
			return raised
		}
		return f(t, pure(x, y), x, y)
	}}
}

// asIs is for functions without errors.
func asIs(t *thread, r, _, _ float64) Value { return t.NewFloat(r) }

// test declares a question about a float.
func test(name, doc string, f func(float64) bool) *runtime.NativeDef {
	return &runtime.NativeDef{Name: name, Sig: "x, /", Doc: doc, Fn: func(t *thread, a []Value) Value {
		x, ok := t.AsFloat(a[0])
		switch {
		case !ok:
			return raised
		case f(x):
			return runtime.True
		}
		return runtime.False
	}}
}

const (
	wantUnit   = "expected a number in range from -1 up to 1"
	wantFinite = "expected a finite input"
	wantGamma  = "expected a noninteger or positive integer"
)

var floatFuncs = []*runtime.NativeDef{
	unary("acos", "Arc cosine in radians.", wantUnit, libm.Acos),
	unary("acosh", "Inverse hyperbolic cosine.", "expected argument value not less than 1", libm.Acosh),
	unary("asin", "Arc sine in radians.", wantUnit, libm.Asin),
	unary("asinh", "Inverse hyperbolic sine.", "", libm.Asinh),
	unary("atan", "Arc tangent in radians.", "", libm.Atan),
	unary("atanh", "Inverse hyperbolic tangent.", "expected a number between -1 and 1", libm.Atanh),
	unary("cbrt", "Cube root.", "", libm.Cbrt),
	unary("cos", "Cosine of x radians.", wantFinite, libm.Cos),
	unary("cosh", "Hyperbolic cosine.", "", libm.Cosh),
	scale("degrees", "Radians to degrees.", 180/math.Pi),
	unary("erf", "Error function.", "", libm.Erf),
	unary("erfc", "Complementary error function.", "", libm.Erfc),
	unary("exp", "e to the power of x.", "", libm.Exp),
	unary("exp2", "2 to the power of x.", "", libm.Exp2),
	unary("expm1", "exp(x) - 1, exact for small x.", "", libm.Expm1),
	unary("fabs", "Absolute value as a float.", "", math.Abs),
	unary("log1p", "Natural logarithm of 1+x, exact for small x.", "expected argument value > -1", libm.Log1p),
	scale("radians", "Degrees to radians.", math.Pi/180),
	unary("sin", "Sine of x radians.", wantFinite, libm.Sin),
	unary("sinh", "Hyperbolic sine.", "", libm.Sinh),
	unary("sqrt", "Square root.", "expected a nonnegative input", math.Sqrt),
	unary("tan", "Tangent of x radians.", wantFinite, libm.Tan),
	unary("tanh", "Hyperbolic tangent.", "", libm.Tanh),
	{Name: "gamma", Sig: "x, /", Fn: gamma, Doc: "Gamma function."},
	{Name: "lgamma", Sig: "x, /", Fn: lgamma, Doc: "Logarithm of the absolute value of the gamma function."},
	test("isfinite", "Whether x is neither infinite nor NaN.", isFinite),
	test("isinf", "Whether x is infinite.", func(x float64) bool { return math.IsInf(x, 0) }),
	test("isnan", "Whether x is NaN.", func(x float64) bool { return x != x }),
	binary("atan2", "y, x, /", "Angle of the point (x, y).", libm.Atan2, asIs),
	binary("copysign", "x, y, /", "The magnitude of x with the sign of y.", math.Copysign, asIs),
	binary("fmod", "x, y, /", "Remainder with the sign of x.", libm.Fmod, notNaN),
	binary("pow", "x, y, /", "x to the power of y, as floats.", libm.Pow, pow),
	binary("remainder", "x, y, /", "Difference from the closest multiple of y.", libm.Remainder, notNaN),
	{Name: "nextafter", Sig: "x, y, /, *, steps=None", Fn: nextAfter, Doc: "The float that many steps from x towards y."},
	{Name: "fma", Sig: "x, y, z, /", Fn: fma, Doc: "x*y + z with a single rounding."},
	{Name: "frexp", Sig: "x, /", Fn: frexp, Doc: "Mantissa and exponent of x."},
	{Name: "ldexp", Sig: "x, i, /", Fn: ldexp, Doc: "x * (2**i)."},
	{Name: "modf", Sig: "x, /", Fn: modf, Doc: "Fractional and integer part of x."},
	{Name: "ulp", Sig: "x, /", Fn: ulp, Doc: "Value of the least significant bit of x."},
	{Name: "isclose", Sig: "a, b, *, rel_tol=1e-09, abs_tol=0.0", Fn: isClose, Doc: "Whether two numbers are close to each other."},
	{Name: "ceil", Sig: "x, /", Fn: ceil, Doc: "The smallest integer not below x."},
	{Name: "floor", Sig: "x, /", Fn: floor, Doc: "The largest integer not above x."},
	{Name: "trunc", Sig: "x, /", Fn: trunc, Doc: "x without its fraction."},
}

// pole reports whether the gamma function is not defined at x.
func pole(x float64) bool { return x <= 0 && x == math.Trunc(x) }

func gamma(t *thread, a []Value) Value {
	x, ok := t.AsFloat(a[0])
	if !ok {
		return raised
	}
	if pole(x) {
		return domain(t, wantGamma, x)
	}
	r := libm.Gamma(x)
	if math.IsInf(r, 0) && isFinite(x) {
		return rangeError(t)
	}
	return t.NewFloat(r)
}

func lgamma(t *thread, a []Value) Value {
	x, ok := t.AsFloat(a[0])
	switch {
	case !ok:
		return raised
	case math.IsInf(x, 0):
		return t.NewFloat(math.Inf(1))
	case pole(x):
		return domain(t, wantGamma, x)
	}
	r := libm.Lgamma(x)
	if math.IsInf(r, 0) {
		return rangeError(t)
	}
	return t.NewFloat(r)
}

// notNaN: NaN of numbers is an error.
func notNaN(t *thread, r, x, y float64) Value {
	if r != r && x == x && y == y {
		return domainError(t)
	}
	return t.NewFloat(r)
}

func pow(t *thread, r, x, y float64) Value {
	if isFinite(x) && isFinite(y) {
		switch {
		case r != r || math.IsInf(r, 0) && x == 0:
			return domainError(t)
		case math.IsInf(r, 0):
			return rangeError(t)
		}
	}
	return t.NewFloat(r)
}

func fma(t *thread, a []Value) Value {
	var v [3]float64
	for i := range v {
		f, ok := t.AsFloat(a[i])
		if !ok {
			return raised
		}
		v[i] = f
	}
	r := math.FMA(v[0], v[1], v[2])
	switch {
	case isFinite(r):
	case r != r:
		if v[0] == v[0] && v[1] == v[1] && v[2] == v[2] {
			return t.Raise(t.Exc.ValueError, "invalid operation in fma")
		}
	case isFinite(v[0]) && isFinite(v[1]) && isFinite(v[2]):
		return t.Raise(t.Exc.OverflowError, "overflow in fma")
	}
	return t.NewFloat(r)
}

func frexp(t *thread, a []Value) Value {
	x, ok := t.AsFloat(a[0])
	if !ok {
		return raised
	}
	e := 0
	if isFinite(x) && x != 0 {
		x, e = math.Frexp(x)
	}
	return t.NewTuple2(t.NewFloat(x), t.NewInt(int64(e)))
}

func ldexp(t *thread, a []Value) Value {
	x, ok := t.AsFloat(a[0])
	if !ok {
		return raised
	}
	i, ok := runtime.IntOf(a[1])
	if !ok {
		return t.Raise(t.Exc.TypeError, "Expected an int as second argument to ldexp.")
	}
	if x == 0 || !isFinite(x) {
		return t.NewFloat(x)
	}
	e, _ := t.IntValue(i)
	r := math.Ldexp(x, int(min(max(e, -1<<20), 1<<20)))
	if math.IsInf(r, 0) {
		return rangeError(t)
	}
	return t.NewFloat(r)
}

func modf(t *thread, a []Value) Value {
	x, ok := t.AsFloat(a[0])
	if !ok {
		return raised
	}
	whole := math.Trunc(x)
	frac := x - whole
	if frac == 0 || math.IsInf(x, 0) {
		frac = math.Copysign(0, x)
	}
	return t.NewTuple2(t.NewFloat(frac), t.NewFloat(whole))
}

func ulp(t *thread, a []Value) Value {
	x, ok := t.AsFloat(a[0])
	if !ok {
		return raised
	}
	x = math.Abs(x)
	switch next := math.Nextafter(x, math.Inf(1)); {
	case x != x || math.IsInf(x, 0):
		return t.NewFloat(x)
	case math.IsInf(next, 0):
		return t.NewFloat(x - math.Nextafter(x, 0))
	default:
		return t.NewFloat(next - x)
	}
}

func nextAfter(t *thread, a []Value) Value {
	x, ok := t.AsFloat(a[0])
	if !ok {
		return raised
	}
	y, ok := t.AsFloat(a[1])
	if !ok {
		return raised
	}
	if a[2] == runtime.Unbound || a[2] == runtime.None {
		if x == y {
			return t.NewFloat(y)
		}
		return t.NewFloat(math.Nextafter(x, y))
	}
	i := t.AsIndex(a[2])
	if i == raised {
		return raised
	}
	steps := uint64(math.MaxUint64)
	if b := t.BigOf(i); b.Sign() < 0 {
		return t.Raise(t.Exc.ValueError, "steps must be a non-negative integer")
	} else if b.IsUint64() {
		steps = b.Uint64()
	}
	return t.NewFloat(walk(x, y, steps))
}

// walk goes so many floats from x towards y, not beyond.
func walk(x, y float64, steps uint64) float64 {
	const sign = 1 << 63
	ux, uy := math.Float64bits(x), math.Float64bits(y)
	ax, ay := ux&^sign, uy&^sign
	switch {
	case steps == 0 || x != x:
		return x
	case y != y || ux == uy:
		return y
	case ux&sign != uy&sign:
		switch {
		case ax+ay <= steps: // both are below 2**63
			return y
		case ax < steps:
			return math.Float64frombits(uy&sign | (steps - ax))
		}
		return math.Float64frombits(ux - steps)
	case ax > ay && ax-ay >= steps:
		return math.Float64frombits(ux - steps)
	case ax < ay && ay-ax >= steps:
		return math.Float64frombits(ux + steps)
	}
	return y
}

func isClose(t *thread, a []Value) Value {
	v := [4]float64{2: 1e-9}
	for i := range v {
		if a[i] == runtime.Unbound {
			continue
		}
		f, ok := t.AsFloat(a[i])
		if !ok {
			return raised
		}
		v[i] = f
	}
	x, y, rel, abs := v[0], v[1], v[2], v[3]
	if rel < 0 || abs < 0 {
		return t.Raise(t.Exc.ValueError, "tolerances must be non-negative")
	}
	diff := math.Abs(y - x)
	close := x == y || !math.IsInf(x, 0) && !math.IsInf(y, 0) &&
		(diff <= math.Abs(rel*y) || diff <= math.Abs(rel*x) || diff <= abs)
	if close {
		return runtime.True
	}
	return runtime.False
}

// rounded serves floor and ceil: floats directly, other classes by their
// special method, the rest by way of a float.
func rounded(t *thread, x Value, special string, f func(float64) float64) Value {
	if t.TypeOf(x) != t.Types.Float {
		m := t.LookupSpecial(x, t.Intern(special))
		if m == raised {
			return raised
		}
		if m != runtime.Unbound {
			return t.Call(m)
		}
	}
	v, ok := t.AsFloat(x)
	if !ok {
		return raised
	}
	return t.IntOfFloat(f(v))
}

func floor(t *thread, a []Value) Value { return rounded(t, a[0], "__floor__", math.Floor) }
func ceil(t *thread, a []Value) Value  { return rounded(t, a[0], "__ceil__", math.Ceil) }

func trunc(t *thread, a []Value) Value {
	if f, ok := runtime.FloatOf(a[0]); ok && t.TypeOf(a[0]) == t.Types.Float {
		return t.IntOfFloat(f)
	}
	m := t.LookupSpecial(a[0], t.Intern("__trunc__"))
	switch m {
	case raised:
		return raised
	case runtime.Unbound:
		return t.Raise(t.Exc.TypeError, "type %s doesn't define __trunc__ method", t.TypeName(a[0]))
	}
	return t.Call(m)
}
