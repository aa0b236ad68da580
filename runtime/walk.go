package runtime

import (
	_ "embed"

	"github.com/go-python/gopython/gc"
	"github.com/go-python/gopython/internal/abi"
	"github.com/go-python/gopython/internal/bytecode"
)

// Walkers. A builtin function that walks over a generator would have to run an
// interpreter loop of its own for each item. So there is a Python function for
// each of them, which the interpreter calls in its place. Its frame is hidden
// from tracebacks and from who looks at the stack.

//go:embed walk.py
var walkSource string

// walkers are the functions of walk.py, once they were needed. There are those
// for generators, for maps and for filters: what is observed of one is no use to
// the others.
type walkers struct {
	prog *bytecode.Code
	sets [3]map[string]Value
	seen int   // items of maps and filters that none of them went over
	end  Value // what map_next and filter_next return at the end
}

// Walker returns the function to call in place of the builtin f with arg as its
// only argument, a generator, or what WalksNext knows; Unbound when there is none.
func (t *Thread) Walker(f, arg Value) Value {
	switch arg.Kind() {
	case abi.KindGenerator:
		if arg.Shape() != t.Types.Generator.rootShape {
			return Unbound
		}
	default:
		if t.Native == nil || !t.WalksNext(arg) || t.itemsLeft(arg) < walkFrom || !t.WorthWalking(arg) {
			return Unbound // Go code is as fast as the interpreter
		}
	}
	return t.WalkerOf(f, 1, arg.Shape())
}

// WalksNext reports whether it is a map of one iterable or a filter, with a
// Python function.
func (t *Thread) WalksNext(it Value) bool {
	if !it.IsKind(abi.KindInstance) {
		return false
	}
	switch it.Shape() {
	case t.Types.Map.rootShape:
		if len(abi.TupleItems(Slot(it, 1))) != 1 {
			return false
		}
	case t.Types.Filter.rootShape:
	default:
		return false
	}
	return Slot(it, 0).IsKind(abi.KindFunction)
}

// NextWalker returns the function to call for the next item of it, with what it
// calls and goes over; ok is false when it is none that WalksNext knows.
func (t *Thread) NextWalker(it Value) (fn, f, src Value, ok bool) {
	if !t.WalksNext(it) || !t.WorthWalking(it) {
		return
	}
	f, src = Slot(it, 0), Slot(it, 1)
	filter := it.Shape() == t.Types.Filter.rootShape
	if !filter {
		src = abi.TupleItems(src)[0]
	}
	name := "map_next"
	if filter {
		name = "filter_next"
	}
	fn = t.walkFunc(name, it.Shape())
	return fn, f, src, fn != Unbound
}

// WorthWalking reports whether there are walkers for a map or filter, or so much
// to go over that they are worth being made.
func (t *Thread) WorthWalking(it Value) bool {
	if t.Depth > t.WalkDepth() {
		return false
	}
	if *t.walkSet(it.Shape()) != nil {
		return true
	}
	t.walk.seen += t.itemsLeft(it)
	return t.walk.seen > walkAfter
}

// WalkDepth is how deep calls may be for walkers of maps and filters: their frames
// count for the recursion limit, those of the functions in Go do not.
func (t *Thread) WalkDepth() int32 { return t.DepthLimit / 32 }

// walkFrom is how many items there must be for the interpreter to go over a map or
// filter in Python: so many that it will be compiled in time.
const walkFrom = 2000

// walkAfter is how many items there are to be until it takes less time to go on
// in compiled code than to compile walk.py.
const walkAfter = 50000

// itemsLeft is about how many items a map or filter goes over.
func (t *Thread) itemsLeft(it Value) int {
	for range 8 {
		switch it.Kind() {
		case abi.KindRangeIter:
			return int(abi.Obj[abi.RangeIter](it).Left)
		case abi.KindSeqIter:
			switch s := abi.Obj[abi.SeqIter](it); s.Seq.Kind() {
			case abi.KindList:
				return len(abi.ListItems(s.Seq)) - int(s.Index)
			case abi.KindTuple:
				return len(abi.TupleItems(s.Seq)) - int(s.Index)
			}
			return 1
		case abi.KindInstance:
			if !t.WalksNext(it) {
				return 1
			}
			src := Slot(it, 1)
			if it.Shape() == t.Types.Map.rootShape {
				src = abi.TupleItems(src)[0]
			}
			it = src
		default:
			return 1
		}
	}
	return 1
}

// NextFunc is the function of walk.py for the next item of a filter or map;
// Unbound when it was not needed before.
func (t *Thread) NextFunc(filter bool) Value {
	name, shape := "map_next", t.Types.Map.rootShape
	if filter {
		name, shape = "filter_next", t.Types.Filter.rootShape
	}
	if fn, ok := (*t.walkSet(shape))[name]; ok {
		return fn
	}
	return Unbound
}

// WalkEnd is what those return at the end.
func (t *Thread) WalkEnd() Value { return t.walk.end }

func (t *Thread) walkSet(shape uint32) *map[string]Value {
	switch shape {
	case t.Types.Map.rootShape:
		return &t.walk.sets[1]
	case t.Types.Filter.rootShape:
		return &t.walk.sets[2]
	}
	return &t.walk.sets[0]
}

// walkFunc is a function of walk.py for objects of a shape.
func (t *Thread) walkFunc(name string, shape uint32) Value {
	set := t.walkSet(shape)
	if *set == nil {
		*set = map[string]Value{} // one that is asked for by what makes it has none
		if !t.makeWalkers(*set) {
			*set = nil // out of memory: the next call tries again
		}
	}
	if f, ok := (*set)[name]; ok {
		return f
	}
	return Unbound
}

// WalkerOf is Walker for any generator, map or filter, whose shape is given, as
// the last of n arguments: for two, f is a method. Those are for compiled code:
// Go code collects the items of a generator at least as fast as the interpreter
// (Interp.Drain).
func (t *Thread) WalkerOf(f Value, n int, shape uint32) Value {
	name := ""
	switch {
	case f.IsKind(abi.KindNative):
		o := abi.Obj[abi.Native](f)
		if n == 1 && o.Self == Unbound || n == 2 && f.Shape() == t.Types.MethodDescr.rootShape {
			name = t.natives[o.Index].Walk
		}
	case n != 1:
	case f.IsKind(abi.KindType):
		switch t.TypeFor(f) {
		case t.Types.List:
			name = "list"
		case t.Types.Tuple:
			name = "tuple"
		case t.Types.Set:
			name = "set"
		case t.Types.FrozenSet:
			name = "frozenset"
		}
	}
	if name == "" {
		return Unbound
	}
	return t.walkFunc(name, shape)
}

func (t *Thread) compileWalkers() *bytecode.Code {
	prog, err := t.Config.Compile([]byte(walkSource), "<walk>", "exec", CompileFlags{})
	if err != nil {
		panic("runtime: walk.py: " + err.Error())
	}
	for _, c := range prog.Code.Consts {
		if c, ok := c.(*bytecode.Code); ok {
			c.Flags |= bytecode.FlagHidden
			if c.Name == "map_next" || c.Name == "filter_next" {
				takeIterators(c)
			}
		}
	}
	return prog.Code
}

// makeWalkers runs walk.py; ok is false when there is no memory for it.
func (t *Thread) makeWalkers(funcs map[string]Value) (ok bool) {
	if t.Config.Compile == nil {
		return true
	}
	if t.walk.prog == nil {
		t.walk.prog = t.compileWalkers()
	}
	m := t.Mark()
	defer t.Unroot(m)
	globals := t.Root(t.NewDict())
	if t.walk.end == 0 {
		end := t.NewRecord(t.Types.Object)
		t.walk.end = end
		t.AddRoots(func(m *gc.Marker) { m.Value(end) })
	}
	for name, v := range map[string]Value{
		"END": t.walk.end, "type": t.Types.Type.Obj, "float": t.Types.Float.Obj, "int": t.Types.Int.Obj, "bool": t.Types.Bool.Obj,
		"make_tuple": t.Types.Tuple.Obj, "make_frozenset": t.Types.FrozenSet.Obj, "ValueError": t.Exc.ValueError.Obj,
		"abs": t.ownBuiltin("abs"), "isinstance": t.ownBuiltin("isinstance"), "sum_rest": t.NewNative(t.Types.Builtin, &sumRest, Unbound),
		"str_join": t.TypeAttr(t.Types.Str, t.Intern("join")), "list_append": t.TypeAttr(t.Types.List, t.Intern("append")),
	} {
		t.DictSet(globals, t.Intern(name), v)
	}
	code := t.Root(t.NewCode(t.walk.prog))
	if t.Interp.RunCode(t, code, globals, globals) == Raised {
		t.TakePending()
		return false
	}
	t.AddRoots(func(m *gc.Marker) { m.Value(globals) })
	for e, i := DictNext(globals, 0); e != nil; e, i = DictNext(globals, i+1) {
		if e.Value.IsKind(abi.KindFunction) {
			funcs[t.GoString(e.Key)] = e.Value
		}
	}
	return true
}

// takeIterators has for loops go over iterators without asking them for one: a
// class could be told of that, which for a map happens once and not for each item.
func takeIterators(c *bytecode.Code) {
	for i := 0; i < len(c.Instrs); i += int(bytecode.Infos[c.Instrs[i].Op()].Words) {
		if in := c.Instrs[i]; in.Op() == bytecode.GETITER {
			c.Instrs[i] = bytecode.Make(bytecode.MOVE, 0, in.A(), in.B(), 0)
		}
	}
}

// ownBuiltin returns a builtin function, whatever the module has under its name
// by now.
func (t *Thread) ownBuiltin(name string) Value {
	for d, i := range t.nativeIdx {
		if d.Name == name && t.nativeModule[d] == "builtins" {
			v := t.newNative(t.Types.Builtin, i, Unbound)
			abi.Obj[abi.Native](v).Module = t.Intern("builtins")
			return v
		}
	}
	panic("runtime: no builtin function " + name)
}

// sumRest goes on with a sum that is more than ints and floats: total, then x if
// it is given, then the rest of the iterable.
var sumRest = NativeDef{Name: "sum_rest", Sig: "iterable, total, x=None, /", Fn: func(t *Thread, a []Value) Value {
	l, ok := t.loop(a[0])
	if !ok {
		return Raised
	}
	defer l.end()
	total := a[1]
	if a[2] != Unbound {
		if total = t.BinaryOp(Add, total, a[2]); total == Raised {
			return Raised
		}
	}
	m := t.Mark()
	defer t.Unroot(m)
	t.Root(total)
	x := Unbound
	_, was := t.exactFloat(a[1])
	if f, ok := t.exactFloat(total); ok && !was {
		if total, x = t.sumStep(t.sumFloats(&l, f)); x == Raised {
			return Raised
		}
		t.Root(total)
	}
	if t.isComplex(total) {
		total, x = t.sumComplex(&l, total)
	}
	return t.sumAny(&l, total, x)
}}
