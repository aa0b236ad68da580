package amd64

import (
	"unsafe"

	"github.com/go-python/gopython/internal/abi"
	"github.com/go-python/gopython/ir"
	"github.com/go-python/gopython/jit/asm"
	"github.com/go-python/gopython/jit/ra"
)

// Sets in place. The byte for its home says of a key, as a rule, that it is not
// there, or which entry it can be in only; where a new one goes the bytes for the
// places tell, up to ten at once (abi.SetNone; runtime: set.go, setplaces.go).

func init() {
	define(needTableFind, (*emitter).setAdd, ir.OpSetAdd)
	define(needSetRemove, (*emitter).setRemove, ir.OpSetRemove)
}

// Offsets.
const (
	setUsed      = int32(unsafe.Offsetof(abi.Set{}.Used))
	setFill      = int32(unsafe.Offsetof(abi.Set{}.Fill))
	setTable     = int32(unsafe.Offsetof(abi.Set{}.Table))
	setMask      = int32(unsafe.Offsetof(abi.Set{}.Mask))
	setEntryHash = int32(unsafe.Offsetof(abi.SetEntry{}.Hash))
	setEntryKey  = int32(unsafe.Offsetof(abi.SetEntry{}.Key))
	setEntrySize = int32(unsafe.Sizeof(abi.SetEntry{}))
	setShift     = 4 // log2 of setEntrySize

)

// probeSet looks for a key in a set. At miss the home is in t[1], the mask in
// t[0], and in t[2] the address of the bytes, if the set has a table.
func (e *emitter) probeSet(pr *probe, miss asm.Label) {
	mask, home, bytes, table := pr.t[0], pr.t[1], pr.t[2], pr.t[4]
	e.b.MR(asm.MOVQ, asm.At(pr.p, setTable), table)
	e.b.RR(asm.TESTQ, table, table)
	if e.n.Op == ir.OpSetAdd {
		e.jump(asm.EQ, pr.slow)
	} else {
		e.jump(asm.EQ, miss)
	}
	e.b.MR(asm.MOVQ, asm.At(pr.p, setMask), mask)
	e.mov(pr.hash, home)
	e.b.RR(asm.ANDQ, mask, home)
	if pr.tupleKey || pr.table.Key == ir.KeyStr {
		// What takes long to compare is mostly at home, if it is there.
		e.mov(home, pr.entry)
		e.b.IR(asm.SHLQ, setShift, pr.entry)
		e.b.RR(asm.ADDQ, table, pr.entry)
		e.b.MR(asm.LEAQ, asm.Idx(asm.NoReg, pr.hash, 1<<intShift, 0), pr.word)
		e.b.CmpMR(asm.CMPQ, asm.At(pr.entry, setEntryHash), pr.word)
		e.jump(asm.EQ, e.coldPath(func() { e.candidate(pr, func() { e.b.Jump(asm.JMP, miss) }) }))
	}
	e.mov(mask, bytes)
	e.b.IR(asm.SHLQ, setShift, bytes)
	e.b.MR(asm.LEAQ, asm.Idx(bytes, table, 1, setEntrySize), bytes)
	e.b.MR(asm.MOVBLZX, asm.Idx(bytes, home, 1, 0), pr.entry)
	if e.n.Op == ir.OpSetAdd {
		e.b.RR(asm.TESTL, pr.entry, pr.entry)
		e.jump(asm.EQ, pr.fresh)
	}
	e.b.IR(asm.ANDL, abi.SetHome, pr.entry)
	e.jump(asm.EQ, miss)
	e.b.CmpRI(asm.CMPL, pr.entry, abi.SetFar)
	e.jump(asm.CC, e.coldPath(func() { e.probeEntries(pr, miss) }))
	e.b.MR(asm.LEAQ, asm.Idx(pr.entry, home, 1, -abi.SetOne), pr.entry)
	e.b.RR(asm.ANDQ, mask, pr.entry)
	e.b.IR(asm.SHLQ, setShift, pr.entry)
	e.b.RR(asm.ADDQ, table, pr.entry)
	if !pr.tupleKey {
		e.b.CmpMR(asm.CMPQ, asm.At(pr.entry, setEntryKey), pr.key)
		e.jump(asm.EQ, pr.hit)
	}
	e.b.MR(asm.LEAQ, asm.Idx(asm.NoReg, pr.hash, 1<<intShift, 0), pr.word)
	e.b.CmpMR(asm.CMPQ, asm.At(pr.entry, setEntryHash), pr.word)
	e.jump(asm.EQ, e.coldPath(func() { e.candidate(pr, func() { e.b.Jump(asm.JMP, miss) }) }))
}

// probeEntries looks at one entry after the other, in CPython's order.
func (e *emitter) probeEntries(pr *probe, miss asm.Label) {
	mask, i, perturb, end := pr.t[0], pr.t[1], pr.t[2], pr.t[4]
	outer, inner, near, next, free, same := e.b.NewLabel(), e.b.NewLabel(), e.b.NewLabel(), e.b.NewLabel(), e.b.NewLabel(), e.b.NewLabel()
	e.b.MR(asm.LEAQ, asm.Idx(asm.NoReg, pr.hash, 1<<intShift, 0), pr.word)
	e.mov(pr.hash, perturb)
	e.b.Bind(outer)
	e.b.RR(asm.ANDQ, mask, i)
	e.b.MR(asm.LEAQ, asm.At(i, abi.SetLinearProbes), end)
	e.b.CmpRR(asm.CMPQ, end, mask)
	e.jump(asm.LS, near)
	e.mov(i, end)
	e.b.Bind(near)
	e.mov(i, pr.entry)
	e.b.IR(asm.SHLQ, setShift, pr.entry)
	e.b.MR(asm.ADDQ, asm.At(pr.p, setTable), pr.entry)
	e.b.IR(asm.SHLQ, setShift, end)
	e.b.MR(asm.ADDQ, asm.At(pr.p, setTable), end)
	e.b.Bind(inner)
	// The hash alone tells which entries are free.
	e.b.MR(asm.MOVQ, asm.At(pr.entry, setEntryHash), scratch)
	e.b.CmpRR(asm.CMPQ, scratch, pr.word)
	e.jump(asm.EQ, same)
	e.b.CmpRI(asm.CMPQ, scratch, int64(abi.Unbound))
	e.jump(asm.EQ, free)
	e.b.Bind(next)
	e.b.IR(asm.ADDQ, int64(setEntrySize), pr.entry)
	e.b.CmpRR(asm.CMPQ, pr.entry, end)
	e.jump(asm.LS, inner)
	e.b.IR(asm.SHRQ, abi.SetPerturbShift, perturb)
	e.b.MR(asm.LEAQ, asm.Idx(i, i, 4, 1), i)
	e.b.RR(asm.ADDQ, perturb, i)
	e.b.Jump(asm.JMP, outer)
	e.b.Bind(same)
	e.candidate(pr, func() { e.b.Jump(asm.JMP, next) })
	e.b.Bind(free)
	if e.n.Op == ir.OpSetAdd {
		e.setHome(pr)
	}
	e.b.Jump(asm.JMP, miss)
}

// setHome computes what probeSet has in t[1] and t[2] at miss.
func (e *emitter) setHome(pr *probe) {
	mask, home, bytes := pr.t[0], pr.t[1], pr.t[2]
	e.mov(pr.hash, home)
	e.b.RR(asm.ANDQ, mask, home)
	e.mov(mask, bytes)
	e.b.IR(asm.SHLQ, setShift, bytes)
	e.b.MR(asm.ADDQ, asm.At(pr.p, setTable), bytes)
	e.b.IR(asm.ADDQ, int64(setEntrySize), bytes)
}

// candidate compares the key of an entry in a set that has the hash; other goes
// to where the search goes on behind it.
func (e *emitter) candidate(pr *probe, other func()) {
	if pr.tupleKey {
		e.compareTuple(pr)
		e.b.Jump(asm.JMP, pr.hit)
		return
	}
	e.b.CmpMR(asm.CMPQ, asm.At(pr.entry, pr.keyOff), pr.key)
	e.jump(asm.EQ, pr.hit)
	if pr.table.Key == ir.KeyStr {
		e.compareStr(pr)
		return
	}
	on := e.b.NewLabel()
	e.otherInt(pr, on)
	e.b.Bind(on)
	other()
}

// setAdd adds the key where runtime's setFree says, unless the table is to grow
// then.
func (e *emitter) setAdd() {
	done, fresh := e.b.NewLabel(), e.b.NewLabel()
	pr := e.newProbe(e.temp(5))
	pr.slow = e.slowExit(ExitSlow, done)
	pr.fresh = fresh
	miss := e.coldPath(func() { e.setInsert(pr, done) })
	e.probeSet(pr, miss)
	e.b.Jump(asm.JMP, miss)
	// No key has this home, and there is none in that place.
	e.b.Bind(fresh)
	home, bytes, fill, table := pr.t[1], pr.t[2], pr.t[3], pr.t[4]
	e.b.MR(asm.MOVQ, asm.At(pr.p, setFill), fill)
	e.b.R(asm.INCQ, fill)
	e.setRoom(pr)
	e.b.IM(asm.MOVB, -abi.SetUsed|abi.SetOne, asm.Idx(bytes, home, 1, 0))
	e.b.IR(asm.SHLQ, setShift, home)
	e.b.RR(asm.ADDQ, home, table)
	e.setStore(pr)
	e.b.Bind(pr.hit)
	e.b.Bind(done)
}

// setRoom counts one more key, unless the table is to grow or its storage has to
// be noted for the collector. t[4] is the address of the table.
func (e *emitter) setRoom(pr *probe) {
	mask, fill, table := pr.t[0], pr.t[3], pr.t[4]
	e.b.MR(asm.LEAQ, asm.Idx(mask, mask, 2, 0), table)
	e.b.MR(asm.LEAQ, asm.Idx(fill, fill, 4, 0), scratch)
	e.b.CmpRR(asm.CMPQ, scratch, table)
	e.jump(asm.CC, pr.slow)
	e.b.MR(asm.MOVQ, asm.At(pr.p, setTable), table)
	e.b.IM(asm.TESTB, int64(abi.GCLog), asm.At(table, bufGC))
	e.jump(asm.NE, pr.slow)
	e.b.RM(asm.MOVQ, fill, asm.At(pr.p, setFill))
	e.b.M(asm.INCQ, asm.At(pr.p, setUsed))
}

// setStore writes the entry whose address is in t[4].
func (e *emitter) setStore(pr *probe) {
	e.b.MR(asm.LEAQ, asm.Idx(asm.NoReg, pr.hash, 1<<intShift, 0), scratch)
	e.b.RM(asm.MOVQ, scratch, asm.At(pr.t[4], setEntryHash))
	e.b.RM(asm.MOVQ, pr.key, asm.At(pr.t[4], setEntryKey))
}

// setInsert adds a key that is not in the set, in whatever place.
func (e *emitter) setInsert(pr *probe, done asm.Label) {
	mask, home, bytes, fill, table, at := pr.t[0], pr.t[1], pr.t[2], pr.t[3], pr.t[4], pr.entry
	e.setPlace(pr)
	// Fill is as it was where a key was removed before.
	e.b.MR(asm.MOVQ, asm.At(pr.p, setFill), fill)
	e.b.CmpMI(asm.CMPB, asm.Idx(bytes, at, 1, 0), -abi.SetUsed)
	e.b.IR(asm.ADCQ, 0, fill)
	e.setRoom(pr)
	e.b.MR(asm.MOVBLZX, asm.Idx(bytes, at, 1, 0), scratch)
	e.b.IR(asm.ANDL, abi.SetHome, scratch)
	e.b.IR(asm.ORL, abi.SetUsed, scratch)
	e.b.RM(asm.MOVB, scratch, asm.Idx(bytes, at, 1, 0))
	// Now the byte of the home.
	told, some, far := e.b.NewLabel(), e.b.NewLabel(), e.b.NewLabel()
	off := fill
	e.mov(at, off)
	e.b.RR(asm.SUBQ, home, off)
	e.b.RR(asm.ANDQ, mask, off)
	e.b.MR(asm.LEAQ, asm.Idx(bytes, home, 1, 0), home)
	e.b.MR(asm.MOVBLZX, asm.At(home, 0), scratch)
	e.b.IR(asm.TESTB, abi.SetHome, scratch)
	e.jump(asm.NE, some)
	e.b.CmpRI(asm.CMPQ, off, abi.SetFar-abi.SetOne)
	e.jump(asm.CC, far)
	e.b.MR(asm.LEAQ, asm.Idx(scratch, off, 1, abi.SetOne), scratch)
	e.b.RM(asm.MOVB, scratch, asm.At(home, 0))
	e.b.Bind(told)
	e.b.IR(asm.SHLQ, setShift, at)
	e.b.RR(asm.ADDQ, at, table)
	e.setStore(pr)
	e.b.Jump(asm.JMP, done)
	e.b.Bind(far)
	e.b.IM(asm.ORB, abi.SetFar, asm.At(home, 0))
	e.b.Jump(asm.JMP, told)
	e.b.Bind(some)
	e.setOneMore(home, told)
}

// setOneMore changes the byte of a home with one more key than it had, which is in
// the scratch register too.
func (e *emitter) setOneMore(byte asm.Reg, told asm.Label) {
	two := e.b.NewLabel()
	e.b.IR(asm.ANDL, abi.SetHome, scratch)
	e.b.CmpRI(asm.CMPL, scratch, abi.SetFar)
	e.jump(asm.LS, two)
	e.b.CmpRI(asm.CMPL, scratch, abi.SetMany)
	e.jump(asm.EQ, told)
	e.b.IM(asm.ADDB, 1, asm.At(byte, 0))
	e.b.Jump(asm.JMP, told)
	e.b.Bind(two)
	e.b.IM(asm.ANDB, ^abi.SetHome, asm.At(byte, 0))
	e.b.IM(asm.ORB, abi.SetFar+1, asm.At(byte, 0))
	e.b.Jump(asm.JMP, told)
}

// setPlace finds the place for a new key: into pr.entry.
func (e *emitter) setPlace(pr *probe) {
	mask, home, bytes, used, i, at := pr.t[0], pr.t[1], pr.t[2], pr.t[3], pr.t[4], pr.entry
	found := e.b.NewLabel()
	e.b.MR(asm.LEAQ, asm.At(home, abi.SetLinearProbes), used)
	e.b.CmpRR(asm.CMPQ, used, mask)
	far := e.coldPath(func() { e.setPlaceFar(pr, found) })
	e.jump(asm.HI, far)
	e.setWindow(bytes, home, used)
	e.b.IR(asm.ANDL, 1<<(abi.SetLinearProbes+1)-1, used)
	e.jump(asm.EQ, far)
	e.b.RR(asm.BSFQ, used, at)
	e.b.R(asm.DECL, used)
	e.b.RR(asm.ANDL, used, scratch)
	e.b.RR(asm.BSRQ, scratch, i)
	e.b.RR(asm.CMOVQNE, i, at)
	e.b.RR(asm.ADDQ, home, at)
	e.b.Bind(found)
}

// setWindow sets a bit in free for each of 16 places that is, and in the scratch
// register for each where a key was removed.
func (e *emitter) setWindow(bytes, at, free asm.Reg) {
	e.b.MR(asm.MOVUPS, asm.Idx(bytes, at, 1, 0), scratchX)
	e.b.RR(asm.PMOVMSKB, scratchX, free)
	e.b.R(asm.NOTL, free)
	e.b.IR(asm.PSLLQ, 1, scratchX)
	e.b.RR(asm.PMOVMSKB, scratchX, scratch)
}

// setPlaceFar is setPlace where there are not nine places behind the home, or
// none of them is free.
func (e *emitter) setPlaceFar(pr *probe, found asm.Label) {
	mask, home, bytes, used, i, at := pr.t[0], pr.t[1], pr.t[2], pr.t[3], pr.t[4], pr.entry
	outer, one, window, some, end, fresh := e.b.NewLabel(), e.b.NewLabel(), e.b.NewLabel(), e.b.NewLabel(), e.b.NewLabel(), e.b.NewLabel()
	perturb := e.dumpWord(ResumeWord)
	e.b.RM(asm.MOVQ, pr.hash, perturb)
	e.mov(home, i)
	e.b.IR(asm.MOVQ, -1, at)
	e.b.Bind(outer)
	e.setWindow(bytes, i, used)
	e.b.MR(asm.LEAQ, asm.At(i, abi.SetLinearProbes), home)
	e.b.CmpRR(asm.CMPQ, home, mask)
	e.jump(asm.HI, one)
	e.b.IR(asm.ANDL, 1<<(abi.SetLinearProbes+1)-1, scratch)
	e.b.IR(asm.ANDL, 1<<(abi.SetLinearProbes+1)-1, used)
	e.b.Jump(asm.JMP, window)
	e.b.Bind(one)
	e.b.IR(asm.ANDL, 1, scratch)
	e.b.IR(asm.ANDL, 1, used)
	e.b.Bind(window)
	e.jump(asm.NE, end)
	e.b.RR(asm.BSRQ, scratch, scratch)
	e.jump(asm.EQ, some)
	e.b.MR(asm.LEAQ, asm.Idx(i, scratch, 1, 0), at)
	e.b.Bind(some)
	e.b.MR(asm.MOVQ, perturb, used)
	e.b.IR(asm.SHRQ, abi.SetPerturbShift, used)
	e.b.RM(asm.MOVQ, used, perturb)
	e.b.MR(asm.LEAQ, asm.Idx(i, i, 4, 1), i)
	e.b.RR(asm.ADDQ, used, i)
	e.b.RR(asm.ANDQ, mask, i)
	e.b.Jump(asm.JMP, outer)
	e.b.Bind(end) // there is a free one
	e.mov(pr.hash, home)
	e.b.RR(asm.ANDQ, mask, home)
	last := e.b.NewLabel()
	e.b.R(asm.DECL, used)
	e.b.RR(asm.ANDL, used, scratch)
	e.jump(asm.NE, last)
	e.b.RR(asm.TESTQ, at, at)
	e.jump(asm.PL, found)
	e.b.R(asm.INCL, used)
	e.b.RR(asm.BSFQ, used, scratch)
	e.b.Jump(asm.JMP, fresh)
	e.b.Bind(last)
	e.b.RR(asm.BSRQ, scratch, scratch)
	e.b.Bind(fresh)
	e.b.MR(asm.LEAQ, asm.Idx(i, scratch, 1, 0), at)
	e.b.Jump(asm.JMP, found)
}

func needSetRemove(_ *target, n *ir.Node, c *ra.Constraint) {
	for _, a := range n.Args {
		c.Uses = append(c.Uses, use(a))
	}
	for range 3 {
		c.Temps = append(c.Temps, ra.Temp{Fixed: ra.Nowhere})
	}
}

// setRemove is runtime's setTakeOut.
func (e *emitter) setRemove() {
	p, hash, entry := e.in(0), e.in(1), e.in(2)
	at, home, bytes := e.temp(0), e.temp(1), e.temp(2)
	done := e.b.NewLabel()
	e.b.MR(asm.MOVQ, asm.At(p, setTable), bytes)
	e.b.MR(asm.MOVQ, asm.At(p, setMask), home)
	e.mov(entry, at)
	e.b.RR(asm.SUBQ, bytes, at)
	e.b.IR(asm.SHRQ, setShift, at)
	e.mov(home, scratch)
	e.b.IR(asm.SHLQ, setShift, scratch)
	e.b.MR(asm.LEAQ, asm.Idx(bytes, scratch, 1, setEntrySize), bytes)
	e.b.RR(asm.ANDQ, hash, home)
	e.b.IM(asm.MOVQ, int64(abi.SmallInt(-1)), asm.At(entry, setEntryHash))
	e.b.IM(asm.MOVQ, int64(abi.Deleted), asm.At(entry, setEntryKey))
	e.b.M(asm.DECQ, asm.At(p, setUsed))
	e.b.IM(asm.ORB, abi.SetRemoved, asm.Idx(bytes, at, 1, 0))
	e.b.MR(asm.LEAQ, asm.Idx(bytes, home, 1, 0), home)
	e.b.MR(asm.MOVBLZX, asm.At(home, 0), scratch)
	e.b.IR(asm.ANDL, abi.SetHome, scratch)
	e.b.CmpRI(asm.CMPL, scratch, abi.SetFar)
	e.jump(asm.HI, e.coldPath(func() {
		e.b.CmpRI(asm.CMPL, scratch, abi.SetMany)
		e.jump(asm.EQ, done)
		e.b.IM(asm.ADDB, -1, asm.At(home, 0))
		e.b.Jump(asm.JMP, done)
	}))
	e.b.IM(asm.ANDB, ^abi.SetHome, asm.At(home, 0))
	e.b.Bind(done)
}
