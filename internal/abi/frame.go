package abi

import "unsafe"

// FrameHeader precedes the registers of a frame: the frame pointer R is the
// address of register 0, the header is at R-FrameHeaderSize. A caller evaluates
// the callable and its arguments straight into the callee's frame: the callable
// into Func, argument i into register i; the result comes back in register 0.
type FrameHeader struct {
	Native uintptr // where to return to in compiled code; 0: the caller is interpreted
	Cont   Value   // what is to be done with the result; see interp. A word int or an object
	K      uintptr // the caller's constants
	PC     uintptr // the caller's next instruction
	R      uintptr // the caller's frame pointer
	Func   Value   // the running function
}

// Offsets from R.
const (
	FrameHeaderSize = unsafe.Sizeof(FrameHeader{})

	FrameNative = -int(FrameHeaderSize - unsafe.Offsetof(FrameHeader{}.Native))
	FrameCont   = -int(FrameHeaderSize - unsafe.Offsetof(FrameHeader{}.Cont))
	FrameK      = -int(FrameHeaderSize - unsafe.Offsetof(FrameHeader{}.K))
	FramePC     = -int(FrameHeaderSize - unsafe.Offsetof(FrameHeader{}.PC))
	FrameR      = -int(FrameHeaderSize - unsafe.Offsetof(FrameHeader{}.R))
	FrameFunc   = -int(FrameHeaderSize - unsafe.Offsetof(FrameHeader{}.Func))

	// FrameHeaderWords is how many registers of the caller a header takes.
	FrameHeaderWords = int(FrameHeaderSize / Word)
)

// Frame returns the header of the frame whose register 0 is at r.
func Frame(r uintptr) *FrameHeader { return (*FrameHeader)(at(r - FrameHeaderSize)) }
