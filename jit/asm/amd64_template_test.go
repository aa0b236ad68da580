package asm

import (
	"bytes"
	"math/rand/v2"
	"slices"
	"testing"
)

// TestTemplates compares what templates make with golang-asm's own encoding, for
// every operation, form and kind of operand, in any order.
func TestTemplates(t *testing.T) {
	var all []instance
	for _, s := range slices.Concat(legacyShapes(), vexShapes(), []shape{{op: MOVQ, src: 64, dst: 64}}) {
		all = append(all, s.instances()...)
	}
	for round := range uint64(3) {
		rng := rand.New(rand.NewPCG(round, 1))
		rng.Shuffle(len(all), func(i, k int) { all[i], all[k] = all[k], all[i] })
		by, direct := encodeAll(t, all, false), encodeAll(t, all, true)
		bad := 0
		for i, in := range all {
			if !bytes.Equal(by[i], direct[i]) {
				if t.Errorf("%v %v %v: % x, golang-asm has % x", in.op, in.form, in.args, by[i], direct[i]); bad > 20 {
					return
				}
				bad++
			}
		}
	}
	left := map[Op]int{}
	for _, in := range all {
		if !in.templated() {
			left[in.op]++
		}
	}
	t.Logf("%d instructions, %d templates; left to golang-asm: %v", len(all), len(templates), left)
	for _, op := range []Op{MOVQ, MOVL, ADDQ, CMPQ, TESTQ, SHLXQ, VADDSD, MOVSD, MOVB, MOVBQZX, SETEQ, CMOVQEQ, LEAQ, RET, SHLQ, IMULQ} {
		if left[op] > 300 {
			t.Errorf("%v is left to golang-asm %d times", op, left[op])
		}
	}
}

// templated says whether an instruction has a template, by how it is encoded.
func (in instance) templated() bool {
	b := NewAMD64()
	in.emit(b)
	used := b.enc == nil
	_, _ = b.Assemble()
	return used
}

// encodeAll encodes instructions one by one.
func encodeAll(t *testing.T, all []instance, direct bool) [][]byte {
	t.Helper()
	b := NewAMD64()
	b.direct = direct
	labels := make([]Label, 0, len(all)+1)
	for _, in := range all {
		labels = append(labels, b.Here())
		in.emit(b)
	}
	labels = append(labels, b.Here())
	code := mustAssemble(t, b)
	var out [][]byte
	for i := range all {
		out = append(out, code[b.Offset(labels[i]):b.Offset(labels[i+1])])
	}
	return out
}

// TestTemplatesOfLabels has memory at a label, with and without an immediate behind.
func TestTemplatesOfLabels(t *testing.T) {
	all := func(direct bool) []byte {
		b := NewAMD64()
		b.direct = direct
		l := b.Here()
		m := LabelMem(l)
		for _, disp := range []int32{0, 8, -300} {
			m.Disp = disp
			for n := range 16 {
				b.MR(MOVQ, m, GPR(n))
				b.MR(ADDSD, m, XMM(n))
				b.MR(LEAQ, m, GPR(n))
				b.RM(MOVL, GPR(n), m)
				b.MRR(VADDSD, m, XMM(n), XMM(15-n))
				b.CmpMI(CMPQ, m, 5)
				b.CmpMI(CMPQ, m, 1000)
				b.IM(MOVB, 7, m)
				b.Jump(JNE, l)
			}
		}
		return mustAssemble(t, b)
	}
	if x, y := all(false), all(true); !bytes.Equal(x, y) {
		t.Errorf("% x\n% x", x, y)
	}
}
