package ir

import (
	"bytes"
	"io"
	"strconv"
	"strings"
)

// The text form, by example (";" starts a comment):
//
//	func "f" ext 64
//	code 0: 12 "f"                    ; index in the isolate's table, name
//	callee 0: 0x7f0010 "g" nargs 1
//	const t:ptr 0x7f20: {object} #9   ; where more is known than the word tells
//
//	b1():
//	  v1:t = LoadReg 8
//	  v2:i64 [0..100] = CheckInt v1 @s1
//	  jump b2(v2, 0)
//
//	b2(v3:i64, v4:i64): loop pc 7 code 0 weight 1000
//	  v5:i64 = AddOv v3, 1 @s2 pc 8    ; from here on instruction 8 (8/1: of code 1)
//	  v6:i64 = Load.8s v9+16 ListLen   ; LoadX.8 v9+16+v3*8 Items
//	  Store.8 v9+16 ListLen, v5
//	  v7:bool = ICmp.LT v3, v4
//	  v8:t = CallPy.0 v1, v2 @s2 after s3
//	  branch v7 b2(v5, v4), b3
//
//	b3():
//	  exit cold @s2                    ; or: return v8
//
//	s1: code 0 pc 3 base 0 {r0=v1 r8=virt0} parent s2
//	  virt0 = new 0x500000001 size 24 {+8=t:None +16=raw v3 minus v4 div 8 add 1}
//	s2: code 0 pc 3 base 64 fn v1 cont object v1 {}
//
// Literals: 1 (int), 2.5f, f:0x7ff0000000000000 (float64), true, false (bool), p:0x10
// (address), t:None, t:int 5, t:float 2.5, t:ptr 0x10, t:0x33 (tagged words).

// String gives the text form of f, which Parse reads.
func (f *Func) String() string {
	var b strings.Builder
	f.WriteTo(&b)
	return b.String()
}

// WriteTo writes the text form of f.
func (f *Func) WriteTo(w io.Writer) (int64, error) {
	p := &printer{f: f, states: make([]bool, len(f.States))}
	p.function()
	n, err := w.Write(p.Bytes())
	return int64(n), err
}

// NodeString gives the line of a node in the text form, for messages.
func (f *Func) NodeString(id ID) string {
	if id <= 0 || int(id) >= len(f.Nodes) {
		return "v" + strconv.Itoa(int(id))
	}
	p := &printer{f: f, states: make([]bool, len(f.States))}
	p.node(id)
	return p.Buffer.String()
}

type printer struct {
	bytes.Buffer
	f      *Func
	states []bool // the ones that were referred to
	// The instruction of the line above: a node's is written where it changes.
	pc, code int32
}

func (p *printer) put(parts ...string) {
	for _, s := range parts {
		p.WriteString(s)
	}
}

func (p *printer) num(x int64) { p.WriteString(strconv.FormatInt(x, 10)) }

func (p *printer) function() {
	f := p.f
	p.put("func ", strconv.Quote(f.Name))
	if f.Ext != 0 {
		p.put(" ext ")
		p.num(int64(f.Ext))
	}
	p.put("\n")
	for i, c := range f.Codes {
		p.put("code ", strconv.Itoa(i), ": ", strconv.FormatInt(c.Index, 10), " ", strconv.Quote(c.Name), "\n")
	}
	for i, c := range f.Callees {
		p.put("callee ", strconv.Itoa(i), ": ", hex(int64(c.Code)), " ", strconv.Quote(c.Name), " nargs ", strconv.Itoa(c.NArgs), "\n")
	}
	// What is behind the constants' types is known only after all is printed.
	head := p.Buffer
	p.Buffer = bytes.Buffer{}
	for _, b := range p.order() {
		p.block(b)
	}
	p.stateList()
	body := p.Buffer
	p.Buffer = head
	p.constTypes()
	p.Write(body.Bytes())
}

// order is reverse postorder, then the blocks that cannot be reached, but for
// empty ones that nothing refers to.
func (p *printer) order() []BlockID {
	order := p.f.rpo()
	seen := make([]bool, len(p.f.Blocks))
	for _, b := range order {
		seen[b] = true
	}
	target := make([]bool, len(p.f.Blocks))
	for i := range p.f.Blocks {
		for _, e := range p.f.Blocks[i].Succs {
			if e.To > 0 && int(e.To) < len(target) {
				target[e.To] = true
			}
		}
	}
	for i := 1; i < len(seen); i++ {
		b := &p.f.Blocks[i]
		if !seen[i] && (target[i] || len(b.Params)+len(b.Nodes)+len(b.Succs) > 0 || b.Term != TermNone) {
			order = append(order, BlockID(i))
		}
	}
	return order
}

// rpo is the blocks that can be reached, in reverse postorder. Edges to
// blocks that do not exist are left out.
func (f *Func) rpo() []BlockID {
	if f.Entry <= 0 || int(f.Entry) >= len(f.Blocks) {
		return nil
	}
	seen := make([]bool, len(f.Blocks))
	type item struct {
		b BlockID
		i int
	}
	var order []BlockID
	stack := []item{{f.Entry, 0}}
	seen[f.Entry] = true
	for len(stack) > 0 {
		top := &stack[len(stack)-1]
		succs := f.Blocks[top.b].Succs
		if top.i == len(succs) {
			order = append(order, top.b)
			stack = stack[:len(stack)-1]
			continue
		}
		to := succs[len(succs)-1-top.i].To
		top.i++
		if to > 0 && int(to) < len(seen) && !seen[to] {
			seen[to] = true
			stack = append(stack, item{to, 0})
		}
	}
	for i, j := 0, len(order)-1; i < j; i, j = i+1, j-1 {
		order[i], order[j] = order[j], order[i]
	}
	return order
}

// constTypes lists constants of whose type more (or less) is known than their
// word says.
func (p *printer) constTypes() {
	used := p.f.usedNodes()
	seen := map[string]bool{}
	for i := 1; i < len(p.f.Nodes); i++ {
		n := &p.f.Nodes[i]
		if !used[i] || !Infos[n.Op].Const || n.Block != 0 || n.Type == constType(n.Op, n.Aux) {
			continue
		}
		if text := constText(n.Op, n.Aux); !seen[text] {
			seen[text] = true
			p.put("const ", text, ": ", n.Type.String(), "\n")
		}
	}
}

// usedNodes says which nodes something that is printed refers to.
func (f *Func) usedNodes() []bool {
	used := make([]bool, len(f.Nodes))
	use := func(id ID) {
		if id > 0 && int(id) < len(used) && f.Nodes[id].Op < NumOps {
			used[id] = true
		}
	}
	p := printer{f: f}
	states := map[StateID]bool{}
	state := func(s StateID) {
		for s > 0 && int(s) < len(f.States) && !states[s] {
			states[s] = true
			for _, r := range f.States[s].refs() {
				use(ID(r))
			}
			s = f.States[s].Parent
		}
	}
	for _, b := range p.order() {
		blk := &f.Blocks[b]
		for _, id := range blk.Nodes {
			if id <= 0 || int(id) >= len(f.Nodes) {
				continue
			}
			for _, a := range f.Nodes[id].Args {
				use(a)
			}
			state(f.Nodes[id].State)
			state(f.Nodes[id].After)
		}
		use(blk.Cond)
		state(blk.State)
		for _, e := range blk.Succs {
			for _, a := range e.Args {
				use(a)
			}
		}
	}
	return used
}

// refs lists what a state refers to, without its parents.
func (st *State) refs() []Ref {
	refs := []Ref{st.Fn, st.Cont.Val}
	for _, r := range st.Regs {
		refs = append(refs, r.Val)
	}
	for i := range st.Virtuals {
		refs = append(refs, Ref(st.Virtuals[i].Existing))
		for _, fl := range st.Virtuals[i].Fields {
			refs = append(refs, fl.Val, Ref(fl.Minus))
		}
	}
	return refs
}

func (p *printer) block(id BlockID) {
	b := &p.f.Blocks[id]
	p.put("\nb", strconv.Itoa(int(id)), "(")
	for i, v := range b.Params {
		if i > 0 {
			p.put(", ")
		}
		p.def(v)
	}
	p.put("):")
	if b.Loop {
		p.put(" loop")
	}
	p.opt(" pc ", int64(b.PC))
	p.opt(" code ", int64(b.Code))
	p.opt(" weight ", int64(b.Weight))
	p.put("\n")
	p.pc, p.code = b.PC, b.Code
	for _, v := range b.Nodes {
		p.put("  ")
		p.node(v)
		p.put("\n")
	}
	p.term(b)
}

func (p *printer) opt(name string, x int64) {
	if x != 0 {
		p.put(name)
		p.num(x)
	}
}

func (p *printer) term(b *Block) {
	if b.Term == TermNone && len(b.Succs) == 0 {
		return
	}
	p.put("  ", nameOr(termNames[:], int(b.Term), "term"))
	if b.Term == TermExit || b.Reason != ExitNone {
		p.put(" ", b.Reason.String())
	}
	if b.Cond != 0 {
		p.put(" ")
		p.use(b.Cond)
	}
	for i, e := range b.Succs {
		if i > 0 {
			p.put(",")
		}
		p.put(" b", strconv.Itoa(int(e.To)))
		if len(e.Args) == 0 {
			continue
		}
		p.put("(")
		p.uses(e.Args)
		p.put(")")
	}
	p.state(" @s", b.State)
	p.put("\n")
}

func nameOr(names []string, i int, prefix string) string {
	if i < len(names) {
		return names[i]
	}
	return prefix + strconv.Itoa(i)
}

func (p *printer) state(prefix string, s StateID) {
	if s == 0 {
		return
	}
	p.put(prefix, strconv.Itoa(int(s)))
	if s > 0 && int(s) < len(p.states) {
		p.states[s] = true
	}
}

// def prints a node's number, representation and type.
func (p *printer) def(id ID) {
	p.put("v", strconv.Itoa(int(id)))
	if id <= 0 || int(id) >= len(p.f.Nodes) {
		return
	}
	n := &p.f.Nodes[id]
	info := opInfo(n.Op)
	if n.Rep != None || info.AnyResult || info.Result != None {
		p.put(":", n.Rep.String())
	}
	if t := n.Type.String(); t != "" {
		p.put(" ", t)
	}
}

func opInfo(op Op) *Info {
	if op < NumOps {
		return &Infos[op]
	}
	return &Infos[OpInvalid]
}

func (p *printer) use(id ID) {
	if id > 0 && int(id) < len(p.f.Nodes) {
		if n := &p.f.Nodes[id]; opInfo(n.Op).Const && n.Block == 0 {
			p.put(constText(n.Op, n.Aux))
			return
		}
	}
	p.put("v", strconv.Itoa(int(id)))
}

func (p *printer) uses(ids []ID) {
	for i, a := range ids {
		if i > 0 {
			p.put(", ")
		}
		p.use(a)
	}
}

func (p *printer) node(id ID) {
	p.def(id)
	if id <= 0 || int(id) >= len(p.f.Nodes) {
		return
	}
	n := &p.f.Nodes[id]
	p.put(" = ", n.Op.String())
	if !p.operands(n) {
		p.put("!")
		if len(n.Args) > 0 {
			p.put(" ")
			p.uses(n.Args)
		}
		if n.Aux != 0 || n.Aux2 != 0 {
			p.put(" aux=", hex(n.Aux), ",", hex(n.Aux2))
		}
	}
	p.state(" @s", n.State)
	p.state(" after s", n.After)
	if n.PC != p.pc || n.Code != p.code {
		p.pc, p.code = n.PC, n.Code
		p.put(" pc ", strconv.Itoa(int(n.PC)))
		p.opt("/", int64(n.Code))
	}
	p.callName(n)
}

func (p *printer) callName(n *Node) {
	switch {
	case n.Op == OpCallHelper && n.Aux >= 0 && n.Aux < int64(len(Helpers)):
		p.put(" ; ", oneLine(Helpers[n.Aux].Name))
	case n.Op == OpCallPy && n.Aux >= 0 && n.Aux < int64(len(p.f.Callees)):
		p.put(" ; ", oneLine(p.f.Callees[n.Aux].Name))
	}
}

func oneLine(s string) string { return strings.NewReplacer("\n", " ", "\r", " ").Replace(s) }

// operands prints arguments and immediates in the operation's own form; false,
// with nothing printed, when the node does not fit it.
func (p *printer) operands(n *Node) bool {
	info := opInfo(n.Op)
	if n.Op >= NumOps || info.NArgs >= 0 && len(n.Args) != info.NArgs {
		return false
	}
	aux, aux2 := n.Aux, n.Aux2 // what is left of them has to be 0
	var head string            // behind the name
	var last []string          // operands behind the arguments
	switch imms[n.Op] {
	case immLit:
		last, aux = []string{constText(n.Op, aux)}, 0
	case immInt:
		last, aux = []string{strconv.FormatInt(aux, 10)}, 0
	case immWord:
		last, aux = []string{constText(OpConstT, aux)}, 0
	case immShape:
		last, aux = []string{"#" + strconv.FormatInt(aux, 10)}, 0
	case immKind:
		last, aux = []string{kindName(aux)}, 0
	case immFlags:
		mask, want := FlagsOf(aux2)
		last, aux2 = []string{hex(int64(mask)), hex(int64(want))}, aux2>>32
	case immAlloc:
		last = []string{hex(aux), strconv.FormatInt(aux2, 10)}
		aux, aux2 = 0, 0
	case immCond:
		if aux < 0 || aux >= int64(len(condNames)) {
			return false
		}
		head, aux = "."+condNames[aux], 0
	case immIndex:
		head, aux = "."+strconv.FormatInt(aux, 10), 0
	case immMem:
		return p.mem(n)
	}
	if aux != 0 || aux2 != 0 {
		return false
	}
	p.put(head)
	if len(n.Args)+len(last) > 0 {
		p.put(" ")
	}
	p.uses(n.Args)
	for i, s := range last {
		if i+len(n.Args) > 0 {
			p.put(", ")
		}
		p.put(s)
	}
	return true
}

// mem prints Load.4s v1+16 Class, LoadX.8 v1+16+v2*8 Class and the stores.
func (p *printer) mem(n *Node) bool {
	m := MemOf(n.Aux)
	indexed := n.Op == OpLoadX || n.Op == OpStoreX
	if m.Width > 8 || m.Width&(m.Width-1) != 0 || m.Width == 0 || m.Pack() != n.Aux || n.Aux2 != 0 || m.Class >= NumMemClasses || m.Scale != 0 && !indexed {
		return false
	}
	p.put(".", strconv.Itoa(int(m.Width)))
	if m.Signed {
		p.put("s")
	}
	p.put(" ")
	p.use(n.Args[0])
	if m.Off >= 0 {
		p.put("+")
	}
	p.num(int64(m.Off))
	if indexed {
		p.put("+")
		p.use(n.Args[1])
		p.put("*", strconv.Itoa(int(m.Scale)))
	}
	p.put(" ", m.Class.String())
	if n.Op == OpStore || n.Op == OpStoreX {
		p.put(", ")
		p.use(n.Args[len(n.Args)-1])
	}
	return true
}

// stateList prints the states that were referred to, and their parents.
func (p *printer) stateList() {
	for i, used := range p.states {
		if !used || i == 0 {
			continue
		}
		for s := p.f.States[i].Parent; s > 0 && int(s) < len(p.states) && !p.states[s]; s = p.f.States[s].Parent {
			p.states[s] = true
		}
	}
	first := true
	for i, used := range p.states {
		if !used || i == 0 {
			continue
		}
		if first {
			p.put("\n")
			first = false
		}
		p.oneState(i)
	}
}

func (p *printer) oneState(i int) {
	st := &p.f.States[i]
	p.put("s", strconv.Itoa(i), ": code ", strconv.Itoa(int(st.Code)), " pc ", strconv.Itoa(int(st.PC)), " base ", strconv.Itoa(int(st.Base)))
	if st.Fn != 0 {
		p.put(" fn ")
		p.ref(st.Fn)
	}
	if st.Cont.Kind != ContNone || st.Cont.Val != 0 {
		p.put(" cont ", nameOr(contNames[:], int(st.Cont.Kind), "cont"))
		if st.Cont.Val != 0 {
			p.put(" ")
			p.ref(st.Cont.Val)
		}
	}
	p.put(" {")
	for i, r := range st.Regs {
		if i > 0 {
			p.put(" ")
		}
		p.put("r")
		p.num(int64(r.Reg))
		p.put("=")
		p.ref(r.Val)
	}
	p.put("}")
	p.state(" parent s", st.Parent)
	p.put("\n")
	for i := range st.Virtuals {
		p.virtual(&st.Virtuals[i])
	}
}

func (p *printer) ref(r Ref) {
	if num, ok := r.IsVirtual(); ok {
		p.put("virt", strconv.Itoa(int(num)))
		return
	}
	p.use(ID(r))
}

func (p *printer) virtual(v *Virtual) {
	p.put("  virt", strconv.Itoa(int(v.Num)), " =")
	if v.Existing != 0 {
		p.put(" in ")
		p.use(v.Existing)
	}
	if v.Existing == 0 || v.Header != 0 {
		p.put(" new ", hex(int64(v.Header)))
	}
	p.put(" size ")
	p.num(int64(v.Size))
	p.put(" {")
	for i, fl := range v.Fields {
		if i > 0 {
			p.put(" ")
		}
		if fl.Off >= 0 {
			p.put("+")
		}
		p.num(int64(fl.Off))
		p.put("=")
		if fl.Raw {
			p.put("raw ")
		}
		p.ref(fl.Val)
		if fl.Minus != 0 {
			p.put(" minus ")
			p.use(fl.Minus)
		}
		p.opt(" div ", fl.Div)
		p.opt(" add ", fl.Add)
	}
	p.put("}\n")
}
