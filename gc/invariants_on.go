//go:build invariants

package gc

// invariants turns on the checks of every reference that marking follows.
const invariants = true
