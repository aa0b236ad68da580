package compile

// state says which variables certainly have a value at a point of the code,
// as a set of registers. Dead code has every value.
type state struct {
	bits []uint64
	dead bool
}

func newState(regs int) state { return state{bits: make([]uint64, (regs+63)/64)} }

func (s *state) clone() state {
	return state{bits: append([]uint64(nil), s.bits...), dead: s.dead}
}

func (s *state) has(r int) bool { return s.dead || s.bits[r/64]>>(r%64)&1 != 0 }
func (s *state) set(r int)      { s.bits[r/64] |= 1 << (r % 64) }
func (s *state) clear(r int)    { s.bits[r/64] &^= 1 << (r % 64) }

// merge makes s what is certain on both of two paths.
func (s *state) merge(o *state) {
	switch {
	case o == nil || o.dead:
	case s.dead:
		copy(s.bits, o.bits)
		s.dead = false
	default:
		for i := range s.bits {
			s.bits[i] &= o.bits[i]
		}
	}
}
