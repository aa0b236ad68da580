package asm

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"go/format"
	"os"
	"strings"
	"testing"

	"github.com/twitchyliquid64/golang-asm/obj"
)

// The table of templates is learned from golang-asm: it encodes each form with
// operands that are known, then with others, to see where each goes. What does not
// come out as expected has no template, and is left to golang-asm.

const tableFile = "amd64_template_gen.go"

// TestTemplateTable makes the table anew: it has to be what the file has.
func TestTemplateTable(t *testing.T) {
	made, err := format.Source([]byte(writeTable(learnAll(t))))
	if err != nil {
		t.Fatal(err)
	}
	if *update {
		if err := os.WriteFile(tableFile, made, 0o666); err != nil {
			t.Fatal(err)
		}
		return
	}
	file, err := os.ReadFile(tableFile)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(made, file) {
		t.Errorf("golang-asm encodes otherwise than %s says: make generate", tableFile)
	}
}

// learned is the template with a key.
type learned struct {
	key uint32
	t   template
}

// learnAll learns all operations in all forms.
func learnAll(t *testing.T) []learned {
	e := newEncoder()
	var all []learned
	seen := map[uint32]bool{}
	for i := range opTable {
		info := &opTable[i]
		for number := range formShapes {
			if info.forms&(1<<number) == 0 {
				continue
			}
			for _, o := range info.examples(number) {
				op := fullOp(Op(i))
				key := templateKey(op, info, number, &formShapes[number], &o)
				if seen[key] {
					continue
				}
				seen[key] = true
				if l, ok := e.learn(op, info, number, o); ok {
					all = append(all, learned{key, l})
				} else {
					t.Logf("left to golang-asm: %v %v %v %d", op, formShapes[number].kinds, o.regs, o.imm)
				}
			}
		}
	}
	return all
}

// fullOp is the operation with a number without its architecture.
func fullOp(op Op) Op {
	if op < Op(obj.A_ARCHSPECIFIC) {
		return op
	}
	return op | MOVQ&^obj.AMask
}

// examples are operands in the form, at least one for each key.
func (i *opInfo) examples(number int) []operands {
	s := &formShapes[number]
	out := []operands{{mem: At(RBX, 0)}}
	each := func(values int, put func(o *operands, k int)) {
		var more []operands
		for _, o := range out {
			for k := range values {
				put(&o, k)
				more = append(more, o)
			}
		}
		out = more
	}
	for k, kind := range s.kinds {
		switch kind {
		case 'I':
			var vs []int64
			for _, v := range samples {
				b := &Builder{}
				if got := b.immediate(0, i, v); b.err == nil && got == v {
					vs = append(vs, v)
				}
			}
			each(len(vs), func(o *operands, k int) { o.imm = vs[k] })
		case 'R':
			class := i.from
			if s.pos[k] == 1 {
				class = i.to
			}
			var rs []Reg
			if class != xmm {
				rs = append(rs, GPR(1+k%3))
				if i.flags&shortRAX != 0 || s.imm && len(s.kinds) == 2 {
					rs = append(rs, RAX)
				}
			}
			if class != gpr {
				rs = append(rs, XMM(1+k%3))
			}
			each(len(rs), func(o *operands, n int) { o.regs[k] = rs[n] })
		}
	}
	return out
}

// learn makes the template for instructions of the form of o. With RAX, that is the one
// for any register, if that is how golang-asm encodes it.
func (e *encoder) learn(op Op, info *opInfo, number int, o operands) (template, bool) {
	s := &formShapes[number]
	var rax [maxOperands]bool
	special := false
	general := o
	for i := range s.kinds {
		if s.kinds[i] == 'R' && o.regs[i] == RAX {
			rax[i], special = true, true
			general.regs[i] = GPR(1 + i%3)
		}
	}
	if special {
		want, _, _, err := e.encode(op, s, &o)
		if err != nil {
			return template{}, false
		}
		if t, ok := e.learnForm(op, info, s, general, [maxOperands]bool{}); ok {
			if code, _ := t.append(nil, s, &o); bytes.Equal(code, want) {
				return t, true
			}
		}
	}
	return e.learnForm(op, info, s, o, rax)
}

// learnForm learns from one example. Where an operand is the same in all
// instructions with the template, it is left out.
func (e *encoder) learnForm(op Op, info *opInfo, s *formShape, known operands, same [maxOperands]bool) (t template, ok bool) {
	for i := range s.kinds {
		if s.kinds[i] == 'R' && !same[i] && !known.regs[i].IsXMM() && info.isByte(s.pos[i]) {
			t.bytes |= 1 << i
		}
	}
	code, _, _, err := e.encode(op, s, &known)
	if err != nil {
		return t, false
	}
	code = bytes.Clone(code)
	end, ok := t.parse(code)
	if !ok || t.evex != 0 && s.mem { // which has displacements of its own
		return t, false
	}
	for i := range s.kinds {
		if s.kinds[i] == 'R' && !same[i] && !t.locate(e, op, s, known, i, code, end) {
			return t, false
		}
	}
	if t.modrm = s.mem || t.reg != 0 || t.rm != 0; t.modrm {
		if end == len(code) || s.mem && (t.rm != 0 || code[end]&0xc7 != 3) || !s.mem && (t.rm == 0 || code[end]>>6 != 3) {
			return t, false
		}
		if t.reg == 0 {
			t.digit = code[end] & 0x38
		}
		end++
	}
	return t, t.tail(code[end:], s, known.imm)
}

// parse takes prefixes and opcode apart, and returns where they end.
func (t *template) parse(code []byte) (end int, ok bool) {
	i := 0
	switch {
	case code[0] == 0x62 && len(code) > 5:
		t.vex, t.evex, t.vexBits, i = true, code[3], [2]byte{code[1], code[2]}, 4
		if code[1]&0xf0 != 0xf0 {
			return 0, false // known registers are low
		}
	case code[0] == 0xc5 && len(code) > 2:
		t.vex, t.vexBits, i = true, [2]byte{1, code[1] & 0x7f}, 2
	case code[0] == 0xc4 && len(code) > 3:
		t.vex, t.vexBits, i = true, [2]byte{code[1] & 0x1f, code[2]}, 3
		if t.short() {
			return 0, false // that could have been the form of two bytes
		}
	default:
		for i < len(code) && (code[i] == 0x66 || code[i] == 0xf2 || code[i] == 0xf3) {
			t.opcode[i] = code[i]
			i++
		}
		t.prefix, t.n = uint8(i), uint8(i)
		if i < len(code) && code[i]&0xf0 == 0x40 {
			if t.rexW = code[i] & 8; code[i] != 0x40|t.rexW {
				return 0, false
			}
			i++
		}
	}
	for k := 0; i < len(code) && k < 3; k++ {
		c := code[i]
		t.opcode[t.n] = c
		t.n, i = t.n+1, i+1
		if t.vex || !(k == 0 && c == 0x0f || k == 1 && (c == 0x38 || c == 0x3a)) {
			return i, true
		}
	}
	return 0, false
}

// locate finds where operand i is, by encoding another register in its place.
func (t *template) locate(e *encoder, op Op, s *formShape, known operands, i int, code []byte, end int) bool {
	was := known.regs[i].Num()
	now := was%3 + 1
	known.regs[i] += Reg(now - was)
	other, _, _, err := e.encode(op, s, &known)
	if err != nil { // the count of a shift, which is in RCX
		if t.fixedOperand != 0 {
			return false
		}
		t.fixedOperand, t.fixed = uint8(i+1), uint8(was)
		return true
	}
	if len(other) != len(code) {
		return false
	}
	at := -1
	for k := range code {
		if code[k] != other[k] {
			if at >= 0 {
				return false
			}
			at = k
		}
	}
	if at < 0 {
		return false
	}
	opcode := end - 1
	vvvv := opcode - 1
	if t.evex != 0 {
		vvvv--
	}
	x, d, operand := code[at]^other[at], byte(was^now), uint8(i+1)
	switch {
	case at == opcode && !t.vex && x == d && t.low == 0 && code[at]&7 == byte(was):
		t.low = operand
		t.opcode[t.n-1] &^= 7
	case at == end && x == d && t.rm == 0 && code[at]&7 == byte(was):
		t.rm = operand
	case at == end && x == d<<3 && t.reg == 0 && code[at]>>3&7 == byte(was):
		t.reg = operand
	case at == end && x == d|d<<3 && t.reg == 0 && t.rm == 0 && code[at]&0x3f == byte(was|was<<3):
		t.reg, t.rm = operand, operand
	case at == vvvv && t.vex && x == d<<3 && t.vvvv == 0 && ^code[at]>>3&15 == byte(was):
		t.vvvv = operand
		t.vexBits[1] |= 0x78
	default:
		return false
	}
	return true
}

// tail looks at what is behind the operands: the immediate, or nothing.
func (t *template) tail(code []byte, s *formShape, imm int64) bool {
	t.imm = uint8(len(code))
	if !s.imm {
		return len(code) == 0
	}
	if len(code) == 0 {
		return imm == 0 || imm == 1 // is said by the opcode; no others are in its class
	}
	if len(code) > 4 {
		return false
	}
	var want [8]byte
	binary.LittleEndian.PutUint64(want[:], uint64(imm))
	return bytes.Equal(code, want[:len(code)])
}

// writeTable is the text of the generated file.
func writeTable(all []learned) string {
	var b strings.Builder
	b.WriteString("// Code generated by TestTemplateTable (make generate); DO NOT EDIT.\n\npackage asm\n\n")
	const size = 1 << templateBits
	var index [size]templateRef
	var different []template
	places := map[template]uint16{}
	for _, l := range all {
		at, ok := places[l.t]
		if !ok {
			at = uint16(len(different))
			places[l.t] = at
			different = append(different, l.t)
		}
		h := templateHash(l.key)
		for index[h].key != 0 {
			h = (h + 1) % size
		}
		index[h] = templateRef{l.key, at}
	}
	b.WriteString("// templates are all that are different.\nvar templates = [...]template{\n")
	for i := range different {
		fmt.Fprintf(&b, "%s,\n", different[i].literal())
	}
	b.WriteString("}\n\n// templateIndex finds templates by their keys.\nvar templateIndex = [1 << templateBits]templateRef{\n")
	n := 0
	for h, r := range index {
		if r.key == 0 {
			continue
		}
		sep := ", "
		if n++; n%5 == 0 {
			sep = ",\n"
		}
		fmt.Fprintf(&b, "%d: {%#x, %d}%s", h, r.key, r.at, sep)
	}
	b.WriteString("\n}\n")
	return b.String()
}

// literal writes a template, without what is zero.
func (t *template) literal() string {
	var fields []string
	add := func(name string, v any, zero bool) {
		if !zero {
			fields = append(fields, fmt.Sprintf("%s: %v", name, v))
		}
	}
	add("vex", t.vex, !t.vex)
	add("evex", fmt.Sprintf("%#x", t.evex), t.evex == 0)
	add("vexBits", fmt.Sprintf("[2]byte{%#x, %#x}", t.vexBits[0], t.vexBits[1]), !t.vex)
	add("prefix", t.prefix, t.prefix == 0)
	add("rexW", t.rexW, t.rexW == 0)
	add("n", t.n, false)
	o := t.opcode
	add("opcode", strings.TrimSuffix(fmt.Sprintf("[4]byte{%#x, %#x, %#x, %#x}", o[0], o[1], o[2], o[3]), ", 0x0, 0x0, 0x0}"), false)
	if f := &fields[len(fields)-1]; !strings.HasSuffix(*f, "}") {
		*f += "}"
	}
	add("modrm", t.modrm, !t.modrm)
	add("digit", fmt.Sprintf("%#x", t.digit), t.digit == 0)
	add("reg", t.reg, t.reg == 0)
	add("rm", t.rm, t.rm == 0)
	add("vvvv", t.vvvv, t.vvvv == 0)
	add("low", t.low, t.low == 0)
	add("bytes", t.bytes, t.bytes == 0)
	add("fixedOperand", t.fixedOperand, t.fixedOperand == 0)
	add("fixed", t.fixed, t.fixed == 0)
	add("imm", t.imm, t.imm == 0)
	return "{" + strings.Join(fields, ", ") + "}"
}
