package dump

import (
	"regexp"
	"slices"
	"strings"
)

// diffLine is a line of a stage's text, compared with the stage before.
type diffLine struct {
	Kind string // "", "add", "del" or "chg"
	Text string
	// Of a changed line: the text is Pre + Mid + Post, of which Mid is new.
	Pre, Mid, Post string
	Old            string // what was there
}

// diff compares two texts line by line. Nearly all lines are unique, as each
// defines a node, so those that are in both texts once and in the same order are
// the anchors; what is between them changed.
func diff(before, after string) []diffLine {
	a, b := splitLines(before), splitLines(after)
	var out []diffLine
	i, j := 0, 0
	for _, m := range append(anchors(a, b), [2]int{len(a), len(b)}) {
		out = between(out, a[i:m[0]], b[j:m[1]])
		if m[1] < len(b) {
			out = append(out, diffLine{Text: b[m[1]]})
		}
		i, j = m[0]+1, m[1]+1
	}
	return out
}

func splitLines(s string) []string { return strings.Split(strings.TrimSuffix(s, "\n"), "\n") }

// anchors pairs lines that are unique in both texts, in ascending order in both.
func anchors(a, b []string) [][2]int {
	place := func(lines []string) map[string]int {
		at := map[string]int{}
		for i, s := range lines {
			if _, twice := at[s]; twice {
				i = -1
			}
			at[s] = i
		}
		return at
	}
	inA, inB := place(a), place(b)
	var pairs [][2]int
	for i, s := range a {
		if k, ok := inB[s]; ok && k >= 0 && inA[s] == i {
			pairs = append(pairs, [2]int{i, k})
		}
	}
	return longest(pairs)
}

// longest is the longest subsequence of pairs whose second parts ascend.
func longest(pairs [][2]int) [][2]int {
	var tops []int // index of the last pair of the best sequence of each length
	prev := make([]int, len(pairs))
	for i, p := range pairs {
		k, _ := slices.BinarySearchFunc(tops, p[1], func(t, x int) int { return pairs[t][1] - x })
		prev[i] = -1
		if k > 0 {
			prev[i] = tops[k-1]
		}
		if k == len(tops) {
			tops = append(tops, i)
		} else {
			tops[k] = i
		}
	}
	var out [][2]int
	if len(tops) > 0 {
		for i := tops[len(tops)-1]; i >= 0; i = prev[i] {
			out = append(out, pairs[i])
		}
	}
	slices.Reverse(out)
	return out
}

var key = regexp.MustCompile(`^\s*(v\d+|[bs]\d+|virt\d+)\b`)

// between appends the lines of a stretch without anchors. A line that defines
// the same thing as one that is gone is a changed line.
func between(out []diffLine, a, b []string) []diffLine {
	old := map[string]string{}
	for _, s := range a {
		if k := key.FindString(s); k != "" {
			old[k] = s
		}
	}
	still := map[string]bool{}
	for _, s := range b {
		still[key.FindString(s)] = true
	}
	for _, s := range a {
		if k := key.FindString(s); k == "" && slices.Contains(b, s) || k != "" && still[k] {
			continue
		}
		if s != "" {
			out = append(out, diffLine{Kind: "del", Text: s})
		}
	}
	for _, s := range b {
		o, was := old[key.FindString(s)]
		switch {
		case s == "" || was && o == s || !was && slices.Contains(a, s):
			out = append(out, diffLine{Text: s})
		case was:
			out = append(out, changed(o, s))
		default:
			out = append(out, diffLine{Kind: "add", Text: s})
		}
	}
	return out
}

// changed marks what is different in a line.
func changed(old, s string) diffLine {
	i := 0
	for i < len(old) && i < len(s) && old[i] == s[i] {
		i++
	}
	n := 0
	for n < len(old)-i && n < len(s)-i && old[len(old)-1-n] == s[len(s)-1-n] {
		n++
	}
	for i > 0 && word(s[i-1]) { // whole words
		i--
	}
	for n > 0 && word(s[len(s)-n]) {
		n--
	}
	return diffLine{Kind: "chg", Pre: s[:i], Mid: s[i : len(s)-n], Post: s[len(s)-n:], Text: s, Old: strings.TrimSpace(old)}
}

func word(c byte) bool {
	return c >= '0' && c <= '9' || c|0x20 >= 'a' && c|0x20 <= 'z' || c >= 0x80
}
