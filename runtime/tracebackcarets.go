package runtime

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Which part of a source line a traceback underlines, and how: CPython's rules,
// with a small scanner in place of its parser.

// sourceBlock formats the source lines of a traceback entry. col and endCol
// are byte offsets in the first and last line, col negative when unknown.
func sourceBlock(lines []string, col, endCol int) string {
	dedented, margin := dedent(lines)
	if strings.TrimSpace(strings.Join(dedented, "")) == "" {
		return ""
	}
	if col < 0 || endCol < 0 {
		return "    " + strings.TrimSpace(dedented[0]) + "\n"
	}
	all := make([][]rune, len(dedented))
	for i, l := range dedented {
		all[i] = []rune(l)
	}
	last := len(all) - 1
	start := max(0, charOffset(lines[0], col)-margin)
	end := max(0, charOffset(lines[last], endCol)-margin)
	c := &caretBlock{lines: all, start: min(start, len(all[0])), end: min(end, len(all[last]))}
	c.anchors = findAnchors(c.segment())
	c.show = c.worthShowing()
	return c.String()
}

// dedent removes the white space that all lines start with; it returns how
// many characters the first line lost.
func dedent(lines []string) (out []string, margin int) {
	common, first := "", true
	for _, l := range lines {
		if strings.TrimSpace(l) == "" {
			continue
		}
		lead := l[:len(l)-len(strings.TrimLeft(l, " \t"))]
		if first {
			common, first = lead, false
			continue
		}
		n := 0
		for n < len(common) && n < len(lead) && common[n] == lead[n] {
			n++
		}
		common = common[:n]
	}
	out = make([]string, len(lines))
	for i, l := range lines {
		if strings.TrimSpace(l) != "" {
			out[i] = l[len(common):]
		}
	}
	return out, utf8.RuneCountInString(lines[0]) - utf8.RuneCountInString(out[0])
}

// charOffset counts the characters in the first n bytes of s.
func charOffset(s string, n int) int { return utf8.RuneCountInString(s[:min(n, len(s))]) }

// place is a character in the lines of a segment.
type place struct{ line, col int }

func (p place) before(q place) bool { return p.line < q.line || p.line == q.line && p.col < q.col }

// anchors is the part of a segment that gets "^" while the rest gets "~".
type anchors struct{ left, right place }

type caretBlock struct {
	lines      [][]rune
	start, end int // columns in the first and last line
	anchors    *anchors
	show       bool
}

// segment is the source of the instruction, by lines.
func (c *caretBlock) segment() [][]rune {
	last := len(c.lines) - 1
	seg := append([][]rune{}, c.lines...)
	seg[last] = seg[last][:c.end]
	if c.start > len(seg[0]) {
		return [][]rune{nil}
	}
	seg[0] = seg[0][c.start:]
	return seg
}

// worthShowing is false when carets would underline the whole line, or nothing
// but a plain call whose result is returned or assigned.
func (c *caretBlock) worthShowing() bool {
	first, last := c.lines[0], c.lines[len(c.lines)-1]
	if c.plainCall(string(first[:c.start]), string(last[c.end:])) {
		return false
	}
	if c.anchors != nil {
		return true
	}
	return strings.TrimSpace(string(first[:c.start])) != "" || strings.TrimSpace(string(last[c.end:])) != ""
}

// plainCall recognises `return f(...)` and `x = ...(...)`. CPython compares
// byte with character columns here: text that is not ASCII is never plain.
func (c *caretBlock) plainCall(before, after string) bool {
	toks := scanSegment(c.segment())
	last := len(toks) - 1
	if last < 2 || !isASCII(before) || !isASCII(string(c.lines[len(c.lines)-1][:c.end])) {
		return false
	}
	before = strings.TrimSpace(before)
	after = strings.TrimSpace(after)
	for strings.HasSuffix(before, "(") && strings.HasPrefix(after, ")") {
		before, after = strings.TrimSpace(before[:len(before)-1]), strings.TrimSpace(after[1:])
	}
	if after != "" && after[0] != '#' && after[0] != ';' {
		return false
	}
	if before == "return" {
		return toks[0].kind == tokName && !isKeyword(toks[0].text) && toks[1].text == "(" && toks[1].match == last
	}
	name, ok := strings.CutSuffix(before, "=")
	name = strings.TrimSpace(name)
	return ok && isIdentifier(name) && !isKeyword(name) && toks[last].text == ")" && c.anchors != nil && c.anchors.left == toks[toks[last].match].at
}

func isASCII(s string) bool {
	for i := 0; i < len(s); i++ {
		if s[i] >= 0x80 {
			return false
		}
	}
	return true
}

func isIdentifier(s string) bool {
	for i, r := range s {
		if r != '_' && !unicode.IsLetter(r) && (i == 0 || !unicode.IsDigit(r)) {
			return false
		}
	}
	return s != ""
}

// String formats the lines that matter, with carets below.
func (c *caretBlock) String() string {
	last := len(c.lines) - 1
	wanted := map[int]bool{0: true, last: true}
	if a := c.anchors; a != nil {
		for d := -1; d <= 1; d++ {
			wanted[a.left.line+d], wanted[a.right.line+d] = true, true
		}
	}
	var out []string
	prev := -1
	for i := range c.lines {
		if !wanted[i] {
			continue
		}
		if gap := i - prev; prev >= 0 && gap == 2 {
			out = c.line(out, i-1)
		} else if prev >= 0 && gap > 2 {
			out = append(out, "...<"+itoa64(int64(gap-1))+" lines>...")
		}
		out = c.line(out, i)
		prev = i
	}
	out, _ = dedent(out)
	return "    " + strings.Join(out, "\n    ") + "\n"
}

// line appends one line, and its carets.
func (c *caretBlock) line(out []string, n int) []string {
	line := c.lines[n]
	out = append(out, string(line))
	if !c.show {
		return out
	}
	indent := 0
	for indent < len(line) && unicode.IsSpace(line[indent]) {
		indent++
	}
	width := displayWidth(line, len(line))
	if n == len(c.lines)-1 {
		width = displayWidth(line, c.end)
	}
	var left, right place
	if a := c.anchors; a != nil {
		left = place{a.left.line, c.column(a.left)}
		right = place{a.right.line, c.column(a.right)}
	}
	from := displayWidth(c.lines[0], c.start)
	carets := make([]byte, 0, width)
	for col := range width {
		at := place{n, col}
		switch {
		case col < indent || n == 0 && col < from:
			carets = append(carets, ' ')
		case c.anchors == nil || !at.before(left) && at.before(right):
			carets = append(carets, '^')
		default:
			carets = append(carets, '~')
		}
	}
	return append(out, string(carets))
}

// column is where a place of the segment is shown in its line.
func (c *caretBlock) column(p place) int {
	col := p.col
	if p.line == 0 {
		col += c.start
	}
	return displayWidth(c.lines[p.line], min(col, len(c.lines[p.line])))
}

// displayWidth is how many columns the first n characters take.
func displayWidth(line []rune, n int) int {
	w := n
	for _, r := range line[:n] {
		if isWide(r) {
			w++
		}
	}
	return w
}

// isWide reports whether a terminal shows r two columns wide.
func isWide(r rune) bool {
	return r >= 0x1100 && (r <= 0x115f || r >= 0x2e80 && r <= 0x303e || r >= 0x3041 && r <= 0x33ff ||
		r >= 0x3400 && r <= 0x4dbf || r >= 0x4e00 && r <= 0xa4cf || r >= 0xa960 && r <= 0xa97c || r >= 0xac00 && r <= 0xd7a3 ||
		r >= 0xf900 && r <= 0xfaff || r >= 0xfe30 && r <= 0xfe6b || r >= 0xff01 && r <= 0xff60 || r >= 0xffe0 && r <= 0xffe6 ||
		r >= 0x1f300 && r <= 0x1f64f || r >= 0x1f680 && r <= 0x1f6c5 || r >= 0x1f900 && r <= 0x1f9ff || r >= 0x20000 && r <= 0x3fffd)
}

// findAnchors decides what of an expression is underlined with "^": the
// operator of a binary operation, the brackets of a subscript or call.
func findAnchors(seg [][]rune) *anchors {
	toks := scanSegment(seg)
	if len(toks) == 0 {
		return nil
	}
	op, rank := -1, 0
	operand := false // the token before ends an operand
	for i := 0; i < len(toks); i++ {
		tok := toks[i]
		switch {
		case tok.kind == tokBad:
			return nil
		case tok.match > i: // a bracket: its contents do not matter
			i, operand = tok.match, true
		case tok.kind == tokName && isKeyword(tok.text):
			if tok.text != "await" {
				return nil
			}
			operand = false
		case tok.kind != tokOp:
			operand = true
		case tok.text == ".":
			operand = false
		case operand && binaryRank(tok.text) > 0:
			// The last of the loosest is the outermost, but for ** the first.
			if r := binaryRank(tok.text); op < 0 || r < rank || r == rank && r != rankPower {
				op, rank = i, r
			}
			operand = false
		case !operand && (tok.text == "-" || tok.text == "+" || tok.text == "~"):
		default:
			return nil
		}
	}
	first := toks[0].text
	unary := toks[0].kind == tokOp && (first == "-" || first == "+" || first == "~")
	switch {
	case op >= 0 && (rank != rankPower || !unary):
		return operatorAnchors(seg, toks, op)
	case op >= 0 || unary || toks[0].kind == tokName && first == "await":
		return nil
	}
	last := len(toks) - 1
	open := toks[last].match
	if open <= 0 || open >= last || toks[last].text == "}" || toks[open-1].kind == tokOp && toks[open-1].match < 0 {
		return nil
	}
	return &anchors{toks[open].at, place{toks[last].at.line, toks[last].at.col + 1}}
}

const rankPower = 7

func binaryRank(op string) int {
	switch op {
	case "|":
		return 1
	case "^":
		return 2
	case "&":
		return 3
	case "<<", ">>":
		return 4
	case "+", "-":
		return 5
	case "*", "/", "//", "%", "@":
		return 6
	case "**":
		return rankPower
	}
	return 0
}

func operatorAnchors(seg [][]rune, toks []segToken, op int) *anchors {
	at := toks[op].at
	end := place{at.line, at.col + 1}
	line := seg[at.line]
	if end.col < len(line) && op+1 < len(toks) && end.before(operandStart(toks, op+1)) &&
		!unicode.IsSpace(line[end.col]) && line[end.col] != '\\' && line[end.col] != '#' {
		end.col++
	}
	return &anchors{at, end}
}

// operandStart is where the syntax tree says that the operand which starts at
// token i and ends with the segment begins: inside redundant parentheses.
func operandStart(toks []segToken, i int) place {
	for toks[i].text == "(" && toks[i].match == len(toks)-1 {
		inner := toks[i+1 : len(toks)-1]
		if len(inner) == 0 {
			break
		}
		tuple := false
		for j := i + 1; j < len(toks)-1; j++ {
			if toks[j].match > j {
				j = toks[j].match
				continue
			}
			tuple = tuple || toks[j].text == "," || toks[j].text == "for"
		}
		if tuple {
			break
		}
		toks = toks[:len(toks)-1]
		i++
	}
	return toks[i].at
}

const (
	tokOp = iota
	tokName
	tokLiteral
	tokBad
)

type segToken struct {
	kind  int
	text  string
	at    place
	match int // the other bracket's index, -1 without
}

// scanSegment splits an expression into tokens; a bad one means that it is no
// expression by itself.
func scanSegment(seg [][]rune) []segToken {
	var toks []segToken
	var open []int
	for n := 0; n < len(seg); n++ {
		line := seg[n]
		for i := 0; i < len(line); {
			r := line[i]
			tok := segToken{at: place{n, i}, match: -1}
			switch {
			case unicode.IsSpace(r) || r == '\\':
				i++
				continue
			case r == '#':
				i = len(line)
				continue
			case r == '"' || r == '\'':
				var ok bool
				if n, i, ok = skipString(seg, n, i); !ok {
					return append(toks, segToken{kind: tokBad, match: -1})
				}
				line = seg[n]
				tok.kind = tokLiteral
			case r == '_' || unicode.IsLetter(r):
				j := i
				for j < len(line) && (line[j] == '_' || unicode.IsLetter(line[j]) || unicode.IsDigit(line[j])) {
					j++
				}
				tok.text = string(line[i:j])
				if j < len(line) && (line[j] == '"' || line[j] == '\'') && isStringPrefix(tok.text) {
					i = j
					continue // the prefix belongs to the string
				}
				tok.kind, i = tokName, j
			case unicode.IsDigit(r) || r == '.' && i+1 < len(line) && unicode.IsDigit(line[i+1]):
				j := i
				for j < len(line) && (line[j] == '_' || line[j] == '.' || unicode.IsLetter(line[j]) || unicode.IsDigit(line[j]) ||
					(line[j] == '+' || line[j] == '-') && (line[j-1] == 'e' || line[j-1] == 'E') && !strings.HasPrefix(strings.ToLower(string(line[i:j])), "0x")) {
					j++
				}
				tok.kind, i = tokLiteral, j
			default:
				tok.text = string(r)
				if i+1 < len(line) {
					switch two := string(line[i : i+2]); two {
					case "**", "//", "<<", ">>", "==", "!=", "<=", ">=", ":=", "->", "+=", "-=", "*=", "/=", "%=", "&=", "|=", "^=", "@=":
						tok.text = two
						if i+2 < len(line) && line[i+2] == '=' && (two == "**" || two == "//" || two == "<<" || two == ">>") {
							tok.text += "="
						}
					}
				}
				i += len([]rune(tok.text))
				switch tok.text {
				case "(", "[", "{":
					open = append(open, len(toks))
				case ")", "]", "}":
					if len(open) == 0 {
						return append(toks, segToken{kind: tokBad, match: -1})
					}
					tok.match = open[len(open)-1]
					open = open[:len(open)-1]
					toks[tok.match].match = len(toks)
				}
			}
			toks = append(toks, tok)
		}
	}
	if len(open) > 0 {
		return append(toks, segToken{kind: tokBad, match: -1})
	}
	return toks
}

func isStringPrefix(s string) bool {
	switch strings.ToLower(s) {
	case "r", "b", "u", "f", "t", "br", "rb", "fr", "rf", "tr", "rt":
		return true
	}
	return false
}

// skipString returns the place behind the string literal that starts at
// line n, column i.
func skipString(seg [][]rune, n, i int) (int, int, bool) {
	quote := seg[n][i]
	triple := i+2 < len(seg[n]) && seg[n][i+1] == quote && seg[n][i+2] == quote
	i++
	if triple {
		i += 2
	}
	for {
		line := seg[n]
		for i < len(line) {
			switch {
			case line[i] == '\\':
				i += 2
			case line[i] == quote && !triple:
				return n, i + 1, true
			case line[i] == quote && i+2 < len(line) && line[i+1] == quote && line[i+2] == quote:
				return n, i + 3, true
			default:
				i++
			}
		}
		if n++; n >= len(seg) || !triple && (len(line) == 0 || line[len(line)-1] != '\\') {
			return n, 0, false
		}
		i = 0
	}
}

// isKeyword reports whether s is a keyword that is not a value.
func isKeyword(s string) bool {
	switch s {
	case "and", "as", "assert", "async", "await", "break", "class", "continue", "def", "del", "elif", "else", "except",
		"finally", "for", "from", "global", "if", "import", "in", "is", "lambda", "nonlocal", "not", "or", "pass",
		"raise", "return", "try", "while", "with", "yield":
		return true
	}
	return false
}
