package runtime

import (
	"math"
	"slices"
	"unsafe"

	"github.com/go-python/gopython/internal/abi"
)

// Sorting: ints and floats without a key function are sorted as machine words;
// all else by a stable, adaptive merge sort, which finds runs, merges them in
// balance and gallops through stretches of one run.

// listSort is list.sort.
func listSort(t *Thread, a []Value) Value {
	reverse := false
	if a[2] != Unbound {
		ok := false
		if reverse, ok = t.IsTrue(a[2]); !ok {
			return Raised
		}
	}
	return okNone(t.ListSort(a[0], a[1], reverse))
}

// ListSort sorts a list in place. key is a function, or None or Unbound. The
// list is empty while that runs, so that key and the comparisons cannot see or
// change what is being sorted.
func (t *Thread) ListSort(list, key Value, reverse bool) bool {
	l := abi.Obj[abi.List](list)
	if l.Len == 0 {
		return true
	}
	m := t.Mark()
	defer t.Unroot(m)
	saved := *l
	t.Root(abi.Ptr(saved.Items - abi.BufHeader))
	l.Items, l.Len, l.Cap = 0, 0, 0
	l.Aux = l.Aux&^listKinds | abi.ListSorting
	ok := t.sortValues(abi.Values(saved.Items, int(saved.Len)), key, reverse)
	changed := l.Items != 0 || l.Len != 0
	l.Items, l.Len, l.Cap = saved.Items, saved.Len, saved.Cap
	l.Aux = saved.Aux
	t.Heap.Barrier(list.Addr())
	t.Heap.Barrier(saved.Items - abi.BufHeader)
	if ok && changed {
		t.Raise(t.Exc.ValueError, "list modified during sort")
		return false
	}
	return ok
}

// sortValues sorts values that the caller keeps alive.
func (t *Thread) sortValues(vals []Value, key Value, reverse bool) bool {
	s := sorter{t: t, keys: vals, minGallop: 7}
	if key != Unbound && key != None {
		if !t.sortKeys(&s, vals, key) {
			return false
		}
	}
	if reverse { // twice, so that equal items stay in order
		s.reverse(0, len(vals))
		defer s.reverse(0, len(vals))
	}
	kind := t.keyKind(s.keys)
	if s.vals == nil {
		switch kind {
		case sortInts:
			sortWords(wordsOf(vals))
			return true
		case sortFloats:
			if sortFloatWords(vals) {
				return true
			}
		}
	}
	s.less = lessFuncs[kind]
	if kind == sortAny || kind == sortTuples {
		// Python code may run: the values are held while they move about.
		held := t.newItemsZero(len(vals))
		copy(abi.Values(held, len(vals)), s.keys)
		t.Root(abi.Ptr(held - abi.BufHeader))
	}
	return s.sort()
}

// sortKeys calls the key function for each value.
func (t *Thread) sortKeys(s *sorter, vals []Value, key Value) bool {
	buf := t.newItemsZero(len(vals))
	t.Root(abi.Ptr(buf - abi.BufHeader))
	s.vals, s.keys = vals, abi.Values(buf, len(vals))
	for i, v := range vals {
		k := t.Call(key, v)
		if k == Raised {
			return false
		}
		s.keys[i] = k
		t.Heap.Barrier(buf - abi.BufHeader)
	}
	return true
}

// What all keys of a sort are.
const (
	sortAny = iota
	sortInts
	sortFloats
	sortStrs
	sortTuples
)

var lessFuncs = [...]lessFunc{lessAny, lessInt, lessFloat, lessStr, lessTuple}

func (t *Thread) sortKind(v Value) int {
	switch {
	case v.IsInt():
		return sortInts
	case v.IsFloat():
		return sortFloats
	case t.IsExactStr(v):
		return sortStrs
	case v.IsPtr() && v.Shape() == t.Types.Tuple.rootShape:
		return sortTuples
	}
	return sortAny
}

func (t *Thread) keyKind(keys []Value) int {
	kind := t.sortKind(keys[0])
	for _, k := range keys[1:] {
		if kind == sortAny || t.sortKind(k) != kind {
			return sortAny
		}
	}
	return kind
}

func wordsOf(vals []Value) []int64 {
	return unsafe.Slice((*int64)(unsafe.Pointer(unsafe.SliceData(vals))), len(vals))
}

// sortWords sorts ints; equal ones cannot be told apart.
func sortWords(w []int64) {
	down := len(w) > 1
	for i := 1; i < len(w) && down; i++ {
		down = w[i-1] >= w[i]
	}
	if down {
		slices.Reverse(w)
		return
	}
	slices.Sort(w)
}

// sortFloatWords sorts word floats as ints in the same order. It declines NaN,
// which has no order, and -0.0, which equals 0.0 but is another value.
func sortFloatWords(vals []Value) bool {
	for _, v := range vals {
		if f := v.Float(); f != f || f == 0 && math.Signbit(f) {
			return false
		}
	}
	for i, v := range vals {
		b := int64(math.Float64bits(v.Float()))
		vals[i] = Value(b ^ int64(uint64(b>>63)>>1))
	}
	sortWords(wordsOf(vals))
	for i, v := range vals {
		b := int64(v)
		vals[i], _ = abi.WordFloat(math.Float64frombits(uint64(b ^ int64(uint64(b>>63)>>1))))
	}
	return true
}

// lessFunc is a < b; ok is false when comparing raised.
type lessFunc func(t *Thread, a, b Value) (less, ok bool)

func lessInt(_ *Thread, a, b Value) (bool, bool)   { return int64(a) < int64(b), true }
func lessFloat(_ *Thread, a, b Value) (bool, bool) { return a.Float() < b.Float(), true }
func lessStr(_ *Thread, a, b Value) (bool, bool)   { return strLess(a, b), true }

func lessAny(t *Thread, a, b Value) (bool, bool) {
	switch {
	case abi.BothInt(a, b):
		return int64(a) < int64(b), true
	case a.IsFloat() && b.IsFloat():
		return a.Float() < b.Float(), true
	case t.IsExactStr(a) && t.IsExactStr(b):
		return strLess(a, b), true
	}
	return t.CompareBool(a, b, LT)
}

func lessTuple(t *Thread, a, b Value) (bool, bool) {
	x, y := abi.TupleItems(a), abi.TupleItems(b)
	for i := range min(len(x), len(y)) {
		p, q := x[i], y[i]
		switch {
		case p == q:
			continue
		case abi.BothInt(p, q):
			return int64(p) < int64(q), true
		case p.IsFloat() && q.IsFloat():
			if f, g := p.Float(), q.Float(); f != g {
				return f < g, true
			}
			continue
		}
		same, ok := t.Equal(x[i], y[i])
		if !ok {
			return false, false
		}
		if !same {
			return lessAny(t, x[i], y[i])
		}
	}
	return len(x) < len(y), true
}

// strLess compares two strs by code points.
func strLess(a, b Value) bool {
	x, y := abi.Obj[abi.Str](a), abi.Obj[abi.Str](b)
	if (x.Aux|y.Aux)&abi.StrWidth == 0 {
		return abi.StringAt(x.Data, int(x.Len)) < abi.StringAt(y.Data, int(y.Len))
	}
	for i := range int(min(x.Len, y.Len)) {
		if p, q := StrAt(a, i), StrAt(b, i); p != q {
			return p < q
		}
	}
	return x.Len < y.Len
}

// sorter is one merge sort of keys; vals, if any, move along.
type sorter struct {
	t            *Thread
	keys, vals   []Value
	less         lessFunc
	tmpK, tmpV   []Value // the saved run of a merge
	runs         [90]sortRun
	n            int // number of runs
	minGallop    int
	failed       bool // a comparison raised
	tmpAllocated bool
}

type sortRun struct{ at, n int }

// lt is a < b; after an error it is false, and failed is set.
func (s *sorter) lt(a, b Value) bool {
	less, ok := s.less(s.t, a, b)
	if !ok {
		s.failed = true
		return false
	}
	return less
}

func (s *sorter) reverse(lo, hi int) {
	reverseValues(s.keys[lo:hi])
	if s.vals != nil {
		reverseValues(s.vals[lo:hi])
	}
}

func (s *sorter) sort() bool {
	n := len(s.keys)
	minRun, odd := n, 0
	for minRun >= 64 {
		odd |= minRun & 1
		minRun >>= 1
	}
	minRun += odd
	for lo := 0; lo < n; {
		run := s.countRun(lo)
		if run < minRun && !s.failed {
			want := min(minRun, n-lo)
			s.binarySort(lo, lo+want, lo+run)
			run = want
		}
		if s.failed {
			return false
		}
		s.runs[s.n] = sortRun{lo, run}
		s.n++
		s.collapse()
		lo += run
	}
	for s.n > 1 && !s.failed {
		i := s.n - 2
		if i > 0 && s.runs[i-1].n < s.runs[i+1].n {
			i--
		}
		s.mergeAt(i)
	}
	return !s.failed
}

// countRun returns the length of the run at lo; a descending one is reversed,
// which keeps equal keys in order: those next to each other are reversed before.
//
// Which keys are compared is seen where the order is none (NaN): it is as in
// CPython.
func (s *sorter) countRun(lo int) int {
	k := s.keys[lo:]
	n := s.ascending(k, 1)
	if n == len(k) || s.failed {
		return n
	}
	if n > 1 {
		if s.lt(k[0], k[n-1]) || s.failed {
			return n
		}
		s.reverse(lo, lo+n) // they are equal
	}
	n++
	equal := 0
	for ; n < len(k); n++ {
		if s.lt(k[n], k[n-1]) {
			s.reverse(lo+n-equal-1, lo+n)
			equal = 0
			continue
		}
		if s.failed {
			return n
		}
		if s.lt(k[n-1], k[n]) {
			break
		}
		equal++
	}
	if s.failed {
		return n
	}
	s.reverse(lo+n-equal-1, lo+n)
	s.reverse(lo, lo+n)
	return s.ascending(k, n)
}

// ascending returns where k goes down for the first time, from n on.
func (s *sorter) ascending(k []Value, n int) int {
	for n < len(k) && !s.lt(k[n], k[n-1]) && !s.failed {
		n++
	}
	return n
}

// binarySort sorts lo to hi, of which lo to start is sorted.
func (s *sorter) binarySort(lo, hi, start int) {
	for ; start < hi; start++ {
		pivot := s.keys[start]
		l, r := lo, start
		for l < r {
			mid := int(uint(l+r) / 2)
			if s.lt(pivot, s.keys[mid]) {
				r = mid
			} else {
				l = mid + 1
			}
		}
		if s.failed {
			return
		}
		copy(s.keys[l+1:start+1], s.keys[l:start])
		s.keys[l] = pivot
		if s.vals != nil {
			v := s.vals[start]
			copy(s.vals[l+1:start+1], s.vals[l:start])
			s.vals[l] = v
		}
	}
}

// collapse merges runs until their lengths shrink fast enough towards the top.
func (s *sorter) collapse() {
	for s.n > 1 && !s.failed {
		r, i := &s.runs, s.n-2
		switch {
		case i > 0 && r[i-1].n <= r[i].n+r[i+1].n || i > 1 && r[i-2].n <= r[i-1].n+r[i].n:
			if r[i-1].n < r[i+1].n {
				i--
			}
		case r[i].n > r[i+1].n:
			return
		}
		s.mergeAt(i)
	}
}

// mergeAt merges runs i and i+1.
func (s *sorter) mergeAt(i int) {
	a, b := s.runs[i], s.runs[i+1]
	s.runs[i].n = a.n + b.n
	if i == s.n-3 {
		s.runs[i+1] = s.runs[i+2]
	}
	s.n--
	k := s.gallop(s.keys[b.at], s.keys[a.at:a.at+a.n], 0, true)
	a.at += k
	a.n -= k
	if a.n == 0 || s.failed {
		return
	}
	b.n = s.gallop(s.keys[a.at+a.n-1], s.keys[b.at:b.at+b.n], b.n-1, false)
	switch {
	case b.n == 0 || s.failed:
	case a.n <= b.n:
		s.mergeLow(a, b)
	default:
		s.mergeHigh(a, b)
	}
}

// gallop finds where key belongs in arr, looking near hint first: behind equal
// ones (right) or before them.
func (s *sorter) gallop(key Value, arr []Value, hint int, right bool) int {
	lo, hi := 0, len(arr)
	if s.before(arr[hint], key, right) {
		lo = hint + 1
		for step := 1; hint+step < len(arr); step = step*2 + 1 {
			if !s.before(arr[hint+step], key, right) {
				hi = hint + step
				break
			}
			lo = hint + step + 1
		}
	} else {
		hi = hint
		for step := 1; hint-step >= 0; step = step*2 + 1 {
			if s.before(arr[hint-step], key, right) {
				lo = hint - step + 1
				break
			}
			hi = hint - step
		}
	}
	for lo < hi && !s.failed {
		mid := int(uint(lo+hi) / 2)
		if s.before(arr[mid], key, right) {
			lo = mid + 1
		} else {
			hi = mid
		}
	}
	return lo
}

func (s *sorter) before(x, key Value, right bool) bool {
	if right {
		return !s.lt(key, x)
	}
	return s.lt(x, key)
}

// save copies a run to the temporary storage.
func (s *sorter) save(r sortRun) {
	if !s.tmpAllocated {
		s.tmpAllocated = true
		s.tmpK = s.tmp()
		if s.vals != nil {
			s.tmpV = s.tmp()
		}
	}
	copy(s.tmpK, s.keys[r.at:r.at+r.n])
	if s.vals != nil {
		copy(s.tmpV, s.vals[r.at:r.at+r.n])
	}
}

// tmp is storage that is not traced: all values are held elsewhere.
func (s *sorter) tmp() []Value {
	n := len(s.keys)/2 + 1
	buf := s.t.newRaw(n * abi.Word)
	s.t.Root(abi.Ptr(buf - abi.BufHeader))
	return abi.Values(buf, n)
}

// move copies n values within the arrays.
func (s *sorter) move(to, from, n int) {
	copy(s.keys[to:to+n], s.keys[from:from+n])
	if s.vals != nil {
		copy(s.vals[to:to+n], s.vals[from:from+n])
	}
}

// restore copies n values out of the temporary storage.
func (s *sorter) restore(to, from, n int) {
	copy(s.keys[to:to+n], s.tmpK[from:from+n])
	if s.vals != nil {
		copy(s.vals[to:to+n], s.tmpV[from:from+n])
	}
}

// move1 and restore1 are move and restore of one value.
func (s *sorter) move1(to, from int) {
	s.keys[to] = s.keys[from]
	if s.vals != nil {
		s.vals[to] = s.vals[from]
	}
}

func (s *sorter) restore1(to, from int) {
	s.keys[to] = s.tmpK[from]
	if s.vals != nil {
		s.vals[to] = s.tmpV[from]
	}
}

// mergeLow merges from the left, with run a saved; a is not longer than b.
func (s *sorter) mergeLow(a, b sortRun) {
	s.save(a)
	i, j, d, end := 0, b.at, a.at, b.at+b.n
	for i < a.n && j < end && !s.failed {
		for wins, last := 0, false; i < a.n && j < end && wins < s.minGallop; {
			fromB := s.lt(s.keys[j], s.tmpK[i])
			if s.failed {
				break
			}
			if fromB != last {
				wins, last = 0, fromB
			}
			wins++
			if fromB {
				s.move1(d, j)
				j++
			} else {
				s.restore1(d, i)
				i++
			}
			d++
		}
		for i < a.n && j < end && !s.failed {
			k := s.gallop(s.keys[j], s.tmpK[i:a.n], 0, true)
			if s.failed {
				break
			}
			s.restore(d, i, k)
			i, d = i+k, d+k
			if i == a.n {
				break
			}
			s.move1(d, j)
			j, d = j+1, d+1
			if j == end {
				break
			}
			n := s.gallop(s.tmpK[i], s.keys[j:end], 0, false)
			if s.failed {
				break
			}
			s.move(d, j, n)
			j, d = j+n, d+n
			if s.galloped(k, n) {
				break
			}
		}
	}
	s.restore(d, i, a.n-i)
}

// galloped adapts to how far two gallops went and tells when to stop it.
func (s *sorter) galloped(k, n int) bool {
	if k < 7 && n < 7 {
		s.minGallop += 2
		return true
	}
	s.minGallop = max(1, s.minGallop-1)
	return false
}

// mergeHigh merges from the right, with run b saved; b is shorter than a.
func (s *sorter) mergeHigh(a, b sortRun) {
	s.save(b)
	i, j, d := a.at+a.n-1, b.n-1, b.at+b.n-1
	for i >= a.at && j >= 0 && !s.failed {
		for wins, last := 0, false; i >= a.at && j >= 0 && wins < s.minGallop; {
			fromA := s.lt(s.tmpK[j], s.keys[i])
			if s.failed {
				break
			}
			if fromA != last {
				wins, last = 0, fromA
			}
			wins++
			if fromA {
				s.move1(d, i)
				i--
			} else {
				s.restore1(d, j)
				j--
			}
			d--
		}
		for i >= a.at && j >= 0 && !s.failed {
			n := i - a.at + 1
			k := n - s.gallop(s.tmpK[j], s.keys[a.at:i+1], n-1, true)
			if s.failed {
				break
			}
			s.move(d-k+1, i-k+1, k)
			i, d = i-k, d-k
			if i < a.at {
				break
			}
			s.restore1(d, j)
			j, d = j-1, d-1
			if j < 0 {
				break
			}
			n = j + 1 - s.gallop(s.keys[i], s.tmpK[:j+1], j, false)
			if s.failed {
				break
			}
			s.restore(d-n+1, j-n+1, n)
			j, d = j-n, d-n
			if s.galloped(k, n) {
				break
			}
		}
	}
	s.restore(d-j, 0, j+1)
}
