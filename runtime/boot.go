package runtime

import (
	"errors"
	"hash/maphash"

	"github.com/go-python/gopython/gc"
	"github.com/go-python/gopython/internal/abi"
)

// Types are the builtin classes.
type Types struct {
	Object, Type, None, NotImplemented, Ellipsis,
	Int, Bool, Float, Complex,
	Str, Bytes, ByteArray, MemoryView,
	List, Tuple, Dict, Set, FrozenSet, Range, Slice,
	Function, Builtin, Method, MethodDescr, WrapperDescr, MethodWrapper, ClassMethodDescr,
	GetSet, Member, Code, Cell, Frame, Traceback,
	Generator, Coroutine, AsyncGenerator,
	Module, Property, ClassMethod, StaticMethod, Super, MappingProxy, SimpleNamespace, GenericAlias, Union,
	ListIter, ListReverseIter, TupleIter, StrIter, WideStrIter, BytesIter, ByteArrayIter, SeqIter, CallableIter,
	RangeIter, LongRangeIter, DictKeys, DictValues, DictItems,
	DictKeyIter, DictValueIter, DictItemIter, DictReverseKeyIter, DictReverseValueIter, DictReverseItemIter, SetIter,
	Enumerate, Zip, Map, Filter, Reversed,
	TextFile, BinaryFile *Type
}

// New makes an isolate with all builtin classes and the modules builtins and
// sys. The interpreter and the front end are set in afterwards: see Interp and
// Config.Compile.
func New(cfg Config) (*Isolate, error) {
	iso := &Isolate{Config: cfg, IntMaxStrDigits: 4300, interned: make(map[string]Value, 1024), nativeIdx: make(map[*NativeDef]int64, 256), nativeModule: map[*NativeDef]string{},
		modules: Unbound, Builtins: Unbound, EmptyStr: Unbound, EmptyTuple: Unbound, EmptyBytes: Unbound, emptyFrozenset: Unbound}
	iso.hashSeed = maphash.Comparable(maphash.MakeSeed(), 0)
	t, err := newThread(iso)
	if err != nil {
		return nil, err
	}
	iso.main = t
	if iso.shapeMem, err = gc.NewArea(maxShapes * abi.ShapeSize); err != nil {
		return nil, errors.Join(err, t.stack.Close())
	}
	iso.Heap, err = gc.New(gc.Config{
		MaxBytes: cfg.MaxMemory, Poll: &t.Poll, Stress: cfg.GCStress, Poison: cfg.GCStress,
		Roots: iso.markRoots, AfterMark: iso.afterMark, Dying: iso.dying,
		ShapeBase: func() uintptr { return abi.AddrOf(iso.shapes) },
	})
	if err != nil {
		return nil, errors.Join(err, t.stack.Close(), iso.shapeMem.Close())
	}
	iso.shapes = abi.SliceAt[abi.Shape](iso.shapeMem.Base, int(iso.shapeMem.Size/abi.ShapeSize))[:0]
	iso.shapeInfo = make([]shapeInfo, 0, 512)
	iso.shapeTypes = make([]*Type, 0, 512)
	t.boot()
	return iso, nil
}

// boot makes the classes. The first ones are needed to make any other; their
// dicts are filled once the classes of what stands in a dict are there.
func (t *Thread) boot() {
	t.newShape(&Type{}, 0, Unbound, 0, 0) // shape 0 is nobody's
	T := &t.Types
	T.Object = t.addBuiltin(&objectType, nil)
	T.Type = t.addBuiltin(&typeType, T.Object)
	for _, typ := range []*Type{T.Object, T.Type} {
		typ.Meta = T.Type
		abi.ObjAt[abi.Header](typ.Obj.Addr()).Shape = T.Type.rootShape
	}
	type pending struct {
		typ  *Type
		spec *TypeSpec
	}
	queue := []pending{{T.Object, &objectType}, {T.Type, &typeType}}
	add := func(dst **Type, spec *TypeSpec, base *Type) {
		*dst = t.addBuiltin(spec, base)
		queue = append(queue, pending{*dst, spec})
	}
	for _, b := range bootTypes(T) {
		var base *Type
		if b.base != nil {
			base = *b.base
		}
		add(b.dst, b.spec, base)
	}
	t.ListShape, t.IntShape, t.StrShape = T.List.rootShape, T.Int.rootShape, T.Str.rootShape
	t.bootWordTypes()
	t.bootConstants()
	t.names.init(t.Isolate)
	for _, p := range queue {
		t.fillBuiltin(p.typ, p.spec)
	}
	t.bootExceptions()
	t.spareMemoryError = t.NewException(t.Exc.MemoryError)
	t.bootModules()
}

type bootType struct {
	dst  **Type
	spec *TypeSpec
	base **Type
}

// bootConstants makes the singletons that live in the heap.
func (t *Thread) bootConstants() {
	t.EmptyStr = t.allocStr(0, abi.StrASCII)
	t.EmptyTuple = t.allocTuple(t.Types.Tuple, 0)
	for i := range t.chars {
		t.chars[i] = t.allocStr(1, strFlags(rune(i)))
		strSet(t.chars[i], 0, rune(i))
		t.internNew(t.chars[i], t.GoString(t.chars[i]))
	}
	t.bootBytes()
}
