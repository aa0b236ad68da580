package asm

import (
	"fmt"
	"testing"

	"golang.org/x/arch/x86/x86asm"
)

// TestRotateLoad reads the instructions back with an independent disassembler.
func TestRotateLoad(t *testing.T) {
	n := 0
	check := func(m Mem, d Reg, by uint8) {
		b := NewAMD64()
		b.RotateLoad(by, m, d)
		code, err := b.Assemble()
		if err != nil {
			t.Fatal(err)
		}
		inst, err := x86asm.Decode(code, 64)
		if err != nil || inst.Len != len(code) {
			t.Fatalf("% x: %v, %d bytes", code, err, inst.Len)
		}
		index := ""
		if m.Index != NoReg {
			index = fmt.Sprintf("+%d*%s", m.Scale, m.Index.gprText(64))
			if m.Scale == 1 {
				index = "+" + m.Index.gprText(64)
			}
		}
		disp := ""
		if m.Disp != 0 {
			disp = fmt.Sprintf("%+#x", m.Disp)
		}
		want := fmt.Sprintf("vprorq xmm%d, qword ptr [%s%s%s]{1to2}, 0x%x", d.Num(), m.Base.gprText(64), index, disp, by)
		if got := x86asm.IntelSyntax(inst, 0, nil); got != want {
			t.Errorf("% x: %q, want %q", code, got, want)
		}
		n++
	}
	disps := []int32{0, 8, -8, 1016, 1024, -1024, -1032, 4, 127, 1 << 20}
	for k := range 16 {
		base := GPR(k)
		for _, disp := range disps {
			check(At(base, disp), XMM(15-k), uint8(1+k))
			for i := range 16 {
				if index := GPR(i); index != RSP {
					check(Idx(base, index, 1<<(i&3), disp), XMM(i), 4)
				}
			}
		}
	}
	t.Logf("%d instructions", n)
	for _, f := range []func(*Builder){
		func(b *Builder) { b.RotateLoad(64, At(RAX, 0), X0) },
		func(b *Builder) { b.RotateLoad(4, At(RAX, 0), RAX) },
		func(b *Builder) { b.RotateLoad(4, At(NoReg, 8), X0) },
		func(b *Builder) { b.RotateLoad(4, LabelMem(b.NewLabel()), X0) },
	} {
		b := NewAMD64()
		if f(b); b.Err() == nil {
			t.Error("no error")
		}
	}
}
