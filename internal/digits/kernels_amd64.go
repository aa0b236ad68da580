package digits

import "golang.org/x/sys/cpu"

// fast reports whether the processor has what the kernels in assembly need.
var fast = cpu.X86.HasBMI2 && cpu.X86.HasAVX2

// z = x * y + c; the result is what goes beyond n digits.
//
//go:noescape
func mulWord(z, x *uint64, n int, y, c uint64) uint64

// z += x * y.
//
//go:noescape
func addMulWord(z, x *uint64, n int, y uint64) uint64

// z -= x * y.
//
//go:noescape
func subMulWord(z, x *uint64, n int, y uint64) uint64

//go:noescape
func addVec(z, x, y *uint64, n int) uint64

//go:noescape
func subVec(z, x, y *uint64, n int) uint64

// z = x >> s of n > 0 digits, s from 1 to 63.
//
//go:noescape
func shrVec(z, x *uint64, n int, s uint)

//go:noescape
func shlVec(z, x *uint64, n int, s uint)
