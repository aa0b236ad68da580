package runtime

import (
	"strings"
	"sync/atomic"
	"unsafe"

	"github.com/go-python/gopython/internal/abi"
)

// NativeFunc is a function written in Go. a holds one value per parameter of
// the signature, in order; a parameter that was not passed is Unbound.
// *args arrives as a tuple, **kwargs as a dict (Unbound when empty). a may be
// overwritten and is valid during the call; its values stay alive for it.
type NativeFunc func(t *Thread, a []Value) Value

// NativeDef declares a function or method written in Go.
type NativeDef struct {
	Name string
	// Sig lists the parameters in Python's syntax: "self, x, /, *, key=None".
	// Defaults are documentation: the function sees Unbound. A method's first
	// parameter is self, a class method's cls (with Class set).
	Sig    string
	Fn     NativeFunc
	Doc    string
	Class  bool // class method
	Static bool // static method
	// Call, when set, gets the arguments as they are, and Sig and Fn are not used.
	Call CallFunc

	// Walk names the function of walk.py that is called with a generator.
	Walk string

	wrapper bool // a special method made of a slot

	// Quick, when set, is tried first with the positional arguments of a call
	// without named ones: a short cut that returns Unbound when it does not apply.
	Quick NativeFunc

	// Float1 or Float2, when set, is the function on floats, for compiled code.
	// Where it gives no finite number, Fn knows whether that is an error.
	Float1 func(x float64) float64
	Float2 func(x, y float64) float64

	sig atomic.Pointer[signature]
}

// signature is a parsed NativeDef.Sig.
type signature struct {
	names    []string
	posOnly  int // parameters before the slash
	maxPos   int // parameters that may be passed by position
	required int // positional parameters without a default
	kwReq    []bool
	varPos   bool // has *args, at index maxPos
	varKw    bool // has **kwargs, last
	method   bool // first parameter is self or cls: not counted in messages
	simple   bool // positional only, nothing optional
	easy     bool // no *args, **kwargs or required keyword: positional arguments go where they stand
	values   int
}

func (d *NativeDef) signature() *signature {
	if s := d.sig.Load(); s != nil {
		return s
	}
	s := parseSignature(d.Sig)
	d.sig.Store(s)
	return s
}

func parseSignature(text string) *signature {
	s := &signature{posOnly: -1}
	kwOnly := false
	for _, p := range strings.Split(text, ",") {
		p = strings.TrimSpace(p)
		name, _, opt := strings.Cut(p, "=")
		switch {
		case p == "":
			continue
		case p == "/":
			s.posOnly = len(s.names)
			continue
		case p == "*":
			kwOnly = true
			continue
		case strings.HasPrefix(p, "**"):
			s.varKw = true
			s.names = append(s.names, p[2:])
			continue
		case strings.HasPrefix(p, "*"):
			s.varPos, kwOnly = true, true
			s.names = append(s.names, p[1:])
			continue
		}
		if len(s.names) == 0 && (name == "self" || name == "cls") {
			s.method = true
		}
		s.names = append(s.names, strings.TrimSpace(name))
		if kwOnly {
			for len(s.kwReq) < len(s.names)-1 {
				s.kwReq = append(s.kwReq, false)
			}
			s.kwReq = append(s.kwReq, !opt)
			continue
		}
		s.maxPos++
		if !opt {
			s.required++
		}
	}
	if s.posOnly < 0 {
		s.posOnly = 0
		if s.method {
			s.posOnly = 1
		}
	}
	s.values = len(s.names)
	s.simple = s.required == s.values
	s.easy = !s.varPos && !s.varKw
	for _, req := range s.kwReq {
		s.easy = s.easy && !req
	}
	return s
}

// CallNative calls a function written in Go. Args includes self for a method.
func (t *Thread) CallNative(d *NativeDef, args []Value, kwnames Value) Value {
	if t.native >= MaxNative {
		t.Raise(t.Exc.RecursionError, "maximum recursion depth exceeded")
		return Raised
	}
	t.native++
	v := t.callNative(d, args, kwnames)
	t.native--
	return v
}

func (t *Thread) callNative(d *NativeDef, args []Value, kwnames Value) Value {
	if d.Call != nil {
		return d.Call(t, Unbound, args, kwnames)
	}
	if d.Quick != nil && kwnames == Unbound {
		if v := d.Quick(t, args); v != Unbound {
			return v
		}
	}
	s := d.signature()
	if s.simple && kwnames == Unbound && len(args) == s.values {
		return d.Fn(t, args)
	}
	w := t.PushWindow(s.values)
	bound := abi.Values(w.Base, s.values)
	v := Raised
	if s.easy && kwnames == Unbound && len(args) >= s.required && len(args) <= s.maxPos {
		abi.CopyValues(w.Base, args)
		for i := len(args); i < len(bound); i++ {
			bound[i] = Unbound
		}
		v = d.Fn(t, bound)
	} else if t.bindNative(d, s, bound, args, kwnames) {
		v = d.Fn(t, bound)
	}
	t.PopWindow(w)
	return v
}

// callNativeWith calls a function written in Go with first in front of args.
func (t *Thread) callNativeWith(d *NativeDef, first Value, args []Value, kwnames Value) Value {
	n := len(args) + 1
	size := n
	var s *signature
	if d.Call == nil {
		s = d.signature()
		size = max(n, s.values)
	}
	w := t.PushWindow(size)
	abi.Store(w.Base, first)
	abi.CopyValues(w.Base+abi.Word, args)
	var v Value
	if s != nil && s.easy && kwnames == Unbound && n >= s.required && n <= s.maxPos {
		bound := abi.Values(w.Base, s.values)
		for i := n; i < len(bound); i++ {
			bound[i] = Unbound
		}
		v = d.Fn(t, bound)
	} else {
		v = t.callNative(d, abi.Values(w.Base, n), kwnames)
	}
	t.PopWindow(w)
	return v
}

// bindNative distributes arguments over the parameters of d.
func (t *Thread) bindNative(d *NativeDef, s *signature, bound, args []Value, kwnames Value) bool {
	for i := range bound {
		bound[i] = Unbound
	}
	var kw []Value
	if kwnames != Unbound {
		kw = abi.TupleItems(kwnames)
	}
	pos, kwvals := args[:len(args)-len(kw)], args[len(args)-len(kw):]
	n := copy(bound[:s.maxPos], pos)
	if s.varPos {
		bound[s.maxPos] = t.NewTuple(pos[n:])
	} else if len(pos) > s.maxPos {
		return t.tooManyArgs(d, s, pos, len(kw))
	}
	for i, name := range kw {
		if !t.bindKeyword(d, s, bound, pos, name, kwvals[i]) {
			return false
		}
	}
	for i := 0; i < s.maxPos; i++ {
		if bound[i] == Unbound && i < s.required {
			return t.missingArg(d, s, i, pos)
		}
	}
	for i, req := range s.kwReq {
		if req && bound[i] == Unbound {
			t.Raise(t.Exc.TypeError, "%s() missing required keyword-only argument: '%s'", d.Name, s.names[i])
			return false
		}
	}
	return true
}

func (t *Thread) bindKeyword(d *NativeDef, s *signature, bound, pos []Value, name, x Value) bool {
	text := t.GoString(name)
	limit := len(s.names)
	if s.varKw {
		limit--
	}
	for i := s.posOnly; i < limit; i++ {
		if s.names[i] != text || (s.varPos && i == s.maxPos) {
			continue
		}
		if bound[i] != Unbound {
			t.Raise(t.Exc.TypeError, "argument for %s() given by name ('%s') and position (%d)", d.Name, text, s.count(i+1))
			return false
		}
		bound[i] = x
		return true
	}
	if s.varKw {
		if bound[limit] == Unbound {
			bound[limit] = t.NewDict()
		}
		t.DictSetStr(bound[limit], name, x)
		return true
	}
	if s.posOnly >= s.maxPos && len(s.kwReq) == 0 {
		t.Raise(t.Exc.TypeError, "%s() takes no keyword arguments", t.methodName(d, s, pos))
	} else {
		t.Raise(t.Exc.TypeError, "%s() got an unexpected keyword argument '%s'", d.Name, text)
	}
	return false
}

// count is a number of arguments as the user counts them: without self.
func (s *signature) count(n int) int {
	if s.method {
		return n - 1
	}
	return n
}

func (t *Thread) tooManyArgs(d *NativeDef, s *signature, pos []Value, kw int) bool {
	maxN, minN, got := s.count(s.maxPos), s.count(s.required), s.count(len(pos))
	switch {
	case s.posOnly < s.maxPos || len(s.kwReq) > 0:
		if maxN == 0 {
			t.Raise(t.Exc.TypeError, "%s() takes no positional arguments", d.Name)
		} else if len(s.kwReq) > 0 {
			t.Raise(t.Exc.TypeError, "%s() takes %s %d positional argument%s (%d given)", d.Name, exactly(minN == maxN, "at most"), maxN, plural(maxN), got)
		} else {
			t.Raise(t.Exc.TypeError, "%s() takes %s %d argument%s (%d given)", d.Name, exactly(minN == maxN, "at most"), maxN, plural(maxN), got+kw)
		}
	default:
		t.arity(d, s, pos, minN, maxN, got)
	}
	return false
}

func (t *Thread) missingArg(d *NativeDef, s *signature, i int, pos []Value) bool {
	switch {
	case i < s.posOnly && (s.posOnly < s.maxPos || len(s.kwReq) > 0) && !s.varPos:
		need := s.count(min(s.posOnly, s.required))
		t.Raise(t.Exc.TypeError, "%s() takes %s %d positional argument%s (%d given)", d.Name,
			exactly(s.required == s.maxPos && len(s.kwReq) == 0, "at least"), need, plural(need), s.count(len(pos)))
	case i < s.posOnly || s.posOnly >= s.maxPos:
		t.arity(d, s, pos, s.count(s.required), s.count(s.maxPos), s.count(len(pos)))
	default:
		t.Raise(t.Exc.TypeError, "%s() missing required argument '%s' (pos %d)", d.Name, s.names[i], s.count(i+1))
	}
	return false
}

// methodName is how messages call d: methods with their class in front, special
// methods that are made of slots as what they are.
func (t *Thread) methodName(d *NativeDef, s *signature, pos []Value) string {
	switch {
	case d.wrapper:
		return "wrapper " + d.Name
	case !s.method || len(pos) == 0:
		if m := t.nativeModule[d]; m != "" && m != "builtins" {
			return m + "." + d.Name
		}
		return d.Name
	}
	typ := t.TypeOf(pos[0])
	if d.Class {
		typ = t.TypeFor(pos[0])
	}
	if typ == nil {
		return d.Name
	}
	name := t.Intern(d.Name)
	for _, m := range typ.MRO {
		if v := t.TypeAttr(m, name); v.IsKind(abi.KindNative) && v.Shape() != t.Types.GetSet.rootShape && t.NativeDefOf(v) == d {
			return m.Name + "." + d.Name
		}
	}
	return d.Name
}

// arity raises what CPython says of a wrong number of positional-only arguments.
func (t *Thread) arity(d *NativeDef, s *signature, pos []Value, minN, maxN, got int) {
	what := d.Name + " "
	if d.wrapper {
		what = ""
	}
	switch {
	case minN == maxN && maxN == 0 && !d.wrapper:
		t.Raise(t.Exc.TypeError, "%s() takes no arguments (%d given)", t.methodName(d, s, pos), got)
	case minN == maxN && maxN == 1 && !d.wrapper:
		t.Raise(t.Exc.TypeError, "%s() takes exactly one argument (%d given)", t.methodName(d, s, pos), got)
	case minN == maxN:
		t.Raise(t.Exc.TypeError, "%sexpected %d argument%s, got %d", what, maxN, plural(maxN), got)
	case got < minN:
		t.Raise(t.Exc.TypeError, "%sexpected at least %d argument%s, got %d", what, minN, plural(minN), got)
	default:
		t.Raise(t.Exc.TypeError, "%sexpected at most %d argument%s, got %d", what, maxN, plural(maxN), got)
	}
}

func exactly(yes bool, otherwise string) string {
	if yes {
		return "exactly"
	}
	return otherwise
}

func plural(n int) string {
	if n == 1 {
		return ""
	}
	return "s"
}

// NewNative makes a function object of d. typ is its class: Types.Builtin for
// functions and bound methods, Types.MethodDescr and so on for what stands in
// a class's dict. self is the bound receiver (or the class of a descriptor).
func (iso *Isolate) NewNative(typ *Type, d *NativeDef, self Value) Value {
	return iso.newNative(typ, iso.nativeIndex(d), self)
}

func (iso *Isolate) newNative(typ *Type, index int64, self Value) Value {
	addr := iso.Heap.Alloc(unsafe.Sizeof(abi.Native{}), abi.Header{Shape: typ.rootShape, Kind: abi.KindNative}.Word())
	o := abi.ObjAt[abi.Native](addr)
	o.Index, o.Self, o.Module = index, self, None
	return abi.Ptr(addr)
}

func (iso *Isolate) nativeIndex(d *NativeDef) int64 {
	if i, ok := iso.nativeIdx[d]; ok {
		return i
	}
	i := int64(len(iso.natives))
	iso.natives = append(iso.natives, d)
	iso.nativeIdx[d] = i
	return i
}

// NativeDefOf returns the declaration of a function made by NewNative.
func (iso *Isolate) NativeDefOf(v Value) *NativeDef {
	return iso.natives[abi.Obj[abi.Native](v).Index]
}
