package jit

import (
	"math"
	"slices"

	"github.com/go-python/gopython/internal/abi"
	"github.com/go-python/gopython/internal/bytecode"
	"github.com/go-python/gopython/interp"
	"github.com/go-python/gopython/ir"
	"github.com/go-python/gopython/runtime"
)

// helper numbers a function of the runtime that compiled code calls: the Aux of
// CallHelper.
type helper int64

// The helpers. Their arguments and results are listed with helperTable.
const (
	hStep helper = iota
	hListAppend
	hNewList
	hNewTuple
	hNewCell
	hTruth
	hContains
	hCompare
	hBinary
	hFloatMod
	hFloatFloorDiv
	hFloatPow
	hNext
	hIter
	hYieldIter
	hDelegate
	hCall
	hCallNative
	hCallMethod
	hGetItem
	hSetItem
	hGetAttr
	hSetAttr
	hStoreGlobal
	hGetSlice
	hSetSlice
	hMoveSlice
	hDelItem
	hListOf
	hTupleOf
	hInPlace
	hRichCompare
	hCallEx
	hTypeOf
	hFormat
	hBuildString
	hIntText
	hIntOf
	hFloatOf
	hGenEnd
	hGenerator
	hCatch
	hThrow
	hMatch
	hFloat1
	hFloat2
	hComplexAbs
	hDictRemove
	hNewSet
	hListIndex
	hWithExit
	hCallNamed
	hKeywords
	hListExtend
	hListToTuple
	hStrJoin
	hStrMethod
	numHelpers
)

// helperFunc runs a helper. a holds the arguments as raw words and may be
// overwritten. ok is false when an exception is pending.
type helperFunc func(j *JIT, t *runtime.Thread, a []uint64) (result uint64, ok bool)

type helperDef struct {
	ir.HelperInfo
	fn helperFunc
}

const (
	all    = ir.AllMem
	frames = 1 << ir.MFrame
)

func word(v Value) (uint64, bool) { return uint64(v), v != runtime.Raised }

func condition(yes, ok bool) (uint64, bool) {
	if yes {
		return 1, ok
	}
	return 0, ok
}

func values(a []uint64) []Value { return abi.AsValues(a) }

// nativeHelper calls a function or method written in Go.
func nativeHelper(j *JIT, t *runtime.Thread, a []uint64) (uint64, bool) {
	v := values(a)
	d := t.Natives(v[0])
	if j.cfg.Stats {
		j.stats.Natives[d.Name]++
	}
	if args := v[1:]; d.Quick == nil && d.Exact(len(args)) {
		return word(d.Fn(t, args))
	}
	return word(t.CallNative(d, v[1:], runtime.Unbound))
}

var helperTable = [numHelpers]helperDef{
	// hStep: one bytecode instruction by the interpreter; see run.go.
	hStep: {HelperInfo: ir.HelperInfo{Name: "step", Result: ir.Tagged, Effects: ir.Effects{Reads: all | frames, Writes: all | frames}, Raises: true, Frames: true}},
	// hListAppend: list, value
	hListAppend: {ir.HelperInfo{Name: "list_append", Effects: ir.Effects{Writes: 1<<ir.MListLen | 1<<ir.MListItems | 1<<ir.MItems | 1<<ir.MFlags}},
		func(j *JIT, t *runtime.Thread, a []uint64) (uint64, bool) {
			t.ListAppend(Value(a[0]), Value(a[1]))
			return 0, true
		}},
	// hNewList, hNewTuple: the items
	hNewList: {ir.HelperInfo{Name: "new_list", Result: ir.Tagged},
		func(j *JIT, t *runtime.Thread, a []uint64) (uint64, bool) { return word(t.NewList(values(a))) }},
	hNewTuple: {ir.HelperInfo{Name: "new_tuple", Result: ir.Tagged},
		func(j *JIT, t *runtime.Thread, a []uint64) (uint64, bool) { return word(t.NewTuple(values(a))) }},
	// hFormat: bytecode.Conv*, value, format specification (Unbound: none)
	hFormat: {ir.HelperInfo{Name: "format", Result: ir.Tagged, Effects: ir.Effects{Reads: all, Writes: all}, Raises: true}, formatHelper},
	// hBuildString: strs
	hBuildString: {ir.HelperInfo{Name: "build_string", Result: ir.Tagged, Raises: true},
		func(j *JIT, t *runtime.Thread, a []uint64) (uint64, bool) { return word(t.StrJoin(values(a))) }},
	// hStrJoin: str, list
	hStrJoin: {ir.HelperInfo{Name: "join", Result: ir.Tagged, Effects: ir.Effects{Reads: all}, Raises: true},
		func(j *JIT, t *runtime.Thread, a []uint64) (uint64, bool) {
			return word(t.JoinList(Value(a[0]), Value(a[1])))
		}},
	// hIntText: int64
	hIntText: {ir.HelperInfo{Name: "int_text", Result: ir.Tagged},
		func(j *JIT, t *runtime.Thread, a []uint64) (uint64, bool) { return word(t.IntText(int64(a[0]))) }},
	// hIntOf, hFloatOf: str
	hIntOf: {ir.HelperInfo{Name: "int_of_str", Result: ir.Tagged, Raises: true},
		func(j *JIT, t *runtime.Thread, a []uint64) (uint64, bool) { return word(t.ToInt(Value(a[0]))) }},
	hFloatOf: {ir.HelperInfo{Name: "float_of_str", Result: ir.Tagged, Raises: true},
		func(j *JIT, t *runtime.Thread, a []uint64) (uint64, bool) {
			f, ok := t.ToFloat(Value(a[0]))
			if !ok {
				return 0, false
			}
			return word(t.NewFloat(f))
		}},
	// hGenEnd: what the generator that runs returns
	hGenEnd: {ir.HelperInfo{Name: "generator_end", Result: ir.Bool, Effects: ir.Effects{Reads: all, Writes: all}},
		func(j *JIT, t *runtime.Thread, a []uint64) (uint64, bool) {
			interp.EndGenerator(t, t.R, Value(a[0]))
			return 1, true
		}},
	// hNewCell: the contents
	hNewCell: {ir.HelperInfo{Name: "new_cell", Result: ir.Tagged},
		func(j *JIT, t *runtime.Thread, a []uint64) (uint64, bool) { return word(t.NewCell(Value(a[0]))) }},
	// hTruth: value
	hTruth: {ir.HelperInfo{Name: "truth", Result: ir.Bool, Effects: ir.Effects{Reads: all, Writes: all}, Raises: true},
		func(j *JIT, t *runtime.Thread, a []uint64) (uint64, bool) { return condition(t.IsTrue(Value(a[0]))) }},
	// hContains: container, value
	hContains: {ir.HelperInfo{Name: "contains", Result: ir.Bool, Effects: ir.Effects{Reads: all, Writes: all}, Raises: true},
		func(j *JIT, t *runtime.Thread, a []uint64) (uint64, bool) {
			return condition(t.FastContains(Value(a[0]), Value(a[1])))
		}},
	// hCompare: CompareOp, x, y
	hCompare: {ir.HelperInfo{Name: "compare", Result: ir.Bool, Effects: ir.Effects{Reads: all, Writes: all}, Raises: true}, compareHelper},
	// hBinary: BinOp, x, y
	hBinary: {ir.HelperInfo{Name: "binary", Result: ir.Tagged, Effects: ir.Effects{Reads: all, Writes: all}, Raises: true},
		func(j *JIT, t *runtime.Thread, a []uint64) (uint64, bool) {
			op, x, y := runtime.BinOp(a[0]), Value(a[1]), Value(a[2])
			if v := t.FastBinary(op, x, y); v != runtime.Unbound {
				return word(v)
			}
			return word(t.BinaryOp(op, x, y))
		}},
	// hFloatMod, hFloatFloorDiv, hFloatPow: x, y (F64); y is not 0, for pow x > 0 or y an integer not below 0
	hFloatMod: {ir.HelperInfo{Name: "float_mod", Result: ir.F64},
		func(j *JIT, t *runtime.Thread, a []uint64) (uint64, bool) {
			return math.Float64bits(runtime.FloatMod(math.Float64frombits(a[0]), math.Float64frombits(a[1]))), true
		}},
	hFloatFloorDiv: {ir.HelperInfo{Name: "float_floordiv", Result: ir.F64},
		func(j *JIT, t *runtime.Thread, a []uint64) (uint64, bool) {
			return math.Float64bits(runtime.FloatFloorDiv(math.Float64frombits(a[0]), math.Float64frombits(a[1]))), true
		}},
	hFloatPow: {ir.HelperInfo{Name: "float_pow", Result: ir.F64, Raises: true},
		func(j *JIT, t *runtime.Thread, a []uint64) (uint64, bool) {
			r, ok := runtime.FloatOf(t.FloatPow(math.Float64frombits(a[0]), math.Float64frombits(a[1])))
			return math.Float64bits(r), ok
		}},
	// hTypeOf: value
	hTypeOf: {ir.HelperInfo{Name: "type_of", Result: ir.Tagged},
		func(j *JIT, t *runtime.Thread, a []uint64) (uint64, bool) { return word(t.TypeOf(Value(a[0])).Obj) }},
	// hFloat1, hFloat2: x (and y), both F64, function with Float1 (Float2); see run.go.
	hFloat1: {HelperInfo: ir.HelperInfo{Name: "float1", Result: ir.F64, Raises: true}, fn: floatHelper},
	hFloat2: {HelperInfo: ir.HelperInfo{Name: "float2", Result: ir.F64, Raises: true}, fn: floatHelper},
	// hComplexAbs: the parts, F64
	hComplexAbs: {ir.HelperInfo{Name: "complex_abs", Result: ir.F64, Raises: true},
		func(j *JIT, t *runtime.Thread, a []uint64) (uint64, bool) {
			r, ok := t.ComplexAbs(complex(math.Float64frombits(a[0]), math.Float64frombits(a[1])))
			return math.Float64bits(r), ok
		}},
	// hGenerator: function, arguments
	hGenerator: {ir.HelperInfo{Name: "generator", Result: ir.Tagged, Effects: ir.Effects{Reads: all, Writes: all}, Raises: true},
		func(j *JIT, t *runtime.Thread, a []uint64) (uint64, bool) {
			if v := interp.NewGenerator(t, Value(a[0]), values(a[1:])); v != abi.Unbound {
				return word(v)
			}
			return word(t.CallKw(Value(a[0]), values(a[1:]), runtime.Unbound))
		}},
	// hNext: iterator; Unbound at the end
	hNext: {ir.HelperInfo{Name: "next", Result: ir.Tagged, Effects: ir.Effects{Reads: all, Writes: all}, Raises: true},
		func(j *JIT, t *runtime.Thread, a []uint64) (uint64, bool) { return word(t.Next(Value(a[0]))) }},
	// hYieldIter: what `yield from` is given
	hYieldIter: {ir.HelperInfo{Name: "yield_iter", Result: ir.Tagged, Effects: ir.Effects{Reads: all, Writes: all}, Raises: true},
		func(j *JIT, t *runtime.Thread, a []uint64) (uint64, bool) {
			return word(interp.YieldIter(t, Value(a[0])))
		}},
	// hDelegate: iterator of a `yield from`; Unbound at the end
	hDelegate: {ir.HelperInfo{Name: "delegate", Result: ir.Tagged, Effects: ir.Effects{Reads: all, Writes: all}, Raises: true},
		func(j *JIT, t *runtime.Thread, a []uint64) (uint64, bool) {
			v, ended := t.DelegateSend(Value(a[0]), abi.None)
			if ended {
				t.GenResult, v = v, abi.Unbound
			}
			return word(v)
		}},
	// hIter: iterable
	hIter: {ir.HelperInfo{Name: "iter", Result: ir.Tagged, Effects: ir.Effects{Reads: all, Writes: all}, Raises: true},
		func(j *JIT, t *runtime.Thread, a []uint64) (uint64, bool) { return word(t.Iter(Value(a[0]))) }},
	// hCall: callable, arguments
	hCall: {ir.HelperInfo{Name: "call", Result: ir.Tagged, Effects: ir.Effects{Reads: all, Writes: all}, Raises: true},
		func(j *JIT, t *runtime.Thread, a []uint64) (uint64, bool) {
			v := values(a)
			return word(t.Call(v[0], v[1:]...))
		}},
	// hCallNative: function or method written in Go, arguments
	hCallNative: {ir.HelperInfo{Name: "call_native", Result: ir.Tagged, Effects: ir.Effects{Reads: all, Writes: all}, Raises: true}, nativeHelper},
	// hStrMethod: the same, which looks at nothing but its arguments
	hStrMethod: {ir.HelperInfo{Name: "str_method", Result: ir.Tagged, Effects: ir.Effects{Reads: all}, Raises: true}, nativeHelper},
	// hCallMethod: name, receiver, arguments
	hCallMethod: {ir.HelperInfo{Name: "call_method", Result: ir.Tagged, Effects: ir.Effects{Reads: all, Writes: all}, Raises: true}, callMethodHelper},
	// hGetItem: container, key; hSetItem: and value
	hGetItem: {ir.HelperInfo{Name: "get_item", Result: ir.Tagged, Effects: ir.Effects{Reads: all, Writes: all}, Raises: true},
		func(j *JIT, t *runtime.Thread, a []uint64) (uint64, bool) {
			return word(t.GetItem(Value(a[0]), Value(a[1])))
		}},
	hSetItem: {ir.HelperInfo{Name: "set_item", Effects: ir.Effects{Reads: all, Writes: all}, Raises: true},
		func(j *JIT, t *runtime.Thread, a []uint64) (uint64, bool) {
			return 0, t.SetItem(Value(a[0]), Value(a[1]), Value(a[2]))
		}},
	// hGetAttr: object, name; hSetAttr: and value
	hGetAttr: {ir.HelperInfo{Name: "get_attr", Result: ir.Tagged, Effects: ir.Effects{Reads: all, Writes: all}, Raises: true},
		func(j *JIT, t *runtime.Thread, a []uint64) (uint64, bool) {
			return word(t.GetAttr(Value(a[0]), Value(a[1])))
		}},
	hSetAttr: {ir.HelperInfo{Name: "set_attr", Effects: ir.Effects{Reads: all, Writes: all}, Raises: true},
		func(j *JIT, t *runtime.Thread, a []uint64) (uint64, bool) {
			return 0, t.SetAttr(Value(a[0]), Value(a[1]), Value(a[2]))
		}},
	// hGetSlice: container, start, stop, step (Unbound: none); hSetSlice: container, start, stop, value
	hGetSlice: {ir.HelperInfo{Name: "get_slice", Result: ir.Tagged, Effects: ir.Effects{Reads: all, Writes: all}, Raises: true},
		func(j *JIT, t *runtime.Thread, a []uint64) (uint64, bool) {
			return word(t.GetSlice(Value(a[0]), Value(a[1]), Value(a[2]), Value(a[3])))
		}},
	hSetSlice: {ir.HelperInfo{Name: "set_slice", Effects: ir.Effects{Reads: all, Writes: all}, Raises: true},
		func(j *JIT, t *runtime.Thread, a []uint64) (uint64, bool) {
			return 0, t.SetSlice(Value(a[0]), Value(a[1]), Value(a[2]), Value(a[3]))
		}},
	// hMoveSlice: list, start, stop, and the start, stop and step of the slice of it that is assigned
	hMoveSlice: {ir.HelperInfo{Name: "move_slice", Effects: ir.Effects{Reads: all, Writes: all}, Raises: true},
		func(j *JIT, t *runtime.Thread, a []uint64) (uint64, bool) {
			v := Value(a[0])
			x := t.GetSlice(v, Value(a[3]), Value(a[4]), Value(a[5]))
			return 0, x != runtime.Raised && t.SetSlice(v, Value(a[1]), Value(a[2]), x)
		}},
	// hDelItem: container, key
	hDelItem: {ir.HelperInfo{Name: "del_item", Effects: ir.Effects{Reads: all, Writes: all}, Raises: true},
		func(j *JIT, t *runtime.Thread, a []uint64) (uint64, bool) {
			return 0, t.DelItem(Value(a[0]), Value(a[1]))
		}},
	// hListOf, hTupleOf: iterable
	hListOf: {ir.HelperInfo{Name: "list_of", Result: ir.Tagged, Effects: ir.Effects{Reads: all, Writes: all}, Raises: true},
		func(j *JIT, t *runtime.Thread, a []uint64) (uint64, bool) { return word(t.ListOf(Value(a[0]))) }},
	hTupleOf: {ir.HelperInfo{Name: "tuple_of", Result: ir.Tagged, Effects: ir.Effects{Reads: all, Writes: all}, Raises: true},
		func(j *JIT, t *runtime.Thread, a []uint64) (uint64, bool) { return word(t.TupleOf(Value(a[0]))) }},
	// hInPlace: BinOp, x, y
	hInPlace: {ir.HelperInfo{Name: "in_place", Result: ir.Tagged, Effects: ir.Effects{Reads: all, Writes: all}, Raises: true},
		func(j *JIT, t *runtime.Thread, a []uint64) (uint64, bool) {
			op, x, y := runtime.BinOp(a[0]), Value(a[1]), Value(a[2])
			if v := t.FastBinary(op, x, y); v != runtime.Unbound {
				return word(v)
			}
			return word(t.InPlaceOp(op, x, y))
		}},
	// hRichCompare: CompareOp, x, y
	hRichCompare: {ir.HelperInfo{Name: "rich_compare", Result: ir.Tagged, Effects: ir.Effects{Reads: all, Writes: all}, Raises: true},
		func(j *JIT, t *runtime.Thread, a []uint64) (uint64, bool) {
			return word(t.Compare(Value(a[1]), Value(a[2]), runtime.CompareOp(a[0])))
		}},
	// hCallEx: callable, tuple, dict or Unbound
	hCallEx: {ir.HelperInfo{Name: "call_ex", Result: ir.Tagged, Effects: ir.Effects{Reads: all, Writes: all}, Raises: true}, callExHelper},
	// hCatch: exception (Unbound: the pending one), then function and instruction of frames
	hCatch: {ir.HelperInfo{Name: "catch", Result: ir.Tagged, Effects: ir.Effects{Reads: 1<<ir.MThread | 1<<ir.MField, Writes: 1<<ir.MThread | 1<<ir.MField}}, catchHelper},
	// hThrow: what is raised, cause or Unbound, then as hCatch
	hThrow: {ir.HelperInfo{Name: "throw", Result: ir.Tagged, Effects: ir.Effects{Reads: all, Writes: all}}, throwHelper},
	// hMatch: exception, class
	hMatch: {ir.HelperInfo{Name: "match", Result: ir.Bool, Raises: true},
		func(j *JIT, t *runtime.Thread, a []uint64) (uint64, bool) {
			return condition(t.HandlerMatches(Value(a[0]), Value(a[1])))
		}},
	// hDictRemove: address of a dict and of one of its entries
	hDictRemove: {ir.HelperInfo{Name: "dict_remove", Effects: ir.Effects{Writes: 1<<ir.MDict | 1<<ir.MDictVals}},
		func(j *JIT, t *runtime.Thread, a []uint64) (uint64, bool) {
			t.DictRemoveAt(uintptr(a[0]), uintptr(a[1]))
			return 0, true
		}},
	// hNewSet: an empty one
	hNewSet: {ir.HelperInfo{Name: "new_set", Result: ir.Tagged},
		func(j *JIT, t *runtime.Thread, a []uint64) (uint64, bool) { return word(t.NewSet(nil)) }},
	// hListIndex: list, value
	hListIndex: {ir.HelperInfo{Name: "list_index", Result: ir.I64, Effects: ir.Effects{Reads: all, Writes: all}, Raises: true},
		func(j *JIT, t *runtime.Thread, a []uint64) (uint64, bool) {
			i, ok := t.ListIndex(Value(a[0]), Value(a[1]))
			return uint64(i), ok
		}},
	// hWithExit: bound __exit__, exception
	hWithExit: {ir.HelperInfo{Name: "with_exit", Result: ir.Tagged, Effects: ir.Effects{Reads: all, Writes: all}, Raises: true},
		func(j *JIT, t *runtime.Thread, a []uint64) (uint64, bool) {
			return word(t.WithExit(Value(a[0]), Value(a[1])))
		}},
	// hCallNamed: names of the last arguments (Unbound: none), callable, arguments, a first one that is Unbound not counting
	hCallNamed: {ir.HelperInfo{Name: "call_named", Result: ir.Tagged, Effects: ir.Effects{Reads: all, Writes: all}, Raises: true}, callNamedHelper},
	// hKeywords: keys (str) and values
	hKeywords: {ir.HelperInfo{Name: "keywords", Result: ir.Tagged}, keywordsHelper},
	// hListExtend: list, iterable, what is called or Unbound
	hListExtend: {ir.HelperInfo{Name: "list_extend", Effects: ir.Effects{Reads: all, Writes: all}, Raises: true},
		func(j *JIT, t *runtime.Thread, a []uint64) (uint64, bool) {
			return 0, interp.ExtendList(t, Value(a[0]), Value(a[1]), Value(a[2]))
		}},
	// hListToTuple: list
	hListToTuple: {ir.HelperInfo{Name: "list_to_tuple", Result: ir.Tagged, Effects: ir.Effects{Reads: 1<<ir.MListLen | 1<<ir.MListItems | 1<<ir.MItems}},
		func(j *JIT, t *runtime.Thread, a []uint64) (uint64, bool) {
			return word(t.NewTuple(abi.ListItems(Value(a[0]))))
		}},
	// hStoreGlobal: dict, name, value
	hStoreGlobal: {ir.HelperInfo{Name: "store_global", Effects: ir.Effects{Reads: all, Writes: all}},
		func(j *JIT, t *runtime.Thread, a []uint64) (uint64, bool) {
			t.DictSetStr(Value(a[0]), Value(a[1]), Value(a[2]))
			return 0, true
		}},
}

// floatHelper is a function of floats, by its own rules where its result is no
// finite number.
func floatHelper(j *JIT, t *runtime.Thread, a []uint64) (uint64, bool) {
	n := len(a) - 1
	d := t.Natives(Value(a[n]))
	var x [2]float64
	for i := range n {
		x[i] = math.Float64frombits(a[i])
	}
	var r float64
	if n == 1 {
		r = d.Float1(x[0])
	} else {
		r = d.Float2(x[0], x[1])
	}
	if r-r == 0 {
		return math.Float64bits(r), true
	}
	v := t.CallNative(d, []Value{t.NewFloat(x[0]), t.NewFloat(x[1])}[:n], runtime.Unbound)
	if v == runtime.Raised {
		return 0, false
	}
	r, _ = runtime.FloatOf(v)
	return math.Float64bits(r), true
}

func compareHelper(j *JIT, t *runtime.Thread, a []uint64) (uint64, bool) {
	op, x, y := runtime.CompareOp(a[0]), Value(a[1]), Value(a[2])
	if t.IsExactStr(x) && t.IsExactStr(y) {
		return condition(t.StrCompare(x, y, op), true)
	}
	if yes, known := t.FastCompare(x, y, op); known {
		return condition(yes, true)
	}
	return condition(t.CompareBool(x, y, op))
}

func callExHelper(j *JIT, t *runtime.Thread, a []uint64) (uint64, bool) {
	f, tuple, kw := Value(a[0]), Value(a[1]), Value(a[2])
	if kw == runtime.Unbound {
		return word(t.Call(f, abi.TupleItems(tuple)...)) // they are copied before anything runs
	}
	args := slices.Clone(abi.TupleItems(tuple))
	names := runtime.Unbound
	if runtime.DictLen(kw) > 0 {
		if names = t.KeywordNames(kw); names == runtime.Raised {
			return 0, false
		}
		for e, i := runtime.DictNext(kw, 0); e != nil; e, i = runtime.DictNext(kw, i+1) {
			args = append(args, e.Value)
		}
	}
	m := t.Mark()
	t.Root(names)
	r := t.CallKw(f, args, names)
	t.Unroot(m)
	return word(r)
}

func init() {
	ir.Helpers = make([]ir.HelperInfo, numHelpers)
	for i := range helperTable {
		if h := &helperTable[i]; h.Raises {
			h.Effects.Writes |= 1 << ir.MThread // the pending exception
		}
		ir.Helpers[i] = helperTable[i].HelperInfo
	}
}

func formatHelper(j *JIT, t *runtime.Thread, a []uint64) (uint64, bool) {
	v := Value(a[1])
	switch a[0] {
	case bytecode.ConvStr:
		v = t.Str(v)
	case bytecode.ConvRepr:
		v = t.Repr(v)
	case bytecode.ConvASCII:
		v = t.ASCII(v)
	}
	if v == runtime.Raised {
		return 0, false
	}
	m := t.Mark()
	t.Root(v)
	v = t.Format(v, Value(a[2]))
	t.Unroot(m)
	return word(v)
}
