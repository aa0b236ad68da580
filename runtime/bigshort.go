package runtime

import (
	"math/bits"
	"unsafe"

	"github.com/go-python/gopython/internal/abi"
	"github.com/go-python/gopython/internal/digits"
)

// Operations on big ints that are linear in the number of their digits, and
// products and quotients of few digits, for which math/big's ways of getting there
// take long: from the digits in the heap to those of a new int.

const (
	// shortFactor and shortSquare are the number of digits of the smaller factor
	// up to which the school's multiplication is as fast as any.
	shortFactor = 20
	shortSquare = 32
	// shortPower is that of powers which are computed in scratch.
	shortPower = 40
	// shortDivisor is that of the divisor, or the quotient, for the division.
	shortDivisor = 60
)

// digitsOf views the magnitude of a canonical int; word has the digit of one
// that is no BigInt.
func digitsOf(v Value, word *uint64) (d []uint64, neg bool) {
	if v.IsPtr() && v.Kind() == abi.KindBigInt {
		size := abi.Obj[abi.BigInt](v).Size
		return abi.Uint64s(v.Addr()+bigHeader, int(max(size, -size))), size < 0
	}
	i, _ := asInt64(v)
	m := mag64(i)
	*word = m.lo
	return unsafe.Slice(word, 1), m.neg
}

// madeBig is the int whose magnitude was put into z, the digits of new object v.
func (t *Thread) madeBig(v Value, z []uint64, neg bool) Value {
	n := len(digits.Norm(z))
	if n <= 1 {
		return t.newMag(magnitude{lo: z[0], neg: neg && n == 1})
	}
	if 2*n+directDigits < len(z) { // what is unused is not kept
		w, d := t.allocBig(n)
		copy(d, z)
		v = w
	}
	if neg {
		abi.Obj[abi.BigInt](v).Size = -int64(n)
	} else {
		abi.Obj[abi.BigInt](v).Size = int64(n)
	}
	return v
}

// bigSum is a + b, or a - b with minus set.
func (t *Thread) bigSum(a, b Value, minus bool) Value {
	var wa, wb uint64
	x, xneg := digitsOf(a, &wa)
	y, yneg := digitsOf(b, &wb)
	yneg = yneg != minus
	if len(x) < len(y) {
		x, y, xneg, yneg = y, x, yneg, xneg
	}
	n := len(x)
	if !t.intRoom(uint64(n) * 64) {
		return Raised
	}
	if xneg == yneg {
		top, c := uint64(0), uint64(0)
		if len(y) == n {
			top = y[n-1]
		}
		if _, c = bits.Add64(x[n-1], top, 1); c == 0 { // no digit more, whatever comes from below
			v, z := t.allocBig(n)
			digits.Add(z, x, y)
			return t.madeBig(v, z, xneg)
		}
		v, z := t.allocBig(n + 1)
		z[n] = digits.Add(z[:n], x, y)
		return t.madeBig(v, z, xneg)
	}
	if n == len(y) && digits.Compare(x, y) < 0 {
		x, y, xneg = y, x, yneg
	}
	v, z := t.allocBig(n)
	digits.Sub(z, x, y)
	return t.madeBig(v, z, xneg)
}

func (t *Thread) bigAdd(a, b Value) Value { return t.bigSum(a, b, false) }

func (t *Thread) bigSub(a, b Value) Value { return t.bigSum(a, b, true) }

// shortProduct is a * b where one of them has few digits.
func (t *Thread) shortProduct(a, b Value) (Value, bool) {
	var wa, wb uint64
	x, xneg := digitsOf(a, &wa)
	y, yneg := digitsOf(b, &wb)
	if len(x) < len(y) {
		x, y = y, x
	}
	n := len(x)
	if len(y) > shortFactor && (a != b || n > shortSquare) {
		return 0, false
	}
	if !t.intRoom(uint64(n+len(y)) * 64) {
		return Raised, true
	}
	if len(y) == 1 {
		size := n + 1
		if bits.Len64(x[n-1])+bits.Len64(y[0]) <= 64 {
			size = n
		}
		v, z := t.allocBig(size)
		var c uint64
		if y[0]&(y[0]-1) == 0 && y[0] != 0 {
			c = digits.Shl(z[:n], x, uint(bits.TrailingZeros64(y[0])))
		} else {
			c = digits.MulWord(z[:n], x, y[0], 0)
		}
		if size > n {
			z[n] = c
		}
		return t.madeBig(v, z, xneg != yneg), true
	}
	v, z := t.allocBig(n + len(y))
	if a == b {
		digits.Square(z, x)
	} else {
		digits.Mul(z, x, y)
	}
	return t.madeBig(v, z, xneg != yneg), true
}

// shortDivMod is divmod(a, b) where b or the quotient has few digits.
func (t *Thread) shortDivMod(a, b Value, wantDiv, wantMod bool) (q, r Value, ok bool) {
	var wa, wb uint64
	x, xneg := digitsOf(a, &wa)
	y, yneg := digitsOf(b, &wb)
	m, n := len(x), len(y)
	if m < n || m == n && x[n-1] < y[n-1] { // the quotient is zero, or just below
		if xneg == yneg || a == 0 {
			return 0, a, true
		}
		if wantMod {
			r = t.IntAdd(a, b)
		}
		return abi.SmallInt(-1), r, true
	}
	if n > shortDivisor && m-n > shortDivisor {
		return 0, 0, false
	}
	down := xneg != yneg // the quotient is negative: if there is a rest, it is one more
	var qv, rv Value
	var qd, rd []uint64
	if d, ok := smallQuotient(x, y); ok && !down {
		if wantMod {
			rv, rd = t.allocBig(m)
			copy(rd, x)
			c := digits.SubMulWord(rd[:n], y, d)
			if m > n {
				rd[n] -= c
			}
			r = t.madeBig(rv, rd, yneg)
		}
		return t.NewUint(d), r, true
	}
	if wantDiv {
		qv, qd = t.allocBig(m - n + 1)
	}
	if n == 1 {
		rest := digits.DivWord(qd, x, y[0])
		if rest != 0 && down {
			rest = y[0] - rest
			down = false
			if wantDiv {
				q = t.negatedOneMore(qv, qd)
			}
		} else if wantDiv {
			q = t.madeBig(qv, qd, down)
		}
		return q, t.newMag(magnitude{lo: rest, neg: yneg && rest != 0}), true
	}
	s := uint(bits.LeadingZeros64(y[n-1]))
	room := t.digitScratch(m + 1 + n)
	u, v := room[:m+1], room[m+1:]
	u[m] = digits.Shl(u[:m], x, s)
	digits.Shl(v, y, s)
	digits.Div(qd, u, v)
	rest := len(digits.Norm(u[:n])) != 0
	if wantDiv {
		if rest && down {
			q = t.negatedOneMore(qv, qd)
		} else {
			q = t.madeBig(qv, qd, down)
		}
	}
	if wantMod {
		rv, rd = t.allocBig(n)
		digits.Shr(rd, u[:n], s)
		if rest && down {
			digits.Sub(rd, y, rd)
		}
		r = t.madeBig(rv, rd, yneg)
	}
	return q, r, true
}

// negatedOneMore is -(z+1), z being the digits of new object v.
func (t *Thread) negatedOneMore(v Value, z []uint64) Value {
	if digits.Add(z, z, []uint64{1}) == 0 {
		return t.madeBig(v, z, true)
	}
	// All were ones: it is a power of two, a digit longer.
	v, w := t.allocBig(len(z) + 1)
	clear(w)
	w[len(z)] = 1
	return t.madeBig(v, w, true)
}

// digitScratch is room for n digits, until the next call.
func (t *Thread) digitScratch(n int) []uint64 {
	s := &t.scratch.digits
	if n > len(*s) {
		if n > maxScratch {
			return make([]uint64, n)
		}
		*s = make([]uint64, max(2*n, 64))
	}
	return (*s)[:n]
}

// bigBits is a op b by the rules of two's complement.
func (t *Thread) bigBits(op BinOp, a, b Value) Value {
	var wa, wb uint64
	x, xneg := digitsOf(a, &wa)
	y, yneg := digitsOf(b, &wb)
	if len(x) < len(y) {
		x, y, xneg, yneg = y, x, yneg, xneg
	}
	neg := bitOp(op, bool64(xneg), bool64(yneg)) != 0
	if !xneg && !yneg {
		return t.bitsOfPositive(op, x, y)
	}
	n := len(x)
	if op == And && !yneg {
		n = len(y)
	}
	v, z := t.allocBig(n + 1) // the complement of zero has a digit more
	// -d is ^d + 1, and so is what is put back: the carries of the three.
	xm, ym, zm := -bool64(xneg), -bool64(yneg), -bool64(neg)
	xc, yc, zc := bool64(xneg), bool64(yneg), bool64(neg)
	for i := range z {
		var p, q uint64
		if i < len(x) {
			p = x[i]
		}
		if i < len(y) {
			q = y[i]
		}
		p, xc = bits.Add64(p^xm, 0, xc)
		q, yc = bits.Add64(q^ym, 0, yc)
		z[i], zc = bits.Add64(bitOp(op, p, q)^zm, 0, zc)
	}
	return t.madeBig(v, z, neg)
}

// bitsOfPositive is that of numbers that are not negative, the longer one first.
func (t *Thread) bitsOfPositive(op BinOp, x, y []uint64) Value {
	if op == And {
		v, z := t.allocBig(len(y))
		for i, d := range y {
			z[i] = x[i] & d
		}
		return t.madeBig(v, z, false)
	}
	v, z := t.allocBig(len(x))
	copy(z[len(y):], x[len(y):])
	if op == Or {
		for i, d := range y {
			z[i] = x[i] | d
		}
	} else {
		for i, d := range y {
			z[i] = x[i] ^ d
		}
	}
	return t.madeBig(v, z, false)
}

// shortText is str(v) of a big int of at most plainDigits decimal digits.
func (t *Thread) shortText(v Value) (Value, bool) {
	const most = plainDigits * 10 / 193 // 64 bits are 19.3 of them
	o := abi.Obj[abi.BigInt](v)
	if o.Size > most || o.Size < -most {
		return 0, false
	}
	var word uint64
	x, neg := digitsOf(v, &word)
	var room [most]uint64
	var buf [plainDigits + 20]byte
	text := buf[:0]
	if neg {
		text = append(text, '-')
	}
	return t.NewASCII(digits.AppendDecimal(text, room[:copy(room[:], x)])), true
}
