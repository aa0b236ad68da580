package gc

// Sizes of memory units.
const (
	granule    = 16 // all cells are multiples of it
	pageShift  = 12
	pageSize   = 1 << pageShift
	blockPages = 8 // of a block of small objects
	blockSize  = blockPages * pageSize
	chunkShift = 20 // unit of making memory accessible
	chunkSize  = 1 << chunkShift
	chunkPages = chunkSize / pageSize
	areaBlocks = 32 // blocks come from areas, so that they stay together
	areaPages  = areaBlocks * blockPages

	// A heap beyond growFrom bytes grows by growStep.
	growFrom = 4 << 20
	growStep = 4 << 20

	// Pages are populated before they are written to once the heap is beyond
	// populateFrom, populateMost bytes at a time.
	populateFrom = 1 << 20
	populateMost = 1 << 20
	// populateLeast is worth a call of the system.
	populateLeast = 16 << 10

	// MaxSmall is the size of the largest object that shares a block.
	MaxSmall = 8192
)

// classSizes are the sizes of cells. Above 2 KiB they are what divides a block
// with little waste.
var classSizes = [...]uint32{
	16, 32, 48, 64, 80, 96, 112, 128, 144, 160, 176, 192, 208, 224, 240, 256,
	320, 384, 448, 512, 640, 768, 896, 1024, 1280, 1536, 1792, 2048,
	2336, 2720, 3264, 4096, 4672, 5456, 6544, 8192,
	// Behind firstLeaf those of numbers; see AllocLeaf.
	16, 32,
}

const (
	numClasses = len(classSizes)
	firstLeaf  = numClasses - 2
)

// leafClass has the class of leaves of a size in granules, rounded up.
var leafClass = [...]uint8{1: uint8(firstLeaf), 2: uint8(firstLeaf + 1)}

// sizeClassTable maps a size in granules, rounded up, to its class.
// sizeClassTable[0] is that of size 0, the smallest.
var sizeClassTable [MaxSmall/granule + 1]uint8

// classInverse has 2**32/size, rounded up: the multiplication by it that
// replaces the division is exact for offsets within a block.
var classInverse [numClasses]uint64

func init() {
	c := 0
	for g := range sizeClassTable {
		for uint32(g*granule) > classSizes[c] {
			c++
		}
		sizeClassTable[g] = uint8(c)
	}
	for c, size := range classSizes {
		classInverse[c] = (1<<32 + uint64(size) - 1) / uint64(size)
	}
}
