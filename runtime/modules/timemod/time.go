// Package timemod is Python's module time. It may import runtime and
// internal/abi.
package timemod

import (
	"math"
	"time"

	"github.com/go-python/gopython/internal/abi"
	"github.com/go-python/gopython/runtime"
)

type value = runtime.Value

// Register makes the module importable in an isolate.
func Register(iso *runtime.Isolate) { iso.RegisterModule("time", newModule) }

// started is the origin of the monotonic clocks.
var started = time.Now()

var structFields = []string{"tm_year", "tm_mon", "tm_mday", "tm_hour", "tm_min", "tm_sec", "tm_wday", "tm_yday", "tm_isdst"}

// zoneInfo is what a struct_time knows beyond its items.
type zoneInfo struct {
	name   string
	offset int
}

func newModule(t *runtime.Thread) value {
	m := t.Mark()
	defer t.Unroot(m)
	mod := t.Root(t.NewModule("time"))
	typ := t.NewStructType("time.struct_time", "time", "The time value as returned by gmtime(), localtime(), and strptime().",
		structFields,
		&runtime.GetSet{Name: "tm_zone", Get: func(t *runtime.Thread, v value) value {
			if z, ok := t.Resource(v).(zoneInfo); ok {
				return t.NewStr(z.name)
			}
			return runtime.None
		}},
		&runtime.GetSet{Name: "tm_gmtoff", Get: func(t *runtime.Thread, v value) value {
			if z, ok := t.Resource(v).(zoneInfo); ok {
				return t.NewInt(int64(z.offset))
			}
			return runtime.None
		}})
	t.SetModuleAttr(mod, "struct_time", typ.Obj)
	c := &clock{typ: typ}
	t.AddFunctions(mod, c.functions())
	winter, summer := zones()
	t.SetModuleAttr(mod, "timezone", t.NewInt(int64(-winter.offset)))
	t.SetModuleAttr(mod, "altzone", t.NewInt(int64(-summer.offset)))
	t.SetModuleAttr(mod, "daylight", abi.SmallInt(b2i(winter != summer)))
	t.SetModuleAttr(mod, "tzname", t.NewTuple2(t.NewStr(winter.name), t.NewStr(summer.name)))
	for i, name := range []string{"CLOCK_REALTIME", "CLOCK_MONOTONIC", "CLOCK_PROCESS_CPUTIME_ID", "CLOCK_THREAD_CPUTIME_ID"} {
		t.SetModuleAttr(mod, name, abi.SmallInt(int64(i)))
	}
	return mod
}

func b2i(b bool) int64 {
	if b {
		return 1
	}
	return 0
}

// zones are standard and summer time of the local zone in this year.
func zones() (winter, summer zoneInfo) {
	year := time.Now().Year()
	for i, month := range []time.Month{time.January, time.July} {
		at := time.Date(year, month, 1, 0, 0, 0, 0, time.Local)
		name, offset := at.Zone()
		z := zoneInfo{name, offset}
		if i == 0 {
			winter, summer = z, z
		} else if at.IsDST() {
			summer = z
		} else if winter != z { // the southern half of the world
			winter = z
		}
	}
	return winter, summer
}

// clock has the functions of the module of one isolate.
type clock struct{ typ *runtime.Type }

// reading makes the pair of functions of a clock: seconds as a float, and
// nanoseconds as an int.
func reading(name string, now func() int64) []*runtime.NativeDef {
	return []*runtime.NativeDef{
		{Name: name, Sig: "", Fn: func(t *runtime.Thread, _ []value) value { return t.NewFloat(seconds(now())) }},
		{Name: name + "_ns", Sig: "", Fn: func(t *runtime.Thread, _ []value) value { return t.NewInt(now()) }},
	}
}

func seconds(ns int64) float64 {
	if s := ns / 1e9; s > 1<<22 { // keep what a float has of precision
		return float64(s) + float64(ns%1e9)/1e9
	}
	return float64(ns) / 1e9
}

func monotonic() int64 { return int64(time.Since(started)) + 1 }

func (c *clock) functions() []*runtime.NativeDef {
	defs := []*runtime.NativeDef{
		{Name: "sleep", Sig: "seconds, /", Fn: sleep, Doc: "Delay execution for a given number of seconds."},
		{Name: "gmtime", Sig: "seconds=None, /", Fn: func(t *runtime.Thread, a []value) value { return c.broken(t, a[0], time.UTC) }},
		{Name: "localtime", Sig: "seconds=None, /", Fn: func(t *runtime.Thread, a []value) value { return c.broken(t, a[0], time.Local) }},
		{Name: "mktime", Sig: "seconds, /", Fn: c.mktime},
		{Name: "strftime", Sig: "format, time_tuple=None, /", Fn: c.strftime},
		{Name: "asctime", Sig: "time_tuple=None, /", Fn: c.asctime},
		{Name: "ctime", Sig: "seconds=None, /", Fn: func(t *runtime.Thread, a []value) value {
			at, ok := timeArg(t, a[0], time.Local)
			if !ok {
				return runtime.Raised
			}
			return t.NewStr(ascii(at))
		}},
		{Name: "get_clock_info", Sig: "name, /", Fn: clockInfo},
		{Name: "tzset", Sig: "", Fn: func(t *runtime.Thread, _ []value) value { return runtime.None }},
	}
	for _, r := range []struct {
		name string
		now  func() int64
	}{
		{"time", func() int64 { return time.Now().UnixNano() }},
		{"monotonic", monotonic}, {"perf_counter", monotonic},
		{"process_time", cpuTime}, {"thread_time", cpuTime},
	} {
		defs = append(defs, reading(r.name, r.now)...)
	}
	return defs
}

// number converts an int or float argument to seconds and nanoseconds.
func number(t *runtime.Thread, v value, what string) (sec, ns int64, ok bool) {
	if v.IsFloat() || v.IsPtr() && t.TypeOf(v).IsSubtype(t.Types.Float) {
		f, _ := runtime.FloatOf(v)
		switch {
		case math.IsNaN(f):
			t.Raise(t.Exc.ValueError, "Invalid value NaN (not a number)")
			return 0, 0, false
		case math.Abs(f) >= 1<<62:
			t.Raise(t.Exc.OverflowError, "timestamp out of range for platform time_t")
			return 0, 0, false
		}
		whole := math.Floor(f)
		return int64(whole), int64((f - whole) * 1e9), true
	}
	if !v.IsInt() && t.TypeOf(v).Slots.Index == nil {
		t.Raise(t.Exc.TypeError, "'%s' object cannot be interpreted as an integer%s", t.TypeName(v), what)
		return 0, 0, false
	}
	n, ok := t.AsInt(v, t.Exc.OverflowError)
	return int64(n), 0, ok
}

// sleepSlice is how often a sleeping thread looks whether it is to stop.
const sleepSlice = 5 * time.Millisecond

// sleep returns early when a signal or a cancellation waits: the interpreter
// acts on it at its next safepoint.
func sleep(t *runtime.Thread, a []value) value {
	sec, ns, ok := number(t, a[0], " or float")
	switch {
	case !ok:
		return runtime.Raised
	case sec < 0:
		return t.Raise(t.Exc.ValueError, "sleep length must be non-negative")
	case sec > math.MaxInt64/int64(time.Second)-1:
		return t.Raise(t.Exc.OverflowError, "timestamp too large to convert to C PyTime_t")
	}
	t.FlushStdoutIfTerminal()
	end := time.Now().Add(time.Duration(sec)*time.Second + time.Duration(ns))
	for t.Poll.Load()&(abi.PollSignal|abi.PollCancel) == 0 {
		left := time.Until(end)
		if left <= 0 {
			break
		}
		time.Sleep(min(left, sleepSlice))
	}
	return runtime.None
}

const (
	maxYear = 1<<31 - 1
	maxSec  = int64(maxYear) * 366 * 86400
)

// timeArg is an optional number of seconds since the epoch, now without.
func timeArg(t *runtime.Thread, v value, loc *time.Location) (time.Time, bool) {
	if v == runtime.Unbound || v == runtime.None {
		return time.Now().In(loc), true
	}
	sec, ns, ok := number(t, v, "")
	if !ok {
		return time.Time{}, false
	}
	if sec > maxSec || sec < -maxSec {
		t.Raise(t.Exc.OverflowError, "timestamp out of range for platform time_t")
		return time.Time{}, false
	}
	return time.Unix(sec, ns).In(loc), true
}

func (c *clock) broken(t *runtime.Thread, v value, loc *time.Location) value {
	at, ok := timeArg(t, v, loc)
	if !ok {
		return runtime.Raised
	}
	return c.structOf(t, at)
}

// structOf makes a struct_time.
func (c *clock) structOf(t *runtime.Thread, at time.Time) value {
	n := func(i int) value { return abi.SmallInt(int64(i)) }
	v := t.NewStruct(c.typ, n(at.Year()), n(int(at.Month())), n(at.Day()), n(at.Hour()), n(at.Minute()), n(at.Second()),
		n((int(at.Weekday())+6)%7), n(at.YearDay()), abi.SmallInt(b2i(at.IsDST())))
	name, offset := at.Zone()
	if at.Location() == time.UTC {
		name = "GMT"
	}
	t.SetResource(v, zoneInfo{name, offset})
	return v
}

// tuple reads a struct_time or tuple of nine ints.
func tuple(t *runtime.Thread, v value, who string) (f [9]int, ok bool) {
	if !v.IsKind(abi.KindTuple) {
		t.Raise(t.Exc.TypeError, "Tuple or struct_time argument required")
		return f, false
	}
	items := abi.TupleItems(v)
	if len(items) != len(f) {
		t.Raise(t.Exc.TypeError, "%s(): illegal time tuple argument", who)
		return f, false
	}
	for i, x := range items {
		n, ok := t.AsInt(x, t.Exc.OverflowError)
		if !ok {
			return f, false
		}
		if n > maxYear || n < -maxYear {
			t.Raise(t.Exc.OverflowError, "signed integer is greater than maximum")
			return f, false
		}
		f[i] = n
	}
	return f, true
}

func (c *clock) mktime(t *runtime.Thread, a []value) value {
	f, ok := tuple(t, a[0], "mktime")
	if !ok {
		return runtime.Raised
	}
	at := time.Date(f[0], time.Month(f[1]), f[2], f[3], f[4], f[5], 0, time.Local)
	if f[8] > 0 && !at.IsDST() {
		if winter, summer := zones(); winter != summer {
			at = at.Add(time.Duration(winter.offset-summer.offset) * time.Second)
		}
	}
	return t.NewFloat(float64(at.Unix()))
}

func clockInfo(t *runtime.Thread, a []value) value {
	if !a[0].IsKind(abi.KindStr) {
		return t.Raise(t.Exc.TypeError, "get_clock_info() argument 1 must be str, not %s", t.TypeName(a[0]))
	}
	impl, monotone := "", true
	switch t.GoString(a[0]) {
	case "time":
		impl, monotone = "clock_gettime(CLOCK_REALTIME)", false
	case "monotonic", "perf_counter":
		impl = "clock_gettime(CLOCK_MONOTONIC)"
	case "process_time", "thread_time":
		impl = "clock_gettime(CLOCK_PROCESS_CPUTIME_ID)"
	default:
		return t.Raise(t.Exc.ValueError, "unknown clock")
	}
	ns := t.NewInstance(t.Types.SimpleNamespace)
	d := t.AttrDict(ns)
	t.DictSetStr(d, t.Intern("implementation"), t.NewStr(impl))
	t.DictSetStr(d, t.Intern("monotonic"), abi.Bool(monotone))
	t.DictSetStr(d, t.Intern("adjustable"), abi.Bool(!monotone))
	t.DictSetStr(d, t.Intern("resolution"), t.NewFloat(1e-9))
	return ns
}
