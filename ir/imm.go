package ir

import (
	"math"
	"strconv"
	"strings"
	"sync"

	"github.com/go-python/gopython/internal/abi"
)

// imm says how the text form writes the Aux words of an operation.
type imm uint8

const (
	immNone  imm = iota
	immLit       // constants: their literal
	immInt       // Aux as a last operand, a number
	immWord      // Aux as a last operand, a tagged literal
	immShape     // Aux as a last operand, #number
	immKind      // Aux as a last operand, the name of an abi.Kind
	immFlags     // Aux2 as two last operands, mask and bits
	immAlloc     // header word and size as operands
	immCond      // Aux as .LT after the name
	immIndex     // Aux as .number after the name
	immMem       // Aux is a Mem
)

var imms = [NumOps]imm{
	OpConstI: immLit, OpConstF: immLit, OpConstB: immLit, OpConstT: immLit, OpConstP: immLit,
	OpLoadReg: immInt, OpCheckDepth: immInt, OpCheckEq: immInt, OpAddP: immInt, OpBarrier: immInt, OpBarrierV: immInt, OpCopyItems: immInt,
	OpCheckIs: immWord, OpCheckIsNot: immWord, OpTIs: immWord,
	OpCheckShape: immShape, OpCheckShapeP: immShape,
	OpCheckKind: immKind, OpCheckFlags: immFlags, OpAlloc: immAlloc,
	OpICmp: immCond, OpFCmp: immCond,
	OpCallHelper: immIndex, OpCallPy: immIndex,
	OpTableFind: immIndex, OpSetAdd: immIndex, OpTableNext: immIndex, OpDictAdd: immIndex, OpHashEnd: immInt, OpHashStr: immInt,
	OpLoad: immMem, OpLoadX: immMem, OpStore: immMem, OpStoreX: immMem,
}

// operands is how many operands the immediate of an operation takes.
func (m imm) operands() int {
	switch m {
	case immLit, immInt, immWord, immShape, immKind:
		return 1
	case immFlags, immAlloc:
		return 2
	}
	return 0
}

// FlagsAux makes the Aux2 of CheckFlags.
func FlagsAux(mask, want uint16) int64 { return int64(mask)<<16 | int64(want) }

// FlagsOf unpacks the Aux2 of CheckFlags.
func FlagsOf(aux2 int64) (mask, want uint16) { return uint16(aux2 >> 16), uint16(aux2) }

var condNames = [...]string{"LT", "LE", "EQ", "NE", "GT", "GE"}

var repNames = [...]string{None: "-", Tagged: "t", I64: "i64", F64: "f64", Bool: "bool", Ptr: "ptr"}

// String gives the name of the text form: -, t, i64, f64, bool, ptr.
func (r Rep) String() string {
	if int(r) < len(repNames) {
		return repNames[r]
	}
	return "rep" + strconv.Itoa(int(r))
}

var repsByName = map[string]Rep{"t": Tagged, "i64": I64, "i": I64, "f64": F64, "f": F64, "bool": Bool, "b": Bool, "ptr": Ptr, "p": Ptr}

var classNames = [NumMemClasses]string{
	MNone: "None", MFrame: "Frame", MInt: "Int", MFloat: "Float", MShape: "Shape", MFlags: "Flags", MField: "Field",
	MListLen: "ListLen", MListItems: "ListItems", MItems: "Items", MTuple: "Tuple", MStr: "Str",
	MByteArray: "ByteArray", MBytes: "Bytes", MDict: "Dict", MDictVals: "DictVals", MCell: "Cell", MIter: "Iter",
	MThread: "Thread", MType: "Type",
}

// String gives the class's name without its M.
func (c MemClass) String() string {
	if c < NumMemClasses {
		return classNames[c]
	}
	return "class" + strconv.Itoa(int(c))
}

// String gives the operation's name.
func (o Op) String() string {
	if o < NumOps && Infos[o].Name != "" {
		return Infos[o].Name
	}
	return "Op" + strconv.Itoa(int(o))
}

var bitNames = [...]string{"int", "int64", "float", "floatbox", "bool", "none", "object", "other", "unsigned"}

var exitNames = [...]string{
	ExitNone: "none", ExitCold: "cold", ExitUnsupported: "unsupported", ExitMegamorphic: "megamorphic",
	ExitRaise: "raise", ExitGenerator: "generator",
}

// String gives the reason's name.
func (r ExitReason) String() string {
	if int(r) < len(exitNames) {
		return exitNames[r]
	}
	return "reason" + strconv.Itoa(int(r))
}

var termNames = [...]string{TermNone: "none", TermJump: "jump", TermBranch: "branch", TermReturn: "return", TermExit: "exit"}

var contNames = [...]string{ContNone: "none", ContObject: "object", ContInstr: "instr", ContGen: "gen"}

// kindName is the name of an object kind: its layout's.
func kindName(aux int64) string {
	if aux <= 0 || aux >= int64(abi.NumKinds) {
		return strconv.FormatInt(aux, 10)
	}
	return strings.ReplaceAll(abi.Layouts[aux].Name, " ", "_")
}

func indexOf(names []string, s string) int {
	for i, n := range names {
		if n == s {
			return i
		}
	}
	return -1
}

// names is what the parser finds by name. It is made when something is parsed: a
// program that runs has no use for it.
type names struct {
	ops     map[string]Op
	classes map[string]MemClass
	kinds   map[string]int64
	words   map[string]abi.Value
}

var byName = sync.OnceValue(func() *names {
	n := &names{map[string]Op{}, map[string]MemClass{}, map[string]int64{}, map[string]abi.Value{}}
	for o := range NumOps {
		if Infos[o].Name != "" {
			n.ops[Infos[o].Name] = o
		}
	}
	for c, name := range classNames {
		n.classes[name] = MemClass(c)
	}
	for k := int64(1); k < int64(abi.NumKinds); k++ {
		n.kinds[kindName(k)] = k
	}
	for v, name := range wordNames {
		n.words[name] = v
	}
	return n
})

// String gives the text form of a type, empty when nothing is known:
// {int|object} #shape [lo..hi]. A range alone stands for the bits of an int.
func (t Type) String() string {
	var b []byte
	if t.Bits != 0 && !(t.HasRange && t.Bits == TInt|TInt64) || t.Bits == 0 && t.HasRange {
		b = append(b, '{')
		switch t.Bits {
		case 0:
		case TAny:
			b = append(b, "any"...)
		default:
			for i, n := range bitNames {
				if t.Bits>>i&1 != 0 {
					if b[len(b)-1] != '{' {
						b = append(b, '|')
					}
					b = append(b, n...)
				}
			}
		}
		b = append(b, '}')
	}
	if t.Shape != 0 {
		if len(b) > 0 {
			b = append(b, ' ')
		}
		b = append(b, '#')
		b = strconv.AppendUint(b, uint64(t.Shape), 10)
	}
	if t.HasRange {
		if len(b) > 0 {
			b = append(b, ' ')
		}
		b = append(b, '[')
		b = appendBound(b, t.Lo)
		b = append(b, ".."...)
		b = appendBound(b, t.Hi)
		b = append(b, ']')
	}
	return string(b)
}

func appendBound(b []byte, x int64) []byte {
	switch x {
	case math.MinInt64:
		return append(b, "min"...)
	case math.MaxInt64:
		return append(b, "max"...)
	}
	return strconv.AppendInt(b, x, 10)
}

// constText is the literal of a constant: all its bits can be read back.
func constText(op Op, aux int64) string {
	switch op {
	case OpConstI:
		return strconv.FormatInt(aux, 10)
	case OpConstF:
		if x := math.Float64frombits(uint64(aux)); !math.IsInf(x, 0) && !math.IsNaN(x) {
			return strconv.FormatFloat(x, 'g', -1, 64) + "f"
		}
		return "f:" + hex(aux)
	case OpConstB:
		switch aux {
		case 0:
			return "false"
		case 1:
			return "true"
		}
		return "b:" + strconv.FormatInt(aux, 10)
	case OpConstP:
		return "p:" + hex(aux)
	}
	return "t:" + wordText(abi.Value(aux))
}

func hex(x int64) string { return "0x" + strconv.FormatUint(uint64(x), 16) }

var wordNames = map[abi.Value]string{
	abi.False: "False", abi.True: "True", abi.None: "None", abi.NotImplemented: "NotImplemented",
	abi.Ellipsis: "Ellipsis", abi.Unbound: "Unbound", abi.Deleted: "Deleted", abi.Raised: "Raised",
}

func wordText(v abi.Value) string {
	if n, ok := wordNames[v]; ok {
		return n
	}
	switch {
	case v.IsInt():
		if abi.SmallInt(v.Int()) == v {
			return "int " + strconv.FormatInt(v.Int(), 10)
		}
	case v.IsFloat():
		x := v.Float()
		if w, ok := abi.WordFloat(x); ok && w == v && !math.IsInf(x, 0) && !math.IsNaN(x) {
			return "float " + strconv.FormatFloat(x, 'g', -1, 64)
		}
	case v.IsPtr():
		return "ptr " + hex(int64(v.Addr()))
	}
	return hex(int64(v))
}
