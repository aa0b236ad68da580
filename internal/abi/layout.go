package abi

import "unsafe"

// Layout tells the collector where the references of a kind are.
type Layout struct {
	Name string
	Size uintptr // fixed part, header included
	// Values and Bufs have bit i set when word i of the fixed part is a Value
	// or a Buf.
	Values, Bufs uint32
	// Slots: Header.Aux values follow the fixed part.
	Slots bool
	// Count is the word that holds the number of values that follow the fixed
	// part; 0 when none do.
	Count uint8
}

func bit(off uintptr) uint32 { return 1 << (off / Word) }

func valuesFrom(first, last uintptr) uint32 {
	var m uint32
	for off := first; off <= last; off += Word {
		m |= bit(off)
	}
	return m
}

// Layouts describes every kind.
var Layouts = [NumKinds]Layout{
	KindInstance:  {Name: "instance", Size: unsafe.Sizeof(Instance{}), Values: bit(unsafe.Offsetof(Instance{}.Attrs)), Slots: true},
	KindItems:     {Name: "items", Size: unsafe.Sizeof(Items{}), Count: uint8(unsafe.Offsetof(Items{}.Cap) / Word)},
	KindRaw:       {Name: "raw", Size: unsafe.Sizeof(Raw{})},
	KindInt64:     {Name: "int64", Size: unsafe.Sizeof(Int64{})},
	KindBigInt:    {Name: "bigint", Size: unsafe.Sizeof(BigInt{})},
	KindIntObject: {Name: "int object", Size: unsafe.Sizeof(IntObject{}), Values: bit(unsafe.Offsetof(IntObject{}.V))},
	KindFloat:     {Name: "float", Size: unsafe.Sizeof(Float{})},
	KindComplex:   {Name: "complex", Size: unsafe.Sizeof(Complex{})},
	KindStr:       {Name: "str", Size: unsafe.Sizeof(Str{}), Bufs: bit(unsafe.Offsetof(Str{}.Data))},
	KindBytes:     {Name: "bytes", Size: unsafe.Sizeof(Bytes{}), Bufs: bit(unsafe.Offsetof(Bytes{}.Data))},
	KindByteArray: {Name: "bytearray", Size: unsafe.Sizeof(ByteArray{}), Bufs: bit(unsafe.Offsetof(ByteArray{}.Data))},
	KindList:      {Name: "list", Size: unsafe.Sizeof(List{}), Bufs: bit(unsafe.Offsetof(List{}.Items))},
	KindTuple:     {Name: "tuple", Size: unsafe.Sizeof(Tuple{}), Count: uint8(unsafe.Offsetof(Tuple{}.Len) / Word)},
	KindDict: {Name: "dict", Size: unsafe.Sizeof(Dict{}),
		Bufs: bit(unsafe.Offsetof(Dict{}.Entries)) | bit(unsafe.Offsetof(Dict{}.Index))},
	KindSet: {Name: "set", Size: unsafe.Sizeof(Set{}), Bufs: bit(unsafe.Offsetof(Set{}.Table))},
	KindFunction: {Name: "function", Size: unsafe.Sizeof(Function{}),
		Values: valuesFrom(unsafe.Offsetof(Function{}.Code), unsafe.Offsetof(Function{}.Dict))},
	KindCode: {Name: "code", Size: unsafe.Sizeof(Code{}),
		Bufs: bit(unsafe.Offsetof(Code{}.Entry)) | bit(unsafe.Offsetof(Code{}.Consts))},
	KindCell: {Name: "cell", Size: unsafe.Sizeof(Cell{}), Values: bit(unsafe.Offsetof(Cell{}.V))},
	KindMethod: {Name: "method", Size: unsafe.Sizeof(Method{}),
		Values: bit(unsafe.Offsetof(Method{}.Func)) | bit(unsafe.Offsetof(Method{}.Self))},
	KindNative: {Name: "native", Size: unsafe.Sizeof(Native{}),
		Values: bit(unsafe.Offsetof(Native{}.Self)) | bit(unsafe.Offsetof(Native{}.Module))},
	KindGenerator: {Name: "generator", Size: unsafe.Sizeof(Generator{}),
		Values: bit(unsafe.Offsetof(Generator{}.Func)) | bit(unsafe.Offsetof(Generator{}.Sink)) |
			valuesFrom(unsafe.Offsetof(Generator{}.Yielded), unsafe.Offsetof(Generator{}.Qual)),
		Bufs: bit(unsafe.Offsetof(Generator{}.Frame))},
	KindType: {Name: "type", Size: unsafe.Sizeof(Type{}),
		Values: valuesFrom(unsafe.Offsetof(Type{}.Dict), unsafe.Offsetof(Type{}.Aux2))},
	KindRangeIter: {Name: "range iterator", Size: unsafe.Sizeof(RangeIter{})},
	KindSeqIter:   {Name: "sequence iterator", Size: unsafe.Sizeof(SeqIter{}), Values: bit(unsafe.Offsetof(SeqIter{}.Seq))},
	KindDictIter:  {Name: "dict iterator", Size: unsafe.Sizeof(DictIter{}), Values: bit(unsafe.Offsetof(DictIter{}.Dict))},
	KindSetIter:   {Name: "set iterator", Size: unsafe.Sizeof(DictIter{}), Values: bit(unsafe.Offsetof(DictIter{}.Dict))},
}

// Shape is an entry of the shape table, at ShapeBase + id*ShapeSize.
type Shape struct {
	Class  Value  // Type
	Fields uint32 // number of attributes the shape has
	Inline uint32 // of which that many at most are inside the object
	// Extra is the number of words a subclass of a builtin class has after the
	// fixed part (GCExtra): its dict, then its __slots__.
	Extra uint32
	Flags uint32
	_     [5]uint64
}

// ShapeSize is the distance between two entries of the shape table.
const ShapeSize = unsafe.Sizeof(Shape{})
