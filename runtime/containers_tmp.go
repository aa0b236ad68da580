package runtime

import "github.com/go-python/gopython/internal/abi"

var dictType = TypeSpec{Name: "dict", Kind: abi.KindDict}
var setType = TypeSpec{Name: "set", Kind: abi.KindSet}
var frozenSetType = TypeSpec{Name: "frozenset", Kind: abi.KindSet}
var rangeType = TypeSpec{Name: "range", Hidden: 4, Final: true}
var dictKeysType = TypeSpec{Name: "dict_keys", Hidden: 1, Final: true, NoNew: true}
var dictValuesType = TypeSpec{Name: "dict_values", Hidden: 1, Final: true, NoNew: true}
var dictItemsType = TypeSpec{Name: "dict_items", Hidden: 1, Final: true, NoNew: true}
var listIterType = TypeSpec{Name: "list_iterator", Kind: abi.KindSeqIter, Final: true, NoNew: true}
var listReverseIterType = TypeSpec{Name: "list_reverseiterator", Kind: abi.KindSeqIter, Final: true, NoNew: true}
var tupleIterType = TypeSpec{Name: "tuple_iterator", Kind: abi.KindSeqIter, Final: true, NoNew: true}
var strIterType = TypeSpec{Name: "str_ascii_iterator", Kind: abi.KindSeqIter, Final: true, NoNew: true}
var bytesIterType = TypeSpec{Name: "bytes_iterator", Kind: abi.KindSeqIter, Final: true, NoNew: true}
var byteArrayIterType = TypeSpec{Name: "bytearray_iterator", Kind: abi.KindSeqIter, Final: true, NoNew: true}
var seqIterType = TypeSpec{Name: "iterator", Kind: abi.KindSeqIter, Final: true, NoNew: true}
var callableIterType = TypeSpec{Name: "callable_iterator", Hidden: 2, Final: true, NoNew: true}
var rangeIterType = TypeSpec{Name: "range_iterator", Kind: abi.KindRangeIter, Final: true, NoNew: true}
var longRangeIterType = TypeSpec{Name: "longrange_iterator", Hidden: 3, Final: true, NoNew: true}
var dictKeyIterType = TypeSpec{Name: "dict_keyiterator", Kind: abi.KindDictIter, Final: true, NoNew: true}
var dictValueIterType = TypeSpec{Name: "dict_valueiterator", Kind: abi.KindDictIter, Final: true, NoNew: true}
var dictItemIterType = TypeSpec{Name: "dict_itemiterator", Kind: abi.KindDictIter, Final: true, NoNew: true}
var dictReverseKeyIterType = TypeSpec{Name: "dict_reversekeyiterator", Kind: abi.KindDictIter, Final: true, NoNew: true}
var dictReverseValueIterType = TypeSpec{Name: "dict_reversevalueiterator", Kind: abi.KindDictIter, Final: true, NoNew: true}
var dictReverseItemIterType = TypeSpec{Name: "dict_reverseitemiterator", Kind: abi.KindDictIter, Final: true, NoNew: true}
var setIterType = TypeSpec{Name: "set_iterator", Kind: abi.KindSetIter, Final: true, NoNew: true}
var enumerateType = TypeSpec{Name: "enumerate", Hidden: 2}
var zipType = TypeSpec{Name: "zip", Hidden: 2}
var mapType = TypeSpec{Name: "map", Hidden: 3}
var filterType = TypeSpec{Name: "filter", Hidden: 2}
var reversedType = TypeSpec{Name: "reversed", Hidden: 2}
var builtinFuncsIter = []*NativeDef{}

func (t *Thread) NewSet(items []Value) Value                         { panic("not yet") }
func (t *Thread) NewFrozenSet(items []Value) Value                   { panic("not yet") }
func (t *Thread) SetAdd(set, v Value) bool                           { panic("not yet") }
func (t *Thread) SetContains(set, v Value) (yes, ok bool)            { panic("not yet") }
func (t *Thread) SetUpdate(set, iterable Value) bool                 { panic("not yet") }
func (t *Thread) NewSeqIter(v Value) Value                           { panic("not yet") }
func (t *Thread) DictUpdate(d, other Value) bool                     { panic("not yet") }
func (t *Thread) DictCopy(d Value) Value                             { panic("not yet") }
func (t *Thread) NewRange(start, stop, step Value) Value             { panic("not yet") }

func wordRange(v Value) (first, step int64, n int, word bool) { return 0, 0, 0, false }
