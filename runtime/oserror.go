package runtime

import (
	"errors"
	"io/fs"
	"strconv"
	"syscall"

	"github.com/go-python/gopython/internal/abi"
)

// Fields of OSError.
const (
	osErrno = ExcExtra + iota
	osStrerror
	osFilename
	osFilename2
	osWritten
	osFields = osWritten - ExcExtra + 1
)

func itoa64(i int64) string { return strconv.FormatInt(i, 10) }

var osErrorType = TypeSpec{
	Name: "OSError", Doc: "Base class for I/O related errors.", Hidden: osFields,
	New: &NativeDef{Name: "__new__", Call: osErrorNew},
	Slots: Slots{
		Init: func(t *Thread, v Value, args []Value, kwnames Value) bool {
			if kwnames != Unbound && len(abi.TupleItems(kwnames)) > 0 {
				t.Raise(t.Exc.TypeError, "%s() takes no keyword arguments", t.TypeName(v))
				return false
			}
			t.setOSError(v, args)
			return true
		},
		Str: osErrorStr,
	},
	Methods: []*NativeDef{{Name: "__reduce__", Sig: "self, /", Fn: osErrorReduce}},
	GetSets: []*GetSet{excMember("errno", osErrno), excMember("strerror", osStrerror),
		excMember("filename", osFilename), excMember("filename2", osFilename2),
		{Name: "characters_written", Get: func(t *Thread, v Value) Value {
			if x := Slot(v, osWritten); x != Unbound {
				return x
			}
			return t.Raise(t.Exc.AttributeError, "characters_written")
		}, Set: func(t *Thread, v, x Value) bool {
			if x == Unbound {
				if Slot(v, osWritten) == Unbound {
					t.Raise(t.Exc.AttributeError, "characters_written")
					return false
				}
			} else {
				n, ok := t.AsInt(x, t.Exc.ValueError)
				if !ok {
					return false
				}
				x = t.NewInt(int64(n))
			}
			t.SetSlot(v, osWritten, x)
			return true
		}}},
}

func osErrorNew(t *Thread, _ Value, args []Value, kwnames Value) Value {
	typ := t.TypeFor(args[0])
	pos := args[1:]
	if kwnames != Unbound {
		pos = pos[:len(pos)-len(abi.TupleItems(kwnames))]
	}
	if typ == t.Exc.OSError && len(pos) >= 2 {
		if errno, ok := t.IntValue(pos[0]); ok && (pos[0].IsInt() || t.TypeOf(pos[0]).IsSubtype(t.Types.Int)) {
			typ = t.osErrorClass(errno)
		}
	}
	if typ.Heap && t.Lookup(typ, t.names.Init) != t.Lookup(t.Exc.OSError, t.names.Init) &&
		t.Lookup(typ, t.names.New) == t.Lookup(t.Exc.OSError, t.names.New) {
		return t.newExceptionOf(typ, nil) // its __init__ will do the rest
	}
	v := t.newExceptionOf(typ, pos)
	t.setOSError(v, pos)
	return v
}

func initOSError(t *Thread, v Value, args []Value) { t.setOSError(v, args) }

// setOSError distributes the constructor's arguments over args and the fields.
func (t *Thread) setOSError(v Value, args []Value) {
	var f [osFields]Value
	for i := range f {
		f[i] = Unbound
	}
	if n := len(args); n >= 2 && n <= 5 {
		f[0], f[1] = args[0], args[1]
		if n >= 3 && args[2] != None {
			if t.TypeOf(v).IsSubtype(t.Exc.BlockingIOError) && args[2].IsInt() {
				f[osWritten-ExcExtra] = args[2]
			} else {
				f[2] = args[2]
				if n == 5 && args[4] != None {
					f[3] = args[4]
				}
				args = args[:2]
			}
		}
	}
	t.setArgs(v, args)
	for i, x := range f {
		t.SetSlot(v, ExcExtra+i, x)
	}
}

func osErrorStr(t *Thread, v Value) Value {
	errno, strerror, name, name2 := Slot(v, osErrno), Slot(v, osStrerror), Slot(v, osFilename), Slot(v, osFilename2)
	if name == Unbound && (errno == Unbound || strerror == Unbound) {
		return baseExceptionStr(t, v)
	}
	m := t.Mark()
	defer t.Unroot(m)
	text := "[Errno "
	for i, x := range []Value{errno, strerror} {
		if x == Unbound {
			x = None
		}
		s := t.Str(t.Root(x))
		if s == Raised {
			return Raised
		}
		text += t.GoString(s)
		if i == 0 {
			text += "] "
		}
	}
	sep := ": "
	for _, x := range []Value{name, name2} {
		if x == Unbound {
			break
		}
		r := t.Repr(t.Root(x))
		if r == Raised {
			return Raised
		}
		text += sep + t.GoString(r)
		sep = " -> "
	}
	return t.NewStr(text)
}

func osErrorReduce(t *Thread, a []Value) Value {
	v := a[0]
	args := Slot(v, ExcArgs)
	if items := abi.TupleItems(args); len(items) == 2 && Slot(v, osFilename) != Unbound {
		full := []Value{items[0], items[1], Slot(v, osFilename)}
		if n2 := Slot(v, osFilename2); n2 != Unbound {
			full = append(full, None, n2)
		}
		args = t.NewTuple(full)
	}
	class := t.TypeOf(v).Obj
	if d := t.exceptionState(v); d != Unbound {
		return t.NewTuple([]Value{class, args, d})
	}
	return t.NewTuple2(class, args)
}

// osErrorClass is the subclass of OSError for an error number.
func (t *Thread) osErrorClass(errno int64) *Type {
	E := &t.Exc
	switch syscall.Errno(errno) {
	case syscall.EAGAIN, syscall.EALREADY, syscall.EINPROGRESS:
		return E.BlockingIOError
	case syscall.EPIPE, syscall.ESHUTDOWN:
		return E.BrokenPipeError
	case syscall.ECHILD:
		return E.ChildProcessError
	case syscall.ECONNABORTED:
		return E.ConnectionAbortedError
	case syscall.ECONNREFUSED:
		return E.ConnectionRefusedError
	case syscall.ECONNRESET:
		return E.ConnectionResetError
	case syscall.EEXIST:
		return E.FileExistsError
	case syscall.ENOENT:
		return E.FileNotFoundError
	case syscall.EISDIR:
		return E.IsADirectoryError
	case syscall.ENOTDIR:
		return E.NotADirectoryError
	case syscall.EINTR:
		return E.InterruptedError
	case syscall.EACCES, syscall.EPERM:
		return E.PermissionError
	case syscall.ESRCH:
		return E.ProcessLookupError
	case syscall.ETIMEDOUT:
		return E.TimeoutError
	}
	return E.OSError
}

// errnoTexts are the messages of the C library where Go's are worded otherwise
// (Go does not capitalise them).
func errnoText(e syscall.Errno) string {
	s := e.Error()
	if s != "" && s[0] >= 'a' && s[0] <= 'z' {
		s = string(s[0]-'a'+'A') + s[1:]
	}
	return s
}

// ErrnoOf finds the error number in a Go error of a file operation, 0 without.
func ErrnoOf(err error) syscall.Errno {
	var e syscall.Errno
	switch {
	case errors.As(err, &e):
		return e
	case errors.Is(err, fs.ErrNotExist):
		return syscall.ENOENT
	case errors.Is(err, fs.ErrExist):
		return syscall.EEXIST
	case errors.Is(err, fs.ErrPermission):
		return syscall.EACCES
	}
	return 0
}

// RaiseOS raises the OSError for a Go error; filename is Unbound without one.
func (t *Thread) RaiseOS(err error, filename Value) Value {
	if errors.Is(err, errInterrupted) && t.interrupted() {
		return Raised
	}
	e := ErrnoOf(err)
	if e == 0 {
		return t.Raise(t.Exc.OSError, "%s", err.Error())
	}
	args := []Value{abi.SmallInt(int64(e)), t.NewStr(errnoText(e))}
	if filename != Unbound {
		args = append(args, filename)
	}
	return t.RaiseArgs(t.osErrorClass(int64(e)), args...)
}
