package interp

import (
	"sync"

	"github.com/go-python/gopython/internal/abi"
	"github.com/go-python/gopython/internal/bytecode"
	"github.com/go-python/gopython/runtime"
)

// What the interpreter and the optimising compiler (runtime.NativeCode) have to
// do with each other: the counters that find hot code, the ENTER instruction by
// which it is left for compiled code, and the exported steps of the
// interpreter that the compiler's run time needs.

// patched has the opcodes that ENTER stands in for, by address.
var patched sync.Map // uintptr -> bytecode.Op

// Patch puts ENTER in the place of the instruction at pc.
func Patch(pc uintptr) {
	if op := bytecode.Op(abi.Load8(pc)); op != bytecode.ENTER {
		patched.Store(pc, op)
		abi.Store8(pc, uint8(bytecode.ENTER))
	}
}

// Unpatch puts the instruction back.
func Unpatch(pc uintptr) {
	if op, ok := patched.LoadAndDelete(pc); ok {
		abi.Store8(pc, uint8(op.(bytecode.Op)))
	}
}

// opcode returns the opcode of the instruction at pc.
func opcode(pc uintptr) bytecode.Op {
	op := bytecode.Op(abi.Load8(pc))
	if op == bytecode.ENTER {
		if p, ok := patched.Load(pc); ok {
			op = p.(bytecode.Op)
		}
	}
	return op
}

// Opcode is opcode, for the compiler.
func Opcode(pc uintptr) bytecode.Op { return opcode(pc) }

// Step executes the one instruction at pc. It does not take part in a pending
// EXIT: the caller looks for that opcode.
func Step(t *runtime.Thread, pc, R, K uintptr) (uintptr, uintptr, uintptr) {
	return step(t, opcode(pc), pc, R, K)
}

// StepNext is Step for FORITER, which calls the Python function of NextWalker
// where there is one.
func StepNext(t *runtime.Thread, pc, R, K uintptr) (uintptr, uintptr, uintptr) {
	save(t, pc, R) // a walker may have to be made
	if fn, f, src, ok := t.NextWalker(regB(pc, R)); ok {
		return pushCont2(t, pc, R, K, fn, f, src)
	}
	return Step(t, pc, R, K)
}

// Unwind raises the pending exception at pc in the frame at R.
func Unwind(t *runtime.Thread, pc, R uintptr) (uintptr, uintptr, uintptr) {
	return unwind(t, pc, R, true)
}

// EnterFrame starts the Python function whose frame is at base and complete but
// for the depth.
func EnterFrame(t *runtime.Thread, base uintptr) (pc, R, K uintptr) {
	t.Depth++
	c := codeOf(abi.Frame(base).Func)
	return c.Entry, base, c.Consts
}

// Room checks the recursion limit for a call of the function at base.
func Room(t *runtime.Thread, base uintptr) bool {
	return room(t, base, codeOf(abi.Frame(base).Func))
}

func opENTER(t *runtime.Thread, pc, R, K uintptr) (uintptr, uintptr, uintptr) {
	return t.Native.Enter(t, pc, R, K)
}

// hotLoop is called once in 256 times of a back-edge, behind the jump.
//
//go:noinline
func hotLoop(t *runtime.Thread, pc, R, K uintptr) (uintptr, uintptr, uintptr) {
	if t.Native != nil {
		t.Native.HotLoop(t, pc, R, K)
	}
	if t.Poll.Load() != 0 {
		return slowPoll(t, pc, R, K)
	}
	return pc, R, K
}

// backEdge goes from the instruction at pc back to target, counting.
func backEdge(t *runtime.Thread, pc, target, R, K uintptr) (uintptr, uintptr, uintptr) {
	heat := abi.Load8(pc+1) + 1
	abi.Store8(pc+1, heat)
	if heat == 0 {
		return hotLoop(t, target, R, K)
	}
	if t.Poll.Load() != 0 {
		return slowPoll(t, target, R, K)
	}
	return target, R, K
}

// hotCall is a call of CALL or CALLMETHOD that found the callee hot.
//
//go:noinline
func hotCall(t *runtime.Thread, pc, R, K uintptr) (uintptr, uintptr, uintptr) {
	base := R + opA(pc)
	f := abi.Frame(base).Func
	if opcode(pc) == bytecode.CALLMETHOD {
		f = abi.Load(pc + 24)
	}
	if t.Native != nil {
		t.Native.HotCall(t, abi.Obj[abi.Function](f).Code)
	}
	if opcode(pc) == bytecode.CALLMETHOD {
		return slowCallMethod(t, pc, R, K)
	}
	return slowCall(t, pc, R, K)
}

// returnNative is RETURN to compiled code.
//
//go:noinline
func returnNative(t *runtime.Thread, _, R, _ uintptr) (uintptr, uintptr, uintptr) {
	return t.Native.Return(t, R)
}

// CodeOf returns the code object that runs in the frame at R.
func CodeOf(R uintptr) Value { return runtime.FrameCode(R) }

// CatchPC is the address of the CATCH instruction, and where unwinding goes to
// when compiled code handles the exception.
func CatchPC() uintptr { return catchPC }

func opCATCH(t *runtime.Thread, _, R, _ uintptr) (uintptr, uintptr, uintptr) {
	return t.Native.Catch(t, R)
}

// RaiseFrom makes `raise v from cause` pending.
func RaiseFrom(t *runtime.Thread, v, cause Value) { raiseFrom(t, v, cause) }

// ContPC is the address of the CONT instruction.
func ContPC() uintptr { return contPC }
