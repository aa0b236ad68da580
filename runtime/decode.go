package runtime

import (
	"strconv"
	"unicode/utf8"

	"github.com/go-python/gopython/internal/abi"
)

func itoa(n int) string { return strconv.Itoa(n) }

// Decode makes a str of a bytes-like object.
func (t *Thread) Decode(v Value, encoding, errors string) Value {
	b, ok := t.BytesView(v)
	if !ok {
		return t.Raise(t.Exc.TypeError, "a bytes-like object is required, not '%s'", t.TypeName(v))
	}
	c, ok := findCodec(encoding)
	if !ok {
		return t.unknownEncoding(encoding, "decode")
	}
	switch {
	case c == codecLatin1:
		return t.NewLatin1(b)
	case c <= codecASCII && isASCIIBytes(b):
		return t.NewASCII(b)
	case c == codecUTF8 && utf8.Valid(b):
		return t.NewStr(unsafeString(b))
	}
	if !t.textRoom(len(b), 8) {
		return Raised
	}
	d := decoder{t: t, v: v, b: b, codec: c, name: codecNames[c], errors: errors}
	d.out = make([]uint32, 0, len(b))
	if !d.run() {
		return Raised
	}
	return newStrUnits(t.Isolate, d.out)
}

// decoder is a decoding in progress. It runs no Python code.
type decoder struct {
	t      *Thread
	v      Value
	b      []byte
	codec  codec
	name   string
	errors string
	out    []uint32
}

func (d *decoder) run() bool {
	switch d.codec {
	case codecUTF8:
		return d.utf8(0)
	case codecUTF8Sig:
		if len(d.b) >= 3 && d.b[0] == 0xef && d.b[1] == 0xbb && d.b[2] == 0xbf {
			d.b = d.b[3:]
		}
		return d.utf8(0)
	case codecASCII:
		return d.ascii()
	case codecUTF16, codecUTF16LE, codecUTF16BE:
		return d.utf16()
	case codecUTF32, codecUTF32LE, codecUTF32BE:
		return d.utf32()
	}
	return d.escapes(d.codec == codecRawUnicodeEscape)
}

func (d *decoder) ascii() bool {
	for i, c := range d.b {
		if c < 0x80 {
			d.out = append(d.out, uint32(c))
		} else if _, ok := d.handle(i, i+1, "ordinal not in range(128)"); !ok {
			return false
		}
	}
	return true
}

func (d *decoder) utf8(i int) bool {
	b := d.b
	for i < len(b) {
		c := b[i]
		if c < 0x80 {
			d.out = append(d.out, uint32(c))
			i++
			continue
		}
		r, n := utf8.DecodeRune(b[i:])
		if r != utf8.RuneError || n == 3 {
			d.out = append(d.out, uint32(r))
			i += n
			continue
		}
		size, reason := utf8Error(b[i:])
		next, ok := d.handle(i, i+size, reason)
		if !ok {
			return false
		}
		i = next
	}
	return true
}

// utf8Error says how many bytes at the start of b are a wrong sequence, and why.
func utf8Error(b []byte) (n int, reason string) {
	c := b[0]
	need, lo, hi := 0, byte(0x80), byte(0xbf)
	switch {
	case c >= 0xc2 && c <= 0xdf:
		need = 1
	case c >= 0xe0 && c <= 0xef:
		need = 2
		if c == 0xe0 {
			lo = 0xa0
		} else if c == 0xed {
			hi = 0x9f
		}
	case c >= 0xf0 && c <= 0xf4:
		need = 3
		if c == 0xf0 {
			lo = 0x90
		} else if c == 0xf4 {
			hi = 0x8f
		}
	default:
		return 1, "invalid start byte"
	}
	for k := 1; k <= need; k++ {
		if k == len(b) {
			return k, "unexpected end of data"
		}
		if b[k] < lo || b[k] > hi {
			return k, "invalid continuation byte"
		}
		lo, hi = 0x80, 0xbf
	}
	return 1, "invalid start byte"
}

func (d *decoder) utf16() bool {
	b, i := d.b, 0
	big := d.codec == codecUTF16BE
	if d.codec == codecUTF16 && len(b) >= 2 {
		if b[0] == 0xff && b[1] == 0xfe {
			i = 2
		} else if b[0] == 0xfe && b[1] == 0xff {
			i, big = 2, true
		}
	}
	d.name = "utf-16-le"
	if big {
		d.name = "utf-16-be"
	}
	unit := func(i int) rune {
		if big {
			return rune(b[i])<<8 | rune(b[i+1])
		}
		return rune(b[i]) | rune(b[i+1])<<8
	}
	for i < len(b) {
		end, reason := i+2, ""
		var r rune
		switch {
		case end > len(b):
			end, reason = len(b), "truncated data"
		default:
			r = unit(i)
			switch {
			case !isSurrogate(r):
			case r >= 0xdc00:
				reason = "illegal encoding"
			case i+4 > len(b):
				end, reason = len(b), "unexpected end of data"
			default:
				if low := unit(i + 2); low >= 0xdc00 && low <= 0xdfff {
					r = 0x10000 + (r-0xd800)<<10 + low - 0xdc00
					end = i + 4
				} else {
					reason = "illegal UTF-16 surrogate"
				}
			}
		}
		if reason == "" {
			d.out = append(d.out, uint32(r))
			i = end
			continue
		}
		next, ok := d.handle(i, end, reason)
		if !ok {
			return false
		}
		i = next
	}
	return true
}

func (d *decoder) utf32() bool {
	b, i := d.b, 0
	big := d.codec == codecUTF32BE
	if d.codec == codecUTF32 && len(b) >= 4 {
		if b[0] == 0xff && b[1] == 0xfe && b[2] == 0 && b[3] == 0 {
			i = 4
		} else if b[0] == 0 && b[1] == 0 && b[2] == 0xfe && b[3] == 0xff {
			i, big = 4, true
		}
	}
	d.name = "utf-32-le"
	if big {
		d.name = "utf-32-be"
	}
	for i < len(b) {
		end, reason := i+4, ""
		var r uint32
		if end > len(b) {
			end, reason = len(b), "truncated data"
		} else {
			if big {
				r = uint32(b[i])<<24 | uint32(b[i+1])<<16 | uint32(b[i+2])<<8 | uint32(b[i+3])
			} else {
				r = uint32(b[i]) | uint32(b[i+1])<<8 | uint32(b[i+2])<<16 | uint32(b[i+3])<<24
			}
			if r > 0x10ffff {
				reason = "code point not in range(0x110000)"
			} else if isSurrogate(rune(r)) {
				reason = "code point in surrogate code point range(0xd800, 0xe000)"
			}
		}
		if reason == "" {
			d.out = append(d.out, r)
			i = end
			continue
		}
		next, ok := d.handle(i, end, reason)
		if !ok {
			return false
		}
		i = next
	}
	return true
}

// handle deals with the bytes from start to end, which are no text. It returns
// where to go on.
func (d *decoder) handle(start, end int, reason string) (next int, ok bool) {
	switch d.errors {
	case "strict":
		return 0, d.fail(start, end, reason)
	case "ignore":
		return end, true
	case "replace":
		d.out = append(d.out, 0xfffd)
		return end, true
	case "backslashreplace":
		for _, c := range d.b[start:end] {
			for _, x := range charEscape(rune(c)) {
				d.out = append(d.out, uint32(x))
			}
		}
		return end, true
	case "surrogateescape":
		i := start
		for ; i < end && i < start+4 && d.b[i] >= 0x80; i++ {
			d.out = append(d.out, 0xdc00+uint32(d.b[i]))
		}
		if i == start {
			return 0, d.fail(start, end, reason)
		}
		return i, true
	case "surrogatepass":
		if r, n := d.surrogateAt(start); n > 0 {
			d.out = append(d.out, uint32(r))
			return start + n, true
		}
		return 0, d.fail(start, end, reason)
	}
	d.t.Raise(d.t.Exc.LookupError, "unknown error handler name '%s'", d.errors)
	return 0, false
}

// surrogateAt reads an encoded surrogate of n bytes at position i; n is 0 when
// there is none.
func (d *decoder) surrogateAt(i int) (r rune, n int) {
	b := d.b[i:]
	switch d.codec {
	case codecUTF8, codecUTF8Sig:
		n = 3
		if len(b) >= n && b[0]&0xf0 == 0xe0 && b[1]&0xc0 == 0x80 && b[2]&0xc0 == 0x80 {
			r = rune(b[0]&0xf)<<12 | rune(b[1]&0x3f)<<6 | rune(b[2]&0x3f)
		}
	case codecUTF16, codecUTF16LE, codecUTF16BE:
		n = 2
		if len(b) >= n && d.name == "utf-16-be" {
			r = rune(b[0])<<8 | rune(b[1])
		} else if len(b) >= n {
			r = rune(b[1])<<8 | rune(b[0])
		}
	case codecUTF32, codecUTF32LE, codecUTF32BE:
		n = 4
		if len(b) >= n && d.name == "utf-32-be" {
			r = rune(b[0])<<24 | rune(b[1])<<16 | rune(b[2])<<8 | rune(b[3])
		} else if len(b) >= n {
			r = rune(b[3])<<24 | rune(b[2])<<16 | rune(b[1])<<8 | rune(b[0])
		}
	}
	if !isSurrogate(r) {
		return 0, 0
	}
	return r, n
}

func (d *decoder) fail(start, end int, reason string) bool {
	t := d.t
	t.RaiseArgs(t.Exc.UnicodeDecodeError, t.NewStr(d.name), t.NewBytes(d.b), abi.SmallInt(int64(start)), abi.SmallInt(int64(end)), t.NewStr(reason))
	return false
}

// escapes is the encoding unicode_escape or, with raw, raw_unicode_escape.
func (d *decoder) escapes(raw bool) bool {
	b := d.b
	for i := 0; i < len(b); {
		c := b[i]
		if c != '\\' {
			d.out = append(d.out, uint32(c))
			i++
			continue
		}
		if raw && (i+1 >= len(b) || b[i+1] != 'u' && b[i+1] != 'U') {
			d.out = append(d.out, '\\')
			i++
			if i < len(b) {
				d.out = append(d.out, uint32(b[i]))
				i++
			}
			continue
		}
		next, reason := d.escape(i)
		if reason != "" {
			var ok bool
			if next, ok = d.handle(i, next, reason); !ok {
				return false
			}
		}
		i = next
	}
	return true
}

// escape reads the escape sequence at i. With a reason, the bytes up to next
// are wrong.
func (d *decoder) escape(i int) (next int, reason string) {
	b := d.b
	if i+1 >= len(b) {
		return len(b), "\\ at end of string"
	}
	c := b[i+1]
	digits := 0
	switch c {
	case '\n':
		return i + 2, ""
	case '\\', '\'', '"':
		d.out = append(d.out, uint32(c))
		return i + 2, ""
	case 'x':
		digits, reason = 2, "truncated \\xXX escape"
	case 'u':
		digits, reason = 4, "truncated \\uXXXX escape"
	case 'U':
		digits, reason = 8, "truncated \\UXXXXXXXX escape"
	case 'N':
		return i + 2, "malformed \\N character escape"
	}
	if digits > 0 {
		r, k := uint32(0), i+2
		for ; k < len(b) && k < i+2+digits; k++ {
			x, ok := hexDigit(b[k])
			if !ok {
				return k, reason
			}
			r = r<<4 | uint32(x)
		}
		if k < i+2+digits {
			return k, reason
		}
		if r > 0x10ffff {
			if d.codec == codecRawUnicodeEscape {
				return k, "\\Uxxxxxxxx out of range"
			}
			return k, "illegal Unicode character"
		}
		d.out = append(d.out, r)
		return k, ""
	}
	if c >= '0' && c <= '7' {
		r, k := uint32(0), i+1
		for ; k < len(b) && k < i+4 && b[k] >= '0' && b[k] <= '7'; k++ {
			r = r<<3 | uint32(b[k]-'0')
		}
		d.out = append(d.out, r)
		return k, ""
	}
	const plain, meant = `abfnrtv`, "\a\b\f\n\r\t\v"
	for k := range plain {
		if c == plain[k] {
			d.out = append(d.out, uint32(meant[k]))
			return i + 2, ""
		}
	}
	d.out = append(d.out, '\\', uint32(c))
	return i + 2, ""
}

func hexDigit(c byte) (int, bool) {
	switch {
	case '0' <= c && c <= '9':
		return int(c - '0'), true
	case 'a' <= c|0x20 && c|0x20 <= 'f':
		return int(c|0x20-'a') + 10, true
	}
	return 0, false
}
