package runtime

import (
	"unsafe"

	"github.com/go-python/gopython/internal/abi"
)

var dictType = TypeSpec{
	Name: "dict", Kind: abi.KindDict,
	Doc: "A mapping. dict(mapping), dict(iterable of pairs), dict(name=value, ...).",
	New: &NativeDef{Name: "dict", Call: dictNew},
	Init: &NativeDef{Name: "dict", Call: func(t *Thread, _ Value, args []Value, kwnames Value) Value {
		return t.dictUpdateArgs("dict", args, kwnames)
	}},
	Slots: Slots{
		Repr:     dictRepr,
		Compare:  dictCompare,
		Iter:     func(t *Thread, v Value) Value { return t.newDictIter(t.Types.DictKeyIter, v, abi.IterKeys) },
		Len:      func(_ *Thread, v Value) (int, bool) { return DictLen(v), true },
		GetItem:  dictGetItem,
		SetItem:  dictSetItem,
		Contains: (*Thread).DictContains,
		Binary:   [NumBinOps]BinaryFunc{Or: dictOr},
		InPlace:  [NumBinOps]BinaryFunc{Or: dictInPlaceOr},
	},
	Methods: []*NativeDef{
		{Name: "clear", Sig: "self, /", Fn: func(t *Thread, a []Value) Value { t.DictClear(a[0]); return None }},
		{Name: "copy", Sig: "self, /", Fn: func(t *Thread, a []Value) Value { return t.DictCopy(a[0]) }},
		{Name: "fromkeys", Sig: "cls, iterable, value=None, /", Class: true, Fn: dictFromKeys},
		{Name: "get", Sig: "self, key, default=None, /", Fn: dictGetMethod},
		{Name: "items", Sig: "self, /", Fn: func(t *Thread, a []Value) Value { return t.NewRecord(t.Types.DictItems, a[0]) }},
		{Name: "keys", Sig: "self, /", Fn: func(t *Thread, a []Value) Value { return t.NewRecord(t.Types.DictKeys, a[0]) }},
		{Name: "pop", Sig: "self, key, default=None, /", Fn: dictPop},
		{Name: "popitem", Sig: "self, /", Fn: dictPopItem},
		{Name: "setdefault", Sig: "self, key, default=None, /", Fn: dictSetDefault},
		{Name: "update", Call: func(t *Thread, _ Value, args []Value, kwnames Value) Value {
			return t.dictUpdateArgs("update", args, kwnames)
		}},
		{Name: "values", Sig: "self, /", Fn: func(t *Thread, a []Value) Value { return t.NewRecord(t.Types.DictValues, a[0]) }},
		{Name: "__reversed__", Sig: "self, /", Fn: func(t *Thread, a []Value) Value {
			return t.newDictIter(t.Types.DictReverseKeyIter, a[0], abi.IterKeys)
		}},
		{Name: "__sizeof__", Sig: "self, /", Fn: func(t *Thread, a []Value) Value {
			o := abi.Obj[abi.Dict](a[0])
			return t.NewInt(int64(unsafe.Sizeof(*o)) + o.Fill*int64(dictEntryBytes) + (o.Mask+1)*4)
		}},
		aliasMethod(),
	},
}

func dictNew(t *Thread, _ Value, args []Value, _ Value) Value {
	return t.newDictOf(t.TypeFor(args[0]))
}

func (t *Thread) isExactDict(v Value) bool {
	return v.IsPtr() && v.Shape() == t.Types.Dict.rootShape
}

// unhashable gives the TypeError that hashing key raised the words for a
// container; other exceptions stay.
func (t *Thread) unhashable(key Value, what string) {
	exc := t.exc
	if exc == Unbound || t.TypeOf(exc) != t.Exc.TypeError {
		return
	}
	m := t.Mark()
	t.Root(exc)
	t.exc = Unbound
	text := t.Str(exc)
	if text != Raised {
		t.Raise(t.Exc.TypeError, "cannot use '%s' as %s (%s)", t.MessageName(t.TypeOf(key)), what, t.GoString(text))
	}
	t.Unroot(m)
}

// dictUpdateArgs is dict.update and dict.__init__ for args, self first.
func (t *Thread) dictUpdateArgs(name string, args []Value, kwnames Value) Value {
	n := len(args)
	if kwnames != Unbound {
		n -= len(abi.TupleItems(kwnames))
	}
	if n > 2 {
		return t.Raise(t.Exc.TypeError, "%s expected at most 1 argument, got %d", name, n-1)
	}
	if n == 2 && !t.DictUpdate(args[0], args[1]) {
		return Raised
	}
	for i, x := range args[n:] {
		t.DictSetStr2(args[0], abi.TupleItems(kwnames)[i], x)
	}
	return None
}

// DictSetStr2 sets a str key of a dict that may hold any keys.
func (t *Thread) DictSetStr2(d, key, v Value) {
	if abi.Obj[abi.Dict](d).Aux&abi.DictStrKeys != 0 {
		t.DictSetStr(d, key, v)
		return
	}
	t.DictSet(d, key, v)
}

// DictUpdate is dict.update(other): a mapping or an iterable of pairs.
func (t *Thread) DictUpdate(d, other Value) bool {
	if t.isExactDict(other) {
		return t.dictMerge(d, other, true)
	}
	if other.IsKind(abi.KindDict) && t.TypeOf(other).Slots.Iter != nil && sameUnary(t.TypeOf(other).Slots.Iter, t.Types.Dict.Slots.Iter) {
		return t.dictMerge(d, other, true)
	}
	keys := t.GetAttrOpt(other, t.names.Keys)
	switch keys {
	case Raised:
		return false
	case Unbound:
		return t.dictUpdatePairs(d, other)
	}
	m := t.Mark()
	defer t.Unroot(m)
	t.Root(keys)
	if keys = t.Call(keys); keys == Raised {
		return false
	}
	t.Root(keys)
	l, ok := t.loop(keys)
	if !ok {
		return false
	}
	defer l.end()
	for {
		key := l.item()
		if key == Unbound {
			return true
		}
		if key == Raised {
			return false
		}
		v := t.GetItem(other, key)
		if v == Raised || !t.dictSetHeld(d, key, v) {
			return false
		}
	}
}

// dictSetHeld is DictSet for a value that nothing else keeps alive.
func (t *Thread) dictSetHeld(d, key, v Value) bool {
	m := t.Mark()
	t.Root(v)
	ok := t.DictSet(d, key, v)
	t.Unroot(m)
	return ok
}

func (t *Thread) dictUpdatePairs(d, other Value) bool {
	l, ok := t.loop(other)
	if !ok {
		return false
	}
	defer l.end()
	for n := 0; ; n++ {
		pair := l.item()
		if pair == Unbound {
			return true
		}
		if pair == Raised {
			return false
		}
		m := t.Mark()
		items, exact := t.seqArg(pair)
		if !exact {
			list := t.pairList(pair)
			if list == Raised {
				return false
			}
			t.Root(list)
			items = abi.ListItems(list)
		}
		if len(items) != 2 {
			t.Raise(t.Exc.ValueError, "dictionary update sequence element #%d has length %d; 2 is required", n, len(items))
			return false
		}
		key, v := t.Root(items[0]), t.Root(items[1])
		ok := t.DictSet(d, key, v)
		t.Unroot(m)
		if !ok {
			return false
		}
	}
}

func (t *Thread) pairList(pair Value) Value {
	if typ := t.TypeOf(pair); typ.Slots.Iter == nil && !t.isSequence(typ) {
		return t.Raise(t.Exc.TypeError, "object is not iterable")
	}
	return t.newListOf(pair)
}

// dictMerge sets the items of src, a dict, in d.
func (t *Thread) dictMerge(d, src Value, override bool) bool {
	if d == src {
		return true
	}
	s, o := abi.Obj[abi.Dict](src), abi.Obj[abi.Dict](d)
	if s.Used == 0 {
		return true
	}
	if o.Used == 0 {
		t.dictFillFrom(d, src)
		return true
	}
	for i := 0; i < int(s.Fill); i++ {
		e := dictEntry(s, i)
		if e.Key == abi.Deleted {
			continue
		}
		if !t.dictMergeEntry(d, e.Key, e.Value, e.Hash.Int(), override) {
			return false
		}
	}
	return true
}

func (t *Thread) dictMergeEntry(d, key, v Value, hash int64, override bool) bool {
	m := t.Mark()
	t.Root(key)
	t.Root(v)
	ok := t.dictSetHash(d, key, v, hash, override)
	t.Unroot(m)
	return ok
}

// dictSetHash sets a key whose hash is known.
func (t *Thread) dictSetHash(d, key, v Value, hash int64, override bool) bool {
	i, ok := t.dictFindHash(d, key, hash)
	if !ok {
		return false
	}
	if i < 0 {
		t.dictInsert(d, key, v, hash)
	} else if override {
		o := abi.Obj[abi.Dict](d)
		dictEntry(o, i).Value = v
		t.Heap.Barrier(o.Entries - abi.BufHeader)
		if o.Aux&abi.DictGuarded != 0 {
			t.globalSet(d, dictEntry(o, i).Key, v)
		}
	}
	return true
}

// dictFillFrom makes d, which is empty, hold the items of src.
func (t *Thread) dictFillFrom(d, src Value) {
	s, o := abi.Obj[abi.Dict](src), abi.Obj[abi.Dict](d)
	t.dictResize(d, int(s.Used))
	n := 0
	for i := 0; i < int(s.Fill); i++ {
		e := dictEntry(s, i)
		if e.Key == abi.Deleted {
			continue
		}
		*dictEntry(o, n) = *e
		n++
		if o.Mask >= 0 {
			indexAdd(o, e.Hash.Int(), uint32(n))
		}
	}
	o.Fill, o.Used = int64(n), int64(n)
	o.Aux = o.Aux&^abi.DictStrKeys | s.Aux&abi.DictStrKeys
	t.dictKeysChanged(o)
}

// DictCopy makes an exact dict with the items of d.
func (t *Thread) DictCopy(d Value) Value {
	r := t.NewDict()
	if DictLen(d) > 0 {
		t.dictFillFrom(r, d)
	}
	return r
}

// DictClear removes all items.
func (t *Thread) DictClear(d Value) {
	o := abi.Obj[abi.Dict](d)
	o.Used, o.Fill, o.Entries, o.Index, o.Mask = 0, 0, 0, 0, -1
	o.Aux |= abi.DictStrKeys
	t.dictKeysChanged(o)
}

// DictContains is key in d.
func (t *Thread) DictContains(d, key Value) (yes, ok bool) {
	i, _, ok := t.dictFind(d, key)
	return i >= 0, ok
}

func dictGetItem(t *Thread, d, key Value) Value {
	v := t.DictGet(d, key)
	if v != Unbound {
		return v
	}
	if typ := t.TypeOf(d); typ != t.Types.Dict {
		if r, found := t.CallSpecial(d, t.names.Missing, key); found {
			return r
		}
	}
	return t.RaiseKey(key)
}

func dictSetItem(t *Thread, d, key, v Value) bool {
	if v != Unbound {
		return t.DictSet(d, key, v)
	}
	found, ok := t.DictDel(d, key)
	if ok && !found {
		t.RaiseKey(key)
	}
	return ok && found
}

func dictGetMethod(t *Thread, a []Value) Value {
	v := t.DictGet(a[0], a[1])
	if v != Unbound {
		return v
	}
	if a[2] == Unbound {
		return None
	}
	return a[2]
}

func dictPop(t *Thread, a []Value) Value {
	o := abi.Obj[abi.Dict](a[0])
	i := -1
	if o.Used > 0 { // else not even hashed
		ok := false
		if i, _, ok = t.dictFind(a[0], a[1]); !ok {
			return Raised
		}
	}
	if i < 0 {
		if a[2] == Unbound {
			return t.RaiseKey(a[1])
		}
		return a[2]
	}
	v := dictEntry(o, i).Value
	t.dictRemove(o, i)
	return v
}

func dictPopItem(t *Thread, a []Value) Value {
	o := abi.Obj[abi.Dict](a[0])
	if o.Used == 0 {
		return t.Raise(t.Exc.KeyError, "popitem(): dictionary is empty")
	}
	i := int(o.Fill) - 1
	for dictEntry(o, i).Key == abi.Deleted {
		i--
	}
	e := dictEntry(o, i)
	r := t.NewTuple2(e.Key, e.Value)
	t.dictRemove(o, i)
	return r
}

func dictSetDefault(t *Thread, a []Value) Value {
	i, hash, ok := t.dictFind(a[0], a[1])
	if !ok {
		return Raised
	}
	if i >= 0 {
		return DictEntryAt(a[0], i).Value
	}
	if a[2] == Unbound {
		a[2] = None
	}
	t.dictInsert(a[0], a[1], a[2], hash)
	return a[2]
}

func dictFromKeys(t *Thread, a []Value) Value {
	m := t.Mark()
	defer t.Unroot(m)
	if a[2] == Unbound {
		a[2] = None
	}
	d := t.Call(a[0])
	if d == Raised {
		return Raised
	}
	t.Root(d)
	l, ok := t.loop(a[1])
	if !ok {
		return Raised
	}
	exact := t.isExactDict(d)
	for {
		key := l.item()
		if key == Unbound {
			return d
		}
		if key == Raised {
			return Raised
		}
		if exact {
			ok = t.DictSet(d, key, a[2])
		} else {
			ok = t.SetItem(d, key, a[2])
		}
		if !ok {
			return Raised
		}
	}
}

func dictRepr(t *Thread, v Value) Value {
	if DictLen(v) == 0 {
		return t.NewStr("{}")
	}
	if !t.reprEnter(v) {
		return t.NewStr("{...}")
	}
	defer t.reprLeave(v)
	buf := []byte{'{'}
	for i := 0; i < DictFill(v); i++ {
		e := DictEntryAt(v, i)
		if e.Key == abi.Deleted {
			continue
		}
		key, x := e.Key, e.Value
		if len(buf) > 1 {
			buf = append(buf, ", "...)
		}
		m := t.Mark()
		t.Root(x)
		var ok bool
		if buf, ok = t.appendReprItem(buf, key); ok {
			buf = append(buf, ": "...)
			buf, ok = t.appendReprItem(buf, x)
		}
		t.Unroot(m)
		if !ok {
			return Raised
		}
	}
	return t.NewStr(string(append(buf, '}')))
}

func dictCompare(t *Thread, a, b Value, op CompareOp) Value {
	if op != EQ && op != NE || !a.IsKind(abi.KindDict) || !b.IsKind(abi.KindDict) {
		return NotImplemented
	}
	same, ok := t.dictEqual(a, b)
	return boolValue(same == (op == EQ), ok)
}

func (t *Thread) dictEqual(a, b Value) (same, ok bool) {
	if DictLen(a) != DictLen(b) {
		return false, true
	}
	m := t.Mark()
	defer t.Unroot(m)
	for i := 0; i < DictFill(a); i++ {
		e := DictEntryAt(a, i)
		if e.Key == abi.Deleted {
			continue
		}
		x := e.Value
		t.Unroot(m)
		t.Root(x)
		j, ok := t.dictFindHash(b, t.Root(e.Key), e.Hash.Int())
		if !ok || j < 0 {
			return false, ok
		}
		if same, ok = t.equalItems(x, DictEntryAt(b, j).Value); !ok || !same {
			return false, ok
		}
	}
	return true, true
}

func dictOr(t *Thread, a, b Value) Value {
	if !a.IsKind(abi.KindDict) || !b.IsKind(abi.KindDict) {
		return NotImplemented
	}
	m := t.Mark()
	defer t.Unroot(m)
	r := t.Root(t.DictCopy(a))
	if !t.DictUpdate(r, b) {
		return Raised
	}
	return r
}

func dictInPlaceOr(t *Thread, a, b Value) Value {
	if !t.DictUpdate(a, b) {
		return Raised
	}
	return a
}
