package compile

import (
	"github.com/go-python/gopython/frontend/ast"
	"github.com/go-python/gopython/frontend/symtable"
	"github.com/go-python/gopython/internal/bytecode"
)

// call compiles a call. A call window is taken above what is in use: the
// callable goes into w-1, the arguments into w and up, the result is in w.
func (c *compiler) call(e *ast.Call, want int) int {
	u := c.u
	c.checkKeywords(e.Keywords)
	mark := u.top
	w := mark + header
	u.use(w + 1)
	attr, isAttr := e.Func.(*ast.Attribute)
	plain := !c.spreads(e.Args, e.Keywords)
	switch {
	case isAttr && plain:
		c.callMethod(e, attr, w)
	default:
		c.warnCaller(e)
		c.callable(e.Func, w)
		c.callArgs(e.Args, e.Keywords, w, &e.Range)
	}
	if want >= 0 {
		u.top = mark
		u.move(&e.Range, want, w)
		return want
	}
	u.top = w + 1
	return w
}

// callable compiles the function of a call into w-1.
func (c *compiler) callable(e ast.Expr, w int) {
	u := c.u
	switch e.(type) {
	case *ast.Call, *ast.Attribute, *ast.Subscript, *ast.Name: // written by the last instruction
	default:
		u.top = w
	}
	c.expr(e, w-1)
	u.top = w
}

// spreads says whether a call needs its arguments as a tuple and a dict:
// because of * or **, or because they are very many.
func (c *compiler) spreads(args []ast.Expr, kw []*ast.Keyword) bool {
	for _, a := range args {
		if _, ok := a.(*ast.Starred); ok {
			return true
		}
	}
	for _, k := range kw {
		if k.Arg == "" {
			return true
		}
	}
	return len(args)+len(kw) > chunk
}

func (c *compiler) checkKeywords(kw []*ast.Keyword) {
	if len(kw) < 2 {
		return
	}
	seen := map[string]bool{}
	for _, k := range kw {
		if k.Arg == "" {
			continue
		}
		if seen[k.Arg] {
			c.fail(&k.Range, "keyword argument repeated: "+k.Arg)
		}
		seen[k.Arg] = true
	}
}

// args compiles plain arguments into registers from r on, and returns how many
// they are.
func (c *compiler) args(args []ast.Expr, kw []*ast.Keyword, r int) int {
	for i, a := range args {
		c.into(a, r+i)
	}
	for i, k := range kw {
		c.into(k.Value, r+len(args)+i)
	}
	return len(args) + len(kw)
}

func (c *compiler) keywordNames(kw []*ast.Keyword) int {
	names := make(bytecode.Tuple, len(kw))
	for i, k := range kw {
		names[i] = c.mangle(k.Arg)
	}
	return c.u.name(names)
}

// callArgs compiles the arguments and the call of what is in w-1.
func (c *compiler) callArgs(args []ast.Expr, kw []*ast.Keyword, w int, at *ast.Range) {
	c.callArgsAfter(0, args, kw, w, at)
}

// callArgsAfter is callArgs where the first n arguments are in place already.
func (c *compiler) callArgsAfter(n int, args []ast.Expr, kw []*ast.Keyword, w int, at *ast.Range) {
	u := c.u
	if c.spreads(args, kw) {
		c.callSpread(n, args, kw, w, at)
		return
	}
	n += c.args(args, kw, w+n)
	if len(kw) > 0 {
		u.emit(at, bytecode.CALLKW, 0, w, n, c.keywordNames(kw))
	} else {
		u.emit(at, bytecode.CALL, 0, w, n, 0)
	}
}

// callSpread calls with a tuple and a dict; the first n arguments are in w and
// up.
func (c *compiler) callSpread(n int, args []ast.Expr, kw []*ast.Keyword, w int, at *ast.Range) {
	u := c.u
	if n > 0 { // move them into the list
		u.use(w + n)
		u.emit(at, bytecode.BUILDLIST, 0, w, w, n)
		u.top = w + 1
		for _, a := range args {
			if s, ok := a.(*ast.Starred); ok {
				u.emit(at, bytecode.LISTEXTEND, 0, w, c.expr(s.Value, -1), w-1)
			} else {
				u.emit(at, bytecode.LISTAPPEND, 0, w, c.expr(a, -1), 0)
			}
			u.top = w + 1
		}
	} else {
		u.top = w + 1
		u.use(u.top)
		flag := uint8(0)
		if len(args) == 1 { // only then the message names the function
			flag = 1
		}
		c.extend(w, bytecode.BUILDLIST, args, at, flag, w-1)
	}
	u.emit(at, bytecode.LISTTOTUPLE, 0, w, w, 0)
	if len(kw) == 0 {
		u.emit(at, bytecode.CALLEX, 0, w, 1, 0)
		return
	}
	u.top = w + 2
	u.use(u.top)
	c.spreadKeywords(kw, w, at)
	u.emit(at, bytecode.CALLEX, 0, w, 0, 0)
}

// spreadKeywords builds the dict of keyword arguments in w+1.
func (c *compiler) spreadKeywords(kw []*ast.Keyword, w int, at *ast.Range) {
	u := c.u
	built := false
	for i := 0; i < len(kw); {
		if kw[i].Arg == "" {
			if !built {
				u.emit(at, bytecode.BUILDDICT, 0, w+1, w+1, 0)
				built = true
			}
			r := c.expr(kw[i].Value, -1)
			u.emit(at, bytecode.DICTMERGE, 0, w+1, r, w-1)
			u.top = w + 2
			i++
			continue
		}
		r := u.top
		n := 0
		for ; i < len(kw) && kw[i].Arg != "" && n < chunk/2; i++ {
			u.top = r + 2*n
			c.constant(c.mangle(kw[i].Arg), at, -1)
			c.into(kw[i].Value, r+2*n+1)
			n++
		}
		if built {
			u.emit(at, bytecode.BUILDDICT, 0, r, r, n)
			u.emit(at, bytecode.DICTMERGE, 0, w+1, r, w-1)
		} else {
			u.emit(at, bytecode.BUILDDICT, 0, w+1, r, n)
			built = true
		}
		u.top = w + 2
	}
}

// callMethod compiles obj.name(args).
func (c *compiler) callMethod(e *ast.Call, attr *ast.Attribute, w int) {
	u := c.u
	at := methodRange(e, attr)
	if c.superMethod(e, attr, w, at) {
		return
	}
	c.receiver(attr.Value, w)
	u.top = w + 1
	k := u.name(c.mangle(attr.Attr))
	if len(e.Keywords) == 0 && c.allQuiet(e.Args, quietDepth) {
		n := c.args(e.Args, nil, w+1)
		u.emit(at, bytecode.CALLMETHOD, 0, w, n, k).lookup = attrRange(attr)
		return
	}
	u.emit(attrRange(attr), bytecode.METHOD, 0, w, w, k)
	n := c.args(e.Args, e.Keywords, w+1)
	if len(e.Keywords) == 0 {
		u.emit(at, bytecode.CALL, 1, w, n, 0)
		return
	}
	u.emit(at, bytecode.CALLKW, 1, w, n, c.keywordNames(e.Keywords))
}

// methodRange is the position of a method call: when the receiver is on an
// earlier line it starts at the method's name.
func methodRange(e *ast.Call, attr *ast.Attribute) *ast.Range {
	if e.Line == attr.EndLine {
		return &e.Range
	}
	at := e.Range
	at.Line = attr.EndLine
	at.Col = max(attr.EndCol-int32(len(attr.Attr)), 0)
	return &at
}

// receiver compiles the object of a method call into w; nothing from
// w-header on is in use yet.
func (c *compiler) receiver(e ast.Expr, w int) {
	u := c.u
	switch e.(type) {
	case *ast.Call: // has its own result in w
		if r := c.expr(e, -1); r != w {
			u.move(e.Span(), w, r)
		}
	case *ast.Attribute, *ast.Subscript, *ast.BinOp, *ast.Name:
		c.expr(e, w)
	default:
		u.top = w + 1
		c.expr(e, w)
	}
}

// superCall recognises super() and super(A, b) that mean the builtin.
func (c *compiler) superCall(e ast.Expr) (*ast.Call, bool) {
	call, ok := e.(*ast.Call)
	if !ok || len(call.Keywords) > 0 || !c.u.base.FunctionLike() {
		return nil, false
	}
	name, ok := call.Func.(*ast.Name)
	if !ok || name.ID != "super" || c.u.lookup("super").kind != inGlobals {
		return nil, false
	}
	if top := c.table.Top.Lookup("super"); top != nil && top.Flags&(symtable.DefLocal|symtable.DefImport|symtable.DefGlobal) != 0 {
		return nil, false
	}
	switch len(call.Args) {
	case 2:
		return call, !c.spreads(call.Args, nil)
	case 0:
		if c.u.code.ArgCount == 0 {
			return nil, false
		}
		p := c.u.lookup("__class__")
		return call, p.kind == inFreeCell
	}
	return nil, false
}

// superOperands puts super, the class and the object into r, r+1 and r+2.
func (c *compiler) superOperands(call *ast.Call, r int) uint8 {
	u := c.u
	c.into(call.Func, r)
	if len(call.Args) == 2 {
		c.into(call.Args[0], r+1)
		c.into(call.Args[1], r+2)
		return 0
	}
	u.use(r + 3)
	c.load("__class__", &call.Range, r+1)
	first := u.code.VarNames[0]
	if p := u.baseVar(first); p.kind == inCell {
		u.emit(&call.Range, bytecode.LOADCELL, 0, r+2, p.reg, u.name(first))
	} else {
		u.check(p.reg, first, &call.Range)
		u.move(&call.Range, r+2, p.reg)
	}
	u.top = r + 3
	return 1
}

// baseVar is the place of a variable of the function itself, even inside an
// inlined comprehension.
func (u *unit) baseVar(name string) place {
	s := u.scope
	u.scope = u.base
	defer func() { u.scope = s }()
	return u.lookup(name)
}

func (c *compiler) superAttribute(e *ast.Attribute, want int) (int, bool) {
	call, ok := c.superCall(e.Value)
	if !ok {
		return 0, false
	}
	u := c.u
	mark := u.top
	x := c.superOperands(call, mark)
	u.top = mark
	d := u.dst(want)
	u.emit(attrRange(e), bytecode.SUPERATTR, x, d, mark, u.name(c.mangle(e.Attr)))
	return d, true
}

// superMethod compiles super().name(args).
func (c *compiler) superMethod(e *ast.Call, attr *ast.Attribute, w int, at *ast.Range) bool {
	call, ok := c.superCall(attr.Value)
	if !ok {
		return false
	}
	u := c.u
	u.top = w
	x := c.superOperands(call, w)
	u.emit(attrRange(attr), bytecode.SUPERMETHOD, x, w, w, u.name(c.mangle(attr.Attr)))
	u.top = w + 1
	n := c.args(e.Args, e.Keywords, w+1)
	if len(e.Keywords) > 0 {
		u.emit(at, bytecode.CALLKW, 1, w, n, c.keywordNames(e.Keywords))
	} else {
		u.emit(at, bytecode.CALL, 1, w, n, 0)
	}
	return true
}
