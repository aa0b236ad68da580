package pyunicode

// Mapping is the result of a full case mapping: one to three code points.
type Mapping struct {
	R [3]rune
	N int
}

// Runes gives the code points.
func (m *Mapping) Runes() []rune { return m.R[:m.N] }

func one(r rune) Mapping { return Mapping{[3]rune{r}, 1} }

// mapping applies a delta, or looks up a longer result.
func mapping(r, delta rune, special bool) Mapping {
	if !special {
		return one(r + delta)
	}
	var m Mapping
	for _, c := range specials[delta] {
		m.R[m.N] = c
		m.N++
	}
	return m
}

// Upper is chr(r).upper().
func Upper(r rune) Mapping {
	if r < 0x80 {
		if uint32(r)-'a' < 26 {
			r -= 'a' - 'A'
		}
		return one(r)
	}
	rec := lookup(r)
	return mapping(r, rec.upper, rec.flags&flagSpecialUpper != 0)
}

// Lower is chr(r).lower(). A capital sigma that ends a word becomes [FinalSigma] instead; see [IsFinalSigma].
func Lower(r rune) Mapping {
	if r < 0x80 {
		if uint32(r)-'A' < 26 {
			r += 'a' - 'A'
		}
		return one(r)
	}
	rec := lookup(r)
	return mapping(r, rec.lower, rec.flags&flagSpecialLower != 0)
}

// Title is chr(r).title(): how str.title and str.capitalize write a word's first character.
func Title(r rune) Mapping {
	if r < 0x80 {
		return Upper(r)
	}
	rec := lookup(r)
	return mapping(r, rec.title, rec.flags&flagSpecialTitle != 0)
}

// Casefold is chr(r).casefold().
func Casefold(r rune) Mapping {
	if r < 0x80 {
		return Lower(r)
	}
	rec := lookup(r)
	return mapping(r, rec.fold, rec.flags&flagSpecialFold != 0)
}

// SwapCase is chr(r).swapcase(); the final sigma is treated as in [Lower].
func SwapCase(r rune) Mapping {
	switch {
	case IsUpper(r):
		return Lower(r)
	case IsLower(r):
		return Upper(r)
	}
	return one(r)
}

const (
	// CapitalSigma is the one character whose lower case depends on its surroundings.
	CapitalSigma = 'Σ'
	// FinalSigma is its lower case at the end of a word.
	FinalSigma = 'ς'
)

// IsFinalSigma tells whether a capital sigma ends a word. prev and next walk away from it, to the left and to
// the right, and give false at the end of the string.
func IsFinalSigma(prev, next func() (rune, bool)) bool {
	before := nextCased(prev)
	return before && !nextCased(next)
}

// nextCased tells whether the first character that is not case-ignorable is cased.
func nextCased(step func() (rune, bool)) bool {
	for {
		r, ok := step()
		if !ok {
			return false
		}
		if !IsCaseIgnorable(r) {
			return IsCased(r)
		}
	}
}
