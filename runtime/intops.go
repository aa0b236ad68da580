package runtime

import (
	"math"
	"math/bits"

	"github.com/go-python/gopython/internal/abi"
	"github.com/go-python/gopython/internal/pyfmt"
)

// Arithmetic on ints. The canonical form of an int is a word, else an Int64,
// else a BigInt; every function here takes canonical ints and returns one.
// What fits a magnitude of 128 bits is computed in registers and allocates
// only its result; the rest is in bigint.go.

// intOf strips bool and subclasses of int off v: the canonical int, with ok
// false when v is none.
func intOf(v Value) (i Value, ok bool) {
	if v.IsInt() {
		return v, true
	}
	switch v.Kind() {
	case abi.KindInt64, abi.KindBigInt:
		return v, true
	case abi.KindIntObject:
		return abi.Obj[abi.IntObject](v).V, true
	case abi.KindFree:
		switch v {
		case True:
			return abi.SmallInt(1), true
		case False:
			return abi.SmallInt(0), true
		}
	}
	return v, false
}

// IntOf returns the plain int of an int, a bool or an instance of a subclass
// of int; ok is false for anything else.
func IntOf(v Value) (i Value, ok bool) { return intOf(v) }

func intPair(a, b Value) (x, y Value, ok bool) {
	if abi.BothInt(a, b) {
		return a, b, true
	}
	x, ok = intOf(a)
	if !ok {
		return a, b, false
	}
	y, ok = intOf(b)
	return x, y, ok
}

// magnitude is a number of at most 128 bits and a sign.
type magnitude struct {
	hi, lo uint64
	neg    bool
}

// magOf returns the sign and magnitude of a canonical int; ok is false when it
// has more than 128 bits.
func magOf(v Value) (m magnitude, ok bool) {
	if v.IsInt() {
		return mag64(v.Int()), true
	}
	if v.Kind() == abi.KindInt64 {
		return mag64(abi.Obj[abi.Int64](v).V), true
	}
	size := abi.Obj[abi.BigInt](v).Size
	digits := v.Addr() + bigHeader
	switch size {
	case 1, -1:
		return magnitude{lo: abi.Load64(digits), neg: size < 0}, true
	case 2, -2:
		return magnitude{lo: abi.Load64(digits), hi: abi.Load64(digits + 8), neg: size < 0}, true
	}
	return m, false
}

func mag64(i int64) magnitude {
	if i < 0 {
		return magnitude{lo: -uint64(i), neg: true}
	}
	return magnitude{lo: uint64(i)}
}

func magPair(a, b Value) (x, y magnitude, ok bool) {
	x, ok = magOf(a)
	if !ok {
		return
	}
	y, ok = magOf(b)
	return
}

// newMag makes an int.
func (iso *Isolate) newMag(m magnitude) Value {
	if m.hi == 0 {
		switch {
		case !m.neg && m.lo <= math.MaxInt64:
			return iso.NewInt(int64(m.lo))
		case m.neg && m.lo <= 1<<63:
			return iso.NewInt(int64(-m.lo))
		}
		v, d := iso.allocBig(1)
		d[0] = m.lo
		return signBig(v, m.neg)
	}
	v, d := iso.allocBig(2)
	d[0], d[1] = m.lo, m.hi
	return signBig(v, m.neg)
}

func signBig(v Value, neg bool) Value {
	if neg {
		o := abi.Obj[abi.BigInt](v)
		o.Size = -o.Size
	}
	return v
}

// twos returns the two's complement of m in 128 bits, if it has one.
func (m magnitude) twos() (hi, lo uint64, ok bool) {
	if !m.neg {
		return m.hi, m.lo, m.hi>>63 == 0
	}
	lo = -m.lo
	hi = ^m.hi
	if lo == 0 {
		hi++
	}
	return hi, lo, m.hi>>63 == 0
}

func fromTwos(hi, lo uint64) magnitude {
	if hi>>63 == 0 {
		return magnitude{hi: hi, lo: lo}
	}
	lo = -lo
	hi = ^hi
	if lo == 0 {
		hi++
	}
	return magnitude{hi: hi, lo: lo, neg: true}
}

func (m magnitude) less(n magnitude) bool {
	return m.hi < n.hi || m.hi == n.hi && m.lo < n.lo
}

// addMag adds; ok is false when the sum has more than 128 bits.
func addMag(x, y magnitude) (r magnitude, ok bool) {
	var c uint64
	if x.neg == y.neg {
		r.neg = x.neg
		r.lo, c = bits.Add64(x.lo, y.lo, 0)
		r.hi, c = bits.Add64(x.hi, y.hi, c)
		return r, c == 0
	}
	if x.less(y) {
		x, y = y, x
	}
	r.neg = x.neg
	r.lo, c = bits.Sub64(x.lo, y.lo, 0)
	r.hi, _ = bits.Sub64(x.hi, y.hi, c)
	if r.hi|r.lo == 0 {
		r.neg = false
	}
	return r, true
}

// IntAdd is a + b of canonical ints.
func (t *Thread) IntAdd(a, b Value) Value {
	if abi.BothInt(a, b) {
		return t.NewInt(a.Int() + b.Int())
	}
	if x, y, ok := magPair(a, b); ok {
		if r, ok := addMag(x, y); ok {
			return t.newMag(r)
		}
	}
	return t.bigAdd(a, b)
}

// IntSub is a - b of canonical ints.
func (t *Thread) IntSub(a, b Value) Value {
	if abi.BothInt(a, b) {
		return t.NewInt(a.Int() - b.Int())
	}
	if x, y, ok := magPair(a, b); ok {
		y.neg = !y.neg
		if r, ok := addMag(x, y); ok {
			return t.newMag(r)
		}
	}
	return t.bigSub(a, b)
}

// IntMul is a * b of canonical ints.
func (t *Thread) IntMul(a, b Value) Value {
	x, y, ok := magPair(a, b)
	if !ok || x.hi != 0 && y.hi != 0 {
		return t.bigMul(a, b)
	}
	if y.hi != 0 {
		x, y = y, x
	}
	r := magnitude{neg: x.neg != y.neg}
	r.hi, r.lo = bits.Mul64(x.lo, y.lo)
	if x.hi != 0 {
		over, mid := bits.Mul64(x.hi, y.lo)
		var c uint64
		r.hi, c = bits.Add64(r.hi, mid, 0)
		if over|c != 0 {
			return t.bigMul(a, b)
		}
	}
	return t.newMag(r)
}

// divMag divides magnitudes of which y is below 2**64 and not zero, with the
// quotient rounded down and the sign of the remainder that of y.
func divMag(x, y magnitude) (q, r magnitude) {
	q.hi = x.hi / y.lo
	q.lo, r.lo = bits.Div64(x.hi%y.lo, x.lo, y.lo)
	q.neg = x.neg != y.neg
	r.neg = y.neg
	if r.lo != 0 && q.neg {
		if q.lo++; q.lo == 0 {
			q.hi++
		}
		r.lo = y.lo - r.lo
	}
	return q, r
}

// intDivMod is divmod of canonical ints; either result is only made if wanted.
func (t *Thread) intDivMod(a, b Value, wantDiv, wantMod bool) (q, r Value) {
	if abi.BothInt(a, b) && b != 0 {
		x, y := a.Int(), b.Int()
		d, m := x/y, x%y
		if m != 0 && (m < 0) != (y < 0) {
			d--
			m += y
		}
		return t.NewInt(d), abi.SmallInt(m)
	}
	if b == 0 {
		t.Raise(t.Exc.ZeroDivisionError, "division by zero")
		return Raised, Raised
	}
	if x, y, ok := magPair(a, b); ok && y.hi == 0 {
		qm, rm := divMag(x, y)
		if wantDiv {
			q = t.newMag(qm)
		}
		if wantMod {
			r = t.newMag(rm)
		}
		return q, r
	}
	return t.bigDivMod(a, b, wantDiv, wantMod)
}

// IntFloorDiv is a // b of canonical ints.
func (t *Thread) IntFloorDiv(a, b Value) Value {
	q, _ := t.intDivMod(a, b, true, false)
	return q
}

// IntMod is a % b of canonical ints.
func (t *Thread) IntMod(a, b Value) Value {
	_, r := t.intDivMod(a, b, false, true)
	return r
}

// IntDivMod is divmod(a, b) of canonical ints.
func (t *Thread) IntDivMod(a, b Value) Value {
	q, r := t.intDivMod(a, b, true, true)
	if q == Raised {
		return Raised
	}
	return t.NewTuple2(q, r)
}

// IntTrueDiv is a / b of canonical ints.
func (t *Thread) IntTrueDiv(a, b Value) Value {
	x, xok := t.IntValue(a)
	y, yok := t.IntValue(b)
	var f float64
	var err *pyfmt.Error
	if xok && yok {
		f, err = pyfmt.IntTrueDiv(x, y)
	} else {
		f, err = pyfmt.BigTrueDiv(t.view(0, a), t.view(1, b))
	}
	if err != nil {
		return t.raiseNum(err)
	}
	return t.NewFloat(f)
}

// low64 returns the lowest 64 bits of the two's complement of a canonical int.
func low64(v Value) uint64 {
	if v.IsInt() {
		return uint64(v.Int())
	}
	if v.Kind() == abi.KindInt64 {
		return uint64(abi.Obj[abi.Int64](v).V)
	}
	d := abi.Load64(v.Addr() + bigHeader)
	if abi.Obj[abi.BigInt](v).Size < 0 {
		return -d
	}
	return d
}

// asUint64 returns a canonical int that is in [0, 2**64).
func asUint64(v Value) (uint64, bool) {
	if v.IsInt() {
		return uint64(v.Int()), v.Int() >= 0
	}
	if v.Kind() == abi.KindInt64 {
		i := abi.Obj[abi.Int64](v).V
		return uint64(i), i >= 0
	}
	return abi.Load64(v.Addr() + bigHeader), abi.Obj[abi.BigInt](v).Size == 1
}

// asInt64 returns a canonical int that fits 64 bits.
func asInt64(v Value) (int64, bool) {
	if v.IsInt() {
		return v.Int(), true
	}
	if v.Kind() == abi.KindInt64 {
		return abi.Obj[abi.Int64](v).V, true
	}
	return 0, false
}

// IntAnd is a & b of canonical ints.
func (t *Thread) IntAnd(a, b Value) Value {
	if abi.BothInt(a, b) {
		return a & b
	}
	// A mask of 64 bits cuts any number, however large, to a word.
	if m, ok := asUint64(b); ok {
		return t.NewUint(low64(a) & m)
	}
	if m, ok := asUint64(a); ok {
		return t.NewUint(low64(b) & m)
	}
	return t.intBits(And, a, b)
}

// IntOr is a | b of canonical ints.
func (t *Thread) IntOr(a, b Value) Value {
	if abi.BothInt(a, b) {
		return a | b
	}
	if x, ok := asUint64(a); ok {
		if y, ok := asUint64(b); ok {
			return t.NewUint(x | y)
		}
	}
	return t.intBits(Or, a, b)
}

// IntXor is a ^ b of canonical ints.
func (t *Thread) IntXor(a, b Value) Value {
	if abi.BothInt(a, b) {
		return a ^ b
	}
	if x, ok := asUint64(a); ok {
		if y, ok := asUint64(b); ok {
			return t.NewUint(x ^ y)
		}
	}
	return t.intBits(Xor, a, b)
}

func (t *Thread) intBits(op BinOp, a, b Value) Value {
	if x, y, ok := magPair(a, b); ok {
		if !x.neg && !y.neg {
			hi, lo := bitOp(op, x.hi, y.hi), bitOp(op, x.lo, y.lo)
			return t.newMag(magnitude{hi: hi, lo: lo})
		}
		xh, xl, xok := x.twos()
		yh, yl, yok := y.twos()
		if xok && yok {
			return t.newMag(fromTwos(bitOp(op, xh, yh), bitOp(op, xl, yl)))
		}
	}
	return t.bigBits(op, a, b)
}

func bitOp(op BinOp, x, y uint64) uint64 {
	switch op {
	case And:
		return x & y
	case Or:
		return x | y
	}
	return x ^ y
}

// shiftCount checks a shift's count. huge: too large to matter how large.
func (t *Thread) shiftCount(b Value) (n uint64, huge, ok bool) {
	i, fits := asInt64(b)
	if !fits {
		if abi.Obj[abi.BigInt](b).Size < 0 {
			i = -1
		} else {
			return 0, true, true
		}
	}
	if i < 0 {
		t.Raise(t.Exc.ValueError, "negative shift count")
		return 0, false, false
	}
	return uint64(i), false, true
}

// IntLShift is a << b of canonical ints.
func (t *Thread) IntLShift(a, b Value) Value {
	n, huge, ok := t.shiftCount(b)
	switch {
	case !ok:
		return Raised
	case a == 0:
		return a
	case huge:
		return t.Raise(t.Exc.OverflowError, "too many digits in integer")
	}
	if x, ok := magOf(a); ok && n < 128 {
		if n >= 64 {
			if x.hi == 0 && (n == 64 || x.lo>>(128-n) == 0) {
				x.hi, x.lo = x.lo<<(n-64), 0
				return t.newMag(x)
			}
		} else if x.hi>>(64-n) == 0 {
			x.hi = x.hi<<n | x.lo>>(64-n)
			x.lo <<= n
			return t.newMag(x)
		}
	}
	return t.bigLShift(a, n)
}

// IntRShift is a >> b of canonical ints.
func (t *Thread) IntRShift(a, b Value) Value {
	n, huge, ok := t.shiftCount(b)
	if !ok {
		return Raised
	}
	if a.IsInt() {
		return abi.SmallInt(a.Int() >> min(n|bool64(huge)<<6, 63))
	}
	if huge {
		n = math.MaxInt64
	}
	x, ok := magOf(a)
	if !ok {
		return t.bigRShift(a, n)
	}
	if x.neg { // round down: ~(~x >> n)
		if x.lo--; x.lo == math.MaxUint64 {
			x.hi--
		}
	}
	switch {
	case n >= 128:
		x.hi, x.lo = 0, 0
	case n >= 64:
		x.hi, x.lo = 0, x.hi>>(n-64)
	default:
		x.lo = x.lo>>n | x.hi<<(64-n)
		x.hi >>= n
	}
	if x.neg {
		if x.lo++; x.lo == 0 {
			if x.hi++; x.hi == 0 {
				return t.bigRShift(a, n)
			}
		}
	}
	return t.newMag(x)
}

func bool64(b bool) uint64 {
	if b {
		return 1
	}
	return 0
}

// IntNeg is -a of a canonical int.
func (t *Thread) IntNeg(a Value) Value {
	if a.IsInt() {
		return t.NewInt(-a.Int())
	}
	if m, ok := magOf(a); ok {
		m.neg = !m.neg
		return t.newMag(m)
	}
	o := abi.Obj[abi.BigInt](a)
	v, digits := t.allocBig(int(max(o.Size, -o.Size)))
	copy(digits, abi.Uint64s(a.Addr()+bigHeader, len(digits)))
	return signBig(v, o.Size > 0)
}

// IntInvert is ~a of a canonical int.
func (t *Thread) IntInvert(a Value) Value {
	if a.IsInt() {
		return abi.SmallInt(^a.Int())
	}
	return t.IntSub(abi.SmallInt(-1), a)
}

// IntSign returns the sign of a canonical int: -1, 0 or 1.
func IntSign(v Value) int {
	i, fits := asInt64(v)
	if !fits {
		i = abi.Obj[abi.BigInt](v).Size
	}
	switch {
	case i < 0:
		return -1
	case i > 0:
		return 1
	}
	return 0
}

// IntCompare orders two canonical ints: -1, 0 or 1.
func IntCompare(a, b Value) int {
	if x, fits := asInt64(a); fits {
		if y, fits := asInt64(b); fits {
			switch {
			case x < y:
				return -1
			case x > y:
				return 1
			}
			return 0
		}
		return -IntSign(b)
	}
	if _, fits := asInt64(b); fits {
		return IntSign(a)
	}
	n, m := abi.Obj[abi.BigInt](a).Size, abi.Obj[abi.BigInt](b).Size
	if n != m {
		if n < m {
			return -1
		}
		return 1
	}
	count := int(max(n, -n))
	x, y := abi.Uint64s(a.Addr()+bigHeader, count), abi.Uint64s(b.Addr()+bigHeader, count)
	for i := count - 1; i >= 0; i-- {
		if x[i] != y[i] {
			if (x[i] < y[i]) == (n > 0) {
				return -1
			}
			return 1
		}
	}
	return 0
}

// IntPow is a ** b of canonical ints: a float when b is negative.
func (t *Thread) IntPow(a, b Value) Value {
	if IntSign(b) < 0 {
		x, ok := t.intToFloat(a)
		if !ok {
			return Raised
		}
		y, ok := t.intToFloat(b)
		if !ok {
			return Raised
		}
		return t.floatPow(x, y)
	}
	if a.IsInt() {
		switch i := a.Int(); {
		case b == 0 || i == 1:
			return abi.SmallInt(1)
		case i == 0:
			return a
		case i == -1:
			return abi.SmallInt(1 - 2*int64(low64(b)&1))
		}
	}
	if n, ok := asUint64(b); ok && n < 128 {
		if r, ok := powMag(a, n); ok {
			return t.newMag(r)
		}
	}
	return t.bigPow(a, b)
}

// powMag is a ** n where that stays below 2**128.
func powMag(a Value, n uint64) (magnitude, bool) {
	x, ok := magOf(a)
	if !ok || x.hi != 0 {
		return x, false
	}
	r := magnitude{lo: 1, neg: x.neg && n&1 != 0}
	base := x.lo
	for {
		if n&1 != 0 {
			h1, l1 := bits.Mul64(r.lo, base)
			h2, l2 := bits.Mul64(r.hi, base)
			var c uint64
			r.lo = l1
			r.hi, c = bits.Add64(l2, h1, 0)
			if h2|c != 0 {
				return r, false
			}
		}
		if n >>= 1; n == 0 {
			return r, true
		}
		hi, lo := bits.Mul64(base, base)
		if hi != 0 {
			return r, false
		}
		base = lo
	}
}

// intBitLen is a.bit_length() of a canonical int.
func intBitLen(a Value) int {
	if i, fits := asInt64(a); fits {
		return bits.Len64(mag64(i).lo)
	}
	size := abi.Obj[abi.BigInt](a).Size
	n := int(max(size, -size))
	return (n-1)*64 + bits.Len64(abi.Load64(a.Addr()+bigHeader+uintptr(n-1)*8))
}
