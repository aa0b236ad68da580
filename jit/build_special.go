package jit

import (
	"github.com/go-python/gopython/internal/abi"
	"github.com/go-python/gopython/internal/bytecode"
	"github.com/go-python/gopython/ir"
	"github.com/go-python/gopython/runtime"
)

// Special methods in Python that instructions call: they are inlined or called
// like others, and return to the instruction (ir.ContInstr, the interpreter's
// CONT).

// eitherCall is what fast gives if cond holds, else what slow gives, both of
// representation rep: they may build calls.
func (b *builder) eitherCall(cond ir.ID, rep ir.Rep, fast, slow func() ir.ID) ir.ID {
	yes, no, join := b.f.NewBlock(), b.f.NewBlock(), b.f.NewBlock()
	blk := b.f.Block(b.cur)
	blk.Term, blk.Cond = ir.TermBranch, cond
	blk.Succs = []ir.Edge{{To: yes}, {To: no}}
	envs, at, state := b.saveEnvs(), b.fr.at, b.state
	param := b.f.AddParam(join, rep, ir.Type{})
	some := false
	for k, build := range [2]func() ir.ID{fast, slow} {
		b.cur = [2]ir.BlockID{yes, no}[k]
		b.mark(b.cur)
		if v := build(); b.cur != 0 {
			b.link(b.cur, join, []ir.ID{v})
			some = true
		}
		b.restoreEnvs(envs)
		b.fr.at, b.state = at, state
		b.f.PC, b.f.Code = int32(at), b.fr.code
	}
	if !some {
		b.cur = 0
		return 0
	}
	b.cur = join
	b.mark(join)
	return param
}

// shapeOf is the shape of a tagged value, 0 for what is no reference.
func (b *builder) shapeOf(x ir.ID) ir.ID {
	id := b.emit(ir.OpShapeOf, 0, x)
	b.f.Node(id).Type = ir.IntRange(0, 1<<32-1)
	return id
}

// compareSpecial builds x op y by the method of x's class; rep is Bool, for the
// truth of the result, or Tagged. ok is false when it is not that simple.
func (b *builder) compareSpecial(op runtime.CompareOp, x, y ir.ID, sx kinds, s *site, rep ir.Rep) (v ir.ID, ok bool) {
	shapes := s.shapesOf()
	if sx != kInstance || shapes == nil || s.flags&failType != 0 || b.rep(x) != ir.Tagged {
		return 0, false
	}
	fns := make([]Value, len(shapes))
	for k, shape := range shapes {
		typ := b.t.TypeShape(shape)
		if typ == nil || typ.Kind != abi.KindInstance {
			return 0, false
		}
		name := Value(0)
		if fns[k], name = b.t.CompareMethod(op, typ, typ); fns[k] == abi.Unbound || !b.t.NoteCached(typ, name) {
			return 0, false
		}
		f := abi.Obj[abi.Function](fns[k])
		if p := b.j.profileOf(f.Code); p.code.Args != 2 || p.code.Flags&generators != 0 || !b.inlinable(p, f.Globals) {
			return 0, false
		}
	}
	b.region.classes = true
	n := b.f.Node(y)
	builtin := n.Rep != ir.Tagged || n.Op == ir.OpConstT && !b.t.TypeOf(Value(n.Aux)).Heap
	at := b.fr.at
	slow := func() ir.ID {
		o := b.f.ConstI(int64(op))
		if rep == ir.Bool {
			return b.callSame(hCompare, ir.Bool, o, x, b.tagged(y))
		}
		return b.call(hRichCompare, ir.Tagged, o, x, b.tagged(y))
	}
	fast := func(k int) ir.ID {
		f := abi.Obj[abi.Function](fns[k])
		if !b.inlinable(b.j.profileOf(f.Code), f.Globals) { // no more
			return slow()
		}
		v := b.callFunction(fns[k], []ir.ID{x, y}, callSite{next: at + b.fr.p.flow.words(at), dest: int(b.fr.p.info.Instrs[at].A()) / 8, cont: ir.ContInstr, implemented: true})
		switch {
		case b.cur == 0:
			return 0
		case rep == ir.Tagged:
			return b.tagged(v)
		case b.rep(v) != ir.Tagged:
			v, _ = b.truth(v, 0)
			return v
		}
		return b.eitherCall(b.emit(ir.OpTIs, int64(abi.True), v), ir.Bool, func() ir.ID { return b.f.ConstB(true) }, func() ir.ID {
			return b.eitherCall(b.emit(ir.OpTIs, int64(abi.False), v), ir.Bool, func() ir.ID { return b.f.ConstB(false) }, func() ir.ID {
				return b.callSame(hTruth, ir.Bool, v)
			})
		})
	}
	v = b.dispatch(x, shapes, func(k int, p ir.ID) ir.ID {
		if builtin || x == y {
			return fast(k)
		}
		// A subclass of x's class may have a method that goes before.
		same := b.emit(ir.OpICmp, ir.EQ, b.shapeOf(b.tagged(y)), b.f.ConstI(int64(shapes[k])))
		return b.eitherCall(same, rep, func() ir.ID { return fast(k) }, slow)
	})
	if b.cur != 0 && rep == ir.Bool && b.rep(v) != ir.Bool {
		v = b.emit(ir.OpTIs, int64(abi.True), v)
	}
	return v, true
}

// truthOfInstance gives the truth of objects that have no method that tells.
func (b *builder) truthOfInstance(x ir.ID, seen kinds, s *site) (ir.ID, bool) {
	shapes := s.shapesOf()
	if seen&kInstance == 0 || seen&^(kInstance|kNone) != 0 || shapes == nil || b.rep(x) != ir.Tagged {
		return 0, false
	}
	for _, shape := range shapes {
		if typ := b.t.TypeShape(shape); typ == nil || typ.Kind != abi.KindInstance || !b.t.AlwaysTrue(typ) {
			return 0, false
		}
	}
	b.region.classes = true
	if seen == kInstance && len(shapes) == 1 {
		b.emit(ir.OpCheckShape, int64(shapes[0]), x)
		return b.f.ConstB(true), true
	}
	id := b.shapeOf(x)
	known := ir.ID(0)
	for _, shape := range shapes {
		c := b.emit(ir.OpICmp, ir.EQ, id, b.f.ConstI(int64(shape)))
		if known != 0 {
			c = b.emit(ir.OpBOr, 0, known, c)
		}
		known = c
	}
	none := b.emit(ir.OpTIs, int64(abi.None), x)
	b.orCold(b.emit(ir.OpBOr, 0, known, none))
	return b.emit(ir.OpBNot, 0, none), true
}

// orCold leaves where cond does not hold, which was not seen yet.
func (b *builder) orCold(cond ir.ID) {
	good, bad := b.f.NewBlock(), b.f.NewBlock()
	blk := b.f.Block(b.cur)
	blk.Term, blk.Cond = ir.TermBranch, cond
	blk.Succs = []ir.Edge{{To: good}, {To: bad}}
	b.cur = bad
	b.mark(bad)
	b.exitAt(b.fr.at, ir.ExitCold)
	b.cur = good
	b.mark(good)
}

// itemSpecial builds x[y], or x[y] = v when that is not 0, for objects whose
// class has the method in Python; it reports whether it could.
func (b *builder) itemSpecial(i, dest int, x, y, v ir.ID, s *site) bool {
	shapes := s.shapesOf()
	if shapes == nil || b.rep(x) != ir.Tagged {
		return false
	}
	fns := make([]Value, len(shapes))
	for k, shape := range shapes {
		typ := b.t.TypeShape(shape)
		if typ == nil || !typ.Heap || typ.Kind != abi.KindInstance {
			return false
		}
		name := Value(0)
		if fns[k], name = b.t.ItemMethod(typ, v != 0); fns[k] == abi.Unbound || !b.t.NoteCached(typ, name) {
			return false
		}
	}
	b.region.classes = true
	args := []ir.ID{x, y}
	if v != 0 {
		args = append(args, v)
	}
	r := b.dispatch(x, shapes, func(k int, p ir.ID) ir.ID {
		return b.callSpecial(fns[k], args, i, dest)
	})
	if b.cur != 0 && v == 0 {
		b.set(dest, r)
	}
	return true
}

// callSpecial calls a special method for instruction i, which writes dest if it
// has a result.
func (b *builder) callSpecial(fn Value, args []ir.ID, i, dest int) ir.ID {
	f := abi.Obj[abi.Function](fn)
	p := b.j.profileOf(f.Code)
	cs := callSite{next: i + b.fr.p.flow.words(i), dest: dest, cont: ir.ContInstr}
	if p.code.Args == uint32(len(args)) && p.code.Flags&generators == 0 && b.inlinable(p, f.Globals) {
		return b.callFunction(fn, args, cs)
	}
	all := []ir.ID{b.constValue(fn)}
	for _, x := range args {
		all = append(all, b.tagged(x))
	}
	return b.callState(hCall, ir.Tagged, cs.next, dest, all...)
}

// iterGenerator builds iter(x) for objects of a class whose __iter__ is a
// generator function; it reports whether it could.
func (b *builder) iterGenerator(i, dest int, x ir.ID, s *site) bool {
	shapes := s.shapesOf()
	if len(shapes) != 1 || s.flags&failType != 0 || b.rep(x) != ir.Tagged {
		return false
	}
	typ := b.t.TypeShape(shapes[0])
	if typ == nil || !typ.Heap || typ.Kind != abi.KindInstance {
		return false
	}
	fn, name := b.t.IterMethod(typ)
	if fn == abi.Unbound || !b.t.NoteCached(typ, name) {
		return false
	}
	code := abi.Obj[abi.Function](fn).Code
	if c := abi.Obj[abi.Code](code); c.Flags&generators != bytecode.FlagGenerator || c.Args != 1 {
		return false
	}
	b.region.classes = true
	b.region.keep(fn)
	b.emit(ir.OpCheckShape, int64(shapes[0]), x)
	b.set(dest, b.makeGenerator(b.f.ConstT(fn), code, []ir.ID{x}, callSite{next: b.fr.p.next(i), dest: dest}))
	return true
}
