// Package amd64 makes machine code of an ir.Func for amd64, and enters it.
//
// Registers: R15 is the isolate's abi.Thread, RBX the running frame's R, R14 the
// goroutine's g. RSP is never moved: compiled code is at native depth 0 at every
// exit, and RBP is left alone. R11 and X15 are scratch of the emitter. All
// others hold values.
//
// An operation has two functions side by side, in the file of its topic: one
// says what it needs in registers (for jit/ra), the other emits it. What is
// computed in flags, or read by an instruction from memory, is decided before,
// by target.fuse, so that both agree. The hot path is straight; exits, slow paths
// and undoing are cold code behind it. Blocks are in the allocator's order, but
// for loops, whose heads are turned to the bottom.
//
// Code is left by RET with the number of the exit in EAX. See [Exit] for what
// the caller finds where.
//
// The package may import jit/asm, jit/ra, ir and internal/abi.
package amd64
