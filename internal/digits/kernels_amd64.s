#include "textflag.h"

// Blocks of four digits; the digits before them one at a time. Within a loop of
// blocks the carry flag goes from one to the next: LEA, MOV and DEC leave it.

// func mulWord(z, x *uint64, n int, y, c uint64) uint64
TEXT ·mulWord(SB), NOSPLIT, $0-48
	MOVQ z+0(FP), DI
	MOVQ x+8(FP), SI
	MOVQ n+16(FP), CX
	MOVQ y+24(FP), DX
	MOVQ c+32(FP), BX
	MOVQ CX, R9
	SHRQ $2, CX
	ANDQ $3, R9
	JZ   mulBlocks

mulOne:
	MULXQ (SI), AX, R8
	ADDQ  BX, AX
	ADCQ  $0, R8
	MOVQ  R8, BX
	MOVQ  AX, (DI)
	LEAQ  8(SI), SI
	LEAQ  8(DI), DI
	DECQ  R9
	JNZ   mulOne

mulBlocks:
	TESTQ CX, CX // clears the carry
	JZ    mulDone

mulLoop:
	MULXQ 0(SI), R8, R9
	MULXQ 8(SI), R10, R11
	MULXQ 16(SI), R12, R13
	ADCQ  BX, R8
	MULXQ 24(SI), AX, BX
	ADCQ  R9, R10
	MOVQ  R8, 0(DI)
	ADCQ  R11, R12
	MOVQ  R10, 8(DI)
	ADCQ  R13, AX
	MOVQ  R12, 16(DI)
	MOVQ  AX, 24(DI)
	LEAQ  32(SI), SI
	LEAQ  32(DI), DI
	DECQ  CX
	JNZ   mulLoop
	ADCQ  $0, BX

mulDone:
	MOVQ BX, ret+40(FP)
	RET

// func addMulWord(z, x *uint64, n int, y uint64) uint64
TEXT ·addMulWord(SB), NOSPLIT, $0-40
	MOVQ z+0(FP), DI
	MOVQ x+8(FP), SI
	MOVQ n+16(FP), CX
	MOVQ y+24(FP), DX
	XORL BX, BX
	MOVQ CX, R9
	SHRQ $2, CX
	ANDQ $3, R9
	JZ   addMulBlocks

addMulOne:
	MULXQ (SI), AX, R8
	ADDQ  BX, AX
	ADCQ  $0, R8
	ADDQ  (DI), AX
	ADCQ  $0, R8
	MOVQ  R8, BX
	MOVQ  AX, (DI)
	LEAQ  8(SI), SI
	LEAQ  8(DI), DI
	DECQ  R9
	JNZ   addMulOne

addMulBlocks:
	TESTQ CX, CX
	JZ    addMulDone

addMulLoop:
	MULXQ 0(SI), R8, R9
	MULXQ 8(SI), R10, R11
	MULXQ 16(SI), R12, R13
	ADDQ  BX, R8
	MULXQ 24(SI), AX, BX
	ADCQ  R9, R10
	ADCQ  R11, R12
	ADCQ  R13, AX
	ADCQ  $0, BX
	ADDQ  0(DI), R8
	ADCQ  8(DI), R10
	ADCQ  16(DI), R12
	ADCQ  24(DI), AX
	ADCQ  $0, BX
	MOVQ  R8, 0(DI)
	MOVQ  R10, 8(DI)
	MOVQ  R12, 16(DI)
	MOVQ  AX, 24(DI)
	LEAQ  32(SI), SI
	LEAQ  32(DI), DI
	DECQ  CX
	JNZ   addMulLoop

addMulDone:
	MOVQ BX, ret+32(FP)
	RET

// func subMulWord(z, x *uint64, n int, y uint64) uint64
TEXT ·subMulWord(SB), NOSPLIT, $0-40
	MOVQ z+0(FP), DI
	MOVQ x+8(FP), SI
	MOVQ n+16(FP), CX
	MOVQ y+24(FP), DX
	XORL BX, BX
	MOVQ CX, R9
	SHRQ $2, CX
	ANDQ $3, R9
	JZ   subMulBlocks

subMulOne:
	MULXQ (SI), AX, R8
	ADDQ  BX, AX
	ADCQ  $0, R8
	SUBQ  AX, (DI)
	ADCQ  $0, R8
	MOVQ  R8, BX
	LEAQ  8(SI), SI
	LEAQ  8(DI), DI
	DECQ  R9
	JNZ   subMulOne

subMulBlocks:
	TESTQ CX, CX
	JZ    subMulDone

subMulLoop:
	MULXQ 0(SI), R8, R9
	MULXQ 8(SI), R10, R11
	MULXQ 16(SI), R12, R13
	ADDQ  BX, R8
	MULXQ 24(SI), AX, BX
	ADCQ  R9, R10
	ADCQ  R11, R12
	ADCQ  R13, AX
	ADCQ  $0, BX
	MOVQ  0(DI), R9
	MOVQ  8(DI), R11
	MOVQ  16(DI), R13
	SUBQ  R8, R9
	MOVQ  24(DI), R8
	SBBQ  R10, R11
	SBBQ  R12, R13
	SBBQ  AX, R8
	ADCQ  $0, BX
	MOVQ  R9, 0(DI)
	MOVQ  R11, 8(DI)
	MOVQ  R13, 16(DI)
	MOVQ  R8, 24(DI)
	LEAQ  32(SI), SI
	LEAQ  32(DI), DI
	DECQ  CX
	JNZ   subMulLoop

subMulDone:
	MOVQ BX, ret+32(FP)
	RET

// func addVec(z, x, y *uint64, n int) uint64
TEXT ·addVec(SB), NOSPLIT, $0-40
	MOVQ z+0(FP), DI
	MOVQ x+8(FP), SI
	MOVQ y+16(FP), DX
	MOVQ n+24(FP), CX
	XORL AX, AX
	MOVQ CX, R9
	SHRQ $2, CX
	ANDQ $3, R9
	JZ   addBlocks

addOne:
	MOVQ (SI), R8
	ADCQ (DX), R8
	MOVQ R8, (DI)
	LEAQ 8(SI), SI
	LEAQ 8(DX), DX
	LEAQ 8(DI), DI
	DECQ R9
	JNZ  addOne
	ADCQ $0, AX

addBlocks:
	TESTQ CX, CX
	JZ    addDone
	NEGQ  AX // the carry again

addLoop:
	MOVQ 0(SI), R8
	MOVQ 8(SI), R9
	MOVQ 16(SI), R10
	MOVQ 24(SI), R11
	ADCQ 0(DX), R8
	ADCQ 8(DX), R9
	ADCQ 16(DX), R10
	ADCQ 24(DX), R11
	MOVQ R8, 0(DI)
	MOVQ R9, 8(DI)
	MOVQ R10, 16(DI)
	MOVQ R11, 24(DI)
	LEAQ 32(SI), SI
	LEAQ 32(DX), DX
	LEAQ 32(DI), DI
	DECQ CX
	JNZ  addLoop
	SBBQ AX, AX
	NEGQ AX

addDone:
	MOVQ AX, ret+32(FP)
	RET

// func subVec(z, x, y *uint64, n int) uint64
TEXT ·subVec(SB), NOSPLIT, $0-40
	MOVQ z+0(FP), DI
	MOVQ x+8(FP), SI
	MOVQ y+16(FP), DX
	MOVQ n+24(FP), CX
	XORL AX, AX
	MOVQ CX, R9
	SHRQ $2, CX
	ANDQ $3, R9
	JZ   subBlocks

subOne:
	MOVQ (SI), R8
	SBBQ (DX), R8
	MOVQ R8, (DI)
	LEAQ 8(SI), SI
	LEAQ 8(DX), DX
	LEAQ 8(DI), DI
	DECQ R9
	JNZ  subOne
	ADCQ $0, AX

subBlocks:
	TESTQ CX, CX
	JZ    subDone
	NEGQ  AX

subLoop:
	MOVQ 0(SI), R8
	MOVQ 8(SI), R9
	MOVQ 16(SI), R10
	MOVQ 24(SI), R11
	SBBQ 0(DX), R8
	SBBQ 8(DX), R9
	SBBQ 16(DX), R10
	SBBQ 24(DX), R11
	MOVQ R8, 0(DI)
	MOVQ R9, 8(DI)
	MOVQ R10, 16(DI)
	MOVQ R11, 24(DI)
	LEAQ 32(SI), SI
	LEAQ 32(DX), DX
	LEAQ 32(DI), DI
	DECQ CX
	JNZ  subLoop
	SBBQ AX, AX
	NEGQ AX

subDone:
	MOVQ AX, ret+32(FP)
	RET

// func shrVec(z, x *uint64, n int, s uint)
TEXT ·shrVec(SB), NOSPLIT, $0-32
	MOVQ  z+0(FP), DI
	MOVQ  x+8(FP), SI
	MOVQ  n+16(FP), DX
	MOVQ  s+24(FP), CX
	SUBQ  $5, DX // the next digit of a block's last one is read, too
	JLT   shrRest
	MOVL  $64, AX
	SUBL  CX, AX
	VMOVQ CX, X0
	VMOVQ AX, X1

shrLoop:
	VMOVDQU 0(SI), Y2
	VMOVDQU 8(SI), Y3
	VPSRLQ  X0, Y2, Y2
	VPSLLQ  X1, Y3, Y3
	VPOR    Y2, Y3, Y2
	VMOVDQU Y2, (DI)
	LEAQ    32(SI), SI
	LEAQ    32(DI), DI
	SUBQ    $4, DX
	JGE     shrLoop
	VZEROUPPER

shrRest:
	ADDQ $5, DX // 1 to 4 of them
	MOVQ (SI), R8

shrOne:
	DECQ DX
	JZ   shrLast
	MOVQ 8(SI), R9
	SHRQ CX, R9, R8
	MOVQ R8, (DI)
	MOVQ R9, R8
	LEAQ 8(SI), SI
	LEAQ 8(DI), DI
	JMP  shrOne

shrLast:
	SHRQ CX, R8
	MOVQ R8, (DI)
	RET

// func shlVec(z, x *uint64, n int, s uint)
TEXT ·shlVec(SB), NOSPLIT, $0-32
	MOVQ  z+0(FP), DI
	MOVQ  x+8(FP), SI
	MOVQ  n+16(FP), DX
	MOVQ  s+24(FP), CX
	LEAQ  (SI)(DX*8), SI // behind what is left
	LEAQ  (DI)(DX*8), DI
	SUBQ  $5, DX
	JLT   shlRest
	MOVL  $64, AX
	SUBL  CX, AX
	VMOVQ CX, X0
	VMOVQ AX, X1

shlLoop:
	VMOVDQU -32(SI), Y2
	VMOVDQU -40(SI), Y3
	VPSLLQ  X0, Y2, Y2
	VPSRLQ  X1, Y3, Y3
	VPOR    Y2, Y3, Y2
	VMOVDQU Y2, -32(DI)
	LEAQ    -32(SI), SI
	LEAQ    -32(DI), DI
	SUBQ    $4, DX
	JGE     shlLoop
	VZEROUPPER

shlRest:
	ADDQ $5, DX
	MOVQ -8(SI), R8

shlOne:
	DECQ DX
	JZ   shlLast
	MOVQ -16(SI), R9
	SHLQ CX, R9, R8
	MOVQ R8, -8(DI)
	MOVQ R9, R8
	LEAQ -8(SI), SI
	LEAQ -8(DI), DI
	JMP  shlOne

shlLast:
	SHLQ CX, R8
	MOVQ R8, -8(DI)
	RET
