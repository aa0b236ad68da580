package asm

import (
	"encoding/binary"
	"errors"
	"fmt"
)

// maxCode bounds the code of one Builder: all distances fit 32 bits.
const maxCode = 1 << 28

// relaxRounds is how often jumps which turn out too far are made long one by
// one; after that all are, so that the work stays linear whatever the code.
const relaxRounds = 10

// Assemble encodes the code. It is position independent, but has to be put at
// an address which is a multiple of MaxAlign. The Builder can only be asked
// for Offset afterwards.
func (b *Builder) Assemble() (code []byte, err error) {
	if b.done {
		return nil, errors.New("asm: assembled twice")
	}
	b.done = true
	defer func() {
		if err != nil && b.err == nil {
			b.err = err
		}
		if b.enc != nil {
			encoders.Put(b.enc)
			b.enc = nil
		}
	}()
	if b.err != nil {
		return nil, b.err
	}
	if err := b.layout(); err != nil {
		return nil, err
	}
	if code, err = b.write(); err != nil {
		return nil, err
	}
	for i := range b.labels {
		b.labels[i].at = b.offset(Label(i))
	}
	return code, nil
}

// offset is where a label is, with the layout so far; -1: it is not bound.
func (b *Builder) offset(l Label) int32 {
	p := b.labels[l]
	if p.fix == 0 {
		return p.at
	}
	f := &b.fix[p.fix-1]
	return f.pos + f.size + p.at - f.at
}

// layout decides sizes and offsets. Jumps start short and only grow.
func (b *Builder) layout() error {
	for round := 0; ; round++ {
		if total := b.positions(); total > maxCode {
			return fmt.Errorf("asm: %d bytes of code are too many", total)
		}
		grown := false
		for i := range b.fix {
			f := &b.fix[i]
			if f.kind != fixJump || f.long {
				continue
			}
			to := b.offset(f.label)
			if to < 0 {
				return fmt.Errorf("asm: jump to label %d, which is not bound", f.label)
			}
			if d := to - (f.pos + f.size); d != int32(int8(d)) || round >= relaxRounds {
				f.long, grown = true, true
			}
		}
		if !grown {
			return nil
		}
	}
}

func (b *Builder) positions() int {
	pos, from := 0, 0
	for i := range b.fix {
		f := &b.fix[i]
		pos += int(f.at) - from
		from = int(f.at)
		f.pos, f.size = int32(pos), f.length(pos)
		pos += int(f.size)
		if pos > maxCode {
			break
		}
	}
	return pos + len(b.src) - from
}

func (f *fixup) length(pos int) int32 {
	switch f.kind {
	case fixJump:
		switch {
		case !f.long:
			return 2
		case f.cc >= jumpAlways:
			return 5
		}
		return 6
	case fixAlign:
		return (f.b - int32(pos)) & (f.a - 1)
	case fixDelta:
		return 4
	}
	return 0
}

func (b *Builder) write() ([]byte, error) {
	src := b.src
	total := len(src)
	for i := range b.fix {
		total += int(b.fix[i].size)
	}
	code := make([]byte, 0, total)
	from, nextRel := 0, 0
	run := func(to int) error {
		shift := len(code) - from
		code = append(code, src[from:to]...)
		for ; nextRel < len(b.rel) && int(b.rel[nextRel].at) < to; nextRel++ {
			r := &b.rel[nextRel]
			to := b.offset(r.label)
			if to < 0 {
				return fmt.Errorf("asm: address of label %d, which is not bound", r.label)
			}
			at := int(r.at) + shift
			// add makes up for an immediate after the displacement.
			binary.LittleEndian.PutUint32(code[at:], uint32(to+r.add-int32(at+4)))
		}
		from = to
		return nil
	}
	for i := range b.fix {
		if err := run(int(b.fix[i].at)); err != nil {
			return nil, err
		}
		var err error
		if code, err = b.writeFix(code, &b.fix[i]); err != nil {
			return nil, err
		}
	}
	if err := run(len(src)); err != nil {
		return nil, err
	}
	return code, nil
}

func (b *Builder) writeFix(code []byte, f *fixup) ([]byte, error) {
	switch f.kind {
	case fixJump:
		to := b.offset(f.label)
		if to < 0 {
			return nil, fmt.Errorf("asm: jump to label %d, which is not bound", f.label)
		}
		return appendJump(code, f, int(to-(f.pos+f.size))), nil
	case fixAlign:
		return appendNops(code, int(f.size)), nil
	case fixDelta:
		to, base := b.offset(f.label), b.offset(Label(f.a))
		if to < 0 || base < 0 {
			return nil, errors.New("asm: distance to a label which is not bound")
		}
		return binary.LittleEndian.AppendUint32(code, uint32(to-base)), nil
	}
	return code, nil
}
