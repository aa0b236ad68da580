package asm

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"io"
	"math"
	"math/rand/v2"
	"os"
	"strings"
	"sync"
	"testing"

	"golang.org/x/arch/x86/x86asm"
)

func mustAssemble(t testing.TB, b *Builder) []byte {
	t.Helper()
	code, err := b.Assemble()
	if err != nil {
		t.Fatal(err)
	}
	return code
}

// decode disassembles code from offset.
func decode(t testing.TB, code []byte, offset int) x86asm.Inst {
	t.Helper()
	in, err := x86asm.Decode(code[offset:], 64)
	if err != nil {
		t.Fatalf("at %d: % x: %v", offset, code[offset:min(len(code), offset+15)], err)
	}
	return in
}

func TestEveryOperationIsTested(t *testing.T) {
	tested := map[int]bool{}
	for _, s := range append(legacyShapes(), vexShapes()...) {
		tested[int(s.op)&2047] = true
	}
	for _, op := range []Op{MOVQ, INT3} { // TestMoves, TestBreakpoint
		tested[int(op)&2047] = true
	}
	for i, info := range opTable {
		if info.forms != 0 && !tested[i] {
			t.Errorf("operation with index %d is not tested", i)
		}
	}
}

func TestBreakpoint(t *testing.T) {
	b := NewAMD64()
	b.Op0(INT3)
	if code := mustAssemble(t, b); !bytes.Equal(code, []byte{0xCC}) {
		t.Errorf("got % x", code)
	}
}

// TestConstants has MOVQ with immediates, which takes the shortest form.
func TestConstants(t *testing.T) {
	for v, size := range map[int64]int{0: 5, 1: 5, math.MaxInt32: 5, 1 << 31: 5, math.MaxUint32: 5, -1: 7, math.MinInt32: 7,
		1 << 32: 10, math.MinInt32 - 1: 10, math.MaxInt64: 10, math.MinInt64: 10} {
		for n := range 16 {
			b := NewAMD64()
			b.IR(MOVQ, v, GPR(n))
			checkConstant(t, mustAssemble(t, b), v, GPR(n), size)
			b = NewAMD64()
			b.MovImm64(v, GPR(n))
			code := mustAssemble(t, b)
			checkConstant(t, code, v, GPR(n), 10)
			if int64(binary.LittleEndian.Uint64(code[2:])) != v {
				t.Errorf("the constant %#x is not in the last bytes: % x", v, code)
			}
		}
	}
}

// checkConstant: the five bytes are those of a 32-bit move, six for R8 and up.
func checkConstant(t *testing.T, code []byte, v int64, r Reg, size int) {
	t.Helper()
	in := decode(t, code, 0)
	got, _ := in.Args[1].(x86asm.Imm)
	reg, same := r.legacy(64), int64(got) == v
	if size == 5 {
		reg, same = r.legacy(32), uint32(got) == uint32(v)
		size += r.Num() / 8
	}
	if len(code) != size || in.Len != size || in.Op != x86asm.MOV || in.Args[0] != reg || !same {
		t.Errorf("%#x to %v: % x is %v", v, r, code, in)
	}
}

// TestMoves has the other forms of MOVQ, also with vector registers.
func TestMoves(t *testing.T) {
	var all []instance
	s := shape{op: MOVQ, mnemonic: "MOV", src: 64, dst: 64}
	for _, in := range s.instances() {
		for _, a := range in.args {
			if a.kind == 'R' && a.reg.IsXMM() {
				in.mnemonic = "MOVQ"
			}
		}
		all = append(all, in)
	}
	code, offsets := assembleAll(t, all)
	for i, in := range all {
		if err := in.checkLegacy(code[offsets[i]:offsets[i+1]]); err != nil {
			t.Error(err)
		}
	}
}

// TestJumps has every jump, forwards and backwards, just within and just
// beyond the reach of the short form.
func TestJumps(t *testing.T) {
	names := append([]string{"JMP", "CALL"}, condNames[:]...)
	for i, name := range names {
		op := JMP
		switch {
		case i == 1:
			op = CALL
		case i > 1:
			op, name = Cond(i-2).Jump(), "J"+name
		}
		for _, gap := range []int{0, 1, 100, 123, 124, 125, 126, 127, 128, 129, 130, 1000, 100000} {
			for _, back := range []bool{false, true} {
				checkJump(t, op, name, gap, back)
			}
		}
	}
}

func checkJump(t *testing.T, op Op, name string, gap int, back bool) {
	t.Helper()
	b := NewAMD64()
	target := b.NewLabel()
	if back {
		b.Bind(target)
		b.Bytes(make([]byte, gap)...)
	}
	at := b.Here()
	b.Jump(op, target)
	end := b.Here()
	if !back {
		b.Bytes(make([]byte, gap)...)
		b.Bind(target)
	}
	b.RR(MOVQ, RAX, RCX)
	code := mustAssemble(t, b)
	in := decode(t, code, b.Offset(at))
	rel, ok := in.Args[0].(x86asm.Rel)
	if !ok || !jumpNamed(in.Op, name) || b.Offset(at)+in.Len != b.Offset(end) || b.Offset(end)+int(rel) != b.Offset(target) {
		t.Errorf("%v, gap %d, back %t: %v", op, gap, back, in)
	}
	short := gap <= 127 && !back || back && gap <= 126
	if op != CALL && (in.Len == 2) != short {
		t.Errorf("%v, gap %d, back %t: %d bytes", op, gap, back, in.Len)
	}
}

func jumpNamed(op x86asm.Op, name string) bool { return op.String() == name }

// TestManyJumps compares the layout of random code with a walk over it: every
// jump must lead to the instruction which carries its label's number.
func TestManyJumps(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 2))
	for round := range 60 {
		n := 1 + rng.IntN(400)
		b := NewAMD64()
		labels := make([]Label, n)
		for i := range labels {
			labels[i] = b.NewLabel()
		}
		ops := []Op{JMP, CALL, JEQ, JGT}
		targets := make([]int, n)
		jumps := make([]Label, n)
		for i := range n {
			if rng.IntN(8) == 0 {
				b.Align(1<<rng.IntN(7), 0)
			}
			if rng.IntN(4) == 0 {
				b.Bytes(bytes.Repeat([]byte{0x90}, rng.IntN(60))...)
			}
			b.Bind(labels[i])
			b.IR(MOVL, int64(i), RCX)
			targets[i] = rng.IntN(n)
			if rng.IntN(2) == 0 {
				targets[i] = min(n-1, max(0, i+rng.IntN(20)-10))
			}
			jumps[i] = b.Here()
			b.Jump(ops[rng.IntN(len(ops))], labels[targets[i]])
		}
		code := mustAssemble(t, b)
		for i := range n {
			in := decode(t, code, b.Offset(jumps[i]))
			to := b.Offset(jumps[i]) + in.Len + int(in.Args[0].(x86asm.Rel))
			if mov := decode(t, code, to); to != b.Offset(labels[targets[i]]) || mov.Args[1] != x86asm.Imm(targets[i]) {
				t.Fatalf("round %d: jump %d leads to %v, want label %d", round, i, mov, targets[i])
			}
		}
	}
}

// TestCascade has jumps each of which is too far only when the next has grown:
// more rounds than are made one by one.
func TestCascade(t *testing.T) {
	const n = 100
	b := NewAMD64()
	jumps, ends := make([]Label, n), make([]Label, n)
	for i := range n {
		// From the end of a jump to its label are two of these blocks and a
		// short jump, 127 bytes.
		jumps[i], ends[i] = b.Here(), b.NewLabel()
		b.Jump(JMP, ends[i])
		b.Bytes(make([]byte, 62+i%2)...)
		if i > 0 {
			b.Bind(ends[i-1])
		}
	}
	b.Bytes(make([]byte, 100)...)
	b.Bind(ends[n-1])
	code := mustAssemble(t, b)
	for i := range n {
		at := b.Offset(jumps[i])
		in := decode(t, code, at)
		if to := at + in.Len + int(in.Args[0].(x86asm.Rel)); in.Len != 5 || to != b.Offset(ends[i]) {
			t.Fatalf("jump %d of %d bytes leads to %d, not %d", i, in.Len, to, b.Offset(ends[i]))
		}
	}
}

func TestLabelMemory(t *testing.T) {
	b := NewAMD64()
	before := b.Here()
	b.Bytes(make([]byte, 200)...)
	after := b.NewLabel()
	type use struct {
		at, to Label
	}
	var uses []use
	for n := range 16 {
		for _, l := range []Label{before, after} {
			for _, emit := range []func(){
				func() { b.LeaLabel(l, GPR(n)) },
				func() { b.MR(MOVSD, LabelMem(l), XMM(n)) },
				func() { b.RM(MOVQ, GPR(n), LabelMem(l)) },
				func() { b.CmpMI(CMPQ, LabelMem(l), 1) },
				func() { b.CmpMI(CMPL, LabelMem(l), 100000) },
				func() { b.IMR(ROUNDSD, 1, LabelMem(l), XMM(n)) },
				func() { b.M(JMP, LabelMem(l)) },
			} {
				uses = append(uses, use{at: b.Here(), to: l})
				emit()
				b.Jump(JEQ, after) // something which may grow
			}
		}
	}
	b.Align(8, 0)
	b.Bind(after)
	b.Quad(0x0123456789abcdef)
	b.Delta(after, before)
	b.Delta(before, after)
	code := mustAssemble(t, b)
	for i, u := range uses {
		in := decode(t, code, b.Offset(u.at))
		mem := x86asm.Mem{}
		for _, a := range in.Args {
			if m, ok := a.(x86asm.Mem); ok {
				mem = m
			}
		}
		if mem.Base != x86asm.RIP || b.Offset(u.at)+in.Len+int(int32(mem.Disp)) != b.Offset(u.to) {
			t.Errorf("use %d: %v", i, in)
		}
	}
	end := b.Offset(after)
	d := int32(end - b.Offset(before))
	if binary.LittleEndian.Uint64(code[end:]) != 0x0123456789abcdef || int32(binary.LittleEndian.Uint32(code[end+8:])) != d ||
		int32(binary.LittleEndian.Uint32(code[end+12:])) != -d {
		t.Errorf("data: % x", code[end:])
	}
}

func TestAlign(t *testing.T) {
	for _, size := range []int{1, 2, 16, 32, 64, 4096} {
		for _, offset := range []int{0, 1, size / 2, size - 1} {
			if offset >= size {
				continue
			}
			for before := range 66 {
				b := NewAMD64()
				b.Bytes(bytes.Repeat([]byte{0xCC}, before)...)
				b.Align(size, offset)
				l := b.Here()
				b.Op0(RET)
				code := mustAssemble(t, b)
				at := b.Offset(l)
				if at%size != offset || at-before >= size || b.MaxAlign() != size {
					t.Fatalf("size %d, offset %d, before %d: at %d, align %d", size, offset, before, at, b.MaxAlign())
				}
				for p := before; p < at; {
					in := decode(t, code, p)
					if in.Op != x86asm.NOP && !(in.Op == x86asm.XCHG && in.Len == 2) {
						t.Fatalf("padding: %v", in)
					}
					p += in.Len
				}
			}
		}
	}
}

func TestConditions(t *testing.T) {
	for c := range Cond(16) {
		if c.Not().Not() != c || c.Not() == c || c.Swap().Swap() != c {
			t.Errorf("condition %d", c)
		}
		if got, ok := condOf(c.Jump()); !ok || got != c {
			t.Errorf("condition %d, jump %v", c, c.Jump())
		}
	}
}

// TestErrors has what must be refused: much of it golang-asm would print a line
// about and leave out, or encode as something else.
func TestErrors(t *testing.T) {
	cases := map[string]func(b *Builder){
		"vector register in ADDQ":       func(b *Builder) { b.RR(ADDQ, X0, RAX) },
		"general register in ADDSD":     func(b *Builder) { b.RR(ADDSD, RAX, X0) },
		"no register":                   func(b *Builder) { b.RR(ADDQ, NoReg, RAX) },
		"unknown register":              func(b *Builder) { b.RR(ADDQ, 12345, RAX) },
		"unknown operation":             func(b *Builder) { b.RR(Op(0), RAX, RAX) },
		"comparison as RR":              func(b *Builder) { b.RR(CMPQ, RAX, RAX) },
		"CmpRR of ADDQ":                 func(b *Builder) { b.CmpRR(ADDQ, RAX, RAX) },
		"jump to a register, two":       func(b *Builder) { b.RR(JMP, RAX, RAX) },
		"immediate of 33 bits":          func(b *Builder) { b.IR(ADDQ, 1<<32, RAX) },
		"unsigned immediate, 64 bits":   func(b *Builder) { b.IR(ADDQ, 1<<31, RAX) },
		"unsigned immediate to memory":  func(b *Builder) { b.IM(MOVQ, 1<<31, At(RAX, 0)) },
		"64-bit immediate to memory":    func(b *Builder) { b.IM(MOVQ, 1<<40, At(RAX, 0)) },
		"unsigned immediate, compare":   func(b *Builder) { b.CmpRI(CMPQ, RAX, 0xffffffff) },
		"immediate of 33 bits, 32":      func(b *Builder) { b.IR(ADDL, 1<<32, RAX) },
		"immediate of 9 bits, 8":        func(b *Builder) { b.IR(ADDB, 256, RAX) },
		"shift by 64":                   func(b *Builder) { b.IR(SHLQ, 64, RAX) },
		"shift by 32":                   func(b *Builder) { b.IR(SHLL, 32, RAX) },
		"shift by -1":                   func(b *Builder) { b.IR(SHLQ, -1, RAX) },
		"shift by RAX":                  func(b *Builder) { b.RR(SHLQ, RAX, RAX) },
		"constant to a vector register": func(b *Builder) { b.IR(MOVQ, 1, X0) },
		"big constant to it":            func(b *Builder) { b.IR(MOVQ, 1<<40, X0) },
		"MovImm64 to it":                func(b *Builder) { b.MovImm64(1, X0) },
		"RSP as an index":               func(b *Builder) { b.MR(MOVQ, Idx(RAX, RSP, 1, 0), RAX) },
		"vector register as a base":     func(b *Builder) { b.MR(MOVQ, At(X0, 0), RAX) },
		"vector register as an index":   func(b *Builder) { b.MR(MOVQ, Idx(RAX, X0, 1, 0), RAX) },
		"scale 3":                       func(b *Builder) { b.MR(MOVQ, Idx(RAX, RCX, 3, 0), RAX) },
		"scale 0 with an index":         func(b *Builder) { b.MR(MOVQ, Idx(RAX, RCX, 0, 0), RAX) },
		"byte of RSP":                   func(b *Builder) { b.R(SETEQ, RSP) },
		"VMOVQ between general ones":    func(b *Builder) { b.RR(VMOVQ, RAX, RCX) },
		"label not bound":               func(b *Builder) { b.Jump(JMP, b.NewLabel()) },
		"call of a label not bound":     func(b *Builder) { b.Jump(CALL, b.NewLabel()) },
		"address of it":                 func(b *Builder) { b.LeaLabel(b.NewLabel(), RAX) },
		"distance to it":                func(b *Builder) { b.Delta(b.NewLabel(), b.Here()) },
		"label of nobody":               func(b *Builder) { b.Jump(JMP, 77) },
		"address of it, too":            func(b *Builder) { b.LeaLabel(77, RAX) },
		"bound twice":                   func(b *Builder) { b.Bind(b.Here()) },
		"jump by ADDQ":                  func(b *Builder) { b.Jump(ADDQ, b.Here()) },
		"alignment 3":                   func(b *Builder) { b.Align(3, 0) },
		"alignment to 64 modulo 64":     func(b *Builder) { b.Align(64, 64) },
		"JEQ of a register":             func(b *Builder) { b.R(JEQ, RAX) },
		"INT3 with an operand":          func(b *Builder) { b.R(INT3, RAX) },
	}
	out := captureStdout(t, func() {
		for name, emit := range cases {
			b := NewAMD64()
			b.RR(MOVQ, RAX, RCX)
			emit(b)
			b.RR(MOVQ, RCX, RAX)
			code, err := b.Assemble()
			if err == nil {
				t.Errorf("%s: no error, but % x", name, code)
			} else if b.Err() == nil || code != nil || !strings.HasPrefix(err.Error(), "asm: ") {
				t.Errorf("%s: %v, code % x", name, err, code)
			}
		}
	})
	if out != "" {
		t.Errorf("printed %q", out)
	}
}

func captureStdout(t *testing.T, f func()) string {
	t.Helper()
	r, w, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	old := os.Stdout
	os.Stdout = w
	done := make(chan string)
	go func() {
		s, _ := io.ReadAll(r)
		done <- string(s)
	}()
	func() {
		defer func() { os.Stdout = old }()
		f()
	}()
	w.Close()
	return <-done
}

func TestUseAfterAssemble(t *testing.T) {
	b := NewAMD64()
	l := b.Here()
	if b.Offset(l) != -1 {
		t.Error("an offset before Assemble")
	}
	b.Op0(RET)
	mustAssemble(t, b)
	if b.Offset(l) != 0 || b.Offset(99) != -1 {
		t.Error("offsets")
	}
	if _, err := b.Assemble(); err == nil {
		t.Error("assembled twice")
	}
	b.RR(ADDQ, RAX, RAX)
	b.Bind(l)
	b.Jump(JMP, l)
	b.M(JMP, At(RAX, 0))
	b.MR(LEAQ, LabelMem(l), RAX)
	if b.Err() == nil {
		t.Error("emitted after Assemble")
	}
}

func TestEmpty(t *testing.T) {
	b := NewAMD64()
	l := b.Here()
	if code := mustAssemble(t, b); len(code) != 0 || b.Offset(l) != 0 {
		t.Errorf("got % x", code)
	}
}

func TestTooManyInstructions(t *testing.T) {
	b := NewAMD64()
	b.RR(ADDQ, RAX, RCX)
	b.n = maxInstructions
	b.RR(ADDQ, RAX, RCX)
	b.n = 1
	if _, err := b.Assemble(); err == nil {
		t.Error("no error")
	}
}

// Sums the numbers from RCX down to 1 into RAX.
func ExampleBuilder() {
	b := NewAMD64()
	b.RR(XORL, RAX, RAX)
	b.Align(64, 32)
	loop := b.Here()
	b.RR(ADDQ, RCX, RAX)
	b.R(DECQ, RCX)
	b.Jump(JNE, loop)
	b.Op0(RET)
	code, err := b.Assemble()
	fmt.Printf("% x %v\nthe loop is at %d, in code aligned to %d\n", code[b.Offset(loop):], err, b.Offset(loop), b.MaxAlign())
	// Output:
	// 48 01 c8 48 ff c9 75 f8 c3 <nil>
	// the loop is at 32, in code aligned to 64
}

// sampleCode is a piece of code of n turns, like a compiled region's.
func sampleCode(b *Builder, n int) {
	out := b.NewLabel()
	for i := range n {
		r, x := GPR(i), XMM(i)
		loop := b.Here()
		b.MR(MOVQ, Idx(RBX, RAX, 8, int32(i*8)), r)
		b.IR(ADDQ, int64(i), r)
		b.Jump(JOS, out)
		b.RR(ADDSD, x, X1)
		b.CmpRI(CMPQ, r, 1000)
		b.Jump(JLT, loop)
		b.IRR(IMUL3Q, 10, r, RAX)
		b.RM(MOVQ, RAX, At(RBX, 16))
	}
	b.Bind(out)
	b.IR(MOVL, 1, RAX)
	b.Op0(RET)
}

// TestRecycling has the same code from fresh and recycled encoders, also after
// failures, and from many goroutines.
func TestRecycling(t *testing.T) {
	want := map[int][]byte{}
	for _, n := range []int{1, 10, 100, 1000} {
		b := NewAMD64()
		b.buffers = buffers{}
		sampleCode(b, n)
		want[n] = mustAssemble(t, b)
	}
	var wg sync.WaitGroup
	for g := range 8 {
		wg.Go(func() {
			rng := rand.New(rand.NewPCG(uint64(g), 1))
			for range 40 {
				n := []int{1, 10, 100, 1000}[rng.IntN(4)]
				b := NewAMD64()
				sampleCode(b, n)
				bad := rng.IntN(3) == 0
				if bad {
					b.IR(PSLLQ, 5, X1)
					b.RR(VMOVQ, RAX, RCX)
				}
				code, err := b.Assemble()
				if bad != (err != nil) || !bad && !bytes.Equal(code, want[n]) {
					t.Errorf("n %d, bad %t: %v", n, bad, err)
				}
			}
		})
	}
	wg.Wait()
}

func BenchmarkAssemble(b *testing.B) {
	for _, n := range []int{1, 8, 128, 1024} {
		b.Run(fmt.Sprint(n*8, " instructions"), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				bl := NewAMD64()
				sampleCode(bl, n)
				mustAssemble(b, bl)
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(n*8), "ns/insn")
		})
	}
}
