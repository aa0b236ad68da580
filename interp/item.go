package interp

import (
	"github.com/go-python/gopython/internal/abi"
	"github.com/go-python/gopython/internal/bytecode"
	"github.com/go-python/gopython/runtime"
)

//go:noinline
func slowGetItem(t *runtime.Thread, pc, R, K uintptr) (uintptr, uintptr, uintptr) {
	o := regB(pc, R)
	var key Value
	switch opcode(pc) {
	case bytecode.GETITEMI:
		key = abi.SmallInt(immC(pc))
	case bytecode.GETITEMK:
		key = constC(pc, K)
	default:
		key = regC(pc, R)
	}
	save(t, pc, R)
	switch o.Kind() {
	case abi.KindInstance:
		if fn := t.PyMethod(o, runtime.PyGetItem); fn != Unbound {
			return pushCont2(t, pc, R, K, fn, o, key)
		}
	case abi.KindTuple:
		if items := abi.TupleItems(o); key.IsInt() && o.Shape() == t.Types.Tuple.RootShape() {
			i := key.Int()
			if i < 0 {
				i += int64(len(items))
			}
			if uint64(i) < uint64(len(items)) {
				setA(pc, R, items[i])
				return pc + word, R, K
			}
		}
	case abi.KindList:
		if items := abi.ListItems(o); key.IsInt() && o.Shape() == t.ListShape {
			i := key.Int()
			if i < 0 {
				i += int64(len(items))
			}
			if uint64(i) < uint64(len(items)) {
				setA(pc, R, items[i])
				return pc + word, R, K
			}
		}
	case abi.KindStr:
		if o.Shape() == t.StrShape && key.IsInt() {
			i, n := key.Int(), int64(runtime.StrLen(o))
			if i < 0 {
				i += n
			}
			if uint64(i) < uint64(n) {
				setA(pc, R, t.NewChar(runtime.StrAt(o, int(i))))
				return pc + word, R, K
			}
		}
	case abi.KindDict:
		if t.IsExactDict(o) {
			if v := t.DictGet(o, key); v != Unbound {
				return result(t, pc, R, K, v, 1)
			}
		}
	}
	return result(t, pc, R, K, t.GetItem(o, key), 1)
}

func opGETITEMK(t *runtime.Thread, pc, R, K uintptr) (uintptr, uintptr, uintptr) {
	return slowGetItem(t, pc, R, K)
}

//go:noinline
func slowSetItem(t *runtime.Thread, pc, R, K uintptr) (uintptr, uintptr, uintptr) {
	save(t, pc, R)
	o, key, v := regA(pc, R), regB(pc, R), regC(pc, R)
	if t.IsExactDict(o) {
		return done(t, pc, R, K, t.DictSet(o, key, v), 1)
	}
	if o.IsKind(abi.KindInstance) {
		if fn := t.PyMethod(o, runtime.PySetItem); fn != Unbound {
			return pushCont3(t, pc, R, K, fn, o, key, v)
		}
	}
	return done(t, pc, R, K, t.SetItem(o, key, v), 1)
}

func opSETITEMI(t *runtime.Thread, pc, R, K uintptr) (uintptr, uintptr, uintptr) {
	o, i, v := regA(pc, R), immB(pc), regC(pc, R)
	if o.IsPtr() && abi.Load32(o.Addr()) == t.ListShape && uint64(i) < uint64(abi.Obj[abi.List](o).Len) && abi.Obj[abi.List](o).Aux == 0 {
		items := abi.Obj[abi.List](o).Items
		abi.Store(items+uintptr(i)*word, v)
		t.Heap.Barrier(items - abi.BufHeader)
		return pc + word, R, K
	}
	save(t, pc, R)
	return done(t, pc, R, K, t.SetItem(o, abi.SmallInt(i), v), 1)
}

func opDELITEM(t *runtime.Thread, pc, R, K uintptr) (uintptr, uintptr, uintptr) {
	save(t, pc, R)
	return done(t, pc, R, K, t.DelItem(regA(pc, R), regB(pc, R)), 1)
}

func opGETSLICE(t *runtime.Thread, pc, R, K uintptr) (uintptr, uintptr, uintptr) {
	save(t, pc, R)
	c := R + opC(pc)
	step := Unbound
	if opX(pc) == 1 {
		step = abi.Load(c + 2*word)
	}
	return result(t, pc, R, K, t.GetSlice(regB(pc, R), abi.Load(c), abi.Load(c+word), step), 1)
}

func opSETSLICE(t *runtime.Thread, pc, R, K uintptr) (uintptr, uintptr, uintptr) {
	save(t, pc, R)
	b := R + opB(pc)
	return done(t, pc, R, K, t.SetSlice(regA(pc, R), abi.Load(b), abi.Load(b+word), regC(pc, R)), 1)
}

func opBUILDSLICE(t *runtime.Thread, pc, R, K uintptr) (uintptr, uintptr, uintptr) {
	save(t, pc, R)
	b := R + opB(pc)
	step := abi.None
	if opC(pc) == 3 {
		step = abi.Load(b + 2*word)
	}
	setA(pc, R, t.NewSlice(abi.Load(b), abi.Load(b+word), step))
	return pc + word, R, K
}

func operands(pc, R uintptr) []Value { return abi.Values(R+opB(pc), int(opC(pc))) }

func opBUILDLIST(t *runtime.Thread, pc, R, K uintptr) (uintptr, uintptr, uintptr) {
	save(t, pc, R)
	setA(pc, R, t.NewList(operands(pc, R)))
	return pc + word, R, K
}

func opBUILDTUPLE(t *runtime.Thread, pc, R, K uintptr) (uintptr, uintptr, uintptr) {
	save(t, pc, R)
	setA(pc, R, t.NewTuple(operands(pc, R)))
	return pc + word, R, K
}

func opBUILDSET(t *runtime.Thread, pc, R, K uintptr) (uintptr, uintptr, uintptr) {
	save(t, pc, R)
	return result(t, pc, R, K, t.NewSet(operands(pc, R)), 1)
}

func opBUILDDICT(t *runtime.Thread, pc, R, K uintptr) (uintptr, uintptr, uintptr) {
	save(t, pc, R)
	d := t.NewDict()
	m := t.Mark()
	t.Root(d)
	ok := true
	for i := uintptr(0); ok && i < opC(pc); i++ {
		pair := R + opB(pc) + i*2*word
		ok = t.DictSet(d, abi.Load(pair), abi.Load(pair+word))
	}
	t.Unroot(m)
	if ok {
		setA(pc, R, d)
	}
	return done(t, pc, R, K, ok, 1)
}

func opBUILDSTRING(t *runtime.Thread, pc, R, K uintptr) (uintptr, uintptr, uintptr) {
	save(t, pc, R)
	return result(t, pc, R, K, t.StrJoin(operands(pc, R)), 1)
}

func opLISTAPPEND(t *runtime.Thread, pc, R, K uintptr) (uintptr, uintptr, uintptr) {
	save(t, pc, R)
	t.ListAppend(regA(pc, R), regB(pc, R))
	return pc + word, R, K
}

func opLISTEXTEND(t *runtime.Thread, pc, R, K uintptr) (uintptr, uintptr, uintptr) {
	save(t, pc, R)
	callee := Unbound
	if opX(pc) == 1 {
		callee = regC(pc, R)
	}
	return done(t, pc, R, K, ExtendList(t, regA(pc, R), regB(pc, R), callee), 1)
}

// ExtendList is LISTEXTEND; callee is what is called, Unbound for no call.
func ExtendList(t *runtime.Thread, list, v, callee Value) bool {
	if t.ListExtend(list, v) {
		return true
	}
	if typ := t.TypeOf(v); typ.Slots.Iter == nil && typ.Slots.GetItem == nil && t.Catch(t.Exc.TypeError) {
		if callee != Unbound {
			t.Raise(t.Exc.TypeError, "%s argument after * must be an iterable, not %s", t.CallableName(callee), typ.Name)
		} else {
			t.Raise(t.Exc.TypeError, "Value after * must be an iterable, not %s", typ.Name)
		}
	}
	return false
}

func opLISTTOTUPLE(t *runtime.Thread, pc, R, K uintptr) (uintptr, uintptr, uintptr) {
	save(t, pc, R)
	setA(pc, R, t.NewTuple(abi.ListItems(regB(pc, R))))
	return pc + word, R, K
}

func opSETADD(t *runtime.Thread, pc, R, K uintptr) (uintptr, uintptr, uintptr) {
	save(t, pc, R)
	return done(t, pc, R, K, t.SetAdd(regA(pc, R), regB(pc, R)), 1)
}

func opSETUPDATE(t *runtime.Thread, pc, R, K uintptr) (uintptr, uintptr, uintptr) {
	save(t, pc, R)
	return done(t, pc, R, K, t.SetUpdate(regA(pc, R), regB(pc, R)), 1)
}

func opDICTSET(t *runtime.Thread, pc, R, K uintptr) (uintptr, uintptr, uintptr) {
	save(t, pc, R)
	return done(t, pc, R, K, t.DictSet(regA(pc, R), regB(pc, R), regC(pc, R)), 1)
}

func opDICTUPDATE(t *runtime.Thread, pc, R, K uintptr) (uintptr, uintptr, uintptr) {
	save(t, pc, R)
	v := regB(pc, R)
	ok := t.IsMapping(v)
	if ok {
		ok = t.DictUpdate(regA(pc, R), v)
	} else if t.Pending() == Unbound {
		t.Raise(t.Exc.TypeError, "'%s' object is not a mapping", t.TypeName(v))
	}
	return done(t, pc, R, K, ok, 1)
}

func opDICTMERGE(t *runtime.Thread, pc, R, K uintptr) (uintptr, uintptr, uintptr) {
	save(t, pc, R)
	return done(t, pc, R, K, t.MergeKeywords(regA(pc, R), regB(pc, R), regC(pc, R)), 1)
}

func opUNPACK(t *runtime.Thread, pc, R, K uintptr) (uintptr, uintptr, uintptr) {
	v, n := regB(pc, R), int(opC(pc))
	var items []Value
	switch {
	case v.IsKind(abi.KindTuple) && v.Shape() == t.Types.Tuple.RootShape():
		items = abi.TupleItems(v)
	case v.IsPtr() && abi.Load32(v.Addr()) == t.ListShape:
		items = abi.ListItems(v)
	default:
		save(t, pc, R)
		return done(t, pc, R, K, unpackIter(t, v, R+opA(pc), n), 1)
	}
	if len(items) == n {
		a := R + opA(pc)
		for i, x := range items {
			abi.Store(a+uintptr(i)*word, x)
		}
		return pc + word, R, K
	}
	save(t, pc, R)
	raiseUnpack(t, v, n, len(items))
	return unwind(t, pc, R, true)
}

func raiseUnpack(t *runtime.Thread, v Value, want, got int) {
	switch {
	case got < want:
		t.Raise(t.Exc.ValueError, "not enough values to unpack (expected %d, got %d)", want, got)
	case got > want && (v.IsKind(abi.KindTuple) || v.IsKind(abi.KindList) || v.IsKind(abi.KindDict)):
		n, ok := t.Len(v)
		if !ok {
			return
		}
		got = n
		t.Raise(t.Exc.ValueError, "too many values to unpack (expected %d, got %d)", want, got)
	default:
		t.Raise(t.Exc.ValueError, "too many values to unpack (expected %d)", want)
	}
}

func iterToUnpack(t *runtime.Thread, v Value) Value {
	it := t.Iter(v)
	if typ := t.TypeOf(v); it == Raised && typ.Slots.Iter == nil && t.Catch(t.Exc.TypeError) {
		t.Raise(t.Exc.TypeError, "cannot unpack non-iterable %s object", typ.Name)
	}
	return it
}

// unpackIter stores exactly n items at a. The items are in registers as they
// come, which keeps them alive.
func unpackIter(t *runtime.Thread, v Value, a uintptr, n int) bool {
	m := t.Mark()
	defer t.Unroot(m)
	it := iterToUnpack(t, v)
	if it == Raised {
		return false
	}
	t.Root(it)
	first := t.Mark()
	for i := 0; ; i++ {
		x := t.Next(it)
		switch {
		case x == Raised:
			return false
		case x == Unbound && i == n:
			for j, y := range t.RootedSince(first) {
				abi.Store(a+uintptr(j)*word, y)
			}
			return true
		case x == Unbound:
			raiseUnpack(t, v, n, i)
			return false
		case i == n:
			raiseUnpack(t, v, n, n+1)
			return false
		}
		t.Root(x)
	}
}

func opUNPACKEX(t *runtime.Thread, pc, R, K uintptr) (uintptr, uintptr, uintptr) {
	save(t, pc, R)
	m := t.Mark()
	defer t.Unroot(m)
	v := regB(pc, R)
	before, after := int(opC(pc)), opX(pc)
	it := iterToUnpack(t, v)
	if it == Raised {
		return unwind(t, pc, R, true)
	}
	list := t.ListOf(t.Root(it))
	if list == Raised {
		return unwind(t, pc, R, true)
	}
	items := abi.ListItems(list)
	if len(items) < before+after {
		t.Raise(t.Exc.ValueError, "not enough values to unpack (expected at least %d, got %d)", before+after, len(items))
		return unwind(t, pc, R, true)
	}
	rest := t.NewList(items[before : len(items)-after])
	a := R + opA(pc)
	for i := 0; i < before; i++ {
		abi.Store(a+uintptr(i)*word, items[i])
	}
	abi.Store(a+uintptr(before)*word, rest)
	for i := 0; i < after; i++ {
		abi.Store(a+uintptr(before+1+i)*word, items[len(items)-after+i])
	}
	return pc + word, R, K
}

func opFORMATVALUE(t *runtime.Thread, pc, R, K uintptr) (uintptr, uintptr, uintptr) {
	save(t, pc, R)
	v := regB(pc, R)
	x := opX(pc)
	switch x &^ bytecode.ConvNoSpec {
	case bytecode.ConvStr:
		v = t.Str(v)
	case bytecode.ConvRepr:
		v = t.Repr(v)
	case bytecode.ConvASCII:
		v = t.ASCII(v)
	}
	if v != Raised {
		spec := Unbound
		if x&bytecode.ConvNoSpec == 0 {
			spec = regC(pc, R)
		}
		m := t.Mark()
		t.Root(v)
		v = t.Format(v, spec)
		t.Unroot(m)
	}
	return result(t, pc, R, K, v, 1)
}
