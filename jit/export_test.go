package jit

// SetSelfTest replaces the test of the processor and the Go runtime.
func SetSelfTest(f func() error) (undo func()) {
	old := selfTest
	selfTest = f
	return func() { selfTest = old }
}
