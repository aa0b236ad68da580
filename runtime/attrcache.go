package runtime

import "unsafe"

// AttrCache remembers what attributes mean on shapes, for the sites where an
// inline cache of one shape is not enough. It relies on class attributes as
// inline caches do, and is flushed with them.
type AttrCache [1024]AttrEntry

// AttrEntry is what an attribute name means on a shape. Kind, Offset and Data
// are the interpreter's.
type AttrEntry struct {
	Name   Value
	Shape  uint32
	Offset uint32
	Data   Value
	Kind   uint8
}

// MethodKey is or-ed to the shape in entries for calls of methods.
const MethodKey = 1 << 31

// At returns the place for a name and shape; the caller compares.
func (c *AttrCache) At(name Value, shape uint32) *AttrEntry {
	return &c[(uint32(name>>3)^shape*AttrCacheMul>>AttrCacheShift)%uint32(len(c))]
}

// How a shape is hashed: compiled code does the same.
const (
	AttrCacheMul   = 0x9e3779b1
	AttrCacheShift = 8
)

// AttrsAddr is the address of Attrs.
func (iso *Isolate) AttrsAddr() uintptr { return uintptr(unsafe.Pointer(&iso.Attrs)) }

// MaxShapes is how many shapes there may be.
const MaxShapes = maxShapes

// Flush forgets everything.
func (c *AttrCache) Flush() { *c = AttrCache{} }
