// Package ir is the intermediate representation of the optimising compiler: a
// control flow graph in SSA form with block parameters.
//
// A [Func] is one region of Python code (a function or a hot loop, with what
// was inlined into it). Its nodes live in one slice and refer to each other by
// number; a block lists its nodes in execution order. Types (what Python value
// it is, in which range) are separate from representations (how it is held:
// [Tagged], [I64], [F64], [Bool], [Ptr]).
//
// The names of operations say what can happen: Check* leaves the compiled code
// when its condition does not hold, *Ov when the result overflows int64, Call*
// runs the runtime's code or Python code, the rest cannot fail. What leaves
// compiled code does so through a [State]: the frames of the interpreter to go
// on in. The state of a node describes the moment before the bytecode
// instruction that the node belongs to; nothing that cannot be repeated happens
// between that moment and the node.
//
// ops.txt is the table of operations; ops_gen.go is made of it. What the memory
// operations read and write is said by classes ([Mem]), which is all that alias
// analysis knows besides base and offset.
//
// The package has a printer and a parser of the same text form, a verifier, and
// an evaluator which runs a Func as it is: the oracle for the optimiser and for
// native code.
//
// The package may import internal/abi.
package ir

//go:generate go run ./_gen
