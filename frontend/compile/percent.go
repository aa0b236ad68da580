package compile

import (
	"strings"

	"github.com/go-python/gopython/frontend/ast"
)

// percentFormat turns "... %s ..." % (x, y) into an f-string, where the format
// is a literal with nothing but %s, %r, %a and %%, and the tuple is a display
// of the right length. It returns nil for everything else.
func percentFormat(e *ast.BinOp) *ast.JoinedStr {
	if e.Op != ast.OpMod {
		return nil
	}
	k, ok := e.Left.(*ast.Constant)
	if !ok {
		return nil
	}
	format, ok := k.Value.(string)
	t, isTuple := e.Right.(*ast.Tuple)
	if !ok || !isTuple {
		return nil
	}
	out := &ast.JoinedStr{Range: e.Range}
	text := ""
	flush := func() {
		if text != "" {
			out.Values = append(out.Values, &ast.Constant{Range: k.Range, Value: text})
			text = ""
		}
	}
	n := 0
	for {
		before, rest, found := strings.Cut(format, "%")
		text += before
		if !found {
			break
		}
		if strings.HasPrefix(rest, "%") {
			text += "%"
			format = rest[1:]
			continue
		}
		if n == len(t.Elts) {
			return nil
		}
		arg := t.Elts[n]
		if _, starred := arg.(*ast.Starred); starred {
			return nil
		}
		f, after := percentField(rest, arg)
		if f == nil {
			return nil
		}
		flush()
		out.Values = append(out.Values, f)
		format = after
		n++
	}
	flush()
	if n != len(t.Elts) {
		return nil
	}
	return out
}

// percentField parses a conversion with an optional "-", width and precision.
func percentField(s string, arg ast.Expr) (*ast.FormattedValue, string) {
	digits := func() string {
		i := 0
		for i < len(s) && s[i] >= '0' && s[i] <= '9' {
			i++
		}
		d := s[:i]
		s = s[i:]
		return d
	}
	left := strings.HasPrefix(s, "-")
	s = strings.TrimPrefix(s, "-")
	if strings.HasPrefix(s, "0") {
		return nil, ""
	}
	spec := digits()
	if len(spec) > 3 {
		return nil, ""
	}
	if spec != "" && !left {
		spec = ">" + spec
	}
	if strings.HasPrefix(s, ".") {
		s = s[1:]
		prec := digits()
		if len(prec) > 3 {
			return nil, ""
		}
		if prec == "" {
			prec = "0"
		}
		spec += "." + prec
	}
	if s == "" || s[0] != 's' && s[0] != 'r' && s[0] != 'a' {
		return nil, ""
	}
	f := &ast.FormattedValue{Range: *arg.Span(), Value: arg, Conversion: int(s[0])}
	if spec != "" {
		f.FormatSpec = &ast.JoinedStr{Range: *arg.Span(), Values: []ast.Expr{&ast.Constant{Range: *arg.Span(), Value: spec}}}
	}
	return f, s[1:]
}
