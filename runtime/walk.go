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

// walkers are the functions of walk.py, once they were needed.
type walkers struct {
	made  bool
	funcs map[string]Value
}

// Walker returns the function to call in place of the builtin f with the
// generator gen as its only argument; Unbound when there is none.
func (t *Thread) Walker(f, gen Value) Value {
	if !gen.IsKind(abi.KindGenerator) || gen.Shape() != t.Types.Generator.rootShape {
		return Unbound
	}
	return t.WalkerOf(f, 1)
}

// WalkerOf is Walker for any generator, which is the last of n arguments: for
// two, f is a method. Those are for compiled code: Go code collects the items of
// a generator at least as fast as the interpreter (Interp.Drain).
func (t *Thread) WalkerOf(f Value, n int) Value {
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
	if !t.walk.made {
		t.walk.made = true
		t.makeWalkers()
	}
	return t.walk.funcs[name]
}

// makeWalkers compiles walk.py.
func (t *Thread) makeWalkers() {
	t.walk.funcs = map[string]Value{}
	if t.Config.Compile == nil {
		return
	}
	prog, err := t.Config.Compile([]byte(walkSource), "<walk>", "exec", CompileFlags{})
	if err != nil {
		panic("runtime: walk.py: " + err.Error())
	}
	for _, c := range prog.Code.Consts {
		if c, ok := c.(*bytecode.Code); ok {
			c.Flags |= bytecode.FlagHidden
		}
	}
	m := t.Mark()
	defer t.Unroot(m)
	globals := t.Root(t.NewDict())
	for name, v := range map[string]Value{
		"type": t.Types.Type.Obj, "float": t.Types.Float.Obj, "int": t.Types.Int.Obj, "bool": t.Types.Bool.Obj,
		"make_tuple": t.Types.Tuple.Obj, "make_frozenset": t.Types.FrozenSet.Obj, "ValueError": t.Exc.ValueError.Obj,
		"abs": t.ownBuiltin("abs"), "isinstance": t.ownBuiltin("isinstance"), "sum_rest": t.NewNative(t.Types.Builtin, &sumRest, Unbound),
		"str_join": t.TypeAttr(t.Types.Str, t.Intern("join")), "list_append": t.TypeAttr(t.Types.List, t.Intern("append")),
	} {
		t.DictSet(globals, t.Intern(name), v)
	}
	code := t.Root(t.NewCode(prog.Code))
	if t.Interp.RunCode(t, code, globals, globals) == Raised {
		t.TakePending() // out of memory: the next call tries again
		t.walk.made = false
		return
	}
	t.AddRoots(func(m *gc.Marker) { m.Value(globals) })
	for e, i := DictNext(globals, 0); e != nil; e, i = DictNext(globals, i+1) {
		if e.Value.IsKind(abi.KindFunction) {
			t.walk.funcs[t.GoString(e.Key)] = e.Value
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
