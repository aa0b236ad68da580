package asm

import (
	"encoding/binary"
	"math/bits"

	"github.com/twitchyliquid64/golang-asm/obj"
)

//go:generate go test -run TestTemplateTable -update .

// templateBits is the logarithm of the size of templateIndex.
const templateBits = 12

// template is what golang-asm's encoding of an operation in one form has beside
// its operands. The generated table (amd64_template_gen.go) has those of all
// operations, learned from that assembler; see amd64_learn_test.go. What has no
// template there is encoded by golang-asm, each time.
//
// Operands are counted from one; 0 is none.
type template struct {
	vex     bool
	modrm   bool
	rexW    byte
	digit   byte    // of ModRM, in place, when no register is there
	evex    byte    // the last byte of an EVEX prefix; 0: it is VEX
	vexBits [2]byte // the second and third byte of VEX without R, X, B and the register in the third
	opcode  [4]byte // with legacy prefixes, but not REX
	prefix  uint8   // how many bytes of opcode are before the REX prefix
	n       uint8   // bytes of opcode
	imm     uint8   // bytes of the immediate
	// Which operand is in ModRM's two fields, in VEX, in the low bits of the opcode.
	reg, rm, vvvv, low uint8
	bytes              uint8 // which registers are bytes, a bit each
	// fixedOperand must be the register with the number fixed.
	fixedOperand, fixed uint8
}

// templateRef is an entry of the table of templates by key: the first one at or
// behind the key's hash. Key 0: the end.
type templateRef struct {
	key uint32
	at  uint16 // in templates
}

// templateKey is under what a template is found: the operation, the form, of
// what kind each register is if there are several, the class of the immediate; and
// whether there may be a shorter encoding with RAX.
func templateKey(op Op, info *opInfo, number int, s *formShape, o *operands) uint32 {
	k := uint32(op)&obj.AMask | uint32(number)<<11 | 1<<31
	if s.imm {
		k |= uint32(immClass(o.imm)) << 21
		if o.regs[s.accumulator] == RAX {
			k |= 1 << 20
		}
	}
	if info.from == anyReg || info.to == anyReg {
		for i := range s.kinds {
			if o.regs[i].IsXMM() {
				k |= 1 << (16 + i)
			}
		}
	}
	if info.flags&shortRAX != 0 && number == formRR {
		if o.regs[0] == RAX {
			k |= 1 << 24
		}
		if o.regs[1] == RAX {
			k |= 1 << 25
		}
	}
	return k
}

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

// templateHash is where the search for a key begins.
func templateHash(key uint32) uint32 { return key * 0x9e3779b1 >> (32 - templateBits) }

// findTemplate returns the template with a key; nil: there is none.
func findTemplate(key uint32) *template {
	for h := templateHash(key); ; h++ {
		switch r := &templateIndex[h%uint32(len(templateIndex))]; r.key {
		case key:
			return &templates[r.at]
		case 0:
			return nil
		}
	}
}

// short says whether the form of VEX with two bytes will do, for low registers.
func (t *template) short() bool { return t.vexBits[0] == 1 && t.vexBits[1]&0x80 == 0 }

// fits says whether the template is for the registers of an instruction.
func (t *template) fits(o *operands) bool {
	return t.fixedOperand == 0 || o.regs[t.fixedOperand-1].Num() == int(t.fixed)
}

// number is that of operand i, 0 if it is none.
func (o *operands) number(i uint8) byte {
	if i == 0 {
		return 0
	}
	return byte(o.regs[i-1].Num())
}

// append encodes an instruction. rel is where its displacement relative to the
// program counter is, -1: it has none.
func (t *template) append(code []byte, s *formShape, o *operands) (out []byte, rel int) {
	reg, rm, index := o.number(t.reg), o.number(t.rm|t.low), byte(0)
	if s.mem {
		if o.mem.Base != NoReg {
			rm = byte(o.mem.Base - RAX)
		}
		if o.mem.Index != NoReg {
			index = byte(o.mem.Index - RAX)
		}
	}
	high := reg>>3<<2 | index>>3<<1 | rm>>3
	if t.vex {
		vvvv := o.number(t.vvvv) << 3
		switch {
		case t.evex != 0:
			code = append(code, 0x62, t.vexBits[0]^high<<5, t.vexBits[1]^vvvv, t.evex, t.opcode[0])
		case high&3 == 0 && t.short():
			code = append(code, 0xc5, (t.vexBits[1]^vvvv)&0x7f|^high<<5&0x80, t.opcode[0])
		default:
			code = append(code, 0xc4, t.vexBits[0]|^high<<5, t.vexBits[1]^vvvv, t.opcode[0])
		}
	} else {
		rex := t.rexW | high
		if t.bytes != 0 {
			for i := range s.kinds {
				if t.bytes>>i&1 != 0 && o.regs[i] >= RSP && o.regs[i] <= RDI {
					rex |= 0x40
				}
			}
		}
		code = append(code, t.opcode[:t.prefix]...)
		if rex != 0 {
			code = append(code, rex|0x40)
		}
		code = append(code, t.opcode[t.prefix:t.n]...)
		if t.low != 0 {
			code[len(code)-1] |= rm & 7
		}
	}
	rel = -1
	if t.modrm {
		middle := t.digit
		if t.reg != 0 {
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
	case m.Base == NoReg:
		sib := byte(0x25) // no index
		if m.Index != NoReg {
			sib = byte(bits.TrailingZeros8(m.Scale))<<6 | byte(m.Index-RAX)&7<<3 | 5
		}
		code = append(code, middle|4, sib)
		return binary.LittleEndian.AppendUint32(code, uint32(m.Disp))
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
