package runtime

import (
	"github.com/go-python/gopython/internal/abi"
)

// str.maketrans and str.translate.

func strMakeTrans(t *Thread, a []Value) Value {
	m := t.Mark()
	defer t.Unroot(m)
	d := t.Root(t.NewDict())
	x := a[0]
	if a[1] == Unbound {
		if !x.IsKind(abi.KindDict) {
			return t.Raise(t.Exc.TypeError, "if you give only one argument to maketrans it must be a dict")
		}
		for i := 0; ; i++ {
			e, at := DictNext(x, i)
			if e == nil {
				return d
			}
			i = at
			key := e.Key
			if isStr(key) {
				if StrLen(key) != 1 {
					return t.Raise(t.Exc.ValueError, "string keys in translatetable must be of length 1")
				}
				key = abi.SmallInt(int64(StrAt(key, 0)))
			} else if !t.TypeOf(key).IsSubtype(t.Types.Int) {
				return t.Raise(t.Exc.TypeError, "keys in translate table must be strings or integers")
			}
			if !t.DictSet(d, key, e.Value) {
				return Raised
			}
		}
	}
	if !isStr(x) {
		return t.Raise(t.Exc.TypeError, "first maketrans argument must be a string if there is a second argument")
	}
	y := a[1]
	if !t.argStr("maketrans", 2, y) || a[2] != Unbound && !t.argStr("maketrans", 3, a[2]) {
		return Raised
	}
	if StrLen(x) != StrLen(y) {
		return t.Raise(t.Exc.ValueError, "the first two maketrans arguments must have equal length")
	}
	for i, n := 0, StrLen(x); i < n; i++ {
		if !t.DictSet(d, abi.SmallInt(int64(StrAt(x, i))), abi.SmallInt(int64(StrAt(y, i)))) {
			return Raised
		}
	}
	if a[2] != Unbound {
		for i, n := 0, StrLen(a[2]); i < n; i++ {
			if !t.DictSet(d, abi.SmallInt(int64(StrAt(a[2], i))), None) {
				return Raised
			}
		}
	}
	return d
}

// strTranslate replaces each character by what table[ord(c)] says.
func strTranslate(t *Thread, a []Value) Value {
	v, n := a[0], StrLen(a[0])
	if n == 0 {
		return t.exactStr(v)
	}
	// What a table says of an ASCII character is asked once.
	var known [128]bool
	var cache [128]int32 // the replacement; -1: none; -2: more than one character
	out := make([]uint32, 0, n)
	for i := 0; i < n; i++ {
		c := StrAt(v, i)
		if c < 128 && known[c] && cache[c] >= -1 {
			if cache[c] >= 0 {
				out = append(out, uint32(cache[c]))
			}
			continue
		}
		x := t.GetItem(a[1], abi.SmallInt(int64(c)))
		if x == Raised {
			if !t.Catch(t.Exc.LookupError) {
				return Raised
			}
			x = abi.SmallInt(int64(c))
		}
		k, single := int32(-1), true
		switch {
		case x == None:
		case isStr(x):
			size := StrLen(x)
			single = size <= 1
			for j := 0; j < size; j++ {
				k = int32(StrAt(x, j))
				out = append(out, uint32(k))
			}
			if len(out) > 1<<26 && !t.textRoom(len(out), 8) {
				return Raised
			}
		case t.TypeOf(x).IsSubtype(t.Types.Int):
			r, fits := t.IntValue(x)
			if !fits || r < 0 || r > 0x10ffff {
				return t.Raise(t.Exc.ValueError, "character mapping must be in range(0x110000)")
			}
			k = int32(r)
			out = append(out, uint32(k))
		default:
			return t.Raise(t.Exc.TypeError, "character mapping must return integer, None or str")
		}
		if c < 128 && single {
			known[c], cache[c] = true, k
		}
	}
	return newStrUnits(t.Isolate, out)
}
