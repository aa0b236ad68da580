package amd64

import (
	"unsafe"

	"github.com/go-python/gopython/internal/abi"
	"github.com/go-python/gopython/ir"
	"github.com/go-python/gopython/jit/asm"
	"github.com/go-python/gopython/jit/ra"
)

// Short ASCII strs are made in place: a cell of the size that the text needs,
// and the text copied 16 bytes at a time, from its end on: in front of any text
// there is at least a header, that of the new str being written last. All else
// is Go's.

func init() {
	define(needStrSlice, (*emitter).strSlice, ir.OpStrSlice)
	define(needStrConcat, (*emitter).strConcat, ir.OpStrConcat)
}

// Offsets in abi.Str.
const (
	strFlags = int32(abi.HeaderAux)
	strSize  = int32(unsafe.Sizeof(abi.Str{}))
)

const (
	maxText   = 127 // bytes of text that is made in place
	maxSmall  = 63  // appending a little to more leaves room for more
	maxPart   = 48  // what is appended in place
	pageBytes = 4096
)

func needStrSlice(t *target, n *ir.Node, c *ra.Constraint) {
	needEach(t, n, c)
	for range 3 {
		c.Temps = append(c.Temps, ra.Temp{Fixed: ra.Nowhere})
	}
}

func needStrConcat(t *target, n *ir.Node, c *ra.Constraint) { needStrSlice(t, n, c) }

// cells are the words to allocate strs from: those for k*16 bytes of text are at
// words + k*stride.
func (e *emitter) cells() (words, stride uintptr, ok bool) {
	if e.cfg.Bump == nil || e.cfg.StrHeader == 0 {
		return 0, 0, false
	}
	words, size := e.cfg.Bump(uintptr(strSize))
	if words == 0 || size != uintptr(strSize) {
		return 0, 0, false
	}
	for k := uintptr(1); k <= (maxText+15)/16; k++ {
		w, size := e.cfg.Bump(uintptr(strSize) + 16*k)
		if k == 1 {
			stride = w - words
		}
		if w != words+k*stride || size != uintptr(strSize)+16*k {
			return 0, 0, false
		}
	}
	return words, stride, stride == 32
}

// strCell finds a cell for a str of n bytes, and puts its address into the
// register of the result. n is kept, next is not.
func (e *emitter) strCell(n, next asm.Reg, words uintptr, slow asm.Label) {
	d := e.dst()
	e.b.MR(asm.LEAQ, asm.At(n, 15), next)
	e.b.IR(asm.ANDL, -16, next) // at most 128
	e.b.IR(asm.MOVQ, int64(words), scratch)
	e.b.MR(asm.LEAQ, asm.Idx(scratch, next, 2, 0), scratch) // a stride of 32
	e.b.MR(asm.MOVQ, asm.At(scratch, 0), d)
	e.b.MR(asm.LEAQ, asm.Idx(d, next, 1, strSize), next)
	e.b.CmpRM(asm.CMPQ, next, asm.At(scratch, 8))
	e.jump(asm.HI, slow)
	e.b.RM(asm.MOVQ, next, asm.At(scratch, 0))
}

// strHeader completes the str whose text of n bytes was written.
func (e *emitter) strHeader(n asm.Reg) {
	d := e.dst()
	e.b.IR(asm.MOVQ, int64(e.cfg.StrHeader), scratch)
	e.b.RM(asm.MOVQ, scratch, asm.At(d, 0))
	e.b.RM(asm.MOVQ, n, asm.At(d, strLen))
	e.b.MR(asm.LEAQ, asm.At(d, strSize), scratch)
	e.b.RM(asm.MOVQ, scratch, asm.At(d, strData))
}

// inPage goes to slow when max bytes from the address in r may reach into the
// next page.
func (e *emitter) inPage(r asm.Reg, max int64, slow asm.Label) {
	e.b.RR(asm.MOVL, r, scratch)
	e.b.IR(asm.ANDL, pageBytes-1, scratch)
	e.b.CmpRI(asm.CMPL, scratch, pageBytes-max)
	e.jump(asm.HI, slow)
}

// ascii goes to slow unless the str at the address in r is ASCII.
func (e *emitter) ascii(r asm.Reg, slow asm.Label) {
	e.b.IM(asm.TESTB, abi.StrASCII, asm.At(r, strFlags))
	e.jump(asm.EQ, slow)
}

// sized goes to slow unless lo <= r <= hi.
func (e *emitter) sized(r asm.Reg, lo, hi int32, slow asm.Label) {
	e.b.MR(asm.LEAQ, asm.At(r, -lo), scratch)
	e.b.CmpRI(asm.CMPQ, scratch, int64(hi-lo))
	e.jump(asm.HI, slow)
}

func (e *emitter) strSlice() {
	p, from, to, d := e.in(0), e.in(1), e.in(2), e.dst()
	n, src, next := e.temp(0), e.temp(1), e.temp(2)
	done, tag := e.b.NewLabel(), e.b.NewLabel()
	slow := e.slowExit(ExitSlow, done)
	words, _, ok := e.cells()
	if !ok {
		e.b.Jump(asm.JMP, slow)
		e.b.Bind(done)
		return
	}
	none := e.coldPath(func() {
		e.jump(asm.LT, slow) // the empty str
		char := e.b.NewLabel()
		e.b.CmpRI(asm.CMPQ, n, 1)
		e.jump(asm.EQ, char)
		e.mov(p, d) // all of it
		e.b.Jump(asm.JMP, tag)
		e.b.Bind(char)
		e.ascii(p, slow)
		e.b.MR(asm.MOVQ, asm.At(p, strData), src)
		e.b.MR(asm.MOVBLZX, asm.Idx(src, from, 1, 0), next)
		e.b.IR(asm.MOVQ, int64(e.cfg.Chars), scratch)
		e.b.MR(asm.MOVQ, asm.Idx(scratch, next, 8, 0), d)
		e.b.Jump(asm.JMP, done)
	})
	e.b.RR(asm.MOVQ, to, n)
	e.b.RR(asm.SUBQ, from, n)
	e.b.CmpRI(asm.CMPQ, n, 1)
	e.jump(asm.LE, none)
	e.b.CmpRM(asm.CMPQ, n, asm.At(p, strLen))
	e.jump(asm.EQ, none)
	e.b.CmpRI(asm.CMPQ, n, maxText)
	e.jump(asm.HI, slow)
	e.ascii(p, slow)
	e.strCell(n, next, words, slow)
	e.b.MR(asm.MOVQ, asm.At(p, strData), src)
	e.b.RR(asm.ADDQ, from, src)
	e.mov(n, next)
	e.copyEnd(src, d, next)
	e.strHeader(n)
	e.b.Bind(tag)
	e.b.IR(asm.ADDQ, 1, d) // the tag of references
	e.b.Bind(done)
}

func (e *emitter) strConcat() {
	p, q, d := e.in(0), e.in(1), e.dst()
	np, n, k := e.temp(0), e.temp(1), e.temp(2)
	done := e.b.NewLabel()
	slow := e.slowExit(ExitSlow, done)
	words, _, ok := e.cells()
	if !ok {
		e.b.Jump(asm.JMP, slow)
		e.b.Bind(done)
		return
	}
	tail, tag := e.b.NewLabel(), e.b.NewLabel()
	first := e.coldPath(func() {
		e.mov(p, d)
		e.b.Jump(asm.JMP, tag)
	})
	second := e.coldPath(func() {
		e.mov(q, d)
		e.b.Jump(asm.JMP, tag)
	})
	e.b.MR(asm.MOVQ, asm.At(p, strLen), np)
	e.b.MR(asm.MOVQ, asm.At(q, strLen), n)
	e.b.RR(asm.TESTQ, np, np)
	e.jump(asm.EQ, second)
	e.b.RR(asm.TESTQ, n, n)
	e.jump(asm.EQ, first)
	e.ascii(p, slow)
	e.ascii(q, slow)
	e.b.MR(asm.LEAQ, asm.Idx(np, n, 1, 0), scratch)
	exact := e.b.NewLabel()
	large := e.coldPath(func() {
		e.b.CmpRI(asm.CMPQ, scratch, maxText)
		e.jump(asm.HI, tail)
		e.b.MR(asm.LEAQ, asm.At(p, strSize), scratch)
		e.b.CmpRM(asm.CMPQ, scratch, asm.At(p, strData))
		e.jump(asm.NE, tail)
		e.b.RR(asm.MOVQ, n, scratch)
		e.b.IR(asm.SHLQ, 2, scratch)
		e.b.CmpRR(asm.CMPQ, scratch, np)
		e.jump(asm.HI, exact)
		e.b.Jump(asm.JMP, slow)
	})
	e.b.CmpRI(asm.CMPQ, scratch, maxSmall)
	e.jump(asm.HI, large)
	e.b.Bind(exact)
	e.b.RR(asm.ADDQ, np, n)
	e.strCell(n, k, words, slow)
	// The first text overwrites what the second has too much, and the header
	// what the first has.
	e.b.RR(asm.MOVQ, n, k)
	e.b.RR(asm.SUBQ, np, k)
	e.b.RR(asm.ADDQ, d, np)
	e.b.MR(asm.MOVQ, asm.At(q, strData), scratch)
	e.copyEnd(scratch, np, k)
	e.b.RR(asm.SUBQ, d, np)
	e.b.MR(asm.MOVQ, asm.At(p, strData), scratch)
	e.copyEnd(scratch, d, np)
	e.strHeader(n)
	e.b.Jump(asm.JMP, tag)
	e.b.Bind(tail)
	e.appendText(words, slow)
	e.b.Bind(tag)
	e.b.IR(asm.ADDQ, 1, d) // the tag of references
	e.b.Bind(done)
}

// copyEnd copies n bytes, at least one, to strSize behind to, and overwrites up
// to 15 bytes in front of that. n is 0 or less then.
func (e *emitter) copyEnd(from, to, n asm.Reg) {
	again := e.b.NewLabel()
	e.b.Bind(again)
	e.b.MR(asm.MOVUPS, asm.Idx(from, n, 1, -16), scratchX)
	e.b.RM(asm.MOVUPS, scratchX, asm.Idx(to, n, 1, strSize-16))
	e.b.IR(asm.SUBQ, 16, n)
	e.jump(asm.GT, again)
}

// Words in front of the text of a str that was made by appending: how many bytes
// the whole buffer has, this word's included, and how many of the text are used.
const (
	textCap  = -2 * abi.Word
	textUsed = -abi.Word
)

// appendText is strConcat where the first str ends where the used part of its
// buffer does, and there is room: its temporaries have the lengths.
func (e *emitter) appendText(words uintptr, slow asm.Label) {
	p, q, d := e.in(0), e.in(1), e.dst()
	np, n, k := e.temp(0), e.temp(1), e.temp(2)
	e.sized(n, 1, maxPart, slow)
	e.b.MR(asm.MOVQ, asm.At(q, strData), k)
	e.inPage(k, maxPart, slow)
	e.b.MR(asm.LEAQ, asm.At(p, strSize), k)
	e.b.CmpRM(asm.CMPQ, k, asm.At(p, strData))
	e.jump(asm.EQ, slow) // it has no buffer
	e.b.MR(asm.MOVQ, asm.At(p, strData), k)
	e.b.CmpRM(asm.CMPQ, np, asm.At(k, textUsed))
	e.jump(asm.NE, slow)
	e.b.MR(asm.LEAQ, asm.At(n, 15), scratch)
	e.b.IR(asm.ANDL, -16, scratch)
	e.b.MR(asm.LEAQ, asm.Idx(scratch, np, 1, abi.Word), scratch)
	e.b.CmpRM(asm.CMPQ, scratch, asm.At(k, textCap))
	e.jump(asm.HI, slow)
	e.b.IR(asm.MOVQ, int64(words), scratch)
	e.b.MR(asm.MOVQ, asm.At(scratch, 0), d)
	e.b.IR(asm.ADDQ, int64(strSize), d)
	e.b.CmpRM(asm.CMPQ, d, asm.At(scratch, 8))
	e.jump(asm.HI, slow)
	e.b.RM(asm.MOVQ, d, asm.At(scratch, 0))
	e.b.IR(asm.SUBQ, int64(strSize), d)
	e.b.IR(asm.MOVQ, int64(e.cfg.StrHeader), scratch)
	e.b.RM(asm.MOVQ, scratch, asm.At(d, 0))
	e.b.MR(asm.LEAQ, asm.Idx(np, n, 1, 0), scratch)
	e.b.RM(asm.MOVQ, scratch, asm.At(d, strLen))
	e.b.RM(asm.MOVQ, scratch, asm.At(k, textUsed))
	e.b.RM(asm.MOVQ, k, asm.At(d, strData))
	e.b.MR(asm.LEAQ, asm.Idx(np, k, 1, -strSize), np)
	e.b.MR(asm.MOVQ, asm.At(q, strData), scratch)
	e.copyText(scratch, np, n, k)
}

// copyText copies n bytes, at least one, to strSize behind to. k is overwritten.
func (e *emitter) copyText(from, to, n, k asm.Reg) {
	again := e.b.NewLabel()
	e.b.RR(asm.XORL, k, k)
	e.b.Bind(again)
	e.b.MR(asm.MOVUPS, asm.Idx(from, k, 1, 0), scratchX)
	e.b.RM(asm.MOVUPS, scratchX, asm.Idx(to, k, 1, strSize))
	e.b.IR(asm.ADDQ, 16, k)
	e.b.CmpRR(asm.CMPQ, k, n)
	e.jump(asm.LT, again)
}
