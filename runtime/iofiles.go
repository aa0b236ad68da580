package runtime

import (
	"bytes"
	"io"
	"strings"
	"unicode/utf8"

	"github.com/go-python/gopython/internal/abi"
)

// textEncoding is an encoding that text files read and write by themselves.
type textEncoding uint8

const (
	encUTF8 textEncoding = iota
	encASCII
	encLatin1
	encOther // by the codecs of str and bytes, the whole text at once
)

// textFile is the Go side of a text file object.
type textFile struct {
	bin       *binFile
	enc       textEncoding
	encName   string
	errors    string
	universal bool   // line ends are recognised and become "\n"
	anyEnd    bool   // newline='': recognised, not translated
	lineEnd   string // newline='\n', '\r' or '\r\n' when reading
	writeNL   string // what "\n" becomes when writing, "" when itself
	lineBuf   bool
	through   bool
	decoded   bool   // encOther: the buffer holds the whole text as WTF-8 already
	mode      string // as the user passed it
}

// Fields of a text file object.
const (
	txtBuffer = iota // the binary file object
	txtFields
)

var textFileType = TypeSpec{
	Name: "_io.TextIOWrapper", Module: "_io", Kind: abi.KindInstance, Hidden: txtFields, HasDict: true, HasWeak: true, NoNew: true,
	Slots: Slots{
		Repr: textRepr,
		Iter: func(t *Thread, v Value) Value {
			if t.openBinary(v) == nil {
				return Raised
			}
			return v
		},
		Next: func(t *Thread, v Value) Value {
			f := t.readableText(v)
			if f == nil {
				return Raised
			}
			line := f.readLine(t, -1)
			if line == t.EmptyStr {
				return Unbound
			}
			return line
		},
	},
	Methods: []*NativeDef{
		{Name: "read", Sig: "self, size=-1, /", Fn: textRead},
		{Name: "readline", Sig: "self, size=-1, /", Fn: textReadLine},
		{Name: "readlines", Sig: "self, hint=-1, /", Fn: fileReadLines},
		{Name: "write", Sig: "self, text, /", Fn: textWrite},
		{Name: "writelines", Sig: "self, lines, /", Fn: fileWriteLines},
		{Name: "flush", Sig: "self, /", Fn: fileFlush},
		{Name: "close", Sig: "self, /", Fn: fileClose},
		{Name: "fileno", Sig: "self, /", Fn: fileNo},
		{Name: "isatty", Sig: "self, /", Fn: fileIsATTY},
		{Name: "seek", Sig: "self, cookie, whence=0, /", Fn: textSeek},
		{Name: "tell", Sig: "self, /", Fn: fileTell},
		{Name: "truncate", Sig: "self, pos=None, /", Fn: fileTruncate},
		{Name: "readable", Sig: "self, /", Fn: fileReadable},
		{Name: "writable", Sig: "self, /", Fn: fileWritable},
		{Name: "seekable", Sig: "self, /", Fn: fileSeekable},
		{Name: "reconfigure", Sig: "self, /, *, encoding=None, errors=None, newline=None, line_buffering=None, write_through=None", Fn: textReconfigure},
		{Name: "detach", Sig: "self, /", Fn: func(t *Thread, a []Value) Value {
			if t.openBinary(a[0]) == nil {
				return Raised
			}
			return Slot(a[0], txtBuffer)
		}},
		{Name: "__enter__", Sig: "self, /", Fn: fileEnter},
		{Name: "__exit__", Sig: "self, *args", Fn: fileExit},
	},
	GetSets: []*GetSet{
		{Name: "buffer", Get: func(t *Thread, v Value) Value { return Slot(v, txtBuffer) }},
		{Name: "closed", Get: func(t *Thread, v Value) Value { return abi.Bool(t.binFileOf(v).closed) }},
		{Name: "encoding", Get: func(t *Thread, v Value) Value { return t.NewStr(t.textFileOf(v).encName) }},
		{Name: "errors", Get: func(t *Thread, v Value) Value { return t.NewStr(t.textFileOf(v).errors) }},
		{Name: "newlines", Get: func(t *Thread, v Value) Value { return None }},
		{Name: "name", Get: func(t *Thread, v Value) Value { return Slot(Slot(v, txtBuffer), binName) }},
		{Name: "mode", Get: func(t *Thread, v Value) Value { return t.NewStr(t.textFileOf(v).mode) },
			Set: func(t *Thread, v, x Value) bool {
				if x != Unbound && x.IsKind(abi.KindStr) {
					t.textFileOf(v).mode = t.GoString(x)
				}
				return true
			}},
		{Name: "line_buffering", Get: func(t *Thread, v Value) Value { return abi.Bool(t.textFileOf(v).lineBuf) }},
		{Name: "write_through", Get: func(t *Thread, v Value) Value { return abi.Bool(t.textFileOf(v).through) }},
		{Name: "__dict__", Get: func(t *Thread, v Value) Value { return t.AttrDict(v) }},
	},
}

var closedText = &textFile{bin: closedFile, encName: "utf-8", errors: "strict"}

func (t *Thread) textFileOf(v Value) *textFile {
	if v == t.sys.lastText {
		return t.sys.lastTextFile
	}
	if f, ok := t.Resource(v).(*textFile); ok {
		t.sys.lastText, t.sys.lastTextFile = v, f
		return f
	}
	return closedText
}

func (t *Thread) newTextFile(f *textFile, buffer Value) Value {
	v := t.NewRecord(t.Types.TextFile, buffer)
	t.SetResource(v, f)
	t.sys.lastText = Unbound
	return v
}

func textRepr(t *Thread, v Value) Value {
	m := t.Mark()
	defer t.Unroot(m)
	f := t.textFileOf(v)
	r := t.Repr(Slot(Slot(v, txtBuffer), binName))
	if r == Raised {
		return Raised
	}
	return t.NewStr("<_io.TextIOWrapper name=" + t.GoString(r) + " mode='" + f.mode + "' encoding='" + f.encName + "'>")
}

func (t *Thread) readableText(v Value) *textFile {
	if t.readableBinary(v) == nil {
		return nil
	}
	f := t.textFileOf(v)
	if f.enc == encOther && !f.decoded && !f.decodeAll(t) {
		return nil
	}
	return f
}

// decodeAll replaces the contents of the read buffer by the decoded text.
func (f *textFile) decodeAll(t *Thread) bool {
	data, ok := f.bin.readAll(t)
	if !ok {
		return false
	}
	m := t.Mark()
	defer t.Unroot(m)
	text := t.CallMethod(t.Root(t.NewBytes(data)), t.Intern("decode"), t.Root(t.NewStr(f.encName)), t.Root(t.NewStr(f.errors)))
	if text == Raised {
		return false
	}
	f.bin.rbuf, f.bin.rpos, f.decoded = t.appendWTF8(nil, text), 0, true
	return true
}

// lineLength finds the end of the first line in data: its length with the line
// end, 0 when more input is needed to tell.
func (f *textFile) lineLength(data []byte, atEnd bool) int {
	if !f.universal && !f.anyEnd {
		end := f.lineEnd
		if end == "" {
			end = "\n"
		}
		if i := bytes.Index(data, []byte(end)); i >= 0 {
			return i + len(end)
		}
		return 0
	}
	n := bytes.IndexByte(data, '\n') + 1
	line := data
	if n > 0 {
		line = data[:n]
	}
	if cr := bytes.IndexByte(line, '\r'); cr >= 0 {
		switch {
		case cr+1 == len(data):
			if !atEnd {
				return 0
			}
			return cr + 1
		case data[cr+1] == '\n':
			return cr + 2
		}
		return cr + 1
	}
	return n
}

// translate turns other line ends into "\n" when the file is in universal mode.
func (f *textFile) translate(data []byte) []byte {
	if !f.universal || bytes.IndexByte(data, '\r') < 0 {
		return data
	}
	data = bytes.ReplaceAll(data, []byte("\r\n"), []byte("\n"))
	return bytes.ReplaceAll(data, []byte("\r"), []byte("\n"))
}

// readLine returns the next line, "" at the end of the file.
func (f *textFile) readLine(t *Thread, limit int) Value {
	if limit >= 0 {
		return f.readLineLimit(t, limit)
	}
	n := 0
	for {
		a := f.bin.ahead()
		if n = f.lineLength(a, false); n > 0 {
			break
		}
		more, err := f.bin.fill()
		if err != nil {
			return t.RaiseOS(err, Unbound)
		}
		if !more {
			a = f.bin.ahead()
			if n = f.lineLength(a, true); n == 0 {
				n = len(a)
			}
			break
		}
	}
	return f.decode(t, f.translate(f.bin.take(n)))
}

func (f *textFile) readLineLimit(t *Thread, limit int) Value {
	var out []byte
	for count := 0; count < limit; count++ {
		before := len(out)
		var ok bool
		if out, ok = f.readChar(t, out); !ok {
			return Raised
		}
		if len(out) == before {
			break
		}
		if c := out[len(out)-1]; c == '\n' || c == '\r' && f.anyEnd {
			break
		}
	}
	return f.decode(t, out)
}

// readChar appends the bytes of the next character; nothing at the end.
func (f *textFile) readChar(t *Thread, out []byte) ([]byte, bool) {
	for len(f.bin.ahead()) < utf8.UTFMax {
		more, err := f.bin.fill()
		if err != nil {
			t.RaiseOS(err, Unbound)
			return out, false
		}
		if !more {
			break
		}
	}
	a := f.bin.ahead()
	if len(a) == 0 {
		return out, true
	}
	n := 1
	if f.enc == encUTF8 || f.decoded {
		_, n = utf8.DecodeRune(a)
		if a[0] == 0xed && len(a) >= 3 && f.decoded {
			n = 3
		}
	}
	if a[0] == '\r' && f.universal {
		if len(a) > 1 && a[1] == '\n' {
			n = 2
		}
		f.bin.take(n)
		return append(out, '\n'), true
	}
	return append(out, f.bin.take(n)...), true
}

func textRead(t *Thread, a []Value) Value {
	n, ok := t.sizeArg(a[1])
	if !ok {
		return Raised
	}
	f := t.readableText(a[0])
	if f == nil {
		return Raised
	}
	if n < 0 {
		data, ok := f.bin.readAll(t)
		if !ok {
			return Raised
		}
		return f.decode(t, f.translate(data))
	}
	var out []byte
	for i := 0; i < n; i++ {
		before := len(out)
		if out, ok = f.readChar(t, out); !ok {
			return Raised
		}
		if len(out) == before {
			break
		}
	}
	return f.decode(t, out)
}

func textReadLine(t *Thread, a []Value) Value {
	n, ok := t.sizeArg(a[1])
	if !ok {
		return Raised
	}
	f := t.readableText(a[0])
	if f == nil {
		return Raised
	}
	return f.readLine(t, n)
}

// decode makes a str of bytes of the file's encoding.
func (f *textFile) decode(t *Thread, data []byte) Value {
	enc := f.enc
	if f.decoded {
		return t.NewStr(string(data))
	}
	high := -1
	for i, c := range data {
		if c >= 0x80 {
			high = i
			break
		}
	}
	if high < 0 {
		return t.NewASCII(data)
	}
	switch enc {
	case encUTF8:
		if utf8.Valid(data) {
			return t.NewStr(string(data))
		}
	case encLatin1:
		out := make([]byte, 0, 2*len(data))
		for _, c := range data {
			out = utf8.AppendRune(out, rune(c))
		}
		return t.NewStr(string(out))
	}
	return f.decodeBad(t, data)
}

// decodeBad decodes UTF-8 or ASCII that is not valid, by the error handler.
func (f *textFile) decodeBad(t *Thread, data []byte) Value {
	out := make([]byte, 0, len(data)+16)
	for i := 0; i < len(data); {
		n, reason := 1, "ordinal not in range(128)"
		if f.enc == encUTF8 {
			if r, w := utf8.DecodeRune(data[i:]); r != utf8.RuneError || w > 1 {
				out = append(out, data[i:i+w]...)
				i += w
				continue
			}
			n, reason = utf8Error(data[i:])
		} else if data[i] < 0x80 {
			out = append(out, data[i])
			i++
			continue
		}
		bad := data[i : i+n]
		switch f.errors {
		case "ignore":
		case "replace":
			out = append(out, "\ufffd"...)
		case "surrogateescape":
			for _, c := range bad {
				out = appendRuneWTF8(out, 0xdc00+rune(c))
			}
		case "backslashreplace":
			for _, c := range bad {
				out = append(out, charEscape(rune(c))...)
			}
		default:
			return t.RaiseArgs(t.Exc.UnicodeDecodeError, t.NewStr(codecName(f.enc)), t.NewBytes(data),
				abi.SmallInt(int64(i)), abi.SmallInt(int64(i+n)), t.NewStr(reason))
		}
		i += n
	}
	return t.NewStr(string(out))
}

func codecName(e textEncoding) string {
	switch e {
	case encASCII:
		return "ascii"
	case encLatin1:
		return "latin-1"
	}
	return "utf-8"
}

// writeStr appends a str to the write buffer.
func (f *textFile) writeStr(t *Thread, s Value) bool {
	b := f.bin
	if len(b.rbuf) > 0 {
		if err := b.startWrite(); err != nil {
			t.RaiseOS(err, Unbound)
			return false
		}
	}
	start := len(b.wbuf)
	if IsASCII(s) && f.enc != encOther {
		b.wbuf = append(b.wbuf, strBytes(s)...)
	} else if !f.encode(t, s) {
		b.wbuf = b.wbuf[:min(start, len(b.wbuf))]
		return false
	}
	return f.finishWrite(t, start)
}

// finishWrite translates line ends in what was appended at start, and flushes
// when it is time.
func (f *textFile) finishWrite(t *Thread, start int) bool {
	b := f.bin
	if f.writeNL != "" && bytes.IndexByte(b.wbuf[start:], '\n') >= 0 {
		text := strings.ReplaceAll(string(b.wbuf[start:]), "\n", f.writeNL)
		b.wbuf = append(b.wbuf[:start], text...)
	}
	if len(b.wbuf) < writeBuffer && !f.through && !b.direct &&
		(!f.lineBuf || bytes.IndexByte(b.wbuf[start:], '\n') < 0 && bytes.IndexByte(b.wbuf[start:], '\r') < 0) {
		return true
	}
	if err := b.flush(); err != nil {
		t.RaiseOS(err, Unbound)
		return false
	}
	return true
}

// encode appends a str that is not plain ASCII.
func (f *textFile) encode(t *Thread, s Value) bool {
	b := f.bin
	if f.enc == encOther {
		m := t.Mark()
		defer t.Unroot(m)
		data := t.CallMethod(s, t.Intern("encode"), t.Root(t.NewStr(f.encName)), t.Root(t.NewStr(f.errors)))
		if data == Raised {
			return false
		}
		b.wbuf = append(b.wbuf, bytesOf(data)...)
		return true
	}
	limit, reason := rune(0x110000), "surrogates not allowed"
	switch f.enc {
	case encASCII:
		limit, reason = 0x80, "ordinal not in range(128)"
	case encLatin1:
		limit, reason = 0x100, "ordinal not in range(256)"
	}
	n := StrLen(s)
	for i := 0; i < n; i++ {
		r := StrAt(s, i)
		if r < limit && (r < 0xd800 || r > 0xdfff) {
			if f.enc == encLatin1 {
				b.wbuf = append(b.wbuf, byte(r))
			} else {
				b.wbuf = utf8.AppendRune(b.wbuf, r)
			}
			continue
		}
		if !f.encodeBad(r) {
			end := i + 1
			for end < n && (StrAt(s, end) >= limit || StrAt(s, end) >= 0xd800 && StrAt(s, end) <= 0xdfff) {
				end++
			}
			t.RaiseArgs(t.Exc.UnicodeEncodeError, t.NewStr(codecName(f.enc)), s, abi.SmallInt(int64(i)), abi.SmallInt(int64(end)), t.NewStr(reason))
			return false
		}
	}
	return true
}

// encodeBad appends what the error handler makes of a character that the
// encoding lacks; false when it is an error.
func (f *textFile) encodeBad(r rune) bool {
	b := f.bin
	switch f.errors {
	case "ignore":
	case "replace":
		b.wbuf = append(b.wbuf, '?')
	case "backslashreplace":
		b.wbuf = append(b.wbuf, charEscape(r)...)
	case "xmlcharrefreplace":
		b.wbuf = append(b.wbuf, "&#"+itoa64(int64(r))+";"...)
	case "surrogateescape":
		if r < 0xdc80 || r > 0xdcff {
			return false
		}
		b.wbuf = append(b.wbuf, byte(r-0xdc00))
	case "surrogatepass":
		if f.enc != encUTF8 {
			return false
		}
		b.wbuf = appendRuneWTF8(b.wbuf, r)
	default:
		return false
	}
	return true
}

func textWrite(t *Thread, a []Value) Value {
	if !a[1].IsKind(abi.KindStr) {
		return t.Raise(t.Exc.TypeError, "write() argument must be str, not %s", t.argTypeName(a[1]))
	}
	if t.writableBinary(a[0]) == nil {
		return Raised
	}
	if !t.textFileOf(a[0]).writeStr(t, a[1]) {
		return Raised
	}
	return abi.SmallInt(int64(StrLen(a[1])))
}

func textSeek(t *Thread, a []Value) Value {
	b := t.openBinary(a[0])
	if b == nil {
		return Raised
	}
	offset, ok := t.AsInt(a[1], t.Exc.OverflowError)
	if !ok {
		return Raised
	}
	whence := 0
	if a[2] != Unbound {
		if whence, ok = t.AsInt(a[2], t.Exc.OverflowError); !ok {
			return Raised
		}
	}
	switch {
	case whence < 0 || whence > 2:
		return t.Raise(t.Exc.ValueError, "invalid whence (%d, should be 0, 1 or 2)", whence)
	case whence == io.SeekCurrent && offset != 0:
		return t.Raise(t.UnsupportedOperation(), "can't do nonzero cur-relative seeks")
	case whence == io.SeekEnd && offset != 0:
		return t.Raise(t.UnsupportedOperation(), "can't do nonzero end-relative seeks")
	case whence == io.SeekStart && offset < 0:
		return t.Raise(t.Exc.ValueError, "negative seek position %d", offset)
	}
	t.textFileOf(a[0]).decoded = false
	return t.seekResult(b.seek(int64(offset), whence))
}

func textReconfigure(t *Thread, a []Value) Value {
	if t.openBinary(a[0]) == nil {
		return Raised
	}
	f := t.textFileOf(a[0])
	if err := f.bin.flush(); err != nil {
		return t.RaiseOS(err, Unbound)
	}
	for i, what := range []string{"encoding", "errors", "newline"} {
		if x := a[i+1]; x != Unbound && x != None && !x.IsKind(abi.KindStr) {
			return t.Raise(t.Exc.TypeError, "reconfigure() argument '%s' must be str or None, not %s", what, t.TypeName(x))
		}
	}
	if x := a[1]; x != Unbound && x != None {
		if !f.setEncoding(t, t.GoString(x)) {
			return Raised
		}
		if a[2] == Unbound || a[2] == None {
			f.errors = "strict"
		}
	}
	if x := a[2]; x != Unbound && x != None {
		f.errors = t.GoString(x)
	}
	if x := a[3]; x != Unbound {
		if !f.setNewline(t, x) {
			return Raised
		}
	}
	for i, flag := range []*bool{&f.lineBuf, &f.through} {
		if x := a[4+i]; x != Unbound && x != None {
			yes, ok := t.IsTrue(x)
			if !ok {
				return Raised
			}
			*flag = yes
		}
	}
	return None
}
