package runtime

import (
	"math"

	"github.com/go-python/gopython/internal/abi"
	"github.com/go-python/gopython/internal/libm"
)

// Arithmetic on complex numbers, by the rules of C's annex G: a real operand
// is not a complex one with an imaginary part of zero, and infinities survive
// a product that comes out as NaN. Products are converted to float64 so that no
// compiler fuses them with what follows.

// operand is one side of an operator: a complex number, or a real one.
type operand struct {
	c    complex128
	real bool
}

// complexOperands converts the operands; status as in realOf.
func (t *Thread) complexOperands(a, b Value) (x, y operand, status Value) {
	if x, status = t.complexOperand(a); status != Unbound {
		return
	}
	y, status = t.complexOperand(b)
	return
}

func (t *Thread) complexOperand(v Value) (operand, Value) {
	if v.IsKind(abi.KindComplex) {
		return operand{c: complexValue(v)}, Unbound
	}
	f, status := t.realOf(v)
	return operand{c: complex(f, 0), real: true}, status
}

func complexAdd(t *Thread, a, b Value) Value {
	x, y, status := t.complexOperands(a, b)
	if status != Unbound {
		return status
	}
	im := imag(x.c) + imag(y.c)
	switch {
	case x.real:
		im = imag(y.c)
	case y.real:
		im = imag(x.c)
	}
	return t.NewComplex(complex(real(x.c)+real(y.c), im))
}

func complexSub(t *Thread, a, b Value) Value {
	x, y, status := t.complexOperands(a, b)
	if status != Unbound {
		return status
	}
	im := imag(x.c) - imag(y.c)
	switch {
	case x.real:
		im = -imag(y.c)
	case y.real:
		im = imag(x.c)
	}
	return t.NewComplex(complex(real(x.c)-real(y.c), im))
}

func complexMul(t *Thread, a, b Value) Value {
	x, y, status := t.complexOperands(a, b)
	if status != Unbound {
		return status
	}
	if x.real {
		x, y = y, x
	}
	if y.real {
		f := real(y.c)
		return t.NewComplex(complex(real(x.c)*f, imag(x.c)*f))
	}
	return t.NewComplex(complexProduct(x.c, y.c))
}

func isInf(f float64) bool    { return math.IsInf(f, 0) }
func isFinite(f float64) bool { return f-f == 0 }

// boxInf maps an infinite part to one, and a finite one to zero, keeping signs.
func boxInf(f float64) float64 {
	if isInf(f) {
		return math.Copysign(1, f)
	}
	return math.Copysign(0, f)
}

func zeroNaN(f float64) float64 {
	if f != f {
		return math.Copysign(0, f)
	}
	return f
}

func complexProduct(x, y complex128) complex128 {
	a, b, c, d := real(x), imag(x), real(y), imag(y)
	ac, bd, ad, bc := float64(a*c), float64(b*d), float64(a*d), float64(b*c)
	re, im := ac-bd, ad+bc
	if re == re || im == im {
		return complex(re, im)
	}
	recalc := false
	if isInf(a) || isInf(b) {
		a, b, c, d = boxInf(a), boxInf(b), zeroNaN(c), zeroNaN(d)
		recalc = true
	}
	if isInf(c) || isInf(d) {
		a, b, c, d = zeroNaN(a), zeroNaN(b), boxInf(c), boxInf(d)
		recalc = true
	}
	if !recalc && (isInf(ac) || isInf(bd) || isInf(ad) || isInf(bc)) {
		a, b, c, d = zeroNaN(a), zeroNaN(b), zeroNaN(c), zeroNaN(d)
		recalc = true
	}
	if recalc {
		re = math.Inf(1) * (float64(a*c) - float64(b*d))
		im = math.Inf(1) * (float64(a*d) + float64(b*c))
	}
	return complex(re, im)
}

func complexTrueDiv(t *Thread, a, b Value) Value {
	x, y, status := t.complexOperands(a, b)
	if status != Unbound {
		return status
	}
	if y.c == 0 {
		return t.Raise(t.Exc.ZeroDivisionError, "division by zero")
	}
	switch {
	case y.real:
		f := real(y.c)
		return t.NewComplex(complex(real(x.c)/f, imag(x.c)/f))
	case x.real:
		return t.NewComplex(realQuotient(real(x.c), y.c))
	}
	return t.NewComplex(complexQuotient(x.c, y.c))
}

// scaleDivisor divides through the greater part of y: the quotient is
// (a*p + b*q)/denom and (b*p - a*q)/denom for a dividend a+bj.
func scaleDivisor(y complex128) (p, q, denom float64, byReal bool) {
	c, d := real(y), imag(y)
	switch {
	case math.Abs(c) >= math.Abs(d):
		ratio := d / c
		return 1, ratio, c + float64(d*ratio), true
	case math.Abs(d) >= math.Abs(c):
		ratio := c / d
		return ratio, 1, float64(c*ratio) + d, false
	}
	return math.NaN(), math.NaN(), math.NaN(), false
}

func complexQuotient(x, y complex128) complex128 {
	a, b, c, d := real(x), imag(x), real(y), imag(y)
	p, q, denom, byReal := scaleDivisor(y)
	var re, im float64
	if byReal {
		re = (a + float64(b*q)) / denom
		im = (b - float64(a*q)) / denom
	} else {
		re = (float64(a*p) + b) / denom
		im = (float64(b*p) - a) / denom
	}
	if re == re || im == im {
		return complex(re, im)
	}
	switch {
	case (isInf(a) || isInf(b)) && isFinite(c) && isFinite(d):
		a, b = boxInf(a), boxInf(b)
		re = math.Inf(1) * (float64(a*c) + float64(b*d))
		im = math.Inf(1) * (float64(b*c) - float64(a*d))
	case (isInf(c) || isInf(d)) && isFinite(a) && isFinite(b):
		c, d = boxInf(c), boxInf(d)
		re = 0 * (float64(a*c) + float64(b*d))
		im = 0 * (float64(b*c) - float64(a*d))
	}
	return complex(re, im)
}

// realQuotient is a / y for a real a.
func realQuotient(a float64, y complex128) complex128 {
	p, q, denom, _ := scaleDivisor(y)
	re, im := float64(a*p)/denom, float64(-a*q)/denom
	if re != re && im != im && isFinite(a) && (isInf(real(y)) || isInf(imag(y))) {
		re = 0 * float64(a*boxInf(real(y)))
		im = 0 * float64(-a*boxInf(imag(y)))
	}
	return complex(re, im)
}

func complexPowSlot(t *Thread, a, b Value) Value {
	x, y, status := t.complexOperands(a, b)
	if status != Unbound {
		return status
	}
	return t.complexPow(x.c, y.c)
}

func complexPowMod(t *Thread, a, b, c Value) Value {
	x, y, status := t.complexOperands(a, b)
	if status != Unbound {
		return status
	}
	if c != None {
		return t.Raise(t.Exc.ValueError, "complex modulo")
	}
	return t.complexPow(x.c, y.c)
}

// complexPow is x ** y: small integer exponents by multiplication.
func (t *Thread) complexPow(x, y complex128) Value {
	if x == 0 && (imag(y) != 0 || real(y) < 0) {
		return t.Raise(t.Exc.ZeroDivisionError, "zero to a negative or complex power")
	}
	var r complex128
	if n := real(y); imag(y) == 0 && n == math.Floor(n) && math.Abs(n) <= 100 {
		if r = complexPowInt(x, int(math.Abs(n))); n <= 0 {
			if r == 0 {
				return t.Raise(t.Exc.ZeroDivisionError, "zero to a negative or complex power")
			}
			r = complexQuotient(1, r)
		}
	} else {
		var ok bool
		if r, ok = complexPowGeneral(x, y); !ok {
			return t.Raise(t.Exc.ZeroDivisionError, "zero to a negative or complex power")
		}
	}
	if isInf(real(r)) || isInf(imag(r)) {
		return t.Raise(t.Exc.OverflowError, "complex exponentiation")
	}
	return t.NewComplex(r)
}

func complexPowInt(x complex128, n int) complex128 {
	r := complex128(1)
	for ; n > 0; n >>= 1 {
		if n&1 != 0 {
			r = complexProduct(r, x)
		}
		x = complexProduct(x, x)
	}
	return r
}

// complexPowGeneral is x ** y. It fails, as CPython does, where the angle of the
// result overflows.
func complexPowGeneral(x, y complex128) (r complex128, ok bool) {
	if y == 0 {
		return 1, true
	}
	if x == 0 {
		return 0, true
	}
	abs := libm.Hypot(real(x), imag(x))
	size := libm.Pow(abs, real(y))
	at := libm.Atan2(imag(x), real(x))
	phase := float64(at * real(y))
	if imag(y) != 0 {
		size *= libm.Exp(float64(-at * imag(y)))
		phase += float64(imag(y) * libm.Log(abs))
	}
	return complex(size*libm.Cos(phase), size*libm.Sin(phase)), !isInf(phase)
}
