//go:build !amd64

package amd64

import "errors"

// The features of the processor: none of this architecture's.
var HasAVX, HasAVX2, HasFMA, HasBMI1, HasBMI2, HasLZCNT, HasAVX512VL bool

var errOther = errors.New("not an amd64 processor")

// Supported says whether there is a trampoline for this architecture.
func Supported() bool { return false }

// SelfTest says why compiled code cannot work here.
func SelfTest() error { return errOther }

// Fault is a hardware fault in compiled code.
type Fault struct {
	Addr uintptr
	Text string
}

func (f *Fault) Error() string { return f.Text }

// Enter must not be called on this architecture.
func Enter(ctx, pc, frame, ret uintptr) (exit, frameOut uintptr) { panic(errOther) }

// Serialize does nothing on this architecture.
func Serialize() {}

// GuardFaults does nothing on this architecture.
func GuardFaults() (undo func()) { return func() {} }
