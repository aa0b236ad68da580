// Package opt optimises regions of package ir.
//
// [Passes] is the ordered table of passes; [Run] runs them. A pass takes a
// valid function and leaves a valid one, with the same outcome for the same
// input: the same result, or an exit at a state with the same values. Two
// things may differ: a guard that was moved in front of a loop makes the
// function leave earlier, at the state of the loop's entry, from where the
// interpreter gets to the same outcome; and a value in a state may be held
// in another representation (an unboxed float instead of the boxed one).
//
// A loop header's Block.State, the frame state at the top of the loop in terms of
// the block's parameters, is what guards in front of the loop leave at. Where it
// is 0, nothing that can fail is put in front of that loop: for a loop whose
// entry guards failed before, leave it out. DCE, the last pass, drops these
// states. With Options.Compact, what is dead is dropped in the end and all else gets new
// numbers.
//
// Each file holds one pass, and starts with what it does and why it is right.
// graph.go (dominators, loops) and rewrite.go (replacing, states) are what they
// share.
//
// The package may import internal/abi and ir.
package opt
