package bytecode

import (
	"fmt"
	"io"
	"strings"
)

// Disassemble writes the instructions of c and of the code nested in it, one
// line each: line number, word, name, operands, what constants are.
func Disassemble(w io.Writer, c *Code) {
	fmt.Fprintf(w, "%s: %d registers, %d words\n", c.Qualname, c.NumRegs, len(c.Instrs))
	line := int32(0)
	for i := 0; i < len(c.Instrs); {
		in := c.Instrs[i]
		mark := "     "
		if i < len(c.Pos) && c.Pos[i].Line != line && c.Pos[i].Line > 0 {
			line = c.Pos[i].Line
			mark = fmt.Sprintf("%5d", line)
		}
		fmt.Fprintf(w, "%s %5d  %s\n", mark, i, format(c, i, in))
		i += max(1, length(in.Op()))
	}
	for _, e := range c.Exc {
		fmt.Fprintf(w, "      %d..%d -> %d in r%d\n", e.Start, e.End, e.Handler, e.Reg)
	}
	for _, k := range c.Consts {
		if inner, ok := k.(*Code); ok {
			fmt.Fprintln(w)
			Disassemble(w, inner)
		}
	}
}

func length(op Op) int {
	if int(op) < NumOps {
		return Infos[op].Words
	}
	return 1
}

// Format writes out the instruction at word i as Disassemble does.
func Format(c *Code, i int) string { return format(c, i, c.Instrs[i]) }

func format(c *Code, i int, in Instr) string {
	if int(in.Op()) >= NumOps {
		return fmt.Sprintf("%#x", uint64(in))
	}
	info := Infos[in.Op()]
	var b strings.Builder
	fmt.Fprintf(&b, "%-13s", info.Name)
	wide := false
	for n, kind := range []byte{info.A, info.B, info.C} {
		val := []uint16{in.A(), in.B(), in.C()}[n]
		switch kind {
		case 'd', 'r', 'u', 'w':
			fmt.Fprintf(&b, " r%d", val/8)
		case 'k':
			fmt.Fprintf(&b, " %s", constText(c, int(val/8)))
		case 'i':
			fmt.Fprintf(&b, " %d", int16(val))
		case 'n':
			fmt.Fprintf(&b, " %d", val)
		case 'j':
			fmt.Fprintf(&b, " ->%d", i+int(int16(val)))
		case 'J':
			if !wide {
				fmt.Fprintf(&b, " ->%d", i+int(int32(in.BC())))
			}
			wide = true
		case 'K':
			if !wide {
				fmt.Fprintf(&b, " %s", constText(c, int(in.BC()/8)))
			}
			wide = true
		}
	}
	if info.X {
		fmt.Fprintf(&b, " x=%d", in.X())
	}
	return strings.TrimRight(b.String(), " ")
}

func constText(c *Code, i int) string {
	if i >= len(c.Consts) {
		return fmt.Sprintf("k%d", i)
	}
	switch k := c.Consts[i].(type) {
	case nil:
		return "None"
	case *Code:
		return "<code " + k.Qualname + ">"
	case string:
		return fmt.Sprintf("%q", k)
	default:
		return fmt.Sprint(k)
	}
}
