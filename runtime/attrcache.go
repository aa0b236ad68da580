package runtime

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
	return &c[(uint32(name>>3)^shape*0x9e3779b1>>8)%uint32(len(c))]
}

// Flush forgets everything.
func (c *AttrCache) Flush() { *c = AttrCache{} }
