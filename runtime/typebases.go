package runtime

import "github.com/go-python/gopython/internal/abi"

// solidBase returns the class along the line of Base that determines the
// layout of typ's instances.
func solidBase(typ *Type) *Type {
	for typ.Base != nil && typ.Kind == typ.Base.Kind && typ.Hidden == typ.Base.Hidden {
		typ = typ.Base
	}
	return typ
}

// bestBase chooses the base whose layout a new class extends; nil after an
// exception.
func (t *Thread) bestBase(bases []*Type) *Type {
	var base, winner *Type
	for _, b := range bases {
		if b.Final {
			t.Raise(t.Exc.TypeError, "type '%s' is not an acceptable base type", b.Name)
			return nil
		}
		solid := solidBase(b)
		switch {
		case winner == nil || winner != solid && solid.IsSubtype(winner):
			winner, base = solid, b
		case winner.IsSubtype(solid):
		default:
			t.Raise(t.Exc.TypeError, "multiple bases have instance lay-out conflict")
			return nil
		}
	}
	return base
}

// calculateMeta returns the most derived of meta and the metaclasses of the
// bases; nil after an exception.
func (t *Thread) calculateMeta(meta *Type, bases []Value) *Type {
	for _, b := range bases {
		m := t.TypeOf(b)
		if meta.IsSubtype(m) {
			continue
		}
		if !m.IsSubtype(meta) {
			t.Raise(t.Exc.TypeError, "metaclass conflict: the metaclass of a derived class must be a (non-strict) subclass of the metaclasses of all its bases")
			return nil
		}
		meta = m
	}
	return meta
}

// typeMRO computes the MRO of an existing class, by its metaclass's mro() when
// that is overridden.
func (t *Thread) typeMRO(typ *Type) ([]*Type, bool) {
	if t.Lookup(typ.Meta, t.names.MRO) == t.TypeAttr(t.Types.Type, t.names.MRO) {
		return t.computeMRO(typ)
	}
	m := t.Mark()
	defer t.Unroot(m)
	t.Root(typ.Obj)
	r, _ := t.CallSpecial(typ.Obj, t.names.MRO)
	if r == Raised {
		return nil, false
	}
	if r = t.TupleOf(t.Root(r)); r == Raised {
		return nil, false
	}
	solid := solidBase(typ)
	var mro []*Type
	for _, v := range abi.TupleItems(r) {
		b := t.TypeFor(v)
		if b == nil {
			t.Raise(t.Exc.TypeError, "mro() returned a non-class ('%s')", t.TypeName(v))
			return nil, false
		}
		if !solid.IsSubtype(solidBase(b)) {
			t.Raise(t.Exc.TypeError, "mro() returned base with unsuitable layout ('%s')", b.Name)
			return nil, false
		}
		mro = append(mro, b)
	}
	return mro, true
}

// setMRO makes mro that of typ, in Go and in Python.
func (t *Thread) setMRO(typ *Type, mro []*Type) {
	typ.MRO = mro
	t.store(typ.Obj, &abi.Obj[abi.Type](typ.Obj).MRO, t.typeTuple(mro))
}

// setBases is `typ.__bases__ = v`.
func setBases(t *Thread, self, v Value) bool {
	typ := t.TypeFor(self)
	if !t.checkMutable(typ, "__bases__", v) {
		return false
	}
	if !v.IsKind(abi.KindTuple) {
		t.Raise(t.Exc.TypeError, "can only assign tuple to %s.__bases__, not %s", typ.Name, t.TypeName(v))
		return false
	}
	items := abi.TupleItems(v)
	if len(items) == 0 {
		t.Raise(t.Exc.TypeError, "can only assign non-empty tuple to %s.__bases__, not ()", typ.Name)
		return false
	}
	bases := make([]*Type, len(items))
	for i, x := range items {
		b := t.TypeFor(x)
		if b == nil {
			t.Raise(t.Exc.TypeError, "%s.__bases__ must be tuple of classes, not '%s'", typ.Name, t.TypeName(x))
			return false
		}
		if b.IsSubtype(typ) || b.derivesFrom(typ) {
			t.Raise(t.Exc.TypeError, "a __bases__ item causes an inheritance cycle")
			return false
		}
		bases[i] = b
	}
	base := t.bestBase(bases)
	if base == nil {
		return false
	}
	if typ.Base == nil || solidBase(base) != solidBase(typ.Base) || base.HasDict && !typ.HasDict {
		t.Raise(t.Exc.TypeError, "__bases__ assignment: '%s' object layout differs from '%s'", base.Name, typ.Base.Name)
		return false
	}
	return t.replaceBases(typ, base, bases)
}

// derivesFrom follows Bases, which a custom mro() may leave out.
func (t *Type) derivesFrom(other *Type) bool {
	for b := t; b != nil; b = b.Base {
		if b == other {
			return true
		}
	}
	return false
}

// replaceBases changes the bases of typ and the MROs of all that derive from
// it, or nothing when one of these has no MRO then.
func (t *Thread) replaceBases(typ, base *Type, bases []*Type) bool {
	oldBases, oldBase := typ.Bases, typ.Base
	typ.Bases, typ.Base = bases, base
	family := typ.descendants()
	old := make([][]*Type, len(family))
	for i, d := range family {
		old[i] = d.MRO
	}
	for i, d := range family {
		mro, ok := t.typeMRO(d)
		if ok {
			t.setMRO(d, mro)
			continue
		}
		for j := range i {
			t.setMRO(family[j], old[j])
		}
		typ.Bases, typ.Base = oldBases, oldBase
		return false
	}
	for _, b := range oldBases {
		b.dropSubclass(typ)
	}
	for _, b := range bases {
		b.subclasses = append(b.subclasses, typ)
	}
	t.store(typ.Obj, &abi.Obj[abi.Type](typ.Obj).Bases, t.typeTuple(bases))
	t.typeChanged(typ)
	for _, d := range family {
		t.initSlotNames()
		for i := range slotGroups {
			t.fixSlot(d, i)
		}
		t.noteAttrs(d)
	}
	if t.FlushCaches != nil {
		t.FlushCaches()
	}
	return true
}

// descendants returns t and all its subclasses, each after its bases.
func (t *Type) descendants() []*Type {
	seen := map[*Type]bool{}
	list := []*Type{t}
	for i := 0; i < len(list); i++ {
		list = append(list, list[i].subclasses...)
		if len(list) > 1<<20 {
			break
		}
	}
	// A class stands where it was reached last: behind all of its bases.
	out := make([]*Type, 0, len(list))
	for i := len(list) - 1; i >= 0; i-- {
		if !seen[list[i]] {
			seen[list[i]] = true
			out = append(out, list[i])
		}
	}
	for i, j := 0, len(out)-1; i < j; i, j = i+1, j-1 {
		out[i], out[j] = out[j], out[i]
	}
	return out
}

func (t *Type) dropSubclass(sub *Type) {
	for i, s := range t.subclasses {
		if s == sub {
			t.subclasses = append(t.subclasses[:i:i], t.subclasses[i+1:]...)
			return
		}
	}
}
