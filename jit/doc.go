// Package jit is the optimising compiler: it decides what is hot, observes it,
// builds IR from bytecode, has it optimised and made into machine code, runs
// that, and takes execution back to the interpreter where an assumption fails.
//
// The life of a region (a function, or a loop from its head on):
//
//	policy.go    counters of calls and back-edges find it
//	budget.go    what that may cost, and what is put off
//	profile.go   it runs one instruction at a time while operand types are recorded
//	build*.go    abstract interpretation of the bytecode makes IR, specialised
//	             to what was recorded, with calls inlined; build_complex.go and
//	             build_libm.go are about complex numbers and functions of floats
//	build_special.go	special methods in Python of the operands of instructions are called
//	build_spread.go	calls with *args and **kwargs
//	build_probe.go	methods of receivers of many classes, by the cache of the isolate
//	build_unsigned.go, build_wide.go, build_uint.go	ints of 64 bits, and of 128 in between
//	build_gen.go	loops over generators have the generators' bodies built into them
//	resume.go	other generators go on in compiled code, which loops over them call;
//	             build_newgen.go makes them in place
//	build_map.go	maps of Python functions call those from the loops over them
//	build_next.go	loops over maps, filters and range iterators that are objects
//	build_sink.go	generators that Go code collects into a list are loops of their own
//	build_function.go	functions that are made in the region: what they run is known
//	build_cold.go	what was never executed is built too, where there is little to learn
//	build_tuple.go	exact tuples are joined in place
//	build_str*.go, build_text.go	strs: short ASCII ones are compared and made in place
//	heavy.go	loops over ints of many digits, which gain little
//	background.go	(opt, ra, amd64) it is made into machine code beside the program
//	region.go    the machine code is published, ENTER put in its place
//	run.go       compiled code is entered, and its exits are served
//	short.go     helpers that need nothing to be put in order
//	deopt.go     frame states become interpreter frames
//	reclaim.go   what is out of use, and on no stack, is given back
//
// A frame of compiled code lies where the interpreter's would: registers are
// only written there when it is left.
//
// Exceptions. A call that may raise, in a place with a handler that was ever
// used, is marked (caughtCall): when it raises, compiled code goes on behind it,
// looks at the thread's pending exception and jumps to the handler, a block as
// any other. There are no exception edges in the IR. What stands between:
//
//   - The helper hCatch takes the exception and adds the frames that were left to
//     its traceback: a function and an instruction for each, from the one that
//     raised (maybe inlined) to the one with the handler. Its State is that of
//     the call; its After is the handler's: the frames from the handler's
//     outwards, at its first instruction, the exception in the register that the
//     exception table names. That is the state of a handler: the
//     registers are those before the instruction that raised (of an outer
//     frame: before its call), as an instruction that raises writes nothing.
//   - RAISE is hThrow, hCatch with the raising in front; RERAISE a jump.
//   - Thread.Handled is kept in memory: PUSHEXC and POPEXC are loads and stores.
//   - What has no handler in the region leaves by the interpreter's unwinding. When that
//     comes to a frame of compiled code whose call is marked, it is entered
//     again behind the call (Catch; the interpreter gets there by the CATCH
//     instruction, so that nothing nests).
//
// A check that fails because something is to be raised (a divisor is zero) becomes a branch
// to the helper that raises when its region is compiled again. A region
// whose exceptions are handled in it but were not expected is compiled again too
// (uncaught).
//
// Calls. The arguments of a Python function whose signature is known are put in
// the registers of its parameters when the call is compiled (build_args.go):
// names, defaults, *args, **kwargs. What the runtime would have to refuse is left
// to it.
//
// What compiling costs the program's own goroutine (observing, building) is kept
// to a share of the time (overspent): entries found too early are postponed.
// What is inlined in a region that is being compiled waits for that (covered). A
// region that is left, each time, before it has made up for being entered is
// given up (judge). A function that takes less time than to be entered and left
// is entered from compiled code only (trifling).
//
// The package may import everything of the virtual machine but py and the
// front end.
package jit
