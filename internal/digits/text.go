package digits

import "math/bits"

// Decimal digits of numbers that are not long: the ways here take time that
// is quadratic in the length.

const (
	chunk      = 19 // decimal digits in a digit
	chunkPower = 10_000_000_000_000_000_000
)

// chunkInverse is what divWord takes for chunkPower.
var chunkInverse, _ = bits.Div64(^uint64(chunkPower), ^uint64(0), chunkPower)

// AppendDecimal appends x, which has no leading zeros and is lost, in decimal.
func AppendDecimal(dst []byte, x []uint64) []byte {
	if len(x) == 0 {
		return append(dst, '0')
	}
	// The chunks, the lowest one first, behind room for the text.
	var few [36]uint64
	chunks := few[:0]
	for len(x) > 1 || len(x) == 1 && x[0] >= chunkPower {
		chunks = append(chunks, divWord(x, x, chunkPower, 0, chunkInverse))
		x = Norm(x)
	}
	var buf [20]byte
	top := uint64(0)
	if len(x) > 0 {
		top = x[0]
	}
	i := len(buf)
	for {
		i--
		buf[i] = byte('0' + top%10)
		if top /= 10; top == 0 {
			break
		}
	}
	dst = append(dst, buf[i:]...)
	for k := len(chunks) - 1; k >= 0; k-- {
		c := chunks[k]
		for i := chunk - 1; i >= 0; i-- {
			buf[i] = byte('0' + c%10)
			c /= 10
		}
		dst = append(dst, buf[:chunk]...)
	}
	return dst
}

// value has what digits and letters stand for in a number, 99 for what is none.
var value = func() (v [256]uint8) {
	for c := range v {
		switch {
		case c >= '0' && c <= '9':
			v[c] = uint8(c - '0')
		case c >= 'a' && c <= 'z':
			v[c] = uint8(c-'a') + 10
		case c >= 'A' && c <= 'Z':
			v[c] = uint8(c-'A') + 10
		default:
			v[c] = 99
		}
	}
	return v
}()

// Value is the value of a digit or letter, 99 of what is none.
func Value(c byte) uint8 { return value[c] }

// ParseDecimal reads decimal digits into z, which has room for a digit for each 19 of
// them; ok is false if there are other characters, or none.
func ParseDecimal(z []uint64, text []byte) (x []uint64, ok bool) {
	if len(text) == 0 {
		return nil, false
	}
	n := 0
	for len(text) > 0 {
		k := len(text) % chunk
		if k == 0 {
			k = chunk
		}
		part := uint64(0)
		for _, c := range text[:k] {
			d := c - '0'
			if d > 9 {
				return nil, false
			}
			part = part*10 + uint64(d)
		}
		text = text[k:]
		if n == 0 {
			z[0], n = part, 1
		} else if c := MulWord(z[:n], z[:n], chunkPower, part); c != 0 {
			z[n] = c
			n++
		}
	}
	return Norm(z[:n]), true
}

// Parse reads a number in any base from 2 to 36, of which the text has the
// digits, without leading zeros in the result.
func Parse(text string, base int) []uint64 {
	if base&(base-1) == 0 {
		return parseBits(text, uint(bits.TrailingZeros(uint(base))))
	}
	// As many as fit a digit at a time.
	n, power := 1, uint64(base)
	for {
		hi, lo := bits.Mul64(power, uint64(base))
		if hi != 0 {
			break
		}
		n, power = n+1, lo
	}
	z := make([]uint64, 0, len(text)/n+1)
	for len(text) > 0 {
		k := len(text) % n
		if k == 0 {
			k = n
		}
		part := uint64(0)
		for i := range k {
			part = part*uint64(base) + uint64(value[text[i]])
		}
		text = text[k:]
		if c := MulWord(z, z, power, part); c != 0 {
			z = append(z, c)
		}
	}
	return z
}

// parseBits is Parse for digits of so many bits.
func parseBits(text string, size uint) []uint64 {
	z := make([]uint64, (uint(len(text))*size+63)/64)
	at, k, d := uint(0), 0, uint64(0)
	for i := len(text) - 1; i >= 0; i-- {
		c := uint64(value[text[i]])
		d |= c << at
		if at += size; at >= 64 {
			z[k] = d
			k++
			at -= 64
			d = c >> (size - at)
		}
	}
	if at > 0 {
		z[k] = d
	}
	return Norm(z)
}
