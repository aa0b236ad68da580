package interp

import (
	"github.com/go-python/gopython/internal/abi"
	"github.com/go-python/gopython/internal/bytecode"
	"github.com/go-python/gopython/runtime"
)

// What the x byte of LOADATTR says about its cache when the offset is 0. The
// first cache word holds the shape, the second what is cached.
const (
	attrNone     = iota
	attrClass    // the value itself, found on the class
	attrProperty // the getter function of a property
	attrModule   // key version of the module's dict and place of the value
	attrOverflow // slot number, outside the object
	attrMethod   // function of the class, to be bound
)

//go:noinline
func slowLoadAttr(t *runtime.Thread, pc, R, K uintptr) (uintptr, uintptr, uintptr) {
	o := regB(pc, R)
	name := constC(pc, K)
	if o.IsPtr() && abi.Load32(o.Addr()) != abi.Load32(pc+8) {
		// Another shape than last time: it may be a known one.
		shape := o.Shape()
		if e := t.Attrs.At(name, shape); e.Shape == shape && e.Name == name {
			setAttrCache(pc, shape, e.Offset, e.Kind, uint64(e.Data))
			if e.Offset != 0 {
				if v := abi.Load(o.Addr() + uintptr(e.Offset)); v != Unbound {
					setA(pc, R, v)
					return pc + 3*word, R, K
				}
			}
		}
	}
	if o.IsPtr() && abi.Load32(o.Addr()) == abi.Load32(pc+8) {
		switch opX(pc) {
		case attrClass:
			setA(pc, R, abi.Load(pc+16))
			return pc + 3*word, R, K
		case attrModule:
			d := abi.Obj[abi.Instance](o).Attrs.Addr()
			if abi.Load32(d+dictKeyVer) == abi.Load32(pc+16) {
				setA(pc, R, abi.Load(abi.LoadPtr(d+dictEntries)+uintptr(abi.Load32(pc+20))))
				return pc + 3*word, R, K
			}
		case attrOverflow:
			if v := runtime.Slot(o, int(abi.Load64(pc+16))); v != Unbound {
				setA(pc, R, v)
				return pc + 3*word, R, K
			}
		case attrProperty:
			save(t, pc, R)
			return pushCont1(t, pc, R, K, abi.Load(pc+16), o)
		case attrMethod:
			save(t, pc, R)
			setA(pc, R, t.NewMethod(abi.Load(pc+16), o))
			return pc + 3*word, R, K
		}
	}
	save(t, pc, R)
	if o.IsKind(abi.KindInstance) {
		abi.Store32(pc+8, 0)
		cacheLoadAttr(t, pc, o, name)
		if shape := o.Shape(); abi.Load32(pc+8) == shape && opX(pc) != attrModule {
			*t.Attrs.At(name, shape) = runtime.AttrEntry{Name: name, Shape: shape, Offset: abi.Load32(pc + 12),
				Data: abi.Load(pc + 16), Kind: uint8(opX(pc))}
		}
	}
	v := t.GetAttr(o, name)
	return result(t, pc, R, K, v, 3)
}

func setAttrCache(pc uintptr, shape uint32, off uint32, kind uint8, data uint64) {
	abi.Store8(pc+1, kind)
	abi.Store32(pc+8, shape)
	abi.Store32(pc+12, off)
	abi.Store64(pc+16, data)
}

// cacheLoadAttr fills the cache of LOADATTR for what o.name is now.
func cacheLoadAttr(t *runtime.Thread, pc uintptr, o, name Value) {
	typ := t.TypeOf(o)
	shape := o.Shape()
	if !t.PlainAttrs(typ) {
		return
	}
	descr := t.Lookup(typ, name)
	if descr != Unbound && t.IsDataDescr(descr) {
		if get := t.PropertyGetter(descr); get.IsKind(abi.KindFunction) && codeOf(get).Args == 1 && t.NoteCached(typ, name) {
			setAttrCache(pc, shape, 0, attrProperty, uint64(get))
		} else if slot, ok := t.MemberSlot(typ, descr); ok && t.NoteCached(typ, name) {
			cacheSlot(t, pc, o, shape, slot)
		}
		return
	}
	if slot, ok := t.ShapeSlot(shape, name); ok {
		if t.NoteCached(typ, name) {
			cacheSlot(t, pc, o, shape, slot)
		}
		return
	}
	if t.ShapeHasDict(shape) {
		if d := abi.Obj[abi.Instance](o).Attrs; typ == t.Types.Module && t.IsExactDict(d) {
			if i := t.DictFindStr(d, name); i >= 0 {
				ver := uint64(uint32(t.WatchDict(d)))
				setAttrCache(pc, shape, 0, attrModule, ver|(uint64(i)*entryBytes+entryValue)<<32)
			}
		}
		return
	}
	if descr == Unbound || !t.NoteCached(typ, name) {
		return
	}
	switch {
	case descr.IsKind(abi.KindFunction):
		setAttrCache(pc, shape, 0, attrMethod, uint64(descr))
	case !t.HasDescrGet(descr):
		setAttrCache(pc, shape, 0, attrClass, uint64(descr))
	}
}

func cacheSlot(t *runtime.Thread, pc uintptr, o Value, shape uint32, slot int) {
	if slot < int(abi.Obj[abi.Instance](o).Aux) {
		setAttrCache(pc, shape, uint32(abi.Layouts[abi.KindInstance].Size)+uint32(slot)*word, attrNone, 0)
	} else {
		setAttrCache(pc, shape, 0, attrOverflow, uint64(slot))
	}
}

// STOREATTR's cache: the shape, the offset of an attribute that is there, or
// offset 0 and in the second word the shape after adding the attribute and,
// above it, the offset. With attrProperty in the x byte, it has the function
// that sets a property.
//
//go:noinline
func slowStoreAttr(t *runtime.Thread, pc, R, K uintptr) (uintptr, uintptr, uintptr) {
	o, v := regA(pc, R), regC(pc, R)
	if o.IsPtr() && abi.Load32(o.Addr()) == abi.Load32(pc+8) {
		if opX(pc) == attrProperty {
			save(t, pc, R)
			return pushCont2(t, pc, R, K, abi.Load(pc+16), o, v)
		}
		if off := uintptr(abi.Load32(pc + 12)); off != 0 {
			abi.Store(o.Addr()+off, v)
			t.Heap.Barrier(o.Addr())
			return pc + 3*word, R, K
		}
		if next := abi.Load32(pc + 16); next != 0 {
			abi.Store(o.Addr()+uintptr(abi.Load32(pc+20)), v)
			abi.Store32(o.Addr(), next)
			t.Heap.Barrier(o.Addr())
			return pc + 3*word, R, K
		}
	}
	save(t, pc, R)
	name := constB(pc, K)
	before := uint32(0)
	if o.IsKind(abi.KindInstance) {
		before = o.Shape()
	}
	if !t.SetAttr(o, name, v) {
		return unwind(t, pc, R, true)
	}
	if before != 0 {
		cacheStoreAttr(t, pc, o, name, before)
	}
	return pc + 3*word, R, K
}

func cacheStoreAttr(t *runtime.Thread, pc uintptr, o, name Value, before uint32) {
	typ := t.TypeOf(o)
	shape := o.Shape()
	if !t.PlainSetAttr(typ) || t.ShapeType(before) != typ {
		return
	}
	const first = 16 // offset of slot 0
	inline := int(abi.Obj[abi.Instance](o).Aux)
	descr := t.Lookup(typ, name)
	if descr != Unbound && t.HasDescrSet(descr) {
		if slot, ok := t.MemberSlot(typ, descr); ok && slot < inline && before == shape && t.NoteCached(typ, name) {
			setAttrCache(pc, shape, first+uint32(slot)*word, 0, 0)
		} else if set := t.PropertySetter(descr); set.IsKind(abi.KindFunction) && before == shape && codeOf(set).Args == 2 && t.NoteCached(typ, name) {
			setAttrCache(pc, shape, 0, attrProperty, uint64(set))
		}
		return
	}
	slot, ok := t.ShapeSlot(shape, name)
	if !ok || slot >= inline || !t.NoteCached(typ, name) {
		return
	}
	off := first + uint32(slot)*word
	if before == shape {
		setAttrCache(pc, shape, off, 0, 0)
	} else if slot == t.ShapeFields(shape)-1 && t.ShapeFields(before) == slot {
		setAttrCache(pc, before, 0, 0, uint64(shape)|uint64(off)<<32)
	}
}

func opDELATTR(t *runtime.Thread, pc, R, K uintptr) (uintptr, uintptr, uintptr) {
	save(t, pc, R)
	return done(t, pc, R, K, t.SetAttr(regA(pc, R), constB(pc, K), Unbound), 1)
}

func opSUPERATTR(t *runtime.Thread, pc, R, K uintptr) (uintptr, uintptr, uintptr) {
	save(t, pc, R)
	b := R + opB(pc)
	return result(t, pc, R, K, t.SuperAttr(abi.Load(b), abi.Load(b+word), abi.Load(b+2*word), constC(pc, K), opX(pc) == 1), 1)
}

func opSUPERMETHOD(t *runtime.Thread, pc, R, K uintptr) (uintptr, uintptr, uintptr) {
	save(t, pc, R)
	b := R + opB(pc)
	f, self := t.SuperMethod(abi.Load(b), abi.Load(b+word), abi.Load(b+2*word), constC(pc, K), opX(pc) == 1)
	return setMethod(t, pc, R, K, f, self, 1)
}

// slowMethod is METHOD for another shape than its cache has, or one that cannot
// be cached.
//
//go:noinline
func slowMethod(t *runtime.Thread, pc, R, K uintptr) (uintptr, uintptr, uintptr) {
	o, name := regB(pc, R), constC(pc, K)
	if o.IsPtr() {
		key := o.Shape() | runtime.MethodKey
		if e := t.Attrs.At(name, key); e.Shape == key && e.Name == name {
			cacheMETHOD(pc, o.Shape(), e.Data)
			return setMethod(t, pc, R, K, e.Data, o, 3)
		}
	}
	save(t, pc, R)
	f, bound := t.LoadMethod(o, name)
	if !bound {
		return setMethod(t, pc, R, K, f, Unbound, 3)
	}
	if o.IsPtr() && cacheMethod(t, o, name, f) {
		cacheMETHOD(pc, o.Shape(), f)
	}
	return setMethod(t, pc, R, K, f, o, 3)
}

// cacheMETHOD fills the cache of METHOD: the shape and the function.
func cacheMETHOD(pc uintptr, shape uint32, f Value) {
	abi.Store32(pc+8, shape)
	abi.Store(pc+16, f)
}

// setMethod puts what was looked up into a call window; self is Unbound for a
// callable that is not a method. The instruction has words words.
func setMethod(t *runtime.Thread, pc, R, K uintptr, f, self Value, words uintptr) (uintptr, uintptr, uintptr) {
	if f == Raised {
		return unwind(t, pc, R, true)
	}
	base := R + opA(pc)
	abi.Frame(base).Func = f
	abi.Store(base, self)
	return pc + words*word, R, K
}

// flushCaches empties the caches that rely on what class attributes are.
func flushCaches(iso *runtime.Isolate) {
	iso.Attrs.Flush()
	for _, info := range iso.Codes() {
		if info == nil {
			continue
		}
		c := abi.Obj[abi.Code](info.Obj)
		for i := 0; i < len(info.Instrs); {
			op := info.Instrs[i].Op()
			pc := c.Entry + uintptr(i)*word
			switch op {
			case bytecode.LOADATTR, bytecode.STOREATTR:
				setAttrCache(pc, 0, 0, 0, 0)
			case bytecode.CALLMETHOD:
				abi.Store64(pc+16, 0)
				abi.Store64(pc+24, 0)
			case bytecode.METHOD:
				abi.Store64(pc+8, 0)
				abi.Store64(pc+16, 0)
			}
			i += bytecode.Infos[op].Words
		}
	}
}
