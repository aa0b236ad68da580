// Package ra assigns registers and spill slots to the values of an ir.Func.
//
// It works on the optimised IR itself: there is no second, machine-level
// representation. The back end (a [Target]) says which values each node needs
// in registers, where the result goes and what is overwritten; [Allocate]
// answers with a location for each of these and with the moves to be made before
// nodes and on edges. Values that only frame states refer to may be anywhere.
//
// The package may import ir.
package ra

import "github.com/go-python/gopython/ir"

// Loc is where a value is: a general register (0..15), a float register
// (16..31), or a spill slot (32..).
type Loc int16

// Nowhere is the location of what has none.
const Nowhere Loc = -1

// FirstSlot is the location of spill slot 0.
const FirstSlot Loc = 32

// Slot makes the location of spill slot n.
func Slot(n int) Loc { return FirstSlot + Loc(n) }

// IsReg reports whether l is a register.
func (l Loc) IsReg() bool { return l >= 0 && l < FirstSlot }

// IsFloat reports whether l is a float register.
func (l Loc) IsFloat() bool { return l >= 16 && l < FirstSlot }

// IsSlot reports whether l is a spill slot, and which.
func (l Loc) IsSlot() (int, bool) { return int(l - FirstSlot), l >= FirstSlot }

// RegSet is a set of registers, bit n for Loc n.
type RegSet uint32

// Use is a value that a node, or the end of a block, needs in a register.
type Use struct {
	Val ir.ID
	// Fixed is the register it has to be in; Nowhere: any of its class.
	Fixed Loc
	// AnyLoc: a spill slot will do as well (a memory operand).
	AnyLoc bool
}

// Temp is a register that a node uses for itself. It differs from those of the
// node's uses and of its result.
type Temp struct {
	Float bool
	Fixed Loc // Nowhere: any
}

// Constraint is what a node needs. The Target fills one that Allocate passes in
// and reuses.
type Constraint struct {
	Uses  []Use
	Temps []Temp
	// Result is the register of the result; Nowhere: any of its class.
	Result Loc
	// ResultSame: the result is computed in the register of Uses[0], which is
	// overwritten (a copy is made before when the value is needed afterwards).
	ResultSame bool
	// ResultLate: the result's register may be that of a use, as it is written
	// when all uses were read. Otherwise it differs from those of all uses,
	// but for ResultSame. With ResultSame it differs from those of Uses[1:]
	// unless ResultLate is set too.
	ResultLate bool
	// Clobbers are registers that the node overwrites besides.
	Clobbers RegSet
	// ClobberAll: no register keeps its value (a call). The values that live
	// across it are in slots. The result is in its fixed register afterwards.
	ClobberAll bool
	// StateSlots: the values of the node's states (State, and After but for
	// the node itself) have to be in slots or constants: a call from which
	// the frames may be taken away.
	StateSlots bool
	// LeavesClean: when the node leaves through State, all registers but those
	// of Temps and Clobbers are as they were before it: the result is written
	// behind the last check, or taken back in the cold stub (ADD; JO: SUB).
	// State values may then be in the register of the result. Otherwise an
	// operand that is overwritten (ResultSame) and in State is copied before.
	LeavesClean bool
	// Commutes: the values of Uses[0] and Uses[1], neither Fixed, may be
	// exchanged: Allocation.Uses[0] is the location of either then. AnyLoc
	// stays with the position.
	Commutes bool
}

// Target is a back end.
type Target interface {
	// Constraints fills c for a node. It reports false for a node that emits
	// nothing and has no location: a constant, or what is fused into its user.
	Constraints(f *ir.Func, id ir.ID, c *Constraint) bool
	// TermUses appends the values that the end of the block needs in
	// registers. The arguments of edges are Allocate's business.
	TermUses(f *ir.Func, b ir.BlockID, uses []Use) []Use
	// Registers returns the registers that may be assigned.
	Registers() RegSet
}

// Move copies a value from one location to another. The moves at one place are
// in the order of execution (parallel moves and cycles are resolved). When Const
// is not 0 the source is that constant, and From is Nowhere.
type Move struct {
	From, To Loc
	Const    ir.ID
	Float    bool // F64: for slot to slot and swap moves
	Swap     bool // exchange From and To, both registers of one class
}

// Allocation is the result for a Func.
type Allocation struct {
	Order  []ir.BlockID // the blocks in the order of emission; loops are contiguous
	Result []Loc        // by ID: where the node writes its result; for parameters: at block entry
	Uses   [][]Loc      // by ID: where Constraint.Uses are
	Temps  [][]Loc      // by ID
	Before [][]Move     // by ID: moves before the node
	After  [][]Move     // by ID: moves behind the node (a spill of its result)
	Term   []TermAlloc  // by BlockID
	Slots  int          // number of spill slots
	// Live gives the locations of the values that a node's states refer to,
	// sorted by ID. For State: while the node runs (its uses included); for
	// After: when it was completed. Constants are left out.
	Live [][]ValueLoc // by ID
	// LiveTerm is the same for blocks that end with TermExit.
	LiveTerm [][]ValueLoc // by BlockID

	pass *pass // whose memory this shares; see Release
}

// TermAlloc is what is to be done at the end of a block.
type TermAlloc struct {
	Before []Move   // moves before the end of the block, behind its last node
	Uses   []Loc    // of TermUses
	Edges  [][]Move // by successor: moves on the edge
}

// ValueLoc is where a value is.
type ValueLoc struct {
	Val ir.ID
	Loc Loc
}
