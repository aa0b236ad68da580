package runtime

import (
	"fmt"

	"github.com/go-python/gopython/internal/abi"
)

// Fields of the Unicode errors; UnicodeTranslateError has no encoding.
const (
	uniObject = ExcExtra + iota
	uniStart
	uniEnd
	uniReason
	uniEncoding
)

var unicodeEncodeErrorType = TypeSpec{
	Name: "UnicodeEncodeError", Doc: "Unicode encoding error.", Hidden: 5,
	Slots:   Slots{Init: unicodeInit("str", true), Str: unicodeEncodeStr},
	GetSets: append(unicodeMembers(), excMember("encoding", uniEncoding)),
}

var unicodeDecodeErrorType = TypeSpec{
	Name: "UnicodeDecodeError", Doc: "Unicode decoding error.", Hidden: 5,
	Slots:   Slots{Init: unicodeInit("bytes", true), Str: unicodeDecodeStr},
	GetSets: append(unicodeMembers(), excMember("encoding", uniEncoding)),
}

var unicodeTranslateErrorType = TypeSpec{
	Name: "UnicodeTranslateError", Doc: "Unicode translation error.", Hidden: 4,
	Slots:   Slots{Init: unicodeInit("str", false), Str: unicodeTranslateStr},
	GetSets: unicodeMembers(),
}

func unicodeMembers() []*GetSet {
	return []*GetSet{excMember("object", uniObject), excMember("start", uniStart), excMember("end", uniEnd), excMember("reason", uniReason)}
}

// unicodeInit checks the constructor's arguments as CPython's argument parser does.
func unicodeInit(object string, encoding bool) func(t *Thread, v Value, args []Value, kwnames Value) bool {
	kinds := []string{object, "int", "int", "str"}
	if encoding {
		kinds = append([]string{"str"}, kinds...)
	}
	return func(t *Thread, v Value, args []Value, kwnames Value) bool {
		if kwnames != Unbound && len(abi.TupleItems(kwnames)) > 0 {
			t.Raise(t.Exc.TypeError, "%s() takes no keyword arguments", t.TypeName(v))
			return false
		}
		if len(args) != len(kinds) {
			t.Raise(t.Exc.TypeError, "function takes exactly %d arguments (%d given)", len(kinds), len(args))
			return false
		}
		for i, k := range kinds {
			good := false
			switch k {
			case "str":
				good = args[i].IsKind(abi.KindStr)
			case "bytes":
				good = args[i].IsKind(abi.KindBytes) || args[i].IsKind(abi.KindByteArray)
			case "int":
				if _, ok := t.AsInt(args[i], t.Exc.OverflowError); !ok {
					return false
				}
				good = true
			}
			if !good {
				if k == "bytes" {
					t.Raise(t.Exc.TypeError, "a bytes-like object is required, not '%s'", t.TypeName(args[i]))
				} else {
					t.Raise(t.Exc.TypeError, "argument %d must be %s, not %s", i+1, k, t.argTypeName(args[i]))
				}
				return false
			}
		}
		t.setArgs(v, args)
		initUnicodeFields(t, v, args)
		return true
	}
}

// argTypeName is the class name as argument errors show it: None by itself.
func (t *Thread) argTypeName(v Value) string {
	if v == None {
		return "None"
	}
	return t.TypeName(v)
}

func initUnicodeFields(t *Thread, v Value, args []Value) {
	switch len(args) {
	case 5:
		t.SetSlot(v, uniEncoding, args[0])
		args = args[1:]
	case 4:
	default:
		return
	}
	for i, x := range args {
		t.SetSlot(v, uniObject+i, x)
	}
}

// unicodeRange reads start and end, kept inside the object.
func (t *Thread) unicodeRange(v Value, n int) (start, end int) {
	s, _ := t.IntValue(excField(v, uniStart))
	e, _ := t.IntValue(excField(v, uniEnd))
	s = max(0, min(s, int64(n)-1))
	e = max(1, min(e, int64(n)))
	return int(max(s, 0)), int(e)
}

func (t *Thread) unicodeText(v Value, i int) string {
	s := t.Str(excField(v, i))
	if s == Raised {
		t.TakePending()
		return "?"
	}
	return t.GoString(s)
}

func charEscape(r rune) string {
	switch {
	case r <= 0xff:
		return fmt.Sprintf("\\x%02x", r)
	case r <= 0xffff:
		return fmt.Sprintf("\\u%04x", r)
	}
	return fmt.Sprintf("\\U%08x", r)
}

func unicodeEncodeStr(t *Thread, v Value) Value {
	obj := Slot(v, uniObject)
	if obj == Unbound || !obj.IsKind(abi.KindStr) {
		return t.EmptyStr
	}
	enc, reason := t.unicodeText(v, uniEncoding), t.unicodeText(v, uniReason)
	obj = Slot(v, uniObject)
	start, end := t.unicodeRange(v, StrLen(obj))
	if start < StrLen(obj) && end == start+1 {
		return t.NewStr(fmt.Sprintf("'%s' codec can't encode character '%s' in position %d: %s", enc, charEscape(StrAt(obj, start)), start, reason))
	}
	return t.NewStr(fmt.Sprintf("'%s' codec can't encode characters in position %d-%d: %s", enc, start, end-1, reason))
}

func unicodeDecodeStr(t *Thread, v Value) Value {
	obj := Slot(v, uniObject)
	if obj == Unbound {
		return t.EmptyStr
	}
	enc, reason := t.unicodeText(v, uniEncoding), t.unicodeText(v, uniReason)
	b := bytesOf(Slot(v, uniObject))
	start, end := t.unicodeRange(v, len(b))
	if start < len(b) && end == start+1 {
		return t.NewStr(fmt.Sprintf("'%s' codec can't decode byte 0x%02x in position %d: %s", enc, b[start], start, reason))
	}
	return t.NewStr(fmt.Sprintf("'%s' codec can't decode bytes in position %d-%d: %s", enc, start, end-1, reason))
}

// bytesOf views the contents of bytes or a bytearray; nil for anything else.
func bytesOf(v Value) []byte {
	switch v.Kind() {
	case abi.KindBytes:
		o := abi.Obj[abi.Bytes](v)
		return abi.BytesAt(o.Data, int(o.Len))
	case abi.KindByteArray:
		o := abi.Obj[abi.ByteArray](v)
		return abi.BytesAt(o.Data, int(o.Len))
	}
	return nil
}

func unicodeTranslateStr(t *Thread, v Value) Value {
	obj := Slot(v, uniObject)
	if obj == Unbound || !obj.IsKind(abi.KindStr) {
		return t.EmptyStr
	}
	reason := t.unicodeText(v, uniReason)
	obj = Slot(v, uniObject)
	start, end := t.unicodeRange(v, StrLen(obj))
	if start < StrLen(obj) && end == start+1 {
		return t.NewStr(fmt.Sprintf("can't translate character '%s' in position %d: %s", charEscape(StrAt(obj, start)), start, reason))
	}
	return t.NewStr(fmt.Sprintf("can't translate characters in position %d-%d: %s", start, end-1, reason))
}
