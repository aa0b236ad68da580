// Package amd64 makes machine code of an ir.Func for amd64, and enters it.
//
// Registers: R15 is the isolate's abi.Thread, RBX the running frame's R, R14 the
// goroutine's g. RSP is never moved: compiled code is at native depth 0 at every
// exit, and RBP is left alone. R11 and X15 are scratch of the emitter. All
// others hold values.
//
// Code is left by RET with the number of the exit in EAX. See [Exit] for what
// the caller finds where.
//
// The package may import jit/asm, jit/ra, ir and internal/abi.
package amd64
