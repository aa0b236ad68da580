package runtime

import (
	"unsafe"

	"github.com/go-python/gopython/internal/abi"
)

// What bytes, bytearray and memoryview share: allocation and views of their
// contents.

const (
	bytesSize     = unsafe.Sizeof(abi.Bytes{})
	byteArraySize = unsafe.Sizeof(abi.ByteArray{})
)

// bootBytes makes the shared bytes objects.
func (t *Thread) bootBytes() {
	t.EmptyBytes = t.allocBytes(0)
	for i := range t.bytes1 {
		t.bytes1[i] = t.allocBytes(1)
		t.BytesOf(t.bytes1[i])[0] = byte(i)
	}
}

// allocBytes makes a bytes object of n bytes, to be filled in.
func (iso *Isolate) allocBytes(n int) Value {
	addr := iso.Heap.AllocRaw(bytesSize+uintptr(n), abi.Header{Shape: iso.Types.Bytes.rootShape, Kind: abi.KindBytes}.Word())
	o := abi.ObjAt[abi.Bytes](addr)
	o.Hash, o.Len, o.Data = 0, int64(n), addr+bytesSize
	return abi.Ptr(addr)
}

// NewBytes makes a bytes object with a copy of b.
func (iso *Isolate) NewBytes(b []byte) Value {
	switch len(b) {
	case 0:
		return iso.EmptyBytes
	case 1:
		return iso.bytes1[b[0]]
	}
	v := iso.allocBytes(len(b))
	copy(iso.BytesOf(v), b)
	return v
}

// newBytesOf makes an instance of a subclass of bytes.
func (iso *Isolate) newBytesOf(typ *Type, b []byte) Value {
	if typ == iso.Types.Bytes {
		return iso.NewBytes(b)
	}
	data := iso.newRaw(len(b))
	copy(abi.BytesAt(data, len(b)), b)
	addr := iso.allocObject(typ, bytesSize, 0)
	o := abi.ObjAt[abi.Bytes](addr)
	o.Len, o.Data = int64(len(b)), data
	return abi.Ptr(addr)
}

// NewByteArray makes a bytearray with a copy of b.
func (iso *Isolate) NewByteArray(b []byte) Value {
	v := iso.allocByteArray(iso.Types.ByteArray, len(b))
	copy(iso.BytesOf(v), b)
	return v
}

// allocByteArray makes a bytearray of n zero bytes.
func (iso *Isolate) allocByteArray(typ *Type, n int) Value {
	data := iso.newRaw(n)
	addr := iso.allocObject(typ, byteArraySize, 0)
	o := abi.ObjAt[abi.ByteArray](addr)
	o.Len, o.Data, o.Cap = int64(n), data, int64(n)
	return abi.Ptr(addr)
}

// BytesOf views the contents of a bytes or bytearray object; nil for anything else.
func (iso *Isolate) BytesOf(v Value) []byte { return bytesOf(v) }

// BytesView views the contents of a bytes-like object: bytes, bytearray or a
// contiguous memoryview. The view is valid until the next safepoint, and until
// the object changes.
func (t *Thread) BytesView(v Value) (b []byte, ok bool) {
	switch v.Kind() {
	case abi.KindBytes, abi.KindByteArray:
		return bytesOf(v), true
	case abi.KindInstance:
		if t.isMemoryView(v) {
			return t.memView(v)
		}
		b, _, ok = t.rawBuffer(v)
		return b, ok
	}
	return nil, false
}
