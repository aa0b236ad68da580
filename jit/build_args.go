package jit

import (
	"unsafe"

	"github.com/go-python/gopython/internal/abi"
	"github.com/go-python/gopython/internal/bytecode"
	"github.com/go-python/gopython/ir"
	"github.com/go-python/gopython/runtime"
)

// Arguments of calls of Python functions are put in their places when the call
// is compiled: names, defaults, *args and **kwargs.

// argSource says where a parameter gets its value from.
type argSource struct {
	kind  argKind
	arg   int     // argArg: which argument; argRest: the first of the rest
	value Value   // argConst
	id    ir.ID   // argValue
	names []Value // argDict
	args  []int   // argDict
}

type argKind uint8

const (
	argNone  argKind = iota
	argArg           // an argument
	argConst         // a default
	argValue         // a default that was loaded
	argRest          // a tuple of the arguments from arg on that are not named
	argDict          // a dict
)

const maxRest = 8 // arguments that a *args is made of

// bindArgs finds a source for each parameter of a function that is called with n
// arguments, the last of them named. ok is false when the call is for the
// runtime, which has an error to raise.
func (b *builder) bindArgs(f *abi.Function, n int, names []Value) (plan []argSource, ok bool) {
	info := b.j.profileOf(f.Code).info
	argc, kwonly := info.ArgCount, info.KwOnly
	named := argc + kwonly
	plan = make([]argSource, named)
	pos := n - len(names)
	for k := range min(pos, argc) {
		plan[k] = argSource{kind: argArg, arg: k}
	}
	if info.Flags&bytecode.FlagVarArgs != 0 {
		if pos-argc > maxRest {
			return nil, false
		}
		plan = append(plan, argSource{kind: argRest, arg: min(argc, pos)})
	} else if pos > argc {
		return nil, false
	}
	var rest *argSource
	if info.Flags&bytecode.FlagVarKeywords != 0 {
		plan = append(plan, argSource{kind: argDict})
		rest = &plan[len(plan)-1]
	}
	for i, name := range names {
		k := info.PosOnly
		for k < named && info.Names[k] != name && !runtime.StrEqual(info.Names[k], name) {
			k++
		}
		switch {
		case k < named && plan[k].kind == argNone:
			plan[k] = argSource{kind: argArg, arg: pos + i}
		case k == named && rest != nil:
			rest.names, rest.args = append(rest.names, name), append(rest.args, pos+i)
		default:
			return nil, false
		}
	}
	return plan, b.bindDefaults(f, info, plan)
}

func (b *builder) bindDefaults(f *abi.Function, info *runtime.CodeInfo, plan []argSource) bool {
	var defaults []Value
	if f.Defaults != abi.None {
		defaults = abi.TupleItems(f.Defaults)
	}
	first := info.ArgCount - len(defaults)
	for k := range info.ArgCount + info.KwOnly {
		if plan[k].kind != argNone {
			continue
		}
		v := abi.Unbound
		if k < info.ArgCount && k >= first {
			v = defaults[k-first]
		} else if k >= info.ArgCount && b.t.IsExactDict(f.KwDefaults) {
			w, constant := b.watch(f.KwDefaults, info.Names[k])
			if constant {
				v = w
			}
		}
		if v == abi.Unbound {
			return false
		}
		plan[k] = argSource{kind: argConst, value: v}
	}
	return true
}

// arrange makes the values of the parameters.
func (b *builder) arrange(plan []argSource, args []ir.ID, names int) []ir.ID {
	params := make([]ir.ID, len(plan))
	for k := range plan {
		switch p := &plan[k]; p.kind {
		case argArg:
			params[k] = args[p.arg]
		case argConst:
			params[k] = b.constValue(p.value)
		case argValue:
			params[k] = p.id
		case argRest:
			params[k] = b.tupleOf(args[p.arg : len(args)-names])
		case argDict:
			if len(p.names) == 0 {
				params[k] = b.emptyDict()
				continue
			}
			var items []ir.ID
			for i, name := range p.names {
				b.region.keep(name)
				items = append(items, b.f.ConstT(name), b.tagged(args[p.args[i]]))
			}
			// It may be made again: nobody has seen it.
			params[k] = b.callSame(hKeywords, ir.Tagged, items...)
			b.f.Node(params[k]).Type = ir.Type{Bits: ir.TObject}
		}
	}
	return params
}

// callNamed calls anything by the runtime, the last arguments being named. A
// first argument that is unbound does not count.
func (b *builder) callNamed(callee ir.ID, args []ir.ID, site callSite) ir.ID {
	names := b.f.ConstT(abi.Unbound)
	if len(site.names) > 0 {
		names = b.f.ConstT(site.kwnames)
		b.region.keep(site.kwnames)
	}
	all := []ir.ID{names, b.tagged(callee)}
	for _, x := range args {
		all = append(all, b.tagged(x))
	}
	if len(all) > 15 {
		b.refuse("a call with many arguments")
	}
	return b.callState(hCallNamed, ir.Tagged, site.next, site.dest, all...)
}

func callNamedHelper(j *JIT, t *runtime.Thread, a []uint64) (uint64, bool) {
	v := values(a)
	names, f, args := v[0], v[1], v[2:]
	if len(args) > 0 && args[0] == abi.Unbound {
		args = args[1:]
	}
	if names == abi.Unbound {
		return word(t.Call(f, args...))
	}
	return word(t.CallKw(f, args, names))
}

func keywordsHelper(j *JIT, t *runtime.Thread, a []uint64) (uint64, bool) {
	d := t.NewDict()
	for k := 0; k < len(a); k += 2 {
		t.DictSetStr(d, Value(a[k]), Value(a[k+1]))
	}
	return word(d)
}

// closureArgs arranges the arguments of a call of a function object at p with
// known code. It has defaults for positional parameters of its own, as many as
// like has.
func (b *builder) closureArgs(p ir.ID, code, like Value, args []ir.ID, names []Value) ([]ir.ID, bool) {
	c := abi.Obj[abi.Code](code)
	if c.Args == uint32(len(args)) && len(names) == 0 {
		return args, true
	}
	if !b.alive(like) || !like.IsKind(abi.KindFunction) {
		return nil, false
	}
	f := abi.Obj[abi.Function](like)
	if f.Code != code {
		return nil, false
	}
	plan, ok := b.bindArgs(f, len(args), names)
	if !ok {
		return nil, false
	}
	argc, n := b.j.profileOf(code).info.ArgCount, 0
	for k := range plan {
		if plan[k].kind == argConst {
			if k >= argc {
				return nil, false // those are in a dict
			}
			n = len(abi.TupleItems(f.Defaults))
		}
	}
	if n > 0 {
		const off = int32(unsafe.Offsetof(abi.Function{}.Defaults))
		t := b.emit(ir.OpCheckShape, int64(b.t.Types.Tuple.RootShape()), b.load(p, off, ir.MType))
		b.emit(ir.OpCheckEq, int64(n), b.loadInt(t, tupleLen, ir.MTuple, maxLen))
		args = append([]ir.ID(nil), args...)
		for k := range plan {
			if plan[k].kind == argConst {
				plan[k] = argSource{kind: argValue, id: b.load(t, tupleItems+int32(k-(argc-n))*abi.Word, ir.MTuple)}
			}
		}
	}
	return b.arrange(plan, args, len(names)), true
}

// callMethodObject calls a bound method of a function that was observed.
func (b *builder) callMethodObject(callee ir.ID, args []ir.ID, s *site, site callSite) bool {
	if s.a != kMethod || s.flags&(failCall|failTarget) != 0 || !b.alive(s.code) || !s.code.IsKind(abi.KindFunction) || b.f.Node(callee).Rep != ir.Tagged {
		return false
	}
	fn := s.code
	p := b.emit(ir.OpCheckKind, int64(abi.KindMethod), callee)
	b.emit(ir.OpCheckIs, int64(fn), b.load(p, int32(unsafe.Offsetof(abi.Method{}.Func)), ir.MField))
	self := b.load(p, int32(unsafe.Offsetof(abi.Method{}.Self)), ir.MField)
	v := b.callFunction(fn, append([]ir.ID{self}, args...), site)
	if b.cur != 0 {
		b.set(site.dest, v)
	}
	return true
}

// classAttr is what name means on a class (whose metaclass is type), as far as a
// constant: the value, and the class when that is to be the first argument.
func (b *builder) classAttr(class, name Value) (v, first Value) {
	if !class.IsKind(abi.KindType) {
		return abi.Unbound, abi.Unbound
	}
	t := b.t
	typ := t.TypeFor(class)
	if typ.Meta != t.Types.Type || t.Lookup(t.Types.Type, name) != abi.Unbound {
		return abi.Unbound, abi.Unbound
	}
	v, first = b.unwrapAttr(t.Lookup(typ, name), class)
	if v == abi.Unbound || !t.NoteCached(typ, name) {
		return abi.Unbound, abi.Unbound
	}
	b.region.classes = true
	b.region.keep(class)
	b.region.keep(v)
	return v, first
}

// unwrapAttr is what an attribute of a class becomes when it is got from the class.
func (b *builder) unwrapAttr(v, class Value) (fn, first Value) {
	switch inner, kind := b.t.Unwrap(v); {
	case v == abi.Unbound:
	case kind == runtime.WrapStatic:
		return inner, abi.Unbound
	case kind == runtime.WrapClass && inner.IsKind(abi.KindFunction):
		return inner, class
	case kind == runtime.WrapNone && (v.IsKind(abi.KindFunction) || !b.t.HasDescrGet(v)):
		return v, abi.Unbound
	}
	return abi.Unbound, abi.Unbound
}

// callClassMethod builds CALLMETHOD where methodOfClass builds METHOD.
func (b *builder) callClassMethod(i int, x ir.ID, args []ir.ID, name Value, s *site, site callSite) bool {
	v, first, ok := b.constantMethod(x, name, s)
	if !ok {
		return false
	}
	args = args[1:]
	if first != abi.Unbound {
		args = append([]ir.ID{b.f.ConstT(first)}, args...)
	}
	if v.IsKind(abi.KindFunction) && b.callKnown(i, v, args, site, s) {
		return true
	}
	b.set(site.dest, b.callAny(b.constValue(v), args, site))
	return true
}

// constantMethod finds a method that is the same for all that x may be, and is
// not bound to it.
func (b *builder) constantMethod(x ir.ID, name Value, s *site) (v, first Value, ok bool) {
	v, first = abi.Unbound, abi.Unbound
	if n := b.f.Node(x); n.Op == ir.OpConstT {
		v, first = b.classAttr(Value(n.Aux), name)
	} else if shapes := s.shapesOf(); len(shapes) == 1 && n.Rep == ir.Tagged {
		if v, first = b.wrappedOf(shapes[0], name); v != abi.Unbound {
			b.emit(ir.OpCheckShape, int64(shapes[0]), x)
		}
	}
	return v, first, v != abi.Unbound
}

// callInstance calls objects whose classes have a __call__ in Python.
func (b *builder) callInstance(callee ir.ID, args []ir.ID, s *site, site callSite) bool {
	shapes := s.shapesOf()
	if s.a != kInstance || shapes == nil || b.f.Node(callee).Rep != ir.Tagged || len(args) > 11 {
		return false
	}
	m := boundMethod{shapes: shapes, fns: make([]Value, len(shapes))}
	for k, shape := range shapes {
		typ := b.t.TypeShape(shape)
		if typ == nil || !b.t.NoteCached(typ, b.t.CallName()) {
			return false
		}
		if m.fns[k] = b.t.Lookup(typ, b.t.CallName()); !m.fns[k].IsKind(abi.KindFunction) {
			return false
		}
	}
	b.region.classes = true
	if v := b.callBound(&m, append([]ir.ID{callee}, args...), s, site); b.cur != 0 {
		b.set(site.dest, v)
	}
	return true
}

// methodOfClass builds METHOD where it finds a constant on a class: x is the
// class, or an instance with a static or class method.
func (b *builder) methodOfClass(a int, x ir.ID, name Value, s *site) bool {
	v, first, ok := b.constantMethod(x, name, s)
	if !ok {
		return false
	}
	b.set(a-1, b.constValue(v))
	b.set(a, b.f.ConstT(first))
	delete(b.fr.methods, a)
	if first != abi.Unbound {
		b.fr.methods[a] = &boundMethod{shapes: []uint32{first.Shape()}, fns: []Value{v}}
	}
	return true
}

// wrappedOf is a static or class method that instances of a shape have.
func (b *builder) wrappedOf(shape uint32, name Value) (v, first Value) {
	t := b.t
	typ := t.TypeShape(shape)
	if typ == nil || !t.PlainAttrs(typ) || typ.Kind != abi.KindInstance || t.ShapeHasDict(shape) {
		return abi.Unbound, abi.Unbound
	}
	if _, own := t.ShapeSlot(shape, name); own {
		return abi.Unbound, abi.Unbound
	}
	w := t.Lookup(typ, name)
	if _, kind := t.Unwrap(w); w == abi.Unbound || kind == runtime.WrapNone || !t.NoteCached(typ, name) {
		return abi.Unbound, abi.Unbound
	}
	b.region.classes = true
	v, first = b.unwrapAttr(w, typ.Obj)
	b.region.keep(v)
	return v, first
}
