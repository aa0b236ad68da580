package jit

import (
	"github.com/go-python/gopython/internal/abi"
	"github.com/go-python/gopython/internal/bytecode"
	"github.com/go-python/gopython/interp"
	"github.com/go-python/gopython/runtime"
)

// Value is a Python value.
type Value = abi.Value

// kinds is a set of the sorts of values that were observed.
type kinds uint32

// The sorts.
const (
	kInt    kinds = 1 << iota // in the word
	kInt64                    // boxed, fits int64
	kUint64                   // boxed, beyond int64, fits uint64
	kBig                      // int beyond that
	kBool
	kFloat // in the word or boxed
	kNone
	kStr
	kBytes
	kByteArray
	kList
	kTuple
	kDict
	kInstance
	kFunction
	kNative
	kMethod
	kType
	kRangeIter
	kSeqIter
	kGenerator
	kCell
	kComplex
	kOther
	kUnbound
	kSet       // exactly set
	kFrozenSet // exactly frozenset
)

// kindsOf classifies a value.
func kindsOf(t *runtime.Thread, v Value) kinds {
	switch {
	case v.IsInt():
		return kInt
	case v.IsFloat():
		return kFloat
	case v.IsPtr():
		switch v.Kind() {
		case abi.KindInt64:
			return kInt64
		case abi.KindBigInt:
			if abi.Obj[abi.BigInt](v).Size == 1 && v.Shape() == t.IntShape {
				return kUint64
			}
			return kBig
		case abi.KindFloat:
			if v.Shape() == t.Types.Float.RootShape() {
				return kFloat
			}
		case abi.KindStr:
			if v.Shape() == t.StrShape {
				return kStr
			}
		case abi.KindBytes:
			if v.Shape() == t.Types.Bytes.RootShape() {
				return kBytes
			}
		case abi.KindByteArray:
			if v.Shape() == t.Types.ByteArray.RootShape() {
				return kByteArray
			}
		case abi.KindList:
			if v.Shape() == t.ListShape {
				return kList
			}
		case abi.KindTuple:
			if v.Shape() == t.Types.Tuple.RootShape() {
				return kTuple
			}
		case abi.KindDict:
			if v.Shape() == t.Types.Dict.RootShape() {
				return kDict
			}
		case abi.KindComplex:
			if v.Shape() == t.Types.Complex.RootShape() {
				return kComplex
			}
		case abi.KindSet:
			switch v.Shape() {
			case t.Types.Set.RootShape():
				return kSet
			case t.Types.FrozenSet.RootShape():
				return kFrozenSet
			}
		case abi.KindInstance:
			return kInstance
		case abi.KindFunction:
			return kFunction
		case abi.KindNative:
			return kNative
		case abi.KindMethod:
			return kMethod
		case abi.KindType:
			return kType
		case abi.KindRangeIter:
			return kRangeIter
		case abi.KindSeqIter:
			return kSeqIter
		case abi.KindGenerator:
			return kGenerator
		case abi.KindCell:
			return kCell
		}
		return kOther
	case v.IsBool():
		return kBool
	case v == abi.None:
		return kNone
	case v == abi.Unbound:
		return kUnbound
	}
	return kOther
}

// maxShapes is how many shapes a site is specialised to.
const maxShapes = 4

// site is what was observed at an instruction.
type site struct {
	count   uint32
	a, b, c kinds // of the operands a, b and c that are read (for calls: of the receiver or callable in a)
	flags   siteFlags
	shapes  [maxShapes]uint32 // of the receiver, container or left operand
	nshapes uint8             // maxShapes+1: too many
	targets [2]Value          // called functions; kept alive by nothing: compare only with what is alive
	ntarget uint8             // 3: too many
	code    Value             // of the called functions, or the function of the methods; 0: none, None: different ones
	like    Value             // the last of them
	lists   uint8             // ListFlags that all lists seen as container had
	taken   uint32            // jumps taken
	key     keySeen           // of what is looked up
}

// siteFlags say what failed here in compiled code: not to be assumed again.
type siteFlags uint16

const (
	failOverflow siteFlags = 1 << iota
	failBounds
	failListKind
	failShape
	failCall
	failType
	failOther
	// What a YIELD did: see build_sink.go.
	yieldsList
	yieldsOut
	failCatch   // of a handler: the way to it was made
	failTarget  // another function than the one that was called before
	failMissing // a key was not in a dict
)

// codeProfile is what is known of a code object.
type codeProfile struct {
	info  *runtime.CodeInfo
	code  *abi.Code
	flow  *flow
	sites []site
	// unsure has the loops in front of which a check failed that was moved
	// there: that is not tried again.
	unsure map[int]bool
	// peel has the loops whose first iteration is built apart.
	peel map[int]bool
	// entering is the head of the loop that is being entered while the program
	// is observed, in the frame at enteringR.
	entering  int
	enteringR uintptr

	first map[int][]kinds // likewise, when it is entered
	// boxed has the loops and registers whose complex numbers stay objects.
	boxed map[[2]int]bool
	heads map[int][]kinds // registers at the top of loops, at back-edges
	// entries are where ENTER is put: index of an instruction -> what is there.
	entries []*entry
	resumes []*entry  // see resume.go
	regions []*region // that have code of this code object in them
	refused string
}

// profileOf returns the profile of a code object, which it makes.
func (j *JIT) profileOf(code Value) *codeProfile {
	info := j.iso.CodeInfo(code)
	if p, ok := info.Native.(*codeProfile); ok {
		return p
	}
	p := &codeProfile{info: info, code: abi.Obj[abi.Code](code), flow: analyse(info.Code), heads: map[int][]kinds{}, first: map[int][]kinds{}, unsure: map[int]bool{}, boxed: map[[2]int]bool{}, entries: make([]*entry, len(info.Instrs))}
	p.sites = make([]site, len(info.Instrs))
	info.Native = p
	return p
}

// observe runs the program for at most budget instructions, recording.
func (j *JIT) observe(t *runtime.Thread, pc, R, K uintptr, budget int) (uintptr, uintptr, uintptr) {
	if j.observing >= maxObserving {
		return interp.Step(t, pc, R, K)
	}
	j.observing++
	defer func() { j.observing-- }()
	var p *codeProfile
	lastR := uintptr(0)
	for ; budget > 0; budget-- {
		op := interp.Opcode(pc)
		if op == bytecode.EXIT || op == bytecode.CATCH {
			break
		}
		if op == bytecode.CONT { // a special method returned
			from := interp.Continued(R)
			nextItem, code := interp.Opcode(from) == bytecode.FORITER, interp.CodeOf(R)
			npc, nR, nK := interp.Step(t, pc, R, K)
			if nextItem && nR == R && interp.CodeOf(R) == code {
				p := j.profileOf(code)
				at := int(from-p.code.Entry) / abi.Word
				j.recordJump(t, p, &p.sites[at], at, int(npc-p.code.Entry)/abi.Word, R)
			}
			pc, R, K = npc, nR, nK
			continue
		}
		if R != lastR || p == nil {
			p = j.profileOf(interp.CodeOf(R))
			lastR = R
		}
		at := int(pc-p.code.Entry) / abi.Word
		if at < 0 || at >= len(p.sites) {
			break
		}
		s := &p.sites[at]
		j.record(t, s, &p.flow.eff[at], op, pc, R, K)
		if op == bytecode.CALL {
			walk(t, pc, R)
		}
		j.stepR = R
		step := interp.Step
		if op == bytecode.FORITER {
			step = interp.StepNext
		}
		npc, nR, nK := step(t, pc, R, K)
		if nR == R && npc != pc {
			j.recordJump(t, p, s, at, int(npc-p.code.Entry)/abi.Word, R)
		}
		pc, R, K = npc, nR, nK
	}
	return pc, R, K
}

// walk has a builtin function that is about to be called with a generator, or
// a map, walk over it in Python, as compiled code will: what that does is to be
// observed too.
func walk(t *runtime.Thread, pc, R uintptr) {
	base, n := R+uintptr(abi.Load16(pc+2)), 1
	if abi.Load16(pc+4) != 1 {
		return
	}
	arg := base
	if abi.Load8(pc+1) == 1 { // of a method
		if abi.Load(base) == abi.Unbound {
			arg += abi.Word
		} else {
			arg, n = arg+abi.Word, 2
		}
	}
	v := abi.Load(arg)
	switch {
	case v.IsKind(abi.KindGenerator) && v.Shape() == t.Types.Generator.RootShape():
	case t.WalksNext(v) && t.WorthWalking(v):
	default:
		return
	}
	t.R, t.PC = R, pc // walkers may have to be made
	if w := t.WalkerOf(abi.Load(base-abi.Word), n, v.Shape()); w != runtime.Unbound {
		abi.Store(base-abi.Word, w)
	}
}

// recordJump notes what registers hold where a loop is entered, or goes round:
// to is the target of a jump at instruction at.
func (j *JIT) recordJump(t *runtime.Thread, p *codeProfile, s *site, at, to int, R uintptr) {
	if to > at && to <= at+p.flow.words(at) || to < 0 || to >= len(p.sites) {
		return
	}
	s.taken++
	if to > at {
		// Loops are entered by a jump to the test at their end.
		if l, ok := p.loopAround(to); ok && at < l {
			p.entering, p.enteringR = l, R
		}
		return
	}
	if _, ok := p.flow.byHead[to]; !ok {
		return
	}
	seen := p.heads
	if p.entering == to && p.enteringR == R {
		seen = p.first
	}
	p.enteringR = 0
	h := seen[to]
	if h == nil {
		h = make([]kinds, p.info.NumRegs)
		seen[to] = h
	}
	for r := range h {
		if p.flow.live[to].has(r) {
			h[r] |= kindsOf(t, abi.Load(R+uintptr(r)*abi.Word))
		}
	}
}

// record notes the operands of an instruction that is about to be executed.
// What it does not read, say the default values that MAKEFUNCTION has none of,
// may be anything: compiled code has had its raw numbers there.
func (j *JIT) record(t *runtime.Thread, s *site, e *bytecode.Effect, op bytecode.Op, pc, R, K uintptr) {
	if s.count < 1<<30 {
		s.count++
	}
	info := &bytecode.Infos[op]
	a, b, c := uintptr(abi.Load16(pc+2)), uintptr(abi.Load16(pc+4)), uintptr(abi.Load16(pc+6))
	reads := func(off uintptr) bool {
		return within(e.Reads, int(off)/abi.Word) || within(e.Maybe, int(off)/abi.Word)
	}
	if (info.A == 'r' || info.A == 'u') && reads(a) {
		s.a |= kindsOf(t, abi.Load(R+a))
	}
	if info.B == 'r' && reads(b) {
		s.b |= kindsOf(t, abi.Load(R+b))
	}
	if info.C == 'r' && reads(c) {
		s.c |= kindsOf(t, abi.Load(R+c))
	}
	j.recordKey(t, s, op, pc, R)
	switch op {
	case bytecode.YIELD, bytecode.RETGEN:
		if sinks(R) {
			s.flags |= yieldsList
		} else {
			s.flags |= yieldsOut
		}
	case bytecode.LOADATTR, bytecode.METHOD, bytecode.GETITEM, bytecode.GETITEMI, bytecode.GETITEMK, bytecode.GETITER,
		bytecode.UNPACK, bytecode.FORITER, bytecode.GETYIELDITER, bytecode.DELEGATE, bytecode.GETSLICE:
		s.shape(abi.Load(R + b))
		if op == bytecode.GETSLICE { // the second bound
			s.a |= kindsOf(t, abi.Load(R+c+abi.Word))
		}
		if it := abi.Load(R + b); op == bytecode.FORITER {
			s.iterated(it)
			if it.IsKind(abi.KindGenerator) {
				s.generator(it)
			}
		}
	case bytecode.STOREATTR, bytecode.SETITEM, bytecode.SETITEMI, bytecode.CALLMETHOD, bytecode.LISTAPPEND:
		s.shape(abi.Load(R + a))
		if op == bytecode.CALLMETHOD {
			s.a |= kindsOf(t, abi.Load(R+a))
		}
	case bytecode.WITHENTER:
		s.shape(abi.Load(R + b))
	case bytecode.SUPERMETHOD:
		s.target(abi.Load(R + b + abi.Word))
		s.shape(abi.Load(R + b + 2*abi.Word))
	case bytecode.CALL, bytecode.CALLKW, bytecode.CALLEX:
		f := abi.Load(R + a - abi.Word)
		s.a |= kindsOf(t, f)
		s.target(f)
		if op == bytecode.CALLEX {
			s.length(abi.Load(R + a))
			return
		}
		if abi.Load8(pc+1) == 0 && b > 0 { // the first argument
			s.b |= kindsOf(t, abi.Load(R+a))
			if f.IsKind(abi.KindInstance) {
				s.shape(f)
			} else if isIsinstance(t, f) || t.WalksNext(abi.Load(R+a)) {
				s.shape(abi.Load(R + a))
			}
			if b > 1 {
				s.c |= kindsOf(t, abi.Load(R+a+abi.Word))
			}
		} else if abi.Load8(pc+1) == 1 { // of a method: the receiver
			s.b |= kindsOf(t, abi.Load(R+a))
			s.shape(abi.Load(R + a))
		}
	default:
		switch {
		case op >= bytecode.ADD && op <= bytecode.NOT:
			if v := abi.Load(R + b); v.IsPtr() || info.C != 'r' {
				s.shape(v)
			} else { // of a reflected method
				s.shape(abi.Load(R + c))
			}
			if info.C == 'k' {
				s.c |= kindsOf(t, abi.Load(K+c))
			}
		case info.A == 'r' && reads(a):
			s.shape(abi.Load(R + a))
		}
	}
}

// shape notes the shape of the object an instruction is about.
func (s *site) shape(v Value) {
	if !v.IsPtr() {
		return
	}
	if v.Kind() == abi.KindList {
		f := uint8(abi.Obj[abi.Header](v).Aux)
		if s.nshapes == 0 {
			s.lists = f
		}
		s.lists &= f
	}
	id := v.Shape()
	for _, x := range s.shapes[:min(int(s.nshapes), maxShapes)] {
		if x == id {
			return
		}
	}
	if s.nshapes < maxShapes {
		s.shapes[s.nshapes] = id
	}
	if s.nshapes <= maxShapes {
		s.nshapes++
	}
}

// forget drops the shapes of classes that died.
func (s *site) forget(t *runtime.Thread) {
	if s.nshapes > maxShapes {
		return
	}
	n := uint8(0)
	for _, id := range s.shapes[:s.nshapes] {
		if id == 0 || t.TypeShape(id) != nil {
			s.shapes[n] = id
			n++
		}
	}
	s.nshapes = n
}

// length notes the length of a tuple of arguments, in taken: one more than it
// is, or manyLengths.
func (s *site) length(v Value) {
	if !v.IsKind(abi.KindTuple) {
		return
	}
	n := uint32(min(len(abi.TupleItems(v)), 1000)) + 1
	if s.taken != 0 && s.taken != n {
		n = manyLengths
	}
	s.taken = n
}

const manyLengths = 1 << 31

// same notes the code of a function, or the function of a method, that is called.
func (s *site) same(c Value) {
	if s.code == 0 {
		s.code = c
	} else if s.code != c {
		s.code = abi.None
	}
}

// iterated notes what all items of the lists that an iterator goes over are.
func (s *site) iterated(it Value) {
	f := uint8(0)
	if it.IsKind(abi.KindSeqIter) {
		if seq := abi.Obj[abi.SeqIter](it).Seq; seq.IsKind(abi.KindList) {
			f = uint8(abi.Obj[abi.Header](seq).Aux)
		} else if seq == abi.Unbound {
			return
		}
	}
	if s.count == 1 {
		s.lists = f
	}
	s.lists &= f
}

// target notes what is called.
func (s *site) target(v Value) {
	if v.IsKind(abi.KindFunction) {
		c := abi.Obj[abi.Function](v).Code
		s.same(c)
		s.like = v
	} else if v.IsKind(abi.KindMethod) {
		s.same(abi.Obj[abi.Method](v).Func)
	}
	for _, x := range s.targets[:min(int(s.ntarget), len(s.targets))] {
		if x == v {
			return
		}
	}
	if int(s.ntarget) < len(s.targets) {
		s.targets[s.ntarget] = v
	}
	if int(s.ntarget) <= len(s.targets) {
		s.ntarget++
	}
}

// generator notes the code of a generator that is iterated over.
func (s *site) generator(v Value) {
	if c := abi.Obj[abi.Function](abi.Obj[abi.Generator](v).Func).Code; s.code == 0 {
		s.code = c
	} else if s.code != c {
		s.code = abi.None
	}
}

// next is the instruction behind instruction i.
func (p *codeProfile) next(i int) int { return i + p.flow.words(i) }

// beginsLoop reports whether GETITER at i makes the iterator of a for loop in
// register reg, and for nothing else.
func (p *codeProfile) beginsLoop(i, reg int) bool {
	_, ok := p.loopOf(i, reg)
	return ok
}

// loopOf finds the FORITER of the loop that GETITER at i begins with the iterator
// in register reg. A comprehension makes what it fills between the two.
func (p *codeProfile) loopOf(i, reg int) (at int, ok bool) {
	for i = p.next(i); i < len(p.info.Instrs); i = p.next(i) {
		in := p.info.Instrs[i]
		switch in.Op() {
		case bytecode.JMP:
			t, _ := bytecode.JumpTarget(in, i)
			in := p.info.Instrs[t]
			return t, in.Op() == bytecode.FORITER && int(in.B())/8 == reg
		case bytecode.BUILDLIST, bytecode.BUILDSET, bytecode.BUILDDICT:
			if in.C() != 0 || int(in.A())/8 == reg || p.flow.leader[i] {
				return 0, false
			}
		default:
			return 0, false
		}
	}
	return 0, false
}

// inLoopOver reports whether register reg holds the iterator of a for loop that
// instruction at is in.
func (p *codeProfile) inLoopOver(at, reg int) bool {
	for k := range p.flow.loops {
		if l := &p.flow.loops[k]; l.head <= at && at <= l.end {
			if in := p.info.Instrs[l.end]; in.Op() == bytecode.FORITER && int(in.B())/8 == reg {
				return true
			}
		}
	}
	return false
}
