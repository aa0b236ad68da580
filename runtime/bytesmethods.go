package runtime

import (
	"bytes"

	"github.com/go-python/gopython/internal/abi"
)

// bytesMethods are the methods that bytes and bytearray share.
func bytesMethods() []*NativeDef {
	return []*NativeDef{
		{Name: "capitalize", Sig: "self, /", Fn: bytesMap(bytesCapitalize)},
		{Name: "center", Sig: "self, width, fillchar=b' ', /", Fn: bytesPadMethod("center", padCenter)},
		{Name: "count", Sig: "self, sub, start=None, end=None, /", Fn: bytesCount},
		{Name: "decode", Sig: "self, /, encoding='utf-8', errors='strict'", Fn: bytesDecode},
		{Name: "endswith", Sig: "self, suffix, start=None, end=None, /", Fn: bytesStartsEnds("endswith", true)},
		{Name: "expandtabs", Sig: "self, /, tabsize=8", Fn: bytesExpandTabs},
		{Name: "find", Sig: "self, sub, start=None, end=None, /", Fn: bytesFindMethod(bytes.Index, false)},
		{Name: "hex", Sig: "self, /, sep=None, bytes_per_sep=1", Fn: bytesHex},
		{Name: "index", Sig: "self, sub, start=None, end=None, /", Fn: bytesFindMethod(bytes.Index, true)},
		{Name: "isalnum", Sig: "self, /", Fn: bytesAll(func(c byte) bool { return byteAlpha(c) || byteDigit(c) })},
		{Name: "isalpha", Sig: "self, /", Fn: bytesAll(byteAlpha)},
		{Name: "isascii", Sig: "self, /", Fn: func(_ *Thread, a []Value) Value { return abi.Bool(isASCIIBytes(bytesOf(a[0]))) }},
		{Name: "isdigit", Sig: "self, /", Fn: bytesAll(byteDigit)},
		{Name: "islower", Sig: "self, /", Fn: bytesCased(byteUpper, byteLower)},
		{Name: "isspace", Sig: "self, /", Fn: bytesAll(byteSpace)},
		{Name: "istitle", Sig: "self, /", Fn: bytesIsTitle},
		{Name: "isupper", Sig: "self, /", Fn: bytesCased(byteLower, byteUpper)},
		{Name: "join", Sig: "self, iterable_of_bytes, /", Fn: bytesJoin},
		{Name: "ljust", Sig: "self, width, fillchar=b' ', /", Fn: bytesPadMethod("ljust", padRight)},
		{Name: "lower", Sig: "self, /", Fn: bytesMap(bytesTable(&lowerTable))},
		{Name: "lstrip", Sig: "self, bytes=None, /", Fn: bytesStripMethod(true, false)},
		{Name: "maketrans", Sig: "frm, to, /", Static: true, Fn: bytesMakeTrans},
		{Name: "partition", Sig: "self, sep, /", Fn: bytesPartition},
		{Name: "removeprefix", Sig: "self, prefix, /", Fn: bytesRemove(bytes.TrimPrefix)},
		{Name: "removesuffix", Sig: "self, suffix, /", Fn: bytesRemove(bytes.TrimSuffix)},
		{Name: "replace", Sig: "self, old, new, count=-1, /", Fn: bytesReplace},
		{Name: "rfind", Sig: "self, sub, start=None, end=None, /", Fn: bytesFindMethod(bytes.LastIndex, false)},
		{Name: "rindex", Sig: "self, sub, start=None, end=None, /", Fn: bytesFindMethod(bytes.LastIndex, true)},
		{Name: "rjust", Sig: "self, width, fillchar=b' ', /", Fn: bytesPadMethod("rjust", padLeft)},
		{Name: "rpartition", Sig: "self, sep, /", Fn: bytesRPartition},
		{Name: "rsplit", Sig: "self, /, sep=None, maxsplit=-1", Fn: bytesRSplit},
		{Name: "rstrip", Sig: "self, bytes=None, /", Fn: bytesStripMethod(false, true)},
		{Name: "split", Sig: "self, /, sep=None, maxsplit=-1", Fn: bytesSplit},
		{Name: "splitlines", Sig: "self, /, keepends=False", Fn: bytesSplitLines},
		{Name: "startswith", Sig: "self, prefix, start=None, end=None, /", Fn: bytesStartsEnds("startswith", false)},
		{Name: "strip", Sig: "self, bytes=None, /", Fn: bytesStripMethod(true, true)},
		{Name: "swapcase", Sig: "self, /", Fn: bytesMap(bytesTable(&swapTable))},
		{Name: "title", Sig: "self, /", Fn: bytesMap(bytesTitle)},
		{Name: "translate", Sig: "self, table, /, delete=b''", Fn: bytesTranslate},
		{Name: "upper", Sig: "self, /", Fn: bytesMap(bytesTable(&upperTable))},
		{Name: "zfill", Sig: "self, width, /", Fn: bytesZFill},
	}
}

func byteUpper(c byte) bool { return 'A' <= c && c <= 'Z' }
func byteLower(c byte) bool { return 'a' <= c && c <= 'z' }
func byteAlpha(c byte) bool { return byteLower(c | 0x20) }
func byteDigit(c byte) bool { return '0' <= c && c <= '9' }
func byteSpace(c byte) bool { return c == ' ' || c >= '\t' && c <= '\r' }

// bytesLike views an argument that has to be bytes-like.
func (t *Thread) bytesLike(v Value) ([]byte, bool) {
	b, ok := t.BytesView(v)
	if !ok && !t.memUnusable(v) {
		t.Raise(t.Exc.TypeError, "a bytes-like object is required, not '%s'", t.TypeName(v))
	}
	return b, ok
}

// bytesMap is a method that computes new bytes of the same length.
func bytesMap(f func(dst, src []byte)) NativeFunc {
	return func(t *Thread, a []Value) Value {
		src := bytesOf(a[0])
		if a[0].IsKind(abi.KindByteArray) {
			r := t.allocByteArray(t.Types.ByteArray, len(src))
			f(bytesOf(r), src)
			return r
		}
		switch len(src) {
		case 0:
			return t.EmptyBytes
		case 1:
			var one [1]byte
			f(one[:], src)
			return t.bytes1[one[0]]
		}
		r := t.allocBytes(len(src))
		f(bytesOf(r), src)
		return r
	}
}

func bytesTable(table *[128]byte) func(dst, src []byte) {
	return func(dst, src []byte) {
		for i, c := range src {
			if c < 0x80 {
				c = table[c]
			}
			dst[i] = c
		}
	}
}

func bytesCapitalize(dst, src []byte) {
	bytesTable(&lowerTable)(dst, src)
	if len(src) > 0 && src[0] < 0x80 {
		dst[0] = upperTable[src[0]]
	}
}

func bytesTitle(dst, src []byte) {
	inWord := false
	for i, c := range src {
		alpha := byteAlpha(c)
		if alpha && inWord {
			c |= 0x20
		} else if alpha {
			c &^= 0x20
		}
		dst[i], inWord = c, alpha
	}
}

func bytesAll(f func(byte) bool) NativeFunc {
	return func(_ *Thread, a []Value) Value {
		b := bytesOf(a[0])
		for _, c := range b {
			if !f(c) {
				return False
			}
		}
		return abi.Bool(len(b) > 0)
	}
}

// bytesCased tells whether no byte is bad and at least one good.
func bytesCased(bad, good func(byte) bool) NativeFunc {
	return func(_ *Thread, a []Value) Value {
		found := false
		for _, c := range bytesOf(a[0]) {
			if bad(c) {
				return False
			}
			found = found || good(c)
		}
		return abi.Bool(found)
	}
}

func bytesIsTitle(_ *Thread, a []Value) Value {
	cased, inWord := false, false
	for _, c := range bytesOf(a[0]) {
		switch {
		case byteUpper(c):
			if inWord {
				return False
			}
			cased, inWord = true, true
		case byteLower(c):
			if !inWord {
				return False
			}
			cased = true
		default:
			inWord = false
		}
	}
	return abi.Bool(cased)
}

func bytesDecode(t *Thread, a []Value) Value {
	enc, errs, ok := t.codecArgs("decode", a[1], a[2])
	if !ok {
		return Raised
	}
	return t.Decode(a[0], enc, errs)
}

// subBytes reads what is searched for: bytes-like or an int. one is room for
// the latter.
func (t *Thread) subBytes(v Value, one *[1]byte) ([]byte, bool) {
	if b, ok := t.BytesView(v); ok {
		return b, true
	}
	if t.memUnusable(v) {
		return nil, false
	}
	if t.TypeOf(v).Slots.Index == nil {
		t.Raise(t.Exc.TypeError, "argument should be integer or bytes-like object, not '%s'", t.TypeName(v))
		return nil, false
	}
	c, ok := t.byteValue(v, "byte")
	one[0] = c
	return one[:], ok
}

func bytesFindMethod(find func(b, sub []byte) int, must bool) NativeFunc {
	return func(t *Thread, a []Value) Value {
		lo, hi, ok := t.findBounds(a[2], a[3], len(bytesOf(a[0])))
		if !ok {
			return Raised
		}
		var one [1]byte
		sub, ok := t.subBytes(a[1], &one)
		if !ok {
			return Raised
		}
		i, b := -1, bytesOf(a[0])
		if hi = min(hi, len(b)); lo <= hi {
			if i = find(b[lo:hi], sub); i >= 0 {
				i += lo
			}
		}
		if i < 0 && must {
			return t.Raise(t.Exc.ValueError, "subsection not found")
		}
		return abi.SmallInt(int64(i))
	}
}

func bytesCount(t *Thread, a []Value) Value {
	lo, hi, ok := t.findBounds(a[2], a[3], len(bytesOf(a[0])))
	if !ok {
		return Raised
	}
	var one [1]byte
	sub, ok := t.subBytes(a[1], &one)
	if !ok {
		return Raised
	}
	b := bytesOf(a[0])
	if hi = min(hi, len(b)); lo > hi {
		return abi.SmallInt(0)
	}
	return abi.SmallInt(int64(countBytes(b[lo:hi], sub)))
}

func countBytes(b, sub []byte) int {
	if len(sub) == 0 {
		return len(b) + 1
	}
	return bytes.Count(b, sub)
}

func bytesStartsEnds(name string, end bool) NativeFunc {
	return func(t *Thread, a []Value) Value {
		lo, hi, ok := t.findBounds(a[2], a[3], len(bytesOf(a[0])))
		if !ok {
			return Raised
		}
		b := bytesOf(a[0])
		if hi = min(hi, len(b)); lo > hi {
			b, lo, hi = nil, 0, -1
		}
		match := func(sub []byte) bool {
			if hi < lo {
				return false
			}
			if end {
				return bytes.HasSuffix(b[lo:hi], sub)
			}
			return bytes.HasPrefix(b[lo:hi], sub)
		}
		if sub, ok := t.BytesView(a[1]); ok {
			return abi.Bool(match(sub))
		}
		if !a[1].IsKind(abi.KindTuple) {
			return t.Raise(t.Exc.TypeError, "%s first arg must be bytes or a tuple of bytes, not %s", name, t.TypeName(a[1]))
		}
		for _, x := range abi.TupleItems(a[1]) {
			sub, ok := t.bytesLike(x)
			if !ok {
				return Raised
			}
			if match(sub) {
				return True
			}
		}
		return False
	}
}

func bytesRemove(trim func(b, part []byte) []byte) NativeFunc {
	return func(t *Thread, a []Value) Value {
		part, ok := t.bytesLike(a[1])
		if !ok {
			return Raised
		}
		b := bytesOf(a[0])
		r := trim(b, part)
		if len(r) == len(b) {
			return t.sameLike(a[0])
		}
		return t.newLike(a[0], r)
	}
}

func bytesPadMethod(name string, how int) NativeFunc {
	return func(t *Thread, a []Value) Value {
		width, ok := t.ssizeArg(a[1])
		if !ok {
			return Raised
		}
		fill := byte(' ')
		if x := a[2]; x != Unbound {
			b := bytesOf(x)
			switch {
			case !x.IsKind(abi.KindBytes) && !x.IsKind(abi.KindByteArray):
				return t.Raise(t.Exc.TypeError, "%s() argument 2 must be a byte string of length 1, not %s", name, t.argTypeName(x))
			case len(b) != 1:
				return t.Raise(t.Exc.TypeError, "%s(): argument 2 must be a byte string of length 1, not a %s object of length %d", name, t.TypeName(x), len(b))
			}
			fill = b[0]
		}
		left, right := padSizes(how, len(bytesOf(a[0])), width)
		return t.padBytes(a[0], left, right, fill)
	}
}

func (t *Thread) padBytes(v Value, left, right int, fill byte) Value {
	if left == 0 && right == 0 {
		return t.sameLike(v)
	}
	b := bytesOf(v)
	if left > maxSize-len(b) || right > maxSize-len(b)-left || !t.textRoom(left+len(b)+right, 1) {
		if t.exc == Unbound {
			return t.memoryError()
		}
		return Raised
	}
	n := left + len(b) + right
	var r Value
	if v.IsKind(abi.KindByteArray) {
		r = t.allocByteArray(t.Types.ByteArray, n)
	} else if n == 1 {
		return t.bytes1[fill]
	} else {
		r = t.allocBytes(n)
	}
	dst := bytesOf(r)
	fillUnits(dst[:left], fill)
	copy(dst[left:], b)
	fillUnits(dst[left+len(b):], fill)
	return r
}

func bytesZFill(t *Thread, a []Value) Value {
	width, ok := t.ssizeArg(a[1])
	if !ok {
		return Raised
	}
	b := bytesOf(a[0])
	n := len(b)
	if width <= n {
		return t.sameLike(a[0])
	}
	r := t.padBytes(a[0], width-n, 0, '0')
	if r != Raised && n > 0 && (b[0] == '+' || b[0] == '-') {
		dst := bytesOf(r)
		dst[0], dst[width-n] = b[0], '0'
	}
	return r
}

func bytesExpandTabs(t *Thread, a []Value) Value {
	tab := 8
	if a[1] != Unbound {
		var ok bool
		if tab, ok = t.cInt(a[1]); !ok {
			return Raised
		}
	}
	b := bytesOf(a[0])
	n, column := 0, 0
	for _, c := range b {
		if c == '\t' {
			if tab > 0 {
				add := tab - column%tab
				column, n = column+add, n+add
			}
		} else {
			n++
			if column++; c == '\n' || c == '\r' {
				column = 0
			}
		}
		if n > 1<<48 {
			return t.Raise(t.Exc.OverflowError, "result too long")
		}
	}
	if !t.textRoom(n, 2) {
		return Raised
	}
	out := make([]byte, 0, n)
	column = 0
	for _, c := range b {
		if c == '\t' {
			if tab > 0 {
				add := tab - column%tab
				column += add
				at := len(out)
				out = out[:at+add]
				fillUnits(out[at:], ' ')
			}
			continue
		}
		out = append(out, c)
		if column++; c == '\n' || c == '\r' {
			column = 0
		}
	}
	return t.newLike(a[0], out)
}

func bytesReplace(t *Thread, a []Value) Value {
	if _, ok := t.bytesLike(a[1]); !ok {
		return Raised
	}
	if _, ok := t.bytesLike(a[2]); !ok {
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
	old, _ := t.BytesView(a[1]) // not before: reading the count may run code
	repl, _ := t.BytesView(a[2])
	b := bytesOf(a[0])
	count := min(countBytes(b, old), limit)
	if count == 0 {
		return t.sameLike(a[0])
	}
	if grow := len(repl) - len(old); grow > 0 && count > (maxSize-len(b))/grow {
		return t.Raise(t.Exc.OverflowError, "replace bytes is too long")
	}
	n := len(b) + count*(len(repl)-len(old))
	if n > 1<<14 && !t.textRoom(n, 1) {
		return Raised
	}
	var r Value
	if a[0].IsKind(abi.KindByteArray) {
		r = t.allocByteArray(t.Types.ByteArray, n)
	} else if n == 0 {
		return t.EmptyBytes
	} else {
		r = t.allocBytes(n)
	}
	dst, at := bytesOf(r), 0
	for k := 0; k < count; k++ {
		i := 0
		if len(old) > 0 {
			i = bytes.Index(b, old)
		} else if k > 0 {
			i = 1
		}
		at += copy(dst[at:], b[:i])
		at += copy(dst[at:], repl)
		b = b[i+len(old):]
	}
	copy(dst[at:], b)
	if n == 1 && r.IsKind(abi.KindBytes) {
		return t.bytes1[dst[0]]
	}
	return r
}

func bytesMakeTrans(t *Thread, a []Value) Value {
	from, ok := t.bytesLike(a[0])
	if !ok {
		return Raised
	}
	to, ok := t.bytesLike(a[1])
	if !ok {
		return Raised
	}
	if len(from) != len(to) {
		return t.Raise(t.Exc.ValueError, "maketrans arguments must have same length")
	}
	var table [256]byte
	for i := range table {
		table[i] = byte(i)
	}
	for i, c := range from {
		table[c] = to[i]
	}
	return t.NewBytes(table[:])
}

func bytesTranslate(t *Thread, a []Value) Value {
	var table, drop []byte
	ok := true
	if a[1] != None {
		if table, ok = t.bytesLike(a[1]); !ok {
			return Raised
		}
		if len(table) != 256 {
			return t.Raise(t.Exc.ValueError, "translation table must be 256 characters long")
		}
	}
	if a[2] != Unbound {
		if drop, ok = t.bytesLike(a[2]); !ok {
			return Raised
		}
	}
	b := bytesOf(a[0])
	if table == nil && len(drop) == 0 {
		return t.sameLike(a[0])
	}
	var dropped [256]bool
	for _, c := range drop {
		dropped[c] = true
	}
	if !t.textRoom(len(b), 2) {
		return Raised
	}
	out := make([]byte, 0, len(b))
	for _, c := range b {
		if dropped[c] {
			continue
		}
		if table != nil {
			c = table[c]
		}
		out = append(out, c)
	}
	return t.newLike(a[0], out)
}

// bytesHex is hex(sep, bytes_per_sep).
func bytesHex(t *Thread, a []Value) Value {
	c, every, ok := t.hexArgs(a[1], a[2])
	if !ok {
		return Raised
	}
	return t.hexText(bytesOf(a[0]), c, every)
}

// hexArgs reads the separator and the number of bytes between two: negative
// when counted from the left, 0 for no separators.
func (t *Thread) hexArgs(sep, group Value) (c byte, every int, ok bool) {
	if sep != Unbound {
		n, ok := t.Len(sep)
		if !ok {
			return 0, 0, false
		}
		bad, class := "", t.Exc.ValueError
		switch {
		case n != 1:
			bad = "sep must be length 1."
		case isStr(sep):
			if !IsASCII(sep) {
				bad = "sep must be ASCII."
				break
			}
			c = byte(StrAt(sep, 0))
		case sep.IsKind(abi.KindBytes):
			if c = bytesOf(sep)[0]; c >= 0x80 {
				bad = "sep must be ASCII."
			}
		default:
			bad, class = "sep must be str or bytes.", t.Exc.TypeError
		}
		if bad != "" {
			t.Raise(class, "%s", bad)
			return 0, 0, false
		}
		every = 1
	}
	if group != Unbound {
		n, ok := t.cInt(group)
		if !ok {
			return 0, 0, false
		}
		if every != 0 {
			every = n
		}
	}
	return c, every, true
}

// hexText writes bytes as hexadecimal digits.
func (t *Thread) hexText(b []byte, c byte, every int) Value {
	n := len(b) * 2
	size, first := every, 0
	if every < 0 {
		size = -every
	}
	if size >= len(b) {
		size = 0
	}
	if size > 0 {
		n += (len(b) - 1) / size
		if first = size; every > 0 {
			if first = len(b) % size; first == 0 {
				first = size
			}
		}
	}
	if n == 0 {
		return t.EmptyStr
	}
	if !t.textRoom(n, 1) {
		return Raised
	}
	r := t.allocStr(n, abi.StrASCII)
	dst, k := units8(r), 0
	for i, x := range b {
		if size > 0 && i > 0 && (i-first)%size == 0 {
			dst[k] = c
			k++
		}
		dst[k], dst[k+1] = "0123456789abcdef"[x>>4], "0123456789abcdef"[x&15]
		k += 2
	}
	return r
}
