package amd64

import (
	"fmt"
	"testing"

	"github.com/go-python/gopython/internal/abi"
	"github.com/go-python/gopython/ir"
)

// TestMoves runs CopyItems and ReverseItems over places that overlap in every
// way, against the evaluator.
func TestMoves(t *testing.T) {
	w := newWorld(t)
	ev := newEvaluator()
	run := func(v variant, op ir.Op, step int64, dst, src, n int) {
		f := ir.NewFunc("move")
		f.Ext = 64
		f.Codes = []ir.Code{{Name: "f"}}
		b := f.Entry
		io := f.ConstP(abi.AddrOf(w.io))
		addr := func(k int) ir.ID { return f.Append(b, ir.OpAddP, ir.Ptr, 0, io, f.ConstI(int64(k)*8)) }
		count := f.Append(b, ir.OpLoad, ir.I64, ir.Mem{Width: 8, Class: ir.MField}.Pack(), io)
		if op == ir.OpReverseItems {
			f.Append(b, op, ir.None, 0, addr(dst), count)
		} else {
			f.Append(b, op, ir.None, step, addr(dst), addr(src), count)
		}
		f.Blocks[b].Term, f.Blocks[b].Cond = ir.TermReturn, f.ConstT(abi.None)
		if err := f.Verify(); err != nil {
			t.Fatal(err)
		}
		for i := range w.io {
			w.io[i] = uint64(i) + 1000
		}
		w.io[0] = uint64(n)
		if !w.compile(f, v).compare(ev, func() string { return fmt.Sprintf("%s %v %d: %d from %d to %d", v.name, op, step, n, src, dst) }) {
			t.Fatalf("not run\n%s", f)
		}
		ev.Forget(f)
	}
	for _, v := range variants[:2] {
		for n := range 7 {
			run(v, ir.OpReverseItems, 0, 4, 0, n)
			for src := 10; src < 20; src++ {
				run(v, ir.OpCopyItems, 1, 14, src, n)
			}
			for _, step := range []int64{-1, 2, -3} {
				run(v, ir.OpCopyItems, step, 2, 30, n)
			}
		}
	}
}

// TestAllocItems allocates from cells of several sizes, until they are used up
// and where there are none.
func TestAllocItems(t *testing.T) {
	w := newWorld(t)
	f := parse(t, `
func items ext 64
b1:
  v1 = LoadReg 0
  v2 = CheckInt v1 @s1
  v3 = AllocItems v2 @s1
  v4 = Store.8 v3+0 Items, v1
  v5 = Add v2, 1
  v6 = AddP v3, v5, 0
  v7 = BoxInt v5 @s1
  return v7
s1: {r0=v1}
`)
	table := make([]byte, 16) // up to 240 bytes: classes of 64 and of 256
	for i := range table {
		if i > 4 {
			table[i] = 1
		}
	}
	for _, v := range variants[:2] {
		for n := range 35 {
			classes := make([]uint64, 8)
			mem := make([]uint64, 100)
			classes[0], classes[1], classes[2] = uint64(abi.AddrOf(mem)), uint64(abi.AddrOf(mem)+64), 64
			classes[4], classes[5], classes[6] = uint64(abi.AddrOf(mem)+64), uint64(abi.AddrOf(mem)+64+512), 256
			w.reset()
			w.stack[abi.FrameHeaderWords] = word(int64(n))
			cfg := w.config()
			cfg.Classes = func() (uintptr, uintptr, uintptr) { return abi.AddrOf(table), abi.AddrOf(classes), 240 }
			c := w.compileWith(f, v, cfg)
			for k := range 3 {
				before := w.slows
				w.thread.Depth, w.stack[abi.FrameHeaderWords] = 1, word(int64(n))
				r, err := c.run()
				if err != nil || r.kind != ir.Returned || r.result != word(int64(n)+1) {
					t.Fatalf("%d: %+v, %v", n, r, err)
				}
				class := 0
				if n > 6 {
					class = 1
				}
				slow := n > 28 || k > class
				if w.slows-before != map[bool]int{true: 1}[slow] {
					t.Errorf("%d items, %d times: %d slow exits", n, k+1, w.slows-before)
				}
				if p := mem[class*8+k*32:]; !slow && (abi.Header{Kind: abi.KindItems}.Word() != p[0] || p[1] != uint64(n) || n > 0 && p[2] != word(int64(n))) {
					t.Errorf("%d items: %#x", n, p[:3])
				}
			}
		}
	}
}
