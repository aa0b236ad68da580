package ast

import (
	"strconv"
	"strings"
)

// Dump writes a tree in the format of CPython's ast.dump, with default
// arguments but for include_attributes.
func Dump(n Node, includeAttributes bool) string {
	d := dumper{attributes: includeAttributes}
	d.push(n)
	// The tree can be deeper than a goroutine's stack, so that this is a loop
	// over pending pieces: nodes, and text that follows them.
	for len(d.stack) > 0 {
		top := d.stack[len(d.stack)-1]
		d.stack = d.stack[:len(d.stack)-1]
		if top.node == nil {
			d.b.WriteString(top.text)
			continue
		}
		d.fields = d.fields[:0]
		d.node(top.node)
	}
	return d.b.String()
}

type piece struct {
	node Node
	text string
}

type dumper struct {
	b          strings.Builder
	attributes bool
	stack      []piece
	fields     []piece // what the node at hand is made of, in order
	first      bool    // no field has been written yet
}

func (d *dumper) push(n Node) { d.stack = append(d.stack, piece{node: n}) }

// node lists the pieces of n, and puts them on the stack in reverse.
func (d *dumper) node(n Node) {
	d.first = true
	d.fieldsOf(n)
	d.text(")")
	for i := len(d.fields) - 1; i >= 0; i-- {
		d.stack = append(d.stack, d.fields[i])
	}
}

func (d *dumper) text(s string) { d.fields = append(d.fields, piece{text: s}) }

func (d *dumper) open(name string) { d.b.WriteString(name + "(") }

// field starts a field.
func (d *dumper) field(name string) {
	if d.first {
		d.first = false
		d.text(name + "=")
		return
	}
	d.text(", " + name + "=")
}

func (d *dumper) raw(name, value string) {
	d.field(name)
	d.text(value)
}

// ident writes an identifier, which must be there.
func (d *dumper) ident(name, value string) { d.raw(name, ReprString(value)) }

// optIdent writes an identifier that may be absent.
func (d *dumper) optIdent(name, value string) {
	if value != "" {
		d.ident(name, value)
	}
}

func (d *dumper) child(name string, n Node) {
	d.field(name)
	d.fields = append(d.fields, piece{node: n})
}

func (d *dumper) expr(name string, e Expr) {
	if e != nil {
		d.child(name, e)
	}
}

func list[T Node](d *dumper, name string, nodes []T) {
	if len(nodes) == 0 {
		return
	}
	d.field(name)
	d.text("[")
	for i, n := range nodes {
		if i > 0 {
			d.text(", ")
		}
		d.fields = append(d.fields, piece{node: n})
	}
	d.text("]")
}

// optExprs writes a list of expressions that may be nil.
func (d *dumper) optExprs(name string, exprs []Expr) {
	if len(exprs) == 0 {
		return
	}
	d.field(name)
	d.text("[")
	for i, e := range exprs {
		if i > 0 {
			d.text(", ")
		}
		if e == nil {
			d.text("None")
		} else {
			d.fields = append(d.fields, piece{node: e})
		}
	}
	d.text("]")
}

func (d *dumper) idents(name string, idents []string) {
	if len(idents) == 0 {
		return
	}
	quoted := make([]string, len(idents))
	for i, s := range idents {
		quoted[i] = ReprString(s)
	}
	d.raw(name, "["+strings.Join(quoted, ", ")+"]")
}

func (d *dumper) ctx(c Context) { d.raw("ctx", c.String()+"()") }

func (d *dumper) boolInt(name string, v bool) {
	if v {
		d.raw(name, "1")
	} else {
		d.raw(name, "0")
	}
}

func (d *dumper) rng(r *Range) {
	if !d.attributes {
		return
	}
	d.raw("lineno", strconv.Itoa(int(r.Line)))
	d.raw("col_offset", strconv.Itoa(int(r.Col)))
	d.raw("end_lineno", strconv.Itoa(int(r.EndLine)))
	d.raw("end_col_offset", strconv.Itoa(int(r.EndCol)))
}
