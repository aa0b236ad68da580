package runtime

import (
	"strings"
	"unicode/utf8"

	"github.com/go-python/gopython/internal/abi"
	"github.com/go-python/gopython/internal/pyunicode"
)

// The text encodings that str.encode and bytes.decode know by themselves.

// codec is an encoding; its name is the one that errors show.
type codec uint8

const (
	codecUTF8 codec = iota
	codecUTF8Sig
	codecASCII
	codecLatin1
	codecUTF16
	codecUTF16LE
	codecUTF16BE
	codecUTF32
	codecUTF32LE
	codecUTF32BE
	codecUnicodeEscape
	codecRawUnicodeEscape
)

var codecNames = [...]string{"utf-8", "utf-8", "ascii", "latin-1", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-le", "utf-32-be", "unicodeescape", "rawunicodeescape"}

var codecAliases = map[string]codec{
	"utf_8": codecUTF8, "utf8": codecUTF8, "u8": codecUTF8, "utf": codecUTF8, "cp65001": codecUTF8, "utf8_ucs2": codecUTF8, "utf8_ucs4": codecUTF8,
	"utf_8_sig": codecUTF8Sig, "utf8_sig": codecUTF8Sig,
	"ascii": codecASCII, "us_ascii": codecASCII, "646": codecASCII, "us": codecASCII, "iso646_us": codecASCII, "ansi_x3_4_1968": codecASCII,
	"ansi_x3.4_1968": codecASCII, "ansi_x3_4_1986": codecASCII, "cp367": codecASCII, "csascii": codecASCII, "ibm367": codecASCII, "iso_646.irv_1991": codecASCII, "iso_ir_6": codecASCII,
	"latin_1": codecLatin1, "latin1": codecLatin1, "latin": codecLatin1, "l1": codecLatin1, "8859": codecLatin1, "cp819": codecLatin1, "csisolatin1": codecLatin1, "ibm819": codecLatin1,
	"iso8859": codecLatin1, "iso8859_1": codecLatin1, "iso_8859_1": codecLatin1, "iso_8859_1_1987": codecLatin1, "iso_ir_100": codecLatin1,
	"utf_16": codecUTF16, "utf16": codecUTF16, "u16": codecUTF16,
	"utf_16_le": codecUTF16LE, "utf_16le": codecUTF16LE, "unicodelittleunmarked": codecUTF16LE,
	"utf_16_be": codecUTF16BE, "utf_16be": codecUTF16BE, "unicodebigunmarked": codecUTF16BE,
	"utf_32": codecUTF32, "utf32": codecUTF32, "u32": codecUTF32,
	"utf_32_le": codecUTF32LE, "utf_32le": codecUTF32LE, "utf_32_be": codecUTF32BE, "utf_32be": codecUTF32BE,
	"unicode_escape": codecUnicodeEscape, "unicodeescape": codecUnicodeEscape,
	"raw_unicode_escape": codecRawUnicodeEscape, "rawunicodeescape": codecRawUnicodeEscape,
}

// findCodec finds an encoding by any of its names.
func findCodec(name string) (codec, bool) {
	if c, ok := codecAliases[name]; ok {
		return c, true
	}
	var b strings.Builder
	gap := false
	for i := 0; i < len(name) && i < 64; i++ {
		c := name[i]
		switch {
		case 'A' <= c && c <= 'Z':
			c |= 0x20
		case 'a' <= c && c <= 'z', '0' <= c && c <= '9', c == '.':
		case c >= 0x80:
			return 0, false
		default:
			gap = true
			continue
		}
		if gap && b.Len() > 0 {
			b.WriteByte('_')
		}
		gap = false
		b.WriteByte(c)
	}
	c, ok := codecAliases[b.String()]
	return c, ok
}

// codecArgs reads the arguments encoding and errors of the function fn.
func (t *Thread) codecArgs(fn string, encoding, errors Value) (enc, errs string, ok bool) {
	enc, errs = "utf-8", "strict"
	if encoding != Unbound {
		if enc, ok = t.codecArg(fn, "encoding", encoding); !ok {
			return
		}
	}
	if errors != Unbound {
		if errs, ok = t.codecArg(fn, "errors", errors); !ok {
			return
		}
	}
	return enc, errs, true
}

func (t *Thread) codecArg(fn, name string, v Value) (string, bool) {
	if !isStr(v) {
		t.Raise(t.Exc.TypeError, "%s() argument '%s' must be str, not %s", fn, name, t.argTypeName(v))
		return "", false
	}
	s := t.GoString(v)
	if strings.IndexByte(s, 0) >= 0 {
		t.Raise(t.Exc.ValueError, "embedded null character")
		return "", false
	}
	return s, true
}

// unknownEncoding raises LookupError; function is encode or decode.
func (t *Thread) unknownEncoding(name, function string) Value {
	switch strings.ReplaceAll(strings.ToLower(name), "-", "_") {
	case "hex", "hex_codec", "base64", "base64_codec", "base_64", "bz2", "bz2_codec", "quopri", "quopri_codec", "quoted_printable",
		"rot13", "rot_13", "uu", "uu_codec", "zip", "zlib", "zlib_codec":
		return t.Raise(t.Exc.LookupError, "'%s' is not a text encoding; use codecs.%s() to handle arbitrary codecs", name, function)
	}
	return t.Raise(t.Exc.LookupError, "unknown encoding: %s", name)
}

// strEncode is str.encode.
func strEncode(t *Thread, a []Value) Value {
	enc, errs, ok := t.codecArgs("encode", a[1], a[2])
	if !ok {
		return Raised
	}
	return t.Encode(a[0], enc, errs)
}

// Encode makes bytes of a str.
func (t *Thread) Encode(v Value, encoding, errors string) Value {
	c, ok := findCodec(encoding)
	if !ok {
		return t.unknownEncoding(encoding, "encode")
	}
	if IsASCII(v) && (c == codecUTF8 || c == codecASCII || c == codecLatin1) {
		return t.NewBytes(strBytes(v))
	}
	if c == codecLatin1 && strWidth(v) == 0 {
		return t.NewBytes(units8(v))
	}
	if !t.textRoom(StrLen(v), 8) {
		return Raised
	}
	if c == codecUTF8 {
		if r := t.encodeUTF8(v); r != Unbound {
			return r
		}
	}
	e := encoder{t: t, v: v, codec: c, errors: errors}
	if !e.run() {
		return Raised
	}
	return t.NewBytes(e.buf)
}

// encodeUTF8 makes the UTF-8 of a str; Unbound when there is a surrogate.
func (t *Thread) encodeUTF8(v Value) Value {
	n, size := StrLen(v), 0
	for i := 0; i < n; i++ {
		switch c := StrAt(v, i); {
		case c < 0x80:
			size++
		case c < 0x800:
			size += 2
		case isSurrogate(c):
			return Unbound
		case c < 0x10000:
			size += 3
		default:
			size += 4
		}
	}
	r := t.allocBytes(size)
	dst := bytesOf(r)[:0]
	for i := 0; i < n; i++ {
		dst = utf8.AppendRune(dst, StrAt(v, i))
	}
	return r
}

// encoder is an encoding of a str in progress.
type encoder struct {
	t      *Thread
	v      Value
	codec  codec
	errors string
	buf    []byte
}

func (e *encoder) run() bool {
	e.buf = make([]byte, 0, StrLen(e.v)+16)
	switch e.codec {
	case codecUTF8Sig:
		e.buf = append(e.buf, 0xef, 0xbb, 0xbf)
	case codecUTF16:
		e.buf = append(e.buf, 0xff, 0xfe)
	case codecUTF32:
		e.buf = append(e.buf, 0xff, 0xfe, 0, 0)
	case codecUnicodeEscape, codecRawUnicodeEscape:
		e.escapeAll()
		return true
	}
	n := StrLen(e.v)
	for i := 0; i < n; {
		if r := StrAt(e.v, i); e.can(r) {
			e.put(r)
			i++
			continue
		}
		end := i + 1
		for end < n && !e.can(StrAt(e.v, end)) {
			end++
		}
		if !e.handle(i, end) {
			return false
		}
		i = end
	}
	return true
}

func isSurrogate(r rune) bool { return r >= 0xd800 && r < 0xe000 }

// can tells whether the encoding has the character.
func (e *encoder) can(r rune) bool {
	switch e.codec {
	case codecASCII:
		return r < 0x80
	case codecLatin1:
		return r < 0x100
	}
	return !isSurrogate(r)
}

// put appends a character, surrogates included.
func (e *encoder) put(r rune) {
	switch e.codec {
	case codecUTF8, codecUTF8Sig:
		e.buf = appendRuneWTF8(e.buf, r)
	case codecASCII, codecLatin1:
		e.buf = append(e.buf, byte(r))
	case codecUTF16, codecUTF16LE, codecUTF16BE:
		if r >= 0x10000 {
			r -= 0x10000
			e.put16(0xd800 | r>>10)
			r = 0xdc00 | r&0x3ff
		}
		e.put16(r)
	case codecUTF32BE:
		e.buf = append(e.buf, byte(r>>24), byte(r>>16), byte(r>>8), byte(r))
	default:
		e.buf = append(e.buf, byte(r), byte(r>>8), byte(r>>16), byte(r>>24))
	}
}

func (e *encoder) put16(r rune) {
	if e.codec == codecUTF16BE {
		e.buf = append(e.buf, byte(r>>8), byte(r))
	} else {
		e.buf = append(e.buf, byte(r), byte(r>>8))
	}
}

// handle deals with the characters from start to end, which cannot be encoded.
func (e *encoder) handle(start, end int) bool {
	unicode := e.codec != codecASCII && e.codec != codecLatin1
	switch e.errors {
	case "strict":
		return e.fail(start, end)
	case "ignore":
		return true
	case "replace":
		for i := start; i < end; i++ {
			e.put('?')
		}
		return true
	case "xmlcharrefreplace":
		for i := start; i < end; i++ {
			e.text("&#" + itoa(int(StrAt(e.v, i))) + ";")
		}
		return true
	case "backslashreplace":
		for i := start; i < end; i++ {
			e.text(charEscape(StrAt(e.v, i)))
		}
		return true
	case "namereplace":
		for i := start; i < end; i++ {
			r := StrAt(e.v, i)
			if name := pyunicode.Name(r); name != "" {
				e.text(`\N{` + name + "}")
			} else {
				e.text(charEscape(r))
			}
		}
		return true
	case "surrogateescape":
		for i := start; i < end; i++ {
			r := StrAt(e.v, i)
			if r < 0xdc80 || r > 0xdcff || e.codec >= codecUTF16 {
				return e.fail(i, end)
			}
			e.buf = append(e.buf, byte(r))
		}
		return true
	case "surrogatepass":
		if !unicode {
			return e.fail(start, end)
		}
		for i := start; i < end; i++ {
			e.put(StrAt(e.v, i))
		}
		return true
	}
	e.t.Raise(e.t.Exc.LookupError, "unknown error handler name '%s'", e.errors)
	return false
}

func (e *encoder) text(s string) {
	for i := 0; i < len(s); i++ {
		e.put(rune(s[i]))
	}
}

func (e *encoder) fail(start, end int) bool {
	reason := "surrogates not allowed"
	switch e.codec {
	case codecASCII:
		reason = "ordinal not in range(128)"
	case codecLatin1:
		reason = "ordinal not in range(256)"
	}
	t := e.t
	t.RaiseArgs(t.Exc.UnicodeEncodeError, t.NewStr(codecNames[e.codec]), e.v, abi.SmallInt(int64(start)), abi.SmallInt(int64(end)), t.NewStr(reason))
	return false
}

// escapeAll is the encoding unicode_escape or raw_unicode_escape.
func (e *encoder) escapeAll() {
	raw := e.codec == codecRawUnicodeEscape
	for i, n := 0, StrLen(e.v); i < n; i++ {
		switch r := StrAt(e.v, i); {
		case raw && r < 0x100:
			e.buf = append(e.buf, byte(r))
		case raw || r >= 0x7f || r < ' ' && r != '\t' && r != '\n' && r != '\r':
			e.buf = append(e.buf, charEscape(r)...)
		case r == '\t':
			e.buf = append(e.buf, `\t`...)
		case r == '\n':
			e.buf = append(e.buf, `\n`...)
		case r == '\r':
			e.buf = append(e.buf, `\r`...)
		case r == '\\':
			e.buf = append(e.buf, `\\`...)
		default:
			e.buf = append(e.buf, byte(r))
		}
	}
}
