package runtime

import (
	"path/filepath"

	"github.com/go-python/gopython/internal/abi"
)

// The exception classes that add a few attributes to those of BaseException.

// excField reads a field of an exception that Python sees as None when unset.
func excField(v Value, i int) Value {
	if x := Slot(v, i); x != Unbound {
		return x
	}
	return None
}

// excMember is a plain attribute stored in a field.
func excMember(name string, slot int) *GetSet {
	return &GetSet{Name: name,
		Get: func(t *Thread, v Value) Value { return excField(v, slot) },
		Set: func(t *Thread, v, x Value) bool { t.SetSlot(v, slot, x); return true },
	}
}

const (
	stopValue      = ExcExtra
	exitCode       = ExcExtra
	nameName       = ExcExtra
	nameSelf       = ExcExtra + 1 // see frameSelf
	attrName       = ExcExtra
	attrObj        = ExcExtra + 1
	importMsg      = ExcExtra
	importName     = ExcExtra + 1
	importPath     = ExcExtra + 2
	importNameFrom = ExcExtra + 3
)

var stopIterationType = TypeSpec{
	Name: "StopIteration", Doc: "Signal the end from iterator.__next__().", Hidden: 1,
	Slots:   Slots{Init: baseExceptionInit},
	GetSets: []*GetSet{excMember("value", stopValue)},
}

func initStopIteration(t *Thread, v Value, args []Value) {
	x := None
	if len(args) > 0 {
		x = args[0]
	}
	t.SetSlot(v, stopValue, x)
}

var systemExitType = TypeSpec{
	Name: "SystemExit", Doc: "Request to exit from the interpreter.", Hidden: 1,
	Slots:   Slots{Init: baseExceptionInit},
	GetSets: []*GetSet{excMember("code", exitCode)},
}

func initSystemExit(t *Thread, v Value, args []Value) {
	switch len(args) {
	case 0:
		t.SetSlot(v, exitCode, None)
	case 1:
		t.SetSlot(v, exitCode, args[0])
	default:
		t.SetSlot(v, exitCode, t.NewTuple(args))
	}
}

var keyErrorType = TypeSpec{
	Name: "KeyError", Doc: "Mapping key not found.",
	Slots: Slots{Str: func(t *Thread, v Value) Value {
		if items := abi.TupleItems(Slot(v, ExcArgs)); len(items) == 1 {
			return t.Repr(items[0])
		}
		return baseExceptionStr(t, v)
	}},
}

var nameErrorType = TypeSpec{
	Name: "NameError", Doc: "Name not found globally.", Hidden: 2,
	Slots: Slots{Init: func(t *Thread, v Value, args []Value, kwnames Value) bool {
		var kw [1]Value
		pos, ok := t.excKeywords("NameError", args, kwnames, kw[:], "name")
		if !ok {
			return false
		}
		t.setArgs(v, pos)
		t.SetSlot(v, nameName, kw[0])
		return true
	}},
	GetSets: []*GetSet{excMember("name", nameName)},
}

var attributeErrorType = TypeSpec{
	Name: "AttributeError", Doc: "Attribute not found.", Hidden: 2,
	Slots: Slots{Init: func(t *Thread, v Value, args []Value, kwnames Value) bool {
		var kw [2]Value
		pos, ok := t.excKeywords("AttributeError", args, kwnames, kw[:], "name", "obj")
		if !ok {
			return false
		}
		t.setArgs(v, pos)
		t.SetSlot(v, attrName, kw[0])
		t.SetSlot(v, attrObj, kw[1])
		return true
	}},
	Methods: []*NativeDef{
		{Name: "__getstate__", Sig: "self, /", Fn: func(t *Thread, a []Value) Value { return t.attributeErrorState(a[0]) }},
		{Name: "__reduce__", Sig: "self, /", Fn: func(t *Thread, a []Value) Value {
			state := t.attributeErrorState(a[0])
			return t.NewTuple([]Value{t.TypeOf(a[0]).Obj, Slot(a[0], ExcArgs), state})
		}},
	},
	GetSets: []*GetSet{excMember("name", attrName), excMember("obj", attrObj)},
}

// stateDict is a copy of the attributes of an exception with fields added.
func (t *Thread) stateDict(v Value, names []string, slots []int) Value {
	d := t.NewDict()
	if own := t.exceptionState(v); own != Unbound {
		for i := 0; i < DictFill(own); i++ {
			if e := DictEntryAt(own, i); e.Key != abi.Deleted && t.IsExactStr(e.Key) {
				t.DictSetStr(d, e.Key, e.Value)
			}
		}
	}
	for i, name := range names {
		if x := Slot(v, slots[i]); x != Unbound && x != None {
			t.DictSetStr(d, t.Intern(name), x)
		}
	}
	return d
}

func (t *Thread) attributeErrorState(v Value) Value {
	return t.stateDict(v, []string{"name", "args"}, []int{attrName, ExcArgs})
}

var importErrorType = TypeSpec{
	Name: "ImportError", Doc: "Import can't find module, or can't find name in module.", Hidden: 4,
	Slots: Slots{
		Init: func(t *Thread, v Value, args []Value, kwnames Value) bool {
			var kw [3]Value
			pos, ok := t.excKeywords("ImportError", args, kwnames, kw[:], "name", "path", "name_from")
			if !ok {
				return false
			}
			t.setArgs(v, pos)
			initImportError(t, v, pos)
			t.SetSlot(v, importName, kw[0])
			t.SetSlot(v, importPath, kw[1])
			t.SetSlot(v, importNameFrom, kw[2])
			return true
		},
		Str: func(t *Thread, v Value) Value {
			if msg := Slot(v, importMsg); msg != Unbound && t.IsExactStr(msg) {
				return msg
			}
			return baseExceptionStr(t, v)
		},
	},
	Methods: []*NativeDef{{Name: "__reduce__", Sig: "self, /", Fn: func(t *Thread, a []Value) Value {
		state := t.stateDict(a[0], []string{"name", "path", "name_from"}, []int{importName, importPath, importNameFrom})
		class, args := t.TypeOf(a[0]).Obj, Slot(a[0], ExcArgs)
		if DictLen(state) == 0 {
			return t.NewTuple2(class, args)
		}
		return t.NewTuple([]Value{class, args, state})
	}}},
	GetSets: []*GetSet{excMember("msg", importMsg), excMember("name", importName),
		excMember("path", importPath), excMember("name_from", importNameFrom)},
}

func initImportError(t *Thread, v Value, args []Value) {
	x := Unbound
	if len(args) == 1 {
		x = args[0]
	}
	t.SetSlot(v, importMsg, x)
}

// RaiseNameError raises NameError (or UnboundLocalError) with its name set.
func (t *Thread) RaiseNameError(class *Type, name Value, format string, args ...any) Value {
	t.Raise(class, format, args...)
	t.SetSlot(t.exc, nameName, name)
	return Raised
}

// RaiseImportError raises class with name, path and name_from (each Unbound
// when there is none).
func (t *Thread) RaiseImportError(class *Type, name, path, from Value, format string, args ...any) Value {
	t.Raise(class, format, args...)
	t.SetSlot(t.exc, importName, name)
	t.SetSlot(t.exc, importPath, path)
	t.SetSlot(t.exc, importNameFrom, from)
	return Raised
}

// Fields of SyntaxError.
const (
	synMsg = ExcExtra + iota
	synFilename
	synLine
	synOffset
	synText
	synEndLine
	synEndOffset
	synPrint
	synMetadata
	synFields = synMetadata - ExcExtra + 1
)

var syntaxErrorType = TypeSpec{
	Name: "SyntaxError", Doc: "Invalid syntax.", Hidden: synFields,
	Slots: Slots{
		Init: func(t *Thread, v Value, args []Value, kwnames Value) bool {
			if !baseExceptionInit(t, v, args, kwnames) {
				return false
			}
			return t.initSyntaxError(v, args)
		},
		Str: syntaxErrorStr,
	},
	GetSets: []*GetSet{excMember("msg", synMsg), excMember("filename", synFilename), excMember("lineno", synLine),
		excMember("offset", synOffset), excMember("text", synText), excMember("end_lineno", synEndLine),
		excMember("end_offset", synEndOffset), excMember("print_file_and_line", synPrint), excMember("_metadata", synMetadata)},
}

// initSyntaxErrorQuiet sets the message only; the details come with __init__.
func initSyntaxErrorQuiet(t *Thread, v Value, args []Value) {
	if len(args) > 0 {
		t.SetSlot(v, synMsg, args[0])
	}
}

func (t *Thread) initSyntaxError(v Value, args []Value) bool {
	if len(args) != 2 {
		return true
	}
	m := t.Mark()
	defer t.Unroot(m)
	info := t.TupleOf(args[1])
	if info == Raised {
		return false
	}
	t.Root(info)
	items := abi.TupleItems(info)
	if n := len(items); n < 4 || n > 7 {
		what, limit := "at least", 4
		if n > 7 {
			what, limit = "at most", 7
		}
		t.Raise(t.Exc.TypeError, "function takes %s %d arguments (%d given)", what, limit, n)
		return false
	}
	for i, x := range items {
		t.SetSlot(v, synFilename+i+skipPrint(i), x)
	}
	if len(items) == 5 {
		t.Raise(t.Exc.TypeError, "end_offset must be provided when end_lineno is provided")
		return false
	}
	return true
}

// skipPrint leaves out print_file_and_line, which is not in the tuple.
func skipPrint(i int) int {
	if synFilename+i >= synPrint {
		return 1
	}
	return 0
}

func syntaxErrorStr(t *Thread, v Value) Value {
	msg := t.Str(excField(v, synMsg))
	if msg == Raised {
		return Raised
	}
	text := t.GoString(msg)
	file := Slot(v, synFilename)
	line, hasLine := int64(0), false
	if l := Slot(v, synLine); l != Unbound && t.TypeOf(l) == t.Types.Int {
		line, hasLine = t.IntValue(l)
	}
	hasFile := file != Unbound && file.IsKind(abi.KindStr)
	switch {
	case hasFile && hasLine:
		return t.NewStr(text + " (" + filepath.Base(t.GoString(file)) + ", line " + itoa64(line) + ")")
	case hasFile:
		return t.NewStr(text + " (" + filepath.Base(t.GoString(file)) + ")")
	case hasLine:
		return t.NewStr(text + " (line " + itoa64(line) + ")")
	}
	return msg
}

// RaiseSource raises the SyntaxError that the front end reports.
func (t *Thread) RaiseSource(e *SourceError) Value {
	class := t.Exc.SyntaxError
	switch e.Class {
	case "IndentationError":
		class = t.Exc.IndentationError
	case "TabError":
		class = t.Exc.TabError
	case "_IncompleteInputError":
		class = t.Exc.IncompleteInputError
	case "RecursionError":
		return t.Raise(t.Exc.RecursionError, "%s", e.Message)
	case "MemoryError":
		return t.RaiseArgs(t.Exc.MemoryError)
	case "ValueError":
		return t.Raise(t.Exc.ValueError, "%s", e.Message)
	case "OverflowError":
		return t.Raise(t.Exc.OverflowError, "%s", e.Message)
	case "SystemError":
		return t.Raise(t.Exc.SystemError, "%s", e.Message)
	}
	text := None
	if e.HasText {
		text = t.NewStr(e.Text)
	}
	num := func(i int) Value {
		if e.Line == 0 && i == 0 && !e.HasText {
			return None
		}
		return abi.SmallInt(int64(i))
	}
	msg, file := t.NewStr(e.Message), t.NewStr(e.Filename)
	line, col, endLine, endCol := num(e.Line), num(e.Col), num(e.EndLine), num(e.EndCol)
	exc := t.NewException(class, msg, t.NewTuple([]Value{file, line, col, text, endLine, endCol}))
	for i, x := range []Value{file, line, col, text, endLine, endCol} {
		t.SetSlot(exc, synFilename+i, x)
	}
	t.SetSlot(exc, synMetadata, t.NewTuple([]Value{abi.SmallInt(0), abi.SmallInt(0), None}))
	return t.RaiseExc(exc)
}
