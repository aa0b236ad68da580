package ir

// program is a Func as the evaluator runs it.
type program struct {
	entry  BlockID
	blocks []evalBlock
	consts []evalConst
	// size is the number of words of a run: values by node number, then the
	// arguments of calls.
	size  int
	temps int // where they are; edges copy through them too
}

type evalConst struct {
	id   ID
	bits uint64
}

type evalBlock struct {
	id    BlockID
	term  TermKind
	cond  ID
	state StateID
	code  []inst
	succs []evalEdge
}

// inst is a node: its first arguments (0, which is no value, for missing ones)
// and what else is looked at often.
type inst struct {
	op          Op
	sort        sort
	guard       bool
	mem         Mem
	id, a, b, c ID
	state       StateID
	aux         int64
}

// evalEdge is an edge with its parallel copy. An argument may be a parameter
// that the same copy overwrites: then all go through temporaries.
type evalEdge struct {
	to       BlockID
	src, dst []ID
	clash    bool
}

func (e *evalEdge) copy(vals []uint64, temps int) {
	if !e.clash {
		for i, s := range e.src {
			vals[e.dst[i]] = vals[s]
		}
		return
	}
	t := vals[temps:]
	for i, s := range e.src {
		t[i] = vals[s]
	}
	for i, d := range e.dst {
		vals[d] = t[i]
	}
}

func prepare(f *Func) *program {
	p := &program{entry: f.Entry, blocks: make([]evalBlock, len(f.Blocks)), temps: len(f.Nodes)}
	room := 0
	for i := range f.Nodes {
		n := &f.Nodes[i]
		if Infos[n.Op].Const {
			p.consts = append(p.consts, evalConst{ID(i), uint64(n.Aux)})
		}
		room = max(room, len(n.Args))
	}
	for i := range f.Blocks {
		b := &f.Blocks[i]
		eb := &p.blocks[i]
		*eb = evalBlock{id: BlockID(i), term: b.Term, cond: b.Cond, state: b.State}
		for _, id := range b.Nodes {
			eb.code = append(eb.code, makeInst(f, id))
		}
		for _, e := range b.Succs {
			eb.succs = append(eb.succs, makeEdge(f, e))
			room = max(room, len(e.Args))
		}
	}
	p.size = len(f.Nodes) + room
	return p
}

func makeInst(f *Func, id ID) inst {
	n := &f.Nodes[id]
	info := &Infos[n.Op]
	in := inst{op: n.Op, id: id, state: n.State, aux: n.Aux, sort: sorts[n.Op], guard: info.Guard}
	if imms[n.Op] == immMem {
		in.mem = MemOf(n.Aux)
	}
	for i, a := range n.Args {
		switch i {
		case 0:
			in.a = a
		case 1:
			in.b = a
		case 2:
			in.c = a
		}
	}
	return in
}

func makeEdge(f *Func, e Edge) evalEdge {
	ee := evalEdge{to: e.To}
	written := map[ID]bool{}
	for i, d := range f.Blocks[e.To].Params {
		s := e.Args[i]
		if s == d {
			continue
		}
		ee.clash = ee.clash || written[s]
		written[d] = true
		ee.src, ee.dst = append(ee.src, s), append(ee.dst, d)
	}
	return ee
}
