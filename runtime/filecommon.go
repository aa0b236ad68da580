package runtime

import (
	"errors"

	"github.com/go-python/gopython/internal/abi"
)

// What both kinds of files do alike.

func fileReadLines(t *Thread, a []Value) Value {
	hint, ok := t.sizeArg(a[1])
	if !ok {
		return Raised
	}
	m := t.Mark()
	defer t.Unroot(m)
	list := t.Root(t.NewList(nil))
	next := t.TypeOf(a[0]).Slots.Next
	for total := 0; hint <= 0 || total < hint; {
		line := next(t, a[0])
		switch line {
		case Raised:
			return Raised
		case Unbound:
			return list
		}
		t.ListAppend(list, line)
		if line.IsKind(abi.KindStr) {
			total += StrLen(line)
		} else {
			total += len(bytesOf(line))
		}
	}
	return list
}

func fileWriteLines(t *Thread, a []Value) Value {
	write := textWrite
	if t.TypeOf(a[0]).IsSubtype(t.Types.BinaryFile) {
		write = binaryWrite
	}
	if t.openBinary(a[0]) == nil {
		return Raised
	}
	if !t.Each(a[1], func(x Value) bool { return write(t, []Value{a[0], x}) != Raised }) {
		return Raised
	}
	return None
}

func fileFlush(t *Thread, a []Value) Value {
	b := t.openBinary(a[0])
	if b == nil {
		return Raised
	}
	if err := b.flush(); err != nil {
		return t.RaiseOS(err, Unbound)
	}
	return None
}

func fileClose(t *Thread, a []Value) Value {
	if err := t.binFileOf(a[0]).Close(); err != nil {
		return t.RaiseOS(err, Unbound)
	}
	return None
}

func fileNo(t *Thread, a []Value) Value {
	b := t.openBinary(a[0])
	if b == nil {
		return Raised
	}
	if b.fd < 0 {
		return t.Raise(t.UnsupportedOperation(), "fileno")
	}
	return abi.SmallInt(int64(b.fd))
}

func fileIsATTY(t *Thread, a []Value) Value {
	b := t.openBinary(a[0])
	if b == nil {
		return Raised
	}
	switch {
	case b.f != nil:
		return abi.Bool(isTerminal(b.f))
	case b.w != nil:
		return abi.Bool(isTerminal(b.w))
	}
	return abi.Bool(isTerminal(b.r))
}

func fileTell(t *Thread, a []Value) Value {
	b := t.openBinary(a[0])
	if b == nil {
		return Raised
	}
	return t.seekResult(b.tell())
}

func fileTruncate(t *Thread, a []Value) Value {
	b := t.writableBinary(a[0])
	if b == nil {
		return Raised
	}
	at, err := b.tell()
	if err == nil && a[1] != Unbound && a[1] != None {
		n, ok := t.AsInt(a[1], t.Exc.OverflowError)
		if !ok {
			return Raised
		}
		at = int64(n)
	}
	if err == nil {
		err = b.flush()
	}
	if err == nil {
		err = b.f.Truncate(at)
	}
	return t.seekResult(at, err)
}

func fileReadable(t *Thread, a []Value) Value {
	b := t.openBinary(a[0])
	if b == nil {
		return Raised
	}
	return abi.Bool(b.r != nil)
}

func fileWritable(t *Thread, a []Value) Value {
	b := t.openBinary(a[0])
	if b == nil {
		return Raised
	}
	return abi.Bool(b.w != nil)
}

func fileSeekable(t *Thread, a []Value) Value {
	b := t.openBinary(a[0])
	if b == nil {
		return Raised
	}
	_, err := b.tell()
	return abi.Bool(!errors.Is(err, errNotSeekable) && err == nil)
}

func fileEnter(t *Thread, a []Value) Value {
	if t.openBinary(a[0]) == nil {
		return Raised
	}
	return a[0]
}

func fileExit(t *Thread, a []Value) Value { return fileClose(t, a[:1]) }
