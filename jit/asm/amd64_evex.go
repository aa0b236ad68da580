package asm

// RotateLoad loads the 8 bytes at m, rotates them right by n bits and puts them
// into both halves of the vector register d: VPRORQ of memory that is broadcast,
// of AVX-512VL. It is written out here: to golang-asm a broadcast is a suffix,
// which an Op has no room for.
func (b *Builder) RotateLoad(n uint8, m Mem, d Reg) {
	if b.done {
		b.fail("used after Assemble")
		return
	}
	b.checkMem(&m)
	if n > 63 || !d.IsXMM() || m.label != noLabel || m.Base == NoReg {
		b.fail("RotateLoad by %d of %v to %v", n, m, d)
	}
	if b.n++; b.n > maxInstructions {
		b.fail("more than %d instructions", maxInstructions)
	}
	if b.err != nil {
		return
	}
	base, index := byte(m.Base-RAX), byte(0)
	if m.Index != NoReg {
		index = byte(m.Index - RAX)
	}
	high := index>>3<<6 | base>>3<<5 // X and B; R is not used
	b.src = append(b.src, 0x62, 0xf1&^high, 0x85|^byte(d-X0)&15<<3, 0x18, 0x72)
	b.src = appendMem(b.src, 0, &m, 3)
	b.src = append(b.src, n)
}
