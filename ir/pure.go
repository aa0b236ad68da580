package ir

import (
	"math"
	"math/bits"

	"github.com/go-python/gopython/internal/abi"
)

// verdict is how an operation on known values ends.
type verdict uint8

const (
	done      verdict = iota
	leaves            // a guard fails
	needsHeap         // memory or a Go helper decides
	undefined         // the operands are ones that the operation must not get
)

// maxExactInt bounds the ints that CheckI2F lets pass: those of up to 53 bits.
const maxExactInt = 1<<53 - 1

// EvalPure computes a node from the raw 64 bits of its arguments: words,
// int64s, float64 bits, 0 or 1, addresses. It does so for the pure operations
// and for guards that look at values only; a guard without a result gives 0.
// It is false where memory would decide, where the guard fails, and for
// operands which the operation must not get.
func EvalPure(op Op, aux int64, args ...uint64) (uint64, bool) {
	if op >= NumOps || len(args) != Infos[op].NArgs {
		return 0, false
	}
	var a [3]uint64
	copy(a[:], args)
	r, v := pure(op, aux, a[0], a[1], a[2])
	return r, v == done
}

func fbits(x float64) (uint64, verdict) { return math.Float64bits(x), done }

func flag(b bool) (uint64, verdict) {
	if b {
		return 1, done
	}
	return 0, done
}

// unless gives a guard's result: it leaves when bad holds.
func unless(bad bool, r uint64) (uint64, verdict) {
	if bad {
		return 0, leaves
	}
	return r, done
}

// defined gives the result of an operation that must not get operands for
// which ok is false.
func defined(ok bool, r uint64) (uint64, verdict) {
	if !ok {
		return 0, undefined
	}
	return r, done
}

// sort says which function computes an operation.
type sort uint8

const (
	sortOther sort = iota
	sortInt
	sortFloat
	sortWord
	sortMem
	sortHeap // never by values alone
)

var sorts = func() (s [NumOps]sort) {
	for op := range NumOps {
		info := &Infos[op]
		first := None
		if info.NArgs > 0 {
			first = info.Args[0]
		}
		switch {
		case imms[op] == immMem:
			s[op] = sortMem
		case info.Const || op == OpSelect || op == OpAddP || op == OpQuoWide || op == OpRemWide || first == Bool && op != OpBoxBool:
		case op == OpPEqual || op == OpHashPtr:
		case op == OpInvalid || info.NArgs <= 0 || op == OpCheckShapeP || op == OpCheckFlags || op == OpCheckDepth || op == OpBarrier || op == OpBarrierV || op == OpHashStr || op == OpTableNext,
			op == OpSetRemove, op == OpAllocItems, op == OpCopyItems, op == OpReverseItems:
			s[op] = sortHeap
		case first == I64:
			s[op] = sortInt
		case first == F64:
			s[op] = sortFloat
		default:
			s[op] = sortWord
		}
	}
	return s
}()

func pure(op Op, aux int64, x, y, z uint64) (uint64, verdict) {
	switch sorts[op] {
	case sortInt:
		return pureInt(op, aux, int64(x), int64(y))
	case sortFloat:
		return pureFloat(op, aux, math.Float64frombits(x), math.Float64frombits(y), math.Float64frombits(z))
	case sortWord:
		return pureWord(op, aux, x, abi.Value(y))
	case sortOther:
		return pureOther(op, aux, x, y, z)
	}
	return 0, needsHeap
}

// pureOther is for conditions, addresses and constants.
func pureOther(op Op, aux int64, x, y, z uint64) (uint64, verdict) {
	switch op {
	case OpConstI, OpConstF, OpConstB, OpConstT, OpConstP:
		return uint64(aux), done
	case OpSelect:
		if x != 0 {
			return y, done
		}
		return z, done
	case OpAddP:
		return x + y + uint64(aux), done
	case OpQuoWide, OpRemWide:
		return divideWide(op, x, y, z)
	case OpPEqual:
		return flag(x == y)
	case OpHashPtr:
		return x >> 4, done
	case OpBNot:
		return x ^ 1, done
	case OpBAnd:
		return x & y, done
	case OpBOr:
		return x | y, done
	case OpB2I:
		return x, done
	case OpCheckTrue:
		return unless(x == 0, 0)
	case OpCheckFalse:
		return unless(x != 0, 0)
	}
	return 0, needsHeap
}

func divideWide(op Op, hi, lo, d uint64) (uint64, verdict) {
	if hi >= d {
		return 0, leaves
	}
	q, r := bits.Div64(hi, lo, d)
	if op == OpQuoWide {
		return q, done
	}
	return r, done
}

func pureInt(op Op, aux, x, y int64) (uint64, verdict) {
	switch op {
	case OpAdd:
		return uint64(x + y), done
	case OpSub:
		return uint64(x - y), done
	case OpMul:
		return uint64(x * y), done
	case OpMulHiU:
		hi, _ := bits.Mul64(uint64(x), uint64(y))
		return hi, done
	case OpNeg:
		return uint64(-x), done
	case OpAnd:
		return uint64(x & y), done
	case OpOr:
		return uint64(x | y), done
	case OpXor:
		return uint64(x ^ y), done
	case OpNot:
		return uint64(^x), done
	case OpShl:
		return defined(y >= 0 && y <= 63, uint64(x)<<(uint64(y)&63))
	case OpShr:
		return defined(y >= 0, uint64(x>>uint64(min(max(y, 0), 63))))
	case OpShrU:
		return defined(y >= 0 && y <= 63, uint64(x)>>(uint64(y)&63))
	case OpLow64:
		return uint64(x), done
	case OpHashInt:
		return uint64(HashInt(x)), done
	case OpHashMix:
		return uint64(HashMix(x, y)), done
	case OpHashEnd:
		return uint64(HashEnd(x, aux)), done
	case OpBoxU64:
		if uint64(x) > abi.MaxInt {
			return 0, needsHeap
		}
		return uint64(abi.SmallInt(x)), done
	case OpFloorDiv, OpFloorMod:
		if y == 0 || y == -1 && x == math.MinInt64 {
			return 0, undefined
		}
		q, r := x/y, x%y
		if r != 0 && r^y < 0 {
			q, r = q-1, r+y
		}
		if op == OpFloorDiv {
			return uint64(q), done
		}
		return uint64(r), done
	case OpQuo:
		return defined(x >= 0 && y > 0, uint64(x)/uint64(max(y, 1)))
	case OpRem:
		return defined(x >= 0 && y > 0, uint64(x)%uint64(max(y, 1)))
	case OpMinI:
		return uint64(min(x, y)), done
	case OpMaxI:
		return uint64(max(x, y)), done
	case OpICmp:
		c, ok := compare(aux, x < y, x == y, x > y)
		return c, ok
	case OpI2F:
		return fbits(float64(x))
	case OpTagInt:
		return defined(abi.FitsInt(x), uint64(abi.SmallInt(x)))
	case OpBoxInt:
		if !abi.FitsInt(x) {
			return 0, needsHeap
		}
		return uint64(abi.SmallInt(x)), done
	}
	return intGuard(op, aux, x, y)
}

func intGuard(op Op, aux, x, y int64) (uint64, verdict) {
	switch op {
	case OpAddOv:
		s := x + y
		return unless((x^s)&(y^s) < 0, uint64(s))
	case OpSubOv:
		d := x - y
		return unless((x^y)&(x^d) < 0, uint64(d))
	case OpMulOv:
		hi, lo := bits.Mul64(uint64(x), uint64(y))
		// The signed high half: what the operands' sign bits add to the unsigned one.
		high := int64(hi) - x>>63&y - y>>63&x
		return unless(high != int64(lo)>>63, lo)
	case OpNegOv:
		return unless(x == math.MinInt64, uint64(-x))
	case OpAbsOv:
		if x < 0 {
			return unless(x == math.MinInt64, uint64(-x))
		}
		return uint64(x), done
	case OpShlOv:
		if y < 0 {
			return 0, undefined
		}
		if y > 63 {
			return 0, leaves
		}
		s := x << uint64(y)
		return unless(s>>uint64(y) != x, uint64(s))
	case OpCheckBounds:
		return unless(x < 0 || x >= y, 0)
	case OpCheckEq:
		return unless(x != aux, 0)
	case OpCheckI2F:
		return unless(x > maxExactInt || x < -maxExactInt, math.Float64bits(float64(x)))
	}
	return 0, needsHeap
}

// compare gives the result of a comparison; with a NaN none of lt, eq, gt holds.
func compare(c Cond, lt, eq, gt bool) (uint64, verdict) {
	switch c {
	case LT:
		return flag(lt)
	case LE:
		return flag(lt || eq)
	case EQ:
		return flag(eq)
	case NE:
		return flag(!eq)
	case GT:
		return flag(gt)
	case GE:
		return flag(gt || eq)
	}
	return 0, undefined
}

func pureFloat(op Op, aux int64, x, y, z float64) (uint64, verdict) {
	switch op {
	case OpFAdd:
		return fbits(x + y)
	case OpFSub:
		return fbits(x - y)
	case OpFMul:
		return fbits(x * y)
	case OpFDiv:
		return fbits(x / y)
	case OpFNeg:
		return math.Float64bits(x) ^ 1<<63, done
	case OpFAbs:
		return math.Float64bits(x) &^ (1 << 63), done
	case OpFSqrt:
		return fbits(math.Sqrt(x))
	case OpFFloor:
		return fbits(math.Floor(x))
	case OpFCeil:
		return fbits(math.Ceil(x))
	case OpFTrunc:
		return fbits(math.Trunc(x))
	case OpFMulSub:
		return fbits(math.FMA(y, z, -x))
	case OpFBits:
		return math.Float64bits(x), done
	case OpFCmp:
		return compare(aux, x < y, x == y, x > y)
	case OpF2I:
		if !(x >= -0x1p63 && x < 0x1p63) {
			return 0, leaves
		}
		return uint64(int64(x)), done
	case OpBoxFloat:
		if v, ok := abi.WordFloat(x); ok {
			return uint64(v), done
		}
	}
	return 0, needsHeap
}

// pureWord is for the operations on tagged words; x is an address for TagPtr.
func pureWord(op Op, aux int64, x uint64, y abi.Value) (uint64, verdict) {
	v := abi.Value(x)
	switch op {
	case OpTSame:
		return flag(v == y)
	case OpTIs:
		return flag(int64(v) == aux)
	case OpTIsInt:
		return flag(v.IsInt())
	case OpTIsFloat:
		return flag(v.IsFloat())
	case OpTIsPtr:
		return flag(v.IsPtr())
	case OpBoxBool:
		return uint64(abi.Bool(x != 0)), done
	case OpTagPtr:
		v := abi.Ptr(uintptr(x))
		return defined(v.IsPtr(), uint64(v))
	case OpUntagInt:
		return defined(v.IsInt(), uint64(v.Int()))
	case OpUntagFloat:
		return defined(v.IsFloat(), math.Float64bits(v.Float()))
	case OpUntagPtr:
		return defined(v.IsPtr(), uint64(v.Addr()))
	case OpUntagBool:
		return defined(v.IsBool(), x>>3&1)
	case OpShapeOf:
		if !v.IsPtr() {
			return 0, done
		}
	case OpCheckInt:
		return unless(!v.IsInt(), uint64(v.Int()))
	case OpCheckBool:
		return unless(!v.IsBool(), x>>3&1)
	case OpCheckIs:
		return unless(int64(v) != aux, 0)
	case OpCheckIsNot:
		return unless(int64(v) == aux, 0)
	case OpCheckSame:
		return unless(v != y, 0)
	case OpCheckShape, OpCheckKind:
		if !v.IsPtr() {
			return 0, leaves
		}
	case OpCheckInt64:
		if v.IsInt() || !v.IsPtr() {
			return unless(!v.IsInt(), uint64(v.Int()))
		}
	case OpCheckU64:
		if v.IsInt() || !v.IsPtr() {
			return unless(!v.IsInt() || v.Int() < 0, uint64(v.Int()))
		}
	case OpCheckFloat, OpCheckNum:
		switch {
		case v.IsFloat():
			return math.Float64bits(v.Float()), done
		case op == OpCheckNum && v.IsInt():
			return fbits(float64(v.Int()))
		case !v.IsPtr():
			return 0, leaves
		}
	}
	return 0, needsHeap
}
