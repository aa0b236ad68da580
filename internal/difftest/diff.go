package difftest

import (
	"fmt"
	"strings"
)

const (
	diffContext  = 3    // unchanged lines around a change
	diffMaxLines = 4000 // larger texts are cut before they are compared
	diffMaxShown = 120  // lines of a diff that are shown
)

// UnifiedDiff returns "" if the texts are equal, else a diff from want (-) to
// got (+) under a heading. A missing last newline counts as a difference.
func UnifiedDiff(heading, want, got string) string {
	if want == got {
		return ""
	}
	edits := diffLines(diffSplit(want), diffSplit(got))
	var b strings.Builder
	fmt.Fprintf(&b, "--- %s: CPython\n+++ %s: gopython\n", heading, heading)
	shown, last := 0, -1
	for i, e := range edits {
		if !nearChange(edits, i) {
			continue
		}
		if shown++; shown > diffMaxShown {
			b.WriteString("[more differences]\n")
			break
		}
		if i != last+1 || last < 0 {
			fmt.Fprintf(&b, "@@ line %d @@\n", e.line)
		}
		last = i
		fmt.Fprintf(&b, "%c%s\n", e.op, e.text)
	}
	return b.String()
}

// diffSplit splits into lines. Characters that a terminal would hide show as
// escapes, and so does a missing newline at the end.
func diffSplit(s string) []string {
	if s == "" {
		return nil
	}
	body, ended := strings.CutSuffix(s, "\n")
	lines := strings.Split(body, "\n")
	if len(lines) > diffMaxLines {
		lines = lines[:diffMaxLines]
	}
	if !ended {
		lines[len(lines)-1] += "\\ no newline"
	}
	for i, line := range lines {
		if strings.ContainsFunc(line, func(r rune) bool { return r < ' ' && r != '\t' || r == 0xFFFD }) {
			line = strings.Trim(fmt.Sprintf("%+q", line), `"`)
		}
		lines[i] = line
	}
	return lines
}

// edit is one line of a diff: op is ' ', '-' or '+', line its number in want.
type edit struct {
	op   byte
	line int
	text string
}

// diffLines finds a shortest edit script, by the table of longest common
// subsequences of what is left between the common head and tail.
func diffLines(a, b []string) []edit {
	head := 0
	for head < len(a) && head < len(b) && a[head] == b[head] {
		head++
	}
	tail := 0
	for tail < len(a)-head && tail < len(b)-head && a[len(a)-1-tail] == b[len(b)-1-tail] {
		tail++
	}
	var edits []edit
	for i := range head {
		edits = append(edits, edit{' ', i + 1, a[i]})
	}
	edits = append(edits, diffMiddle(a[head:len(a)-tail], b[head:len(b)-tail], head)...)
	for i := len(a) - tail; i < len(a); i++ {
		edits = append(edits, edit{' ', i + 1, a[i]})
	}
	return edits
}

func diffMiddle(a, b []string, offset int) []edit {
	lcs := make([][]int32, len(a)+1)
	cells := make([]int32, (len(a)+1)*(len(b)+1))
	for i := range lcs {
		lcs[i], cells = cells[:len(b)+1], cells[len(b)+1:]
	}
	for i := len(a) - 1; i >= 0; i-- {
		for j := len(b) - 1; j >= 0; j-- {
			if a[i] == b[j] {
				lcs[i][j] = lcs[i+1][j+1] + 1
			} else {
				lcs[i][j] = max(lcs[i+1][j], lcs[i][j+1])
			}
		}
	}
	var edits []edit
	i, j := 0, 0
	for i < len(a) || j < len(b) {
		switch {
		case i < len(a) && j < len(b) && a[i] == b[j]:
			edits = append(edits, edit{' ', offset + i + 1, a[i]})
			i, j = i+1, j+1
		case j == len(b) || i < len(a) && lcs[i+1][j] >= lcs[i][j+1]:
			edits = append(edits, edit{'-', offset + i + 1, a[i]})
			i++
		default:
			edits = append(edits, edit{'+', offset + i + 1, b[j]})
			j++
		}
	}
	return edits
}

// nearChange reports whether edit i is a change or context of one.
func nearChange(edits []edit, i int) bool {
	for k := max(0, i-diffContext); k <= min(len(edits)-1, i+diffContext); k++ {
		if edits[k].op != ' ' {
			return true
		}
	}
	return false
}
