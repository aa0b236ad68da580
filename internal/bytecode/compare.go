package bytecode

import "strings"

// Comparison is what a jump on a comparison is about.
type Comparison struct {
	Op    int  // 0 to 5: < <= == != > >=
	Sense bool // whether it jumps when that holds, and not when it does not
	Loop  bool // whether it is the jump at the end of a loop
}

// Comparison describes an operation that jumps on a comparison.
func (op Op) Comparison() (c Comparison, ok bool) {
	name := Infos[op].Name
	if rest, found := strings.CutPrefix(name, "LOOP"); found {
		c.Op, ok = comparison(rest)
		c.Sense, c.Loop = true, true
		return c, ok
	}
	name, ok = strings.CutPrefix(name, "J")
	if !ok {
		return c, false
	}
	if c.Op, ok = comparison(name); ok {
		c.Sense = true
	} else if rest, found := strings.CutPrefix(name, "N"); found {
		c.Op, ok = comparison(rest)
	}
	return c, ok
}

// comparison is the number of a comparison, which may be with an immediate or a
// constant.
func comparison(name string) (int, bool) {
	if len(name) == 3 && (name[2] == 'I' || name[2] == 'K') {
		name = name[:2]
	}
	for i, n := range [...]string{"LT", "LE", "EQ", "NE", "GT", "GE"} {
		if name == n {
			return i, true
		}
	}
	return 0, false
}
