package interp

import (
	"strings"

	"github.com/go-python/gopython/internal/abi"
	"github.com/go-python/gopython/internal/bytecode"
	"github.com/go-python/gopython/runtime"
)

// bindArgs arranges the n arguments in the window at base, of which the last
// len(kwnames) are named, in the registers of fn's parameters: positional,
// keyword-only, *args, **kwargs.
func bindArgs(t *runtime.Thread, fn Value, base uintptr, n int, kwnames Value) bool {
	code := codeOf(fn)
	if kwnames == Unbound && code.Args == uint32(n) {
		return true
	}
	f := abi.Obj[abi.Function](fn)
	if kwnames == Unbound && code.Args&abi.CodeComplexArgs == 0 && n < int(code.Args) && f.Defaults != abi.None {
		// Only defaults are missing.
		defaults := abi.TupleItems(f.Defaults)
		if first := int(code.Args) - len(defaults); n >= first {
			for i := n; i < int(code.Args); i++ {
				abi.Store(base+uintptr(i)*word, defaults[i-first])
			}
			return true
		}
	}
	b := binder{t: t, fn: fn, f: f, info: t.CodeInfo(f.Code)}
	return b.bind(base, n, kwnames)
}

// binder is one call that needs more than copying defaults.
type binder struct {
	t     *runtime.Thread
	fn    Value
	f     *abi.Function
	info  *runtime.CodeInfo
	local [24]Value
}

func (b *binder) bind(base uintptr, n int, kwnames Value) bool {
	var names []Value
	if kwnames != Unbound {
		names = abi.TupleItems(kwnames)
	}
	// The arguments move: work on a copy.
	args := b.local[:0]
	args = append(args, abi.Values(base, n)...)
	pos, kwvals := args[:n-len(names)], args[n-len(names):]

	argc, kwonly := b.info.ArgCount, b.info.KwOnly
	total := argc + kwonly
	params := abi.Values(base, total+2)
	for i := range params {
		params[i] = Unbound
	}
	next := copy(params[:argc], pos)
	varArgs, varKw := -1, -1
	if b.info.Flags&bytecode.FlagVarArgs != 0 {
		varArgs = total
		params[total] = b.t.NewTuple(pos[next:])
		total++
	}
	if b.info.Flags&bytecode.FlagVarKeywords != 0 {
		varKw = total
		params[total] = b.t.NewDict()
	}
	for i, name := range names {
		if !b.keyword(params, name, kwvals[i], argc+kwonly, varKw, names) {
			return false
		}
	}
	if varArgs < 0 && len(pos) > argc {
		return b.tooMany(params, len(pos))
	}
	return b.defaults(params, len(pos))
}

// keyword stores one named argument.
func (b *binder) keyword(params []Value, name, v Value, n, varKw int, all []Value) bool {
	for i := b.info.PosOnly; i < n; i++ {
		if p := b.info.Names[i]; p == name || runtime.StrEqual(p, name) {
			if params[i] != Unbound {
				b.raise("%s() got multiple values for argument '%s'", b.name(), b.t.GoString(name))
				return false
			}
			params[i] = v
			return true
		}
	}
	if varKw >= 0 {
		b.t.DictSetStr(params[varKw], name, v)
		return true
	}
	var posOnly []string
	for i := 0; i < b.info.PosOnly; i++ {
		for _, k := range all {
			if runtime.StrEqual(b.info.Names[i], k) {
				posOnly = append(posOnly, b.info.VarNames[i])
			}
		}
	}
	if posOnly != nil {
		b.raise("%s() got some positional-only arguments passed as keyword arguments: '%s'", b.name(), strings.Join(posOnly, ", "))
		return false
	}
	b.raise("%s() got an unexpected keyword argument '%s'%s", b.name(), b.t.GoString(name), b.t.SuggestKeyword(name, b.info.VarNames[b.info.PosOnly:n]))
	return false
}

// defaults fills in what was not passed.
func (b *binder) defaults(params []Value, given int) bool {
	argc := b.info.ArgCount
	var defaults []Value
	if b.f.Defaults != abi.None {
		defaults = abi.TupleItems(b.f.Defaults)
	}
	first := argc - len(defaults)
	var missing []string
	for i := given; i < argc; i++ {
		if params[i] != Unbound {
			continue
		}
		if i >= first && i-first < len(defaults) {
			params[i] = defaults[i-first]
		} else {
			missing = append(missing, b.info.VarNames[i])
		}
	}
	if missing != nil {
		return b.missing("positional", missing)
	}
	for i := argc; i < argc+b.info.KwOnly; i++ {
		if params[i] != Unbound {
			continue
		}
		if b.f.KwDefaults.IsKind(abi.KindDict) {
			params[i] = b.t.DictGetStr(b.f.KwDefaults, b.info.Names[i])
		}
		if params[i] == Unbound {
			missing = append(missing, b.info.VarNames[i])
		}
	}
	if missing != nil {
		return b.missing("keyword-only", missing)
	}
	return true
}

func (b *binder) name() string { return b.t.GoString(b.f.Qualname) }

func (b *binder) raise(format string, args ...any) { b.t.Raise(b.t.Exc.TypeError, format, args...) }

func (b *binder) missing(kind string, names []string) bool {
	for i, n := range names {
		names[i] = "'" + n + "'"
	}
	list := names[0]
	switch n := len(names); {
	case n == 2:
		list = names[0] + " and " + names[1]
	case n > 2:
		list = strings.Join(names[:n-1], ", ") + ", and " + names[n-1]
	}
	b.raise("%s() missing %d required %s argument%s: %s", b.name(), len(names), kind, plural(len(names)), list)
	return false
}

func (b *binder) tooMany(params []Value, given int) bool {
	argc := b.info.ArgCount
	kwGiven := 0
	for i := argc; i < argc+b.info.KwOnly; i++ {
		if params[i] != Unbound {
			kwGiven++
		}
	}
	defcount := 0
	if b.f.Defaults != abi.None {
		defcount = len(abi.TupleItems(b.f.Defaults))
	}
	takes, pl := "", argc != 1
	if defcount > 0 {
		takes = "from " + itoa(argc-defcount) + " to " + itoa(argc)
		pl = true
	} else {
		takes = itoa(argc)
	}
	s, kwText := "", ""
	if pl {
		s = "s"
	}
	if kwGiven > 0 {
		kwText = " positional argument" + plural(given) + " (and " + itoa(kwGiven) + " keyword-only argument" + plural(kwGiven) + ")"
	}
	was := "were"
	if given == 1 && kwGiven == 0 {
		was = "was"
	}
	b.raise("%s() takes %s positional argument%s but %d%s %s given", b.name(), takes, s, given, kwText, was)
	return false
}

func plural(n int) string {
	if n == 1 {
		return ""
	}
	return "s"
}

func itoa(n int) string {
	if n < 10 {
		return string(rune('0' + n))
	}
	return itoa(n/10) + string(rune('0'+n%10))
}
