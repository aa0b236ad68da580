package jit

import (
	"math"

	"github.com/go-python/gopython/internal/abi"
	"github.com/go-python/gopython/ir"
)

// Methods of strs, in place where the str is a short one of ASCII text, and
// calls of the runtime where it is not.

// asciiTests are the ASCII characters for which methods without arguments say
// True.
var asciiTests = map[string]func(c byte) bool{
	"isdigit":   func(c byte) bool { return '0' <= c && c <= '9' },
	"isdecimal": func(c byte) bool { return '0' <= c && c <= '9' },
	"isnumeric": func(c byte) bool { return '0' <= c && c <= '9' },
	"isalpha":   isLetter,
	"isalnum":   func(c byte) bool { return isLetter(c) || '0' <= c && c <= '9' },
	"isupper":   func(c byte) bool { return 'A' <= c && c <= 'Z' },
	"islower":   func(c byte) bool { return 'a' <= c && c <= 'z' },
	"isspace":   func(c byte) bool { return c == ' ' || 9 <= c && c <= 13 || 28 <= c && c <= 31 },
}

func isLetter(c byte) bool { return 'a' <= c|0x20 && c|0x20 <= 'z' }

// strMethod builds a method call of a str; p is its address, 0 if it was not
// checked yet.
func (b *builder) strMethod(name string, fn Value, p ir.ID, args []ir.ID, s *site, cs callSite) (ir.ID, bool) {
	addr := func() ir.ID {
		if p == 0 {
			p = b.strAddr(args[0])
		}
		return p
	}
	ask := func() ir.ID {
		if v, ok := b.pureMethod(name, fn, addr, args, cs); ok {
			return v
		}
		return b.callNative(fn, args, cs)
	}
	call := func() ir.ID { return b.emit(ir.OpTIs, int64(abi.True), ask()) }
	if test := asciiTests[name]; test != nil && len(args) == 1 {
		var bits [2]uint64
		for c := range byte(128) {
			if test(c) {
				bits[c/64] |= 1 << (c % 64)
			}
		}
		one := b.emit(ir.OpICmp, ir.EQ, b.loadInt(addr(), strLen, ir.MStr, maxLen), b.f.ConstI(1))
		one = b.emit(ir.OpBAnd, 0, one, b.emit(ir.OpICmp, ir.NE, b.strFlags(p), b.f.ConstI(0)))
		return b.either(one, func() ir.ID { return b.inSet(b.firstByte(p), bits) }, call), true
	}
	if name == "join" && len(args) == 2 && b.rep(args[1]) == ir.Tagged {
		return b.joinList(args, fn, cs), true
	}
	if name == "startswith" && (len(args) == 2 || len(args) == 3) {
		if v, ok := b.startsWith(addr, args, call); ok {
			return v, true
		}
	}
	return b.pureMethod(name, fn, addr, args, cs)
}

// pureMethods are methods that do nothing but look at strs and make new ones:
// what arguments they take, s for a str, t for one that is a constant and not
// empty, i for an int; how many of them have to be there; whether the result is
// a str.
var pureMethods = map[string]struct {
	args string
	need int
	str  bool
}{
	"lower": {"", 0, true}, "upper": {"", 0, true}, "casefold": {"", 0, true}, "capitalize": {"", 0, true},
	"title": {"", 0, true}, "swapcase": {"", 0, true},
	"strip": {"s", 0, true}, "lstrip": {"s", 0, true}, "rstrip": {"s", 0, true},
	"removeprefix": {"s", 1, true}, "removesuffix": {"s", 1, true}, "replace": {"ssi", 2, true},
	"find": {"sii", 1, false}, "rfind": {"sii", 1, false}, "count": {"sii", 1, false},
	"startswith": {"sii", 1, false}, "endswith": {"sii", 1, false},
	"split": {"ti", 0, false}, "rsplit": {"ti", 0, false}, "splitlines": {"", 0, false},
	"partition": {"t", 1, false}, "rpartition": {"t", 1, false},
	"isdigit": {}, "isdecimal": {}, "isnumeric": {}, "isalpha": {}, "isalnum": {}, "isupper": {}, "islower": {}, "isspace": {},
	"istitle": {}, "isascii": {}, "isidentifier": {}, "isprintable": {},
}

// pureMethod builds the call of such a method with arguments that are known to
// be what it takes.
func (b *builder) pureMethod(name string, fn Value, addr func() ir.ID, args []ir.ID, cs callSite) (ir.ID, bool) {
	m, ok := pureMethods[name]
	if given := len(args) - 1; !ok || given < m.need || given > len(m.args) || len(cs.names) > 0 {
		return 0, false
	}
	for k, x := range args[1:] {
		n := b.f.Node(x)
		switch m.args[k] {
		case 'i':
			if n.Rep != ir.I64 || b.unsigned(x) {
				return 0, false
			}
		case 't':
			if text, ok := b.constASCII(x); !ok || text == "" {
				return 0, false
			}
		default:
			if !b.isStr(x, 0) {
				return 0, false
			}
		}
	}
	addr()
	all := []ir.ID{b.f.ConstT(fn)}
	for _, x := range args {
		all = append(all, b.tagged(x))
	}
	b.region.keep(fn)
	v := b.callState(hStrMethod, ir.Tagged, cs.next, cs.dest, all...)
	if m.str {
		b.newStr(v)
	}
	return v, true
}

// joinList builds join of what may be a list: one str that is all there is in
// it is the result.
func (b *builder) joinList(args []ir.ID, fn Value, cs callSite) ir.ID {
	list := func() ir.ID {
		p := b.exactList(args[1])
		n := b.listLen(p)
		ask := func() ir.ID { return b.callState(hStrJoin, ir.Tagged, cs.next, cs.dest, args...) }
		return b.eitherCall(b.emit(ir.OpICmp, ir.EQ, n, b.f.ConstI(1)), ir.Tagged, func() ir.ID {
			v := b.listGet(b.listItems(p), b.f.ConstI(0))
			is := b.emit(ir.OpICmp, ir.EQ, b.shapeOf(v), b.f.ConstI(int64(b.t.StrShape)))
			return b.eitherCall(is, ir.Tagged, func() ir.ID { return v }, ask)
		}, ask)
	}
	if b.f.Node(args[1]).Type.Shape == b.t.ListShape {
		return list()
	}
	is := b.emit(ir.OpICmp, ir.EQ, b.shapeOf(args[1]), b.f.ConstI(int64(b.t.ListShape)))
	return b.eitherCall(is, ir.Tagged, list, func() ir.ID { return b.callNative(fn, args, cs) })
}

// inSet looks a byte below 128 up in a set of bits.
func (b *builder) inSet(c ir.ID, bits [2]uint64) ir.ID {
	b.f.Node(c).Type = ir.IntRange(0, 127)
	word := b.f.ConstI(int64(bits[0]))
	if bits[0] != bits[1] {
		high := b.emit(ir.OpICmp, ir.GE, c, b.f.ConstI(64))
		word = b.emitRep(ir.OpSelect, ir.I64, 0, high, b.f.ConstI(int64(bits[1])), word)
	}
	bit := b.emit(ir.OpShr, 0, word, b.emit(ir.OpAnd, 0, c, b.f.ConstI(63)))
	return b.emit(ir.OpICmp, ir.NE, b.emit(ir.OpAnd, 0, bit, b.f.ConstI(1)), b.f.ConstI(0))
}

// maxPrefix is the length of the texts that are compared in place.
const maxPrefix = 16

// startsWith builds startswith of a constant, and a position that is an int.
func (b *builder) startsWith(addr func() ir.ID, args []ir.ID, call func() ir.ID) (ir.ID, bool) {
	text, ok := b.constASCII(args[1])
	if !ok || len(text) == 0 || len(text) > maxPrefix {
		return 0, false
	}
	at := b.f.ConstI(0)
	if len(args) == 3 {
		if at = args[2]; b.rep(at) != ir.I64 || b.unsigned(at) {
			return 0, false
		}
	}
	p := addr()
	// Else it is False, or has to be counted from the end.
	last := b.emit(ir.OpSub, 0, b.loadInt(p, strLen, ir.MStr, maxLen), b.f.ConstI(int64(len(text))))
	b.f.Node(last).Type = ir.IntRange(-maxPrefix, maxLen)
	fits := b.emit(ir.OpICmp, ir.LE, at, last)
	fits = b.emit(ir.OpBAnd, 0, fits, b.emit(ir.OpICmp, ir.GE, at, b.f.ConstI(0)))
	fits = b.emit(ir.OpBAnd, 0, fits, b.emit(ir.OpICmp, ir.NE, b.strFlags(p), b.f.ConstI(0)))
	return b.either(fits, func() ir.ID { return b.sameText(p, at, text) }, call), true
}

// sameText compares text with what the ASCII str at p has at a position, from
// which on it is as long.
func (b *builder) sameText(p, at ir.ID, text string) ir.ID {
	data := b.emitRep(ir.OpLoad, ir.Ptr, ir.Mem{Off: strData, Width: 8, Class: ir.MStr}.Pack(), p)
	same := ir.ID(0)
	for off := 0; off < len(text); {
		width := 8
		for width > len(text)-off {
			width /= 2
		}
		want := uint64(0)
		for k := width - 1; k >= 0; k-- {
			want = want<<8 | uint64(text[off+k])
		}
		c := b.emitRep(ir.OpLoadX, ir.I64, ir.Mem{Off: int32(off), Width: uint8(width), Scale: 1, Class: ir.MStr}.Pack(), data, at)
		if width < 8 {
			b.f.Node(c).Type = ir.IntRange(0, 1<<(8*width)-1)
		} else {
			b.f.Node(c).Type = ir.IntRange(math.MinInt64, math.MaxInt64)
		}
		is := b.emit(ir.OpICmp, ir.EQ, c, b.f.ConstI(int64(want)))
		if same == 0 {
			same = is
		} else {
			same = b.emit(ir.OpBAnd, 0, same, is)
		}
		off += width
	}
	return same
}
