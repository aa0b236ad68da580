package pyfmt

import "fmt"

// Kind names the Python exception class that an [Error] stands for.
type Kind uint8

// The exception classes that functions of this package ask for.
const (
	ValueError Kind = iota
	TypeError
	OverflowError
	ZeroDivisionError
	MemoryError
)

// String gives the name of the Python class.
func (k Kind) String() string {
	switch k {
	case TypeError:
		return "TypeError"
	case OverflowError:
		return "OverflowError"
	case ZeroDivisionError:
		return "ZeroDivisionError"
	case MemoryError:
		return "MemoryError"
	}
	return "ValueError"
}

// Error is a Python exception that the caller is to raise: its class, and CPython's text.
type Error struct {
	Kind Kind
	Text string
}

// Error gives class and text as a traceback's last line would.
func (e *Error) Error() string {
	if e.Text == "" {
		return e.Kind.String()
	}
	return e.Kind.String() + ": " + e.Text
}

func valueError(format string, args ...any) *Error {
	return &Error{ValueError, fmt.Sprintf(format, args...)}
}

// MaxSize is the longest text, in bytes, that a width or precision may produce. A larger one is a
// MemoryError: a small format string must not be able to exhaust the host.
const MaxSize = 1 << 28

var errMemory = &Error{Kind: MemoryError}
