package runtime

import (
	"math/big"
	"unsafe"

	"github.com/go-python/gopython/internal/abi"
)

// newItems allocates storage for n values, all Unbound, and returns the
// address of the first.
func (iso *Isolate) newItems(n int) abi.Buf {
	addr := iso.Heap.Alloc(abi.BufHeader+uintptr(n)*abi.Word, abi.Header{Kind: abi.KindItems}.Word())
	abi.ObjAt[abi.Items](addr).Cap = int64(n)
	fillUnbound(addr+abi.BufHeader, n)
	return addr + abi.BufHeader
}

// fillUnbound makes the n values at addr Unbound.
func fillUnbound(addr uintptr, n int) {
	have := min(n, 32)
	vs := abi.Values(addr, have)
	for i := range vs {
		vs[i] = Unbound
	}
	for have < n { // what there is once more
		more := min(have, n-have)
		abi.CopyValues(addr+uintptr(have)*abi.Word, abi.Values(addr, more))
		have += more
	}
}

// newItemsZero is newItems without the filling: all values are the int 0.
func (iso *Isolate) newItemsZero(n int) abi.Buf {
	addr := iso.Heap.Alloc(abi.BufHeader+uintptr(n)*abi.Word, abi.Header{Kind: abi.KindItems}.Word())
	abi.ObjAt[abi.Items](addr).Cap = int64(n)
	return addr + abi.BufHeader
}

// newItemsRaw is newItems without the filling, which is up to the caller: large
// storage has anything in it.
func (iso *Isolate) newItemsRaw(n int) abi.Buf {
	addr := iso.Heap.AllocRaw(abi.BufHeader+uintptr(n)*abi.Word, abi.Header{Kind: abi.KindItems}.Word())
	abi.ObjAt[abi.Items](addr).Cap = int64(n)
	return addr + abi.BufHeader
}

// newRaw allocates n zero bytes and returns the address of the first.
func (iso *Isolate) newRaw(n int) abi.Buf {
	addr := iso.Heap.Alloc(abi.BufHeader+uintptr(n), abi.Header{Kind: abi.KindRaw}.Word())
	abi.ObjAt[abi.Raw](addr).Cap = int64(n)
	return addr + abi.BufHeader
}

// allocObject allocates an object of the fixed layout of typ.Kind, with room
// for the words a subclass adds.
func (iso *Isolate) allocObject(typ *Type, size uintptr, aux uint16) uintptr {
	h := abi.Header{Shape: typ.rootShape, Kind: typ.Kind, Aux: aux}
	extra := int(typ.extraWords())
	if extra == 0 {
		return iso.Heap.Alloc(size, h.Word())
	}
	h.GC |= abi.GCExtra
	addr := iso.Heap.Alloc(size+uintptr(extra)*abi.Word, h.Word())
	iso.clearExtra(addr+size, extra)
	return addr
}

// extraField returns word i behind the fixed part of an instance of a subclass
// of a builtin kind: 0 is its dict, the __slots__ follow.
func extraField(v Value, i int) *Value {
	addr := v.Addr()
	size := abi.Layouts[v.Kind()].Size
	if v.Kind() == abi.KindTuple {
		size += uintptr(abi.Obj[abi.Tuple](v).Len) * abi.Word
	}
	return &abi.Values(addr+size, i+1)[i]
}

// NewInstance makes an instance of a class of kind KindInstance: all slots Unbound.
func (iso *Isolate) NewInstance(typ *Type) Value {
	n := uintptr(typ.inlineCap())
	addr := iso.Heap.Alloc(instanceSize+n*abi.Word, abi.Header{Shape: typ.rootShape, Kind: abi.KindInstance, Aux: uint16(n)}.Word())
	abi.Store(addr+instanceSize-abi.Word, Unbound)
	for i := uintptr(0); i < n; i++ {
		abi.Store(addr+instanceSize+i*abi.Word, Unbound)
	}
	return abi.Ptr(addr)
}

// NewRecord makes an instance of a builtin class with its first fields set.
func (iso *Isolate) NewRecord(typ *Type, fields ...Value) Value {
	v := iso.NewInstance(typ)
	for i, x := range fields {
		abi.Store(v.Addr()+instanceSize+uintptr(i)*abi.Word, x)
	}
	return v
}

// NewTuple makes a tuple of a copy of items.
func (iso *Isolate) NewTuple(items []Value) Value {
	if len(items) == 0 && iso.EmptyTuple != Unbound {
		return iso.EmptyTuple
	}
	v := iso.allocTuple(iso.Types.Tuple, len(items))
	abi.CopyValues(v.Addr()+unsafe.Sizeof(abi.Tuple{}), items)
	return v
}

// NewTuple2 makes a pair.
func (iso *Isolate) NewTuple2(a, b Value) Value {
	v := iso.allocTuple(iso.Types.Tuple, 2)
	items := abi.TupleItems(v)
	items[0], items[1] = a, b
	return v
}

// allocTuple makes a tuple of n items that are all the int 0 for now.
func (iso *Isolate) allocTuple(typ *Type, n int) Value {
	addr := iso.allocObject(typ, unsafe.Sizeof(abi.Tuple{})+uintptr(n)*abi.Word, 0)
	abi.ObjAt[abi.Tuple](addr).Len = int64(n)
	return abi.Ptr(addr)
}

// NewList makes a list of a copy of items.
func (iso *Isolate) NewList(items []Value) Value {
	v := iso.allocListRaw(len(items))
	abi.CopyValues(abi.Obj[abi.List](v).Items, items)
	abi.Obj[abi.List](v).Aux = listKind(items)
	return v
}

// allocList makes a list of n items that are all the int 0 for now.
func (iso *Isolate) allocList(typ *Type, n int) Value {
	v := abi.Ptr(iso.allocObject(typ, unsafe.Sizeof(abi.List{}), 0))
	if n > 0 {
		l := abi.Obj[abi.List](v)
		l.Items, l.Len, l.Cap = iso.newItemsZero(n), int64(n), int64(n)
	}
	return v
}

// allocListRaw makes a list of n items, all of which the caller stores before
// anything else happens.
func (iso *Isolate) allocListRaw(n int) Value {
	v := abi.Ptr(iso.allocObject(iso.Types.List, unsafe.Sizeof(abi.List{}), 0))
	if n > 0 {
		l := abi.Obj[abi.List](v)
		l.Items, l.Len, l.Cap = iso.newItemsRaw(n), int64(n), int64(n)
	}
	return v
}

// listKind returns the ListFlags that hold for items.
func listKind(items []Value) uint16 {
	if len(items) == 0 {
		return 0
	}
	f := valueListKind(items[0])
	for _, v := range items[1:] {
		if f == 0 {
			return 0
		}
		f &= valueListKind(v)
	}
	return f
}

func valueListKind(v Value) uint16 {
	switch {
	case v.IsInt():
		return abi.ListInts
	case v.IsFloat():
		return abi.ListFloats
	case v.IsBool():
		return abi.ListBools
	}
	return 0
}

// NewFloat makes a float.
func (iso *Isolate) NewFloat(f float64) Value {
	if v, ok := abi.WordFloat(f); ok {
		return v
	}
	addr := iso.Heap.AllocLeaf(unsafe.Sizeof(abi.Float{}), abi.Header{Shape: iso.Types.Float.rootShape, Kind: abi.KindFloat}.Word())
	abi.ObjAt[abi.Float](addr).V = f
	return abi.Ptr(addr)
}

// NewComplex makes a complex number.
func (iso *Isolate) NewComplex(c complex128) Value {
	addr := iso.Heap.AllocLeaf(unsafe.Sizeof(abi.Complex{}), abi.Header{Shape: iso.Types.Complex.rootShape, Kind: abi.KindComplex}.Word())
	o := abi.ObjAt[abi.Complex](addr)
	o.Re, o.Im = real(c), imag(c)
	return abi.Ptr(addr)
}

// NewInt makes an int.
func (iso *Isolate) NewInt(i int64) Value {
	if abi.FitsInt(i) {
		return abi.SmallInt(i)
	}
	addr := iso.Heap.AllocLeaf(unsafe.Sizeof(abi.Int64{}), abi.Header{Shape: iso.Types.Int.rootShape, Kind: abi.KindInt64}.Word())
	abi.ObjAt[abi.Int64](addr).V = i
	return abi.Ptr(addr)
}

// NewUint makes an int.
func (iso *Isolate) NewUint(u uint64) Value {
	if u>>63 == 0 {
		return iso.NewInt(int64(u))
	}
	v, digits := iso.allocBig(1)
	digits[0] = u
	return v
}

// allocBig makes a positive big int of n digits, to be filled in. The caller
// guarantees that it is normalised: the top digit is not zero and the value
// does not fit an int64.
func (iso *Isolate) allocBig(n int) (Value, []uint64) {
	addr := iso.Heap.AllocRaw(unsafe.Sizeof(abi.BigInt{})+uintptr(n)*8, abi.Header{Shape: iso.Types.Int.rootShape, Kind: abi.KindBigInt}.Word())
	abi.ObjAt[abi.BigInt](addr).Size = int64(n)
	return abi.Ptr(addr), abi.Uint64s(addr+unsafe.Sizeof(abi.BigInt{}), n)
}

// NewBig makes an int of a copy of b.
func (iso *Isolate) NewBig(b *big.Int) Value {
	if b.IsInt64() {
		return iso.NewInt(b.Int64())
	}
	words := b.Bits()
	v, digits := iso.allocBig((len(words)*wordBits + 63) / 64)
	if wordBits == 64 {
		copy(digits, unsafe.Slice((*uint64)(unsafe.Pointer(unsafe.SliceData(words))), len(words)))
	} else {
		clear(digits)
		for i, w := range words {
			digits[i*wordBits/64] |= uint64(w) << (i * wordBits % 64)
		}
	}
	if b.Sign() < 0 {
		o := abi.Obj[abi.BigInt](v)
		o.Size = -o.Size
	}
	return v
}

const wordBits = 32 << (^big.Word(0) >> 63)

// NewCell makes a cell.
func (iso *Isolate) NewCell(v Value) Value {
	addr := iso.Heap.Alloc(unsafe.Sizeof(abi.Cell{}), abi.Header{Shape: iso.Types.Cell.rootShape, Kind: abi.KindCell}.Word())
	abi.ObjAt[abi.Cell](addr).V = v
	return abi.Ptr(addr)
}

// NewMethod binds a callable to its first argument.
func (iso *Isolate) NewMethod(fn, self Value) Value {
	addr := iso.Heap.Alloc(unsafe.Sizeof(abi.Method{}), abi.Header{Shape: iso.Types.Method.rootShape, Kind: abi.KindMethod}.Word())
	o := abi.ObjAt[abi.Method](addr)
	o.Func, o.Self = fn, self
	return abi.Ptr(addr)
}
