package asm

import "encoding/binary"

// appendJump encodes a jump over distance d from its end.
func appendJump(code []byte, f *fixup, d int) []byte {
	if !f.long {
		if f.cc == jumpAlways {
			return append(code, 0xEB, byte(d))
		}
		return append(code, 0x70|byte(f.cc), byte(d))
	}
	switch f.cc {
	case jumpCall:
		code = append(code, 0xE8)
	case jumpAlways:
		code = append(code, 0xE9)
	default:
		code = append(code, 0x0F, 0x80|byte(f.cc))
	}
	return binary.LittleEndian.AppendUint32(code, uint32(d))
}

// nops are the no-operations which the makers of the processors recommend, by
// length.
var nops = [...][]byte{
	1: {0x90},
	2: {0x66, 0x90},
	3: {0x0F, 0x1F, 0x00},
	4: {0x0F, 0x1F, 0x40, 0x00},
	5: {0x0F, 0x1F, 0x44, 0x00, 0x00},
	6: {0x66, 0x0F, 0x1F, 0x44, 0x00, 0x00},
	7: {0x0F, 0x1F, 0x80, 0x00, 0x00, 0x00, 0x00},
	8: {0x0F, 0x1F, 0x84, 0x00, 0x00, 0x00, 0x00, 0x00},
	9: {0x66, 0x0F, 0x1F, 0x84, 0x00, 0x00, 0x00, 0x00, 0x00},
}

func appendNops(code []byte, n int) []byte {
	for n > 0 {
		k := min(n, len(nops)-1)
		code = append(code, nops[k]...)
		n -= k
	}
	return code
}
