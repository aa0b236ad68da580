package asm

import (
	"fmt"
	"testing"

	"golang.org/x/arch/x86/x86asm"
)

// TestLegacyFormsDisassemble emits every operation in every form, and reads it
// back with an independent disassembler.
func TestLegacyFormsDisassemble(t *testing.T) {
	total := 0
	for _, s := range legacyShapes() {
		all := s.instances()
		if len(all) == 0 {
			t.Errorf("%v: no forms", s.op)
		}
		bad := 0
		code, offsets := assembleAll(t, all)
		for i, in := range all {
			if err := in.checkLegacy(code[offsets[i]:offsets[i+1]]); err != nil {
				t.Errorf("%v %v: %v", s.op, in.form, err)
				if bad++; bad > 5 {
					break
				}
			}
		}
		total += len(all)
	}
	t.Logf("%d instructions", total)
}

// assembleAll puts the instructions one after the other, each with its offset,
// and the end.
func assembleAll(t *testing.T, all []instance) (code []byte, offsets []int) {
	t.Helper()
	b := NewAMD64()
	labels := make([]Label, 0, len(all)+1)
	for _, in := range all {
		labels = append(labels, b.Here())
		in.emit(b)
		if b.Err() != nil {
			t.Fatalf("%v %v %v: %v", in.op, in.form, in.args, b.Err())
		}
	}
	labels = append(labels, b.Here())
	code, err := b.Assemble()
	if err != nil {
		t.Fatal(err)
	}
	for _, l := range labels {
		offsets = append(offsets, b.Offset(l))
	}
	return code, offsets
}

func (in instance) checkLegacy(code []byte) error {
	got, err := x86asm.Decode(code, 64)
	if err != nil {
		return fmt.Errorf("% x: %v", code, err)
	}
	if got.Len != len(code) || got.Op.String() != in.mnemonic {
		return fmt.Errorf("% x is %d bytes of %v, not %s", code, got.Len, got.Op, in.mnemonic)
	}
	n := 0
	for n < len(got.Args) && got.Args[n] != nil {
		n++
	}
	if n != len(in.args) {
		return fmt.Errorf("% x: %v has %d operands", code, got, n)
	}
	if in.sameArgs(got.Args[:n], false) || in.commutes && in.sameArgs(got.Args[:n], true) {
		return nil
	}
	return fmt.Errorf("% x: %v, want %v", code, got, in.args)
}

func (in instance) sameArgs(got []x86asm.Arg, swapped bool) bool {
	for i, want := range in.args {
		g := got[i]
		if swapped {
			g = got[len(got)-1-i]
		}
		if !want.sameLegacy(g, in.immWidth()) {
			return false
		}
	}
	return true
}

// immWidth is how many bits of an immediate count.
func (in instance) immWidth() int {
	for _, a := range in.args {
		if a.kind == 'R' && !a.reg.IsXMM() {
			return a.width
		}
	}
	return in.dst
}

func (o operand) sameLegacy(got x86asm.Arg, immWidth int) bool {
	switch g := got.(type) {
	case x86asm.Reg:
		return o.kind == 'R' && g == o.reg.legacy(o.width)
	case x86asm.Imm:
		shift := 64 - immWidth
		return o.kind == 'I' && int64(g)<<shift == o.imm<<shift
	case x86asm.Mem:
		scale := o.mem.Scale
		if o.mem.Index == NoReg {
			scale = 0
		}
		return o.kind == 'M' && g.Segment == 0 && int32(g.Disp) == o.mem.Disp && g.Scale*boolInt(g.Index != 0) == scale &&
			g.Base == o.mem.Base.legacy(64) && g.Index == o.mem.Index.legacy(64)
	}
	return false
}

func boolInt(b bool) uint8 {
	if b {
		return 1
	}
	return 0
}

// legacy is the register as the disassembler names it.
func (r Reg) legacy(width int) x86asm.Reg {
	n := x86asm.Reg(r.Num())
	switch {
	case r == NoReg:
		return 0
	case r.IsXMM():
		return x86asm.X0 + n
	case width == 64:
		return x86asm.RAX + n
	case width == 32:
		return x86asm.EAX + n
	case width == 16:
		return x86asm.AX + n
	}
	return [16]x86asm.Reg{x86asm.AL, x86asm.CL, x86asm.DL, x86asm.BL, x86asm.SPB, x86asm.BPB, x86asm.SIB, x86asm.DIB,
		x86asm.R8B, x86asm.R9B, x86asm.R10B, x86asm.R11B, x86asm.R12B, x86asm.R13B, x86asm.R14B, x86asm.R15B}[n]
}
