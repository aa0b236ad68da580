package runtime

import (
	"math"
	"math/big"
	"math/bits"
	"unsafe"

	"github.com/go-python/gopython/internal/abi"
	"github.com/go-python/gopython/internal/digits"
)

// Ints beyond what intops.go computes in registers: math/big works on views of
// the digits in the heap, into scratch numbers that the isolate keeps, and the
// result is copied into the heap. Views are only read: math/big writes to its
// receiver alone, and no view is ever one.

const bigHeader = unsafe.Sizeof(abi.BigInt{})

// maxIntBits bounds every int: 256 MiB of digits. Beyond, a computation would
// take hours, and math/big more memory than the isolate's cap knows of.
const maxIntBits = 1 << 31

// maxScratch is how many words of a scratch number are kept for later.
const maxScratch = 1 << 14

// intScratch is what an isolate reuses from one operation on ints to the next.
type intScratch struct {
	views [3]big.Int
	words [3][64 / wordBits]big.Word
	z     [2]big.Int
	// direct are receivers without digits of their own: see bigOut.
	direct [2]big.Int
	digits []uint64 // see digitScratch
}

// setView makes z a view of a canonical int; words holds the digits of one
// that is no BigInt.
func setView(z *big.Int, words []big.Word, v Value) {
	neg := false
	if i, fits := asInt64(v); fits {
		m := mag64(i)
		neg = m.neg
		words[0] = big.Word(m.lo)
		if wordBits == 32 {
			words[len(words)-1] = big.Word(m.lo >> 32)
		}
	} else {
		size := abi.Obj[abi.BigInt](v).Size
		neg = size < 0
		digits := abi.Uint64s(v.Addr()+bigHeader, int(max(size, -size)))
		words = unsafe.Slice((*big.Word)(unsafe.Pointer(unsafe.SliceData(digits))), len(digits)*64/wordBits)
	}
	z.SetBits(words)
	if neg {
		z.Neg(z)
	}
}

// view returns canonical int v as scratch number i (0 to 2), to be read only,
// valid until the next call with that i.
func (t *Thread) view(i int, v Value) *big.Int {
	z := &t.scratch.views[i]
	setView(z, t.scratch.words[i][:], v)
	return z
}

// BigOf returns the value of an int (bool and subclasses included; v must be
// one) as a new big.Int that shares its digits with v: it is to be read only,
// while v is alive. Copy it with new(big.Int).Set to keep it.
func (t *Thread) BigOf(v Value) *big.Int {
	v, ok := intOf(v)
	if !ok {
		panic("runtime: BigOf of something that is no int")
	}
	if i, fits := asInt64(v); fits {
		return big.NewInt(i)
	}
	z := new(big.Int)
	setView(z, nil, v)
	return z
}

// result makes an int of scratch number z.
func (t *Thread) bigResult(z *big.Int) Value {
	v := t.NewBig(z)
	if len(z.Bits()) > maxScratch {
		*z = big.Int{}
	}
	return v
}

// intRoom checks that an int of that many bits may be computed; otherwise it
// raises MemoryError.
func (t *Thread) intRoom(bits uint64) bool {
	if bits > maxIntBits || bits > 1<<20 && !t.Heap.CheckRoom(bits/8*3) {
		t.RaiseArgs(t.Exc.MemoryError)
		return false
	}
	return true
}

func (t *Thread) bigMul(a, b Value) Value {
	if v, ok := t.shortProduct(a, b); ok {
		return v
	}
	if !t.intRoom(uint64(intBitLen(a) + intBitLen(b))) {
		return Raised
	}
	o := t.bigOut(0, digitCount(a)+digitCount(b))
	x := t.view(0, a)
	y := x
	if a != b { // squaring is faster, and math/big knows it by the pointer
		y = t.view(1, b)
	}
	o.z.Mul(x, y)
	return o.value(t)
}

// bigDivMod divides by b, which is not zero, rounding down.
func (t *Thread) bigDivMod(a, b Value, wantDiv, wantMod bool) (q, r Value) {
	if q, r, ok := t.shortDivMod(a, b, wantDiv, wantMod); ok {
		return q, r
	}
	x, y := t.view(0, a), t.view(1, b)
	qo := bigOut{z: &t.scratch.z[0]}
	if n := digitCount(a) - digitCount(b) + 1; wantDiv && n >= directDigits {
		qo = t.bigOut(0, n)
	}
	qz, rz := qo.z, &t.scratch.z[1]
	qz.QuoRem(x, y, rz)
	if rz.Sign() != 0 && rz.Sign() != y.Sign() {
		if wantDiv {
			qz.Sub(qz, bigOne)
		}
		rz.Add(rz, y)
	}
	if wantDiv {
		q = qo.value(t)
	}
	if wantMod {
		r = t.bigResult(rz)
	}
	return q, r
}

var bigOne = big.NewInt(1)

func (t *Thread) bigLShift(a Value, n uint64) Value {
	if n > maxIntBits || !t.intRoom(n+uint64(intBitLen(a))) {
		if n <= maxIntBits {
			return Raised
		}
		return t.RaiseArgs(t.Exc.MemoryError)
	}
	var w uint64
	x, neg := digitsOf(a, &w)
	words, s := int(n/64), uint(n%64)
	size := words + len(x)
	if x[len(x)-1]>>1>>(63-s) != 0 {
		size++
	}
	v, z := t.allocBig(size)
	clear(z[:words])
	if out := digits.Shl(z[words:words+len(x)], x, s); out != 0 {
		z[size-1] = out
	}
	return t.madeBig(v, z, neg)
}

func (t *Thread) bigRShift(a Value, n uint64) Value {
	if n >= uint64(intBitLen(a)) {
		return abi.SmallInt(int64(min(IntSign(a), 0)))
	}
	var w uint64
	x, neg := digitsOf(a, &w)
	words, s := int(n/64), uint(n%64)
	lost := neg && (x[words]<<1<<(63-s) != 0 || len(digits.Norm(x[:words])) != 0)
	x = x[words:]
	if last := len(x) - 1; last > 0 && !lost && x[last]>>s == 0 { // a digit less
		v, z := t.allocBig(last)
		digits.Shr(z, x[:last], s)
		z[last-1] |= x[last] << 1 << (63 - s)
		return t.madeBig(v, z, neg)
	}
	v, z := t.allocBig(len(x))
	digits.Shr(z, x, s)
	if lost {
		return t.negatedOneMore(v, z) // rounded down
	}
	return t.madeBig(v, z, neg)
}

// bigPow is a ** b for |a| > 1 and b >= 0.
func (t *Thread) bigPow(a, b Value) Value {
	n, ok := asUint64(b)
	// a has at least bit length - 1 bits times n, and it does not pay to be exact.
	over, size := bits.Mul64(uint64(intBitLen(a)-1), n)
	if !ok || over != 0 || !t.intRoom(size) {
		if t.exc == Unbound {
			t.RaiseArgs(t.Exc.MemoryError)
		}
		return Raised
	}
	if n == 0 {
		return abi.SmallInt(1)
	}
	if size+64 <= 64*shortPower {
		return t.shortPow(a, n)
	}
	z := &t.scratch.z[0]
	x := t.view(0, a)
	if tz := x.TrailingZeroBits(); tz > 0 && int(tz) == x.BitLen()-1 { // a power of two
		z.Lsh(bigOne, tz*uint(n))
		if x.Sign() < 0 && n&1 != 0 {
			z.Neg(z)
		}
		return t.bigResult(z)
	}
	z.Exp(x, t.view(1, b), nil)
	return t.bigResult(z)
}

// shortPow is a ** n, n > 0, of few digits.
func (t *Thread) shortPow(a Value, n uint64) Value {
	var word uint64
	x, neg := digitsOf(a, &word)
	var room [2][2 * shortPower]uint64
	r, free := append(room[0][:0], x...), 1
	for i := bits.Len64(n) - 2; i >= 0; i-- {
		z := room[free][:2*len(r)]
		digits.Square(z, r)
		r, free = digits.Norm(z), 1-free
		if n>>i&1 != 0 {
			z = room[free][:len(r)+len(x)]
			digits.Mul(z, r, x)
			r, free = digits.Norm(z), 1-free
		}
	}
	v, z := t.allocBig(len(r))
	copy(z, r)
	return t.madeBig(v, z, neg && n&1 != 0)
}

// IntPowMod is pow(a, b, c) of canonical ints.
func (t *Thread) IntPowMod(a, b, c Value) Value {
	if c == 0 {
		return t.Raise(t.Exc.ValueError, "pow() 3rd argument cannot be 0")
	}
	if r, ok := powModWord(a, b, c); ok {
		return t.NewUint(r)
	}
	x, y, m := t.view(0, a), t.view(1, b), t.view(2, c)
	mod := m
	if m.Sign() < 0 {
		mod = new(big.Int).Neg(m)
	}
	z := &t.scratch.z[0]
	if y.Sign() < 0 {
		inv := new(big.Int)
		if inv.ModInverse(x, mod) == nil {
			if mod.Cmp(bigOne) != 0 {
				return t.Raise(t.Exc.ValueError, "base is not invertible for the given modulus")
			}
			inv.SetInt64(0)
		}
		z.Exp(inv, new(big.Int).Neg(y), mod)
	} else {
		z.Exp(x, y, mod)
	}
	z.Mod(z, mod)
	if m.Sign() < 0 && z.Sign() != 0 {
		z.Add(z, m)
	}
	return t.bigResult(z)
}

// powModWord is pow(a, b, c) where b and c are below 2**64, and c is not 0.
func powModWord(a, b, c Value) (uint64, bool) {
	m, ok := asUint64(c)
	if !ok || m == 0 {
		return 0, false
	}
	n, ok := asUint64(b)
	if !ok {
		return 0, false
	}
	var x uint64
	if i, fits := asInt64(a); fits {
		mag := mag64(i)
		if x = mag.lo % m; mag.neg && x != 0 {
			x = m - x
		}
	} else if x, ok = asUint64(a); !ok {
		return 0, false
	}
	x %= m
	r := 1 % m
	if m <= math.MaxUint32 {
		for ; n != 0; n >>= 1 {
			if n&1 != 0 {
				r = r * x % m
			}
			x = x * x % m
		}
		return r, true
	}
	// From the top: what the base is multiplied by stays the same.
	for i := bits.Len64(n) - 1; i >= 0; i-- {
		hi, lo := bits.Mul64(r, r)
		_, r = bits.Div64(hi, lo, m) // hi < m, as r < m
		if n>>i&1 != 0 {
			hi, lo = bits.Mul64(r, x)
			_, r = bits.Div64(hi, lo, m)
		}
	}
	return r, true
}
