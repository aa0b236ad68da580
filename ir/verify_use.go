package ir

import "github.com/go-python/gopython/internal/abi"

// uses checks that what is used is there, and all states in their places.
func (v *verifier) uses() {
	f := v.f
	v.statesOK = make([]bool, len(f.States))
	for i := 1; i < len(f.Blocks); i++ {
		b := &f.Blocks[i]
		v.at(BlockID(i), 0)
		for j, id := range b.Nodes {
			n := &f.Nodes[id]
			v.at(BlockID(i), id)
			for _, a := range n.Args {
				v.use(a, int32(j), "argument")
			}
			v.chain(n.State, int32(j))
			// In After the node itself is there already.
			v.chain(n.After, int32(j)+1)
		}
		v.at(BlockID(i), 0)
		end := int32(len(b.Nodes))
		if b.Cond != 0 {
			v.use(b.Cond, end, "operand of the terminator")
		}
		for _, e := range b.Succs {
			for _, a := range e.Args {
				v.use(a, end, "argument of an edge")
			}
		}
		if b.Loop && b.Term != TermExit {
			end = 0
		}
		v.chain(b.State, end)
	}
}

// use checks a use of a node at a position of the current block.
func (v *verifier) use(id ID, pos int32, what string) bool {
	n := &v.f.Nodes[id]
	switch {
	case n.Op == OpInvalid || n.Op >= NumOps:
		v.errorf("%s v%d is no node", what, id)
	case Infos[n.Op].Const:
		return true
	case n.Block == 0 || !v.listed(id):
		v.errorf("%s v%d is in no block", what, id)
	case v.rank[v.block] < 0:
		return true // Everything dominates what cannot be reached.
	case v.rank[n.Block] < 0 || !v.dominates(n.Block, v.block):
		v.errorf("%s v%d of b%d does not dominate its use", what, id, n.Block)
	case n.Block == v.block && v.pos[id] >= pos:
		v.errorf("%s v%d is used before it is computed", what, id)
	default:
		return true
	}
	return false
}

// listed reports whether a node is in the block that it names.
func (v *verifier) listed(id ID) bool {
	n := &v.f.Nodes[id]
	if int(n.Block) >= len(v.f.Blocks) || n.Block < 0 {
		return false
	}
	b := &v.f.Blocks[n.Block]
	if n.Op == OpParam {
		for _, p := range b.Params {
			if p == id {
				return true
			}
		}
		return false
	}
	pos := v.pos[id]
	return int(pos) < len(b.Nodes) && b.Nodes[pos] == id
}

// chain checks a state and its parents, used at a position of the current block.
func (v *verifier) chain(s StateID, pos int32) {
	if s == 0 {
		return
	}
	steps := 0
	for p := s; p != 0; p = v.f.States[p].Parent {
		if steps++; steps > len(v.f.States) {
			v.errorf("the parents of s%d form a circle", s)
			return
		}
		if !v.statesOK[p] {
			v.statesOK[p] = true // Or its errors are reported.
			v.oneState(p)
		}
		v.stateUses(s, p, pos)
	}
}

// stateUses checks what the state p, of the chain of s, refers to.
func (v *verifier) stateUses(s, p StateID, pos int32) {
	st := &v.f.States[p]
	for _, r := range st.refs() {
		if num, ok := r.IsVirtual(); ok {
			if !v.f.States[s].hasVirtual(num) {
				v.errorf("s%d: virt%d is not among the virtual objects of s%d", p, num, s)
			}
			continue
		}
		if r != 0 && !v.use(ID(r), pos, "value of a state") {
			v.errorf("the state is s%d", p)
		}
	}
}

func (st *State) hasVirtual(num int32) bool {
	for i := range st.Virtuals {
		if st.Virtuals[i].Num == num {
			return true
		}
	}
	return false
}

// oneState checks a state by itself.
func (v *verifier) oneState(s StateID) {
	f, st := v.f, &v.f.States[s]
	if st.Code < 0 || len(f.Codes) > 0 && int(st.Code) >= len(f.Codes) {
		v.errorf("s%d: no code %d", s, st.Code)
	}
	if st.PC < 0 || st.Base < 0 || st.Base%8 != 0 {
		v.errorf("s%d: PC %d, Base %d", s, st.PC, st.Base)
	}
	if st.Parent == 0 {
		if st.Base != 0 || st.Fn != 0 || st.Cont != (Cont{}) {
			v.errorf("s%d: Base, Fn or Cont in the outermost frame", s)
		}
	} else {
		if st.Base <= f.States[st.Parent].Base {
			v.errorf("s%d: Base is not above that of the parent s%d", s, st.Parent)
		}
		v.ref(s, st.Fn, "Fn", true)
		switch st.Cont.Kind {
		case ContObject, ContGen:
			v.ref(s, st.Cont.Val, "Cont", true)
		case ContNone, ContInstr:
			if st.Cont.Val != 0 {
				v.errorf("s%d: Cont with a value", s)
			}
		default:
			v.errorf("s%d: no such Cont", s)
		}
	}
	regs := map[int32]bool{}
	for _, r := range st.Regs {
		if r.Reg < 0 || r.Reg%8 != 0 || f.Ext != 0 && st.Base+r.Reg+abi.Word > f.Ext {
			v.errorf("s%d: register %d", s, r.Reg)
		}
		if regs[r.Reg] {
			v.errorf("s%d: register %d is listed twice", s, r.Reg)
		}
		regs[r.Reg] = true
		v.ref(s, r.Val, "a register", false)
	}
	nums := map[int32]bool{}
	for i := range st.Virtuals {
		vo := &st.Virtuals[i]
		if nums[vo.Num] || vo.Num < 0 {
			v.errorf("s%d: virt%d is listed twice, or negative", s, vo.Num)
		}
		nums[vo.Num] = true
		v.virtual(s, vo)
	}
}

// ref checks the representation of what a state refers to.
func (v *verifier) ref(s StateID, r Ref, what string, tagged bool) {
	if _, virtual := r.IsVirtual(); virtual {
		return
	}
	if r == 0 {
		v.errorf("s%d: %s is missing", s, what)
		return
	}
	switch rep := v.f.Nodes[r].Rep; {
	case tagged && rep != Tagged:
		v.errorf("s%d: %s is %v, not t", s, what, rep)
	case rep == None || rep >= Ptr:
		v.errorf("s%d: %s is v%d, which is %v and no value", s, what, r, rep)
	}
}

func (v *verifier) virtual(s StateID, vo *Virtual) {
	if vo.Existing != 0 {
		v.ref(s, Ref(vo.Existing), "Existing", true)
		if vo.Existing < 0 {
			v.errorf("s%d: virt%d exists and is virtual", s, vo.Num)
		}
	} else if vo.Header == 0 || vo.Size < int32(abi.HeaderSize) || vo.Size%8 != 0 {
		v.errorf("s%d: virt%d has header %#x and size %d", s, vo.Num, vo.Header, vo.Size)
	}
	offs := map[int32]bool{}
	for _, fl := range vo.Fields {
		bounded := vo.Existing == 0 || vo.Size != 0
		if fl.Off < int32(abi.HeaderSize) || fl.Off%8 != 0 || bounded && fl.Off+8 > vo.Size {
			v.errorf("s%d: virt%d has a field at %d", s, vo.Num, fl.Off)
		}
		if offs[fl.Off] {
			v.errorf("s%d: virt%d has two fields at %d", s, vo.Num, fl.Off)
		}
		offs[fl.Off] = true
		v.ref(s, fl.Val, "a field", false)
		v.computed(s, vo.Num, fl)
	}
}

// computed checks a raw field, and one that is computed.
func (v *verifier) computed(s StateID, num int32, fl VirtualField) {
	if !fl.Raw && fl.Minus == 0 && fl.Div == 0 && fl.Add == 0 {
		return
	}
	isInt := func(r Ref) bool { return r > 0 && v.f.Nodes[r].Rep == I64 }
	if fl.Raw && fl.Minus == 0 && fl.Div == 0 && fl.Add == 0 && fl.Val > 0 && v.f.Nodes[fl.Val].Rep == F64 {
		return
	}
	if !isInt(fl.Val) || fl.Minus != 0 && !isInt(Ref(fl.Minus)) {
		v.errorf("s%d: virt%d has a raw or computed field that is no i64", s, num)
	}
	if fl.Div < 0 {
		v.errorf("s%d: virt%d has a field divided by %d", s, num, fl.Div)
	}
}
