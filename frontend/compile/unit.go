package compile

import (
	"slices"

	"github.com/go-python/gopython/frontend/ast"
	"github.com/go-python/gopython/frontend/symtable"
	"github.com/go-python/gopython/internal/bytecode"
)

// header is how many registers below a call window belong to the callee's
// frame.
const header = 6

// chunk is how many elements of a display or call are put into registers at a
// time.
const chunk = 200

// maxInstrs bounds the size of one function's code.
const maxInstrs = 8 << 20

// ins is an instruction before assembly: registers and constants by number,
// jumps by label. With op NOP and a label it is the label itself.
type ins struct {
	op      bytecode.Op
	x       uint8
	skip    bool // do not assemble
	a, b, c int
	d       int // FORITER: the call window
	to      *label
	pos     bytecode.Pos
	lookup  *ast.Range // CALLMETHOD: the position of the attribute
	addr    int
	long    bool // the jump needs a trampoline
}

// label is a place in the code.
type label struct {
	state *state // what is certain on all jumps here so far
	at    *ins
	loop  bool // the label is a loop's top: jumps to it are back-edges
}

// unit is a code object under construction.
type unit struct {
	parent *unit
	code   *bytecode.Code
	base   *symtable.Scope // the scope that the code object is for
	scope  *symtable.Scope // base, or the inlined comprehension being compiled
	isGen  bool

	vars     map[string]int // registers of base's locals and cells
	free     map[string]int // registers of free variables
	compVars map[*symtable.Scope]map[string]int
	params   int
	varRegs  int // registers that are variables by name in this frame
	fixed    int // first temporary
	top      int // next temporary
	maxReg   int

	list       []*ins
	slab       []ins
	count      int // instructions emitted so far
	state      state
	needClear  map[int]bool
	compClears map[int]*ins
	deleted    []int

	consts     []any
	constIndex map[string]int
	narrow     map[int]bool

	blocks  []*block
	regions []*region

	static   map[string]bool // names X of self.X = ..., in a class
	annIndex map[*ast.AnnAssign]int
}

// push starts a new unit for a scope.
func (c *compiler) push(s *symtable.Scope, name string, line int32) *unit {
	u := &unit{parent: c.u, base: s, scope: s, vars: map[string]int{}, free: map[string]int{},
		compVars: map[*symtable.Scope]map[string]int{}, needClear: map[int]bool{},
		compClears: map[int]*ins{}, constIndex: map[string]int{}, narrow: map[int]bool{}}
	u.code = &bytecode.Code{Name: name, Qualname: c.qualname(name), Filename: c.filename, FirstLine: int(line)}
	c.u = u
	u.layout()
	u.state = newState(u.fixed)
	for i := range u.params {
		u.state.set(i)
	}
	return u
}

// qualname is the qualified name of something that the current unit defines.
func (c *compiler) qualname(name string) string {
	p := c.u
	if p == nil || p.base.Kind == symtable.Module {
		return name
	}
	if p.base.Kind == symtable.Class {
		if sym := p.base.Lookup(symtable.Mangle(p.base.Private, name)); sym != nil && sym.Where == symtable.GlobalExplicit {
			return name
		}
		return p.code.Qualname + "." + name
	}
	if sym := p.base.Lookup(symtable.Mangle(p.base.Private, name)); sym != nil && sym.Where == symtable.GlobalExplicit {
		return name
	}
	return p.code.Qualname + ".<locals>." + name
}

// layout assigns the fixed registers: variables, cells, free variables, the
// variables of inlined comprehensions.
func (u *unit) layout() {
	s, code := u.base, u.code
	next := 0
	if s.FunctionLike() {
		for _, name := range s.Params {
			u.vars[name] = next
			code.VarNames = append(code.VarNames, name)
			next++
		}
		u.params = next
		for _, name := range s.Order {
			if sym := s.Symbols[name]; sym.Where == symtable.Local && sym.Flags&symtable.DefParam == 0 {
				u.vars[name] = next
				code.VarNames = append(code.VarNames, name)
				if sym.Flags&symtable.Deleted != 0 {
					u.deleted = append(u.deleted, next)
				}
				next++
			} else if sym.Where == symtable.Local && sym.Flags&symtable.Deleted != 0 {
				u.deleted = append(u.deleted, u.vars[name])
			}
		}
		u.varRegs = next
		for _, name := range s.Order {
			if s.Symbols[name].Where == symtable.Cell {
				if _, isParam := u.vars[name]; !isParam {
					u.vars[name] = next
					next++
				}
				u.addCell(name)
			}
		}
	} else {
		next = 1
		for _, name := range []string{"__class__", "__classdict__", "__conditional_annotations__"} {
			if name == "__class__" && s.NeedsClassCell || name == "__classdict__" && s.NeedsClassDict ||
				s.Kind == symtable.Class && s.Symbols[name] != nil && s.Symbols[name].Where == symtable.Cell {
				u.vars[name] = next
				u.addCell(name)
				next++
			}
		}
	}
	code.FreeVars = s.FreeVars()
	code.FreeReg = uint16(next)
	for _, name := range code.FreeVars {
		u.free[name] = next
		next++
	}
	u.fixed = u.layoutComps(s, next)
	u.top = u.fixed
	u.use(u.fixed)
}

func (u *unit) addCell(name string) {
	u.code.CellVars = append(u.code.CellVars, name)
	u.code.CellRegs = append(u.code.CellRegs, uint16(u.vars[name]))
}

// layoutComps gives registers to the variables of the comprehensions inlined
// in s. Comprehensions next to each other share them.
func (u *unit) layoutComps(s *symtable.Scope, base int) int {
	end := base
	for _, child := range s.Children {
		if !child.Inlined {
			continue
		}
		next := base
		regs := map[string]int{}
		for _, name := range child.Order {
			if w := child.Symbols[name].Where; w == symtable.Local || w == symtable.Cell {
				regs[name] = next
				next++
			}
		}
		u.compVars[child] = regs
		end = max(end, u.layoutComps(child, next))
	}
	return end
}

// use notes that registers up to n exist.
func (u *unit) use(n int) {
	if n > u.maxReg {
		if n >= bytecode.MaxRegs {
			panic(abort{ErrTooManyRegs})
		}
		u.maxReg = n
	}
}

// alloc takes the next temporary.
func (u *unit) alloc() int {
	u.top++
	u.use(u.top)
	return u.top - 1
}

// reserve takes n temporaries in a row and returns the first.
func (u *unit) reserve(n int) int {
	r := u.top
	u.top += n
	u.use(u.top)
	return r
}

// dst is where a result goes: want, or a new temporary if that is negative.
func (u *unit) dst(want int) int {
	if want >= 0 {
		return want
	}
	return u.alloc()
}

// temp says whether register r is a temporary.
func (u *unit) temp(r int) bool { return r >= u.fixed }

func (u *unit) newIns() *ins {
	if len(u.slab) == 0 {
		u.slab = make([]ins, 64)
	}
	i := &u.slab[0]
	u.slab = u.slab[1:]
	return i
}

func position(at *ast.Range) bytecode.Pos {
	if at == nil {
		return bytecode.Pos{}
	}
	return bytecode.Pos{Line: at.Line, EndLine: at.EndLine, Col: at.Col, EndCol: at.EndCol}
}

// emit appends an instruction, unless the code here is dead.
func (u *unit) emit(at *ast.Range, op bytecode.Op, x uint8, a, b, c int) *ins {
	i := u.newIns()
	*i = ins{op: op, x: x, a: a, b: b, c: c, pos: position(at)}
	if u.state.dead {
		i.skip = true
		return i
	}
	if c == 0 && op >= bytecode.BUILDLIST && op <= bytecode.BUILDSTRING {
		i.b = 0 // there may be no register b
	}
	if len(u.list) > maxInstrs {
		panic(abort{ErrTooLarge})
	}
	u.list = append(u.list, i)
	u.count++
	switch op {
	case bytecode.JMP, bytecode.LOOP, bytecode.RETURN, bytecode.RETGEN, bytecode.RAISE, bytecode.RERAISE:
		u.state.dead = true
	}
	return i
}

// jump emits a jump to a label.
func (u *unit) jump(at *ast.Range, op bytecode.Op, a, b int, to *label) {
	if u.state.dead {
		return
	}
	u.arrive(to)
	u.emit(at, op, 0, a, b, 0).to = to
}

// arrive notes that control can go from here to a label.
func (u *unit) arrive(to *label) {
	if to.state == nil {
		s := u.state.clone()
		to.state = &s
	} else {
		to.state.merge(&u.state)
	}
}

// goTo jumps to a label unconditionally.
func (u *unit) goTo(at *ast.Range, to *label) {
	if to.loop {
		u.jump(at, bytecode.LOOP, 0, 0, to)
	} else {
		u.jump(at, bytecode.JMP, 0, 0, to)
	}
}

// place puts a label here, without regard to what reaches it.
func (u *unit) place(l *label) {
	i := u.newIns()
	*i = ins{op: bytecode.NOP, skip: true}
	l.at = i
	u.list = append(u.list, i)
}

// bind puts a label here.
func (u *unit) bind(l *label) {
	u.state.merge(l.state)
	u.place(l)
}

// loopHead forgets about variables that the loop may delete.
func (u *unit) loopHead() {
	for _, r := range u.deleted {
		u.state.clear(r)
	}
}

// move copies a register.
func (u *unit) move(at *ast.Range, dst, src int) {
	if dst != src {
		u.emit(at, bytecode.MOVE, 0, dst, src, 0)
	}
}

// wideConst returns the number of a constant for instructions that take any.
func (u *unit) wideConst(v any) int {
	key := constKey(v)
	if i, ok := u.constIndex[key]; ok && key != "" {
		return i
	}
	i := len(u.consts)
	u.consts = append(u.consts, v)
	if key != "" {
		u.constIndex[key] = i
	}
	return i
}

// name returns the number of a constant that must be among the first ones.
func (u *unit) name(v any) int {
	i := u.wideConst(v)
	u.narrow[i] = true
	return i
}

// fits says whether there is room for a constant operand of 16 bits, beyond
// what names need.
func (u *unit) fits() bool { return len(u.narrow) < bytecode.MaxRegs/2 }

// pop finishes the current unit.
func (c *compiler) pop() *bytecode.Code {
	u := c.u
	u.prologue()
	u.assemble()
	c.u = u.parent
	return u.code
}

// prologue puts what must happen on entry in front of the code.
func (u *unit) prologue() {
	body := u.list
	u.list = nil
	u.state.dead = false
	if n := len(u.code.FreeVars); n > 0 {
		u.emit(nil, bytecode.COPYFREE, 0, int(u.code.FreeReg), n, 0)
	}
	if u.base.UsesLocals || u.isGen {
		for r := u.params; r < u.varRegs; r++ {
			u.needClear[r] = true
		}
	}
	for _, r := range u.code.CellRegs {
		if int(r) >= u.params {
			u.needClear[int(r)] = true
		}
	}
	var clear []int
	for r := range u.needClear {
		if r >= u.params {
			clear = append(clear, r)
		}
	}
	slices.Sort(clear)
	for i := 0; i < len(clear); {
		j := i + 1
		for j < len(clear) && clear[j] == clear[j-1]+1 {
			j++
		}
		u.emit(nil, bytecode.CLEAR, 0, clear[i], j-i, 0)
		i = j
	}
	for _, r := range u.code.CellRegs {
		u.emit(nil, bytecode.MAKECELL, 0, int(r), 0, 0)
	}
	if u.isGen {
		u.emit(nil, bytecode.GENSTART, 0, 0, 0, 0)
	}
	u.list = append(u.list, body...)
}
