package amd64

import (
	"unsafe"

	"github.com/go-python/gopython/internal/abi"
	"github.com/go-python/gopython/ir"
	"github.com/go-python/gopython/jit/asm"
	"github.com/go-python/gopython/jit/ra"
)

// Hash tables: probing dicts and sets in place. What is no plain hit or miss
// (a key with the same hash that is not the same word, a table that has to
// grow) is left to Go. The layout and the order of probing are those of package
// runtime: dictcore.go, set.go.

func init() {
	define(needEach, (*emitter).hashInt, ir.OpHashInt)
	define(needEach, (*emitter).hashMix, ir.OpHashMix)
	define(needEach, (*emitter).hashEnd, ir.OpHashEnd)
	define(needLate, (*emitter).hashPtr, ir.OpHashPtr)
	define((*target).needHashStr, (*emitter).hashStr, ir.OpHashStr)
	define(needTableFind, (*emitter).tableFind, ir.OpTableFind)
	define(needDictAdd, (*emitter).dictAdd, ir.OpDictAdd)
	define(needTableNext, (*emitter).tableNext, ir.OpTableNext)
}

// Offsets.
const (
	strHash = int32(unsafe.Offsetof(abi.Str{}.Hash))
	strLen  = int32(unsafe.Offsetof(abi.Str{}.Len))
	strData = int32(unsafe.Offsetof(abi.Str{}.Data))

	tupleLen   = int32(unsafe.Offsetof(abi.Tuple{}.Len))
	tupleItems = int32(unsafe.Sizeof(abi.Tuple{}))

	dictUsed    = int32(unsafe.Offsetof(abi.Dict{}.Used))
	dictFill    = int32(unsafe.Offsetof(abi.Dict{}.Fill))
	dictEntries = int32(unsafe.Offsetof(abi.Dict{}.Entries))
	dictIndex   = int32(unsafe.Offsetof(abi.Dict{}.Index))
	dictMask    = int32(unsafe.Offsetof(abi.Dict{}.Mask))
	entryHash   = int32(unsafe.Offsetof(abi.DictEntry{}.Hash))
	entryKey    = int32(unsafe.Offsetof(abi.DictEntry{}.Key))
	entryValue  = int32(unsafe.Offsetof(abi.DictEntry{}.Value))
	entrySize   = int32(unsafe.Sizeof(abi.DictEntry{})) // three words: see entryAt

	bufGC  = int32(abi.HeaderGC) - int32(abi.BufHeader)
	bufCap = int32(unsafe.Offsetof(abi.Items{}.Cap)) - int32(abi.BufHeader)
)

// hashInt: a number below 2**60 is its own hash, but for -1.
func (e *emitter) hashInt() {
	x, d := e.in(0), e.dst()
	done := e.b.NewLabel()
	arg := e.n.Args[0]
	if !e.t.within(arg, -1<<60, 1<<60) {
		e.mov(x, scratch)
		e.b.IR(asm.SARQ, 60, scratch)
		e.b.R(asm.INCL, scratch)
		e.b.CmpRI(asm.CMPL, scratch, 1)
		e.jump(asm.HI, e.coldPath(func() { e.hashLarge(x, d, done) }))
	}
	e.mov(x, d)
	if lo, hi := e.t.rng(arg); lo <= -1 && hi >= -1 {
		e.b.CmpRI(asm.CMPQ, x, -1)
		e.jump(asm.EQ, e.coldPath(func() {
			e.b.IR(asm.MOVQ, -2, d)
			e.b.Jump(asm.JMP, done)
		}))
	}
	e.b.Bind(done)
}

// hashLarge reduces the absolute value, which has 64 bits, by 2**61 - 1.
func (e *emitter) hashLarge(x, d asm.Reg, done asm.Label) {
	positive, small, end := e.b.NewLabel(), e.b.NewLabel(), e.b.NewLabel()
	e.mov(x, d)
	e.b.RR(asm.TESTQ, d, d)
	e.jump(asm.PL, positive)
	e.b.R(asm.NEGQ, d)
	e.b.Bind(positive)
	e.mov(d, scratch)
	e.b.IR(asm.SHRQ, 61, scratch)
	e.b.IR(asm.SHLQ, 3, d)
	e.b.IR(asm.SHRQ, 3, d)
	e.b.RR(asm.ADDQ, scratch, d)
	e.b.IR(asm.MOVQ, ir.HashModulus, scratch)
	e.b.CmpRR(asm.CMPQ, d, scratch)
	e.jump(asm.CS, small)
	e.b.RR(asm.SUBQ, scratch, d)
	e.b.Bind(small)
	e.b.RR(asm.TESTQ, x, x)
	e.jump(asm.PL, done)
	e.b.R(asm.NEGQ, d)
	e.b.CmpRI(asm.CMPQ, d, -1)
	e.jump(asm.NE, end)
	e.b.IR(asm.MOVQ, -2, d)
	e.b.Bind(end)
	e.b.Jump(asm.JMP, done)
}

func (e *emitter) hashMix() {
	acc, item, d := e.in(0), e.in(1), e.dst()
	second := uint64(ir.HashTuple2)
	e.b.IR(asm.MOVQ, int64(second), scratch)
	e.b.RR(asm.IMULQ, item, scratch)
	e.b.MR(asm.LEAQ, asm.Idx(acc, scratch, 1, 0), d)
	e.b.IR(asm.ROLQ, 31, d)
	first := uint64(ir.HashTuple1)
	e.b.IR(asm.MOVQ, int64(first), scratch)
	e.b.RR(asm.IMULQ, scratch, d)
}

func (e *emitter) hashEnd() {
	acc, d := e.in(0), e.dst()
	done := e.b.NewLabel()
	e.b.IR(asm.MOVQ, ir.HashLength(e.n.Aux), d)
	e.b.RR(asm.ADDQ, acc, d)
	e.b.CmpRI(asm.CMPQ, d, -1)
	e.jump(asm.EQ, e.coldPath(func() {
		e.b.IR(asm.MOVQ, ir.HashAllOnes, d)
		e.b.Jump(asm.JMP, done)
	}))
	e.b.IR(asm.SHLQ, intShift, d)
	e.b.IR(asm.SARQ, intShift, d)
	e.b.Bind(done)
}

func (e *emitter) hashPtr() {
	e.mov(e.in(0), e.dst())
	e.b.IR(asm.SHRQ, 4, e.dst())
}

func (t *target) needHashStr(n *ir.Node, c *ra.Constraint) {
	needEach(t, n, c)
	if t.bmi2 {
		c.Temps = append(c.Temps, ra.Temp{Fixed: locRAX}, ra.Temp{Fixed: locRDX}, ra.Temp{Fixed: ra.Nowhere}, ra.Temp{Fixed: ra.Nowhere})
	}
}

// hashStr: 0 is that of a string which was not asked for it yet.
func (e *emitter) hashStr() {
	p, d := e.in(0), e.dst()
	done := e.b.NewLabel()
	slow := e.slowExit(ExitSlow, done)
	compute := slow
	e.b.MR(asm.MOVQ, asm.At(p, strHash), d)
	e.b.RR(asm.TESTQ, d, d)
	if e.t.bmi2 {
		compute = e.coldPath(func() { e.hashBytes(p, d, slow, done) })
	}
	e.jump(asm.EQ, compute)
	e.b.Bind(done)
}

// hashBytes is runtime's hashBytes for strings of one byte per character that
// are in their object, where the bytes up to the next multiple of 8 can be read.
func (e *emitter) hashBytes(p, d asm.Reg, slow, done asm.Label) {
	lo, hi, at, n := e.temp(0), e.temp(1), e.temp(2), e.temp(3)
	k1, k2, seed := uint64(0x9e3779b97f4a7c15), uint64(0xd6e8feb86659fd93), e.n.Aux
	fold := func(k uint64) {
		e.b.IR(asm.MOVQ, int64(k), scratch)
		e.b.R(asm.MULQ, scratch)
		e.b.RR(asm.XORQ, hi, lo)
	}
	mixSeed := func() {
		e.b.IR(asm.MOVQ, seed, scratch)
		e.b.RR(asm.XORQ, scratch, lo)
	}
	words, tail, last, good, empty := e.b.NewLabel(), e.b.NewLabel(), e.b.NewLabel(), e.b.NewLabel(), e.b.NewLabel()
	e.b.MR(asm.LEAQ, asm.At(p, int32(unsafe.Sizeof(abi.Str{}))), at)
	e.b.CmpMR(asm.CMPQ, asm.At(p, strData), at)
	e.jump(asm.NE, slow)
	e.b.MR(asm.MOVWLZX, asm.At(p, int32(abi.HeaderAux)), scratch)
	e.b.IR(asm.TESTL, abi.StrWidth, scratch)
	e.jump(asm.NE, slow)
	e.b.MR(asm.MOVQ, asm.At(p, strLen), n)
	e.b.RR(asm.TESTQ, n, n)
	e.jump(asm.EQ, empty)
	e.b.IR(asm.MOVQ, int64(k2), lo)
	e.b.RR(asm.IMULQ, n, lo)
	mixSeed()
	e.b.Bind(words)
	e.b.CmpRI(asm.CMPQ, n, 8)
	e.jump(asm.LT, tail)
	e.b.MR(asm.XORQ, asm.At(at, 0), lo)
	fold(k1)
	e.b.IR(asm.ADDQ, 8, at)
	e.b.IR(asm.SUBQ, 8, n)
	e.b.Jump(asm.JMP, words)
	e.b.Bind(tail)
	e.b.IR(asm.SHLQ, 3, n)
	e.jump(asm.EQ, last)
	e.b.MR(asm.MOVQ, asm.At(at, 0), scratch)
	e.b.RRR(asm.BZHIQ, n, scratch, scratch)
	e.b.RR(asm.XORQ, scratch, lo)
	e.b.Bind(last)
	fold(k1)
	mixSeed()
	fold(k2)
	e.b.IR(asm.SARQ, 3, lo)
	e.b.MR(asm.LEAQ, asm.At(lo, 1), scratch)
	e.b.CmpRI(asm.CMPQ, scratch, 1)
	e.jump(asm.HI, good)
	e.b.IR(asm.MOVQ, -2, lo)
	e.b.Bind(good)
	e.b.RM(asm.MOVQ, lo, asm.At(p, strHash))
	e.mov(lo, d)
	e.b.Jump(asm.JMP, done)
	e.b.Bind(empty)
	e.mov(n, d)
	e.b.Jump(asm.JMP, done)
}

// needTableFind: table and hash in registers, and the key, the items of a tuple
// anywhere.
func needTableFind(t *target, n *ir.Node, c *ra.Constraint) {
	tuple := ir.TableOf(n.Aux).Key == ir.KeyTuple
	for i, a := range n.Args {
		switch {
		case i >= 2 && tuple && n.Op == ir.OpTableFind:
			if _, ok := t.imm32(a); !ok {
				c.Uses = append(c.Uses, useAny(a))
			}
		default:
			c.Uses = append(c.Uses, use(a))
		}
	}
	temps := 4
	if ir.TableOf(n.Aux).Set {
		temps = 5
	}
	if n.Op == ir.OpSetAdd { // the entry
		temps++
	}
	for range temps {
		c.Temps = append(c.Temps, ra.Temp{Fixed: ra.Nowhere})
	}
}

// probe is what the parts of a search share.
type probe struct {
	table    ir.Table
	p, hash  asm.Reg
	key      asm.Reg // but for a tuple
	entry    asm.Reg // address of the entry looked at
	word     asm.Reg // the hash as a word
	t        []asm.Reg
	hit      asm.Label
	slow     asm.Label
	fresh    asm.Label // of SetAdd: the place is free, and nobody's home
	keyOff   int32
	tupleKey bool // compare the items, which the node has, and not the word
}

func (e *emitter) newProbe(entry asm.Reg) *probe {
	pr := &probe{table: ir.TableOf(e.n.Aux), p: e.in(0), hash: e.in(1), entry: entry, hit: e.b.NewLabel(), keyOff: entryKey}
	for i := range e.tmp {
		pr.t = append(pr.t, e.temp(i))
	}
	pr.word = pr.t[3]
	if pr.table.Set {
		pr.keyOff = setEntryKey
	}
	pr.tupleKey = pr.table.Key == ir.KeyTuple && e.n.Op == ir.OpTableFind
	if !pr.tupleKey {
		pr.key = e.in(2)
	}
	return pr
}

func (e *emitter) tableFind() {
	done := e.b.NewLabel()
	pr := e.newProbe(e.dst())
	pr.slow = e.slowExit(ExitSlow, done)
	miss := e.b.NewLabel()
	if pr.table.Set {
		e.probeSet(pr, miss)
	} else {
		e.probeDict(pr, miss)
	}
	e.b.Bind(miss)
	e.imm(0, pr.entry)
	e.b.Jump(asm.JMP, done)
	e.b.Bind(pr.hit)
	e.b.Bind(done)
}

// mixHash emits runtime's mixHash.
func (e *emitter) mixHash(h, d asm.Reg) {
	e.mov(h, d)
	e.b.IR(asm.SHRQ, 32, d)
	e.b.RR(asm.XORQ, h, d)
	mult := uint64(0x9e3779b97f4a7c15)
	e.b.IR(asm.MOVQ, int64(mult), scratch)
	e.b.RR(asm.IMULQ, scratch, d)
	e.mov(d, scratch)
	e.b.IR(asm.SHRQ, 29, scratch)
	e.b.RR(asm.XORQ, scratch, d)
}

// probeDict looks for a key in a dict, with an index or, if it is small,
// without.
func (e *emitter) probeDict(pr *probe, miss asm.Label) {
	mask, i, index := pr.t[0], pr.t[1], pr.t[2]
	loop, next := e.b.NewLabel(), e.b.NewLabel()
	e.b.MR(asm.LEAQ, asm.Idx(asm.NoReg, pr.hash, 1<<intShift, 0), pr.word)
	e.b.MR(asm.MOVQ, asm.At(pr.p, dictMask), mask)
	e.b.RR(asm.TESTQ, mask, mask)
	e.jump(asm.MI, e.coldPath(func() { e.probeSmall(pr, miss) }))
	e.mixHash(pr.hash, i)
	e.b.MR(asm.MOVQ, asm.At(pr.p, dictIndex), index)
	e.b.Bind(loop)
	e.b.RR(asm.ANDQ, mask, i)
	e.b.MR(asm.MOVL, asm.Idx(index, i, 4, 0), pr.entry)
	e.b.RR(asm.TESTL, pr.entry, pr.entry)
	e.jump(asm.EQ, miss)
	// Numbers in the index are one higher.
	e.b.MR(asm.LEAQ, asm.Idx(pr.entry, pr.entry, 2, 0), pr.entry)
	e.b.MR(asm.MOVQ, asm.At(pr.p, dictEntries), scratch)
	e.b.MR(asm.LEAQ, asm.Idx(scratch, pr.entry, 8, -entrySize), pr.entry)
	e.compareKey(pr)
	e.b.Bind(next)
	e.b.R(asm.INCQ, i)
	e.b.Jump(asm.JMP, loop)
}

// probeSmall looks at all entries.
func (e *emitter) probeSmall(pr *probe, miss asm.Label) {
	left, loop := pr.t[0], e.b.NewLabel()
	e.b.MR(asm.MOVQ, asm.At(pr.p, dictFill), left)
	e.b.MR(asm.MOVQ, asm.At(pr.p, dictEntries), pr.entry)
	e.b.Bind(loop)
	e.b.R(asm.DECQ, left)
	e.jump(asm.MI, miss)
	e.compareKey(pr)
	e.b.IR(asm.ADDQ, int64(entrySize), pr.entry)
	e.b.Jump(asm.JMP, loop)
}

// compareKey goes to hit if the entry has the key, to slow if that is not
// certain, and on if it has another.
func (e *emitter) compareKey(pr *probe) {
	if !pr.tupleKey {
		e.b.CmpMR(asm.CMPQ, asm.At(pr.entry, pr.keyOff), pr.key)
		e.jump(asm.EQ, pr.hit)
	}
	e.b.CmpMR(asm.CMPQ, asm.At(pr.entry, entryHash), pr.word)
	switch {
	case pr.tupleKey:
		on := e.b.NewLabel()
		e.jump(asm.NE, on)
		e.compareTuple(pr)
		e.b.Jump(asm.JMP, pr.hit)
		e.b.Bind(on)
	case pr.table.Key == ir.KeyStr:
		e.jump(asm.EQ, e.coldPath(func() { e.compareStr(pr) }))
	default:
		on := e.b.NewLabel()
		e.jump(asm.EQ, e.coldPath(func() { e.otherInt(pr, on) }))
		e.b.Bind(on)
	}
}

// otherInt goes on if both the entry's key and that which is looked for, which are
// not the same word, are small ints (-1 and -2 have the same hash), to slow if
// they may be equal all the same.
func (e *emitter) otherInt(pr *probe, on asm.Label) {
	e.b.MR(asm.MOVQ, asm.At(pr.entry, pr.keyOff), scratch)
	e.b.RR(asm.ORQ, pr.key, scratch)
	e.b.IR(asm.TESTB, intMask, scratch)
	e.jump(asm.EQ, on)
	e.b.Jump(asm.JMP, pr.slow)
}

// keyObject goes to slow unless the entry's key is an object of the shape; then
// the address is in the scratch register, with the tag.
func (e *emitter) keyObject(pr *probe) {
	e.b.MR(asm.MOVQ, asm.At(pr.entry, pr.keyOff), scratch)
	e.b.MR(asm.LEAQ, asm.At(scratch, -tagPtr), scratch)
	e.b.IR(asm.TESTB, tagMask, scratch)
	e.jump(asm.NE, pr.slow)
	e.b.CmpMI(asm.CMPL, asm.At(scratch, int32(abi.HeaderShape)), int64(int32(pr.table.Shape)))
	e.jump(asm.NE, pr.slow)
}

// compareTuple goes to slow unless the entry's key is a tuple of the very items.
func (e *emitter) compareTuple(pr *probe) {
	e.keyObject(pr)
	n := len(e.n.Args) - 2
	e.b.CmpMI(asm.CMPQ, asm.At(scratch, tupleLen), int64(n))
	e.jump(asm.NE, pr.slow)
	used := 2
	for k := range n {
		item := asm.At(scratch, tupleItems+int32(k)*abi.Word)
		if v, ok := e.t.imm32(e.n.Args[2+k]); ok {
			e.b.CmpMI(asm.CMPQ, item, v)
		} else if l := e.u[used]; l.IsReg() {
			e.b.CmpMR(asm.CMPQ, item, e.reg(l))
			used++
		} else {
			// One register is left for it: the mask, which a hit does not need.
			e.b.MR(asm.MOVQ, e.slot(l), pr.t[0])
			e.b.CmpMR(asm.CMPQ, item, pr.t[0])
			used++
		}
		e.jump(asm.NE, pr.slow)
	}
}

// compareStr: two strings of the same hash are equal but for a miracle. Those
// of one byte per character are compared here.
func (e *emitter) compareStr(pr *probe) {
	x, y, n, w := pr.t[0], pr.t[1], pr.t[2], pr.t[3]
	e.keyObject(pr)
	e.b.MR(asm.MOVWLZX, asm.At(scratch, int32(abi.HeaderAux)), x)
	e.b.MR(asm.MOVWLZX, field(pr.key, int32(abi.HeaderAux)), y)
	e.b.RR(asm.ORL, y, x)
	e.b.IR(asm.TESTL, abi.StrWidth, x)
	e.jump(asm.NE, pr.slow)
	e.b.MR(asm.MOVQ, asm.At(scratch, strLen), n)
	e.b.CmpMR(asm.CMPQ, field(pr.key, strLen), n)
	e.jump(asm.NE, pr.slow)
	e.b.MR(asm.MOVQ, asm.At(scratch, strData), x)
	e.b.MR(asm.MOVQ, field(pr.key, strData), y)
	long, tail, bytes := e.b.NewLabel(), e.b.NewLabel(), e.b.NewLabel()
	e.b.Bind(long)
	e.b.CmpRI(asm.CMPQ, n, 8)
	e.jump(asm.LT, tail)
	e.b.MR(asm.MOVQ, asm.At(x, 0), w)
	e.b.CmpMR(asm.CMPQ, asm.At(y, 0), w)
	e.jump(asm.NE, pr.slow)
	e.b.IR(asm.ADDQ, 8, x)
	e.b.IR(asm.ADDQ, 8, y)
	e.b.IR(asm.SUBQ, 8, n)
	e.b.Jump(asm.JMP, long)
	e.b.Bind(tail)
	e.b.CmpRI(asm.CMPQ, n, 4)
	e.jump(asm.LT, bytes)
	e.b.MR(asm.MOVL, asm.At(x, 0), w)
	e.b.CmpMR(asm.CMPL, asm.At(y, 0), w)
	e.jump(asm.NE, pr.slow)
	e.b.IR(asm.ADDQ, 4, x)
	e.b.IR(asm.ADDQ, 4, y)
	e.b.IR(asm.SUBQ, 4, n)
	e.b.Bind(bytes)
	e.b.R(asm.DECQ, n)
	e.jump(asm.MI, pr.hit)
	e.b.MR(asm.MOVBLZX, asm.Idx(x, n, 1, 0), w)
	e.b.CmpMR(asm.CMPB, asm.Idx(y, n, 1, 0), w)
	e.jump(asm.NE, pr.slow)
	e.b.Jump(asm.JMP, bytes)
}

func needDictAdd(_ *target, n *ir.Node, c *ra.Constraint) {
	for _, a := range n.Args {
		c.Uses = append(c.Uses, use(a))
	}
	for range 3 {
		c.Temps = append(c.Temps, ra.Temp{Fixed: ra.Nowhere})
	}
}

// dictAdd appends an entry where there is room for one.
func (e *emitter) dictAdd() {
	p, hash, key, value := e.in(0), e.in(1), e.in(2), e.in(3)
	fill, entry, i := e.temp(0), e.temp(1), e.temp(2)
	done, loop, free := e.b.NewLabel(), e.b.NewLabel(), e.b.NewLabel()
	slow := e.slowExit(ExitSlow, done)
	flags := int64(abi.DictWatched | abi.DictGuarded)
	if ir.TableOf(e.n.Aux).Key != ir.KeyStr {
		flags |= abi.DictStrKeys
	}
	e.b.MR(asm.MOVWLZX, asm.At(p, int32(abi.HeaderAux)), scratch)
	e.b.IR(asm.TESTL, flags, scratch)
	e.jump(asm.NE, slow)
	e.b.MR(asm.MOVQ, asm.At(p, dictEntries), entry)
	e.b.RR(asm.TESTQ, entry, entry)
	e.jump(asm.EQ, slow)
	e.b.MR(asm.MOVQ, asm.At(p, dictFill), fill)
	e.b.MR(asm.LEAQ, asm.Idx(fill, fill, 2, 0), i)
	e.b.MR(asm.LEAQ, asm.At(i, int32(abi.DictEntryWords)), scratch)
	e.b.CmpRM(asm.CMPQ, scratch, asm.At(entry, bufCap))
	e.jump(asm.GT, slow)
	e.b.IM(asm.TESTB, int64(abi.GCLog), asm.At(entry, bufGC))
	e.jump(asm.NE, slow)
	e.b.MR(asm.LEAQ, asm.Idx(entry, i, 8, 0), entry)
	e.b.MR(asm.LEAQ, asm.Idx(asm.NoReg, hash, 1<<intShift, 0), scratch)
	e.b.RM(asm.MOVQ, scratch, asm.At(entry, entryHash))
	e.b.RM(asm.MOVQ, key, asm.At(entry, entryKey))
	e.b.RM(asm.MOVQ, value, asm.At(entry, entryValue))
	e.b.R(asm.INCQ, fill)
	e.b.RM(asm.MOVQ, fill, asm.At(p, dictFill))
	e.b.M(asm.INCQ, asm.At(p, dictUsed))
	e.b.CmpMI(asm.CMPQ, asm.At(p, dictMask), 0)
	e.jump(asm.LT, done)
	e.mixHash(hash, i)
	e.b.MR(asm.MOVQ, asm.At(p, dictIndex), entry)
	e.b.Bind(loop)
	e.b.MR(asm.ANDQ, asm.At(p, dictMask), i)
	e.b.CmpMI(asm.CMPL, asm.Idx(entry, i, 4, 0), 0)
	e.jump(asm.EQ, free)
	e.b.R(asm.INCQ, i)
	e.b.Jump(asm.JMP, loop)
	e.b.Bind(free)
	e.b.RM(asm.MOVL, fill, asm.Idx(entry, i, 4, 0))
	e.b.Bind(done)
}

func needTableNext(_ *target, n *ir.Node, c *ra.Constraint) {
	c.Uses = append(c.Uses, use(n.Args[0]), use(n.Args[1]))
	c.Temps = append(c.Temps, ra.Temp{Fixed: ra.Nowhere})
}

func (e *emitter) tableNext() {
	p, i, d, at := e.in(0), e.in(1), e.dst(), e.temp(0)
	loop, next, end, done := e.b.NewLabel(), e.b.NewLabel(), e.b.NewLabel(), e.b.NewLabel()
	e.mov(i, d)
	if ir.TableOf(e.n.Aux).Set {
		e.b.MR(asm.MOVQ, asm.At(p, setTable), at)
		e.b.RR(asm.TESTQ, at, at)
		e.jump(asm.EQ, end)
		e.mov(i, scratch)
		e.b.IR(asm.SHLQ, setShift, scratch)
		e.b.RR(asm.ADDQ, scratch, at)
		e.b.Bind(loop)
		e.b.CmpRM(asm.CMPQ, d, asm.At(p, setMask))
		e.jump(asm.GT, end)
		e.b.MR(asm.MOVQ, asm.At(at, setEntryKey), scratch)
		e.b.CmpRI(asm.CMPQ, scratch, int64(abi.Unbound))
		e.jump(asm.EQ, next)
		e.b.CmpRI(asm.CMPQ, scratch, int64(abi.Deleted))
		e.jump(asm.NE, done)
		e.b.Bind(next)
		e.b.IR(asm.ADDQ, int64(setEntrySize), at)
	} else {
		e.b.MR(asm.LEAQ, asm.Idx(i, i, 2, 0), at)
		e.b.IR(asm.SHLQ, 3, at)
		e.b.MR(asm.ADDQ, asm.At(p, dictEntries), at)
		e.b.Bind(loop)
		e.b.CmpRM(asm.CMPQ, d, asm.At(p, dictFill))
		e.jump(asm.GE, end)
		e.b.CmpMI(asm.CMPQ, asm.At(at, entryKey), int64(abi.Deleted))
		e.jump(asm.NE, done)
		e.b.Bind(next)
		e.b.IR(asm.ADDQ, int64(entrySize), at)
	}
	e.b.R(asm.INCQ, d)
	e.b.Jump(asm.JMP, loop)
	e.b.Bind(end)
	e.b.IR(asm.MOVQ, -1, d)
	e.b.Bind(done)
}
