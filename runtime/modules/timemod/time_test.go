package timemod

import (
	"testing"

	"github.com/go-python/gopython/internal/abi"
	"github.com/go-python/gopython/runtime"
)

func newThread(t *testing.T) (*runtime.Thread, runtime.Value) {
	t.Helper()
	iso, err := runtime.New(runtime.Config{MaxMemory: 64 << 20})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = iso.Close() })
	Register(iso)
	th := iso.Main()
	mod := th.ImportModule("time")
	if mod == runtime.Raised {
		t.Fatal("import failed")
	}
	return th, mod
}

func call(th *runtime.Thread, mod runtime.Value, name string, args ...runtime.Value) string {
	v := th.CallMethod(mod, th.Intern(name), args...)
	if v == runtime.Raised {
		exc := th.TakePending()
		return th.TypeName(exc) + ": " + th.GoString(th.Str(exc))
	}
	return th.GoString(th.Repr(v))
}

func TestTime(t *testing.T) {
	th, mod := newThread(t)
	n := func(i int64) runtime.Value { return abi.SmallInt(i) }
	at := th.NewTuple([]runtime.Value{n(2024), n(2), n(29), n(13), n(4), n(5), n(3), n(60), n(0)})
	for _, c := range []struct {
		name string
		args []runtime.Value
		want string
	}{
		{"gmtime", []runtime.Value{n(0)}, "time.struct_time(tm_year=1970, tm_mon=1, tm_mday=1, tm_hour=0, tm_min=0, tm_sec=0, tm_wday=3, tm_yday=1, tm_isdst=0)"},
		{"asctime", []runtime.Value{at}, "'Thu Feb 29 13:04:05 2024'"},
		{"strftime", []runtime.Value{th.NewStr("%Y-%m-%d %j %a %B %p %I %U %W %V %G %% %Q %e %y"), at}, "'2024-02-29 060 Thu February PM 01 08 09 09 2024 % %Q 29 24'"},
		{"sleep", []runtime.Value{n(-1)}, "ValueError: sleep length must be non-negative"},
		{"sleep", []runtime.Value{n(0)}, "None"},
		{"sleep", []runtime.Value{th.NewStr("a")}, "TypeError: 'str' object cannot be interpreted as an integer or float"},
		{"mktime", []runtime.Value{th.NewTuple(nil)}, "TypeError: mktime(): illegal time tuple argument"},
	} {
		if got := call(th, mod, c.name, c.args...); got != c.want {
			t.Errorf("%s: %s, want %s", c.name, got, c.want)
		}
	}
	a := th.CallMethod(mod, th.Intern("perf_counter_ns"))
	b := th.CallMethod(mod, th.Intern("perf_counter_ns"))
	if a.Int() <= 0 || b.Int() < a.Int() {
		t.Error(a.Int(), b.Int())
	}
}
