package jit

import (
	"unsafe"

	"github.com/go-python/gopython/internal/abi"
)

// Offsets of fields that compiled code reads.
const (
	cellValue = int32(unsafe.Offsetof(abi.Cell{}.V))

	funcCode    = int32(unsafe.Offsetof(abi.Function{}.Code))
	funcName    = int32(unsafe.Offsetof(abi.Function{}.Name))
	funcQual    = int32(unsafe.Offsetof(abi.Function{}.Qualname))
	funcClosure = int32(unsafe.Offsetof(abi.Function{}.Closure))

	tupleLen   = int32(unsafe.Offsetof(abi.Tuple{}.Len))
	tupleItems = int32(unsafe.Sizeof(abi.Tuple{}))

	listLenOff   = int32(unsafe.Offsetof(abi.List{}.Len))
	listItemsOff = int32(unsafe.Offsetof(abi.List{}.Items))
	listCapOff   = int32(unsafe.Offsetof(abi.List{}.Cap))

	rangeCur  = int32(unsafe.Offsetof(abi.RangeIter{}.Cur))
	rangeLeft = int32(unsafe.Offsetof(abi.RangeIter{}.Left))
	rangeStep = int32(unsafe.Offsetof(abi.RangeIter{}.Step))

	seqSeq   = int32(unsafe.Offsetof(abi.SeqIter{}.Seq))
	seqIndex = int32(unsafe.Offsetof(abi.SeqIter{}.Index))

	dictKeyVer  = int32(unsafe.Offsetof(abi.Dict{}.KeyVer))
	dictEntries = int32(unsafe.Offsetof(abi.Dict{}.Entries))
	entryBytes  = int32(unsafe.Sizeof(abi.DictEntry{}))
	entryKey    = int32(unsafe.Offsetof(abi.DictEntry{}.Key))
	dictUsed    = int32(unsafe.Offsetof(abi.Dict{}.Used))
	entryValue  = int32(unsafe.Offsetof(abi.DictEntry{}.Value))

	complexRe   = int32(unsafe.Offsetof(abi.Complex{}.Re))
	complexIm   = int32(unsafe.Offsetof(abi.Complex{}.Im))
	setUsed     = int32(unsafe.Offsetof(abi.Set{}.Used))
	setTable    = int32(unsafe.Offsetof(abi.Set{}.Table))
	setEntryKey = int32(unsafe.Offsetof(abi.SetEntry{}.Key))

	iterDict  = int32(unsafe.Offsetof(abi.DictIter{}.Dict))
	iterIndex = int32(unsafe.Offsetof(abi.DictIter{}.Index))
	iterUsed  = int32(unsafe.Offsetof(abi.DictIter{}.Used))
	iterLeft  = int32(unsafe.Offsetof(abi.DictIter{}.Left))

	instAttrs = int32(unsafe.Offsetof(abi.Instance{}.Attrs))
	instSlots = int32(unsafe.Sizeof(abi.Instance{}))

	strLen  = int32(unsafe.Offsetof(abi.Str{}.Len))
	strData = int32(unsafe.Offsetof(abi.Str{}.Data))

	bytesLen  = int32(unsafe.Offsetof(abi.Bytes{}.Len))
	bytesData = int32(unsafe.Offsetof(abi.Bytes{}.Data))

	byteArrayLen  = int32(unsafe.Offsetof(abi.ByteArray{}.Len))
	byteArrayData = int32(unsafe.Offsetof(abi.ByteArray{}.Data))

	genFunc    = int32(unsafe.Offsetof(abi.Generator{}.Func))
	genFrame   = int32(unsafe.Offsetof(abi.Generator{}.Frame))
	genPC      = int32(unsafe.Offsetof(abi.Generator{}.PC))
	genOuter   = int32(unsafe.Offsetof(abi.Generator{}.Outer))
	genName    = int32(unsafe.Offsetof(abi.Generator{}.Name))
	genQual    = int32(unsafe.Offsetof(abi.Generator{}.Qual))
	itemsCap   = int32(unsafe.Offsetof(abi.Items{}.Cap))
	genYielded = int32(unsafe.Offsetof(abi.Generator{}.Yielded))
	genNext    = int32(unsafe.Offsetof(abi.Generator{}.Next))
	genHandled = int32(unsafe.Offsetof(abi.Generator{}.Handled))
	// genSize is where the registers of a suspended generator begin, in the
	// states of compiled code that has it open.
	genSize = int32(unsafe.Sizeof(abi.Generator{}))

	headerAux = int32(unsafe.Offsetof(abi.Header{}.Aux))
	kindShift = 8 * unsafe.Offsetof(abi.Header{}.Kind)
)

// maxLen bounds the length of any container: memory is smaller.
const maxLen = 1 << 40
