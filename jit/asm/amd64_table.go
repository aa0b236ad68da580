package asm

import "github.com/twitchyliquid64/golang-asm/obj"

// opTable has every operation by its index in golang-asm's tables.
var opTable = makeOpTable()

func makeOpTable() []opInfo {
	t := make([]opInfo, obj.AMask+1)
	set := func(i opInfo, ops ...Op) {
		for _, op := range ops {
			t[int(op)&obj.AMask] = i
		}
	}
	integerOps(set)
	controlOps(set)
	vectorOps(set)
	avxOps(set)
	return t
}

type setOps func(i opInfo, ops ...Op)

func integerOps(set setOps) {
	const alu = fRR | fIR | fMR | fRM | fIM
	set(opInfo{forms: alu, flags: immSigned, bits: 32}, ADDQ, ADCQ, SUBQ, SBBQ, ANDQ, ORQ, XORQ)
	set(opInfo{forms: alu, bits: 32}, ADDL, SUBL, ANDL, ORL, XORL, MOVL)
	set(opInfo{forms: alu, flags: byteSrc | byteDst, bits: 8}, ADDB, ANDB, ORB, XORB, MOVB)
	set(opInfo{forms: alu, flags: immSigned, bits: 32, from: anyReg, to: anyReg}, MOVQ)
	set(opInfo{forms: alu, bits: 16}, MOVW)
	set(opInfo{forms: fIntCmp, flags: immSigned, bits: 32}, CMPQ)
	set(opInfo{forms: fIntCmp, bits: 32}, CMPL)
	set(opInfo{forms: fIntCmp, bits: 16}, CMPW)
	set(opInfo{forms: fIntCmp, flags: byteSrc | byteDst, bits: 8}, CMPB)
	set(opInfo{forms: fRR | fIR | fRM | fIM, flags: immSigned, bits: 32}, TESTQ)
	set(opInfo{forms: fRR | fIR | fRM | fIM, bits: 32}, TESTL)
	set(opInfo{forms: fRR | fIR | fRM | fIM, flags: byteSrc | byteDst, bits: 8}, TESTB)
	set(opInfo{forms: fRR | fIR | fRM | fIM, flags: immUnsigned, bits: 6}, BTQ)
	set(opInfo{forms: fRR | fIR | fRM | fIM, flags: immUnsigned, bits: 5}, BTL)

	set(opInfo{forms: fRMtoR}, MOVWLZX, MOVWQZX, MOVWLSX, MOVWQSX, MOVLQSX,
		POPCNTQ, POPCNTL, LZCNTQ, LZCNTL, TZCNTQ, TZCNTL, BSFQ, BSRQ)
	set(opInfo{forms: fRMtoR, flags: byteSrc}, MOVBLZX, MOVBQZX, MOVBLSX, MOVBQSX)
	set(opInfo{forms: fMR}, LEAQ, LEAL)
	set(opInfo{forms: fRR | fMR | fRM, flags: shortRAX}, XCHGQ)

	set(opInfo{forms: fU}, INCQ, INCL, DECQ, DECL, NEGQ, NEGL, NOTQ, NOTL)
	set(opInfo{forms: fR}, BSWAPQ)
	set(opInfo{forms: fM, flags: unarySrc}, PREFETCHT0)
	set(opInfo{forms: fU | fRMtoR | fIR, flags: unarySrc | immSigned, bits: 32}, IMULQ)
	set(opInfo{forms: fU | fRMtoR | fIR, flags: unarySrc, bits: 32}, IMULL)
	set(opInfo{forms: fIRR | fIMR, flags: immSigned, bits: 32}, IMUL3Q)
	set(opInfo{forms: fIRR | fIMR, bits: 32}, IMUL3L)
	set(opInfo{forms: fU, flags: unarySrc}, MULQ, IDIVQ, IDIVL, DIVQ, DIVL)
	set(opInfo{forms: f0}, CQO, CDQ)

	set(opInfo{forms: fRR | fIR | fRM | fIM, flags: immUnsigned, bits: 6}, SHLQ, SHRQ, SARQ, ROLQ, RORQ)
	set(opInfo{forms: fRR | fIR | fRM | fIM, flags: immUnsigned, bits: 5}, SHLL, SHRL, SARL, ROLL, RORL)

	set(opInfo{forms: fRRR | fRMR}, SHLXQ, SHLXL, SHRXQ, SHRXL, SARXQ, SARXL, BZHIQ)
	set(opInfo{forms: fRRR | fMRR}, ANDNQ, ANDNL, MULXQ)
	set(opInfo{forms: fIRR | fIMR, flags: immUnsigned, bits: 6}, RORXQ)
	set(opInfo{forms: fIRR | fIMR, flags: immUnsigned, bits: 5}, RORXL)
}

func controlOps(set setOps) {
	set(opInfo{forms: fU}, JMP, CALL)
	set(opInfo{forms: f0}, RET, UD2, INT3)
	set(opInfo{forms: fU, flags: byteDst | byteSrc}, SETOS, SETOC, SETCS, SETCC, SETEQ, SETNE, SETLS, SETHI,
		SETMI, SETPL, SETPS, SETPC, SETLT, SETGE, SETLE, SETGT)
	set(opInfo{forms: fRMtoR}, CMOVQOS, CMOVQOC, CMOVQCS, CMOVQCC, CMOVQEQ, CMOVQNE, CMOVQLS, CMOVQHI,
		CMOVQMI, CMOVQPL, CMOVQPS, CMOVQPC, CMOVQLT, CMOVQGE, CMOVQLE, CMOVQGT)
}

func vectorOps(set setOps) {
	set(opInfo{forms: fRR | fMR | fRM, from: xmm, to: xmm}, MOVSD, MOVSS, MOVAPS, MOVAPD, MOVUPS)
	set(opInfo{forms: fRMtoR, from: xmm, to: xmm}, ADDSD, SUBSD, MULSD, DIVSD, SQRTSD, MINSD, MAXSD,
		CVTSD2SS, CVTSS2SD, XORPS, XORPD, ANDPS, ANDPD, ANDNPS, ORPS,
		PXOR, PADDQ, PSUBQ, PAND, POR, PCMPEQL, UNPCKLPD)
	set(opInfo{forms: fRMtoR | fIR, flags: immUnsigned, bits: 6, from: xmm, to: xmm}, PSLLQ, PSRLQ)
	set(opInfo{forms: fCmpRR | fCmpRM, flags: cmpReversed, from: xmm, to: xmm}, UCOMISD, COMISD, VUCOMISD)
	set(opInfo{forms: fRMtoR, from: gpr, to: xmm}, CVTSQ2SD, CVTSL2SD)
	set(opInfo{forms: fRMtoR, from: xmm, to: gpr}, CVTTSD2SQ, CVTTSD2SL)
	set(opInfo{forms: fRR, from: xmm, to: gpr}, PMOVMSKB)
	set(opInfo{forms: fIRR | fIMR, flags: immUnsigned, bits: 8, from: xmm, to: xmm}, ROUNDSD)
}

func avxOps(set setOps) {
	const three = fRRR | fMRR
	set(opInfo{forms: fRR | fMR | fRM, from: anyReg, to: anyReg}, VMOVQ)
	set(opInfo{forms: fRRR | fMR | fRM, from: xmm, to: xmm}, VMOVSD)
	set(opInfo{forms: fRR | fMR | fRM, from: xmm, to: xmm}, VMOVAPS)
	set(opInfo{forms: three, from: xmm, to: xmm}, VPADDQ, VPSUBQ, VPAND, VPANDN, VPOR, VPXOR,
		VADDSD, VSUBSD, VMULSD, VDIVSD, VSQRTSD, VXORPS, VANDPS, VANDNPS, VORPS, VFMSUB231SD)
	set(opInfo{forms: three | fIRR, flags: immUnsigned, bits: 6, from: xmm, to: xmm}, VPSLLQ, VPSRLQ, VPSRAQ)
	set(opInfo{forms: fIRR, flags: immUnsigned, bits: 6, from: xmm, to: xmm}, VPROLQ, VPRORQ)
	set(opInfo{forms: fIRRR, flags: immUnsigned, bits: 8, from: xmm, to: xmm}, VROUNDSD)
	set(opInfo{forms: three, from: gpr, to: xmm}, VCVTSI2SDQ)
}

// jumpCode says how a jump to a label is encoded: the condition, or which of
// the unconditional ones it is.
type jumpCode uint8

const (
	jumpAlways jumpCode = 16 + iota
	jumpCall
)

func jumpCodes(op Op) (jumpCode, bool) {
	switch op {
	case JMP:
		return jumpAlways, true
	case CALL:
		return jumpCall, true
	}
	c, ok := condOf(op)
	return jumpCode(c), ok
}
