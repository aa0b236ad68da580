package pyfmt

import (
	"bytes"
	"math"
	"math/big"
	"strconv"
)

// PercentStr appends the text s of a conversion s, r, a, b or c: cut to the precision, padded to the width.
// For c the caller clears the precision, which CPython ignores there.
func PercentStr(dst []byte, s string, c *Conversion) ([]byte, *Error) {
	if c.Precision >= 0 {
		s = truncate(s, c.Precision)
	}
	return c.pad(dst, 0, "", s, countWTF8(s), ' ')
}

// PercentBytes is [PercentStr] for the formatting of bytes, where a character is a byte.
func PercentBytes(dst, s []byte, c *Conversion) ([]byte, *Error) {
	if c.Precision >= 0 && c.Precision < len(s) {
		s = s[:c.Precision]
	}
	return c.pad(dst, 0, "", string(s), len(s), ' ')
}

// PercentInt appends v by a conversion d, i, u, o, x or X.
func PercentInt(dst []byte, v int64, c *Conversion) ([]byte, *Error) {
	u := uint64(v)
	if v < 0 {
		u = -u
	}
	var small [64]byte
	return c.integer(dst, v < 0, strconv.AppendUint(small[:0], u, c.base()))
}

// PercentBig appends v by a conversion d, i, u, o, x or X; maxDigits limits decimal digits (0: no limit).
func PercentBig(dst []byte, v *big.Int, c *Conversion, maxDigits int) ([]byte, *Error) {
	var digits []byte
	if base := c.base(); base == 10 {
		var err *Error
		if digits, err = AppendBig(nil, v, maxDigits); err != nil {
			return dst, err
		}
	} else {
		digits = appendBase(nil, v, base)
	}
	if v.Sign() < 0 {
		digits = digits[1:]
	}
	return c.integer(dst, v.Sign() < 0, digits)
}

func (c *Conversion) base() int {
	switch c.Type {
	case 'o':
		return 8
	case 'x', 'X':
		return 16
	}
	return 10
}

func (c *Conversion) integer(dst []byte, neg bool, digits []byte) ([]byte, *Error) {
	prefix := ""
	if c.Flags&FlagAlt != 0 {
		switch c.Type {
		case 'o':
			prefix = "0o"
		case 'x':
			prefix = "0x"
		case 'X':
			prefix = "0X"
		}
	}
	if c.Type == 'X' {
		digits = bytes.ToUpper(digits)
	}
	if c.Precision > len(digits) {
		if c.Precision > MaxSize {
			return dst, errMemory
		}
		padded := bytes.Repeat([]byte{'0'}, c.Precision)
		copy(padded[c.Precision-len(digits):], digits)
		digits = padded
	}
	return c.number(dst, neg, prefix, digits)
}

// number appends sign, prefix and digits, zero-filled in between if the flag asks for it.
func (c *Conversion) number(dst []byte, neg bool, prefix string, digits []byte) ([]byte, *Error) {
	var sign byte
	switch {
	case neg:
		sign = '-'
	case c.Flags&FlagSign != 0:
		sign = '+'
	case c.Flags&FlagBlank != 0:
		sign = ' '
	}
	fill := byte(' ')
	if c.Flags&FlagZero != 0 {
		fill = '0'
	}
	return c.pad(dst, sign, prefix, string(digits), len(digits), fill)
}

// pad lays out sign, prefix and a text of n characters in the width.
func (c *Conversion) pad(dst []byte, sign byte, prefix, text string, n int, fill byte) ([]byte, *Error) {
	n += len(prefix)
	if sign != 0 {
		n++
	}
	room := max(c.Width-n, 0)
	if !roomFor(len(dst), len(text), len(prefix), room) {
		return dst, errMemory
	}
	left := c.Flags&FlagLeft != 0
	if !left && fill == ' ' {
		dst = appendFill(dst, ' ', room)
	}
	if sign != 0 {
		dst = append(dst, sign)
	}
	dst = append(dst, prefix...)
	if !left && fill != ' ' {
		dst = appendFill(dst, rune(fill), room)
	}
	dst = append(dst, text...)
	if left {
		dst = appendFill(dst, ' ', room)
	}
	return dst, nil
}

// PercentFloat appends f by a conversion e, E, f, F, g or G.
func PercentFloat(dst []byte, f float64, c *Conversion) ([]byte, *Error) {
	prec := c.Precision
	if prec < 0 {
		prec = 6
	}
	if prec > MaxSize {
		if prec > math.MaxInt32 {
			return dst, valueError("precision too big")
		}
		return dst, errMemory
	}
	flags := 0
	if c.Flags&FlagAlt != 0 {
		flags = dtsfAlt
	}
	var small [64]byte
	text := appendDouble(small[:0], f, byte(c.Type), prec, flags)
	neg := text[0] == '-'
	if neg {
		text = text[1:]
	}
	return c.number(dst, neg, "", text)
}
