package runtime

import (
	"github.com/go-python/gopython/gc"
	"github.com/go-python/gopython/internal/abi"
)

// A shape is the class of an object and, for an instance, the names of its
// attributes in the order they came. Objects that got the same attributes in
// the same order share a shape, so that one comparison of the shape id in the
// header tells an inline cache all it needs. Shape ids are never used again.

// shapeInfo is what Go code knows of a shape beyond the table entry.
type shapeInfo struct {
	typ    *Type
	parent uint32
	key    Value            // the attribute this shape adds to parent
	next   map[Value]uint32 // shapes that add one attribute
	slots  map[Value]uint32 // attribute -> slot; made at the first look-up
	dict   bool             // attributes are in a dict (Instance.Attrs)
}

const (
	maxShapes      = 1 << 20
	maxShapeFields = 200 // an instance with more attributes keeps them in a dict
)

func (iso *Isolate) newShape(typ *Type, parent uint32, key Value, fields, inline uint32) uint32 {
	id := uint32(len(iso.shapes))
	if key != Unbound {
		iso.keepShapeKey(key)
	}
	iso.shapes = append(iso.shapes, abi.Shape{Class: typ.Obj, Fields: fields, Inline: inline, Extra: typ.extraWords()})
	iso.shapeTypes = append(iso.shapeTypes, typ)
	iso.shapeInfo = append(iso.shapeInfo, shapeInfo{typ: typ, parent: parent, key: key})
	return id
}

// keepShapeKey keeps the name of an attribute alive for good: shapes find
// slots by the address of the name, and are never freed.
func (iso *Isolate) keepShapeKey(key Value) {
	if iso.shapeKeys == nil {
		iso.shapeKeys = map[Value]struct{}{}
		iso.AddRoots(func(m *gc.Marker) {
			for k := range iso.shapeKeys {
				m.Value(k)
			}
		})
	}
	iso.shapeKeys[key] = struct{}{}
}

// ShapeType returns the class of a shape.
func (iso *Isolate) ShapeType(id uint32) *Type { return iso.shapeInfo[id].typ }

// ShapeFields returns how many attributes a shape has, fixed fields included.
func (iso *Isolate) ShapeFields(id uint32) int { return int(iso.shapes[id].Fields) }

// ShapeHasDict reports whether objects of a shape keep their attributes in a dict.
func (iso *Isolate) ShapeHasDict(id uint32) bool { return iso.shapeInfo[id].dict }

// ShapeSlot returns the slot of the attribute named key (an interned str).
func (iso *Isolate) ShapeSlot(id uint32, key Value) (slot int, ok bool) {
	info := &iso.shapeInfo[id]
	if info.slots == nil {
		if iso.shapes[id].Fields == uint32(info.typ.Hidden) {
			return 0, false
		}
		info.slots = make(map[Value]uint32, iso.shapes[id].Fields)
		for s := id; iso.shapeInfo[s].key != Unbound; s = iso.shapeInfo[s].parent {
			info.slots[iso.shapeInfo[s].key] = iso.shapes[s].Fields - 1
		}
	}
	n, ok := info.slots[key]
	return int(n), ok
}

// ShapeKeys returns the attribute names of a shape in order.
func (iso *Isolate) ShapeKeys(id uint32) []Value {
	n := int(iso.shapes[id].Fields) - iso.shapeInfo[id].typ.Hidden
	keys := make([]Value, n)
	for s := id; iso.shapeInfo[s].key != Unbound; s = iso.shapeInfo[s].parent {
		n--
		keys[n] = iso.shapeInfo[s].key
	}
	return keys
}

// ShapeAdd returns the shape that has one more attribute; ok is false when
// the object has to change to a dict.
func (iso *Isolate) ShapeAdd(id uint32, key Value) (next uint32, ok bool) {
	info := &iso.shapeInfo[id]
	if next, ok = info.next[key]; ok {
		return next, true
	}
	sh := &iso.shapes[id]
	if info.dict || sh.Fields >= maxShapeFields || len(iso.shapes) >= maxShapes {
		return 0, false
	}
	next = iso.newShape(info.typ, id, key, sh.Fields+1, sh.Inline)
	info = &iso.shapeInfo[id]
	if info.next == nil {
		info.next = map[Value]uint32{}
	}
	info.next[key] = next
	return next, true
}

// dictShape returns the shape of the instances of typ that keep their
// attributes in a dict.
func (iso *Isolate) dictShape(typ *Type) uint32 {
	if typ.dictShape == 0 {
		typ.dictShape = iso.newShape(typ, 0, Unbound, uint32(typ.Hidden), typ.inlineCap())
		iso.shapeInfo[typ.dictShape].dict = true
	}
	return typ.dictShape
}

// slotField returns where slot i of an instance is, making room for it.
func (iso *Isolate) slotField(v Value, i int) *Value {
	o := abi.Obj[abi.Instance](v)
	if i < int(o.Aux) {
		return &abi.Values(v.Addr()+instanceSize, i+1)[i]
	}
	i -= int(o.Aux)
	items := iso.slotOverflow(v, i+1)
	return &abi.Values(items+abi.BufHeader, i+1)[i]
}

// slotOverflow returns the Items object with at least n slots that did not fit
// inside the instance.
func (iso *Isolate) slotOverflow(v Value, n int) uintptr {
	o := abi.Obj[abi.Instance](v)
	have := 0
	if o.Attrs.IsPtr() {
		have = int(abi.Obj[abi.Items](o.Attrs).Cap)
	}
	if have >= n {
		return o.Attrs.Addr()
	}
	items := iso.newItems(max(4, n+n/2))
	if have > 0 {
		copy(abi.Values(items, have), abi.Values(o.Attrs.Addr()+abi.BufHeader, have))
	}
	iso.store(v, &o.Attrs, abi.Ptr(items-abi.BufHeader))
	return items - abi.BufHeader
}

// Slot reads slot i of an instance.
func Slot(v Value, i int) Value {
	o := abi.Obj[abi.Instance](v)
	if i < int(o.Aux) {
		return abi.Load(v.Addr() + instanceSize + uintptr(i)*abi.Word)
	}
	return abi.Load(o.Attrs.Addr() + abi.BufHeader + uintptr(i-int(o.Aux))*abi.Word)
}

// SetSlot writes slot i of an instance.
func (iso *Isolate) SetSlot(v Value, i int, x Value) {
	*iso.slotField(v, i) = x
	iso.Heap.Barrier(v.Addr())
	if i >= int(abi.Obj[abi.Instance](v).Aux) {
		iso.Heap.Barrier(abi.Obj[abi.Instance](v).Attrs.Addr())
	}
}

// materializeDict moves the attributes of an instance into a dict and returns it.
func (t *Thread) materializeDict(v Value) Value {
	o := abi.Obj[abi.Instance](v)
	info := &t.shapeInfo[o.Shape]
	if info.dict {
		if !o.Attrs.IsPtr() {
			t.store(v, &o.Attrs, t.NewDict())
		}
		return o.Attrs
	}
	typ := info.typ
	d := t.NewDict()
	for i, key := range t.ShapeKeys(o.Shape) {
		if x := Slot(v, typ.Hidden+i); x != Unbound {
			t.DictSetStr(d, key, x)
		}
	}
	for i := typ.Hidden; i < int(o.Aux); i++ {
		*t.slotField(v, i) = Unbound
	}
	t.store(v, &o.Attrs, d)
	o.Shape = t.dictShape(typ)
	return d
}
