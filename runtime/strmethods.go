package runtime

import (
	"github.com/go-python/gopython/internal/abi"
)

// strMethods are the methods of str.
func strMethods() []*NativeDef {
	return []*NativeDef{
		{Name: "capitalize", Sig: "self, /", Fn: strCapitalize},
		{Name: "casefold", Sig: "self, /", Fn: strCasefold},
		{Name: "center", Sig: "self, width, fillchar=' ', /", Fn: padMethod(padCenter)},
		{Name: "count", Sig: "self, sub, start=None, end=None, /", Fn: strCount},
		{Name: "encode", Sig: "self, /, encoding='utf-8', errors='strict'", Fn: strEncode},
		{Name: "endswith", Sig: "self, suffix, start=None, end=None, /", Fn: strEndsWith},
		{Name: "expandtabs", Sig: "self, /, tabsize=8", Fn: strExpandTabs},
		{Name: "find", Sig: "self, sub, start=None, end=None, /", Fn: strFindMethod("find", false, false)},
		{Name: "format", Sig: "self, /, *args, **kwargs", Fn: strFormatMethod},
		{Name: "format_map", Sig: "self, mapping, /", Fn: strFormatMap},
		{Name: "index", Sig: "self, sub, start=None, end=None, /", Fn: strFindMethod("index", false, true)},
		{Name: "isalnum", Sig: "self, /", Fn: strIsAlnum},
		{Name: "isalpha", Sig: "self, /", Fn: strIsAlpha},
		{Name: "isascii", Sig: "self, /", Fn: func(_ *Thread, a []Value) Value { return abi.Bool(IsASCII(a[0])) }},
		{Name: "isdecimal", Sig: "self, /", Fn: strIsDecimal},
		{Name: "isdigit", Sig: "self, /", Fn: strIsDigit},
		{Name: "isidentifier", Sig: "self, /", Fn: func(_ *Thread, a []Value) Value { return abi.Bool(strIsIdentifier(a[0])) }},
		{Name: "islower", Sig: "self, /", Fn: strIsLower},
		{Name: "isnumeric", Sig: "self, /", Fn: strIsNumeric},
		{Name: "isprintable", Sig: "self, /", Fn: strIsPrintable},
		{Name: "isspace", Sig: "self, /", Fn: strIsSpace},
		{Name: "istitle", Sig: "self, /", Fn: strIsTitle},
		{Name: "isupper", Sig: "self, /", Fn: strIsUpper},
		{Name: "join", Walk: "join", Sig: "self, iterable, /", Fn: strJoinMethod},
		{Name: "ljust", Sig: "self, width, fillchar=' ', /", Fn: padMethod(padRight)},
		{Name: "lower", Sig: "self, /", Fn: strLower},
		{Name: "lstrip", Sig: "self, chars=None, /", Fn: stripMethod("lstrip", true, false)},
		{Name: "maketrans", Sig: "x, y=None, z=None, /", Static: true, Fn: strMakeTrans},
		{Name: "partition", Sig: "self, sep, /", Fn: strPartition},
		{Name: "removeprefix", Sig: "self, prefix, /", Fn: strRemovePrefix},
		{Name: "removesuffix", Sig: "self, suffix, /", Fn: strRemoveSuffix},
		{Name: "replace", Sig: "self, old, new, /, count=-1", Fn: strReplace},
		{Name: "rfind", Sig: "self, sub, start=None, end=None, /", Fn: strFindMethod("rfind", true, false)},
		{Name: "rindex", Sig: "self, sub, start=None, end=None, /", Fn: strFindMethod("rindex", true, true)},
		{Name: "rjust", Sig: "self, width, fillchar=' ', /", Fn: padMethod(padLeft)},
		{Name: "rpartition", Sig: "self, sep, /", Fn: strRPartition},
		{Name: "rsplit", Sig: "self, /, sep=None, maxsplit=-1", Fn: strRSplit},
		{Name: "rstrip", Sig: "self, chars=None, /", Fn: stripMethod("rstrip", false, true)},
		{Name: "split", Sig: "self, /, sep=None, maxsplit=-1", Fn: strSplit},
		{Name: "splitlines", Sig: "self, /, keepends=False", Fn: strSplitLines},
		{Name: "startswith", Sig: "self, prefix, start=None, end=None, /", Fn: strStartsWith},
		{Name: "strip", Sig: "self, chars=None, /", Fn: stripMethod("strip", true, true)},
		{Name: "swapcase", Sig: "self, /", Fn: strSwapCase},
		{Name: "title", Sig: "self, /", Fn: strTitle},
		{Name: "translate", Sig: "self, table, /", Fn: strTranslate},
		{Name: "upper", Sig: "self, /", Fn: strUpper},
		{Name: "zfill", Sig: "self, width, /", Fn: strZFill},
		{Name: "__format__", Sig: "self, format_spec, /", Fn: strFormatSpec},
	}
}

// findBounds reads the start and end arguments of the find family: None and
// Unbound are the ends. lo may be beyond hi and n.
func (t *Thread) findBounds(start, end Value, n int) (lo, hi int, ok bool) {
	lo, hi = 0, n
	if start != Unbound && start != None {
		if lo, ok = t.sliceBound(start, 0); !ok {
			return
		}
	}
	if end != Unbound && end != None {
		if hi, ok = t.sliceBound(end, 0); !ok {
			return
		}
	}
	if hi > n {
		hi = n
	} else if hi < 0 {
		hi = max(hi+n, 0)
	}
	if lo < 0 {
		lo = max(lo+n, 0)
	}
	return lo, hi, true
}

func isStr(v Value) bool { return v.IsKind(abi.KindStr) }

// argStr checks that argument n of the method is a str.
func (t *Thread) argStr(method string, n int, v Value) bool {
	if isStr(v) {
		return true
	}
	t.Raise(t.Exc.TypeError, "%s() argument %d must be str, not %s", method, n, t.argTypeName(v))
	return false
}

func strFindMethod(name string, reverse, must bool) NativeFunc {
	return func(t *Thread, a []Value) Value {
		if !t.argStr(name, 1, a[1]) {
			return Raised
		}
		lo, hi, ok := t.findBounds(a[2], a[3], StrLen(a[0]))
		if !ok {
			return Raised
		}
		i := -1
		if n, possible := newNeedle(a[0], a[1]); possible && hi-lo >= StrLen(a[1]) {
			if reverse {
				i = n.rfind(a[0], lo, hi)
			} else {
				i = n.find(a[0], lo, hi)
			}
		}
		if i < 0 && must {
			return t.Raise(t.Exc.ValueError, "substring not found")
		}
		return abi.SmallInt(int64(i))
	}
}

func strCount(t *Thread, a []Value) Value {
	if !t.argStr("count", 1, a[1]) {
		return Raised
	}
	lo, hi, ok := t.findBounds(a[2], a[3], StrLen(a[0]))
	if !ok {
		return Raised
	}
	return abi.SmallInt(int64(strCountIn(a[0], a[1], lo, hi, maxSize)))
}

// strCountIn counts sub in code points lo to hi of v, up to limit.
func strCountIn(v, sub Value, lo, hi, limit int) int {
	if lo > hi {
		return 0
	}
	size := StrLen(sub)
	if size == 0 {
		return min(hi-lo+1, limit)
	}
	n, ok := newNeedle(v, sub)
	if !ok || hi-lo < size {
		return 0
	}
	return n.count(v, lo, hi, size, limit)
}

// strMatchAt reports whether sub is in v at position i; it has to fit.
func strMatchAt(v, sub Value, i int) bool {
	n := StrLen(sub)
	if strWidth(v) == strWidth(sub) {
		w := strWidth(v)
		return bytesEqualAt(strBytes(v), strBytes(sub), i<<w)
	}
	if strWidth(sub) > strWidth(v) {
		return false
	}
	for k := 0; k < n; k++ {
		if StrAt(v, i+k) != StrAt(sub, k) {
			return false
		}
	}
	return true
}

func bytesEqualAt(b, sub []byte, i int) bool { return string(b[i:i+len(sub)]) == string(sub) }

// tailMatch tells whether v[lo:hi] starts or ends with sub.
func tailMatch(v, sub Value, lo, hi int, end bool) bool {
	n := StrLen(sub)
	if hi-lo < n {
		return false
	}
	if end {
		lo = hi - n
	}
	return strMatchAt(v, sub, lo)
}

func (t *Thread) startsEnds(a []Value, name string, end bool) Value {
	lo, hi, ok := t.findBounds(a[2], a[3], StrLen(a[0]))
	if !ok {
		return Raised
	}
	if isStr(a[1]) {
		return abi.Bool(tailMatch(a[0], a[1], lo, hi, end))
	}
	if !a[1].IsKind(abi.KindTuple) {
		return t.Raise(t.Exc.TypeError, "%s first arg must be str or a tuple of str, not %s", name, t.TypeName(a[1]))
	}
	for _, x := range abi.TupleItems(a[1]) {
		if !isStr(x) {
			return t.Raise(t.Exc.TypeError, "tuple for %s must only contain str, not %s", name, t.TypeName(x))
		}
		if tailMatch(a[0], x, lo, hi, end) {
			return True
		}
	}
	return False
}

func strStartsWith(t *Thread, a []Value) Value { return t.startsEnds(a, "startswith", false) }
func strEndsWith(t *Thread, a []Value) Value   { return t.startsEnds(a, "endswith", true) }

func strRemovePrefix(t *Thread, a []Value) Value {
	if !isStr(a[1]) {
		return t.Raise(t.Exc.TypeError, "removeprefix() argument must be str, not %s", t.argTypeName(a[1]))
	}
	n := StrLen(a[0])
	if tailMatch(a[0], a[1], 0, n, false) {
		return t.sliceStr(a[0], StrLen(a[1]), n)
	}
	return t.exactStr(a[0])
}

func strRemoveSuffix(t *Thread, a []Value) Value {
	if !isStr(a[1]) {
		return t.Raise(t.Exc.TypeError, "removesuffix() argument must be str, not %s", t.argTypeName(a[1]))
	}
	n := StrLen(a[0])
	if tailMatch(a[0], a[1], 0, n, true) {
		return t.sliceStr(a[0], 0, n-StrLen(a[1]))
	}
	return t.exactStr(a[0])
}

// Padding.

const (
	padLeft = iota
	padRight
	padCenter
)

func padMethod(how int) NativeFunc {
	return func(t *Thread, a []Value) Value {
		width, ok := t.ssizeArg(a[1])
		if !ok {
			return Raised
		}
		fill := ' '
		if a[2] != Unbound {
			if !isStr(a[2]) {
				return t.Raise(t.Exc.TypeError, "The fill character must be a unicode character, not %s", t.TypeName(a[2]))
			}
			if StrLen(a[2]) != 1 {
				return t.Raise(t.Exc.TypeError, "The fill character must be exactly one character long")
			}
			fill = StrAt(a[2], 0)
		}
		left, right := padSizes(how, StrLen(a[0]), width)
		return t.pad(a[0], left, right, fill)
	}
}

// padSizes says how much to add at both sides of n items to make them width.
func padSizes(how, n, width int) (left, right int) {
	if width <= n { // the difference may not fit
		return 0, 0
	}
	add := width - n
	switch how {
	case padLeft:
		return add, 0
	case padRight:
		return 0, add
	}
	left = add/2 + add&width&1
	return left, add - left
}

func (t *Thread) pad(v Value, left, right int, fill rune) Value {
	if left == 0 && right == 0 {
		return t.exactStr(v)
	}
	n := StrLen(v)
	flags := joinFlags(strFlagsOf(v), strFlags(fill))
	if left > maxSize-n || right > maxSize-n-left {
		return t.Raise(t.Exc.OverflowError, "padded string is too long")
	}
	if !t.textRoom(left+n+right, 1<<(flags&abi.StrWidth)) {
		return Raised
	}
	r := t.allocStr(left+n+right, flags)
	fillStr(r, 0, left, fill)
	putStr(r, left, v, 0, n)
	fillStr(r, left+n, right, fill)
	return r
}

func strZFill(t *Thread, a []Value) Value {
	width, ok := t.ssizeArg(a[1])
	if !ok {
		return Raised
	}
	n := StrLen(a[0])
	if width <= n {
		return t.exactStr(a[0])
	}
	r := t.pad(a[0], width-n, 0, '0')
	if r != Raised && n > 0 {
		if c := StrAt(a[0], 0); c == '+' || c == '-' {
			strSet(r, 0, c)
			strSet(r, width-n, '0')
		}
	}
	return r
}

// strExpandTabs replaces tabs by spaces up to the next column.
func strExpandTabs(t *Thread, a []Value) Value {
	tab := 8
	if a[1] != Unbound {
		var ok bool
		if tab, ok = t.cInt(a[1]); !ok {
			return Raised
		}
	}
	v, n := a[0], StrLen(a[0])
	total, column, found := 0, 0, false
	for i := 0; i < n; i++ {
		switch c := StrAt(v, i); {
		case c == '\t':
			found = true
			if tab > 0 {
				add := tab - column%tab
				column += add
				total += add
			}
		default:
			total++
			column++
			if c == '\n' || c == '\r' {
				column = 0
			}
		}
		if total > 1<<48 {
			return t.Raise(t.Exc.OverflowError, "new string is too long")
		}
	}
	if !found {
		return t.exactStr(v)
	}
	flags := strFlagsOf(v)
	if total == 0 {
		return t.EmptyStr
	}
	if !t.textRoom(total, 1<<(flags&abi.StrWidth)) {
		return Raised
	}
	r := t.allocStr(total, flags)
	k, column := 0, 0
	for i := 0; i < n; i++ {
		c := StrAt(v, i)
		if c == '\t' {
			if tab > 0 {
				add := tab - column%tab
				column += add
				fillStr(r, k, add, ' ')
				k += add
			}
			continue
		}
		strSet(r, k, c)
		k++
		column++
		if c == '\n' || c == '\r' {
			column = 0
		}
	}
	return r
}

// cInt converts an argument that CPython keeps in a C int.
func (t *Thread) cInt(v Value) (int, bool) {
	i := t.AsIndex(v)
	if i == Raised {
		return 0, false
	}
	n, fits := t.IntValue(i)
	if !fits {
		t.Raise(t.Exc.OverflowError, "Python int too large to convert to C long")
		return 0, false
	}
	if n != int64(int32(n)) {
		t.Raise(t.Exc.OverflowError, "Python int too large to convert to C int")
		return 0, false
	}
	return int(n), true
}

// strReplace is str.replace.
func strReplace(t *Thread, a []Value) Value {
	if !t.argStr("replace", 1, a[1]) || !t.argStr("replace", 2, a[2]) {
		return Raised
	}
	limit := maxSize
	if a[3] != Unbound {
		n, ok := t.ssizeArg(a[3])
		if !ok {
			return Raised
		}
		if n >= 0 {
			limit = n
		}
	}
	return t.replace(a[0], a[1], a[2], limit)
}

func (t *Thread) replace(v, old, repl Value, limit int) Value {
	n, size, add := StrLen(v), StrLen(old), StrLen(repl)
	count := strCountIn(v, old, 0, n, limit)
	if count == 0 {
		return t.exactStr(v)
	}
	if add > size && count > (maxSize-n)/(add-size) {
		return t.Raise(t.Exc.OverflowError, "replace string is too long")
	}
	total := n + count*(add-size)
	flags := joinFlags(strFlagsOf(v), strFlagsOf(repl))
	if total == 0 {
		return t.EmptyStr
	}
	if !t.textRoom(total, 1<<(flags&abi.StrWidth)) {
		return Raised
	}
	r := t.allocStr(total, flags)
	at := 0
	if size == 0 {
		for i := 0; i < n; i++ {
			if count > 0 {
				putStr(r, at, repl, 0, add)
				at += add
				count--
			}
			putStr(r, at, v, i, 1)
			at++
		}
		if count > 0 {
			putStr(r, at, repl, 0, add)
		}
		return r
	}
	ndl, _ := newNeedle(v, old)
	pos := 0
	for ; count > 0; count-- {
		i := ndl.find(v, pos, n)
		putStr(r, at, v, pos, i-pos)
		at += i - pos
		putStr(r, at, repl, 0, add)
		at += add
		pos = i + size
	}
	putStr(r, at, v, pos, n-pos)
	return t.narrow(r, flags, strFlagsOf(v) == flags && strFlagsOf(old) == flags)
}

// narrow makes the str r, just made, as narrow as its contents allow; it may be
// too wide only if maybe says so.
func (t *Thread) narrow(r Value, flags uint16, maybe bool) Value {
	if flags == abi.StrASCII || !maybe {
		if StrLen(r) == 1 {
			return t.NewChar(StrAt(r, 0))
		}
		return r
	}
	top := rune(0)
	switch flags & abi.StrWidth {
	case 0:
		top = topUnit(units8(r))
	case 1:
		top = topUnit(units16(r))
	default:
		top = topUnit(units32(r))
	}
	if strFlags(top) == flags && StrLen(r) != 1 {
		return r
	}
	switch flags & abi.StrWidth {
	case 0:
		return newStrUnits(t.Isolate, units8(r))
	case 1:
		return newStrUnits(t.Isolate, units16(r))
	}
	return newStrUnits(t.Isolate, units32(r))
}
