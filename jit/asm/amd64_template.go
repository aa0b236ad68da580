package asm

import (
	"bytes"
	"encoding/binary"
	"math/bits"
	"sync/atomic"

	"github.com/twitchyliquid64/golang-asm/obj"
)

// template is what golang-asm's encoding of an operation in one form has beside
// its operands. It is learned from that assembler when the form is first used:
// it encodes the form with operands that are known, then with others, to see
// where each goes. What does not come out as expected has no template, and is
// encoded by golang-asm each time; so are operands with rules of their own (see
// templateKey). TestTemplates compares the two for all operations.
type template struct {
	key     uint32
	ok      bool // false: left to golang-asm
	vex     bool
	modrm   bool
	rexW    byte
	digit   byte    // of ModRM, in place, when no register is there
	vexBits [2]byte // the second and third byte of VEX without R, X, B and the register in the third
	opcode  [8]byte // with legacy prefixes, but not REX
	prefix  uint8   // how many bytes of opcode are before the REX prefix
	n       uint8   // bytes of opcode
	imm     uint8   // bytes of the immediate
	// Which operand is in ModRM's two fields, in VEX, in the low bits of the
	// opcode; -1: none.
	reg, rm, vvvv, low int8
	fixed              [maxOperands]int8 // the number that a register must have; -1: any
	bytes              [maxOperands]bool // registers that are bytes
}

// templates has all templates of the process, by hash; entries are only added.
var templates [2048]atomic.Pointer[template]

// templateKey is under what a template is found: the operation, the form, of
// what kind each register is, the class of the immediate; and whether the last
// register is RAX where there is an immediate, for which there are short forms.
func templateKey(op Op, number int, s *formShape, o *operands) uint32 {
	k := uint32(op)&obj.AMask | uint32(number)<<11
	for i, kind := range s.kinds {
		switch kind {
		case 'R':
			if o.regs[i].IsXMM() {
				k |= 1 << (16 + i)
			}
			if s.short(o.regs[i]) {
				k |= 1 << 20
			}
		case 'I':
			k |= uint32(immClass(o.imm)) << 21
		}
	}
	return k | 1<<31
}

// short says whether there may be a shorter encoding with the register.
func (s *formShape) short(r Reg) bool { return s.imm && r == RAX && len(s.kinds) == 2 }

// samples are an immediate of each class: no assembler distinguishes those of one.
var samples = [...]int64{0, 1, 3, 29, 0xb5, 0x1234, -3, -0x1234}

func immClass(v int64) int {
	switch {
	case v == 0 || v == 1:
		return int(v)
	case v < -128:
		return 7
	case v < 0:
		return 6
	case v < 4:
		return 2
	case v < 128:
		return 3
	case v < 256:
		return 4
	}
	return 5
}

// find returns the template for an instruction; nil: golang-asm has to encode it.
func (e *encoder) find(op Op, number int, s *formShape, o *operands) *template {
	k := templateKey(op, number, s, o)
	h := k * 0x9e3779b1 >> 21
	for range 16 {
		p := &templates[h%uint32(len(templates))]
		t := p.Load()
		if t == nil {
			t = e.learn(k, op, s, o)
			p.CompareAndSwap(nil, t) // another goroutine's is as good
		}
		if t.key == k {
			if !t.ok {
				return nil
			}
			return t
		}
		h++
	}
	return nil
}

// learn makes the template for instructions of the form of o.
func (e *encoder) learn(key uint32, op Op, s *formShape, o *operands) *template {
	t := &template{key: key, reg: -1, rm: -1, vvvv: -1, low: -1, fixed: [maxOperands]int8{-1, -1, -1, -1}}
	if op == XCHGQ { // has short forms with RAX
		return t
	}
	info := &opTable[int(op)&obj.AMask]
	known := operands{mem: At(RBX, 0)}
	for i, k := range s.kinds {
		switch {
		case k == 'I':
			known.imm = samples[immClass(o.imm)]
		case k == 'R' && o.regs[i].IsXMM():
			known.regs[i] = XMM(1 + i%3)
		case k == 'R' && s.short(o.regs[i]):
			known.regs[i], t.fixed[i] = RAX, 0
		case k == 'R':
			known.regs[i], t.bytes[i] = GPR(1+i%3), info.isByte(s.pos[i])
		}
	}
	code, _, _, err := e.encode(op, s, &known)
	if err != nil {
		return t
	}
	code = bytes.Clone(code)
	end, ok := t.parse(code)
	if !ok {
		return t
	}
	for i, k := range s.kinds {
		if k == 'R' && t.fixed[i] < 0 && !t.locate(e, op, s, known, i, code, end) {
			return t
		}
	}
	if t.modrm = s.mem || t.reg >= 0 || t.rm >= 0; t.modrm {
		if end == len(code) || s.mem && (t.rm >= 0 || code[end]&0xc7 != 3) || !s.mem && (t.rm < 0 || code[end]>>6 != 3) {
			return t
		}
		t.digit = code[end] & 0x38
		end++
	}
	t.ok = t.tail(code[end:], s, known.imm)
	return t
}

// parse takes prefixes and opcode apart, and returns where they end.
func (t *template) parse(code []byte) (end int, ok bool) {
	i := 0
	switch {
	case code[0] == 0x62:
		return 0, false // EVEX has displacements of its own
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

// short says whether the form of VEX with two bytes will do, for low registers.
func (t *template) short() bool { return t.vexBits[0] == 1 && t.vexBits[1]&0x80 == 0 }

// locate finds where operand i is, by encoding another register in its place.
func (t *template) locate(e *encoder, op Op, s *formShape, known operands, i int, code []byte, end int) bool {
	was := known.regs[i].Num()
	now := was%3 + 1
	known.regs[i] += Reg(now - was)
	other, _, _, err := e.encode(op, s, &known)
	if err != nil { // the count of a shift, which is in RCX
		t.fixed[i] = int8(was)
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
	x, d := code[at]^other[at], byte(was^now)
	switch {
	case at == end-1 && !t.vex && x == d && t.low < 0 && code[at]&7 == byte(was):
		t.low = int8(i)
		t.opcode[t.n-1] &^= 7
	case at == end && x == d && t.rm < 0 && code[at]&7 == byte(was):
		t.rm = int8(i)
	case at == end && x == d<<3 && t.reg < 0 && code[at]>>3&7 == byte(was):
		t.reg = int8(i)
	case at == end && x == d|d<<3 && t.reg < 0 && t.rm < 0 && code[at]&0x3f == byte(was|was<<3):
		t.reg, t.rm = int8(i), int8(i)
	case at == end-2 && t.vex && x == d<<3 && t.vvvv < 0 && ^code[at]>>3&15 == byte(was):
		t.vvvv = int8(i)
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

// fits says whether the template is for the registers of an instruction.
func (t *template) fits(s *formShape, o *operands) bool {
	if s.mem && o.mem.Base == NoReg && o.mem.label == noLabel {
		return false
	}
	for i := range s.kinds {
		if n := t.fixed[i]; n >= 0 && o.regs[i].Num() != int(n) {
			return false
		}
	}
	return true
}

// number is that of operand i, 0 if it is none.
func (o *operands) number(i int8) byte {
	if i < 0 {
		return 0
	}
	return byte(o.regs[i].Num())
}

// append encodes an instruction. rel is where its displacement relative to the
// program counter is, -1: it has none.
func (t *template) append(code []byte, s *formShape, o *operands) (out []byte, rel int) {
	reg, rm, index := o.number(t.reg), o.number(t.rm), byte(0)
	if t.low >= 0 {
		rm = o.number(t.low)
	}
	if s.mem && o.mem.label == noLabel {
		rm = byte(o.mem.Base - RAX)
		if o.mem.Index != NoReg {
			index = byte(o.mem.Index - RAX)
		}
	}
	high := reg>>3<<2 | index>>3<<1 | rm>>3
	if t.vex {
		vvvv := o.number(t.vvvv) << 3
		if high&3 == 0 && t.short() {
			code = append(code, 0xc5, (t.vexBits[1]^vvvv)&0x7f|^high<<5&0x80, t.opcode[0])
		} else {
			code = append(code, 0xc4, t.vexBits[0]|^high<<5, t.vexBits[1]^vvvv, t.opcode[0])
		}
	} else {
		rex := t.rexW | high
		for i := range s.kinds {
			if t.bytes[i] && o.regs[i] >= RSP && o.regs[i] <= RDI {
				rex |= 0x40
			}
		}
		code = append(code, t.opcode[:t.prefix]...)
		if rex != 0 {
			code = append(code, rex|0x40)
		}
		code = append(code, t.opcode[t.prefix:t.n]...)
		if t.low >= 0 {
			code[len(code)-1] |= rm & 7
		}
	}
	rel = -1
	if t.modrm {
		middle := t.digit
		if t.reg >= 0 {
			middle = reg & 7 << 3
		}
		switch {
		case !s.mem:
			code = append(code, 0xc0|middle|rm&7)
		case o.mem.label != noLabel:
			rel = len(code) + 1
			code = append(code, middle|5, 0, 0, 0, 0)
		default:
			code = appendMem(code, middle, &o.mem, 0)
		}
	}
	switch t.imm {
	case 1:
		code = append(code, byte(o.imm))
	case 2:
		code = binary.LittleEndian.AppendUint16(code, uint16(o.imm))
	case 4:
		code = binary.LittleEndian.AppendUint32(code, uint32(o.imm))
	}
	return code, rel
}

// appendMem encodes an operand in memory; middle is the other part of ModRM. A
// displacement of one byte counts units of 1<<unit bytes.
func appendMem(code []byte, middle byte, m *Mem, unit uint8) []byte {
	base := byte(m.Base-RAX) & 7
	mode := byte(0x80)
	switch {
	case m.Disp == 0 && base != 5:
		mode = 0
	case m.Disp == int32(int8(m.Disp>>unit))<<unit:
		mode = 0x40
	}
	switch {
	case m.Index != NoReg:
		code = append(code, mode|middle|4, byte(bits.TrailingZeros8(m.Scale))<<6|byte(m.Index-RAX)&7<<3|base)
	case base == 4:
		code = append(code, mode|middle|4, 0x24)
	default:
		code = append(code, mode|middle|base)
	}
	switch mode {
	case 0x40:
		code = append(code, byte(m.Disp>>unit))
	case 0x80:
		code = binary.LittleEndian.AppendUint32(code, uint32(m.Disp))
	}
	return code
}
