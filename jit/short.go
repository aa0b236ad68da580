package jit

import (
	"math"

	"github.com/go-python/gopython/internal/abi"
	"github.com/go-python/gopython/internal/libm"
	"github.com/go-python/gopython/runtime"
)

// Some helpers have a short way: what needs nothing but the arguments, and
// cannot fail, is called where machine code has stopped, with nothing put in
// order for it. What it cannot do is left to the helper.

type shortKind uint8

const (
	shortFloat1   shortKind = iota + 1 // a function of a float, whose result is a finite number
	shortFloat2                        // or of two
	shortBinary                        // an operator of ints
	shortCompare                       // a comparison of them, or of strs
	shortContains                      // whether a str is part of another
	shortJoin                          // strs of a list
	shortMethod                        // a method of a short str
)

// findShort finds the short way of an exit's helper.
func (j *JIT) findShort(x *exitInfo) {
	switch helper(x.n.Aux) {
	case hBinary, hInPlace:
		x.short = shortBinary
		return
	case hCompare:
		x.short = shortCompare
		return
	case hContains:
		x.short = shortContains
		return
	case hStrJoin:
		x.short = shortJoin
		return
	case hStrMethod:
		d := j.iso.Natives(Value(x.r.f.Node(x.n.Args[0]).Aux))
		if n := d.Takes(len(x.n.Args) - 1); n > 0 {
			x.short, x.method, x.values = shortMethod, d.Fn, make([]Value, n)
		}
		return
	case hComplexAbs:
		x.float2 = libm.Hypot
	case hFloatMod:
		x.float2 = runtime.FloatMod
	case hFloatFloorDiv:
		x.float2 = runtime.FloatFloorDiv
	case hFloatPow:
		x.float2 = libm.Pow
	case hFloat1, hFloat2:
		d := j.iso.Natives(Value(x.r.f.Node(x.n.Args[len(x.n.Args)-1]).Aux))
		x.float1, x.float2 = d.Float1, d.Float2
	}
	switch {
	case x.float1 != nil:
		x.short = shortFloat1
	case x.float2 != nil:
		x.short = shortFloat2
	}
}

// shortWay tries it; a is where the arguments are.
func (x *exitInfo) shortWay(t *runtime.Thread, a uintptr) (uint64, bool) {
	switch x.short {
	case shortBinary:
		v := t.QuickInt(runtime.BinOp(abi.Load64(a)), abi.Load(a+abi.Word), abi.Load(a+2*abi.Word))
		return uint64(v), v != abi.Unbound
	case shortCompare:
		op, v, w := runtime.CompareOp(abi.Load64(a)), abi.Load(a+abi.Word), abi.Load(a+2*abi.Word)
		if t.IsExactStr(v) && t.IsExactStr(w) {
			return condition(t.StrCompare(v, w, op), true)
		}
		return condition(t.QuickCompare(op, v, w))
	case shortContains:
		return condition(t.QuickContains(abi.Load(a), abi.Load(a+abi.Word)))
	case shortJoin:
		v := t.QuickJoin(abi.Load(a), abi.Load(a+abi.Word))
		return uint64(v), v != abi.Unbound
	case shortMethod:
		return x.callMethod(t, a+abi.Word)
	}
	var v float64
	if x.short == shortFloat1 {
		v = x.float1(math.Float64frombits(abi.Load64(a)))
	} else {
		v = x.float2(math.Float64frombits(abi.Load64(a)), math.Float64frombits(abi.Load64(a+abi.Word)))
	}
	return math.Float64bits(v), v-v == 0
}

const (
	shortText = 1 << 12 // how long a str is at most whose method is called so
	shortArg  = 1 << 8  // and a str that the method is given
	shortRoom = 8 << 20 // what the result surely needs less than
)

// callMethod calls the method of the exit with the arguments at a. Whatever it
// raises, it raises again when the helper calls it.
func (x *exitInfo) callMethod(t *runtime.Thread, a uintptr) (uint64, bool) {
	n := x.nargs - 1
	if runtime.StrLen(abi.Load(a)) > shortText || !t.Heap.HasRoom(shortRoom) {
		return 0, false
	}
	for k := range x.values {
		v := Value(abi.Unbound)
		if k < n {
			if v = abi.Load(a + uintptr(k)*abi.Word); k > 0 && v.IsKind(abi.KindStr) && runtime.StrLen(v) > shortArg {
				return 0, false
			}
		}
		x.values[k] = v
	}
	v := x.method(t, x.values)
	if v == runtime.Raised {
		t.TakePending()
		return 0, false
	}
	return uint64(v), true
}
