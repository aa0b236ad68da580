//go:build invariants

package compile

// verifyAll makes Compile verify all it produces.
const verifyAll = true
