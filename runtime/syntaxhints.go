package runtime

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// "invalid syntax. Did you mean 'while'?": the keyword that a word in the
// wrong line was probably meant to be.

const (
	maxHintSource = 1024 // characters of source that are looked at
	maxHintWords  = 10
	maxHintTries  = 3
	hintCutoff    = 0.5
)

var keywordList = strings.Fields("False None True and as assert async await break class continue def del elif else except " +
	"finally for from global if import in is lambda nonlocal not or pass raise return try while with yield")

// keywordHint is a corrected SyntaxError.
type keywordHint struct {
	line              int
	text, msg         string
	offset, endOffset int
}

// keywordTypo looks for a word that, replaced by a keyword, makes the source
// up to the line of a plain "invalid syntax" error compile. lineOnly restricts
// it to words in that line.
func (t *Thread) keywordTypo(lines []string, line int, lineOnly bool) *keywordHint {
	if t.Config.Compile == nil || line < 1 || line > len(lines) {
		return nil
	}
	lines, _ = dedent(lines[:line])
	if utf8.RuneCountInString(strings.Join(lines, "\n")) > maxHintSource {
		return nil
	}
	runes := make([][]rune, len(lines))
	for i, l := range lines {
		runes[i] = []rune(l)
	}
	words := 0
	for _, tok := range scanSegment(runes) {
		if tok.kind != tokName || lineOnly && tok.at.line != line-1 || isKeyword(tok.text) || tok.text == "None" || tok.text == "True" || tok.text == "False" {
			continue
		}
		if words++; words > maxHintWords {
			return nil
		}
		for _, word := range keywordMatches(tok.text) {
			src := runes[tok.at.line]
			end := tok.at.col + len([]rune(tok.text))
			changed := append([]string{}, lines...)
			changed[tok.at.line] = string(src[:tok.at.col]) + word + string(src[end:])
			if t.compilesSoFar(strings.Join(changed, "\n")) {
				return &keywordHint{tok.at.line + 1, string(src) + "\n", "invalid syntax. Did you mean '" + word + "'?", tok.at.col + 1, end + 1}
			}
		}
	}
	return nil
}

// compilesSoFar reports whether source is right, or would be with more to follow.
func (t *Thread) compilesSoFar(source string) bool {
	_, err := t.Config.Compile([]byte(source+"\n"), "<hint>", "exec", CompileFlags{})
	if err == nil {
		return true
	}
	e, ok := err.(*SourceError)
	if !ok {
		return false
	}
	return strings.HasPrefix(e.Message, "expected an indented block") || strings.HasSuffix(e.Message, "was never closed") ||
		strings.HasPrefix(e.Message, "unterminated triple-quoted") || e.Message == "expected 'except' or 'finally' block" ||
		strings.HasSuffix(e.Message, "outside function") || strings.HasSuffix(e.Message, "outside loop") || strings.HasSuffix(e.Message, "in loop")
}

// keywordMatches are the keywords most like word: the best one by editing
// distance, then by how many characters they share.
func keywordMatches(word string) []string {
	var out []string
	if s := closest(keywordList, word); s != "" {
		out = append(out, s)
	}
	type scored struct {
		word  string
		score float64
	}
	var best []scored
	for _, k := range keywordList {
		r := similarity([]rune(word), []rune(k))
		if r < hintCutoff {
			continue
		}
		at := len(best)
		for at > 0 && (best[at-1].score < r || best[at-1].score == r && best[at-1].word < k) {
			at--
		}
		best = append(best[:at], append([]scored{{k, r}}, best[at:]...)...)
	}
	for _, b := range best[:min(len(best), maxHintTries)] {
		out = append(out, b.word)
	}
	return out[:min(len(out), maxHintTries)]
}

// similarity is twice the number of matching characters over the number of
// all, as difflib's ratio.
func similarity(a, b []rune) float64 {
	if len(a)+len(b) == 0 {
		return 1
	}
	return 2 * float64(matchingRunes(a, b)) / float64(len(a)+len(b))
}

// matchingRunes counts the longest common run and, to both sides of it, more.
// Each level of recursion is at least one character shorter; b is a keyword.
func matchingRunes(a, b []rune) int {
	bestI, bestJ, best := 0, 0, 0
	for i := range a {
		for j := range b {
			n := 0
			for i+n < len(a) && j+n < len(b) && a[i+n] == b[j+n] {
				n++
			}
			if n > best {
				bestI, bestJ, best = i, j, n
			}
		}
	}
	if best == 0 {
		return 0
	}
	return best + matchingRunes(a[:bestI], b[:bestJ]) + matchingRunes(a[bestI+best:], b[bestJ+best:])
}

// splitSource splits source into lines.
func splitSource(s string) []string {
	return strings.Split(strings.TrimRightFunc(strings.ReplaceAll(s, "\r\n", "\n"), unicode.IsSpace), "\n")
}
