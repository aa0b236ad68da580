package runtime

import (
	"reflect"

	"github.com/go-python/gopython/internal/abi"
)

func isGenericGetAttr(f func(*Thread, Value, Value) Value) bool {
	return f != nil && reflect.ValueOf(f).Pointer() == reflect.ValueOf(GenericGetAttr).Pointer()
}

func isGenericSetAttr(f func(*Thread, Value, Value, Value) bool) bool {
	return f != nil && reflect.ValueOf(f).Pointer() == reflect.ValueOf(GenericSetAttr).Pointer()
}

// pyIter calls __iter__; None there means: not iterable.
func pyIter(t *Thread, v Value) Value {
	if t.Lookup(t.TypeOf(v), t.names.Iter) == None {
		return t.Raise(t.Exc.TypeError, "'%s' object is not iterable", t.TypeName(v))
	}
	r, _ := t.CallSpecial(v, t.names.Iter)
	return r
}

func nextGroup() slotGroup {
	return slotGroup{
		has:  func(s *Slots) bool { return s.Next != nil },
		copy: func(dst, src *Slots) { dst.Next = src.Next },
		python: func(s *Slots) {
			s.Next = func(t *Thread, v Value) Value {
				r, _ := t.CallSpecial(v, t.names.Next)
				if r == Raised && t.TypeOf(t.exc).IsSubtype(t.Exc.StopIteration) {
					t.GenResult = Slot(t.TakePending(), ExcExtra) // for yield from
					return Unbound
				}
				return r
			}
		},
		defs: []wrapperDef{{"__next__", "self, /", func(t *Thread, typ *Type, a []Value) Value {
			t.GenResult = None
			r := typ.Slots.Next(t, a[0])
			if r == Unbound {
				return t.RaiseStop(t.iterResult(a[0]))
			}
			return r
		}}},
	}
}

func hashGroup() slotGroup {
	return slotGroup{
		has:  func(s *Slots) bool { return s.Hash != nil },
		copy: func(dst, src *Slots) { dst.Hash = src.Hash },
		python: func(s *Slots) {
			s.Hash = func(t *Thread, v Value) (int64, bool) {
				if t.Lookup(t.TypeOf(v), t.names.Hash) == None {
					t.Raise(t.Exc.TypeError, "unhashable type: '%s'", t.TypeName(v))
					return 0, false
				}
				r, _ := t.CallSpecial(v, t.names.Hash)
				if r == Raised {
					return 0, false
				}
				if !t.TypeOf(r).IsSubtype(t.Types.Int) {
					t.Raise(t.Exc.TypeError, "__hash__ method should return an integer")
					return 0, false
				}
				if i, fits := t.IntValue(r); fits {
					if i == -1 {
						return -2, true
					}
					return i, true
				}
				return t.Hash(r)
			}
		},
		defs: []wrapperDef{{"__hash__", "self, /", func(t *Thread, typ *Type, a []Value) Value {
			h, ok := typ.Slots.Hash(t, a[0])
			if !ok {
				return Raised
			}
			return t.NewInt(h)
		}}},
	}
}

func boolGroup() slotGroup {
	return slotGroup{
		has:  func(s *Slots) bool { return s.Bool != nil },
		copy: func(dst, src *Slots) { dst.Bool = src.Bool },
		python: func(s *Slots) {
			s.Bool = func(t *Thread, v Value) (bool, bool) {
				r, _ := t.CallSpecial(v, t.names.Bool)
				if r == Raised {
					return false, false
				}
				if !r.IsBool() {
					t.Raise(t.Exc.TypeError, "__bool__ should return bool, returned %s", t.TypeName(r))
					return false, false
				}
				return r == True, true
			}
		},
		defs: []wrapperDef{{"__bool__", "self, /", func(t *Thread, typ *Type, a []Value) Value {
			return boolValue(typ.Slots.Bool(t, a[0]))
		}}},
	}
}

var compareNames = [...]string{"__lt__", "__le__", "__eq__", "__ne__", "__gt__", "__ge__"}

func compareGroup() slotGroup {
	g := slotGroup{
		has:  func(s *Slots) bool { return s.Compare != nil },
		copy: func(dst, src *Slots) { dst.Compare = src.Compare },
		python: func(s *Slots) {
			s.Compare = func(t *Thread, a, b Value, op CompareOp) Value {
				r, found := t.CallSpecial(a, t.names.Compare[op], b)
				if !found {
					return NotImplemented
				}
				return r
			}
		},
	}
	for op, name := range compareNames {
		g.defs = append(g.defs, wrapperDef{name, "self, value, /", func(t *Thread, typ *Type, a []Value) Value {
			return typ.Slots.Compare(t, a[0], a[1], CompareOp(op))
		}})
	}
	return g
}

func callGroup() slotGroup {
	return slotGroup{
		has:  func(s *Slots) bool { return s.Call != nil },
		copy: func(dst, src *Slots) { dst.Call = src.Call },
		python: func(s *Slots) {
			s.Call = func(t *Thread, v Value, args []Value, kwnames Value) Value {
				f := t.LookupSpecial(v, t.names.Call)
				if f == Raised {
					return Raised
				}
				m := t.Mark()
				t.Root(f)
				r := t.CallKw(f, args, kwnames)
				t.Unroot(m)
				return r
			}
		},
		defs: []wrapperDef{{"__call__", "", func(*Thread, *Type, []Value) Value { return Raised }}},
	}
}

// wrapperCall serves the wrappers that take any arguments.
func (t *Thread) wrapperCall(typ *Type, name string, args []Value, kwnames Value) Value {
	if name == "__call__" {
		return typ.Slots.Call(t, args[0], args[1:], kwnames)
	}
	return okNone(typ.Slots.Init(t, args[0], args[1:], kwnames))
}

func getAttrGroup() slotGroup {
	return slotGroup{
		has:    func(s *Slots) bool { return s.GetAttr != nil },
		copy:   func(dst, src *Slots) { dst.GetAttr = src.GetAttr },
		python: func(s *Slots) { s.GetAttr = pyGetAttr },
		defs: []wrapperDef{
			{"__getattribute__", "self, name, /", func(t *Thread, typ *Type, a []Value) Value {
				if !a[1].IsKind(abi.KindStr) {
					return t.Raise(t.Exc.TypeError, "attribute name must be string, not '%s'", t.TypeName(a[1]))
				}
				return typ.Slots.GetAttr(t, a[0], a[1])
			}},
			{"__getattr__", "self, name, /", nil},
		},
	}
}

// pyGetAttr calls __getattribute__ and, when that finds nothing, __getattr__.
func pyGetAttr(t *Thread, v, name Value) Value {
	typ := t.TypeOf(v)
	get := t.Lookup(typ, t.names.GetAttribute)
	r := Raised
	if o := t.Types.Object; get == t.Lookup(o, t.names.GetAttribute) {
		if r = t.genericGetAttr(v, typ, name); r == Unbound {
			if t.Lookup(typ, t.names.GetAttr) == Unbound {
				return t.NoAttribute(v, name)
			}
			r, _ = t.CallSpecial(v, t.names.GetAttr, name)
			return r
		}
	} else {
		r, _ = t.CallSpecial(v, t.names.GetAttribute, name)
	}
	if r == Raised && t.Lookup(typ, t.names.GetAttr) != Unbound && t.Catch(t.Exc.AttributeError) {
		r, _ = t.CallSpecial(v, t.names.GetAttr, name)
	}
	return r
}

func setAttrGroup() slotGroup {
	return slotGroup{
		has:  func(s *Slots) bool { return s.SetAttr != nil },
		copy: func(dst, src *Slots) { dst.SetAttr = src.SetAttr },
		python: func(s *Slots) {
			s.SetAttr = func(t *Thread, v, name, x Value) bool {
				if x == Unbound {
					r, _ := t.CallSpecial(v, t.names.DelAttr, name)
					return r != Raised
				}
				r, _ := t.CallSpecial(v, t.names.SetAttr, name, x)
				return r != Raised
			}
		},
		defs: []wrapperDef{
			{"__setattr__", "self, name, value, /", func(t *Thread, typ *Type, a []Value) Value {
				return okNone(typ.Slots.SetAttr(t, a[0], a[1], a[2]))
			}},
			{"__delattr__", "self, name, /", func(t *Thread, typ *Type, a []Value) Value {
				return okNone(typ.Slots.SetAttr(t, a[0], a[1], Unbound))
			}},
		},
	}
}

func descrGetGroup() slotGroup {
	return slotGroup{
		has:  func(s *Slots) bool { return s.DescrGet != nil },
		copy: func(dst, src *Slots) { dst.DescrGet = src.DescrGet },
		python: func(s *Slots) {
			s.DescrGet = func(t *Thread, descr, obj, typ Value) Value {
				if obj == Unbound {
					obj = None
				}
				r, _ := t.CallSpecial(descr, t.names.Get, obj, typ)
				return r
			}
		},
		defs: []wrapperDef{{"__get__", "self, instance, owner=None, /", func(t *Thread, typ *Type, a []Value) Value {
			obj, owner := a[1], a[2]
			if owner == Unbound {
				owner = None
			}
			if obj == None {
				if owner == None {
					return t.Raise(t.Exc.TypeError, "__get__(None, None) is invalid")
				}
				if owner != t.Types.None.Obj {
					obj = Unbound
				}
			}
			return typ.Slots.DescrGet(t, a[0], obj, owner)
		}}},
	}
}

func descrSetGroup() slotGroup {
	return slotGroup{
		has:  func(s *Slots) bool { return s.DescrSet != nil },
		copy: func(dst, src *Slots) { dst.DescrSet = src.DescrSet },
		python: func(s *Slots) {
			s.DescrSet = func(t *Thread, descr, obj, x Value) bool {
				var r Value
				var found bool
				if x == Unbound {
					if r, found = t.CallSpecial(descr, t.names.Delete, obj); !found {
						t.Raise(t.Exc.AttributeError, "__delete__")
						return false
					}
				} else if r, found = t.CallSpecial(descr, t.names.Set, obj, x); !found {
					t.Raise(t.Exc.AttributeError, "__set__")
					return false
				}
				return r != Raised
			}
		},
		defs: []wrapperDef{
			{"__set__", "self, instance, value, /", func(t *Thread, typ *Type, a []Value) Value {
				return okNone(typ.Slots.DescrSet(t, a[0], a[1], a[2]))
			}},
			{"__delete__", "self, instance, /", func(t *Thread, typ *Type, a []Value) Value {
				return okNone(typ.Slots.DescrSet(t, a[0], a[1], Unbound))
			}},
		},
	}
}

// newGroup: __new__ of builtin classes is put into their dict by NewBuiltinType.
func newGroup() slotGroup {
	return slotGroup{
		has:  func(s *Slots) bool { return s.New != nil },
		copy: func(dst, src *Slots) { dst.New = src.New },
		python: func(s *Slots) {
			s.New = func(t *Thread, typ *Type, args []Value, kwnames Value) Value {
				f := t.GetAttr(typ.Obj, t.names.New)
				if f == Raised {
					return Raised
				}
				m := t.Mark()
				t.Root(f)
				r := t.CallPrepend(f, typ.Obj, args, kwnames)
				t.Unroot(m)
				return r
			}
		},
		defs: []wrapperDef{{"__new__", "", nil}},
	}
}

func initGroup() slotGroup {
	return slotGroup{
		has:  func(s *Slots) bool { return s.Init != nil },
		copy: func(dst, src *Slots) { dst.Init = src.Init },
		python: func(s *Slots) {
			s.Init = func(t *Thread, v Value, args []Value, kwnames Value) bool {
				f := t.Lookup(t.TypeOf(v), t.names.Init)
				var r Value
				if t.isMethodDescr(f) {
					r = t.CallPrepend(f, v, args, kwnames)
				} else {
					if f = t.LookupSpecial(v, t.names.Init); f == Raised {
						return false
					}
					m := t.Mark()
					t.Root(f)
					r = t.CallKw(f, args, kwnames)
					t.Unroot(m)
				}
				if r != Raised && r != None {
					t.Raise(t.Exc.TypeError, "__init__() should return None, not '%s'", t.TypeName(r))
					return false
				}
				return r != Raised
			}
		},
		defs: []wrapperDef{{"__init__", "", func(*Thread, *Type, []Value) Value { return Raised }}},
	}
}

func delGroup() slotGroup {
	return slotGroup{
		has:  func(s *Slots) bool { return s.Del != nil },
		copy: func(dst, src *Slots) { dst.Del = src.Del },
		python: func(s *Slots) {
			s.Del = func(t *Thread, v Value) { t.CallSpecial(v, t.names.Del) }
		},
		defs: []wrapperDef{{"__del__", "self, /", func(t *Thread, typ *Type, a []Value) Value {
			typ.Slots.Del(t, a[0])
			return None
		}}},
	}
}

func lenGroup() slotGroup {
	return slotGroup{
		has:  func(s *Slots) bool { return s.Len != nil },
		copy: func(dst, src *Slots) { dst.Len = src.Len },
		python: func(s *Slots) {
			s.Len = func(t *Thread, v Value) (int, bool) {
				r, _ := t.CallSpecial(v, t.names.Len)
				if r == Raised {
					return 0, false
				}
				n, ok := t.AsInt(r, t.Exc.OverflowError)
				if ok && n < 0 {
					t.Raise(t.Exc.ValueError, "__len__() should return >= 0")
					return 0, false
				}
				return n, ok
			}
		},
		defs: []wrapperDef{{"__len__", "self, /", func(t *Thread, typ *Type, a []Value) Value {
			n, ok := typ.Slots.Len(t, a[0])
			if !ok {
				return Raised
			}
			return t.NewInt(int64(n))
		}}},
	}
}

func getItemGroup() slotGroup {
	return slotGroup{
		has:  func(s *Slots) bool { return s.GetItem != nil },
		copy: func(dst, src *Slots) { dst.GetItem = src.GetItem },
		python: func(s *Slots) {
			s.GetItem = func(t *Thread, v, key Value) Value {
				r, _ := t.CallSpecial(v, t.names.GetItem, key)
				return r
			}
		},
		defs: []wrapperDef{{"__getitem__", "self, key, /", func(t *Thread, typ *Type, a []Value) Value {
			return typ.Slots.GetItem(t, a[0], a[1])
		}}},
	}
}

func setItemGroup() slotGroup {
	return slotGroup{
		has:  func(s *Slots) bool { return s.SetItem != nil },
		copy: func(dst, src *Slots) { dst.SetItem = src.SetItem },
		python: func(s *Slots) {
			s.SetItem = func(t *Thread, v, key, x Value) bool {
				if x == Unbound {
					r, found := t.CallSpecial(v, t.names.DelItem, key)
					if !found {
						t.Raise(t.Exc.TypeError, "'%s' object doesn't support item deletion", t.TypeName(v))
						return false
					}
					return r != Raised
				}
				r, found := t.CallSpecial(v, t.names.SetItem, key, x)
				if !found {
					t.Raise(t.Exc.TypeError, "'%s' object does not support item assignment", t.TypeName(v))
					return false
				}
				return r != Raised
			}
		},
		defs: []wrapperDef{
			{"__setitem__", "self, key, value, /", func(t *Thread, typ *Type, a []Value) Value {
				return okNone(typ.Slots.SetItem(t, a[0], a[1], a[2]))
			}},
			{"__delitem__", "self, key, /", func(t *Thread, typ *Type, a []Value) Value {
				return okNone(typ.Slots.SetItem(t, a[0], a[1], Unbound))
			}},
		},
	}
}

func containsGroup() slotGroup {
	return slotGroup{
		has:  func(s *Slots) bool { return s.Contains != nil },
		copy: func(dst, src *Slots) { dst.Contains = src.Contains },
		python: func(s *Slots) {
			s.Contains = func(t *Thread, v, x Value) (bool, bool) {
				if t.Lookup(t.TypeOf(v), t.names.Contains) == None {
					t.Raise(t.Exc.TypeError, "'%s' object is not a container", t.TypeName(v))
					return false, false
				}
				r, _ := t.CallSpecial(v, t.names.Contains, x)
				if r == Raised {
					return false, false
				}
				return t.IsTrue(r)
			}
		},
		defs: []wrapperDef{{"__contains__", "self, key, /", func(t *Thread, typ *Type, a []Value) Value {
			return boolValue(typ.Slots.Contains(t, a[0], a[1]))
		}}},
	}
}

// The sequence operators have no slot of their own in Python classes: __add__
// and __mul__ become the Binary slots. A class that overrides one loses the
// builtin's, or the override would never be reached.

func concatGroup() slotGroup {
	return slotGroup{
		has:    func(s *Slots) bool { return s.Concat != nil },
		copy:   func(dst, src *Slots) { dst.Concat = src.Concat },
		python: func(s *Slots) { s.Concat = nil },
		defs: []wrapperDef{{"__add__", "self, value, /", func(t *Thread, typ *Type, a []Value) Value {
			return typ.Slots.Concat(t, a[0], a[1])
		}}},
	}
}

func inPlaceConcatGroup() slotGroup {
	return slotGroup{
		has:    func(s *Slots) bool { return s.InPlaceConcat != nil },
		copy:   func(dst, src *Slots) { dst.InPlaceConcat = src.InPlaceConcat },
		python: func(s *Slots) { s.InPlaceConcat = nil },
		defs: []wrapperDef{{"__iadd__", "self, value, /", func(t *Thread, typ *Type, a []Value) Value {
			return typ.Slots.InPlaceConcat(t, a[0], a[1])
		}}},
	}
}

func repeatGroup() slotGroup {
	wrap := func(t *Thread, typ *Type, a []Value) Value {
		if !a[1].IsInt() && t.TypeOf(a[1]).Slots.Index == nil {
			return t.Raise(t.Exc.TypeError, "'%s' object cannot be interpreted as an integer", t.TypeName(a[1]))
		}
		return typ.Slots.Repeat(t, a[0], a[1])
	}
	return slotGroup{
		has:    func(s *Slots) bool { return s.Repeat != nil },
		copy:   func(dst, src *Slots) { dst.Repeat = src.Repeat },
		python: func(s *Slots) { s.Repeat = nil },
		defs:   []wrapperDef{{"__mul__", "self, value, /", wrap}, {"__rmul__", "self, value, /", wrap}},
	}
}

func inPlaceRepeatGroup() slotGroup {
	return slotGroup{
		has:    func(s *Slots) bool { return s.InPlaceRepeat != nil },
		copy:   func(dst, src *Slots) { dst.InPlaceRepeat = src.InPlaceRepeat },
		python: func(s *Slots) { s.InPlaceRepeat = nil },
		defs: []wrapperDef{{"__imul__", "self, value, /", func(t *Thread, typ *Type, a []Value) Value {
			return typ.Slots.InPlaceRepeat(t, a[0], a[1])
		}}},
	}
}
