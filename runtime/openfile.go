package runtime

import (
	"io/fs"
	"os"
	"strings"
	"syscall"

	"github.com/go-python/gopython/internal/abi"
)

// openMode is a parsed mode of open().
type openMode struct {
	read, write, create, appending, update, binary, text bool
}

func (t *Thread) parseOpenMode(s string) (m openMode, ok bool) {
	bad := func() (openMode, bool) {
		t.Raise(t.Exc.ValueError, "invalid mode: '%s'", s)
		return m, false
	}
	for i := 0; i < len(s); i++ {
		if strings.IndexByte(s[:i], s[i]) >= 0 {
			return bad()
		}
		switch s[i] {
		case 'r':
			m.read = true
		case 'w':
			m.write = true
		case 'x':
			m.create = true
		case 'a':
			m.appending = true
		case '+':
			m.update = true
		case 'b':
			m.binary = true
		case 't':
			m.text = true
		default:
			return bad()
		}
	}
	n := 0
	for _, set := range []bool{m.read, m.write, m.create, m.appending} {
		if set {
			n++
		}
	}
	switch {
	case m.binary && m.text:
		t.Raise(t.Exc.ValueError, "can't have text and binary mode at once")
	case n == 0:
		t.Raise(t.Exc.ValueError, "Must have exactly one of create/read/write/append mode and at most one plus")
	case n > 1:
		t.Raise(t.Exc.ValueError, "must have exactly one of create/read/write/append mode")
	default:
		return m, true
	}
	return m, false
}

// rawMode is the mode attribute of the binary file.
func (m openMode) rawMode() string {
	switch {
	case m.create:
		return plus("xb", m.update)
	case m.appending:
		return plus("ab", m.update)
	case m.write && !m.update:
		return "wb"
	case m.update:
		return "rb+"
	}
	return "rb"
}

func plus(s string, update bool) string {
	if update {
		return s + "+"
	}
	return s
}

func (m openMode) flags() int {
	f := os.O_RDONLY
	if m.update {
		f = os.O_RDWR
	} else if !m.read {
		f = os.O_WRONLY
	}
	switch {
	case m.write:
		f |= os.O_CREATE | os.O_TRUNC
	case m.create:
		f |= os.O_CREATE | os.O_EXCL
	case m.appending:
		f |= os.O_CREATE | os.O_APPEND
	}
	return f
}

// FSPath converts a path argument (str, bytes or with __fspath__) to a Go
// string; what is the name for the TypeError.
func (t *Thread) FSPath(v Value) (string, bool) {
	if v.IsKind(abi.KindStr) || v.IsKind(abi.KindBytes) {
		return t.pathText(v)
	}
	r, found := t.CallSpecial(v, t.Intern("__fspath__"))
	switch {
	case !found:
		t.Raise(t.Exc.TypeError, "expected str, bytes or os.PathLike object, not %s", t.TypeName(v))
		return "", false
	case r == Raised:
		return "", false
	case !r.IsKind(abi.KindStr) && !r.IsKind(abi.KindBytes):
		t.Raise(t.Exc.TypeError, "expected %s.__fspath__() to return str or bytes, not %s", t.TypeName(v), t.TypeName(r))
		return "", false
	}
	return t.pathText(r)
}

func (t *Thread) pathText(v Value) (string, bool) {
	s := ""
	if v.IsKind(abi.KindBytes) {
		s = string(bytesOf(v))
	} else {
		s = pathBytes(v)
	}
	if strings.IndexByte(s, 0) >= 0 {
		t.Raise(t.Exc.ValueError, "embedded null byte")
		return "", false
	}
	return s, true
}

// pathBytes encodes a str by the file system's rules: escaped surrogates are
// the bytes they stand for.
func pathBytes(v Value) string {
	var b []byte
	for i := 0; i < StrLen(v); i++ {
		if r := StrAt(v, i); r >= 0xdc80 && r <= 0xdcff {
			b = append(b, byte(r-0xdc00))
		} else {
			b = appendRuneWTF8(b, r)
		}
	}
	return string(b)
}

func builtinOpen(t *Thread, a []Value) Value {
	mode := "r"
	if a[1] != Unbound {
		if !a[1].IsKind(abi.KindStr) {
			return t.Raise(t.Exc.TypeError, "open() argument 'mode' must be str, not %s", t.argTypeName(a[1]))
		}
		mode = t.GoString(a[1])
	}
	buffering := -1
	if a[2] != Unbound {
		n, ok := t.AsInt(a[2], t.Exc.OverflowError)
		if !ok {
			return Raised
		}
		buffering = n
	}
	var texts [3]string
	var set [3]bool
	for i, what := range []string{"encoding", "errors", "newline"} {
		x := a[3+i]
		if x == Unbound || x == None {
			continue
		}
		if !x.IsKind(abi.KindStr) {
			return t.Raise(t.Exc.TypeError, "open() argument '%s' must be str or None, not %s", what, t.TypeName(x))
		}
		texts[i], set[i] = t.GoString(x), true
	}
	m, ok := t.parseOpenMode(mode)
	if !ok {
		return Raised
	}
	for i, what := range []string{"an encoding", "an errors", "a newline"} {
		if m.binary && set[i] {
			return t.Raise(t.Exc.ValueError, "binary mode doesn't take %s argument", what)
		}
	}
	f := &textFile{enc: encUTF8, encName: "UTF-8", errors: "strict", mode: mode}
	if !m.binary {
		if !f.setNewline(t, a[5]) {
			return Raised
		}
		if set[0] && texts[0] != "locale" && !f.setEncoding(t, texts[0]) {
			return Raised
		}
		if set[1] {
			f.errors = texts[1]
		}
		if buffering == 0 {
			return t.Raise(t.Exc.ValueError, "can't have unbuffered text I/O")
		}
		f.lineBuf = buffering == 1
	}
	bin := t.openBinFile(a[0], m)
	if bin == nil {
		return Raised
	}
	bin.direct = buffering == 0
	name := a[0]
	buf := t.newBinaryFile(bin, name)
	if m.binary {
		return buf
	}
	f.bin = bin
	if isTerminal(bin.f) && buffering < 0 {
		f.lineBuf = true
	}
	return t.newTextFile(f, buf)
}

// openBinFile opens a path, or views one of the standard descriptors.
func (t *Thread) openBinFile(name Value, m openMode) *binFile {
	if name.IsBool() || name.IsInt() {
		return t.openDescriptor(name, m)
	}
	path, ok := t.FSPath(name)
	if !ok {
		return nil
	}
	if t.Config.Open == nil {
		t.RaiseOS(syscall.EPERM, name)
		return nil
	}
	file, err := t.Config.Open(path, m.flags(), 0o666)
	if err == nil {
		if st, ok := file.(interface{ Stat() (fs.FileInfo, error) }); ok {
			if info, e := st.Stat(); e == nil && info.IsDir() {
				_ = file.Close() // it was never used
				err = syscall.EISDIR
			}
		}
	}
	if err != nil {
		t.RaiseOS(err, name)
		return nil
	}
	b := &binFile{f: file, fd: -1, mode: m.rawMode()}
	if m.read || m.update {
		b.r = file
	}
	if !m.read || m.update {
		b.w = file
	}
	if fd, ok := file.(interface{ Fd() uintptr }); ok {
		b.fd = int(fd.Fd())
	}
	return b
}

func (t *Thread) openDescriptor(name Value, m openMode) *binFile {
	fd, _ := t.IntValue(name)
	var b *binFile
	switch {
	case fd < 0:
		t.Raise(t.Exc.ValueError, "opener returned %d", fd)
		return nil
	case fd == 0 && m.read && t.Config.Stdin != nil:
		b = &binFile{r: t.Config.Stdin}
	case fd == 1 && !m.read && t.Config.Stdout != nil:
		b = &binFile{w: t.Config.Stdout}
	case fd == 2 && !m.read && t.Config.Stderr != nil:
		b = &binFile{w: t.Config.Stderr}
	default:
		t.RaiseOS(syscall.EBADF, name)
		return nil
	}
	b.std, b.fd, b.mode = true, int(fd), m.rawMode()
	return b
}

// setEncoding chooses the encoding by name.
func (f *textFile) setEncoding(t *Thread, name string) bool {
	f.encName = name
	switch strings.NewReplacer("_", "", "-", "", " ", "").Replace(strings.ToLower(name)) {
	case "utf8", "u8", "utf", "cp65001":
		f.enc = encUTF8
	case "ascii", "usascii", "646":
		f.enc = encASCII
	case "latin1", "iso88591", "latin", "l1", "8859", "cp819", "88591":
		f.enc = encLatin1
	default:
		f.enc = encOther
		m := t.Mark()
		defer t.Unroot(m)
		// An unknown one is a LookupError of the codec.
		r := t.CallMethod(t.EmptyStr, t.Intern("encode"), t.Root(t.NewStr(name)))
		return r != Raised
	}
	return true
}

// setNewline interprets the newline argument.
func (f *textFile) setNewline(t *Thread, x Value) bool {
	f.universal, f.anyEnd, f.lineEnd, f.writeNL = false, false, "", ""
	if x == Unbound || x == None {
		f.universal = true
		if os.PathSeparator == '\\' {
			f.writeNL = "\r\n"
		}
		return true
	}
	switch s := t.GoString(x); s {
	case "":
		f.anyEnd = true
	case "\n":
		f.lineEnd = s
	case "\r", "\r\n":
		f.lineEnd, f.writeNL = s, s
	default:
		t.Raise(t.Exc.ValueError, "illegal newline value: %s", s)
		return false
	}
	return true
}
