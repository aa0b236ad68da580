package compile

import (
	"fmt"
	"math"
	"math/big"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/go-python/gopython/frontend/ast"
	"github.com/go-python/gopython/frontend/symtable"
	"github.com/go-python/gopython/internal/pyfmt"
	"github.com/go-python/gopython/internal/pyunicode"
)

// Levels of precedence, loosest first.
const (
	precTuple = iota
	precTest
	precOr
	precAnd
	precNot
	precCompare
	precBitOr
	precBitXor
	precBitAnd
	precShift
	precSum
	precTerm
	precFactor
	precPower
	precAwait
	precAtom
)

// unparse returns the source text of an annotation, normalised as CPython's
// compiler does for "from __future__ import annotations".
func unparse(e ast.Expr) string {
	var p unparser
	p.expr(e, precTest)
	return p.b.String()
}

type unparser struct {
	b     strings.Builder
	depth int
}

func (p *unparser) write(s ...string) {
	for _, x := range s {
		p.b.WriteString(x)
	}
}

// group writes f's output, in parentheses if level binds looser than outer.
func (p *unparser) group(level, outer int, f func()) {
	if outer > level {
		p.write("(")
		f()
		p.write(")")
		return
	}
	f()
}

func (p *unparser) list(elts []ast.Expr) {
	for i, e := range elts {
		if i > 0 {
			p.write(", ")
		}
		p.expr(e, precTest)
	}
}

var binaryText = [...]struct {
	text  string
	level int
}{
	ast.OpAdd: {" + ", precSum}, ast.OpSub: {" - ", precSum}, ast.OpMult: {" * ", precTerm},
	ast.OpMatMult: {" @ ", precTerm}, ast.OpDiv: {" / ", precTerm}, ast.OpMod: {" % ", precTerm},
	ast.OpPow: {" ** ", precPower}, ast.OpLShift: {" << ", precShift}, ast.OpRShift: {" >> ", precShift},
	ast.OpBitOr: {" | ", precBitOr}, ast.OpBitXor: {" ^ ", precBitXor}, ast.OpBitAnd: {" & ", precBitAnd},
	ast.OpFloorDiv: {" // ", precTerm},
}

var compareText = [...]string{ast.Eq: " == ", ast.NotEq: " != ", ast.Lt: " < ", ast.LtE: " <= ",
	ast.Gt: " > ", ast.GtE: " >= ", ast.Is: " is ", ast.IsNot: " is not ", ast.In: " in ", ast.NotIn: " not in "}

func (p *unparser) expr(e ast.Expr, outer int) {
	if p.depth++; p.depth > symtable.MaxDepth {
		panic(abort{ErrTooDeep})
	}
	defer func() { p.depth-- }()
	switch e := e.(type) {
	case *ast.Name:
		p.write(e.ID)
	case *ast.Constant:
		if e.Kind != "" {
			p.write(e.Kind)
		}
		p.write(literal(e.Value))
	case *ast.Attribute:
		p.expr(e.Value, precAtom)
		if k, ok := e.Value.(*ast.Constant); ok && isInt(k.Value) {
			p.write(" ") // 1 .real
		}
		p.write(".", e.Attr)
	case *ast.Subscript:
		p.expr(e.Value, precAtom)
		p.write("[")
		p.expr(e.Slice, precTuple)
		p.write("]")
	case *ast.Slice:
		p.slice(e)
	case *ast.Starred:
		p.write("*")
		p.expr(e.Value, precBitOr)
	case *ast.Tuple:
		p.tuple(e, outer)
	case *ast.List:
		p.write("[")
		p.list(e.Elts)
		p.write("]")
	case *ast.Set:
		p.write("{")
		p.list(e.Elts)
		p.write("}")
	case *ast.Dict:
		p.dict(e)
	case *ast.Call:
		p.call(e)
	case *ast.BinOp:
		op := binaryText[e.Op]
		p.group(op.level, outer, func() {
			left, right := op.level, op.level+1
			if e.Op == ast.OpPow {
				left, right = right, left
			}
			p.expr(e.Left, left)
			p.write(op.text)
			p.expr(e.Right, right)
		})
	case *ast.UnaryOp:
		p.unary(e, outer)
	case *ast.BoolOp:
		level, word := precOr, " or "
		if e.Op == ast.And {
			level, word = precAnd, " and "
		}
		p.group(level, outer, func() {
			for i, v := range e.Values {
				if i > 0 {
					p.write(word)
				}
				p.expr(v, level+1)
			}
		})
	case *ast.Compare:
		p.group(precCompare, outer, func() {
			p.expr(e.Left, precCompare+1)
			for i, op := range e.Ops {
				p.write(compareText[op])
				p.expr(e.Comparators[i], precCompare+1)
			}
		})
	case *ast.IfExp:
		p.group(precTest, outer, func() {
			p.expr(e.Body, precTest+1)
			p.write(" if ")
			p.expr(e.Test, precTest+1)
			p.write(" else ")
			p.expr(e.Orelse, precTest)
		})
	case *ast.Lambda:
		p.group(precTest, outer, func() { p.lambda(e) })
	case *ast.NamedExpr:
		p.group(precTuple, outer, func() {
			p.expr(e.Target, precAtom)
			p.write(" := ")
			p.expr(e.Value, precAtom)
		})
	case *ast.Await:
		p.group(precAwait, outer, func() {
			p.write("await ")
			p.expr(e.Value, precAtom)
		})
	case *ast.Yield:
		p.write("(yield")
		if e.Value != nil {
			p.write(" ")
			p.expr(e.Value, precTest)
		}
		p.write(")")
	case *ast.YieldFrom:
		p.write("(yield from ")
		p.expr(e.Value, precTest)
		p.write(")")
	default:
		p.comprehensionOrString(e)
	}
}

func (p *unparser) comprehensionOrString(e ast.Expr) {
	switch e := e.(type) {
	case *ast.ListComp:
		p.write("[")
		p.expr(e.Elt, precTest)
		p.clauses(e.Generators)
		p.write("]")
	case *ast.SetComp:
		p.write("{")
		p.expr(e.Elt, precTest)
		p.clauses(e.Generators)
		p.write("}")
	case *ast.GeneratorExp:
		p.write("(")
		p.expr(e.Elt, precTest)
		p.clauses(e.Generators)
		p.write(")")
	case *ast.DictComp:
		p.write("{")
		p.expr(e.Key, precTest)
		p.write(": ")
		p.expr(e.Value, precTest)
		p.clauses(e.Generators)
		p.write("}")
	case *ast.JoinedStr:
		p.write("f", strRepr(p.formatText(e.Values)))
	case *ast.TemplateStr:
		p.write("t", strRepr(p.formatText(e.Values)))
	}
}

// formatText is the inside of an f-string.
func (p *unparser) formatText(values []ast.Expr) string {
	var b strings.Builder
	field := func(value ast.Expr, conv int, spec ast.Expr) {
		inner := unparser{depth: p.depth}
		inner.expr(value, precTest+1)
		text := inner.b.String()
		b.WriteString("{")
		if strings.HasPrefix(text, "{") {
			b.WriteString(" ")
		}
		b.WriteString(text)
		if conv > 0 {
			b.WriteString("!" + string(rune(conv)))
		}
		if s, ok := spec.(*ast.JoinedStr); ok {
			b.WriteString(":" + p.formatText(s.Values))
		}
		b.WriteString("}")
	}
	for _, v := range values {
		switch v := v.(type) {
		case *ast.Constant:
			s, _ := v.Value.(string)
			b.WriteString(strings.NewReplacer("{", "{{", "}", "}}").Replace(s))
		case *ast.FormattedValue:
			field(v.Value, v.Conversion, v.FormatSpec)
		case *ast.Interpolation:
			field(v.Value, v.Conversion, v.FormatSpec)
		}
	}
	return b.String()
}

func (p *unparser) clauses(gens []*ast.Comprehension) {
	for _, g := range gens {
		if g.IsAsync {
			p.write(" async")
		}
		p.write(" for ")
		p.expr(g.Target, precTuple)
		p.write(" in ")
		p.expr(g.Iter, precTest+1)
		for _, cond := range g.Ifs {
			p.write(" if ")
			p.expr(cond, precTest+1)
		}
	}
}

func (p *unparser) slice(e *ast.Slice) {
	part := func(x ast.Expr) {
		if x != nil {
			p.expr(x, precTest)
		}
	}
	part(e.Lower)
	p.write(":")
	part(e.Upper)
	if e.Step != nil {
		p.write(":")
		part(e.Step)
	}
}

func (p *unparser) tuple(e *ast.Tuple, outer int) {
	if len(e.Elts) == 0 {
		p.write("()")
		return
	}
	p.group(precTuple, outer, func() {
		p.list(e.Elts)
		if len(e.Elts) == 1 {
			p.write(",")
		}
	})
}

func (p *unparser) dict(e *ast.Dict) {
	p.write("{")
	for i, k := range e.Keys {
		if i > 0 {
			p.write(", ")
		}
		if k == nil {
			p.write("**")
			p.expr(e.Values[i], precBitOr)
			continue
		}
		p.expr(k, precTest)
		p.write(": ")
		p.expr(e.Values[i], precTest)
	}
	p.write("}")
}

func (p *unparser) call(e *ast.Call) {
	p.expr(e.Func, precAtom)
	if len(e.Args) == 1 && len(e.Keywords) == 0 {
		if g, ok := e.Args[0].(*ast.GeneratorExp); ok {
			p.expr(g, precTest)
			return
		}
	}
	p.write("(")
	p.list(e.Args)
	for i, k := range e.Keywords {
		if i > 0 || len(e.Args) > 0 {
			p.write(", ")
		}
		if k.Arg == "" {
			p.write("**")
		} else {
			p.write(k.Arg, "=")
		}
		p.expr(k.Value, precTest)
	}
	p.write(")")
}

func (p *unparser) unary(e *ast.UnaryOp, outer int) {
	level, text := precFactor, [...]string{ast.Invert: "~", ast.Not: "not ", ast.UAdd: "+", ast.USub: "-"}[e.Op]
	if e.Op == ast.Not {
		level = precNot
	}
	p.group(level, outer, func() {
		p.write(text)
		p.expr(e.Operand, level)
	})
}

func (p *unparser) lambda(e *ast.Lambda) {
	p.write("lambda")
	first := true
	arg := func(prefix string, a *ast.Arg, def ast.Expr) {
		if !first {
			p.write(", ")
		}
		first = false
		p.write(prefix)
		if a != nil {
			p.write(a.Arg)
		}
		if def != nil {
			p.write("=")
			p.expr(def, precTest)
		}
	}
	a := e.Args
	n := len(a.PosOnlyArgs) + len(a.Args)
	if n > 0 { // "lambda*args", as CPython writes it
		p.write(" ")
	}
	for i := range n {
		var def ast.Expr
		if j := i - (n - len(a.Defaults)); j >= 0 {
			def = a.Defaults[j]
		}
		if i < len(a.PosOnlyArgs) {
			arg("", a.PosOnlyArgs[i], def)
			if i == len(a.PosOnlyArgs)-1 {
				arg("/", nil, nil)
			}
		} else {
			arg("", a.Args[i-len(a.PosOnlyArgs)], def)
		}
	}
	if a.Vararg != nil || len(a.KwOnlyArgs) > 0 {
		arg("*", a.Vararg, nil)
	}
	for i, k := range a.KwOnlyArgs {
		arg("", k, a.KwDefaults[i])
	}
	if a.Kwarg != nil {
		arg("**", a.Kwarg, nil)
	}
	p.write(": ")
	p.expr(e.Body, precTest)
}

func isInt(v any) bool {
	switch v.(type) {
	case int64, *big.Int:
		return true
	}
	return false
}

// literal is the repr of a constant; an infinite float is a number too large.
func literal(v any) string {
	switch v := v.(type) {
	case nil:
		return "None"
	case bool:
		if v {
			return "True"
		}
		return "False"
	case int64:
		return strconv.FormatInt(v, 10)
	case *big.Int:
		return v.String()
	case float64:
		if math.IsInf(v, 0) {
			return "1e309"
		}
		return pyfmt.FloatRepr(v)
	case ast.Imag:
		if math.IsInf(float64(v), 0) {
			return "1e309j"
		}
		return pyfmt.ComplexRepr(0, float64(v))
	case string:
		return strRepr(v)
	case ast.Bytes:
		return bytesRepr(string(v))
	}
	return "..."
}

func quoteFor(s string) byte {
	if strings.Contains(s, "'") && !strings.Contains(s, `"`) {
		return '"'
	}
	return '\''
}

func strRepr(s string) string {
	q := quoteFor(s)
	b := []byte{q}
	for i := 0; i < len(s); {
		r, n := utf8.DecodeRuneInString(s[i:])
		switch {
		case r == utf8.RuneError && n == 1 && i+2 < len(s): // a lone surrogate
			b = fmt.Appendf(b, `\u%04x`, 0xD000|int(s[i+1]&0x3F)<<6|int(s[i+2]&0x3F))
			n = 3
		case r == rune(q) || r == '\\':
			b = append(b, '\\', byte(r))
		case r == '\n':
			b = append(b, `\n`...)
		case r == '\r':
			b = append(b, `\r`...)
		case r == '\t':
			b = append(b, `\t`...)
		case r < 0x20 || r == 0x7F || r > 0x7F && r < 0x100 && !pyunicode.IsPrintable(r):
			b = fmt.Appendf(b, `\x%02x`, r)
		case r < 0x7F || pyunicode.IsPrintable(r):
			b = utf8.AppendRune(b, r)
		case r < 0x10000:
			b = fmt.Appendf(b, `\u%04x`, r)
		default:
			b = fmt.Appendf(b, `\U%08x`, r)
		}
		i += n
	}
	return string(append(b, q))
}

func bytesRepr(s string) string {
	q := quoteFor(s)
	b := []byte{'b', q}
	for i := range len(s) {
		switch c := s[i]; {
		case c == q || c == '\\':
			b = append(b, '\\', c)
		case c == '\n':
			b = append(b, `\n`...)
		case c == '\r':
			b = append(b, `\r`...)
		case c == '\t':
			b = append(b, `\t`...)
		case c < 0x20 || c >= 0x7F:
			b = fmt.Appendf(b, `\x%02x`, c)
		default:
			b = append(b, c)
		}
	}
	return string(append(b, q))
}
