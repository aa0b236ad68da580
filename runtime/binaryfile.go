package runtime

import (
	"bytes"
	"errors"
	"io"
	"io/fs"
	"os"

	"github.com/go-python/gopython/internal/abi"
)

// File is an open file that Config.Open grants. *os.File is one.
type File interface {
	io.Reader
	io.Writer
	io.Seeker
	io.Closer
	Truncate(size int64) error
}

const (
	writeBuffer = 64 << 10
	readBuffer  = 64 << 10
)

// binFile is the Go side of a binary file object: one buffer for reading, one
// for writing, over a File or a standard stream.
type binFile struct {
	r      io.Reader // nil: not readable
	w      io.Writer // nil: not writable
	f      File      // nil: a standard stream, which cannot seek and is not closed
	fd     int
	mode   string // of the binary file: "rb", "rb+", "wb", "ab", "xb"
	std    bool
	closed bool
	atEOF  bool
	rbuf   []byte // rbuf[rpos:] is read ahead
	rpos   int
	wbuf   []byte
	direct bool   // unbuffered
	before func() // called before a read that may block
}

// Close writes what is buffered and closes the file; the sweep of a dead file
// object calls it.
func (b *binFile) Close() error {
	if b.closed {
		return nil
	}
	err := b.flush()
	b.closed = true
	b.rbuf, b.wbuf = nil, nil
	if b.f != nil {
		if e := b.f.Close(); err == nil {
			err = e
		}
	}
	return err
}

func (b *binFile) flush() error {
	if len(b.wbuf) == 0 || b.w == nil {
		return nil
	}
	n, err := b.w.Write(b.wbuf)
	if err != nil {
		b.wbuf = append(b.wbuf[:0], b.wbuf[min(max(n, 0), len(b.wbuf)):]...)
		if len(b.wbuf) > writeBuffer {
			b.wbuf = b.wbuf[:0] // keep no more of what nobody can take
		}
		return err
	}
	b.wbuf = b.wbuf[:0]
	return nil
}

// wrote is called after something was appended to wbuf.
func (b *binFile) wrote() error {
	if len(b.wbuf) >= writeBuffer || b.direct {
		return b.flush()
	}
	return nil
}

// startWrite gives up what was read ahead.
func (b *binFile) startWrite() error {
	if b.rpos < len(b.rbuf) && b.f != nil {
		if _, err := b.f.Seek(int64(b.rpos-len(b.rbuf)), io.SeekCurrent); err != nil {
			return err
		}
	}
	b.rbuf, b.rpos, b.atEOF = b.rbuf[:0], 0, false
	return nil
}

// ahead returns what is read and not consumed.
func (b *binFile) ahead() []byte { return b.rbuf[b.rpos:] }

// fill reads more; at the end of the file it returns false without an error.
func (b *binFile) fill() (bool, error) {
	if len(b.wbuf) > 0 {
		if err := b.flush(); err != nil {
			return false, err
		}
	}
	if b.before != nil {
		b.before()
	}
	if b.rpos > 0 {
		b.rbuf = append(b.rbuf[:0], b.rbuf[b.rpos:]...)
		b.rpos = 0
	}
	n := len(b.rbuf)
	if cap(b.rbuf)-n < readBuffer {
		grown := make([]byte, n, max(2*cap(b.rbuf), n+readBuffer))
		copy(grown, b.rbuf)
		b.rbuf = grown
	}
	for tries := 0; ; tries++ {
		got, err := b.r.Read(b.rbuf[n:cap(b.rbuf)])
		b.rbuf = b.rbuf[:n+got]
		switch {
		case got > 0:
			return true, nil
		case errors.Is(err, io.EOF):
			return false, nil
		case err != nil:
			return false, err
		case tries > 100:
			return false, io.ErrNoProgress
		}
	}
}

// take consumes n bytes of what is read ahead. The result is valid until the
// next operation on the file.
func (b *binFile) take(n int) []byte {
	p := b.rbuf[b.rpos : b.rpos+n]
	b.rpos += n
	return p
}

// readAll returns everything to the end of the file.
func (b *binFile) readAll(t *Thread) ([]byte, bool) {
	for {
		more, err := b.fill()
		if err != nil {
			t.RaiseOS(err, Unbound)
			return nil, false
		}
		if !more {
			return b.take(len(b.ahead())), true
		}
		if uint64(len(b.ahead())) > 1<<26 && !t.Heap.CheckRoom(uint64(len(b.ahead()))*2) {
			t.RaiseArgs(t.Exc.MemoryError)
			return nil, false
		}
	}
}

// readN returns up to n bytes, fewer only at the end of the file.
func (b *binFile) readN(t *Thread, n int) ([]byte, bool) {
	for len(b.ahead()) < n {
		more, err := b.fill()
		if err != nil {
			t.RaiseOS(err, Unbound)
			return nil, false
		}
		if !more {
			break
		}
	}
	return b.take(min(n, len(b.ahead()))), true
}

// readLine returns the bytes up to and with the next line feed, at most limit
// when that is not negative.
func (b *binFile) readLine(t *Thread, limit int) ([]byte, bool) {
	seen := 0
	for {
		a := b.ahead()
		n := bytes.IndexByte(a[seen:], '\n') + seen + 1
		if n == seen { // none
			n = 0
		}
		if limit >= 0 && (n > limit || n == 0 && len(a) >= limit) {
			n = limit
			return b.take(n), true
		}
		if n > 0 {
			return b.take(n), true
		}
		seen = len(a)
		more, err := b.fill()
		if err != nil {
			t.RaiseOS(err, Unbound)
			return nil, false
		}
		if !more {
			return b.take(len(b.ahead())), true
		}
	}
}

func (b *binFile) tell() (int64, error) {
	if b.f == nil {
		return 0, errNotSeekable
	}
	at, err := b.f.Seek(0, io.SeekCurrent)
	return at - int64(len(b.ahead())) + int64(len(b.wbuf)), err
}

func (b *binFile) seek(offset int64, whence int) (int64, error) {
	if b.f == nil {
		return 0, errNotSeekable
	}
	if err := b.flush(); err != nil {
		return 0, err
	}
	if whence == io.SeekCurrent {
		offset -= int64(len(b.ahead()))
	}
	b.rbuf, b.rpos = b.rbuf[:0], 0
	return b.f.Seek(offset, whence)
}

var errNotSeekable = errors.New("underlying stream is not seekable")

// isTerminal reports whether a stream is a character device that is not the
// null device.
func isTerminal(s any) bool {
	f, ok := s.(*os.File)
	if !ok {
		return false
	}
	st, err := f.Stat()
	return err == nil && st.Mode()&fs.ModeCharDevice != 0 && f.Name() != os.DevNull && st.Name() != "null"
}

// Fields of a binary file object.
const (
	binName = iota
	binFields
)

var binaryFileType = TypeSpec{
	Name: "_io.BufferedReader", Module: "_io", Hidden: binFields, HasDict: true, HasWeak: true, NoNew: true, Kind: abi.KindInstance,
	Slots: Slots{
		Repr: func(t *Thread, v Value) Value {
			b := t.binFileOf(v)
			m := t.Mark()
			defer t.Unroot(m)
			r := t.Repr(Slot(v, binName))
			if r == Raised {
				return Raised
			}
			return t.NewStr("<_io." + b.className() + " name=" + t.GoString(r) + ">")
		},
		Iter: func(t *Thread, v Value) Value {
			if t.openBinary(v) == nil {
				return Raised
			}
			return v
		},
		Next: func(t *Thread, v Value) Value {
			b := t.readableBinary(v)
			if b == nil {
				return Raised
			}
			line, ok := b.readLine(t, -1)
			if !ok {
				return Raised
			}
			if len(line) == 0 {
				return Unbound
			}
			return t.NewBytes(line)
		},
	},
	Methods: []*NativeDef{
		{Name: "read", Sig: "self, size=-1, /", Fn: binaryRead},
		{Name: "read1", Sig: "self, size=-1, /", Fn: binaryRead1},
		{Name: "peek", Sig: "self, size=0, /", Fn: func(t *Thread, a []Value) Value {
			b := t.readableBinary(a[0])
			if b == nil {
				return Raised
			}
			if len(b.ahead()) == 0 {
				if _, err := b.fill(); err != nil {
					return t.RaiseOS(err, Unbound)
				}
			}
			return t.NewBytes(b.ahead())
		}},
		{Name: "readinto", Sig: "self, buffer, /", Fn: binaryReadInto},
		{Name: "readline", Sig: "self, size=-1, /", Fn: binaryReadLine},
		{Name: "readlines", Sig: "self, hint=-1, /", Fn: fileReadLines},
		{Name: "write", Sig: "self, buffer, /", Fn: binaryWrite},
		{Name: "writelines", Sig: "self, lines, /", Fn: fileWriteLines},
		{Name: "flush", Sig: "self, /", Fn: fileFlush},
		{Name: "close", Sig: "self, /", Fn: fileClose},
		{Name: "fileno", Sig: "self, /", Fn: fileNo},
		{Name: "isatty", Sig: "self, /", Fn: fileIsATTY},
		{Name: "seek", Sig: "self, offset, whence=0, /", Fn: binarySeek},
		{Name: "tell", Sig: "self, /", Fn: fileTell},
		{Name: "truncate", Sig: "self, size=None, /", Fn: fileTruncate},
		{Name: "readable", Sig: "self, /", Fn: fileReadable},
		{Name: "writable", Sig: "self, /", Fn: fileWritable},
		{Name: "seekable", Sig: "self, /", Fn: fileSeekable},
		{Name: "__enter__", Sig: "self, /", Fn: fileEnter},
		{Name: "__exit__", Sig: "self, *args", Fn: fileExit},
	},
	GetSets: []*GetSet{
		{Name: "closed", Get: func(t *Thread, v Value) Value { return abi.Bool(t.binFileOf(v).closed) }},
		{Name: "name", Get: func(t *Thread, v Value) Value { return Slot(v, binName) }},
		{Name: "mode", Get: func(t *Thread, v Value) Value { return t.NewStr(t.binFileOf(v).mode) }},
		{Name: "raw", Get: func(t *Thread, v Value) Value { return v }},
		{Name: "__dict__", Get: func(t *Thread, v Value) Value { return t.AttrDict(v) }},
	},
}

func (b *binFile) className() string {
	switch {
	case b.direct && b.f != nil:
		return "FileIO"
	case b.r != nil && b.w != nil:
		return "BufferedRandom"
	case b.r != nil:
		return "BufferedReader"
	}
	return "BufferedWriter"
}

func (t *Thread) newBinaryFile(b *binFile, name Value) Value {
	v := t.NewRecord(t.Types.BinaryFile, name)
	t.SetResource(v, b)
	t.sys.lastText = Unbound
	return v
}

var closedFile = &binFile{closed: true, mode: "rb", fd: -1}

// binFileOf returns the Go side of a text or binary file object.
func (t *Thread) binFileOf(v Value) *binFile {
	if v == t.sys.lastText {
		return t.sys.lastTextFile.bin
	}
	switch f := t.Resource(v).(type) {
	case *binFile:
		return f
	case *textFile:
		return f.bin
	}
	return closedFile
}

// openBinary returns the Go side of a file object that must be open, nil after
// raising ValueError.
func (t *Thread) openBinary(v Value) *binFile {
	b := t.binFileOf(v)
	if b.closed {
		t.Raise(t.Exc.ValueError, "I/O operation on closed file.")
		return nil
	}
	return b
}

func (t *Thread) readableBinary(v Value) *binFile {
	b := t.openBinary(v)
	if b != nil && b.r == nil {
		t.raiseUnsupported("not readable", v, "read")
		return nil
	}
	return b
}

func (t *Thread) writableBinary(v Value) *binFile {
	b := t.openBinary(v)
	if b == nil {
		return nil
	}
	if b.w == nil {
		t.raiseUnsupported("not writable", v, "write")
		return nil
	}
	if err := b.startWrite(); err != nil {
		t.RaiseOS(err, Unbound)
		return nil
	}
	return b
}

// raiseUnsupported raises io.UnsupportedOperation: for a buffered binary file
// the message is the name of the operation.
func (t *Thread) raiseUnsupported(text string, v Value, op string) {
	if t.TypeOf(v) == t.Types.BinaryFile {
		text = op
	}
	t.Raise(t.UnsupportedOperation(), "%s", text)
}

// UnsupportedOperation is the class io.UnsupportedOperation.
func (t *Thread) UnsupportedOperation() *Type {
	if t.sys.unsupported == nil {
		typ := t.addBuiltin(&TypeSpec{Name: "UnsupportedOperation", Module: "io"}, t.Exc.OSError)
		typ.Bases = []*Type{t.Exc.OSError, t.Exc.ValueError}
		typ.MRO = []*Type{typ, t.Exc.OSError, t.Exc.ValueError, t.Exc.Exception, t.Exc.BaseException, t.Types.Object}
		t.Exc.ValueError.subclasses = append(t.Exc.ValueError.subclasses, typ)
		t.fillBuiltin(typ, &TypeSpec{Name: "UnsupportedOperation", Module: "io"})
		t.sys.unsupported = typ
	}
	return t.sys.unsupported
}

// sizeArg is an optional size: -1 for None, negative or not given.
func (t *Thread) sizeArg(v Value) (int, bool) {
	if v == Unbound || v == None {
		return -1, true
	}
	if !v.IsInt() && t.TypeOf(v).Slots.Index == nil {
		t.Raise(t.Exc.TypeError, "argument should be integer or None, not '%s'", t.TypeName(v))
		return 0, false
	}
	n, ok := t.AsInt(v, t.Exc.OverflowError)
	return max(n, -1), ok
}

func binaryRead(t *Thread, a []Value) Value {
	n, ok := t.sizeArg(a[1])
	b := (*binFile)(nil)
	if ok {
		b = t.readableBinary(a[0])
	}
	if b == nil {
		return Raised
	}
	var data []byte
	if n < 0 {
		data, ok = b.readAll(t)
	} else {
		if n > readBuffer && !t.Heap.CheckRoom(uint64(n)) {
			n = max(len(b.ahead()), readBuffer)
		}
		data, ok = b.readN(t, n)
	}
	if !ok {
		return Raised
	}
	return t.NewBytes(data)
}

func binaryRead1(t *Thread, a []Value) Value {
	n, ok := t.sizeArg(a[1])
	b := (*binFile)(nil)
	if ok {
		b = t.readableBinary(a[0])
	}
	if b == nil {
		return Raised
	}
	if n != 0 && len(b.ahead()) == 0 {
		if _, err := b.fill(); err != nil {
			return t.RaiseOS(err, Unbound)
		}
	}
	if n < 0 || n > len(b.ahead()) {
		n = len(b.ahead())
	}
	return t.NewBytes(b.take(n))
}

func binaryReadInto(t *Thread, a []Value) Value {
	b := t.readableBinary(a[0])
	if b == nil {
		return Raised
	}
	if !a[1].IsKind(abi.KindByteArray) {
		return t.Raise(t.Exc.TypeError, "readinto() argument must be read-write bytes-like object, not %s", t.argTypeName(a[1]))
	}
	dst := bytesOf(a[1])
	data, ok := b.readN(t, len(dst))
	if !ok {
		return Raised
	}
	return abi.SmallInt(int64(copy(dst, data)))
}

func binaryReadLine(t *Thread, a []Value) Value {
	n, ok := t.sizeArg(a[1])
	b := (*binFile)(nil)
	if ok {
		b = t.readableBinary(a[0])
	}
	if b == nil {
		return Raised
	}
	line, ok := b.readLine(t, n)
	if !ok {
		return Raised
	}
	return t.NewBytes(line)
}

func binaryWrite(t *Thread, a []Value) Value {
	b := t.openBinary(a[0])
	if b == nil {
		return Raised
	}
	if a[1].IsKind(abi.KindStr) || a[1].IsKind(abi.KindFree) {
		return t.Raise(t.Exc.TypeError, "a bytes-like object is required, not '%s'", t.TypeName(a[1]))
	}
	if b = t.writableBinary(a[0]); b == nil {
		return Raised
	}
	data := bytesOf(a[1])
	if data == nil && !a[1].IsKind(abi.KindBytes) && !a[1].IsKind(abi.KindByteArray) {
		if t.TypeOf(a[1]) != t.Types.MemoryView {
			return t.Raise(t.Exc.TypeError, "a bytes-like object is required, not '%s'", t.TypeName(a[1]))
		}
		copied := t.CallMethod(a[1], t.Intern("tobytes"))
		if copied == Raised {
			return Raised
		}
		data = bytesOf(copied)
	}
	b.wbuf = append(b.wbuf, data...)
	n := len(data)
	if err := b.wrote(); err != nil {
		return t.RaiseOS(err, Unbound)
	}
	return abi.SmallInt(int64(n))
}

func binarySeek(t *Thread, a []Value) Value {
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
	if whence < 0 || whence > 2 {
		return t.Raise(t.Exc.ValueError, "whence value %d unsupported", whence)
	}
	return t.seekResult(b.seek(int64(offset), whence))
}

func (t *Thread) seekResult(at int64, err error) Value {
	switch {
	case errors.Is(err, errNotSeekable):
		return t.Raise(t.UnsupportedOperation(), "underlying stream is not seekable")
	case err != nil:
		return t.RaiseOS(err, Unbound)
	}
	return t.NewInt(at)
}
