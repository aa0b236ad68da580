package jit

import (
	"github.com/go-python/gopython/internal/abi"
	"github.com/go-python/gopython/internal/bytecode"
	"github.com/go-python/gopython/ir"
	"github.com/go-python/gopython/runtime"
)

// callSite describes a call in the current instruction.
type callSite struct {
	next   int // instruction that follows
	dest   int // register of the result; -1: none, of a special method
	window int // register where the callee's frame begins; 0: behind the frame
	cont   ir.ContKind
	object ir.ID // ContObject: the new object, which is the result
	// implemented: an inlined function that returns NotImplemented leaves.
	implemented bool
	// ended, of a next item: where the ends that return the constant WalkEnd go
	// is added to it. These are no results.
	ended *[]ir.BlockID
	// The last arguments are called names, the items of kwnames.
	names   []Value
	kwnames Value
}

func (b *builder) callInstr(i int, in bytecode.Instr, s *site) {
	fr := b.fr
	a, n := int(in.A())/8, int(in.B())
	site := callSite{next: i + b.fr.p.flow.words(i), dest: a, window: a}
	if in.Op() == bytecode.CALLKW {
		site.kwnames = abi.Load(fr.p.code.Consts + uintptr(in.C()))
		site.names = abi.TupleItems(site.kwnames)
	}
	callee := b.reg(a - 1)
	first := a
	if in.X() == 1 { // after METHOD: the receiver, or a hole, is in front
		switch r := b.f.Node(b.reg(a)); {
		case r.Op == ir.OpConstT && Value(r.Aux) == abi.Unbound:
			first = a + 1
		default:
			n++
		}
	}
	args := make([]ir.ID, n)
	for k := range args {
		if _, ok := fr.env[first+k].IsVirtual(); ok {
			b.refuse("an iterator as argument")
		}
		args[k] = b.reg(first + k)
	}
	if in.X() == 1 && first == a && fr.methods[a] == nil {
		b.set(a, b.callNamed(callee, args, site))
		return
	}
	if in.X() == 1 && first == a && len(args) < 14 {
		if v := b.callBound(fr.methods[a], args, s, site); b.cur != 0 {
			b.set(a, v)
		}
		return
	}
	if first == a && b.callKnownBound(callee, args, site) {
		return
	}
	if code, made := b.funcs[callee]; made {
		if v, ok := b.callClosure(callee, code, s, args, site); ok {
			if b.cur != 0 {
				b.set(a, v)
			}
			return
		}
	}
	var fn Value
	switch nd := b.f.Node(callee); {
	case nd.Op == ir.OpConstT:
		fn = Value(nd.Aux)
	case s.ntarget == 1 && s.flags&(failCall|failTarget) == 0 && (s.a == kFunction || s.a == kNative || s.a == kType) && b.alive(s.targets[0]):
		fn = s.targets[0]
		b.region.keep(fn)
		b.emit(ir.OpCheckIs, int64(fn), callee)
		b.replace(callee, b.f.ConstT(fn))
	case s.a == kFunction && s.code.IsPtr() && s.flags&failCall == 0 && b.alive(s.code) && s.code.IsKind(abi.KindCode):
		// A closure: another function object each time, of the same code.
		if v, ok := b.callClosure(callee, s.code, s, args, site); ok {
			if b.cur != 0 {
				b.set(a, v)
			}
			return
		}
	case b.callMethodObject(callee, args, s, site), b.callInstance(callee, args, s, site):
		return
	case s.a == kFunction && s.flags&failCall == 0 && s.flags&failOther == 0 && len(site.names) == 0:
		// Any function that takes these arguments as they are.
		b.set(a, b.callAnyFunction(callee, args, site))
		return
	}
	if fn != 0 {
		if b.callKnown(i, fn, args, site, s) {
			return
		}
	}
	b.set(a, b.callAny(callee, args, site))
}

// alive reports whether an object that a profile refers to is one still: nothing
// keeps those. Another of the same kind may have taken its place, which is as
// good a guess at what will be called.
func (b *builder) alive(v Value) bool {
	if !v.IsPtr() {
		return false
	}
	start, ok := b.t.Heap.ObjectAt(v.Addr())
	if !ok || start != v.Addr() {
		return false
	}
	switch v.Kind() {
	case abi.KindFunction, abi.KindNative, abi.KindType, abi.KindCode:
		return true
	}
	return false
}

// callAny calls any callable by the runtime.
func (b *builder) callAny(callee ir.ID, args []ir.ID, site callSite) ir.ID {
	if len(site.names) > 0 {
		return b.callNamed(callee, args, site)
	}
	all := []ir.ID{b.tagged(callee)}
	for _, x := range args {
		all = append(all, b.tagged(x))
	}
	if len(all) > 14 {
		b.refuse("a call with many arguments")
	}
	return b.callState(hCall, ir.Tagged, site.next, site.dest, all...)
}

// callKnown calls a constant. It reports whether it did.
func (b *builder) callKnown(i int, fn Value, args []ir.ID, site callSite, s *site) bool {
	switch fn.Kind() {
	case abi.KindFunction:
		v := b.callFunction(fn, args, site)
		if b.cur != 0 {
			b.set(site.dest, v)
		}
		return true
	case abi.KindNative:
		d := b.t.PlainNative(fn)
		if len(site.names) > 0 {
			return false
		}
		if d == nil {
			return b.callUnbound(fn, args, site, s)
		}
		if len(args) == 1 && b.callWalker(fn, args, args[0], s, site) {
			return true
		}
		if v, ok := b.intrinsic(d, fn, args, s, site); ok {
			b.set(site.dest, v)
			return true
		}
		if len(args) > 13 {
			return false
		}
		b.set(site.dest, b.callNative(fn, args, site))
		return true
	case abi.KindType:
		return b.callType(i, fn, args, site, s)
	}
	return false
}

// callUnbound calls a method written in Go of str that is called as a function.
func (b *builder) callUnbound(fn Value, args []ir.ID, site callSite, s *site) bool {
	class, ok := b.t.UnboundMethod(fn)
	if !ok || class != b.t.Types.Str || len(args) == 0 || len(args) > 13 || !b.isStr(args[0], s.b) || s.flags&(failType|failOther) != 0 {
		return false
	}
	p := b.strAddr(args[0])
	v, ok := b.strMethod(b.t.Natives(fn).Name, fn, p, args, s, site)
	if !ok {
		v = b.callNative(fn, args, site)
	}
	b.set(site.dest, v)
	return true
}

func (b *builder) callNative(fn Value, args []ir.ID, site callSite) ir.ID {
	if len(site.names) > 0 {
		return b.callNamed(b.constValue(fn), args, site)
	}
	all := []ir.ID{b.f.ConstT(fn)}
	for _, x := range args {
		all = append(all, b.tagged(x))
	}
	b.region.keep(fn)
	return b.callState(hCallNative, ir.Tagged, site.next, site.dest, all...)
}

// callFunction calls a constant Python function: inlined, or by compiled code's
// own convention.
func (b *builder) callFunction(fn Value, args []ir.ID, site callSite) ir.ID {
	b.region.keep(fn)
	b.region.classes = true // as functions can change their code and defaults
	return b.callPy(b.f.ConstT(fn), fn, args, site)
}

// callClosure calls a function object of a code object that is known.
func (b *builder) callClosure(callee ir.ID, code Value, s *site, args []ir.ID, site callSite) (ir.ID, bool) {
	if b.j.profileOf(code).info.Globals == abi.None {
		return 0, false
	}
	p := b.emit(ir.OpCheckKind, int64(abi.KindFunction), callee)
	args, ok := b.closureArgs(p, code, s.like, args, site.names)
	if !ok {
		return 0, false
	}
	site.names = nil
	b.region.keep(code)
	b.emit(ir.OpCheckIs, int64(code), b.load(p, funcCode, ir.MType))
	if abi.Obj[abi.Code](code).Flags&generators == bytecode.FlagGenerator {
		return b.makeGenerator(callee, code, args, site), true
	}
	return b.callCode(callee, code, b.j.profileOf(code).info.Globals, args, site), true
}

// generators are the flags of code whose call makes an object that runs it.
const generators = bytecode.FlagGenerator | bytecode.FlagCoroutine | bytecode.FlagAsyncGenerator

func (b *builder) callPy(callee ir.ID, fn Value, args []ir.ID, site callSite) ir.ID {
	f := abi.Obj[abi.Function](fn)
	code := abi.Obj[abi.Code](f.Code)
	if code.Flags&generators == bytecode.FlagGenerator && len(site.names) == 0 {
		return b.makeGenerator(callee, f.Code, args, site)
	}
	if code.Flags&generators != 0 {
		return b.callAny(callee, args, site)
	}
	if code.Args != uint32(len(args)) || len(site.names) > 0 {
		plan, ok := b.bindArgs(f, len(args), site.names)
		if !ok {
			return b.callAny(callee, args, site)
		}
		args = b.arrange(plan, args, len(site.names))
		site.names = nil
	}
	return b.callCode(callee, f.Code, f.Globals, args, site)
}

// callCode calls a function of known code, its arguments complete.
func (b *builder) callCode(callee ir.ID, code, globals Value, args []ir.ID, site callSite) ir.ID {
	p := b.j.profileOf(code)
	if b.inlinable(p, globals) {
		return b.inline(callee, globals, p, args, site)
	}
	b.region.keep(code)
	return b.callCompiled(callee, code.Addr(), p.info.Qualname, args, site)
}

// callCompiled calls a Python function by the convention of compiled code. code
// is 0 when it is not known.
func (b *builder) callCompiled(callee ir.ID, code uintptr, name string, args []ir.ID, site callSite) ir.ID {
	id := b.callUncaught(callee, code, name, args, site)
	b.caught(id)
	return id
}

// callUncaught is callCompiled where exceptions always leave the region.
func (b *builder) callUncaught(callee ir.ID, code uintptr, name string, args []ir.ID, site callSite) ir.ID {
	all := []ir.ID{b.tagged(callee)}
	for _, x := range args {
		all = append(all, b.tagged(x))
	}
	b.f.Callees = append(b.f.Callees, ir.Callee{Code: code, Name: name, NArgs: len(args)})
	id := b.emitRep(ir.OpCallPy, ir.Tagged, int64(len(b.f.Callees)-1), all...)
	fr := b.fr
	env := append([]val(nil), fr.env...)
	env[site.dest] = val(id)
	after := b.stateOf(fr, site.next, env, fr.p.flow.live[site.next])
	b.f.Node(id).After = after
	return id
}

// hidden reports whether code is one of the runtime's own (see runtime.Walker).
func (p *codeProfile) hidden() bool { return p.info.Flags&bytecode.FlagHidden != 0 }

// inlinable reports whether to inline a function.
func (b *builder) inlinable(p *codeProfile, globals Value) bool {
	depth, same := 0, 0
	for fr := b.fr; fr != nil; fr = fr.parent {
		depth++
		if fr.p == p {
			same++
		}
	}
	n := len(p.info.Instrs)
	if p.hidden() {
		n /= 4 // mostly ways that are not taken
	}
	switch {
	case depth > maxInlineDepth, n > maxInlineSize, same > 2, same > 0 && n > maxInlineAgain:
		return false
	case b.inlined+n > 2*maxInlineTotal, n > alwaysInline && b.inlined+n > maxInlineTotal:
		return false
	case p.sites[0].count == 0: // never observed
		return false
	case p.info.Globals != globals, p.refused != "":
		return false
	case same > 0 && len(p.flow.loops) > 0:
		return false
	}
	return b.j.compilable(p) == ""
}

// inline builds the body of a function in place of a call of it.
func (b *builder) inline(callee ir.ID, globals Value, p *codeProfile, args []ir.ID, site callSite) ir.ID {
	caller := b.fr
	b.inlined += len(p.info.Instrs)
	if p.hidden() {
		b.inlined -= len(p.info.Instrs) * 3 / 4
	}
	// The caller's frame at the call: what is live after it, but the result.
	live := append(bitset(nil), caller.p.flow.live[site.next]...)
	if site.dest >= 0 {
		live.remove(site.dest)
	}
	if h, reg := caller.p.flow.handler(caller.at); h >= 0 { // what an exception needs
		taken := append(bitset(nil), caller.p.flow.live[h]...)
		taken.remove(reg)
		live.addAll(taken)
	}
	if site.cont == ir.ContInstr {
		// The instruction looks at its operands again for NotImplemented.
		live.addAll(caller.p.flow.live[caller.at])
	}
	state := b.stateOf(caller, caller.at, caller.env, live)
	child := b.newFrame(caller, p, globals)
	child.fn = b.tagged(callee)
	child.implemented = site.implemented
	child.caller = state
	child.cont = ir.Cont{Kind: site.cont}
	if site.cont == ir.ContObject {
		child.cont.Val = ir.Ref(site.object)
	}
	child.base = caller.base + int32(site.window)*abi.Word
	if site.window == 0 {
		child.base = caller.base + int32(caller.p.code.FrameSize) + int32(abi.FrameHeaderSize)
	}
	b.f.Ext = max(b.f.Ext, child.base+int32(p.code.FrameSize))
	for k, x := range args {
		child.env[k] = val(x)
	}
	envs := b.saveEnvs()
	child.callers = envs
	at := caller.at
	b.fr, b.state = child, 0
	b.buildFrame(child, 0)
	if site.ended != nil {
		b.splitEnds(child, site.ended)
	}
	v := b.joinReturns(child)
	b.fr = caller
	b.restoreEnvs(envs)
	caller.at, b.state = at, 0
	b.f.PC, b.f.Code = int32(at), caller.code
	if b.cur == 0 {
		return 0
	}
	if c := b.returned; c.re != 0 {
		b.returned = mergedComplex{}
		return b.makeAgain(c)
	}
	if site.cont == ir.ContObject {
		return site.object // initReturns has seen to it that the result is None
	}
	return v
}

// joinReturns joins the ends of an inlined function; the result is its value.
func (b *builder) joinReturns(fr *frame) ir.ID {
	b.coldReturns(fr)
	switch len(fr.returns) {
	case 0:
		b.cur = 0
		return 0
	case 1:
		b.cur = fr.returns[0].from
		return fr.returns[0].val
	}
	rep := b.f.Node(fr.returns[0].val).Rep
	same := true
	typ := b.f.Node(fr.returns[0].val).Type
	for _, r := range fr.returns {
		same = same && r.val == fr.returns[0].val
		if b.f.Node(r.val).Rep != rep {
			rep = ir.Tagged
		}
		typ = unionType(typ, b.f.Node(r.val).Type)
	}
	join := b.f.NewBlock()
	if !same && b.joinComplex(fr, join) {
		return 0
	}
	var p ir.ID
	if !same {
		p = b.f.AddParam(join, rep, typ)
	}
	for _, r := range fr.returns {
		b.cur = r.from
		if same {
			b.link(b.cur, join, nil)
			continue
		}
		x := r.val
		if b.f.Node(x).Rep != rep {
			fr.at, fr.env, b.state = r.at, r.env, 0
			x = b.tagged(x)
		}
		b.link(b.cur, join, []ir.ID{x})
	}
	b.cur = join
	b.mark(join)
	if same {
		return fr.returns[0].val
	}
	return p
}

// classOf gives the class of a value: as a constant, where that was always the
// same number type, or is certain.
func (b *builder) classOf(x ir.ID, s *site, site callSite) ir.ID {
	if s.flags&failType == 0 {
		x = b.unboxed(x, s.b)
	}
	switch b.rep(x) {
	case ir.I64:
		return b.constValue(b.t.Types.Int.Obj)
	case ir.F64:
		return b.constValue(b.t.Types.Float.Obj)
	case ir.Bool:
		return b.constValue(b.t.Types.Bool.Obj)
	}
	slow := func() ir.ID { return b.callState(hTypeOf, ir.Tagged, site.next, site.dest, x) }
	if s.b&(kInt|kFloat) != kInt|kFloat {
		return slow()
	}
	obj := func(t *runtime.Type) func() ir.ID { return func() ir.ID { return b.constValue(t.Obj) } }
	return b.either(b.emit(ir.OpTIsFloat, 0, x), obj(b.t.Types.Float), func() ir.ID {
		return b.either(b.emit(ir.OpTIsInt, 0, x), obj(b.t.Types.Int), slow)
	})
}

// callWalker calls the Python function that stands for the builtin fn when it is
// given gen: a generator or map that was made here, or a map or filter.
func (b *builder) callWalker(fn Value, args []ir.ID, gen ir.ID, s *site, site callSite) bool {
	_, made := b.gens[gen]
	_, mapped := b.maps[gen]
	shape := b.t.Types.Generator.RootShape()
	switch t := &b.t.Types; {
	case s.flags&(failCall|failType|failOther) != 0:
		return false
	case made:
	case mapped:
		shape, b.walks = t.Map.RootShape(), true
	case len(args) == 1 && s.b == kInstance && s.nshapes == 1 && (s.shapes[0] == t.Map.RootShape() || s.shapes[0] == t.Filter.RootShape()) && b.rep(gen) == ir.Tagged:
		shape, b.walks = s.shapes[0], true
	default:
		return false
	}
	w := b.t.WalkerOf(fn, len(args), shape)
	if w == runtime.Unbound {
		return false
	}
	if !mapped {
		b.emit(ir.OpCheckShape, int64(shape), gen)
	}
	v := b.callFunction(w, args, site)
	if b.cur != 0 {
		b.set(site.dest, v)
	}
	return true
}

// callType calls a class: instances of Python classes are made in place.
func (b *builder) callType(i int, fn Value, args []ir.ID, site callSite, s *site) bool {
	t := b.t
	typ := t.TypeFor(fn)
	if len(args) == 1 && len(site.names) == 0 && b.callWalker(fn, args, args[0], s, site) {
		return true
	}
	if len(site.names) > 0 && !typ.Heap {
		return false
	}
	switch typ {
	case t.Types.Type:
		if len(args) == 1 {
			b.set(site.dest, b.classOf(args[0], s, site))
			return true
		}
		return false
	case t.Types.Range:
		next := b.fr.p.info.Instrs[site.next]
		if next.Op() == bytecode.GETITER && int(next.B())/8 == site.dest && !b.fr.p.flow.leader[site.next] && b.rangeLoop(i, args, int(next.A())/8) {
			b.skipNext()
			return true
		}
		return false
	case t.Types.Enumerate, t.Types.Zip, t.Types.Reversed:
		next := b.fr.p.info.Instrs[site.next]
		if next.Op() == bytecode.GETITER && int(next.B())/8 == site.dest && !b.fr.p.flow.leader[site.next] && b.pairLoop(i, fn, args, int(next.A())/8, s) {
			b.skipNext()
			return true
		}
		return false
	case t.Types.Map:
		return b.makeMap(args, site, s)
	case t.Types.List, t.Types.Tuple:
		if len(args) != 1 {
			return false
		}
		b.set(site.dest, b.sequenceOf(typ, args[0], site, s))
		return true
	case t.Types.Int, t.Types.Float, t.Types.Bool:
		if v, ok := b.convertNumber(typ, args, site, s); ok {
			b.set(site.dest, v)
			return true
		}
		fallthrough
	case t.Types.Str:
		if v, ok := b.convertText(typ, args, site, s); ok {
			b.set(site.dest, v)
			return true
		}
		return false
	case t.Types.Complex:
		if v, ok := b.makeComplex(args, s); ok {
			b.set(site.dest, v)
			return true
		}
		return false
	}
	exception := t.PlainException(typ)
	if !exception && !t.PlainNew(typ) || !t.NoteCached(typ, t.InitName()) || !t.NoteCached(typ, t.NewName()) {
		return false
	}
	init := t.PyInit(typ)
	if exception && init == abi.Unbound && len(args) <= 8 && len(site.names) == 0 && t.Lookup(typ, t.InitName()) == t.BaseInit() {
		b.region.classes = true
		self := b.emit(ir.OpTagPtr, 0, b.newException(typ, args))
		b.f.Node(self).Type = ir.Type{Bits: ir.TObject}
		b.set(site.dest, self)
		return true
	}
	if init == abi.Unbound {
		return false
	}
	f := abi.Obj[abi.Function](init)
	p := b.j.profileOf(f.Code)
	if !b.inlinable(p, f.Globals) || b.initReturns(p) {
		return false
	}
	if _, ok := b.bindArgs(f, len(args)+1, site.names); !ok || p.code.Flags&generators != 0 {
		return false
	}
	b.region.classes = true
	var obj ir.ID
	if exception {
		obj = b.newException(typ, args[:len(args)-len(site.names)])
	} else {
		obj = b.newInstance(typ, nil)
	}
	self := b.emit(ir.OpTagPtr, 0, obj)
	b.f.Node(self).Type = ir.Type{Bits: ir.TObject}
	site.cont, site.object = ir.ContObject, self
	v := b.callFunction(init, append([]ir.ID{self}, args...), site)
	if b.cur != 0 {
		b.set(site.dest, v)
	}
	return true
}

// initReturns reports whether a function may return anything but None.
func (b *builder) initReturns(p *codeProfile) bool {
	prev := bytecode.Instr(0)
	for i := 0; i < len(p.info.Instrs); i += p.flow.words(i) {
		in := p.info.Instrs[i]
		if in.Op() == bytecode.RETURN {
			if prev.Op() != bytecode.LOADK || prev.A() != in.A() || p.info.Consts[prev.BC()/8] != nil || p.flow.leader[i] {
				return true
			}
		}
		prev = in
	}
	return false
}

// skipNext has the next instruction, which was built with this one, left out.
func (b *builder) skipNext() { b.skip = true }

// callMethod builds CALLMETHOD.
func (b *builder) callMethod(i int, in bytecode.Instr, s *site) {
	fr := b.fr
	a, n := int(in.A())/8, int(in.B())
	name := abi.Load(fr.p.code.Consts + uintptr(in.C()))
	site := callSite{next: i + b.fr.p.flow.words(i), dest: a, window: a}
	x := b.reg(a)
	args := []ir.ID{x}
	for k := range n {
		if _, ok := fr.env[a+1+k].IsVirtual(); ok {
			b.refuse("an iterator as argument")
		}
		args = append(args, b.reg(a+1+k))
	}
	if nd := b.f.Node(x); nd.Op == ir.OpConstT {
		if f, ok := b.moduleAttr(Value(nd.Aux), name); ok {
			// A function of a module.
			if c := b.f.Node(f); c.Op == ir.OpConstT {
				// The window has the receiver in front of the arguments: compiled
				// code does not care, but a frame that is taken apart would.
				site.window = 0
				if Value(c.Aux).IsKind(abi.KindNative) && b.callKnown(i, Value(c.Aux), args[1:], site, s) {
					return
				}
			}
			b.set(a, b.callAny(f, args[1:], site))
			return
		}
	}
	if b.callClassMethod(i, x, args, name, s, site) {
		return
	}
	if shapes := s.shapesOf(); shapes != nil && b.f.Node(x).Rep == ir.Tagged && n < 12 {
		fns := make([]Value, len(shapes))
		ok := true
		for k, shape := range shapes {
			fns[k] = b.methodOf(shape, name)
			ok = ok && fns[k] != abi.Unbound
		}
		if ok {
			v := b.dispatch(x, shapes, func(k int, p ir.ID) ir.ID {
				if fns[k].IsKind(abi.KindNative) {
					if v, ok := b.methodIntrinsic(fns[k], p, args, s, site); ok {
						return v
					}
					return b.callNative(fns[k], args, site)
				}
				return b.callFunction(fns[k], args, site)
			})
			if b.cur != 0 {
				b.set(a, v)
			}
			return
		}
	}
	if n > 11 {
		b.generic(i)
		return
	}
	if b.rep(x) == ir.Tagged && s.nshapes > maxShapes {
		if v := b.probeMethod(name, args, site); b.cur != 0 {
			b.set(a, v)
		}
		return
	}
	all := []ir.ID{b.f.ConstT(name)}
	for _, v := range args {
		all = append(all, b.tagged(v))
	}
	b.set(a, b.callState(hCallMethod, ir.Tagged, site.next, a, all...))
}

// boundMethod is what METHOD found: a function for each shape of the receiver.
type boundMethod struct {
	shapes []uint32
	fns    []Value
}

// selectMethod checks that x has one of the shapes, and gives the function.
func (b *builder) selectMethod(x ir.ID, m *boundMethod) ir.ID {
	last := len(m.shapes) - 1
	fn := b.constValue(m.fns[last])
	if last == 0 {
		b.emit(ir.OpCheckShape, int64(m.shapes[0]), x)
		return fn
	}
	id := b.emit(ir.OpShapeOf, 0, x)
	b.f.Node(id).Type = ir.IntRange(0, 1<<32-1)
	any := b.emit(ir.OpICmp, ir.EQ, id, b.f.ConstI(int64(m.shapes[last])))
	for k := last - 1; k >= 0; k-- {
		is := b.emit(ir.OpICmp, ir.EQ, id, b.f.ConstI(int64(m.shapes[k])))
		any = b.emit(ir.OpBOr, 0, any, is)
		if f := b.constValue(m.fns[k]); f != fn {
			fn = b.emitRep(ir.OpSelect, ir.Tagged, 0, is, f, fn)
		}
	}
	b.orCold(any)
	return fn
}

// callBound calls what METHOD found; the receiver is args[0].
func (b *builder) callBound(m *boundMethod, args []ir.ID, s *site, site callSite) ir.ID {
	if len(m.fns) == 1 && len(args) == 2 && len(site.names) == 0 && m.fns[0].IsKind(abi.KindNative) {
		p := b.emit(ir.OpCheckShape, int64(m.shapes[0]), args[0])
		if n := b.f.Node(args[0]); m.shapes[0] == b.t.StrShape && n.Op != ir.OpConstT {
			args[0] = b.newStr(b.emit(ir.OpTagPtr, 0, p))
		}
		if b.callWalker(m.fns[0], args, args[1], s, site) {
			return ir.ID(b.fr.env[site.dest])
		}
	}
	return b.dispatch(args[0], m.shapes, func(k int, p ir.ID) ir.ID {
		if m.fns[k].IsKind(abi.KindNative) {
			if len(site.names) > 0 {
				return b.callNative(m.fns[k], args, site)
			}
			if v, ok := b.exceptionInit(m.fns[k], m.shapes[k], p, args); ok {
				return v
			}
			if v, ok := b.methodIntrinsic(m.fns[k], p, args, s, site); ok {
				return v
			}
			return b.callNative(m.fns[k], args, site)
		}
		return b.callFunction(m.fns[k], args, site)
	})
}

// method builds METHOD, which looks up what CALL with x = 1 calls later.
func (b *builder) method(i int, in bytecode.Instr, s *site) {
	fr := b.fr
	a := int(in.A()) / 8
	x := b.reg(int(in.B()) / 8)
	name := abi.Load(fr.p.code.Consts + uintptr(in.C()))
	if nd := b.f.Node(x); nd.Op == ir.OpConstT {
		if f, ok := b.moduleAttr(Value(nd.Aux), name); ok {
			b.set(a-1, f)
			b.set(a, b.f.ConstT(abi.Unbound))
			return
		}
	}
	if shapes := s.shapesOf(); shapes != nil && b.f.Node(x).Rep == ir.Tagged {
		m := boundMethod{shapes: shapes, fns: make([]Value, len(shapes))}
		ok := true
		for k, shape := range shapes {
			m.fns[k] = b.methodOf(shape, name)
			ok = ok && m.fns[k] != abi.Unbound
		}
		if ok {
			b.set(a-1, b.selectMethod(x, &m))
			b.set(a, x)
			fr.methods[a] = &m
			return
		}
	}
	if b.methodOfClass(a, x, name, s) {
		return
	}
	b.generic(i)
	delete(fr.methods, a)
}

// methodOf is the function that a method call on objects of a shape calls.
func (b *builder) methodOf(shape uint32, name Value) Value {
	t := b.t
	typ := t.TypeShape(shape)
	if typ == nil || !t.PlainAttrs(typ) {
		return abi.Unbound
	}
	if typ.Kind == abi.KindInstance {
		if t.ShapeHasDict(shape) {
			return abi.Unbound
		}
		if _, own := t.ShapeSlot(shape, name); own {
			return abi.Unbound
		}
	} else if typ.HasDict {
		return abi.Unbound
	}
	f := t.Lookup(typ, name)
	if f == abi.Unbound || !t.IsMethodOf(typ, f) || !t.NoteCached(typ, name) {
		return abi.Unbound
	}
	b.region.classes = true
	return f
}
