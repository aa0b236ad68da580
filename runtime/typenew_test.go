package runtime

import (
	"strings"
	"testing"

	"github.com/go-python/gopython/internal/abi"
)

// newClass calls type(name, bases, {}).
func newClass(t *testing.T, th *Thread, name string, ns Value, bases ...Value) Value {
	t.Helper()
	v := th.Call(th.Types.Type.Obj, th.NewStr(name), th.NewTuple(bases), ns)
	if v == Raised {
		t.Fatalf("type(%q): %s", name, th.MustRepr(th.TakePending()))
	}
	return v
}

func TestClassCreation(t *testing.T) {
	iso, err := New(Config{})
	if err != nil {
		t.Fatal(err)
	}
	defer iso.Close()
	th := iso.Main()
	ns := th.NewDict()
	th.DictSetStr(ns, th.names.Slots, th.NewTuple([]Value{th.Intern("b"), th.Intern("__p")}))
	a := newClass(t, th, "A", ns)
	typ := th.TypeFor(a)
	if typ.Hidden != 2 || typ.HasDict || !typ.SimpleNew() {
		t.Errorf("A: Hidden %d, HasDict %v", typ.Hidden, typ.HasDict)
	}
	if th.TypeAttr(typ, th.Intern("_A__p")) == Unbound {
		t.Error("private slot is not mangled")
	}
	v := th.Call(a)
	if !th.SetAttr(v, th.Intern("b"), abi.SmallInt(7)) || th.GetAttr(v, th.Intern("b")) != abi.SmallInt(7) {
		t.Error("slot does not hold its value")
	}
	if th.SetAttr(v, th.Intern("z"), None) || !th.Catch(th.Exc.AttributeError) {
		t.Error("attribute without a slot was set")
	}
	sub := newClass(t, th, "B", th.NewDict(), a)
	w := th.Call(sub)
	if !th.SetAttr(w, th.Intern("z"), True) || th.GetAttr(w, th.Intern("z")) != True {
		t.Error("subclass of a class with slots has no dict")
	}
	if yes, ok := th.IsInstance(w, a); !yes || !ok {
		t.Error("isinstance")
	}
}

func TestClassErrors(t *testing.T) {
	iso, err := New(Config{})
	if err != nil {
		t.Fatal(err)
	}
	defer iso.Close()
	th := iso.Main()
	T := &th.Types
	a := newClass(t, th, "A", th.NewDict())
	b := newClass(t, th, "B", th.NewDict(), a)
	for _, c := range []struct {
		bases []Value
		want  string
	}{
		{[]Value{T.Bool.Obj}, "type 'bool' is not an acceptable base type"},
		{[]Value{T.Int.Obj, T.Str.Obj}, "multiple bases have instance lay-out conflict"},
		{[]Value{a, b}, "Cannot create a consistent method resolution order (MRO) for bases A, B"},
		{[]Value{a, a}, "duplicate base class A"},
	} {
		if th.Call(T.Type.Obj, th.NewStr("X"), th.NewTuple(c.bases), th.NewDict()) != Raised {
			t.Errorf("no error; want %q", c.want)
			continue
		}
		if got := th.MustRepr(th.TakePending()); !strings.Contains(got, c.want) {
			t.Errorf("got %s, want %q", got, c.want)
		}
	}
	if n := len(th.TypeFor(a).Subclasses()); n != 1 {
		t.Errorf("a failed class stayed among the subclasses: %d", n)
	}
}

func TestSlotsFollowTheDict(t *testing.T) {
	iso, err := New(Config{})
	if err != nil {
		t.Fatal(err)
	}
	defer iso.Close()
	th := iso.Main()
	base := newClass(t, th, "L", th.NewDict(), th.Types.List.Obj)
	sub := newClass(t, th, "M", th.NewDict(), base)
	if th.TypeFor(sub).Slots.Hash != nil {
		t.Error("a list subclass is hashable")
	}
	if !th.SetAttr(base, th.names.Len, th.DictGetStr(th.Builtins, th.Intern("id"))) {
		t.Fatal("set")
	}
	n, ok := th.Len(th.Call(sub))
	if ok && n == 0 {
		t.Error("__len__ set on the base is not used")
	}
	th.TakePending()
}
