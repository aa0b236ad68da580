package ir

import (
	"math"
	"strings"
)

// node reads a line of a block: "v1:i64 [0..9] = Op operands @s1 after s2 pc 3/1".
func (p *parser) node() {
	var id ID
	rep, typed := None, false
	var t Type
	if p.isNumbered("v") {
		id = ID(p.define('v', p.nodeLine))
		typed = p.is(":")
		rep = p.rep(None)
		t = p.typ()
		p.expect("=")
	} else {
		p.f.Nodes = append(p.f.Nodes, Node{})
		p.nodeLine = append(p.nodeLine, p.line.num)
		id = ID(len(p.f.Nodes) - 1)
	}
	n := Node{Block: p.block, Type: t}
	name := p.name()
	op, ok := byName().ops[name]
	if !ok || op == OpParam {
		p.fail("unknown operation %q", name)
	}
	n.Op = op
	p.operands(&n)
	n.State = p.atState()
	if p.accept("after") {
		n.After = StateID(p.number('s'))
	}
	if p.accept("pc") {
		p.pc, p.code = p.int32(), 0
		if p.accept("/") {
			p.code = p.int32()
		}
	}
	n.PC, n.Code = p.pc, p.code
	n.Rep = rep
	if !typed {
		n.Rep = missingRep(&n)
		if n.Op == OpSelect {
			p.guessed = append(p.guessed, id)
		}
	}
	p.f.Nodes[id] = n
	b := &p.f.Blocks[p.block]
	if b.Term != TermNone {
		p.fail("node after the terminator of b%d", p.block)
	}
	b.Nodes = append(b.Nodes, id)
}

// missingRep is the representation of a result where the text does not say it.
func missingRep(n *Node) Rep {
	info := &Infos[n.Op]
	switch {
	case !info.AnyResult:
		return info.Result
	case n.Op == OpLoad || n.Op == OpLoadX:
		if MemOf(n.Aux).Width < 8 {
			return I64
		}
		return Tagged
	case n.Op == OpCallHelper:
		if n.Aux >= 0 && n.Aux < int64(len(Helpers)) {
			return Helpers[n.Aux].Result
		}
		return Tagged
	}
	return None
}

func (p *parser) operandsEnd() bool {
	return p.peek().kind == tokEnd || p.is("@") || p.is("after") || p.is("aux") || p.is("pc")
}

func (p *parser) operands(n *Node) {
	if p.accept("!") {
		p.rawOperands(n)
		return
	}
	kind := imms[n.Op]
	switch kind {
	case immMem:
		p.mem(n)
		return
	case immIndex:
		p.expect(".")
		n.Aux = p.integer(64)
	case immCond:
		p.expect(".")
		name := p.name()
		c := indexOf(condNames[:], name)
		if c < 0 {
			p.fail("unknown condition %q", name)
		}
		n.Aux = int64(c)
	}
	want := Infos[n.Op].NArgs
	for i := 0; want < 0 && !p.operandsEnd() || i < want; i++ {
		if i > 0 {
			p.expect(",")
		}
		n.Args = append(n.Args, p.value())
	}
	if kind.operands() > 0 && len(n.Args) > 0 {
		p.expect(",")
	}
	p.immediate(n, kind)
}

// rawOperands reads the form for nodes that do not fit their operation.
func (p *parser) rawOperands(n *Node) {
	for !p.operandsEnd() {
		if len(n.Args) > 0 {
			p.expect(",")
		}
		n.Args = append(n.Args, p.value())
	}
	if p.accept("aux") {
		p.expect("=")
		n.Aux = p.integer(64)
		p.expect(",")
		n.Aux2 = p.integer(64)
	}
}

func (p *parser) immediate(n *Node, kind imm) {
	switch kind {
	case immLit:
		p.immLiteral(n, n.Op)
	case immWord:
		p.immLiteral(n, OpConstT)
	case immInt:
		n.Aux = p.integer(64)
	case immShape:
		p.expect("#")
		n.Aux = p.integer(64)
	case immKind:
		if p.peek().kind != tokName {
			n.Aux = p.integer(64)
			return
		}
		name := p.name()
		k, ok := byName().kinds[name]
		if !ok {
			p.fail("unknown kind %q", name)
		}
		n.Aux = k
	case immFlags:
		mask := p.integer(64)
		p.expect(",")
		want := p.integer(64)
		if uint64(mask) > math.MaxUint16 || uint64(want) > math.MaxUint16 {
			p.fail("flags beyond 16 bits")
		}
		n.Aux2 = FlagsAux(uint16(mask), uint16(want))
	case immAlloc:
		n.Aux = p.integer(64)
		p.expect(",")
		n.Aux2 = p.integer(64)
	}
}

func (p *parser) immLiteral(n *Node, want Op) {
	op, aux, ok := p.literalBits()
	if !ok || op != want {
		p.fail("want a literal of %v", want)
	}
	n.Aux = aux
}

// mem reads ".4s v1+16+v2*8 Class, v3".
func (p *parser) mem(n *Node) {
	var m Mem
	p.expect(".")
	t := p.next()
	text, signed := strings.CutSuffix(t.text, "s")
	width := strings.Index("-1-2-4-8", "-"+text)
	if t.kind != tokNumber || len(text) != 1 || width < 0 {
		p.fail("bad width %q", t.text)
	}
	m.Width, m.Signed = text[0]-'0', signed
	n.Args = append(n.Args, p.value())
	if p.is("+") || p.is("-") {
		// With the offset left out, an index may follow at once.
		if k := p.peekAt(1).kind; k == tokNumber && p.peekAt(2).text != "*" {
			m.Off = p.int32()
		}
	}
	if n.Op == OpLoadX || n.Op == OpStoreX {
		p.expect("+")
		n.Args = append(n.Args, p.value())
		p.expect("*")
		scale := p.integer(32)
		if scale < 0 || scale > 255 {
			p.fail("bad scale")
		}
		m.Scale = uint8(scale)
	}
	name := p.name()
	c, ok := byName().classes[name]
	if !ok {
		p.fail("unknown memory class %q", name)
	}
	m.Class = c
	n.Aux = m.Pack()
	if n.Op == OpStore || n.Op == OpStoreX {
		p.expect(",")
		n.Args = append(n.Args, p.value())
	}
}

// state reads "s1: code 0 pc 3 base 0 fn v1 cont object v2 {r0=v1} parent s2".
func (p *parser) state() {
	id := p.define('s', p.stateLine)
	st := &p.f.States[id]
	p.expect(":")
	for p.peek().kind != tokEnd && !p.is("{") && !p.is("parent") {
		switch word := p.name(); word {
		case "code":
			st.Code = p.int32()
		case "pc":
			st.PC = p.int32()
		case "base":
			st.Base = p.int32()
		case "fn":
			st.Fn = p.ref()
		case "cont":
			name := p.name()
			k := indexOf(contNames[:], name)
			if k < 0 {
				p.fail("unknown continuation %q", name)
			}
			st.Cont.Kind = ContKind(k)
			if p.isNumbered("v") || p.isNumbered("virt") || p.peekAt(1).text == ":" {
				st.Cont.Val = p.ref()
			}
		default:
			p.fail("unexpected %q", word)
		}
	}
	if p.accept("{") {
		for !p.accept("}") {
			reg := p.register()
			p.expect("=")
			st.Regs = append(st.Regs, RegValue{reg, p.ref()})
		}
	}
	if p.accept("parent") {
		st.Parent = StateID(p.number('s'))
	}
	p.virtuals = st
}

// register reads r and a byte offset.
func (p *parser) register() int32 {
	if p.accept("r") { // r-8
		return p.int32()
	}
	t := p.next()
	n, ok := numbered(t.text, "r")
	if t.kind != tokName || !ok {
		p.fail("want a register, have %q", t.text)
	}
	return int32(n)
}

func (p *parser) ref() Ref {
	if !p.isNumbered("virt") {
		return Ref(p.value())
	}
	n, _ := numbered(p.name(), "virt")
	return VirtualRef(int32(n))
}

// virtual reads "virt0 = in v1 new 0x500000001 size 24 {+8=v1 +16=raw v3 minus v4 div 8 add 1}".
func (p *parser) virtual(st *State) {
	n, _ := numbered(p.name(), "virt")
	v := Virtual{Num: int32(n)}
	p.expect("=")
	if p.accept("in") {
		v.Existing = p.value()
	}
	if p.accept("new") {
		v.Header = uint64(p.integer(64))
	}
	if p.accept("size") {
		v.Size = p.int32()
	}
	p.expect("{")
	for !p.accept("}") {
		var fl VirtualField
		fl.Off = p.int32()
		p.expect("=")
		fl.Raw = p.accept("raw")
		fl.Val = p.ref()
		if p.accept("minus") {
			fl.Minus = p.value()
		}
		if p.accept("div") {
			fl.Div = p.integer(64)
		}
		if p.accept("add") {
			fl.Add = p.integer(64)
		}
		v.Fields = append(v.Fields, fl)
	}
	st.Virtuals = append(st.Virtuals, v)
}
