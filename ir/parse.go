package ir

import (
	"fmt"
	"math"
	"strconv"
	"strings"

	"github.com/go-python/gopython/internal/abi"
)

// Parse reads the text form that Func.String writes. The numbers of nodes,
// blocks and states are kept; constants get new ones. In a text written by
// hand these may be left out: the node's "v1 =" where there is no result,
// representations that the table of operations gives (a loaded value is t, or
// i64 if it is narrower than a word), types, and all that is 0. The first
// block is the entry. The result is not verified.
func Parse(text string) (*Func, error) {
	lines, err := lex(text)
	if err != nil {
		return nil, err
	}
	p := &parser{lines: lines, f: &Func{}}
	if err := p.parse(len(text)); err != nil {
		return nil, err
	}
	p.f.ComputePreds()
	return p.f, nil
}

// syntaxError is what fail panics with, for parse to catch: the parser is a
// few dozen one-line readers, which error results would double.
type syntaxError struct{ error }

type parser struct {
	f     *Func
	lines []line
	at    int // next line
	line  line
	pos   int // next token of line

	nodeLine  []int // where a node is defined; 0: not yet
	blockLine []int
	stateLine []int
	uses      []use
	block     BlockID // the one being read
	pc, code  int32   // of the node above
	virtuals  *State  // whose virtual objects may follow
	guessed   []ID    // Select nodes whose representation is that of an operand
}

// use is a reference to something that may be defined further down.
type use struct {
	kind byte // v, b, s
	num  int
	line int
}

func (p *parser) fail(format string, args ...any) {
	panic(syntaxError{fmt.Errorf("line %d: "+format, append([]any{p.line.num}, args...)...)})
}

func (p *parser) parse(size int) (err error) {
	defer func() {
		switch r := recover().(type) {
		case nil:
		case syntaxError:
			err = r.error
		default:
			panic(r)
		}
	}()
	p.reserve(size)
	for p.nextLine() {
		p.oneLine()
		if t := p.peek(); t.kind != tokEnd {
			p.fail("unexpected %q", t.text)
		}
	}
	p.resolve()
	return nil
}

// reserve makes room for all numbered nodes, so that constants get numbers
// behind them. A small text cannot ask for much memory.
func (p *parser) reserve(size int) {
	limit := 1<<14 + 16*size
	var nodes, blocks, states int
	for _, l := range p.lines {
		p.line = l
		for _, t := range l.toks {
			if t.kind != tokName {
				continue
			}
			for _, c := range []struct {
				prefix string
				max    *int
			}{{"v", &nodes}, {"b", &blocks}, {"s", &states}} {
				n, ok := numbered(t.text, c.prefix)
				if ok && n > limit {
					p.fail("number of %s is too high", t.text)
				}
				if ok {
					*c.max = max(*c.max, n)
				}
			}
		}
	}
	f := p.f
	f.Nodes, f.Blocks, f.States = make([]Node, nodes+1), make([]Block, blocks+1), make([]State, states+1)
	p.nodeLine, p.blockLine, p.stateLine = make([]int, nodes+1), make([]int, blocks+1), make([]int, states+1)
}

func (p *parser) resolve() {
	defined := map[byte][]int{'v': p.nodeLine, 'b': p.blockLine, 's': p.stateLine}
	for _, u := range p.uses {
		if defined[u.kind][u.num] == 0 {
			p.line.num = u.line
			p.fail("%c%d is not defined", u.kind, u.num)
		}
	}
	if p.f.Entry == 0 {
		p.fail("no block")
	}
	// Operands may be guessed themselves: a chain takes several rounds.
	for range p.guessed {
		again := false
		for _, id := range p.guessed {
			if n := &p.f.Nodes[id]; n.Rep == None && len(n.Args) == 3 {
				n.Rep = p.f.Nodes[n.Args[1]].Rep
				if n.Rep == None {
					n.Rep = p.f.Nodes[n.Args[2]].Rep
				}
				again = again || n.Rep != None
			}
		}
		if !again {
			break
		}
	}
}

// --- tokens

func (p *parser) nextLine() bool {
	if p.at == len(p.lines) {
		return false
	}
	p.line, p.pos = p.lines[p.at], 0
	p.at++
	return true
}

func (p *parser) peekAt(i int) token {
	if p.pos+i < len(p.line.toks) {
		return p.line.toks[p.pos+i]
	}
	return token{tokEnd, "end of line"}
}

func (p *parser) peek() token { return p.peekAt(0) }

func (p *parser) next() token {
	t := p.peek()
	if t.kind != tokEnd {
		p.pos++
	}
	return t
}

func (p *parser) is(text string) bool {
	t := p.peek()
	return t.text == text && (t.kind == tokPunct || t.kind == tokName)
}

func (p *parser) accept(text string) bool {
	if p.is(text) {
		p.pos++
		return true
	}
	return false
}

func (p *parser) expect(text string) {
	if !p.accept(text) {
		p.fail("want %q, have %q", text, p.peek().text)
	}
}

func (p *parser) name() string {
	t := p.next()
	if t.kind != tokName {
		p.fail("want a name, have %q", t.text)
	}
	return t.text
}

func (p *parser) str() string {
	t := p.next()
	if t.kind != tokString && t.kind != tokName {
		p.fail("want a string, have %q", t.text)
	}
	return t.text
}

// integer reads a signed number of at most that many bits, or an unsigned one
// of 64 in hexadecimal.
func (p *parser) integer(bits int) int64 {
	sign := ""
	if p.accept("-") {
		sign = "-"
	} else {
		p.accept("+")
	}
	t := p.next()
	if t.kind != tokNumber {
		p.fail("want a number, have %q", t.text)
	}
	if sign == "" && bits == 64 && strings.HasPrefix(t.text, "0x") {
		x, err := strconv.ParseUint(t.text[2:], 16, 64)
		if err != nil {
			p.fail("bad number %s", t.text)
		}
		return int64(x)
	}
	x, err := strconv.ParseInt(sign+t.text, 10, bits)
	if err != nil {
		p.fail("bad number %s%s", sign, t.text)
	}
	return x
}

func (p *parser) int32() int32 { return int32(p.integer(32)) }

// number reads a reference like v12, of one of the kinds v, b, s.
func (p *parser) number(kind byte) int {
	t := p.next()
	n, ok := numbered(t.text, string(kind))
	if t.kind != tokName || !ok || n == 0 {
		p.fail("want %c and a number, have %q", kind, t.text)
	}
	p.uses = append(p.uses, use{kind, n, p.line.num})
	return n
}

// define reads what is being defined here.
func (p *parser) define(kind byte, where []int) int {
	n := p.number(kind)
	if where[n] != 0 {
		p.fail("%c%d is already defined, in line %d", kind, n, where[n])
	}
	where[n] = p.line.num
	return n
}

func (p *parser) isNumbered(prefix string) bool {
	_, ok := numbered(p.peek().text, prefix)
	return ok && p.peek().kind == tokName
}

// --- lines

func (p *parser) oneLine() {
	colon := p.peekAt(1).text
	virtuals := p.virtuals
	p.virtuals = nil
	switch {
	case p.isNumbered("virt") && virtuals != nil:
		p.virtuals = virtuals
		p.virtual(virtuals)
	case p.isNumbered("b") && (colon == "(" || colon == ":"):
		p.blockHeader()
	case p.isNumbered("s") && colon == ":":
		p.state()
	case p.block == 0:
		p.header()
	case p.terminator():
	default:
		p.node()
	}
}

func (p *parser) header() {
	f := p.f
	switch word := p.name(); word {
	case "func":
		f.Name = p.str()
		if p.accept("ext") {
			f.Ext = p.int32()
		}
	case "code":
		if n := p.integer(32); n != int64(len(f.Codes)) {
			p.fail("want code %d", len(f.Codes))
		}
		p.expect(":")
		f.Codes = append(f.Codes, Code{Index: p.integer(64), Name: p.str()})
	case "callee":
		if n := p.integer(32); n != int64(len(f.Callees)) {
			p.fail("want callee %d", len(f.Callees))
		}
		p.expect(":")
		c := Callee{Code: uintptr(p.integer(64)), Name: p.str()}
		p.expect("nargs")
		c.NArgs = int(p.int32())
		f.Callees = append(f.Callees, c)
	case "const":
		id, ok := p.literal()
		if !ok {
			p.fail("want a literal")
		}
		p.expect(":")
		f.Nodes[id].Type = p.typ()
	default:
		p.fail("want a block, have %q", word)
	}
}

func (p *parser) blockHeader() {
	id := BlockID(p.define('b', p.blockLine))
	p.block = id
	if p.f.Entry == 0 {
		p.f.Entry = id
	}
	b := &p.f.Blocks[id]
	if p.accept("(") {
		for !p.accept(")") {
			if len(b.Params) > 0 {
				p.expect(",")
			}
			v := ID(p.define('v', p.nodeLine))
			rep := p.rep(Tagged)
			p.f.Nodes[v] = Node{Op: OpParam, Rep: rep, Block: id, Type: p.typ()}
			b.Params = append(b.Params, v)
		}
	}
	p.expect(":")
	for p.peek().kind != tokEnd {
		switch word := p.name(); word {
		case "loop":
			b.Loop = true
		case "pc":
			b.PC = p.int32()
		case "code":
			b.Code = p.int32()
		case "weight":
			b.Weight = p.int32()
		default:
			p.fail("unexpected %q", word)
		}
	}
	p.pc, p.code = b.PC, b.Code
}

// rep reads ":t" or the like, if it is there.
func (p *parser) rep(missing Rep) Rep {
	if !p.accept(":") {
		return missing
	}
	if p.accept("-") {
		return None
	}
	name := p.name()
	r, ok := repsByName[name]
	if !ok {
		p.fail("unknown representation %q", name)
	}
	return r
}

func (p *parser) typ() (t Type) {
	bits := false
	if p.accept("{") {
		bits = true
		for !p.accept("}") {
			if t.Bits != 0 {
				p.expect("|")
			}
			name := p.name()
			i := indexOf(bitNames[:], name)
			switch {
			case name == "any":
				t.Bits = TAny
			case i < 0:
				p.fail("unknown type %q", name)
			default:
				t.Bits |= 1 << i
			}
		}
	}
	if p.accept("#") {
		n := p.integer(64)
		if n < 0 || n > math.MaxUint32 {
			p.fail("bad shape")
		}
		t.Shape = uint32(n)
	}
	if p.accept("[") {
		t.HasRange = true
		t.Lo = p.bound()
		p.expect("..")
		t.Hi = p.bound()
		p.expect("]")
		if !bits {
			t.Bits = TInt | TInt64
		}
	}
	return t
}

func (p *parser) bound() int64 {
	switch {
	case p.accept("min"):
		return math.MinInt64
	case p.accept("max"):
		return math.MaxInt64
	}
	return p.integer(64)
}

func (p *parser) terminator() bool {
	if p.peek().kind != tokName {
		return false
	}
	kind := indexOf(termNames[:], p.peek().text)
	if kind < 0 {
		return false
	}
	p.pos++
	b := &p.f.Blocks[p.block]
	if b.Term != TermNone || len(b.Succs) > 0 {
		p.fail("block b%d has two terminators", p.block)
	}
	b.Term = TermKind(kind)
	if i := indexOf(exitNames[:], p.peek().text); i >= 0 && p.peek().kind == tokName {
		p.pos++
		b.Reason = ExitReason(i)
	} else if b.Term == TermExit {
		b.Reason = ExitCold
	}
	if !p.isNumbered("b") && p.peek().kind != tokEnd && !p.is("@") {
		b.Cond = p.value()
	}
	p.accept(",")
	for p.isNumbered("b") {
		e := Edge{To: BlockID(p.number('b'))}
		if p.accept("(") {
			e.Args = p.values(")")
			p.expect(")")
		}
		b.Succs = append(b.Succs, e)
		if !p.accept(",") {
			break
		}
	}
	b.State = p.atState()
	return true
}

func (p *parser) atState() StateID {
	if p.accept("@") {
		return StateID(p.number('s'))
	}
	return 0
}

// --- values

// value reads v12 or a literal.
func (p *parser) value() ID {
	if p.isNumbered("v") {
		return ID(p.number('v'))
	}
	id, ok := p.literal()
	if !ok {
		p.fail("want a value, have %q", p.peek().text)
	}
	return id
}

// values reads values with commas between them, until end.
func (p *parser) values(end string) []ID {
	var ids []ID
	for !p.is(end) {
		if len(ids) > 0 {
			p.expect(",")
		}
		ids = append(ids, p.value())
	}
	return ids
}

// literal makes the constant that the next tokens are.
func (p *parser) literal() (ID, bool) {
	op, aux, ok := p.literalBits()
	if !ok {
		return 0, false
	}
	id := p.f.Const(op, aux)
	for len(p.nodeLine) <= int(id) {
		p.nodeLine = append(p.nodeLine, p.line.num)
	}
	return id, true
}

func (p *parser) literalBits() (op Op, aux int64, ok bool) {
	t := p.peek()
	if t.kind == tokName {
		if p.peekAt(1).text == ":" {
			return p.prefixed(t.text)
		}
		if t.text == "true" || t.text == "false" {
			p.pos++
			return OpConstB, b2i(t.text == "true"), true
		}
		return 0, 0, false
	}
	num := t
	if p.is("-") {
		num = p.peekAt(1)
	}
	if num.kind != tokNumber {
		return 0, 0, false
	}
	if strings.HasSuffix(num.text, "f") && !strings.HasPrefix(num.text, "0x") {
		return OpConstF, int64(math.Float64bits(p.float("f"))), true
	}
	return OpConstI, p.integer(64), true
}

func b2i(b bool) int64 {
	if b {
		return 1
	}
	return 0
}

// prefixed reads t:, f:, p:, b: and what follows.
func (p *parser) prefixed(prefix string) (op Op, aux int64, ok bool) {
	op = map[string]Op{"t": OpConstT, "f": OpConstF, "p": OpConstP, "b": OpConstB}[prefix]
	if op == OpInvalid {
		return 0, 0, false
	}
	p.pos += 2
	if op == OpConstF {
		neg := p.accept("-")
		switch {
		case p.accept("nan"):
			return op, int64(math.Float64bits(math.NaN())), true
		case p.accept("inf"):
			x := math.Inf(1)
			if neg {
				x = -x
			}
			return op, int64(math.Float64bits(x)), true
		}
	}
	if op != OpConstT || p.peek().kind != tokName {
		return op, p.integer(64), true
	}
	return op, int64(p.word()), true
}

// word reads what follows t:.
func (p *parser) word() abi.Value {
	name := p.name()
	if v, ok := byName().words[name]; ok {
		return v
	}
	switch name {
	case "int":
		x := p.integer(64)
		if !abi.FitsInt(x) {
			p.fail("%d does not fit the word", x)
		}
		return abi.SmallInt(x)
	case "float":
		x := p.float("")
		v, ok := abi.WordFloat(x)
		if !ok {
			p.fail("%v does not fit the word", x)
		}
		return v
	case "ptr":
		return abi.Ptr(uintptr(p.integer(64)))
	}
	p.fail("unknown word %q", name)
	return 0
}

func (p *parser) float(suffix string) float64 {
	sign := ""
	if p.accept("-") {
		sign = "-"
	}
	t := p.next()
	x, err := strconv.ParseFloat(sign+strings.TrimSuffix(t.text, suffix), 64)
	if err != nil || t.kind != tokNumber {
		p.fail("bad float %s%s", sign, t.text)
	}
	return x
}
