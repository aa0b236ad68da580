package runtime

import "github.com/go-python/gopython/internal/abi"

// Finding items of lists and tuples.

// findItem returns the index of the first item of v from lo that equals x, -1
// when there is none before hi. items views the items anew after Python code ran.
func (t *Thread) findItem(v, x Value, lo, hi int, items func(Value) []Value) (int, bool) {
	hi = min(hi, len(items(v)))
	switch {
	case x.IsInt():
		return t.findInt(v, x, lo, hi, items)
	case t.IsExactStr(x):
		return t.findStrItem(v, x, lo, hi, items)
	case x.IsKind(abi.KindInstance) && t.traits(t.TypeOf(x)).identityEq:
		return t.findInstance(v, x, lo, hi, items)
	}
	return t.findAny(v, x, lo, hi, items)
}

func (t *Thread) findAny(v, x Value, lo, hi int, items func(Value) []Value) (int, bool) {
	all := items(v)
	for i := lo; i < min(hi, len(all)); i++ {
		if y := all[i]; y == x {
			return i, true
		} else if same, ok := t.equalItems(y, x); !ok || same {
			return i, ok
		}
		all = items(v)
	}
	return -1, true
}

// findInstance finds an object that says nothing about what equals it.
func (t *Thread) findInstance(v, x Value, lo, hi int, items func(Value) []Value) (int, bool) {
	all := items(v)
	plain := x.Shape() // the last shape that was found to be of such a class
	for i := lo; i < min(hi, len(all)); i++ {
		y := all[i]
		if y == x {
			return i, true
		}
		if !y.IsPtr() || y.Shape() == plain {
			continue
		}
		if y.Kind() == abi.KindInstance && t.traits(t.TypeOf(y)).identityEq {
			plain = y.Shape()
			continue
		}
		if same, ok := t.equalItems(y, x); !ok || same {
			return i, ok
		}
		if !t.traits(t.TypeOf(x)).identityEq {
			return t.findAny(v, x, i+1, hi, items)
		}
		all, plain = items(v), x.Shape()
	}
	return -1, true
}

func (t *Thread) findInt(v, x Value, lo, hi int, items func(Value) []Value) (int, bool) {
	all := items(v)
	for i := lo; i < min(hi, len(all)); i++ {
		y := all[i]
		if y == x {
			return i, true
		}
		if y.IsInt() {
			continue
		}
		same, ok := t.equalItems(y, x)
		if !ok || same {
			return i, ok
		}
		all = items(v)
	}
	return -1, true
}

func (t *Thread) findStrItem(v, x Value, lo, hi int, items func(Value) []Value) (int, bool) {
	all := items(v)
	for i := lo; i < min(hi, len(all)); i++ {
		y := all[i]
		if y == x {
			return i, true
		}
		if t.IsExactStr(y) {
			if StrEqual(x, y) {
				return i, true
			}
			continue
		}
		if !y.IsPtr() {
			continue
		}
		same, ok := t.equalItems(y, x)
		if !ok || same {
			return i, ok
		}
		all = items(v)
	}
	return -1, true
}

func listContains(t *Thread, v, x Value) (bool, bool) {
	i, ok := t.findItem(v, x, 0, maxSize, abi.ListItems)
	return i >= 0 && ok, ok
}

func listIndex(t *Thread, a []Value) Value {
	lo, hi, ok := t.SearchBounds(a[2], a[3], int(abi.Obj[abi.List](a[0]).Len))
	if !ok {
		return Raised
	}
	if a[3] == Unbound {
		hi = maxSize
	}
	i, ok := t.listIndex(a[0], a[1], lo, hi)
	if !ok {
		return Raised
	}
	return t.NewInt(int64(i))
}

func (t *Thread) listIndex(list, x Value, lo, hi int) (int, bool) {
	i, ok := t.findItem(list, x, lo, hi, abi.ListItems)
	if ok && i < 0 {
		t.Raise(t.Exc.ValueError, "list.index(x): x not in list")
		return 0, false
	}
	return i, ok
}

// ListIndex is list.index(x).
func (t *Thread) ListIndex(list, x Value) (int, bool) {
	from := 0
	if x.IsPtr() && t.byIdentity(x) {
		items := abi.ListItems(list)
		for from < len(items) {
			y := items[from]
			if y == x {
				return from, true
			}
			if y.IsPtr() && !t.byIdentity(y) {
				break
			}
			from++
		}
	}
	return t.listIndex(list, x, from, maxSize)
}

// byIdentity reports whether the object v equals itself only, as far as it is to
// say. It may say no when it is known only by Thread.traits.
func (t *Thread) byIdentity(v Value) bool {
	typ := t.shapeTypes[v.Shape()]
	return typ.identityEq && typ.traitsVersion == typ.version
}

func listCount(t *Thread, a []Value) Value {
	return t.countItems(a[0], a[1], abi.ListItems)
}

func (t *Thread) countItems(v, x Value, items func(Value) []Value) Value {
	n := 0
	for i := 0; ; n++ {
		j, ok := t.findItem(v, x, i, maxSize, items)
		if !ok {
			return Raised
		}
		if j < 0 {
			return t.NewInt(int64(n))
		}
		i = j + 1
	}
}
