package runtime

import (
	"reflect"

	"github.com/go-python/gopython/gc"
)

// names are the interned strs that the runtime looks things up by. A field's
// str is its tag.
type names struct {
	Repr         Value `py:"__repr__"`
	Str          Value `py:"__str__"`
	Neg          Value `py:"__neg__"`
	Pos          Value `py:"__pos__"`
	Abs          Value `py:"__abs__"`
	Invert       Value `py:"__invert__"`
	Int          Value `py:"__int__"`
	Float        Value `py:"__float__"`
	Complex      Value `py:"__complex__"`
	Index        Value `py:"__index__"`
	Await        Value `py:"__await__"`
	AIter        Value `py:"__aiter__"`
	ANext        Value `py:"__anext__"`
	Iter         Value `py:"__iter__"`
	Next         Value `py:"__next__"`
	Hash         Value `py:"__hash__"`
	Bool         Value `py:"__bool__"`
	Eq           Value `py:"__eq__"`
	Call         Value `py:"__call__"`
	GetAttribute Value `py:"__getattribute__"`
	GetAttr      Value `py:"__getattr__"`
	SetAttr      Value `py:"__setattr__"`
	DelAttr      Value `py:"__delattr__"`
	Get          Value `py:"__get__"`
	Set          Value `py:"__set__"`
	Delete       Value `py:"__delete__"`
	SetName      Value `py:"__set_name__"`
	New          Value `py:"__new__"`
	Init         Value `py:"__init__"`
	InitSubclass Value `py:"__init_subclass__"`
	Del          Value `py:"__del__"`
	Len          Value `py:"__len__"`
	LengthHint   Value `py:"__length_hint__"`
	GetItem      Value `py:"__getitem__"`
	SetItem      Value `py:"__setitem__"`
	DelItem      Value `py:"__delitem__"`
	Contains     Value `py:"__contains__"`
	Missing      Value `py:"__missing__"`
	Reversed     Value `py:"__reversed__"`
	ClassGetItem Value `py:"__class_getitem__"`
	Format       Value `py:"__format__"`
	Bytes        Value `py:"__bytes__"`
	Round        Value `py:"__round__"`
	Trunc        Value `py:"__trunc__"`
	Floor        Value `py:"__floor__"`
	Ceil         Value `py:"__ceil__"`
	Dir          Value `py:"__dir__"`
	Dict         Value `py:"__dict__"`
	Slots        Value `py:"__slots__"`
	WeakRef      Value `py:"__weakref__"`
	Class        Value `py:"__class__"`
	ClassCell    Value `py:"__classcell__"`
	Doc          Value `py:"__doc__"`
	Module       Value `py:"__module__"`
	Name         Value `py:"__name__"`
	Qualname     Value `py:"__qualname__"`
	File         Value `py:"__file__"`
	Path         Value `py:"__path__"`
	Package      Value `py:"__package__"`
	Loader       Value `py:"__loader__"`
	Spec         Value `py:"__spec__"`
	All          Value `py:"__all__"`
	Builtins     Value `py:"__builtins__"`
	Annotations  Value `py:"__annotations__"`
	Annotate     Value `py:"__annotate__"`
	AnnotateFunc Value `py:"__annotate_func__"`
	StaticAttrs  Value `py:"__static_attributes__"`
	Prepare      Value `py:"__prepare__"`
	MROEntries   Value `py:"__mro_entries__"`
	OrigBases    Value `py:"__orig_bases__"`
	InstanceCk   Value `py:"__instancecheck__"`
	SubclassCk   Value `py:"__subclasscheck__"`
	Abstract     Value `py:"__abstractmethods__"`
	IsAbstract   Value `py:"__isabstractmethod__"`
	Enter        Value `py:"__enter__"`
	Exit         Value `py:"__exit__"`
	Import       Value `py:"__import__"`
	BuildClass   Value `py:"__build_class__"`
	Notes        Value `py:"__notes__"`
	Reduce       Value `py:"__reduce__"`
	ReduceEx     Value `py:"__reduce_ex__"`
	GetState     Value `py:"__getstate__"`
	SetState     Value `py:"__setstate__"`
	TypeParams   Value `py:"__type_params__"`
	Metaclass    Value `py:"metaclass"`
	MRO          Value `py:"mro"`
	Write        Value `py:"write"`
	Flush        Value `py:"flush"`
	Send         Value `py:"send"`
	Throw        Value `py:"throw"`
	Close        Value `py:"close"`
	Keys         Value `py:"keys"`
	Stdout       Value `py:"stdout"`
	Stderr       Value `py:"stderr"`
	Stdin        Value `py:"stdin"`
	Main         Value `py:"__main__"`
	Underscore   Value `py:"_"`

	Binary, Reflected, InPlace [NumBinOps]Value
	Compare                    [6]Value
}

func (n *names) init(iso *Isolate) {
	v := reflect.ValueOf(n).Elem()
	for i := range v.NumField() {
		if tag, ok := v.Type().Field(i).Tag.Lookup("py"); ok {
			v.Field(i).SetUint(uint64(iso.Intern(tag)))
		}
	}
	for op, name := range binNames {
		n.Binary[op] = iso.Intern("__" + name + "__")
		n.Reflected[op] = iso.Intern("__r" + name + "__")
		n.InPlace[op] = iso.Intern("__i" + name + "__")
	}
	for op, name := range compareNames {
		n.Compare[op] = iso.Intern(name)
	}
}

func (n *names) mark(m *gc.Marker) {
	v := reflect.ValueOf(n).Elem()
	for i := range v.NumField() {
		if f := v.Field(i); f.Kind() == reflect.Uint64 {
			m.Value(Value(f.Uint()))
		}
	}
	m.Values(n.Binary[:])
	m.Values(n.Reflected[:])
	m.Values(n.InPlace[:])
	m.Values(n.Compare[:])
}
