package runtime

import (
	"math/big"
	"math/bits"
	"unsafe"

	"github.com/go-python/gopython/internal/abi"
)

// Results of operations on big ints are computed where they will be: a receiver
// of math/big whose digits are those of a new int of the isolate's heap.

// directDigits is the size from which that pays.
const directDigits = 4

// bigOut is a result to be.
type bigOut struct {
	z *big.Int
	v Value // 0: z is a scratch number
}

// bigOut makes receiver i, 0 or 1, for a result of at most n digits of 64 bits.
// math/big puts it there when it asks for no more room than that.
func (t *Thread) bigOut(i, n int) bigOut {
	if wordBits != 64 || n < directDigits {
		return bigOut{&t.scratch.z[i], 0}
	}
	v, digits := t.allocBig(n)
	z := &t.scratch.direct[i]
	z.SetBits(unsafe.Slice((*big.Word)(unsafe.Pointer(unsafe.SliceData(digits))), n)[:0:n])
	return bigOut{z, v}
}

// value is the int that was computed.
func (o bigOut) value(t *Thread) Value {
	if o.v == 0 {
		return t.bigResult(o.z)
	}
	words := o.z.Bits()
	first := o.v.Addr() + bigHeader
	if len(words) == 0 || uintptr(unsafe.Pointer(unsafe.SliceData(words))) != first || o.z.IsInt64() {
		v := t.NewBig(o.z)
		o.z.SetBits(nil)
		return v
	}
	size := int64(len(words))
	if o.z.Sign() < 0 {
		size = -size
	}
	abi.Obj[abi.BigInt](o.v).Size = size
	o.z.SetBits(nil)
	return o.v
}

// digitCount is the number of digits of 64 bits of a canonical int.
func digitCount(v Value) int {
	if _, fits := asInt64(v); fits {
		return 1
	}
	size := abi.Obj[abi.BigInt](v).Size
	return int(max(size, -size))
}

// smallQuotient is x // y of magnitudes, when that is below 2**63 and the upper
// digits decide it.
func smallQuotient(x, y []uint64) (q uint64, ok bool) {
	m, n := len(x), len(y)
	if n < 2 || m < n || m > n+1 {
		return 0, false
	}
	// Both shifted left, so that y begins with a one: y is between v and v+1
	// times 2**(64*(n-1)), x between u and u+1 times that.
	s := uint(bits.LeadingZeros64(y[n-1]))
	v := y[n-1]<<s | y[n-2]>>1>>(63-s)
	top := uint64(0)
	if m > n {
		top = x[n]
		if s > 0 && top>>(64-s) != 0 {
			return 0, false
		}
	}
	hi := top<<s | x[n-1]>>1>>(63-s)
	lo := x[n-1]<<s | x[n-2]>>1>>(63-s)
	if hi >= v || v+1 == 0 {
		return 0, false
	}
	most, _ := bits.Div64(hi, lo, v)
	least, _ := bits.Div64(hi, lo, v+1)
	return most, most == least && most < 1<<63
}
