package amd64

import (
	"fmt"
	"strings"

	"golang.org/x/arch/x86/x86asm"

	"github.com/go-python/gopython/ir"
)

// Disassemble writes out the code as if it was at address base: offsets,
// bytes and instructions in Intel syntax, and the numbers of the nodes they
// were made of.
func Disassemble(code *Code, base uintptr) string { return DisassembleFunc(code, base, nil) }

// DisassembleFunc is Disassemble with the nodes of the region written out.
func DisassembleFunc(code *Code, base uintptr, f *ir.Func) string {
	var out strings.Builder
	line := 0
	for pc := 0; pc < code.codeEnd; {
		for ; line < len(code.Lines) && code.Lines[line].Offset <= pc; line++ {
			writeLine(&out, code, line, f)
		}
		inst, text := decode(code.Bytes[pc:code.codeEnd], uint64(base)+uint64(pc))
		fmt.Fprintf(&out, "%6x  %-30x  %s\n", pc, code.Bytes[pc:pc+inst], text)
		pc += inst
	}
	return out.String()
}

// decode gives the length and text of one instruction.
func decode(b []byte, pc uint64) (int, string) {
	inst, err := x86asm.Decode(b, 64)
	if err != nil {
		return 1, fmt.Sprintf(".byte %#x", b[0])
	}
	return inst.Len, x86asm.IntelSyntax(inst, pc, nil)
}

func writeLine(out *strings.Builder, code *Code, i int, f *ir.Func) {
	l := code.Lines[i]
	if i+1 < len(code.Lines) && code.Lines[i+1].Offset == l.Offset {
		return // nothing was emitted for it
	}
	switch {
	case l.Node != 0 && f != nil:
		fmt.Fprintf(out, "; b%d %s\n", l.Block, f.NodeString(l.Node))
	case l.Node != 0:
		fmt.Fprintf(out, "; b%d v%d\n", l.Block, l.Node)
	case l.Block != 0:
		fmt.Fprintf(out, "; b%d end\n", l.Block)
	default:
		out.WriteString("; common\n")
	}
}
