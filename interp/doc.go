// Package interp runs bytecode: the dispatch loop (generated, loop_gen.go), its
// slow paths, inline caches, calls, generators and the unwinding of
// exceptions. It implements runtime.Interp.
//
// The loop keeps its state in three locals: pc, the address of the instruction;
// R, the address of register 0 of the running frame; K, the address of the
// constants of the running code. Every slow path takes and returns all three,
//
//	pc, R, K = slow(t, pc, R, K)
//
// so that nothing but t lives across a call and the compiler has nothing to
// spill at the dispatch. A slow path that can look at the stack, raise or run
// Python code first records where it is (save).
//
// Python functions called from Python functions run in the same loop. A call
// from Go enters a new one, and leaves it by the EXIT instruction that the
// frame returns to. What else a frame may return to:
//
//   - the instruction behind the call;
//   - INITRET, the second word of a call: the frame is that of an __init__, and
//     the header's Cont the new object;
//   - FORRET, the second word of FORITER, and DELRET, the third of DELEGATE: the
//     frame is a generator's;
//   - CONT: the frame runs a special method for an instruction that has no
//     call window (a + b, a[b], a.b, ...), or what FORITER does for a map or
//     filter: the header's Cont is the address of that instruction, which tells
//     what to do with the result;
//   - compiled code: the header's Native is not 0 (native.go).
//
// The package may import runtime, gc, internal/abi and internal/bytecode.
package interp

//go:generate go run ./_gen
