package digits

import "math/bits"

// inverse is (2**192-1)/d - 2**64, rounded down, for a d of two digits whose
// upper bit is set: by it Div finds digits of quotients without dividing.
func inverse(d1, d0 uint64) uint64 {
	v, _ := bits.Div64(^d1, ^uint64(0), d1)
	p := d1*v + d0
	if p < d0 {
		v--
		if p >= d1 {
			v--
			p -= d1
		}
		p -= d1
	}
	hi, lo := bits.Mul64(d0, v)
	p += hi
	if p < hi {
		v--
		if p > d1 || p == d1 && lo >= d0 {
			v--
		}
	}
	return v
}

// div32 divides three digits by two, u2 and u1 being below d1 and d0.
func div32(u2, u1, u0, d1, d0, v uint64) (q, r1, r0 uint64) {
	var c uint64
	q, lo := bits.Mul64(v, u2)
	lo, c = bits.Add64(lo, u1, 0)
	q, _ = bits.Add64(q, u2, c)
	r1 = u1 - q*d1
	hi, t := bits.Mul64(d0, q)
	r0, c = bits.Sub64(u0, d0, 0)
	r1, _ = bits.Sub64(r1, d1, c)
	r0, c = bits.Sub64(r0, t, 0)
	r1, _ = bits.Sub64(r1, hi, c)
	q++
	if r1 >= lo {
		q--
		r0, c = bits.Add64(r0, d0, 0)
		r1, _ = bits.Add64(r1, d1, c)
	}
	if r1 > d1 || r1 == d1 && r0 >= d0 {
		q++
		r0, c = bits.Sub64(r0, d0, 0)
		r1, _ = bits.Sub64(r1, d1, c)
	}
	return q, r1, r0
}

// DivWord is q = x / y for a digit y, which is not 0; it returns the rest. q is
// as long as x, and maybe x, or nil.
func DivWord(q, x []uint64, y uint64) (r uint64) {
	if len(x) == 0 {
		return 0
	}
	// By the inverse of the digit, shifted up to its upper bit.
	s := uint(bits.LeadingZeros64(y))
	y <<= s
	v, _ := bits.Div64(^y, ^uint64(0), y)
	return divWord(q, x, y, s, v)
}

// divWord is DivWord, of a divisor that was shifted by s, with its inverse v.
func divWord(q, x []uint64, y uint64, s uint, v uint64) (r uint64) {
	r = x[len(x)-1] >> 1 >> (63 - s)
	for i := len(x) - 1; i >= 0; i-- {
		u := x[i] << s
		if i > 0 {
			u |= x[i-1] >> 1 >> (63 - s)
		}
		d, lo := bits.Mul64(v, r)
		var c uint64
		lo, c = bits.Add64(lo, u, 0)
		d, _ = bits.Add64(d, r, c)
		d++
		r = u - d*y
		if r > lo {
			d--
			r += y
		}
		if r >= y {
			d++
			r -= y
		}
		if q != nil {
			q[i] = d
		}
	}
	return r >> s
}

// Div is q = u / v by the school's method, and leaves the rest in the first
// len(v) digits of u. v has two digits at least, and its upper bit is set; u has one digit
// more than the number, a zero above or what was shifted there, which is below v's.
// q has len(u)-len(v) digits, or is nil.
func Div(q, u, v []uint64) {
	n := len(v)
	d1, d0 := v[n-1], v[n-2]
	inv := inverse(d1, d0)
	low := v[:n-2]
	top := u[len(u)-1]
	for j := len(u) - n - 1; j >= 0; j-- {
		w := u[j : j+n]
		var d uint64
		if top == d1 && w[n-1] == d0 { // it is the greatest digit: one more would be too large by far less than v
			d = ^uint64(0)
			SubMulWord(w, v, d)
			top = w[n-1]
		} else {
			var r1, r0, c uint64
			d, r1, r0 = div32(top, w[n-1], w[n-2], d1, d0, inv)
			c = SubMulWord(w[:n-2], low, d)
			r0, c = bits.Sub64(r0, c, 0)
			r1, c = bits.Sub64(r1, 0, c)
			w[n-2] = r0
			if c != 0 {
				r1 += d1 + Add(w[:n-1], w[:n-1], v[:n-1])
				d--
			}
			w[n-1] = r1
			top = r1
		}
		if q != nil {
			q[j] = d
		}
	}
}
