package interp

import (
	"github.com/go-python/gopython/internal/abi"
	"github.com/go-python/gopython/internal/bytecode"
	"github.com/go-python/gopython/runtime"
)

// binOps maps arithmetic opcodes to operators; the operand forms are R, K, I.
var binOps = map[bytecode.Op]runtime.BinOp{
	bytecode.ADD: runtime.Add, bytecode.SUB: runtime.Sub, bytecode.MUL: runtime.Mul, bytecode.TRUEDIV: runtime.TrueDiv,
	bytecode.FLOORDIV: runtime.FloorDiv, bytecode.MOD: runtime.Mod, bytecode.POW: runtime.Pow, bytecode.LSHIFT: runtime.LShift,
	bytecode.RSHIFT: runtime.RShift, bytecode.AND: runtime.And, bytecode.OR: runtime.Or, bytecode.XOR: runtime.Xor, bytecode.MATMUL: runtime.MatMul,
	bytecode.ADDI: runtime.Add, bytecode.SUBI: runtime.Sub,
	bytecode.ADDK: runtime.Add, bytecode.SUBK: runtime.Sub, bytecode.MULK: runtime.Mul, bytecode.TRUEDIVK: runtime.TrueDiv,
	bytecode.FLOORDIVK: runtime.FloorDiv, bytecode.MODK: runtime.Mod, bytecode.POWK: runtime.Pow, bytecode.LSHIFTK: runtime.LShift,
	bytecode.RSHIFTK: runtime.RShift, bytecode.ANDK: runtime.And, bytecode.ORK: runtime.Or, bytecode.XORK: runtime.Xor,
}

// binaryOp is what an arithmetic opcode does, by opcode.
var binaryOp [256]struct {
	op   runtime.BinOp
	form byte // 0 for other opcodes; 'r', 'k' or 'i'
}

func init() {
	for op, b := range binOps {
		binaryOp[op].op, binaryOp[op].form = b, bytecode.Infos[op].C
	}
}

// binaryOperands returns the operands of an arithmetic instruction in the order
// of the source.
func binaryOperands(pc, R, K uintptr) (x, y Value) {
	x = regB(pc, R)
	switch binaryOp[opcode(pc)].form {
	case 'k':
		y = constC(pc, K)
	case 'i':
		y = abi.SmallInt(immC(pc))
	default:
		y = regC(pc, R)
	}
	if opX(pc)&bytecode.Swapped != 0 {
		x, y = y, x
	}
	return x, y
}

//go:noinline
func slowBinary(t *runtime.Thread, pc, R, K uintptr) (uintptr, uintptr, uintptr) {
	x, y := binaryOperands(pc, R, K)
	op := binaryOp[opcode(pc)].op
	save(t, pc, R)
	if v := t.FastBinary(op, x, y); v != Unbound {
		if v == Raised {
			return unwind(t, pc, R, true)
		}
		setA(pc, R, v)
		return pc + word, R, K
	}
	if opX(pc)&bytecode.InPlace != 0 {
		return result(t, pc, R, K, t.InPlaceOp(op, x, y), 1)
	}
	if x.IsKind(abi.KindInstance) {
		if fn := t.PyBinary(op, x, y); fn != Unbound {
			return pushCont2(t, pc, R, K, fn, x, y)
		}
	}
	v := t.BinaryOp(op, x, y)
	if v == Raised && t.IsBuiltin(x) && t.IsBuiltin(y) && t.TypeOf(t.Pending()) == t.Exc.MemoryError {
		// The operands are in registers: garbage can be collected here.
		if t.CollectForRoom(0) {
			t.TakePending()
			v = t.BinaryOp(op, x, y)
		}
	}
	return result(t, pc, R, K, v, 1)
}

func opNEG(t *runtime.Thread, pc, R, K uintptr) (uintptr, uintptr, uintptr) {
	if v := regB(pc, R); v.IsFloat() {
		if w, ok := abi.WordFloat(-v.Float()); ok {
			setA(pc, R, w)
			return pc + word, R, K
		}
	}
	return unary(t, pc, R, K, '-')
}

func opPOS(t *runtime.Thread, pc, R, K uintptr) (uintptr, uintptr, uintptr) {
	return unary(t, pc, R, K, '+')
}

func opINVERT(t *runtime.Thread, pc, R, K uintptr) (uintptr, uintptr, uintptr) {
	if v := regB(pc, R); v.IsInt() {
		setA(pc, R, ^v&^3)
		return pc + word, R, K
	}
	return unary(t, pc, R, K, '~')
}

func unary(t *runtime.Thread, pc, R, K uintptr, symbol byte) (uintptr, uintptr, uintptr) {
	save(t, pc, R)
	return result(t, pc, R, K, t.UnaryOp(symbol, regB(pc, R)), 1)
}

func opNOT(t *runtime.Thread, pc, R, K uintptr) (uintptr, uintptr, uintptr) {
	save(t, pc, R)
	yes, ok := t.IsTrue(regB(pc, R))
	if !ok {
		return unwind(t, pc, R, true)
	}
	setA(pc, R, abi.Bool(!yes))
	return pc + word, R, K
}

// slowTruth is JTRUE, JFALSE, LOOPTRUE, LOOPFALSE of anything but a bool or None.
//
//go:noinline
func slowTruth(t *runtime.Thread, pc, R, K uintptr) (uintptr, uintptr, uintptr) {
	save(t, pc, R)
	yes, ok := t.IsTrue(regA(pc, R))
	if !ok {
		return unwind(t, pc, R, true)
	}
	op := opcode(pc)
	if yes != (op == bytecode.JTRUE || op == bytecode.LOOPTRUE) {
		return pc + word, R, K
	}
	if op >= bytecode.LOOP {
		return backEdge(t, pc, jumpWide(pc), R, K)
	}
	return jumpWide(pc), R, K
}

func opLOOPFALSE(t *runtime.Thread, pc, R, K uintptr) (uintptr, uintptr, uintptr) {
	return slowTruth(t, pc, R, K)
}

// compareJumps tells what a compare-and-branch opcode does.
var compareJumps [256]struct {
	op    runtime.CompareOp
	form  byte // 'r', 'i' or 'k'
	sense bool // jump when the comparison is true
	loop  bool
}

func init() {
	for i := range bytecode.Infos {
		if x, ok := bytecode.Op(i).Comparison(); ok {
			c := &compareJumps[i]
			c.op, c.form, c.sense, c.loop = runtime.CompareOp(x.Op), bytecode.Infos[i].B, x.Sense, x.Loop
		}
	}
}

//go:noinline
func slowCompareJump(t *runtime.Thread, pc, R, K uintptr) (uintptr, uintptr, uintptr) {
	c := &compareJumps[opcode(pc)]
	x := regA(pc, R)
	var y Value
	switch c.form {
	case 'i':
		y = abi.SmallInt(immB(pc))
	case 'k':
		y = constB(pc, K)
	default:
		y = regB(pc, R)
	}
	var yes, ok bool
	if t.IsExactStr(x) && t.IsExactStr(y) {
		yes, ok = t.StrCompare(x, y, c.op), true
	} else if v, known := t.FastCompare(x, y, c.op); known {
		yes, ok = v, true
	} else {
		save(t, pc, R)
		if x.IsKind(abi.KindInstance) {
			if fn := t.PyCompare(c.op, x, y); fn != Unbound {
				return pushCont2(t, pc, R, K, fn, x, y)
			}
		}
		yes, ok = t.CompareBool(x, y, c.op)
	}
	if !ok {
		return unwind(t, pc, R, true)
	}
	return branch(t, pc, R, K, yes)
}

// branch finishes a compare-and-branch.
func branch(t *runtime.Thread, pc, R, K uintptr, yes bool) (uintptr, uintptr, uintptr) {
	c := &compareJumps[opcode(pc)]
	if yes != c.sense {
		return pc + word, R, K
	}
	if c.loop {
		return backEdge(t, pc, jumpC(pc), R, K)
	}
	return jumpC(pc), R, K
}

func opCOMPARE(t *runtime.Thread, pc, R, K uintptr) (uintptr, uintptr, uintptr) {
	save(t, pc, R)
	x, y := regB(pc, R), regC(pc, R)
	op := runtime.CompareOp(opX(pc))
	if x.IsKind(abi.KindInstance) {
		if fn := t.PyCompare(op, x, y); fn != Unbound {
			return pushCont2(t, pc, R, K, fn, x, y)
		}
	}
	return result(t, pc, R, K, t.Compare(x, y, op), 1)
}

func opIS(t *runtime.Thread, pc, R, K uintptr) (uintptr, uintptr, uintptr) {
	setA(pc, R, abi.Bool((regB(pc, R) == regC(pc, R)) != (opX(pc) == 1)))
	return pc + word, R, K
}

func opIN(t *runtime.Thread, pc, R, K uintptr) (uintptr, uintptr, uintptr) {
	save(t, pc, R)
	yes, ok := t.FastContains(regC(pc, R), regB(pc, R))
	if !ok {
		return unwind(t, pc, R, true)
	}
	setA(pc, R, abi.Bool(yes != (opX(pc) == 1)))
	return pc + word, R, K
}

func opJIN(t *runtime.Thread, pc, R, K uintptr) (uintptr, uintptr, uintptr) {
	return jumpIn(t, pc, R, K, true)
}

func opJNOTIN(t *runtime.Thread, pc, R, K uintptr) (uintptr, uintptr, uintptr) {
	return jumpIn(t, pc, R, K, false)
}

func jumpIn(t *runtime.Thread, pc, R, K uintptr, sense bool) (uintptr, uintptr, uintptr) {
	save(t, pc, R)
	yes, ok := t.FastContains(regB(pc, R), regA(pc, R))
	switch {
	case !ok:
		return unwind(t, pc, R, true)
	case yes == sense:
		return jumpC(pc), R, K
	}
	return pc + word, R, K
}
