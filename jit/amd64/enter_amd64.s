#include "textflag.h"
#include "funcdata.h"

// func enter(ctx, pc, frame, ret uintptr) (exit, frameOut uintptr)
//
// Not NOSPLIT: the check of the stack guard in its prologue is what serves a
// request to preempt which made compiled code leave at a poll. NO_LOCAL_POINTERS
// because a fault in compiled code unwinds through this frame, with a collection
// possible. The frame makes the assembler save and restore BP.
TEXT ·enter(SB), 0, $64-48
	NO_LOCAL_POINTERS
	MOVQ ctx+0(FP), R15
	MOVQ pc+8(FP), CX
	MOVQ frame+16(FP), BX
	MOVQ ret+24(FP), AX
	MOVQ (TLS), R14
	CALL CX
	MOVL AX, AX
	MOVQ AX, exit+32(FP)
	MOVQ BX, frameOut+40(FP)
	RET

// func cpuid(leaf, sub uint32) (a, b, c, d uint32)
TEXT ·cpuid(SB), NOSPLIT, $0-24
	MOVL leaf+0(FP), AX
	MOVL sub+4(FP), CX
	CPUID
	MOVL AX, a+8(FP)
	MOVL BX, b+12(FP)
	MOVL CX, c+16(FP)
	MOVL DX, d+20(FP)
	RET

// readG is entered as compiled code: it puts the first three words of g and the
// stack pointer into the frame.
TEXT ·readG(SB), NOSPLIT|NOFRAME, $0-0
	MOVQ 0(R14), AX
	MOVQ AX, 0(BX)
	MOVQ 8(R14), AX
	MOVQ AX, 8(BX)
	MOVQ 16(R14), AX
	MOVQ AX, 16(BX)
	MOVQ SP, 24(BX)
	MOVL $7, AX
	RET

// spinPoll is entered as compiled code: it counts the word at the context down
// to zero, and leaves with 0, or earlier with 1 when the poll says so.
TEXT ·spinPoll(SB), NOSPLIT|NOFRAME, $0-0
loop:
	CMPL 20(R14), $0
	JMI  asked
	DECQ 0(R15)
	JNE  loop
	MOVL $0, AX
	RET
asked:
	MOVL $1, AX
	RET

// func probes() (readG, spinPoll uintptr)
TEXT ·probes(SB), NOSPLIT, $0-16
	LEAQ ·readG(SB), AX
	MOVQ AX, readG+0(FP)
	LEAQ ·spinPoll(SB), AX
	MOVQ AX, spinPoll+8(FP)
	RET
