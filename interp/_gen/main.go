// Command _gen writes loop_gen.go, the dispatch loop, from internal/bytecode's
// table and the fast paths below. An opcode without a fast path calls the
// function op<NAME>.
package main

import (
	"bytes"
	"flag"
	"fmt"
	"go/format"
	"log"
	"os"
	"regexp"
	"strings"

	"github.com/go-python/gopython/internal/bytecode"
)

// Operand accessors: each field is loaded from memory, which is faster than
// shifting the instruction word.
const (
	ra    = "R + uintptr(abi.Load16(pc+2))"
	rb    = "R + uintptr(abi.Load16(pc+4))"
	rc    = "R + uintptr(abi.Load16(pc+6))"
	kb    = "K + uintptr(abi.Load16(pc+4))"
	kc    = "K + uintptr(abi.Load16(pc+6))"
	ic    = "int64(int16(abi.Load16(pc+6)))"
	ib    = "int64(int16(abi.Load16(pc+4)))"
	next  = "pc += 8\n"
	jumpC = "pc += uintptr(int64(int16(abi.Load16(pc+6))) * 8)\n"
	jumpW = "pc += uintptr(int64(int32(abi.Load32(pc+4))) * 8)\n"
	// count counts a back-edge in the x byte of its instruction, before the jump.
	count = "heat := abi.Load8(pc+1) + 1\nabi.Store8(pc+1, heat)\n"
	poll  = "if heat == 0 {\npc, R, K = hotLoop(t, pc, R, K)\n} else if atomic.LoadUint32(t.PollWord()) != 0 {\npc, R, K = slowPoll(t, pc, R, K)\n}\n"
	loopC = count + jumpC + poll
	loopW = count + jumpW + poll
	// call counts a call of the code object at c, before its frame is entered.
	heat = "heat := abi.Load64(c+codeHeat) - 1\nabi.Store64(c+codeHeat, heat)\nif heat == 0 {\npc, R, K = hotCall(t, pc, R, K)\ncontinue\n}\n"
)

func slow(f string) string { return "pc, R, K = " + f + "(t, pc, R, K)\n" }

// arith is the body of an arithmetic instruction on registers or register and
// constant: ints first, then floats, else the slow path.
func arith(y, ints, floats string) string {
	s := fmt.Sprintf("x, y := abi.Load(%s), abi.Load(%s)\n", rb, y)
	if ints != "" {
		s += "if abi.BothInt(x, y) {\n" + ints + "}"
		if floats != "" {
			s += " else "
		} else {
			s += "\n"
		}
	}
	if floats != "" {
		s += "if x.IsFloat() && y.IsFloat() {\n" + floats + "}\n"
	}
	return s + slow("slowBinary")
}

const storeInt = "abi.Store(" + ra + ", abi.Value(z))\n" + next + "continue\n"
const storeFloat = "if v := abi.Value(bits.RotateLeft64(math.Float64bits(f), 4) + 2); v.IsFloat() {\nabi.Store(" + ra + ", v)\n" + next + "continue\n}\n"

var intOps = map[string]string{
	"ADD": "z := x + y\nif int64((x^z)&(y^z)) >= 0 {\n" + storeInt + "}\n",
	"SUB": "z := x - y\nif int64((x^y)&(x^z)) >= 0 {\n" + storeInt + "}\n",
	"MUL": "hi, z := bits.Mul64(uint64(int64(x)>>2), uint64(y))\n" +
		"hi -= uint64(int64(x)>>63)&uint64(y) + uint64(int64(y)>>63)&uint64(int64(x)>>2)\n" +
		"if int64(hi) == int64(z)>>63 {\n" + storeInt + "}\n",
	"AND": "z := x & y\n" + storeInt,
	"OR":  "z := x | y\n" + storeInt,
	"XOR": "z := x ^ y\n" + storeInt,
	"LSHIFT": "if n := uint64(y) >> 2; n < 62 && int64(y) >= 0 {\n" +
		"z := x << n\nif int64(z)>>n == int64(x) {\n" + storeInt + "}\n}\n",
	"RSHIFT": "if int64(y) >= 0 {\nz := abi.Value(int64(x)>>min(uint64(y)>>2, 63)) &^ 3\n" + storeInt + "}\n",
	"FLOORDIV": "if y != 0 && int64(y) != -4 {\nq := int64(x) / int64(y)\n" +
		"if (int64(x)^int64(y)) < 0 && q*int64(y) != int64(x) {\nq--\n}\nz := q << 2\n" + storeInt + "}\n",
	"MOD":     "if y != 0 {\nm := int64(x) % int64(y)\nif m != 0 && (m^int64(y)) < 0 {\nm += int64(y)\n}\nz := m\n" + storeInt + "}\n",
	"TRUEDIV": "if p, q := int64(x)>>2, int64(y)>>2; q != 0 && p < 1<<53 && p > -1<<53 && q < 1<<53 && q > -1<<53 {\nf := float64(p) / float64(q)\n" + storeFloat + "}\n",
}

var floatOps = map[string]string{
	"ADD":     "f := x.Float() + y.Float()\n" + storeFloat,
	"SUB":     "f := x.Float() - y.Float()\n" + storeFloat,
	"MUL":     "f := x.Float() * y.Float()\n" + storeFloat,
	"TRUEDIV": "if d := y.Float(); d != 0 {\nf := x.Float() / d\n" + storeFloat + "}\n",
}

var cmpOps = []struct{ name, neg, op string }{
	{"LT", "NLT", "<"}, {"LE", "NLE", "<="}, {"EQ", "NEQ", "=="}, {"NE", "NNE", "!="}, {"GT", "NGT", ">"}, {"GE", "NGE", ">="},
}

// bodies of the instructions with a fast path.
func bodies() map[string]string {
	m := map[string]string{
		"MOVE":  fmt.Sprintf("abi.Store(%s, abi.Load(%s))\n", ra, rb) + next,
		"LOADK": fmt.Sprintf("abi.Store(%s, abi.Load(K+uintptr(abi.Load32(pc+4))))\n", ra) + next,
		"CHECK": fmt.Sprintf("if abi.Load(%s) != abi.Unbound {\n%scontinue\n}\n", ra, next) + slow("opCHECK"),
		"LOADCELL": fmt.Sprintf("if v := abi.Load(abi.Load(%s).Addr() + 8); v != abi.Unbound {\nabi.Store(%s, v)\n%scontinue\n}\n", rb, ra, next) +
			slow("slowLoadCell"),
		"NOP":      next,
		"JMP":      jumpW,
		"LOOP":     loopW,
		"JTRUE":    truth(jumpW, true),
		"JFALSE":   truth(jumpW, false),
		"LOOPTRUE": truth(loopW, true),
		"JNONE":    fmt.Sprintf("if abi.Load(%s) == abi.None {\n%s} else {\n%s}\n", ra, jumpW, next),
		"JNOTNONE": fmt.Sprintf("if abi.Load(%s) != abi.None {\n%s} else {\n%s}\n", ra, jumpW, next),
		"NOT": fmt.Sprintf("switch v := abi.Load(%s); {\ncase v == abi.True:\nabi.Store(%s, abi.False)\n%scase v == abi.False || v == abi.None:\nabi.Store(%s, abi.True)\n%sdefault:\n%s}\n",
			rb, ra, next, ra, next, slow("opNOT")),
		"NEG":  fmt.Sprintf("if v := abi.Load(%s); v.IsInt() && int64(v) != -1<<63 {\nabi.Store(%s, -v)\n%scontinue\n}\n", rb, ra, next) + slow("opNEG"),
		"ADDI": fmt.Sprintf("if x := abi.Load(%s); x.IsInt() {\nd := %s << 2\nz := int64(x) + d\nif (int64(x)^z)&(d^z) >= 0 {\n%s}\n}\n", rb, ic, storeInt) + slow("slowBinary"),
		"SUBI": fmt.Sprintf("if x := abi.Load(%s); x.IsInt() {\nd := %s << 2\nz := int64(x) - d\nif (int64(x)^d)&(int64(x)^z) >= 0 {\n%s}\n}\n", rb, ic, storeInt) + slow("slowBinary"),
		"LOADGLOBAL": fmt.Sprintf("f := abi.Load(R + frameFunc).Addr()\nif g := abi.Load(f + funcGlobals).Addr(); abi.Load32(pc+8) == abi.Load32(g+dictKeyVer) {\n"+
			"if abi.Load32(pc+12) != 0 {\ng = abi.Load(f + funcBuiltins).Addr()\nif abi.Load32(pc+12) != abi.Load32(g+dictKeyVer) {\n%scontinue\n}\n}\n"+
			"abi.Store(%s, abi.Load(abi.LoadPtr(g+dictEntries)+uintptr(abi.Load64(pc+16))))\npc += 24\ncontinue\n}\n", slow("slowLoadGlobal"), ra) + slow("slowLoadGlobal"),
		"LOADATTR": fmt.Sprintf("if o := abi.Load(%s); o.IsPtr() && abi.Load32(o.Addr()) == abi.Load32(pc+8) {\n"+
			"if off := uintptr(abi.Load32(pc + 12)); off != 0 {\nif v := abi.Load(o.Addr() + off); v != abi.Unbound {\nabi.Store(%s, v)\npc += 24\ncontinue\n}\n}\n}\n", rb, ra) + slow("slowLoadAttr"),
		"STOREATTR": fmt.Sprintf("if o := abi.Load(%s); o.IsPtr() && abi.Load32(o.Addr()) == abi.Load32(pc+8) && abi.Load8(o.Addr()+5)&gcLog == 0 {\n"+
			"if off := uintptr(abi.Load32(pc + 12)); off != 0 {\nabi.Store(o.Addr()+off, abi.Load(%s))\npc += 24\ncontinue\n}\n}\n", ra, rc) + slow("slowStoreAttr"),
		"GETITEM": fmt.Sprintf("if o, i := abi.Load(%s), abi.Load(%s); o.IsPtr() && i.IsInt() && abi.Load32(o.Addr()) == t.ListShape && uint64(i)>>2 < abi.Load64(o.Addr()+listLen) {\n"+
			"abi.Store(%s, abi.Load(abi.LoadPtr(o.Addr()+listItems)+uintptr(i)<<1))\n%scontinue\n}\n", rb, rc, ra, next) + slow("slowGetItem"),
		"GETITEMI": fmt.Sprintf("if o, i := abi.Load(%s), %s; o.IsPtr() && abi.Load32(o.Addr()) == t.ListShape && uint64(i) < abi.Load64(o.Addr()+listLen) {\n"+
			"abi.Store(%s, abi.Load(abi.LoadPtr(o.Addr()+listItems)+uintptr(i)<<3))\n%scontinue\n}\n", rb, ic, ra, next) + slow("slowGetItem"),
		"SETITEM": fmt.Sprintf("if o, i := abi.Load(%s), abi.Load(%s); o.IsPtr() && i.IsInt() && abi.Load32(o.Addr()) == t.ListShape && uint64(i)>>2 < abi.Load64(o.Addr()+listLen) {\nv := abi.Load(%s)\nk := abi.Load16(o.Addr() + 6)\n"+
			"if k == 0 || k == abi.ListInts && v.IsInt() || k == abi.ListFloats && v.IsFloat() || k == abi.ListBools && v.IsBool() {\n"+
			"if items := abi.LoadPtr(o.Addr() + listItems); abi.Load8(items-abi.BufHeader+5)&gcLog == 0 {\nabi.Store(items+uintptr(i)<<1, v)\n%scontinue\n}\n}\n}\n", ra, rb, rc, next) + slow("slowSetItem"),
		"RETURN": fmt.Sprintf("v := abi.Load(%s)\nabi.Store(R, v)\nt.Depth--\nif abi.LoadPtr(R+frameNative) != 0 {\npc, R, K = returnNative(t, pc, R, K)\ncontinue\n}\npc, K, R = abi.LoadPtr(R+framePC), abi.LoadPtr(R+frameK), abi.LoadPtr(R+frameR)\n", ra),
		"CALL": "base := " + ra + "\n" +
			"if f := abi.Load(base + frameFunc); f.IsPtr() && abi.Load8(f.Addr()+4) == uint8(abi.KindFunction) {\n" +
			"c := abi.Load(f.Addr() + funcCode).Addr()\n" +
			"if abi.Load32(c+codeArgs) == uint32(abi.Load16(pc+4))+uint32(abi.Load8(pc+1)) && (abi.Load8(pc+1) == 0 || abi.Load(base) != abi.Unbound) && base+uintptr(abi.Load64(c+codeFrameSize)) < t.StackLimit && t.Depth < t.DepthLimit && atomic.LoadUint32(t.PollWord()) == 0 {\n" +
			heat + "t.Depth++\nabi.StorePtr(base+frameNative, 0)\nabi.StorePtr(base+frameK, K)\nabi.StorePtr(base+framePC, pc+16)\nabi.StorePtr(base+frameR, R)\nabi.Store(base+frameCont, 0)\n" +
			"pc, R, K = abi.LoadPtr(c+codeEntry), base, abi.LoadPtr(c+codeConsts)\ncontinue\n}\n}\n" + slow("slowCall"),
		"CALLMETHOD": "base := " + ra + "\n" +
			"if o := abi.Load(base); o.IsPtr() && abi.Load32(o.Addr()) == abi.Load32(pc+16) && abi.Load32(pc+20) == methodSimple {\n" +
			"f := abi.Load(pc + 24)\nc := abi.Load(f.Addr() + funcCode).Addr()\n" +
			"if base+uintptr(abi.Load64(c+codeFrameSize)) < t.StackLimit && t.Depth < t.DepthLimit && atomic.LoadUint32(t.PollWord()) == 0 {\n" +
			heat + "t.Depth++\nabi.Store(base+frameFunc, f)\nabi.StorePtr(base+frameNative, 0)\nabi.StorePtr(base+frameK, K)\nabi.StorePtr(base+framePC, pc+32)\nabi.StorePtr(base+frameR, R)\nabi.Store(base+frameCont, 0)\n" +
			"pc, R, K = abi.LoadPtr(c+codeEntry), base, abi.LoadPtr(c+codeConsts)\ncontinue\n}\n}\n" + slow("slowCallMethod"),
		"METHOD": fmt.Sprintf("if o := abi.Load(%s); o.IsPtr() && abi.Load32(o.Addr()) == abi.Load32(pc+8) {\nbase := %s\n"+
			"abi.Store(base+frameFunc, abi.Load(pc+16))\nabi.Store(base, o)\npc += 24\ncontinue\n}\n", rb, ra) + slow("slowMethod"),
		"FORITER": fmt.Sprintf("if it := abi.Load(%s); it.IsPtr() && abi.Load8(it.Addr()+4) == uint8(abi.KindRangeIter) {\n"+
			"if n := abi.Load64(it.Addr() + rangeLeft); n != 0 {\nabi.Store64(it.Addr()+rangeLeft, n-1)\n"+
			"v := abi.Load64(it.Addr() + rangeCur)\nabi.Store64(it.Addr()+rangeCur, v+abi.Load64(it.Addr()+rangeStep))\n"+
			"abi.Store(%s, abi.Value(v))\n%scontinue\n}\npc += 16\ncontinue\n}\n", rb, ra, loopC) + slow("slowForIter"),
		"FORRET": fmt.Sprintf("abi.Store(%s, abi.Load(%s))\n%s", ra, rb, loopC),
		"JIS":    fmt.Sprintf("if abi.Load(%s) == abi.Load(%s) {\n%s} else {\n%s}\n", ra, rb, jumpC, next),
		"JISNOT": fmt.Sprintf("if abi.Load(%s) != abi.Load(%s) {\n%s} else {\n%s}\n", ra, rb, jumpC, next),
		"EXIT":   "return\n",
	}
	for _, op := range []string{"ADD", "SUB", "MUL", "AND", "OR", "XOR", "LSHIFT", "RSHIFT", "FLOORDIV", "MOD", "TRUEDIV"} {
		m[op] = arith(rc, intOps[op], floatOps[op])
		m[op+"K"] = arith(kc, intOps[op], floatOps[op])
	}
	for _, op := range []string{"POW", "MATMUL", "POWK"} {
		m[op] = slow("slowBinary")
	}
	for _, c := range cmpOps {
		for _, loop := range []bool{false, true} {
			name, p := "J"+c.name, jumpC
			if loop {
				name, p = "LOOP"+c.name, loopC
			}
			m[name] = compareJump(ra, rb, c.op, true, p)
			m[name+"I"] = compareJumpImm(c.op, true, p)
		}
		m["J"+c.neg] = compareJump(ra, rb, c.op, false, jumpC)
		m["J"+c.neg+"I"] = compareJumpImm(c.op, false, jumpC)
	}
	for _, n := range []string{"JEQK", "JNEK", "JNEQK", "JNNEK"} {
		m[n] = slow("slowCompareJump")
	}
	return m
}

// truth is a jump on the truth of register a.
func truth(jump string, sense bool) string {
	yes, no := jump, next
	if !sense {
		yes, no = no, yes
	}
	return fmt.Sprintf("switch v := abi.Load(%s); {\ncase v == abi.True:\n%scase v == abi.False || v == abi.None || v == 0:\n%scase v.IsInt():\n%sdefault:\n%s}\n",
		ra, yes, no, yes, slow("slowTruth"))
}

func compareJump(x, y, op string, sense bool, jump string) string {
	yes, no := jump, next
	if !sense {
		yes, no = no, yes
	}
	return fmt.Sprintf("x, y := abi.Load(%s), abi.Load(%s)\nif abi.BothInt(x, y) {\nif int64(x) %s int64(y) {\n%s} else {\n%s}\n} else if x.IsFloat() && y.IsFloat() {\nif x.Float() %s y.Float() {\n%s} else {\n%s}\n} else {\n%s}\n",
		x, y, op, yes, no, op, yes, no, slow("slowCompareJump"))
}

func compareJumpImm(op string, sense bool, jump string) string {
	yes, no := jump, next
	if !sense {
		yes, no = no, yes
	}
	return fmt.Sprintf("if x := abi.Load(%s); x.IsInt() {\nif int64(x) %s %s<<2 {\n%s} else {\n%s}\n} else {\n%s}\n",
		ra, op, ib, yes, no, slow("slowCompareJump"))
}

// loads are the helpers of internal/abi that expand writes out, and what they
// become. A call that is inlined leaves a NOP behind for the tracebacks; there
// would be one in four instructions of the loop.
var loads = map[string]string{
	"abi.Load(":    "*(*abi.Value)(unsafe.Add(unsafe.Pointer(nil), %s))",
	"abi.LoadPtr(": "*(*uintptr)(unsafe.Add(unsafe.Pointer(nil), %s))",
	"abi.Load64(":  "*(*uint64)(unsafe.Add(unsafe.Pointer(nil), %s))",
	"abi.Load32(":  "*(*uint32)(unsafe.Add(unsafe.Pointer(nil), %s))",
	"abi.Load16(":  "*(*uint16)(unsafe.Add(unsafe.Pointer(nil), %s))",
	"abi.Load8(":   "*(*uint8)(unsafe.Add(unsafe.Pointer(nil), %s))",
}

var stores = map[string]string{
	"abi.Store(":    "*(*abi.Value)(unsafe.Add(unsafe.Pointer(nil), %s)) = %s",
	"abi.StorePtr(": "*(*uintptr)(unsafe.Add(unsafe.Pointer(nil), %s)) = %s",
	"abi.Store64(":  "*(*uint64)(unsafe.Add(unsafe.Pointer(nil), %s)) = %s",
	"abi.Store8(":   "*(*uint8)(unsafe.Add(unsafe.Pointer(nil), %s)) = %s",
}

// tests are predicates of values, for a name in front.
var tests = []struct{ re, to string }{
	{`\b(\w+)\.IsInt\(\)`, "($1&3 == 0)"},
	{`\b(\w+)\.IsPtr\(\)`, "($1&7 == 1)"},
	{`\b(\w+)\.IsFloat\(\)`, "(0x64646464>>($1&31)&1 != 0)"},
	{`\b(\w+)\.IsBool\(\)`, "($1&^8 == abi.False)"},
	{`\b(\w+)\.Addr\(\)`, "uintptr($1-1)"},
	{`\b(\w+)\.Float\(\)`, "math.Float64frombits(bits.RotateLeft64(uint64($1)-2, -4))"},
	{`abi\.BothInt\((\w+), (\w+)\)`, "(($1|$2)&3 == 0)"},
}

// expand writes out the helpers in a body.
func expand(body string) string {
	for _, t := range tests {
		body = regexp.MustCompile(t.re).ReplaceAllString(body, t.to)
	}
	for name, form := range stores {
		body = replaceCalls(body, name, func(arg string) string {
			i := comma(arg)
			return fmt.Sprintf(form, arg[:i], strings.TrimSpace(arg[i+1:]))
		})
	}
	for name, form := range loads {
		body = replaceCalls(body, name, func(arg string) string { return fmt.Sprintf(form, arg) })
	}
	return body
}

// replaceCalls rewrites every call of name, inner ones first.
func replaceCalls(body, name string, to func(arg string) string) string {
	for from := len(body); ; {
		i := strings.LastIndex(body[:from], name)
		if i < 0 {
			return body
		}
		start := i + len(name)
		end, depth := start, 1
		for ; depth > 0; end++ {
			switch body[end] {
			case '(':
				depth++
			case ')':
				depth--
			}
		}
		text, rest := to(body[start:end-1]), body[end:]
		if tail, ok := strings.CutPrefix(rest, ".Addr()"); ok {
			text, rest = "uintptr("+text+"-1)", tail
		}
		body = body[:i] + text + rest
		from = i
	}
}

// comma finds the first comma that is not inside parentheses.
func comma(arg string) int {
	depth := 0
	for i, c := range arg {
		switch c {
		case '(':
			depth++
		case ')':
			depth--
		case ',':
			if depth == 0 {
				return i
			}
		}
	}
	log.Fatalf("no comma in %s", arg)
	return 0
}

func main() {
	dst := flag.String("o", "loop_gen.go", "file to write")
	flag.Parse()
	var b bytes.Buffer
	b.WriteString("// Code generated by interp/_gen. DO NOT EDIT.\n\npackage interp\n\nimport (\n\"math\"\n\"math/bits\"\n\"sync/atomic\"\n\"unsafe\"\n\n\"github.com/go-python/gopython/internal/abi\"\n\"github.com/go-python/gopython/internal/bytecode\"\n\"github.com/go-python/gopython/runtime\"\n)\n\n")
	m := bodies()
	b.WriteString("// dispatch runs from pc until an EXIT instruction.\nfunc dispatch(t *runtime.Thread, pc, R, K uintptr) {\nfor {\nswitch bytecode.Op(*(*uint8)(unsafe.Add(unsafe.Pointer(nil), pc))) {\n")
	cases(&b, m, func(body string) string { return body })
	b.WriteString("}\n}\n}\n\n")
	b.WriteString("// step executes the one instruction at pc, as if its opcode were op, which is not EXIT.\nfunc step(t *runtime.Thread, op bytecode.Op, pc, R, K uintptr) (uintptr, uintptr, uintptr) {\nswitch op {\n")
	cases(&b, m, func(body string) string {
		if body == m["EXIT"] {
			return ""
		}
		return strings.ReplaceAll(body, "continue\n", "return pc, R, K\n")
	})
	b.WriteString("}\nreturn pc, R, K\n}\n")
	out, err := format.Source(b.Bytes())
	if err != nil {
		os.WriteFile(*dst, b.Bytes(), 0o644)
		log.Fatal(err)
	}
	if err := os.WriteFile(*dst, out, 0o644); err != nil {
		log.Fatal(err)
	}
}

// cases writes the cases of the switch; edit changes each body.
func cases(b *bytes.Buffer, m map[string]string, edit func(string) string) {
	known := 0
	for i, info := range bytecode.Infos {
		body, ok := m[info.Name]
		if ok {
			known++
		} else {
			body = slow("op" + info.Name)
		}
		fmt.Fprintf(b, "case %d: // %s\n%s", i, info.Name, expand(edit(body)))
	}
	if known != len(m) {
		log.Fatal("a body for something that is not an opcode")
	}
	// All 256 cases: then the compiler needs no bounds check for its table.
	var rest []string
	for i := bytecode.NumOps; i < 256; i++ {
		rest = append(rest, fmt.Sprint(i))
	}
	fmt.Fprintf(b, "case %s:\n%s", strings.Join(rest, ", "), slow("opTRAP"))
}
