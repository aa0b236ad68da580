package runtime

import (
	"unsafe"

	"github.com/go-python/gopython/internal/abi"
)

var (
	dictKeyIterType          = iterSpec("dict_keyiterator", abi.KindDictIter, dictIterNext, dictIterHint)
	dictValueIterType        = iterSpec("dict_valueiterator", abi.KindDictIter, dictIterNext, dictIterHint)
	dictItemIterType         = iterSpec("dict_itemiterator", abi.KindDictIter, dictIterNext, dictIterHint)
	dictReverseKeyIterType   = iterSpec("dict_reversekeyiterator", abi.KindDictIter, dictReverseIterNext, dictIterHint)
	dictReverseValueIterType = iterSpec("dict_reversevalueiterator", abi.KindDictIter, dictReverseIterNext, dictIterHint)
	dictReverseItemIterType  = iterSpec("dict_reverseitemiterator", abi.KindDictIter, dictReverseIterNext, dictIterHint)
)

// newDictIter makes an iterator over the keys, values or items of a dict.
func (t *Thread) newDictIter(typ *Type, d Value, what uint16) Value {
	addr := t.Heap.Alloc(unsafe.Sizeof(abi.DictIter{}), abi.Header{Shape: typ.rootShape, Kind: abi.KindDictIter, Aux: what}.Word())
	it, o := abi.ObjAt[abi.DictIter](addr), abi.Obj[abi.Dict](d)
	it.Dict, it.Used, it.Left = d, o.Used, o.Used
	if typ == t.Types.DictReverseKeyIter || typ == t.Types.DictReverseValueIter || typ == t.Types.DictReverseItemIter {
		it.Index = o.Fill - 1
	}
	return abi.Ptr(addr)
}

// iterChanged raises RuntimeError for a container that changed while iterated
// over; the iterator goes on to do so.
func (t *Thread) iterChanged(it *abi.DictIter, text string) Value {
	it.Used = -1
	return t.Raise(t.Exc.RuntimeError, "%s", text)
}

func dictIterNext(t *Thread, v Value) Value {
	it := abi.Obj[abi.DictIter](v)
	if it.Dict == Unbound {
		return Unbound
	}
	o := abi.Obj[abi.Dict](it.Dict)
	if it.Used != o.Used {
		return t.iterChanged(it, "dictionary changed size during iteration")
	}
	for i := it.Index; i < o.Fill; i++ {
		if e := dictEntry(o, int(i)); e.Key != abi.Deleted {
			it.Index = i + 1
			return t.dictIterItem(it, e)
		}
	}
	it.Dict = Unbound
	return Unbound
}

func dictReverseIterNext(t *Thread, v Value) Value {
	it := abi.Obj[abi.DictIter](v)
	if it.Dict == Unbound {
		return Unbound
	}
	o := abi.Obj[abi.Dict](it.Dict)
	if it.Used != o.Used {
		return t.iterChanged(it, "dictionary changed size during iteration")
	}
	for i := min(it.Index, o.Fill-1); i >= 0; i-- {
		if e := dictEntry(o, int(i)); e.Key != abi.Deleted {
			it.Index = i - 1
			return t.dictIterItem(it, e)
		}
	}
	it.Dict = Unbound
	return Unbound
}

func (t *Thread) dictIterItem(it *abi.DictIter, e *abi.DictEntry) Value {
	if it.Left == 0 {
		it.Dict = Unbound
		return t.Raise(t.Exc.RuntimeError, "dictionary keys changed during iteration")
	}
	it.Left--
	switch it.Aux {
	case abi.IterKeys:
		return e.Key
	case abi.IterValues:
		return e.Value
	}
	return t.NewTuple2(e.Key, e.Value)
}

func dictIterHint(_ *Thread, v Value) Value {
	it := abi.Obj[abi.DictIter](v)
	if it.Dict == Unbound || it.Used != abi.Obj[abi.Dict](it.Dict).Used {
		return 0
	}
	return abi.SmallInt(it.Left)
}
