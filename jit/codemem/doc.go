// Package codemem is the memory of compiled code. Code is published into an
// Arena and stays where it is until it is given back, or the whole arena is
// closed: nothing is ever patched, so that no goroutine can see half an
// instruction. What was given back is used again.
//
// No address is ever writable and executable at the same time. Where the
// system can map memory twice (Linux), code is written through one mapping and
// run through the other, which costs nothing per publication; elsewhere every
// publication gets fresh pages, which are written and then made executable.
//
// The caller owns the lifetime: an arena may only be closed when no goroutine
// can be inside its code any more.
//
// The environment variable GOPYTHON_CODEMEM, for tests and for diagnosis, says
// "deny" (New fails, as on a system which forbids executable memory) or "pages"
// (fresh pages also where memory could be mapped twice).
//
// The package may import the standard library and golang.org/x/sys, nothing of
// ours.
package codemem
