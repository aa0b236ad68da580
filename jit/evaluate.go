package jit

import (
	"math"

	"github.com/go-python/gopython/gc"
	"github.com/go-python/gopython/internal/abi"
	"github.com/go-python/gopython/interp"
	"github.com/go-python/gopython/ir"
	"github.com/go-python/gopython/runtime"
)

// evaluate runs a region by the evaluator of the IR.
func (j *JIT) evaluate(t *runtime.Thread, r *region, R uintptr) (uintptr, uintptr, uintptr) {
	h := &evalHost{j: j, t: t, r: r, R: R}
	start := instrAddr(r.p.code, r.at)
	out := j.eval.Run(r.f, h)
	switch out.Kind {
	case ir.Returned:
		hd := abi.Frame(R)
		abi.Store(R, Value(out.Result))
		t.Depth--
		if hd.Native != 0 {
			return j.Return(t, R)
		}
		return hd.PC, hd.R, hd.K
	case ir.Stopped:
		return h.pc, h.nR, h.K
	case ir.Broken:
		panic("jit: " + r.name() + ": " + out.Err.Error() + "\n" + r.f.String())
	}
	pc, nR, K := j.deopt(t, r.f, R, out.State, &source{eval: j.eval.Value})
	n := 0
	if r.exits == nil {
		r.exits = make([]exitCount, len(r.f.Nodes)+len(r.f.Blocks))
	}
	k := int(out.Node)
	if k == 0 {
		k = len(r.f.Nodes) + int(out.Block)
	}
	r.exits[k].n++
	n = r.exits[k].n
	pc, nR, K = j.afterExit(t, r, out.Node, out.Block, n, pc, nR, K)
	if pc == start && nR == R {
		return interp.Step(t, pc, nR, K)
	}
	return pc, nR, K
}

// evalHost is the runtime as the evaluator sees it.
type evalHost struct {
	j         *JIT
	t         *runtime.Thread
	r         *region
	R         uintptr
	pc, nR, K uintptr
}

func (h *evalHost) Frame() uintptr { return h.R }

func (h *evalHost) top() uintptr { return h.R + uintptr(h.r.f.Ext) }

func (h *evalHost) Slow(f *ir.Func, id ir.ID, args []uint64) uint64 {
	return h.j.slowOp(h.t, f.Node(id), args)
}

func (h *evalHost) Helper(f *ir.Func, id ir.ID, args []uint64, values func(ir.ID) uint64) (uint64, bool) {
	value := &source{eval: values}
	res, pc, nR, K, left := h.j.helper(h.t, h.r, id, h.R, h.top(), args, value)
	if left {
		h.pc, h.nR, h.K = pc, nR, K
	}
	return res, !left
}

func (h *evalHost) CallPy(f *ir.Func, id ir.ID, args []uint64, values func(ir.ID) uint64) (uint64, bool) {
	value := &source{eval: values}
	n := f.Node(id)
	j, t := h.j, h.t
	oldTop, oldR := j.beginEval(t, h.r, h.R, h.top(), n.State, value)
	v := abi.AsValues(args)
	t.Depth += int32(f.Inlined(n.State))
	res := t.CallBound(v[0], v[1:])
	t.Depth -= int32(f.Inlined(n.State))
	j.end(t, oldTop, oldR)
	if res == runtime.Raised && n.Aux2&caughtCall != 0 {
		return uint64(res), true
	}
	if res == runtime.Raised {
		h.pc, h.nR, h.K = j.raise(t, f, h.R, n.State, *value)
		return 0, false
	}
	if !h.r.valid || j.leaveNow(t, h.r, h.R) {
		h.pc, h.nR, h.K = j.afterCall(t, h.r, id, h.R, uint64(res), *value)
		return 0, false
	}
	return uint64(res), true
}

func (h *evalHost) Poll(f *ir.Func, id ir.ID, values func(ir.ID) uint64) bool {
	value := &source{eval: values}
	j, t := h.j, h.t
	if t.Poll.Load() == 0 {
		return true
	}
	n := f.Node(id)
	oldTop, oldR := j.beginEval(t, h.r, h.R, h.top(), n.State, value)
	ok := t.Safepoint()
	j.end(t, oldTop, oldR)
	switch {
	case !ok:
		h.pc, h.nR, h.K = j.raise(t, f, h.R, n.State, *value)
	case !h.r.valid:
		h.pc, h.nR, h.K = j.deopt(t, f, h.R, n.State, value)
	default:
		return true
	}
	return false
}

func (h *evalHost) FailGuard(id ir.ID) bool {
	if n := h.j.cfg.FailEvery; n > 0 {
		if h.j.guards++; h.j.guards >= n {
			h.j.guards = 0
			return true
		}
	}
	return false
}

// slowOp executes what compiled code leaves to Go in an operation.
func (j *JIT) slowOp(t *runtime.Thread, n *ir.Node, a []uint64) uint64 {
	switch n.Op {
	case ir.OpBoxInt:
		return uint64(t.NewInt(int64(a[0])))
	case ir.OpBoxU64:
		return uint64(t.NewUint(a[0]))
	case ir.OpBoxFloat:
		return uint64(t.NewFloat(math.Float64frombits(a[0])))
	case ir.OpAlloc:
		if gc.IsLeaf(uintptr(n.Aux2), uint64(n.Aux)) {
			return uint64(t.Heap.AllocLeaf(uintptr(n.Aux2), uint64(n.Aux)))
		}
		return uint64(t.Heap.Alloc(uintptr(n.Aux2), uint64(n.Aux)))
	case ir.OpAllocItems:
		header := uint64(n.Aux)
		if header == 0 {
			header = abi.Header{Kind: abi.KindItems}.Word()
		}
		addr := t.Heap.Alloc(abi.BufHeader+uintptr(a[0])*abi.Word, header)
		abi.ObjAt[abi.Items](addr).Cap = int64(a[0])
		return uint64(addr + abi.BufHeader)
	case ir.OpBarrier:
		t.Heap.Barrier(uintptr(int64(a[0]) + n.Aux))
		return 0
	case ir.OpBarrierV:
		if Value(a[1]).IsPtr() {
			t.Heap.Barrier(uintptr(int64(a[0]) + n.Aux))
		}
		return 0
	case ir.OpStrSlice:
		return uint64(t.StrSlice(abi.Ptr(uintptr(a[0])), int(a[1]), int(a[2])))
	case ir.OpStrConcat:
		v := t.StrConcat(abi.Ptr(uintptr(a[0])), abi.Ptr(uintptr(a[1])))
		if v == runtime.Raised { // that is, MemoryError: as by an allocation
			t.Catch(t.Exc.MemoryError)
			panic(gc.OutOfMemory{Requested: uintptr(runtime.StrLen(abi.Ptr(uintptr(a[0]))))})
		}
		return uint64(v)
	case ir.OpHashStr:
		return uint64(t.StrHash(abi.Ptr(uintptr(a[0]))))
	case ir.OpTableFind, ir.OpSetAdd, ir.OpDictAdd:
		return tableOp(t, n, a)
	case ir.OpSetRemove:
		runtime.SetRemoveAt(uintptr(a[0]), uintptr(a[2]))
		return 0
	}
	panic("jit: no slow path of " + n.Op.String())
}

// tableOp executes an operation on a hash table.
func tableOp(t *runtime.Thread, n *ir.Node, a []uint64) uint64 {
	table := ir.TableOf(n.Aux)
	p := uintptr(a[0])
	k := runtime.TableKey{Hash: int64(a[1])}
	if table.Key == ir.KeyTuple && n.Op == ir.OpTableFind {
		k.Key, k.Items = runtime.Unbound, abi.AsValues(a[2:])
	} else {
		k.Key = Value(a[2])
	}
	switch {
	case n.Op == ir.OpDictAdd:
		t.DictAddAt(p, k.Key, Value(a[3]), k.Hash)
		return 0
	case n.Op == ir.OpSetAdd:
		if !t.SetAddAt(p, k) {
			return ir.TableUnsure
		}
		return 0
	}
	var e uintptr
	var known bool
	if table.Set {
		e, known = t.SetEntryAddr(p, k)
	} else {
		e, known = t.DictEntryAddr(p, k)
	}
	if !known {
		return ir.TableUnsure
	}
	return uint64(e)
}
