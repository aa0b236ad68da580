package asm

import (
	"github.com/twitchyliquid64/golang-asm/obj"
	"github.com/twitchyliquid64/golang-asm/obj/x86"
)

// General registers of amd64. Operations say which part of them is used.
const (
	RAX = Reg(x86.REG_AX + iota)
	RCX
	RDX
	RBX
	RSP
	RBP
	RSI
	RDI
	R8
	R9
	R10
	R11
	R12
	R13
	R14
	R15
)

// Vector registers of amd64.
const (
	X0 = Reg(x86.REG_X0 + iota)
	X1
	X2
	X3
	X4
	X5
	X6
	X7
	X8
	X9
	X10
	X11
	X12
	X13
	X14
	X15
)

// GPR is the general register of amd64 with the machine's number n, 0 to 15.
func GPR(n int) Reg { return RAX + Reg(n&15) }

// XMM is the vector register of amd64 with number n, 0 to 15.
func XMM(n int) Reg { return X0 + Reg(n&15) }

// IsXMM says whether r is a vector register.
func (r Reg) IsXMM() bool { return r >= X0 && r <= X15 }

// Num is the machine's number of the register, 0 to 15.
func (r Reg) Num() int {
	if r.IsXMM() {
		return int(r - X0)
	}
	return gprNumber(r)
}

func gprNumber(r Reg) int {
	if r < RAX || r > R15 {
		return -1
	}
	return int(r - RAX)
}

// form is a set of operand forms.
type form uint32

const (
	f0 form = 1 << iota
	fR
	fM
	fRR
	fIR
	fMR
	fRM
	fIM
	fRRR
	fMRR
	fRMR
	fIRR
	fIMR
	fIRRR
	fCmpRR
	fCmpRI
	fCmpRM
	fCmpMR
	fCmpMI

	fU      = fR | fM
	fRMtoR  = fRR | fMR
	fIntCmp = fCmpRR | fCmpRI | fCmpRM | fCmpMR | fCmpMI
)

// formShape says what the operands of a form are.
type formShape struct {
	kinds    string             // 'R', 'M' or 'I' each
	pos      [maxOperands]uint8 // of registers: 0 for a source, 1 for the destination
	mem, imm bool
	// accumulator is which register, beside an immediate, may have an encoding of its own.
	accumulator uint8
}

// formRR is the number of fRR.
const formRR = 3

var formShapes = [...]formShape{
	{},
	{kinds: "R"}, // sources in golang-asm, some of them
	{kinds: "M", mem: true},
	{kinds: "RR", pos: [maxOperands]uint8{0, 1}},
	{kinds: "IR", pos: [maxOperands]uint8{0, 1}, imm: true, accumulator: 1},
	{kinds: "MR", pos: [maxOperands]uint8{0, 1}, mem: true},
	{kinds: "RM", mem: true},
	{kinds: "IM", mem: true, imm: true},
	{kinds: "RRR", pos: [maxOperands]uint8{0, 1, 1}},
	{kinds: "MRR", pos: [maxOperands]uint8{0, 1, 1}, mem: true},
	{kinds: "RMR", pos: [maxOperands]uint8{0, 0, 1}, mem: true},
	{kinds: "IRR", pos: [maxOperands]uint8{0, 0, 1}, imm: true},
	{kinds: "IMR", pos: [maxOperands]uint8{0, 0, 1}, mem: true, imm: true},
	{kinds: "IRRR", pos: [maxOperands]uint8{0, 0, 0, 1}, imm: true},
	{kinds: "RR"},
	{kinds: "RI", imm: true},
	{kinds: "RM", mem: true},
	{kinds: "MR", mem: true},
	{kinds: "MI", mem: true, imm: true},
}

type opFlags uint8

const (
	unarySrc    opFlags = 1 << iota // golang-asm takes the one operand as a source
	cmpReversed                     // golang-asm has the left operand last
	byteSrc                         // register sources are bytes
	byteDst                         // register destinations are bytes
	immSigned                       // the immediate is sign-extended to the operation's width
	immUnsigned                     // the immediate is an unsigned number: a count, a control byte
	shortRAX                        // of two registers, with one that is RAX, has a form of its own
)

// opInfo is what the Builder has to know of an operation.
type opInfo struct {
	forms form
	flags opFlags
	bits  uint8 // of the immediate
	from  regClass
	to    regClass
}

// isByte says whether registers are bytes: pos is 0 for sources, 1 for the
// destination.
func (i *opInfo) isByte(pos uint8) bool { return i.flags&(byteSrc<<pos) != 0 }

// regClass says which registers an operand may be.
type regClass uint8

const (
	gpr regClass = iota
	xmm
	anyReg
)

// Operations of amd64, by Go's names.
const (
	MOVQ    = Op(x86.AMOVQ)
	MOVL    = Op(x86.AMOVL)
	MOVW    = Op(x86.AMOVW)
	MOVB    = Op(x86.AMOVB)
	MOVBLZX = Op(x86.AMOVBLZX)
	MOVBQZX = Op(x86.AMOVBQZX)
	MOVBLSX = Op(x86.AMOVBLSX)
	MOVBQSX = Op(x86.AMOVBQSX)
	MOVWLZX = Op(x86.AMOVWLZX)
	MOVWQZX = Op(x86.AMOVWQZX)
	MOVWLSX = Op(x86.AMOVWLSX)
	MOVWQSX = Op(x86.AMOVWQSX)
	MOVLQSX = Op(x86.AMOVLQSX)
	LEAQ    = Op(x86.ALEAQ)
	LEAL    = Op(x86.ALEAL)
	XCHGQ   = Op(x86.AXCHGQ)

	ADDQ = Op(x86.AADDQ)
	ADDL = Op(x86.AADDL)
	ADCQ = Op(x86.AADCQ)
	SUBQ = Op(x86.ASUBQ)
	SUBL = Op(x86.ASUBL)
	SBBQ = Op(x86.ASBBQ)
	ANDQ = Op(x86.AANDQ)
	ANDL = Op(x86.AANDL)
	ORQ  = Op(x86.AORQ)
	ORL  = Op(x86.AORL)
	XORQ = Op(x86.AXORQ)
	XORL = Op(x86.AXORL)

	ADDB = Op(x86.AADDB)
	ANDB = Op(x86.AANDB)
	ORB  = Op(x86.AORB)
	XORB = Op(x86.AXORB)

	CMPQ  = Op(x86.ACMPQ)
	CMPL  = Op(x86.ACMPL)
	CMPW  = Op(x86.ACMPW)
	CMPB  = Op(x86.ACMPB)
	TESTQ = Op(x86.ATESTQ)
	TESTL = Op(x86.ATESTL)
	TESTB = Op(x86.ATESTB)
	BTQ   = Op(x86.ABTQ)
	BTL   = Op(x86.ABTL)

	INCQ       = Op(x86.AINCQ)
	PREFETCHT0 = Op(x86.APREFETCHT0)
	INCL       = Op(x86.AINCL)
	DECQ       = Op(x86.ADECQ)
	DECL       = Op(x86.ADECL)
	NEGQ       = Op(x86.ANEGQ)
	NEGL       = Op(x86.ANEGL)
	NOTQ       = Op(x86.ANOTQ)
	NOTL       = Op(x86.ANOTL)
	BSWAPQ     = Op(x86.ABSWAPQ)

	IMULQ  = Op(x86.AIMULQ)
	IMULL  = Op(x86.AIMULL)
	IMUL3Q = Op(x86.AIMUL3Q)
	IMUL3L = Op(x86.AIMUL3L)
	MULQ   = Op(x86.AMULQ)
	IDIVQ  = Op(x86.AIDIVQ)
	IDIVL  = Op(x86.AIDIVL)
	DIVQ   = Op(x86.ADIVQ)
	DIVL   = Op(x86.ADIVL)
	CQO    = Op(x86.ACQO)
	CDQ    = Op(x86.ACDQ)

	SHLQ = Op(x86.ASHLQ)
	SHLL = Op(x86.ASHLL)
	SHRQ = Op(x86.ASHRQ)
	SHRL = Op(x86.ASHRL)
	SARQ = Op(x86.ASARQ)
	SARL = Op(x86.ASARL)
	ROLQ = Op(x86.AROLQ)
	ROLL = Op(x86.AROLL)
	RORQ = Op(x86.ARORQ)
	RORL = Op(x86.ARORL)

	POPCNTQ = Op(x86.APOPCNTQ)
	POPCNTL = Op(x86.APOPCNTL)
	LZCNTQ  = Op(x86.ALZCNTQ)
	LZCNTL  = Op(x86.ALZCNTL)
	TZCNTQ  = Op(x86.ATZCNTQ)
	TZCNTL  = Op(x86.ATZCNTL)
	BSFQ    = Op(x86.ABSFQ)
	BSRQ    = Op(x86.ABSRQ)

	// BMI1 and BMI2. The count of a shift and the mask come first.
	SHLXQ = Op(x86.ASHLXQ) // count, src, dst
	SHLXL = Op(x86.ASHLXL)
	SHRXQ = Op(x86.ASHRXQ)
	SHRXL = Op(x86.ASHRXL)
	SARXQ = Op(x86.ASARXQ)
	SARXL = Op(x86.ASARXL)
	RORXQ = Op(x86.ARORXQ)
	RORXL = Op(x86.ARORXL)
	BZHIQ = Op(x86.ABZHIQ)
	ANDNQ = Op(x86.AANDNQ) // y, x, dst: dst = y &^ x
	ANDNL = Op(x86.AANDNL)
	MULXQ = Op(x86.AMULXQ) // src, low, high: RDX * src

	JMP  = Op(obj.AJMP)
	CALL = Op(obj.ACALL)
	RET  = Op(obj.ARET)
	UD2  = Op(x86.AUD2)
	INT3 = opINT3

	// Conditional jumps; LT LE GT GE are signed, CS LS HI CC unsigned.
	JOS = Op(x86.AJOS)
	JOC = Op(x86.AJOC)
	JCS = Op(x86.AJCS)
	JCC = Op(x86.AJCC)
	JEQ = Op(x86.AJEQ)
	JNE = Op(x86.AJNE)
	JLS = Op(x86.AJLS)
	JHI = Op(x86.AJHI)
	JMI = Op(x86.AJMI)
	JPL = Op(x86.AJPL)
	JPS = Op(x86.AJPS)
	JPC = Op(x86.AJPC)
	JLT = Op(x86.AJLT)
	JGE = Op(x86.AJGE)
	JLE = Op(x86.AJLE)
	JGT = Op(x86.AJGT)

	SETOS = Op(x86.ASETOS)
	SETOC = Op(x86.ASETOC)
	SETCS = Op(x86.ASETCS)
	SETCC = Op(x86.ASETCC)
	SETEQ = Op(x86.ASETEQ)
	SETNE = Op(x86.ASETNE)
	SETLS = Op(x86.ASETLS)
	SETHI = Op(x86.ASETHI)
	SETMI = Op(x86.ASETMI)
	SETPL = Op(x86.ASETPL)
	SETPS = Op(x86.ASETPS)
	SETPC = Op(x86.ASETPC)
	SETLT = Op(x86.ASETLT)
	SETGE = Op(x86.ASETGE)
	SETLE = Op(x86.ASETLE)
	SETGT = Op(x86.ASETGT)

	CMOVQOS = Op(x86.ACMOVQOS)
	CMOVQOC = Op(x86.ACMOVQOC)
	CMOVQCS = Op(x86.ACMOVQCS)
	CMOVQCC = Op(x86.ACMOVQCC)
	CMOVQEQ = Op(x86.ACMOVQEQ)
	CMOVQNE = Op(x86.ACMOVQNE)
	CMOVQLS = Op(x86.ACMOVQLS)
	CMOVQHI = Op(x86.ACMOVQHI)
	CMOVQMI = Op(x86.ACMOVQMI)
	CMOVQPL = Op(x86.ACMOVQPL)
	CMOVQPS = Op(x86.ACMOVQPS)
	CMOVQPC = Op(x86.ACMOVQPC)
	CMOVQLT = Op(x86.ACMOVQLT)
	CMOVQGE = Op(x86.ACMOVQGE)
	CMOVQLE = Op(x86.ACMOVQLE)
	CMOVQGT = Op(x86.ACMOVQGT)
)

// Vector operations of amd64: SSE2 and SSE4.1 (ROUNDSD).
const (
	MOVSD     = Op(x86.AMOVSD)
	MOVSS     = Op(x86.AMOVSS)
	MOVAPS    = Op(x86.AMOVAPS)
	MOVAPD    = Op(x86.AMOVAPD)
	MOVUPS    = Op(x86.AMOVUPS)
	ADDSD     = Op(x86.AADDSD)
	SUBSD     = Op(x86.ASUBSD)
	MULSD     = Op(x86.AMULSD)
	DIVSD     = Op(x86.ADIVSD)
	SQRTSD    = Op(x86.ASQRTSD)
	MINSD     = Op(x86.AMINSD)
	MAXSD     = Op(x86.AMAXSD)
	UCOMISD   = Op(x86.AUCOMISD)
	COMISD    = Op(x86.ACOMISD)
	CVTSQ2SD  = Op(x86.ACVTSQ2SD)
	CVTSL2SD  = Op(x86.ACVTSL2SD)
	CVTTSD2SQ = Op(x86.ACVTTSD2SQ)
	CVTTSD2SL = Op(x86.ACVTTSD2SL)
	CVTSD2SS  = Op(x86.ACVTSD2SS)
	CVTSS2SD  = Op(x86.ACVTSS2SD)
	ROUNDSD   = Op(x86.AROUNDSD)
	XORPS     = Op(x86.AXORPS)
	XORPD     = Op(x86.AXORPD)
	ANDPS     = Op(x86.AANDPS)
	ANDPD     = Op(x86.AANDPD)
	ANDNPS    = Op(x86.AANDNPS)
	ORPS      = Op(x86.AORPS)
	PXOR      = Op(x86.APXOR)
	PADDQ     = Op(x86.APADDQ)
	PSUBQ     = Op(x86.APSUBQ)
	PAND      = Op(x86.APAND)
	POR       = Op(x86.APOR)
	PSLLQ     = Op(x86.APSLLQ)
	PSRLQ     = Op(x86.APSRLQ)
	PCMPEQL   = Op(x86.APCMPEQL)
	PMOVMSKB  = Op(x86.APMOVMSKB) // the upper bits of 16 bytes
	UNPCKLPD  = Op(x86.AUNPCKLPD)
)

// AVX, 128 bits wide; of three operands the second source is the left one.
const (
	VMOVQ       = Op(x86.AVMOVQ)
	VMOVSD      = Op(x86.AVMOVSD)
	VMOVAPS     = Op(x86.AVMOVAPS)
	VPADDQ      = Op(x86.AVPADDQ)
	VPSUBQ      = Op(x86.AVPSUBQ)
	VPAND       = Op(x86.AVPAND)
	VPANDN      = Op(x86.AVPANDN)
	VPOR        = Op(x86.AVPOR)
	VPXOR       = Op(x86.AVPXOR)
	VPSLLQ      = Op(x86.AVPSLLQ)
	VPSRLQ      = Op(x86.AVPSRLQ)
	VFMSUB231SD = Op(x86.AVFMSUB231SD) // dst = s1*s2 - dst
	VADDSD      = Op(x86.AVADDSD)
	VSUBSD      = Op(x86.AVSUBSD)
	VMULSD      = Op(x86.AVMULSD)
	VDIVSD      = Op(x86.AVDIVSD)
	VSQRTSD     = Op(x86.AVSQRTSD)
	VROUNDSD    = Op(x86.AVROUNDSD)
	VUCOMISD    = Op(x86.AVUCOMISD)
	VCVTSI2SDQ  = Op(x86.AVCVTSI2SDQ)
	VXORPS      = Op(x86.AVXORPS)
	VANDPS      = Op(x86.AVANDPS)
	VANDNPS     = Op(x86.AVANDNPS)
	VORPS       = Op(x86.AVORPS)
	VPROLQ      = Op(x86.AVPROLQ) // AVX512VL
	VPRORQ      = Op(x86.AVPRORQ) // AVX512VL
	VPSRAQ      = Op(x86.AVPSRAQ) // AVX512VL
)

// opINT3 stands for the breakpoint, which has no operation of its own there.
const opINT3 = Op(x86.AINT)
