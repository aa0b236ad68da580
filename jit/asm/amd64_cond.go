package asm

// Cond is a condition of amd64, by its number in the encoding of jumps.
type Cond uint8

// Conditions; LT LE GT GE are signed, CS LS HI CC unsigned. After UCOMISD use
// the unsigned ones; PS says that an operand was not a number.
const (
	OS Cond = iota // overflow
	OC             // no overflow
	CS             // carry: below
	CC             // no carry: above or equal
	EQ             // equal, zero
	NE             // not equal
	LS             // below or equal
	HI             // above
	MI             // negative
	PL             // not negative
	PS             // parity even: unordered
	PC             // parity odd: ordered
	LT             // less
	GE             // greater or equal
	LE             // less or equal
	GT             // greater
)

var (
	jccOps  = [16]Op{JOS, JOC, JCS, JCC, JEQ, JNE, JLS, JHI, JMI, JPL, JPS, JPC, JLT, JGE, JLE, JGT}
	setOpsT = [16]Op{SETOS, SETOC, SETCS, SETCC, SETEQ, SETNE, SETLS, SETHI,
		SETMI, SETPL, SETPS, SETPC, SETLT, SETGE, SETLE, SETGT}
	cmovqOps = [16]Op{CMOVQOS, CMOVQOC, CMOVQCS, CMOVQCC, CMOVQEQ, CMOVQNE, CMOVQLS, CMOVQHI,
		CMOVQMI, CMOVQPL, CMOVQPS, CMOVQPC, CMOVQLT, CMOVQGE, CMOVQLE, CMOVQGT}
)

// Not is the opposite condition.
func (c Cond) Not() Cond { return c ^ 1 }

// Jump is the jump on the condition.
func (c Cond) Jump() Op { return jccOps[c&15] }

// Set is the operation which puts the condition into a byte.
func (c Cond) Set() Op { return setOpsT[c&15] }

// Move is the 64-bit conditional move.
func (c Cond) Move() Op { return cmovqOps[c&15] }

// Swap is the condition which holds of (y, x) where c holds of (x, y).
func (c Cond) Swap() Cond {
	switch c {
	case CS:
		return HI
	case HI:
		return CS
	case CC:
		return LS
	case LS:
		return CC
	case LT:
		return GT
	case GT:
		return LT
	case LE:
		return GE
	case GE:
		return LE
	}
	return c
}

func condOf(jump Op) (Cond, bool) {
	for c, op := range jccOps {
		if op == jump {
			return Cond(c), true
		}
	}
	return 0, false
}
