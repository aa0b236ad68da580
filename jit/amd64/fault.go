package amd64

import "runtime"

// FaultOf describes the hardware fault that a recovered panic value stands for;
// nil when it is none. It is for those who enter by [Enter] and recover
// themselves.
func FaultOf(v any) *Fault {
	e, ok := v.(runtime.Error)
	if !ok {
		return nil
	}
	f := &Fault{Text: e.Error()}
	if a, ok := v.(interface{ Addr() uintptr }); ok {
		f.Addr = a.Addr()
	}
	return f
}
