// Package jit is the optimising compiler: it decides what is hot, observes it,
// builds IR from bytecode, has it optimised and made into machine code, runs
// that, and takes execution back to the interpreter where an assumption fails.
//
// The life of a region (a function, or a loop from its head on):
//
//	policy.go    counters of calls and back-edges find it
//	profile.go   it runs one instruction at a time while operand types are recorded
//	build*.go    abstract interpretation of the bytecode makes IR, specialised
//	             to what was recorded, with calls inlined
//	build_gen.go	loops over generators have the generators' bodies built into them
//	(opt, ra, amd64)
//	region.go    the machine code is published, ENTER put in its place
//	run.go       compiled code is entered, and its exits are served
//	deopt.go     frame states become interpreter frames
//
// A frame of compiled code lies where the interpreter's would: registers are
// only written there when it is left.
//
// The package may import everything of the virtual machine but py and the
// front end.
package jit
