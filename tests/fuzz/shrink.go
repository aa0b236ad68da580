package fuzz

import "strings"

// Shrink makes a program smaller while fails holds for it: it deletes runs of
// statements, puts pass in their place, and unwraps compound statements. It does
// not know Python: what is no program any more, fails must refuse. It ends when
// nothing more can go, or more tells it to.
func Shrink(src string, more func() bool, fails func(src string) bool) string {
	s := &shrinker{lines: strings.Split(strings.TrimRight(src, "\n"), "\n"), more: more, fails: fails}
	for changed := true; changed && more(); {
		changed = false
		for _, run := range []int{64, 16, 4, 2, 1} {
			changed = s.pass(run) || changed
		}
	}
	return s.text(s.lines)
}

type shrinker struct {
	lines []string
	more  func() bool
	fails func(string) bool
}

func (s *shrinker) text(lines []string) string { return strings.Join(lines, "\n") + "\n" }

// pass tries each place once, from the end, with runs of so many statements.
func (s *shrinker) pass(run int) bool {
	changed := false
	for i := len(s.lines) - 1; i >= 0 && s.more(); i-- {
		if i >= len(s.lines) {
			continue
		}
		end := s.end(i, run)
		switch {
		case run > 1 && end == s.end(i, run/2): // there are not so many
		case s.try(i, end, nil), run == 1 && s.unwrap(i, end), run == 1 && s.try(i, end, s.pass1(i, end)):
			changed = true
		}
	}
	return changed
}

// end returns where a run of statements of one indentation ends.
func (s *shrinker) end(i, run int) int {
	level := indentation(s.lines[i])
	for ; i < len(s.lines); i++ {
		in := indentation(s.lines[i])
		if in < level {
			break
		}
		if in == level {
			if run--; run < 0 {
				break
			}
		}
	}
	return i
}

// indentation of a line; that of an empty one is deep, so that it belongs to
// what precedes it.
func indentation(line string) int {
	text := strings.TrimLeft(line, " ")
	if text == "" {
		return 1 << 20
	}
	return len(line) - len(text)
}

// pass1 is a pass statement for lines i to end, or nothing if that is there.
func (s *shrinker) pass1(i, end int) []string {
	in := indentation(s.lines[i])
	if in > 1000 || end == i+1 && strings.TrimSpace(s.lines[i]) == "pass" {
		return nil
	}
	return []string{strings.Repeat(" ", in) + "pass"}
}

// unwrap puts the body of a compound statement in its place.
func (s *shrinker) unwrap(i, end int) bool {
	if end <= i+1 || !strings.HasSuffix(s.lines[i], ":") {
		return false
	}
	// The clauses after it go as well: else, except, finally.
	last, level := end, indentation(s.lines[i])
	for last < len(s.lines) && indentation(s.lines[last]) == level && clause(s.lines[last]) {
		last = s.end(last, 1)
	}
	var body []string
	for _, line := range s.lines[i+1 : end] {
		body = append(body, strings.TrimPrefix(line, "    "))
	}
	return s.try(i, last, body)
}

func clause(line string) bool {
	word, _, _ := strings.Cut(strings.TrimSpace(line), " ")
	switch strings.TrimSuffix(word, ":") {
	case "else", "elif", "except", "finally":
		return true
	}
	return false
}

// try replaces lines i to end, and keeps that if the program still fails.
func (s *shrinker) try(i, end int, with []string) bool {
	if with == nil && end == i || len(with) == end-i && len(with) == 1 && with[0] == s.lines[i] {
		return false
	}
	var lines []string
	lines = append(lines, s.lines[:i]...)
	lines = append(lines, with...)
	lines = append(lines, s.lines[end:]...)
	if !s.fails(s.text(lines)) {
		return false
	}
	s.lines = lines
	return true
}
