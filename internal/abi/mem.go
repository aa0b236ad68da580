package abi

import "unsafe"

// Everything that reads or writes memory outside the Go heap goes through this
// file. unsafe.Add on a nil pointer is the form that go vet accepts and the
// compiler folds into one MOV.

// The race detector's check of pointers knows no memory but Go's; what the
// evaluator of IR holds is looked at by the collector as if it were ours.
//
//go:nocheckptr
func at(addr uintptr) unsafe.Pointer { return unsafe.Add(unsafe.Pointer(nil), addr) }

// Load reads the value at addr.
func Load(addr uintptr) Value { return *(*Value)(at(addr)) }

// Store writes the value at addr. It is the raw store: a reference stored into
// an object that is not fresh needs the write barrier (see gc.Heap.Barrier).
func Store(addr uintptr, v Value) { *(*Value)(at(addr)) = v }

// Load64 reads 8 bytes at addr.
func Load64(addr uintptr) uint64 { return *(*uint64)(at(addr)) }

// Store64 writes 8 bytes at addr.
func Store64(addr uintptr, x uint64) { *(*uint64)(at(addr)) = x }

// LoadPtr reads an untagged address.
func LoadPtr(addr uintptr) uintptr { return *(*uintptr)(at(addr)) }

// StorePtr writes an untagged address.
func StorePtr(addr, x uintptr) { *(*uintptr)(at(addr)) = x }

// Load32 reads 4 bytes at addr.
func Load32(addr uintptr) uint32 { return *(*uint32)(at(addr)) }

// Store32 writes 4 bytes at addr.
func Store32(addr uintptr, x uint32) { *(*uint32)(at(addr)) = x }

// Load16 reads 2 bytes at addr.
func Load16(addr uintptr) uint16 { return *(*uint16)(at(addr)) }

// Store16 writes 2 bytes at addr.
func Store16(addr uintptr, x uint16) { *(*uint16)(at(addr)) = x }

// Load8 reads a byte at addr.
func Load8(addr uintptr) uint8 { return *(*uint8)(at(addr)) }

// Store8 writes a byte at addr.
func Store8(addr uintptr, x uint8) { *(*uint8)(at(addr)) = x }

// Values views n values at addr as a slice. It is valid while the memory is:
// until the next safepoint for an object that nothing else keeps alive.
func Values(addr uintptr, n int) []Value { return unsafe.Slice((*Value)(at(addr)), n) }

// Bytes views n bytes at addr as a slice.
func BytesAt(addr uintptr, n int) []byte { return unsafe.Slice((*byte)(at(addr)), n) }

// Uint16s views n 16-bit units at addr as a slice.
func Uint16s(addr uintptr, n int) []uint16 { return unsafe.Slice((*uint16)(at(addr)), n) }

// Uint32s views n 32-bit units at addr as a slice.
func Uint32s(addr uintptr, n int) []uint32 { return unsafe.Slice((*uint32)(at(addr)), n) }

// Uint64s views n words at addr as a slice.
func Uint64s(addr uintptr, n int) []uint64 { return unsafe.Slice((*uint64)(at(addr)), n) }

// StringAt views n bytes at addr as a string, without copying. The bytes must
// not change and must outlive the string: convert (strings.Clone) what is kept.
func StringAt(addr uintptr, n int) string { return unsafe.String((*byte)(at(addr)), n) }

// Clear zeroes n bytes at addr.
func Clear(addr uintptr, n uintptr) { clear(BytesAt(addr, int(n))) }

// Move copies n bytes from src to dst; the two may overlap. Like CopyValues it
// is not inlined: Go 1.26 crashes (disjointTypes) on a copy of constant size
// between addresses made from integers.
//
//go:noinline
func Move(dst, src, n uintptr) { copy(BytesAt(dst, int(n)), BytesAt(src, int(n))) }

// Obj views the object that v refers to as its layout struct, as in
// Obj[List](v).Len. The pointer is valid while the object is. Storing a
// reference through it needs the write barrier, as Store does.
func Obj[T any](v Value) *T { return (*T)(at(v.Addr())) }

// ObjAt is Obj for an untagged address.
func ObjAt[T any](addr uintptr) *T { return (*T)(at(addr)) }

// TupleItems views the items of a tuple.
func TupleItems(v Value) []Value {
	return Values(v.Addr()+unsafe.Sizeof(Tuple{}), int(Obj[Tuple](v).Len))
}

// ListItems views the items of a list; valid until the list grows.
func ListItems(v Value) []Value {
	l := Obj[List](v)
	return Values(l.Items, int(l.Len))
}

// SliceAt views n elements at addr as a slice; T has no Go pointers in it.
func SliceAt[T any](addr uintptr, n int) []T { return unsafe.Slice((*T)(at(addr)), n) }

// AddrOf returns the address of the first element of a Go slice without
// pointers in it. It stays valid while the slice is reachable.
func AddrOf[T any](s []T) uintptr { return uintptr(unsafe.Pointer(unsafe.SliceData(s))) }

// CopyValues copies src to dst.
//
//go:noinline
func CopyValues(dst uintptr, src []Value) { copy(Values(dst, len(src)), src) }

// AsValues views words as values.
func AsValues(a []uint64) []Value {
	return unsafe.Slice((*Value)(unsafe.Pointer(unsafe.SliceData(a))), len(a))
}
