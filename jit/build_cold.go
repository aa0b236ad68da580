package jit

import (
	"github.com/go-python/gopython/internal/abi"
	"github.com/go-python/gopython/internal/bytecode"
	"github.com/go-python/gopython/ir"
)

// Code that was never executed while the program was observed is left to the
// interpreter (ir.ExitCold), and the region is compiled again when it turns out
// to be needed. That costs more than to build it at once where little is to be
// learnt about it: moves, jumps, returns, arithmetic of numbers that are known to
// be such, attributes of objects whose shape was checked before. What is not
// known is guessed (x in x + 1.0 will be a float); a wrong guess leaves the region
// as the exit would have done.
//
// Code that was executed must not suffer from it: where both meet and what is
// known of a value would be lost, the way that was never gone leaves (dropCold).
// So it does in loops, where the optimiser looks for what is done in every
// iteration; and nothing is built that writes to memory.

// maxPlain is how many instructions a block has at most that is built so.
const maxPlain = 24

// plainOps are the instructions for which blindSite may find out enough.
var plainOps = [256]bool{
	bytecode.NOP: true, bytecode.MOVE: true, bytecode.LOADK: true, bytecode.CHECK: true, bytecode.CLEAR: true, bytecode.JMP: true,
	bytecode.JTRUE: true, bytecode.JFALSE: true, bytecode.JNONE: true, bytecode.JNOTNONE: true, bytecode.JIS: true, bytecode.JISNOT: true,
	bytecode.IS: true, bytecode.NOT: true, bytecode.NEG: true, bytecode.COMPARE: true, bytecode.LOADGLOBAL: true, bytecode.LOADATTR: true,
	bytecode.RETURN: true,
}

func isPlain(op bytecode.Op) bool {
	return plainOps[op] || binaryOp[op].form != 0 || compareJump[op].form != 0
}

// plain reports whether the block at pc, which was never executed, may be built
// all the same.
func (fr *frame) plain(pc int) bool {
	fl := fr.p.flow
	if fr.gen != nil || fr.p.info.Flags&generators != 0 || fr.p.code.Flags&generators != 0 {
		return false
	}
	if _, ok := fl.byHead[pc]; ok {
		return false
	}
	for i, n := pc, 0; ; n++ {
		if h, _ := fl.handler(i); n == maxPlain || h >= 0 || !isPlain(fl.code.Instrs[i].Op()) {
			return false
		}
		_, jumps := bytecode.JumpTarget(fl.code.Instrs[i], i)
		next := i + fl.words(i)
		if jumps || fl.eff[i].Ends || fl.leader[next] {
			return fl.inside(pc) == 0 || fl.code.Instrs[i].Op() == bytecode.RETURN
		}
		i = next
	}
}

// hint is what a value presumably is, with its shape if it is an instance.
func (b *builder) hint(v val) (k kinds, shape uint32) {
	if v <= 0 {
		return 0, 0
	}
	id := ir.ID(v)
	n := b.f.Node(id)
	switch {
	case b.unsigned(id):
		return 0, 0
	case n.Rep == ir.I64:
		return kInt, 0
	case n.Rep == ir.F64:
		return kFloat, 0
	case n.Rep == ir.Bool:
		return kBool, 0
	case n.Rep != ir.Tagged:
		return 0, 0
	case n.Op == ir.OpConstT:
		return kindsOf(b.t, Value(n.Aux)), 0
	}
	if shape = b.shapes[id]; shape == 0 {
		shape = n.Type.Shape
	}
	if shape != 0 {
		if typ := b.t.TypeShape(shape); typ != nil && typ.Kind == abi.KindInstance {
			return kInstance, shape
		}
		return 0, 0
	}
	switch bits := n.Type.Bits; {
	case bits == 0:
	case bits&^(ir.TFloat|ir.TFloatBox) == 0:
		return kFloat, 0
	case bits&^ir.TInt == 0:
		return kInt, 0
	case bits&^(ir.TInt|ir.TInt64) == 0:
		return kInt | kInt64, 0
	}
	return 0, 0
}

// numbers completes what is known of two operands of arithmetic, if they are
// numbers.
func numbers(x, y kinds) (kinds, kinds, bool) {
	const number = kInt | kInt64 | kBool | kFloat
	guess := func(k kinds) kinds {
		if k == kBool {
			return kInt
		}
		return k
	}
	switch {
	case x == 0 && y == 0 || (x|y)&^number != 0:
		return 0, 0, false
	case x == 0:
		x = guess(y)
	case y == 0:
		y = guess(x)
	}
	return x, y, true
}

// blindSite makes up what could have been observed at instruction i of the
// current frame, which was never executed; ok is false when it cannot be built.
func (b *builder) blindSite(i int, in bytecode.Instr) (s site, ok bool) {
	fr := b.fr
	op := in.Op()
	if h, _ := fr.p.flow.handler(i); h >= 0 || !isPlain(op) || fr.gen != nil || fr.p.sites[i].flags != 0 {
		return s, false
	}
	at := func(reg uint16) val { return fr.env[int(reg)/abi.Word] }
	known := func(regs ...uint16) bool {
		for _, r := range regs {
			if at(r) <= 0 {
				return false
			}
		}
		return true
	}
	constant := func(off uint16) kinds { return kindsOf(b.t, abi.Load(fr.p.code.Consts+uintptr(off))) }
	switch op {
	case bytecode.NOP, bytecode.MOVE, bytecode.LOADK, bytecode.CLEAR, bytecode.JMP:
		return s, true
	case bytecode.CHECK, bytecode.JNONE, bytecode.JNOTNONE, bytecode.RETURN:
		return s, known(in.A())
	case bytecode.JIS, bytecode.JISNOT:
		return s, known(in.A(), in.B())
	case bytecode.IS:
		return s, known(in.B(), in.C())
	case bytecode.JTRUE, bytecode.JFALSE:
		s.a, _ = b.hint(at(in.A()))
		return s, known(in.A()) && s.a&^(kInt|kFloat|kBool|kNone) == 0 && s.a != 0
	case bytecode.NOT:
		s.b, _ = b.hint(at(in.B()))
		return s, known(in.B()) && s.b&^(kInt|kFloat|kBool|kNone) == 0 && s.b != 0
	case bytecode.NEG:
		s.b, _ = b.hint(at(in.B()))
		return s, known(in.B()) && (s.b == kInt || s.b == kFloat)
	case bytecode.LOADGLOBAL:
		_, ok := b.lookGlobal(b.globalName(in))
		return s, ok
	case bytecode.LOADATTR:
		k, shape := b.hint(at(in.B()))
		if k != kInstance || shape == 0 {
			return s, false
		}
		switch b.attrOf(shape, abi.Load(fr.p.code.Consts+uintptr(in.C()))).kind {
		case attrSlot, attrOverflow, attrConst:
		default:
			return s, false
		}
		s.b, s.shapes[0], s.nshapes = kInstance, shape, 1
		return s, true
	case bytecode.COMPARE:
		x, _ := b.hint(at(in.B()))
		y, _ := b.hint(at(in.C()))
		s.b, s.c, ok = numbers(x, y)
		return s, ok && known(in.B(), in.C())
	}
	if form := compareJump[op].form; form != 0 {
		x, _ := b.hint(at(in.A()))
		y := kInt
		switch form {
		case 'k':
			y = constant(in.B())
		case 'r':
			if y, _ = b.hint(at(in.B())); !known(in.B()) {
				return s, false
			}
		}
		s.a, s.b, ok = numbers(x, y)
		return s, ok && known(in.A())
	}
	x, _ := b.hint(at(in.B()))
	y := kInt
	switch binaryOp[op].form {
	case 'k':
		y = constant(in.C())
	case 'r':
		if y, _ = b.hint(at(in.C())); !known(in.C()) {
			return s, false
		}
	}
	s.b, s.c, ok = numbers(x, y)
	return s, ok && known(in.B())
}

// dropCold has the ways to a block that were never gone leave, if they would make
// it worse for the others.
func (b *builder) dropCold(blk *block) {
	fr := b.fr
	var keep []pred
	for _, p := range blk.preds {
		if !p.cold {
			keep = append(keep, p)
		}
	}
	if len(keep) == len(blk.preds) {
		return
	}
	warm := len(keep)
	for _, p := range blk.preds {
		switch {
		case !p.cold:
		case len(keep) == 0, blk.key.ctx.in == 0 && b.fits(keep, warm, p.env, fr.p.flow.live[blk.key.pc]):
			keep = append(keep, p)
		default:
			b.leaveCold(p.from, p.env, blk.key.pc)
		}
	}
	blk.preds = keep
	b.cur = 0
}

// leaveCold ends block from: the interpreter goes on at pc.
func (b *builder) leaveCold(from ir.BlockID, env []val, pc int) {
	for b.split[from] != 0 {
		from = b.split[from]
	}
	fr := b.fr
	at, old := fr.at, fr.env
	fr.at, fr.env, b.cur, b.state = pc, append([]val(nil), env...), from, 0
	b.exitAt(pc, ir.ExitCold)
	fr.at, fr.env, b.state = at, old, 0
}

// fits reports whether registers may join those of others, of which the first
// warm were met while observing: what is known of those stays so.
func (b *builder) fits(others []pred, warm int, env []val, live bitset) bool {
	for r := range b.fr.p.info.NumRegs {
		if !live.has(r) {
			continue
		}
		v := env[r]
		same := true
		for k := range others {
			w := others[k].env[r]
			_, virtual := w.IsVirtual()
			_, mine := v.IsVirtual()
			switch {
			case w == v:
				continue
			case w == 0:
				return false // whatever it is, it is dead
			case v == 0 || virtual || mine, k < warm && !b.asGood(ir.ID(w), ir.ID(v)):
				return false
			}
			same = same && others[0].env[r] == w
		}
		if v != others[0].env[r] && same && warm > 0 && b.f.Node(ir.ID(others[0].env[r])).Rep == ir.I64 {
			return false // it may be what a loop counts with
		}
	}
	return true
}

// asGood reports whether no more is known of value x than of y.
func (b *builder) asGood(x, y ir.ID) bool {
	n, m := b.f.Node(x), b.f.Node(y)
	if _, made := b.made[x]; made || b.wideOrMade(x) || b.wideOrMade(y) {
		return false
	}
	switch {
	case n.Rep == ir.Tagged:
		return n.Type.Shape == 0 && (m.Rep == ir.Tagged || n.Type.Bits == 0)
	case n.Rep != m.Rep || b.unsigned(x) != b.unsigned(y):
		return false
	}
	return !n.Type.HasRange || m.Type.HasRange && m.Type.Lo >= n.Type.Lo && m.Type.Hi <= n.Type.Hi
}

// wideOrMade reports whether there is more to a value than its node.
func (b *builder) wideOrMade(x ir.ID) bool {
	if _, ok := b.wides[x]; ok {
		return true
	}
	if _, ok := b.gens[x]; ok {
		return true
	}
	if _, ok := b.funcs[x]; ok {
		return true
	}
	_, ok := b.methodsMade[x]
	return ok
}

// coldReturns has the ends of an inlined function that were never reached leave,
// if the result is worse for them.
func (b *builder) coldReturns(fr *frame) {
	var keep []retEdge
	for _, r := range fr.returns {
		if !r.cold {
			keep = append(keep, r)
		}
	}
	if warm := keep; len(warm) > 0 {
		for _, r := range fr.returns {
			if !r.cold {
				continue
			}
			fits := true
			for _, w := range warm {
				fits = fits && (w.val == r.val || b.asGood(w.val, r.val))
			}
			if fits {
				keep = append(keep, r)
			} else {
				b.leaveCold(r.from, r.env, r.at)
			}
		}
		fr.returns = keep
	}
}
