package compile

import (
	"github.com/go-python/gopython/frontend/ast"
	"github.com/go-python/gopython/internal/bytecode"
)

// assign compiles "t1 = t2 = value".
func (c *compiler) assign(targets []ast.Expr, value ast.Expr) {
	u := c.u
	mark := u.top
	defer func() { u.top = mark }()
	if len(targets) == 1 && c.parallel(targets[0], value) {
		return
	}
	if r := c.target(targets[0]); r >= 0 {
		c.expr(value, r)
		u.state.set(r)
		src := c.protect(targets[0], r, targets[1:])
		if src == r && c.writtenBefore(targets[1:], r) {
			src = u.alloc()
			u.move(value.Span(), src, r)
		}
		for _, t := range targets[1:] {
			c.store(t, src)
		}
		return
	}
	r := c.operand(value, targets...)
	if !u.temp(r) && len(targets) > 1 { // an earlier target may be the variable
		t := u.alloc()
		u.move(value.Span(), t, r)
		r = t
	}
	for _, t := range targets {
		top := u.top
		c.store(t, r)
		u.top = top
	}
}

// elements returns the parts of a tuple or list.
func elements(e ast.Expr) ([]ast.Expr, bool) {
	switch e := e.(type) {
	case *ast.Tuple:
		return e.Elts, true
	case *ast.List:
		return e.Elts, true
	}
	return nil, false
}

// parallel compiles "a, b = x, y" without building a tuple.
func (c *compiler) parallel(target, value ast.Expr) bool {
	ts, ok := elements(target)
	if !ok {
		return false
	}
	if _, isTuple := value.(*ast.Tuple); !isTuple {
		return false
	}
	vs, ok := elements(value)
	if !ok || len(vs) != len(ts) || len(ts) == 0 || len(ts) > 16 {
		return false
	}
	for i := range ts {
		_, s1 := ts[i].(*ast.Starred)
		_, s2 := vs[i].(*ast.Starred)
		if s1 || s2 {
			return false
		}
	}
	u := c.u
	regs := make([]int, len(vs))
	assigned := map[int]bool{} // registers that targets write
	plain := true
	for _, t := range ts {
		r := c.target(t)
		assigned[r] = r >= 0
		plain = plain && r >= 0
	}
	last := len(vs) - 1
	for i, v := range vs {
		if i == last && plain { // nothing is evaluated after this
			r := c.target(ts[i])
			clash := false
			for _, o := range regs[:i] {
				clash = clash || o == r
			}
			for _, t := range ts[:i] {
				clash = clash || c.target(t) == r
			}
			if _, isName := v.(*ast.Name); !clash && !isName {
				regs[i] = c.expr(v, r)
				continue
			}
		}
		regs[i] = c.operand(v, append(append([]ast.Expr(nil), vs[i+1:]...), ts...)...)
		if r := regs[i]; !u.temp(r) && c.writtenBefore(ts[:i], r) {
			t := u.alloc()
			u.move(v.Span(), t, r)
			regs[i] = t
		}
	}
	for i, t := range ts {
		top := u.top
		c.store(t, regs[i])
		u.top = top
	}
	return true
}

// writtenBefore says whether storing to targets may change register r.
func (c *compiler) writtenBefore(targets []ast.Expr, r int) bool {
	for _, t := range targets {
		if elts, ok := elements(t); ok {
			if c.writtenBefore(elts, r) {
				return true
			}
		} else if s, ok := t.(*ast.Starred); ok {
			if c.writtenBefore([]ast.Expr{s.Value}, r) {
				return true
			}
		} else if c.target(t) == r {
			return true
		}
	}
	return false
}

// store assigns register r to a target.
func (c *compiler) store(t ast.Expr, r int) {
	c.enter()
	defer c.leave()
	u := c.u
	mark := u.top
	switch t := t.(type) {
	case *ast.Name:
		c.storeName(t.ID, r, &t.Range)
	case *ast.Attribute:
		o := c.expr(t.Value, -1)
		c.noteStatic(t)
		u.emit(attrRange(t), bytecode.STOREATTR, 0, o, u.name(c.mangle(t.Attr)), r)
	case *ast.Subscript:
		c.storeItem(t, r)
	case *ast.Tuple:
		c.unpack(t.Elts, r, &t.Range)
	case *ast.List:
		c.unpack(t.Elts, r, &t.Range)
	case *ast.Starred:
		c.fail(&t.Range, "starred assignment target must be in a list or tuple")
	default:
		c.fail(t.Span(), "cannot assign to this expression")
	}
	u.top = mark
}

func (c *compiler) storeItem(t *ast.Subscript, r int) {
	u := c.u
	o := c.operand(t.Value, t.Slice)
	if s, ok := t.Slice.(*ast.Slice); ok && s.Step == nil {
		i := c.slicePair(s)
		u.emit(&t.Range, bytecode.SETSLICE, 0, o, i, r)
		return
	}
	if k, ok := c.fold(t.Slice); ok {
		if n, small := smallInt(k); small {
			u.emit(&t.Range, bytecode.SETITEMI, 0, o, n, r)
			return
		}
	}
	i := c.expr(t.Slice, -1)
	u.emit(&t.Range, bytecode.SETITEM, 0, o, i, r)
}

// unpack assigns the elements of register r to targets.
func (c *compiler) unpack(ts []ast.Expr, r int, at *ast.Range) {
	u := c.u
	star := -1
	for i, t := range ts {
		if _, ok := t.(*ast.Starred); ok {
			if star >= 0 {
				c.fail(at, "multiple starred expressions in assignment")
			}
			star = i
		}
	}
	after := 0
	if star >= 0 {
		after = len(ts) - star - 1
		if after >= 1<<8 || star >= 1<<12 {
			c.fail(at, "too many expressions in star-unpacking assignment")
		}
	}
	d, direct := c.consecutive(ts)
	if !direct {
		d = u.reserve(len(ts))
	}
	if star >= 0 {
		u.emit(at, bytecode.UNPACKEX, uint8(after), d, r, star)
	} else {
		u.emit(at, bytecode.UNPACK, 0, d, r, len(ts))
	}
	for i, t := range ts {
		if s, ok := t.(*ast.Starred); ok {
			t = s.Value
		}
		c.store(t, d+i)
	}
}

// consecutive says whether the targets are variables in registers in a row,
// and in which.
func (c *compiler) consecutive(ts []ast.Expr) (int, bool) {
	first := -1
	for i, t := range ts {
		if s, ok := t.(*ast.Starred); ok {
			t = s.Value
		}
		r := c.target(t)
		if r < 0 || i > 0 && r != first+i {
			return 0, false
		}
		if i == 0 {
			first = r
		}
	}
	return first, first >= 0
}

func (c *compiler) augAssign(s *ast.AugAssign) {
	u := c.u
	mark := u.top
	defer func() { u.top = mark }()
	switch t := s.Target.(type) {
	case *ast.Name:
		d := c.target(t)
		l := c.load(t.ID, &t.Range, -1)
		if l2 := c.protect(t, l, []ast.Expr{s.Value}); l2 != l {
			l = l2
		}
		r := c.binary(s.Op, l, s.Value, bytecode.InPlace, &s.Range, d, mark)
		c.storeName(t.ID, r, &t.Range)
		if d >= 0 {
			u.state.set(d)
		}
	case *ast.Attribute:
		o := c.operand(t.Value, s.Value)
		k := u.name(c.mangle(t.Attr))
		v := u.alloc()
		u.emit(attrRange(t), bytecode.LOADATTR, 0, v, o, k)
		r := c.binary(s.Op, v, s.Value, bytecode.InPlace, &s.Range, v, u.top)
		u.emit(attrRange(t), bytecode.STOREATTR, 0, o, k, r)
	case *ast.Subscript:
		c.augItem(s, t)
	}
}

func (c *compiler) augItem(s *ast.AugAssign, t *ast.Subscript) {
	u := c.u
	o := c.operand(t.Value, t.Slice, s.Value)
	if sl, ok := t.Slice.(*ast.Slice); ok && sl.Step == nil {
		i := c.slicePair(sl)
		v := u.alloc()
		u.emit(&t.Range, bytecode.GETSLICE, 0, v, o, i)
		r := c.binary(s.Op, v, s.Value, bytecode.InPlace, &s.Range, v, u.top)
		u.emit(&t.Range, bytecode.SETSLICE, 0, o, i, r)
		return
	}
	if k, ok := c.fold(t.Slice); ok {
		if n, small := smallInt(k); small {
			v := u.alloc()
			u.emit(&t.Range, bytecode.GETITEMI, 0, v, o, n)
			r := c.binary(s.Op, v, s.Value, bytecode.InPlace, &s.Range, v, u.top)
			u.emit(&t.Range, bytecode.SETITEMI, 0, o, n, r)
			return
		}
	}
	i := c.operand(t.Slice, s.Value)
	v := u.alloc()
	u.emit(&t.Range, bytecode.GETITEM, 0, v, o, i)
	r := c.binary(s.Op, v, s.Value, bytecode.InPlace, &s.Range, v, u.top)
	u.emit(&t.Range, bytecode.SETITEM, 0, o, i, r)
}
