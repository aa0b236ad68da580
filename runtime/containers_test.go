package runtime

import (
	"math/rand"
	"slices"
	"strings"
	"testing"

	"github.com/go-python/gopython/internal/abi"
)

func containerThread(t *testing.T) *Thread {
	t.Helper()
	iso, err := New(Config{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = iso.Close() })
	return iso.Main()
}

// py makes a value of Go data: int, float64, string, bool, nil, []any (list).
func py(th *Thread, x any) Value {
	switch x := x.(type) {
	case nil:
		return None
	case int:
		return th.NewInt(int64(x))
	case float64:
		return th.NewFloat(x)
	case string:
		return th.NewStr(x)
	case bool:
		return abi.Bool(x)
	case Value:
		return x
	case []any:
		l := th.NewList(nil)
		for _, y := range x {
			th.ListAppend(l, py(th, y))
		}
		return l
	}
	panic("py")
}

func tup(th *Thread, xs ...any) Value {
	vs := make([]Value, len(xs))
	for i, x := range xs {
		vs[i] = py(th, x)
	}
	return th.NewTuple(vs)
}

// call calls v.name(args...) and gives the repr of the result, or the exception.
func call(th *Thread, v Value, name string, args ...any) string {
	vs := make([]Value, len(args))
	for i, x := range args {
		vs[i] = py(th, x)
	}
	return show(th, th.CallMethod(v, th.Intern(name), vs...))
}

func show(th *Thread, v Value) string {
	if v == Raised {
		exc := th.TakePending()
		return th.TypeName(exc) + ": " + th.GoString(th.Str(exc))
	}
	if v == Unbound {
		return "(end)"
	}
	r := th.Repr(v)
	if r == Raised {
		return "repr: " + show(th, Raised)
	}
	return th.GoString(r)
}

func want(t *testing.T, got, exp string) {
	t.Helper()
	if got != exp {
		t.Errorf("got %s, want %s", got, exp)
	}
}

func builtin(th *Thread, name string, args ...any) Value {
	vs := make([]Value, len(args))
	for i, x := range args {
		vs[i] = py(th, x)
	}
	for _, d := range builtinFuncsIter {
		if d.Name == name {
			return th.CallNative(d, vs, Unbound)
		}
	}
	panic(name)
}

func TestListMethods(t *testing.T) {
	th := containerThread(t)
	l := py(th, []any{3, 1, 2})
	want(t, call(th, l, "append", "x"), "None")
	want(t, call(th, l, "insert", 0, 9), "None")
	want(t, show(th, l), "[9, 3, 1, 2, 'x']")
	want(t, call(th, l, "pop"), "'x'")
	want(t, call(th, l, "pop", 0), "9")
	want(t, call(th, l, "index", 2), "2")
	want(t, call(th, l, "index", 7), "ValueError: list.index(x): x not in list")
	want(t, call(th, l, "extend", l), "None")
	want(t, show(th, l), "[3, 1, 2, 3, 1, 2]")
	want(t, call(th, l, "count", 3), "2")
	want(t, call(th, l, "remove", 3), "None")
	want(t, call(th, l, "sort"), "None")
	want(t, show(th, l), "[1, 1, 2, 2, 3]")
	want(t, call(th, l, "reverse"), "None")
	want(t, show(th, th.GetItem(l, th.NewSlice(None, None, py(th, -2)))), "[1, 2, 3]")
	want(t, show(th, th.GetItem(l, py(th, 5))), "IndexError: list index out of range")
	want(t, show(th, th.GetItem(l, py(th, "a"))), "TypeError: list indices must be integers or slices, not str")
	if !th.SetItem(l, th.NewSlice(py(th, 1), py(th, 3), None), tup(th, 7, 8, 9)) {
		t.Fatal(show(th, Raised))
	}
	want(t, show(th, l), "[3, 7, 8, 9, 1, 1]")
	if !th.DelItem(l, th.NewSlice(None, None, py(th, 2))) {
		t.Fatal(show(th, Raised))
	}
	want(t, show(th, l), "[7, 9, 1]")
	th.ListAppend(l, l)
	want(t, show(th, l), "[7, 9, 1, [...]]")
	want(t, show(th, th.BinaryOp(Mul, l, py(th, 1<<60))), "MemoryError: ")
	want(t, show(th, th.BinaryOp(Add, l, py(th, 1))), `TypeError: can only concatenate list (not "int") to list`)
}

func TestListKindFlags(t *testing.T) {
	th := containerThread(t)
	l := py(th, []any{1})
	o := abi.Obj[abi.List](l)
	if o.Aux != abi.ListInts {
		t.Fatal("not ints", o.Aux)
	}
	th.ListPop(l, 0)
	th.ListAppend(l, py(th, 1.5))
	if o.Aux != abi.ListFloats {
		t.Fatal("not floats", o.Aux)
	}
	th.ListSetAt(l, 0, None)
	if o.Aux != 0 {
		t.Fatal("has a kind", o.Aux)
	}
}

func TestSortRandom(t *testing.T) {
	th := containerThread(t)
	r := rand.New(rand.NewSource(1))
	for n := range 300 {
		size := n * n / 20
		list := th.NewList(nil)
		for i := range size {
			k := r.Intn(size + 1)
			if n%3 == 1 && i > size/2 {
				k = i // a run
			}
			th.ListAppend(list, tup(th, k, i))
		}
		reverse := n%2 == 1
		if !th.ListSort(list, Unbound, reverse) {
			t.Fatal(show(th, Raised))
		}
		if !slices.IsSortedFunc(abi.ListItems(list), func(a, b Value) int {
			x, y := abi.TupleItems(a), abi.TupleItems(b)
			c := int(x[0].Int()-y[0].Int())<<20 + int(x[1].Int()-y[1].Int())
			if reverse {
				return -c
			}
			return c
		}) {
			t.Fatal("not sorted", n)
		}
	}
}

func TestSortStable(t *testing.T) {
	th := containerThread(t)
	key := th.NewNative(th.Types.Builtin, &NativeDef{Name: "first", Sig: "x, /", Fn: func(t *Thread, a []Value) Value {
		return abi.TupleItems(a[0])[0]
	}}, Unbound)
	r := rand.New(rand.NewSource(2))
	for _, reverse := range []bool{false, true} {
		list := th.NewList(nil)
		for i := range 5000 {
			th.ListAppend(list, tup(th, r.Intn(50), i))
		}
		if !th.ListSort(list, key, reverse) {
			t.Fatal(show(th, Raised))
		}
		items := abi.ListItems(list)
		for i := 1; i < len(items); i++ {
			x, y := abi.TupleItems(items[i-1]), abi.TupleItems(items[i])
			if x[0] == y[0] && x[1].Int() > y[1].Int() || x[0] != y[0] && (x[0].Int() > y[0].Int()) != reverse {
				t.Fatal("order", i)
			}
		}
	}
	bad := py(th, []any{1, "a", 2})
	if th.ListSort(bad, Unbound, false) {
		t.Fatal("no error")
	}
	want(t, show(th, Raised), "TypeError: '<' not supported between instances of 'str' and 'int'")
	want(t, show(th, bad), "[1, 'a', 2]")
	floats := py(th, []any{2.5, -1.0, 0.0, -3.25, 1e9})
	th.ListSort(floats, Unbound, false)
	want(t, show(th, floats), "[-3.25, -1.0, 0.0, 2.5, 1000000000.0]")
}

func TestTuple(t *testing.T) {
	th := containerThread(t)
	h, _ := th.Hash(tup(th, 1, 2, 3))
	if h != 529344067295497451 {
		t.Error("hash", h)
	}
	h, _ = th.Hash(th.EmptyTuple)
	if h != 5740354900026072187 {
		t.Error("hash", h)
	}
	want(t, show(th, tup(th, 1)), "(1,)")
	want(t, show(th, th.Compare(tup(th, 1, 2), tup(th, 1, 3), LT)), "True")
	want(t, show(th, th.BinaryOp(Mul, tup(th, 1, 2), py(th, 2))), "(1, 2, 1, 2)")
	want(t, call(th, tup(th, 1, 2), "index", 2), "1")
}

func TestDict(t *testing.T) {
	th := containerThread(t)
	d := th.NewDict()
	for i := range 100 {
		th.DictSet(d, py(th, i), py(th, i*i))
	}
	for i := range 97 {
		if found, _ := th.DictDel(d, py(th, i)); !found {
			t.Fatal(i)
		}
	}
	want(t, show(th, d), "{97: 9409, 98: 9604, 99: 9801}")
	want(t, call(th, d, "popitem"), "(99, 9801)")
	want(t, call(th, d, "get", 98), "9604")
	want(t, call(th, d, "get", 1, "no"), "'no'")
	want(t, call(th, d, "pop", 5), "KeyError: 5")
	want(t, call(th, d, "setdefault", "k", 1), "1")
	want(t, call(th, d, "keys"), "dict_keys([97, 98, 'k'])")
	want(t, call(th, d, "items"), "dict_items([(97, 9409), (98, 9604), ('k', 1)])")
	want(t, call(th, d, "copy"), "{97: 9409, 98: 9604, 'k': 1}")
	want(t, call(th, d, "__contains__", []any{}), "TypeError: cannot use 'list' as a dict key (unhashable type: 'list')")
	want(t, call(th, d, "update", []any{[]any{1}}), "ValueError: dictionary update sequence element #0 has length 1; 2 is required")
	want(t, call(th, d, "update", []any{tup(th, 1, 2), "xy"}), "None")
	want(t, show(th, d), "{97: 9409, 98: 9604, 'k': 1, 1: 2, 'x': 'y'}")
	it := th.Iter(d)
	want(t, show(th, th.Next(it)), "97")
	th.DictSet(d, py(th, "new"), None)
	want(t, show(th, th.Next(it)), "RuntimeError: dictionary changed size during iteration")
	e := th.NewDict()
	th.DictSetStr(e, th.Intern("self"), e)
	want(t, show(th, e), "{'self': {...}}")
}

// TestDictRandom compares with a Go map and a list of keys in order.
func TestDictRandom(t *testing.T) {
	th := containerThread(t)
	r := rand.New(rand.NewSource(3))
	d, ref := th.NewDict(), map[int]int{}
	var order []int
	for i := range 20000 {
		k := r.Intn(200)
		switch r.Intn(4) {
		case 0:
			found, _ := th.DictDel(d, py(th, k))
			if _, have := ref[k]; have != found {
				t.Fatal("delete", i)
			}
			if found {
				delete(ref, k)
				order = slices.Delete(order, slices.Index(order, k), slices.Index(order, k)+1)
			}
		case 1:
			if len(order) > 0 {
				k = order[len(order)-1]
				want(t, call(th, d, "popitem"), show(th, tup(th, k, ref[k])))
				delete(ref, k)
				order = order[:len(order)-1]
			}
		default:
			if _, have := ref[k]; !have {
				order = append(order, k)
			}
			ref[k] = i
			th.DictSet(d, py(th, k), py(th, i))
		}
		v := th.DictGet(d, py(th, k))
		if x, have := ref[k]; have != (v != Unbound) || have && v.Int() != int64(x) {
			t.Fatal("get", i)
		}
	}
	got := th.ListOf(d)
	for i, k := range order {
		if abi.ListItems(got)[i].Int() != int64(k) {
			t.Fatal("order")
		}
	}
}

func TestSets(t *testing.T) {
	th := containerThread(t)
	a := th.NewSet(abi.ListItems(py(th, []any{5, 1, 3, 100, 33, -7})))
	want(t, show(th, a), "{1, 33, 3, 100, 5, -7}")
	b := th.NewSet(abi.ListItems(py(th, []any{1, 33, 8})))
	want(t, show(th, th.BinaryOp(And, a, b)), "{1, 33}")
	want(t, show(th, th.BinaryOp(Or, a, b)), "{1, 33, 3, 100, 5, 8, -7}")
	want(t, show(th, th.BinaryOp(Sub, b, a)), "{8}")
	want(t, show(th, th.BinaryOp(Xor, b, a)), "{3, 100, 5, 8, -7}")
	want(t, call(th, a, "remove", 4), "KeyError: 4")
	want(t, call(th, a, "add", []any{}), "TypeError: cannot use 'list' as a set element (unhashable type: 'list')")
	want(t, show(th, th.NewFrozenSet(nil)), "frozenset()")
	h, _ := th.Hash(th.NewFrozenSet(abi.ListItems(py(th, []any{1, 2, 3}))))
	if h != -272375401224217160 {
		t.Error("hash", h)
	}
	it := th.Iter(a)
	th.Next(it)
	th.SetAdd(a, py(th, 77))
	want(t, show(th, th.Next(it)), "RuntimeError: Set changed size during iteration")
}

func TestRange(t *testing.T) {
	th := containerThread(t)
	rng := func(args ...any) Value {
		vs := make([]Value, len(args))
		for i, x := range args {
			vs[i] = py(th, x)
		}
		return th.Call(th.Types.Range.Obj, vs...)
	}
	want(t, show(th, rng(1, 10, 3)), "range(1, 10, 3)")
	want(t, show(th, th.ListOf(rng(10, 0, -3))), "[10, 7, 4, 1]")
	want(t, show(th, rng(1, 2, 0)), "ValueError: range() arg 3 must not be zero")
	want(t, show(th, rng()), "TypeError: range expected at least 1 argument, got 0")
	big := th.BinaryOp(Pow, py(th, 2), py(th, 70))
	r := rng(big)
	want(t, show(th, builtin(th, "len", r)), "OverflowError: Python int too large to convert to C ssize_t")
	want(t, show(th, th.GetItem(r, py(th, -1))), "1180591620717411303423")
	want(t, show(th, th.GetItem(r, th.NewSlice(py(th, 5), None, big))), "range(5, 1180591620717411303424, 1180591620717411303424)")
	want(t, show(th, th.Compare(rng(0), rng(2, 1), EQ)), "True")
	want(t, show(th, th.Call(th.Types.List.Obj, rng(1<<55))), "MemoryError: ")
	want(t, call(th, rng(0, 100, 7), "index", 14), "2")
	want(t, call(th, rng(0, 100, 7), "count", 15), "0")
}

func TestIterBuiltins(t *testing.T) {
	th := containerThread(t)
	l := py(th, []any{3, 1, 2})
	want(t, show(th, builtin(th, "sorted", l)), "[1, 2, 3]")
	want(t, show(th, builtin(th, "sum", l)), "6")
	want(t, show(th, builtin(th, "sum", []any{0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1})), "1.0")
	want(t, show(th, builtin(th, "max", l)), "3")
	want(t, show(th, builtin(th, "min", 4, 2)), "2")
	want(t, show(th, builtin(th, "max", []any{})), "ValueError: max() iterable argument is empty")
	want(t, show(th, builtin(th, "all", []any{1, 0})), "False")
	want(t, show(th, builtin(th, "any", []any{1, 0})), "True")
	want(t, show(th, th.ListOf(th.Call(th.Types.Zip.Obj, l, py(th, "ab")))), "[(3, 'a'), (1, 'b')]")
	want(t, show(th, th.ListOf(th.Call(th.Types.Enumerate.Obj, l, py(th, 5)))), "[(5, 3), (6, 1), (7, 2)]")
	want(t, show(th, th.ListOf(th.Call(th.Types.Reversed.Obj, l))), "[2, 1, 3]")
	want(t, show(th, th.ListOf(th.Call(th.Types.Filter.Obj, None, py(th, []any{0, 1, ""})))), "[1]")
	want(t, show(th, th.ListOf(th.Call(th.Types.Map.Obj, th.Types.List.Obj, py(th, []any{"ab"})))), "[['a', 'b']]")
	want(t, show(th, builtin(th, "next", l)), "TypeError: 'list' object is not an iterator")
	if s := show(th, builtin(th, "len", 1)); !strings.HasPrefix(s, "TypeError: object of type 'int' has no len()") {
		t.Error(s)
	}
}
