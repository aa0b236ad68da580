package asm

import (
	"math"
	"slices"
)

// shape says how an operation is written in the processor makers' syntax, which
// is what the disassemblers print.
type shape struct {
	op       Op
	mnemonic string
	src, dst int // width of a general register, in bits
	commutes bool
}

func shapes(src, dst int, names map[string][]Op) []shape {
	var out []shape
	for name, ops := range names {
		for _, op := range ops {
			out = append(out, shape{op: op, mnemonic: name, src: src, dst: dst})
		}
	}
	return out
}

// one is a map of names to single operations.
func one(pairs ...any) map[string][]Op {
	m := map[string][]Op{}
	for i := 0; i < len(pairs); i += 2 {
		m[pairs[i].(string)] = append(m[pairs[i].(string)], pairs[i+1].(Op))
	}
	return m
}

var condNames = [16]string{"O", "NO", "B", "AE", "E", "NE", "BE", "A", "S", "NS", "P", "NP", "L", "GE", "LE", "G"}

// legacyShapes are the operations encoded without VEX.
func legacyShapes() []shape {
	all := slices.Concat(
		shapes(64, 64, one("ADD", ADDQ, "ADC", ADCQ, "SUB", SUBQ, "SBB", SBBQ, "AND", ANDQ, "OR", ORQ, "XOR", XORQ,
			"CMP", CMPQ, "TEST", TESTQ, "BT", BTQ, "XCHG", XCHGQ, "INC", INCQ, "DEC", DECQ, "NEG", NEGQ, "NOT", NOTQ,
			"BSWAP", BSWAPQ, "PREFETCHT0", PREFETCHT0, "IMUL", IMULQ, "IMUL", IMUL3Q, "MUL", MULQ, "IDIV", IDIVQ, "DIV", DIVQ, "CQO", CQO, "CDQ", CDQ,
			"POPCNT", POPCNTQ, "LZCNT", LZCNTQ, "TZCNT", TZCNTQ, "BSF", BSFQ, "BSR", BSRQ, "LEA", LEAQ,
			"JMP", JMP, "CALL", CALL, "RET", RET, "UD2", UD2)),
		shapes(8, 64, one("SHL", SHLQ, "SHR", SHRQ, "SAR", SARQ, "ROL", ROLQ, "ROR", RORQ)),
		shapes(8, 32, one("SHL", SHLL, "SHR", SHRL, "SAR", SARL, "ROL", ROLL, "ROR", RORL)),
		shapes(32, 32, one("MOV", MOVL, "ADD", ADDL, "SUB", SUBL, "AND", ANDL, "OR", ORL, "XOR", XORL, "CMP", CMPL,
			"TEST", TESTL, "BT", BTL, "INC", INCL, "DEC", DECL, "NEG", NEGL, "NOT", NOTL, "IMUL", IMULL, "IMUL", IMUL3L,
			"IDIV", IDIVL, "DIV", DIVL, "POPCNT", POPCNTL, "LZCNT", LZCNTL, "TZCNT", TZCNTL, "LEA", LEAL)),
		shapes(16, 16, one("MOV", MOVW, "CMP", CMPW)),
		shapes(8, 8, one("MOV", MOVB, "ADD", ADDB, "AND", ANDB, "OR", ORB, "XOR", XORB, "CMP", CMPB, "TEST", TESTB)),
		shapes(8, 32, one("MOVZX", MOVBLZX, "MOVSX", MOVBLSX)), shapes(8, 64, one("MOVZX", MOVBQZX, "MOVSX", MOVBQSX)),
		shapes(16, 32, one("MOVZX", MOVWLZX, "MOVSX", MOVWLSX)), shapes(16, 64, one("MOVZX", MOVWQZX, "MOVSX", MOVWQSX)),
		shapes(32, 64, one("MOVSXD", MOVLQSX)),
		shapes(64, 64, one("MOVSD_XMM", MOVSD, "MOVSS", MOVSS, "MOVAPS", MOVAPS, "MOVAPD", MOVAPD, "MOVUPS", MOVUPS,
			"ADDSD", ADDSD, "SUBSD", SUBSD, "MULSD", MULSD, "DIVSD", DIVSD, "SQRTSD", SQRTSD, "MINSD", MINSD, "MAXSD", MAXSD,
			"CVTSD2SS", CVTSD2SS, "CVTSS2SD", CVTSS2SD, "XORPS", XORPS, "XORPD", XORPD, "ANDPS", ANDPS, "ANDPD", ANDPD,
			"ANDNPS", ANDNPS, "ORPS", ORPS, "PXOR", PXOR, "PADDQ", PADDQ, "PSUBQ", PSUBQ, "PAND", PAND, "POR", POR,
			"PCMPEQD", PCMPEQL, "UNPCKLPD", UNPCKLPD, "PSLLQ", PSLLQ, "PSRLQ", PSRLQ, "UCOMISD", UCOMISD, "COMISD", COMISD,
			"CVTSI2SD", CVTSQ2SD, "CVTTSD2SI", CVTTSD2SQ, "ROUNDSD", ROUNDSD)),
		shapes(32, 32, one("PMOVMSKB", PMOVMSKB)),
		shapes(32, 32, one("CVTSI2SD", CVTSL2SD, "CVTTSD2SI", CVTTSD2SL)),
	)
	for c, name := range condNames {
		c := Cond(c)
		all = append(all, shape{op: c.Set(), mnemonic: "SET" + name, src: 8, dst: 8},
			shape{op: c.Move(), mnemonic: "CMOV" + name, src: 64, dst: 64})
	}
	for i := range all {
		all[i].commutes = all[i].mnemonic == "TEST" || all[i].mnemonic == "XCHG"
	}
	return all
}

// vexShapes are the operations encoded with VEX or EVEX.
func vexShapes() []shape {
	return slices.Concat(
		shapes(64, 64, one("shlx", SHLXQ, "shrx", SHRXQ, "sarx", SARXQ, "bzhi", BZHIQ, "andn", ANDNQ, "mulx", MULXQ, "rorx", RORXQ,
			"vmovq", VMOVQ, "vmovsd", VMOVSD, "vmovaps", VMOVAPS, "vpaddq", VPADDQ, "vpsubq", VPSUBQ, "vpand", VPAND,
			"vpandn", VPANDN, "vpor", VPOR, "vpxor", VPXOR, "vaddsd", VADDSD, "vsubsd", VSUBSD, "vmulsd", VMULSD,
			"vdivsd", VDIVSD, "vsqrtsd", VSQRTSD, "vxorps", VXORPS, "vandps", VANDPS, "vandnps", VANDNPS, "vorps", VORPS,
			"vpsllq", VPSLLQ, "vpsrlq", VPSRLQ, "vpsraq", VPSRAQ, "vprolq", VPROLQ, "vprorq", VPRORQ,
			"vroundsd", VROUNDSD, "vfmsub231sd", VFMSUB231SD, "vcvtsi2sd", VCVTSI2SDQ, "vucomisd", VUCOMISD)),
		shapes(32, 32, one("shlx", SHLXL, "shrx", SHRXL, "sarx", SARXL, "andn", ANDNL, "rorx", RORXL)),
	)
}

// operand is a register, memory or an immediate.
type operand struct {
	kind  byte // 'R', 'M', 'I'
	reg   Reg
	width int // of a general register
	mem   Mem
	imm   int64
}

// instance is one instruction to emit, and what it should disassemble to.
type instance struct {
	shape
	form form
	args []operand // as a disassembler shows them: destination first
	emit func(b *Builder)
}

var testMems = []Mem{
	At(RAX, 0), At(RBX, 8), At(RCX, -1), At(RSP, 0), At(RSP, 127), At(RBP, 0), At(RSI, 128), At(R8, -128), At(R12, 0),
	At(R12, -8), At(R13, 0), At(R13, 300), At(R14, 20), At(R15, -129), At(RDI, math.MaxInt32), At(R9, math.MinInt32),
	Idx(RAX, RCX, 1, 0), Idx(RBP, R12, 8, -64), Idx(R13, R8, 4, 0), Idx(RSP, RBP, 2, 0x1000), Idx(R12, R13, 8, 5),
	Idx(RBX, R15, 8, -0x1000), Idx(R11, RSI, 2, 127), Idx(NoReg, RDX, 8, 0x40), Idx(NoReg, R10, 4, 0), {Disp: 0x1234},
}

func (i opInfo) regs(pos int) []Reg {
	class, isByte := i.from, i.flags&byteSrc != 0
	if pos == 1 {
		class, isByte = i.to, i.flags&byteDst != 0
	}
	var out []Reg
	for n := range 16 {
		if class != xmm && !(isByte && GPR(n) == RSP) {
			out = append(out, GPR(n))
		}
		if class != gpr {
			out = append(out, XMM(n))
		}
	}
	return out
}

func (i opInfo) imms() []int64 {
	out := []int64{0, 1}
	switch {
	case i.flags&immUnsigned != 0:
		return append(out, 3, 1<<i.bits-1)
	case i.bits == 8:
		return append(out, -1, 127, -128, 255)
	case i.bits == 16:
		return append(out, -1, 127, 128, -128, -129, -32768, 32767, 65535)
	}
	out = append(out, -1, 127, 128, -128, -129, 255, 256, math.MaxInt32, math.MinInt32)
	if i.flags&immSigned == 0 {
		out = append(out, math.MaxUint32, 1<<31)
	}
	return out
}

// instances makes instructions of every form of the operation.
func (s shape) instances() []instance {
	info := opTable[int(s.op)&2047]
	var out []instance
	add := func(f form, emit func(b *Builder), args ...operand) {
		if s.op == VMOVQ && !slices.ContainsFunc(args, func(o operand) bool { return o.kind == 'R' && o.reg.IsXMM() }) {
			return // moves from or to a vector register
		}
		if f&(fIntCmp) == 0 {
			slices.Reverse(args)
		}
		out = append(out, instance{shape: s, form: f, args: args, emit: emit})
	}
	src := func(r Reg) operand { return operand{kind: 'R', reg: r, width: s.src} }
	dst := func(r Reg) operand { return operand{kind: 'R', reg: r, width: s.dst} }
	mem := func(m Mem) operand { return operand{kind: 'M', mem: m} }
	imm := func(v int64) operand { return operand{kind: 'I', imm: v} }
	srcs, dsts, imms := info.regs(0), info.regs(1), info.imms()
	pick := func(rs []Reg, i int) Reg { return rs[(i*5+3)%len(rs)] }
	shift := s.src == 8 && s.dst >= 32 && info.flags&immUnsigned != 0
	for f := f0; f <= fCmpMI; f <<= 1 {
		if info.forms&f == 0 || (s.op == MOVQ && f == fIR) {
			continue
		}
		switch f {
		case f0:
			add(f, func(b *Builder) { b.Op0(s.op) })
		case fR:
			for _, r := range dsts {
				add(f, func(b *Builder) { b.R(s.op, r) }, dst(r))
			}
		case fM:
			for _, m := range testMems {
				add(f, func(b *Builder) { b.M(s.op, m) }, mem(m))
			}
		case fRR, fCmpRR:
			for _, x := range srcs {
				if shift && x != RCX {
					continue
				}
				for _, y := range dsts {
					if s.op == XCHGQ && x == RAX && y == RAX {
						continue // is a no-operation
					}
					if f == fRR {
						add(f, func(b *Builder) { b.RR(s.op, x, y) }, src(x), dst(y))
					} else {
						add(f, func(b *Builder) { b.CmpRR(s.op, x, y) }, src(x), dst(y))
					}
				}
			}
		case fIR, fCmpRI:
			for i, y := range dsts {
				for j := range imms {
					v := imms[(i+j)%len(imms)]
					if s.op == IMULQ || s.op == IMULL { // shown with three operands
						add(f, func(b *Builder) { b.IR(s.op, v, y) }, imm(v), dst(y), dst(y))
					} else if f == fIR {
						add(f, func(b *Builder) { b.IR(s.op, v, y) }, imm(v), dst(y))
					} else {
						add(f, func(b *Builder) { b.CmpRI(s.op, y, v) }, dst(y), imm(v))
					}
				}
			}
		case fMR, fCmpRM:
			for i, m := range testMems {
				for _, y := range []Reg{dsts[0], pick(dsts, i), dsts[len(dsts)-1]} {
					if f == fMR {
						add(f, func(b *Builder) { b.MR(s.op, m, y) }, mem(m), dst(y))
					} else {
						add(f, func(b *Builder) { b.CmpRM(s.op, y, m) }, dst(y), mem(m))
					}
				}
			}
		case fRM, fCmpMR:
			for i, m := range testMems {
				for _, x := range []Reg{srcs[0], pick(srcs, i), srcs[len(srcs)-1]} {
					if shift {
						x = RCX
					}
					if f == fRM {
						add(f, func(b *Builder) { b.RM(s.op, x, m) }, src(x), mem(m))
					} else {
						add(f, func(b *Builder) { b.CmpMR(s.op, m, x) }, mem(m), src(x))
					}
				}
			}
		case fIM, fCmpMI:
			for i, m := range testMems {
				for j := range 3 {
					v := imms[(i+j)%len(imms)]
					if f == fIM {
						add(f, func(b *Builder) { b.IM(s.op, v, m) }, imm(v), mem(m))
					} else {
						add(f, func(b *Builder) { b.CmpMI(s.op, m, v) }, mem(m), imm(v))
					}
				}
			}
		case fRRR:
			for i, x := range srcs {
				for _, y := range dsts {
					z := pick(dsts, i)
					if y.IsXMM() != z.IsXMM() {
						continue
					}
					add(f, func(b *Builder) { b.RRR(s.op, x, z, y) }, src(x), dst(z), dst(y))
					add(f, func(b *Builder) { b.RRR(s.op, x, y, z) }, src(x), dst(y), dst(z))
				}
			}
		case fMRR:
			for i, m := range testMems {
				x, y := pick(dsts, i), pick(dsts, i+7)
				add(f, func(b *Builder) { b.MRR(s.op, m, x, y) }, mem(m), dst(x), dst(y))
			}
		case fRMR:
			for i, m := range testMems {
				x, y := pick(dsts, i), pick(dsts, i+7)
				add(f, func(b *Builder) { b.RMR(s.op, x, m, y) }, dst(x), mem(m), dst(y))
			}
		case fIRR:
			for _, x := range srcs {
				for i, y := range dsts {
					v := imms[i%len(imms)]
					add(f, func(b *Builder) { b.IRR(s.op, v, x, y) }, imm(v), src(x), dst(y))
				}
			}
		case fIMR:
			for i, m := range testMems {
				y, v := pick(dsts, i), imms[i%len(imms)]
				add(f, func(b *Builder) { b.IMR(s.op, v, m, y) }, imm(v), mem(m), dst(y))
			}
		case fIRRR:
			for i, x := range srcs {
				y, z, v := pick(dsts, i), pick(dsts, i+7), imms[i%len(imms)]
				add(f, func(b *Builder) { b.IRRR(s.op, v, x, y, z) }, imm(v), src(x), dst(y), dst(z))
			}
		}
	}
	return out
}
