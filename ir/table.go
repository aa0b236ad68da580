package ir

import (
	"math/bits"
	"unsafe"

	"github.com/go-python/gopython/internal/abi"
)

// TableKey says what is looked for in a hash table.
type TableKey uint8

// The keys. What is equal to a key without being the same word is compared in
// place for strings, by Go for others.
const (
	KeyWord  TableKey = iota // a tagged word, compared by identity: an int
	KeyStr                   // a reference to an exact str
	KeyTuple                 // an exact tuple of the items that follow, each compared by identity
)

// Table describes the operations on hash tables; it is packed into Node.Aux.
type Table struct {
	Set   bool // a set or frozenset, else a dict
	Key   TableKey
	Shape uint32 // of an exact str or tuple
}

// Pack makes the Aux of an operation on a table.
func (t Table) Pack() int64 {
	x := int64(t.Shape) | int64(t.Key)<<32
	if t.Set {
		x |= 1 << 40
	}
	return x
}

// TableOf unpacks the Aux of an operation on a table.
func TableOf(aux int64) Table {
	return Table{Set: aux>>40&1 != 0, Key: TableKey(aux >> 32), Shape: uint32(aux)}
}

// TableUnsure is what the host answers for TableFind and SetAdd when they leave.
const TableUnsure = 1

// HashModulus is the prime that the hashes of numbers are reduced by.
const HashModulus = 1<<61 - 1

// The numbers by which tuples are hashed.
const (
	HashTuple1 = 11400714785074694791
	HashTuple2 = 14029467366897019727
	HashTuple5 = 2870177450012600261
	hashLength = HashTuple5 ^ 3527539
)

// HashInt is Python's hash of an int.
func HashInt(x int64) int64 {
	if x %= HashModulus; x == -1 {
		return -2
	}
	return x
}

// HashMix adds the hash of an item to that of a tuple.
func HashMix(acc, item int64) int64 {
	return int64(bits.RotateLeft64(uint64(acc)+uint64(item)*HashTuple2, 31) * HashTuple1)
}

// HashLength is what HashEnd adds for a tuple of n items.
func HashLength(n int64) int64 { return n ^ hashLength }

// HashAllOnes is the hash of a tuple that would have all bits set.
const HashAllOnes = 1546275796

// HashEnd is the hash of a tuple as entries keep it.
func HashEnd(acc, n int64) int64 {
	if acc += HashLength(n); acc == -1 {
		acc = HashAllOnes
	}
	return acc << 2 >> 2
}

// tableNext is TableNext.
func tableNext(set bool, p uintptr, i int64) int64 {
	if set {
		s := abi.ObjAt[abi.Set](p)
		if s.Table == 0 {
			return -1
		}
		for ; i <= s.Mask; i++ {
			if k := abi.ObjAt[abi.SetEntry](s.Table + uintptr(i)*unsafe.Sizeof(abi.SetEntry{})).Key; k != abi.Unbound && k != abi.Deleted {
				return i
			}
		}
		return -1
	}
	d := abi.ObjAt[abi.Dict](p)
	for ; i < d.Fill; i++ {
		if abi.ObjAt[abi.DictEntry](d.Entries+uintptr(i)*unsafe.Sizeof(abi.DictEntry{})).Key != abi.Deleted {
			return i
		}
	}
	return -1
}
