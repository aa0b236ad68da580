package runtime

import (
	"strings"

	"github.com/go-python/gopython/internal/abi"
	"github.com/go-python/gopython/internal/bytecode"
)

// Printing an exception: its traceback with the source lines, what it was
// raised from or while handling, notes, and the tree of an exception group.

const (
	maxGroupWidth   = 15
	maxGroupDepth   = 10
	maxShownNodes   = 20000 // exceptions in one print-out
	repeatedCutoff  = 3     // equal frames shown before they are counted
	causeText       = "\nThe above exception was the direct cause of the following exception:\n\n"
	contextText     = "\nDuring handling of the above exception, another exception occurred:\n\n"
	tracebackHeader = "Traceback (most recent call last):\n"
)

// excNode is an exception with what is printed along with it.
type excNode struct {
	exc            Value
	cause, context *excNode
	isGroup        bool
	group          []*excNode
	groupLen       int
}

// excPrinter formats one exception with all that belongs to it.
type excPrinter struct {
	t         *Thread
	out       []byte
	seen      map[Value]bool
	nodes     int
	depth     int // of exception groups
	needClose bool
	lines     map[string][]string // source files
}

// FormatException returns what the interpreter prints of an uncaught
// exception. It runs Python code (__str__ of the exceptions); what that raises
// is not left pending.
func (t *Thread) FormatException(exc Value) string {
	m := t.Mark()
	defer t.Unroot(m)
	saved := t.TakePending()
	if saved != Unbound {
		t.Root(saved)
	}
	p := &excPrinter{t: t, seen: map[Value]bool{}, lines: map[string][]string{}}
	p.format(p.tree(exc))
	t.exc = saved
	return string(p.out)
}

// tree collects the exceptions that are printed. Each is shown once as cause
// or context, so cycles end.
func (p *excPrinter) tree(exc Value) *excNode {
	root := p.node(exc)
	type item struct {
		n     *excNode
		depth int
	}
	queue := []item{{root, 0}}
	for len(queue) > 0 {
		it := queue[len(queue)-1]
		queue = queue[:len(queue)-1]
		n := it.n
		if c := Slot(n.exc, ExcCause); c != None && !p.seen[c] {
			n.cause = p.node(c)
			queue = append(queue, item{n.cause, it.depth})
		}
		if c := Slot(n.exc, ExcContext); c != None && !p.seen[c] {
			n.context = p.node(c)
			queue = append(queue, item{n.context, it.depth})
		}
		if !p.t.IsExceptionGroup(n.exc) {
			continue
		}
		excs := Slot(n.exc, egExceptions)
		if !excs.IsKind(abi.KindTuple) {
			continue
		}
		n.isGroup = true
		n.groupLen = len(abi.TupleItems(excs))
		for i, e := range abi.TupleItems(excs) {
			if i >= maxGroupWidth || it.depth > maxGroupDepth || p.nodes > maxShownNodes {
				break
			}
			sub := p.node(e)
			n.group = append(n.group, sub)
			queue = append(queue, item{sub, it.depth + 1})
		}
	}
	return root
}

func (p *excPrinter) node(exc Value) *excNode {
	p.seen[exc] = true
	p.nodes++
	p.t.Root(exc)
	return &excNode{exc: exc}
}

// emit appends text, every line indented as deep as the group is.
func (p *excPrinter) emit(text string, margin byte) {
	if p.depth == 0 {
		p.out = append(p.out, text...)
		return
	}
	for text != "" {
		line := text
		if i := strings.IndexByte(text, '\n'); i >= 0 {
			line = text[:i+1]
		}
		text = text[len(line):]
		p.indent()
		p.out = append(p.out, margin, ' ')
		p.out = append(p.out, line...)
	}
}

func (p *excPrinter) indent() {
	for range p.depth {
		p.out = append(p.out, "  "...)
	}
}

// format prints n after what it is chained to. Groups nest at most
// maxGroupDepth deep.
func (p *excPrinter) format(n *excNode) {
	type link struct {
		text string
		n    *excNode
	}
	var chain []link
	for c := n; c != nil; {
		switch {
		case c.cause != nil:
			chain = append(chain, link{causeText, c})
			c = c.cause
		case c.context != nil && Slot(c.exc, ExcSuppress) != True:
			chain = append(chain, link{contextText, c})
			c = c.context
		default:
			chain = append(chain, link{"", c})
			c = nil
		}
	}
	for i := len(chain) - 1; i >= 0; i-- {
		p.emit(chain[i].text, '|')
		switch c := chain[i].n; {
		case !c.isGroup:
			p.stack(c.exc, "", '|')
			p.exceptionOnly(c.exc)
		case p.depth > maxGroupDepth:
			p.emit("... (max_group_depth is "+itoa64(maxGroupDepth)+")\n", '|')
		default:
			p.formatGroup(c)
		}
	}
}

func (p *excPrinter) formatGroup(n *excNode) {
	top := p.depth == 0
	margin := byte('|')
	if top {
		p.depth++
		margin = '+'
	}
	p.stack(n.exc, "Exception Group ", margin)
	p.exceptionOnly(n.exc)
	shown := min(n.groupLen, maxGroupWidth+1)
	p.needClose = false
	for i := range shown {
		last := i == shown-1
		if last {
			p.needClose = true // a group inside may close for us
		}
		p.indent()
		mark, title := "  ", "..."
		if i == 0 {
			mark = "+-"
		}
		if i < maxGroupWidth {
			title = itoa64(int64(i + 1))
		}
		p.out = append(p.out, mark+"+---------------- "+title+" ----------------\n"...)
		p.depth++
		if i < len(n.group) {
			p.format(n.group[i])
		} else {
			rest := n.groupLen - len(n.group)
			p.emit("and "+itoa64(int64(rest))+" more exception"+plural(rest)+"\n", '|')
		}
		if last && p.needClose {
			p.indent()
			p.out = append(p.out, "+------------------------------------\n"...)
			p.needClose = false
		}
		p.depth--
	}
	if top {
		p.depth = 0
	}
}

// stack prints the traceback of exc, if it has one.
func (p *excPrinter) stack(exc Value, prefix string, margin byte) {
	t := p.t
	tb := Slot(exc, ExcTraceback)
	if tb == None {
		return
	}
	skip := 0
	if l := t.SysGet("tracebacklimit"); l != Unbound && l.IsInt() {
		n := 0
		for x := tb; x != None; x = Slot(x, tbNext) {
			n++
		}
		skip = n - int(min(max(l.Int(), 0), int64(n)))
		if skip == n {
			return
		}
	}
	p.emit(prefix+tracebackHeader, margin)
	file, name, line, count := "", "", -1, 0
	repeated := func() {
		if n := count - repeatedCutoff; n > 0 {
			p.emit("  [Previous line repeated "+itoa64(int64(n))+" more time"+plural(n)+"]\n", '|')
		}
	}
	for ; tb != None; tb = Slot(tb, tbNext) {
		if skip > 0 {
			skip--
			continue
		}
		info := t.CodeInfo(Slot(tb, tbCode))
		if l := t.tracebackLine(tb); l != line || info.Filename != file || info.Name != name {
			repeated()
			file, name, line, count = info.Filename, info.Name, l, 0
		}
		if count++; count <= repeatedCutoff {
			p.emit(p.frame(tb, info, line), '|')
		}
	}
	repeated()
}

// frame is one entry of a traceback.
func (p *excPrinter) frame(tb Value, info *CodeInfo, line int) string {
	head := "  File \"" + info.Filename + "\", line " + itoa64(int64(line)) + ", in " + info.Name + "\n"
	pos := p.t.tracebackPos(tb)
	if pos.Line == 0 || int(pos.Line) != line {
		pos = bytecode.Pos{Line: int32(line), EndLine: int32(line), Col: -1}
	}
	src := p.source(info.Code)
	if line < 1 || line > len(src) {
		return head
	}
	end := min(max(int(pos.EndLine), line), len(src))
	lines := make([]string, 0, end-line+1)
	for _, l := range src[line-1 : end] {
		lines = append(lines, strings.TrimRight(l, " \t\n\r\f\v"))
	}
	return head + sourceBlock(lines, int(pos.Col), int(pos.EndCol))
}

// source returns the lines of the file that code comes from. What exec() was
// given has none: as in CPython, a name such as "<string>" stands for the text
// of the program itself (-c, standard input).
func (p *excPrinter) source(code *bytecode.Code) []string {
	if strings.HasPrefix(code.Filename, "<") {
		return p.t.sys.sources[code.Filename]
	}
	if code.Source != nil && *code.Source != "" {
		key := "\x00" + code.Filename
		if l, ok := p.lines[key]; ok {
			return l
		}
		p.lines[key] = strings.Split(*code.Source, "\n")
		return p.lines[key]
	}
	if l, ok := p.lines[code.Filename]; ok {
		return l
	}
	var lines []string
	if read := p.t.Config.ReadFile; read != nil {
		if data, err := read(code.Filename); err == nil {
			lines = strings.Split(strings.ReplaceAll(string(data), "\r\n", "\n"), "\n")
		}
	}
	p.lines[code.Filename] = lines
	return lines
}

// sourceLine returns one line of the source that code comes from.
func (t *Thread) sourceLine(code *bytecode.Code, line int) (string, bool) {
	p := &excPrinter{t: t, lines: map[string][]string{}}
	if src := p.source(code); line >= 1 && line <= len(src) {
		return src[line-1], true
	}
	return "", false
}

// safeStr is str(v), or a placeholder that says of what.
func (p *excPrinter) safeStr(v Value, what string) string {
	s := p.t.Str(v)
	if s == Raised {
		p.t.TakePending()
		return "<" + what + " str() failed>"
	}
	return p.t.GoString(s)
}

// typeText is the name of an exception's class as tracebacks show it.
func (p *excPrinter) typeText(typ *Type) string {
	o := abi.Obj[abi.Type](typ.Obj)
	name := typ.shortName()
	if typ.Heap && o.Qualname.IsKind(abi.KindStr) {
		name = p.t.GoString(o.Qualname)
	}
	module := p.t.TypeModule(typ)
	switch {
	case module == "builtins" || module == "__main__":
		return name
	case module == "":
		return "<unknown>." + name
	}
	return module + "." + name
}

// exceptionOnly prints the line with the message, and the notes.
func (p *excPrinter) exceptionOnly(exc Value) {
	t := p.t
	typ := t.TypeOf(exc)
	name := p.typeText(typ)
	text := p.safeStr(exc, "exception")
	if typ.IsSubtype(t.Exc.SyntaxError) {
		p.syntaxError(exc, name)
	} else {
		if text += t.suggestion(exc); text != "" {
			name += ": "
		}
		p.emit(name+text+"\n", '|')
	}
	notes := t.GetAttrOpt(exc, t.names.Notes)
	switch {
	case notes == Unbound || notes == None:
		return
	case notes == Raised:
		err := t.Root(t.TakePending())
		r := t.Repr(err)
		text := "<__notes__ repr() failed>"
		if r == Raised {
			t.TakePending()
		} else {
			text = t.GoString(r)
		}
		p.emit("Ignored error getting __notes__: "+text+"\n", '|')
		return
	}
	t.Root(notes)
	if notes.IsKind(abi.KindList) || notes.IsKind(abi.KindTuple) {
		list := t.ListOf(notes)
		if list == Raised {
			t.TakePending()
			return
		}
		t.Root(list)
		for i := 0; i < len(abi.ListItems(list)); i++ {
			p.emit(p.safeStr(abi.ListItems(list)[i], "note")+"\n", '|')
		}
		return
	}
	r := t.Repr(notes)
	if r == Raised {
		t.TakePending()
		p.emit("<__notes__ repr() failed>\n", '|')
		return
	}
	p.emit(t.GoString(r)+"\n", '|')
}

// syntaxError prints a SyntaxError: where, the line with carets, the message.
func (p *excPrinter) syntaxError(exc Value, name string) {
	t := p.t
	str := func(i int, otherwise string) string {
		v := excField(exc, i)
		if v == None {
			return otherwise
		}
		return p.safeStr(v, "exception")
	}
	num := func(i int) (int, bool) {
		v := excField(exc, i)
		if v.IsInt() {
			return int(v.Int()), true
		}
		return 0, false
	}
	suffix := ""
	if excField(exc, synLine) != None {
		file := str(synFilename, "")
		if file == "" {
			file = "<string>"
		}
		p.emit("  File \""+file+"\", line "+str(synLine, "")+"\n", '|')
	} else if excField(exc, synFilename) != None {
		suffix = " (" + str(synFilename, "") + ")"
	}
	hint := p.syntaxHint(exc)
	if hint != nil {
		p.emit(syntaxCarets(hint.text, hint.offset, hint.endOffset, true, true), '|')
	} else if text := excField(exc, synText); text.IsKind(abi.KindStr) {
		offset, hasOffset := num(synOffset)
		endOffset, hasEnd := num(synEndOffset)
		if !hasEnd {
			endOffset = 0
		}
		sameLine := str(synLine, "") == str(synEndLine, "")
		if excField(exc, synOffset) == None || hasOffset {
			p.emit(syntaxCarets(t.GoString(text), offset, endOffset, hasOffset, sameLine), '|')
		}
	}
	msg := str(synMsg, "")
	if msg == "" {
		msg = "<no detail available>"
	}
	if hint != nil {
		msg = hint.msg
	}
	p.emit(name+": "+msg+suffix+"\n", '|')
}

// syntaxHint looks for a mistyped keyword behind an "invalid syntax" of the
// parser, which leaves the source, or None for a file, in _metadata.
func (p *excPrinter) syntaxHint(exc Value) *keywordHint {
	t := p.t
	msg, line, meta := excField(exc, synMsg), excField(exc, synLine), excField(exc, synMetadata)
	if !msg.IsKind(abi.KindStr) || !line.IsInt() || !meta.IsKind(abi.KindTuple) || len(abi.TupleItems(meta)) != 3 || !excField(exc, synText).IsKind(abi.KindStr) {
		return nil
	}
	if s := t.GoString(msg); s != "invalid syntax" && !strings.Contains(s, "Perhaps you forgot a comma") {
		return nil
	}
	if src := abi.TupleItems(meta)[2]; src.IsKind(abi.KindStr) {
		return t.keywordTypo(splitSource(t.GoString(src)), int(line.Int()), false)
	}
	file := excField(exc, synFilename)
	if t.Config.ReadFile == nil || !file.IsKind(abi.KindStr) {
		return nil
	}
	data, err := t.Config.ReadFile(t.GoString(file))
	if err != nil {
		return nil
	}
	return t.keywordTypo(splitSource(string(data)), int(line.Int()), true)
}

// syntaxCarets is the source line of a SyntaxError with carets under columns
// offset to endOffset (from 1; 0 when there is none).
func syntaxCarets(source string, offset, endOffset int, hasOffset, sameLine bool) string {
	text := []rune(source)
	right := []rune(strings.TrimRight(source, "\n"))
	left := []rune(strings.TrimLeft(string(right), " \n\f"))
	spaces := len(right) - len(left)
	out := "    " + string(left) + "\n"
	if !hasOffset {
		return out
	}
	switch {
	case !sameLine:
		endOffset = len(right) + 1
	case endOffset == 0:
		endOffset = offset
	}
	if len(text) > 0 && offset > len(text) {
		offset = len(right) + 1
	}
	if len(text) > 0 && endOffset > len(text) {
		endOffset = len(right) + 1
	}
	if offset >= endOffset || endOffset < 0 {
		endOffset = offset + 1
	}
	col, end := offset-1-spaces, endOffset-1-spaces
	if col < 0 {
		return out
	}
	out += "    "
	for _, r := range left[:min(col, len(left))] {
		if r == '\t' || r == '\f' || r == '\v' {
			out += string(r)
		} else {
			out += " "
		}
	}
	return out + strings.Repeat("^", end-col) + "\n"
}
