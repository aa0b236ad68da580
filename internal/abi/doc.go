// Package abi is the one place that defines how the virtual machine lays out
// memory: the value word, object headers and layouts, frames, and the part of
// the thread that native code reads.
//
// Everything here is shared by the interpreter, the collector and the
// compilers, so offsets are taken from Go structs with [unsafe.Offsetof] and
// never typed by hand. All access to memory outside the Go heap goes through
// the helpers in mem.go.
//
// The package may import only the standard library; every other package may
// import it.
package abi
