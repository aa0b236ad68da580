package runtime

import (
	"sort"
	"unicode"

	"github.com/go-python/gopython/internal/abi"
	"github.com/go-python/gopython/internal/bytecode"
)

// "Did you mean": the closest name to one that was not found.

const (
	maxCandidates  = 750
	maxNameLength  = 40
	substituteCost = 2
	caseCost       = 1
)

// suggestion is what a traceback adds to the message of an exception, "" when
// there is nothing to add. It leaves no exception pending.
func (t *Thread) suggestion(exc Value) string {
	typ := t.TypeOf(exc)
	field := -1
	switch {
	case typ.IsSubtype(t.Exc.ImportError):
		field = importNameFrom
	case typ.IsSubtype(t.Exc.NameError):
		field = nameName
	case typ.IsSubtype(t.Exc.AttributeError):
		field = attrName
	default:
		return ""
	}
	v := Slot(exc, field)
	if v == Unbound || !v.IsKind(abi.KindStr) {
		return ""
	}
	wrong := t.GoString(v)
	var best string
	switch field {
	case importNameFrom:
		best = t.suggestImport(exc, wrong)
	case nameName:
		if typ.IsSubtype(t.Exc.NameError) {
			return t.suggestName(exc, wrong)
		}
		best = t.suggestAttr(exc, wrong)
	}
	if best == "" {
		return ""
	}
	return ". Did you mean: '" + best + "'?"
}

func (t *Thread) suggestName(exc Value, wrong string) string {
	text := ""
	best := t.closestName(exc, wrong)
	if best != "" {
		text = ". Did you mean: '" + best + "'?"
	}
	if isStdlibName(wrong) {
		if best != "" {
			return text + " Or did you forget to import '" + wrong + "'?"
		}
		return ". Did you forget to import '" + wrong + "'?"
	}
	return text
}

// closestName looks among the variables of the frame that raised.
func (t *Thread) closestName(exc Value, wrong string) string {
	tb := Slot(exc, ExcTraceback)
	if tb == None {
		return ""
	}
	for Slot(tb, tbNext) != None {
		tb = Slot(tb, tbNext)
	}
	if self := Slot(exc, nameSelf); self != Unbound {
		switch t.GetAttrOpt(self, t.Intern(wrong)) {
		case Raised:
			t.TakePending()
		case Unbound:
		default:
			return "self." + wrong
		}
	}
	names := t.boundNames(tb)
	fn := abi.Obj[abi.Function](Slot(tb, tbFunc))
	for _, d := range []Value{fn.Globals, fn.Builtins} {
		if d.IsKind(abi.KindDict) {
			names = t.appendKeys(names, d)
		}
	}
	return closest(names, wrong)
}

func (t *Thread) appendKeys(names []string, d Value) []string {
	for i := 0; i < DictFill(d); i++ {
		if e := DictEntryAt(d, i); e.Key != abi.Deleted && e.Key.IsKind(abi.KindStr) {
			names = append(names, t.GoString(e.Key))
		}
	}
	return names
}

// boundNames are the local variables of a function that had a value when tb's
// instruction ran, as far as the code tells: the frame is gone. Parameters, and
// what an earlier instruction assigns.
func (t *Thread) boundNames(tb Value) []string {
	code := Slot(tb, tbCode)
	info := t.CodeInfo(code)
	if info.Flags&bytecode.FlagOptimized == 0 {
		return nil
	}
	params := info.ArgCount + info.KwOnly
	for _, f := range []uint32{bytecode.FlagVarArgs, bytecode.FlagVarKeywords} {
		if info.Flags&f != 0 {
			params++
		}
	}
	written := map[int]bool{}
	end := min(t.codeOffset(code, Slot(tb, tbPC))/2, len(info.Instrs))
	for i := 0; i < end; {
		in := info.Instrs[i]
		d := bytecode.Infos[in.Op()]
		if d.A == 'd' {
			written[int(in.A())/int(abi.Word)] = true
		}
		i += max(d.Words, 1)
	}
	var names []string
	for i, n := range info.VarNames {
		if i < params || written[i] {
			names = append(names, n)
		}
	}
	return append(names, info.FreeVars...)
}

// dirNames are the names of dir(v), sorted; nil when that fails.
func (t *Thread) dirNames(v Value) []string {
	m := t.Mark()
	defer t.Unroot(m)
	t.Root(v)
	r, found := t.CallSpecial(v, t.names.Dir)
	if !found {
		return nil
	}
	if r == Raised {
		t.TakePending()
		return nil
	}
	list := t.ListOf(t.Root(r))
	if list == Raised {
		t.TakePending()
		return nil
	}
	var names []string
	for _, x := range abi.ListItems(list) {
		if x.IsKind(abi.KindStr) {
			names = append(names, t.GoString(x))
		}
	}
	sort.Strings(names)
	return names
}

func publicNames(names []string, wrong string) []string {
	if wrong == "" || wrong[0] == '_' {
		return names
	}
	var public []string
	for _, n := range names {
		if n == "" || n[0] != '_' {
			public = append(public, n)
		}
	}
	return public
}

func (t *Thread) suggestAttr(exc Value, wrong string) string {
	obj := Slot(exc, attrObj)
	if obj == Unbound {
		return ""
	}
	return closest(publicNames(t.dirNames(obj), wrong), wrong)
}

func (t *Thread) suggestImport(exc Value, wrong string) string {
	name := Slot(exc, importName)
	if name == Unbound || !name.IsKind(abi.KindStr) {
		return ""
	}
	mod := t.importName(t.GoString(name), None, None, 0)
	if mod == Raised {
		t.TakePending()
		return ""
	}
	return closest(publicNames(t.dirNames(mod), wrong), wrong)
}

// closest returns the candidate that is most like wrong, "" when none is
// alike enough: at most a third of the characters may differ.
func closest(names []string, wrong string) string {
	a := []rune(wrong)
	if len(names) >= maxCandidates || len(a) > maxNameLength {
		return ""
	}
	best, bestDistance := "", len(a)
	if bestDistance == 0 {
		return ""
	}
	bestDistance = int(^uint(0) >> 1)
	for _, n := range names {
		if n == wrong {
			continue
		}
		b := []rune(n)
		limit := min((len(b)+len(a)+3)*substituteCost/6, bestDistance-1)
		if d := editDistance(a, b, limit); d <= limit {
			best, bestDistance = n, d
		}
	}
	return best
}

func changeCost(a, b rune) int {
	switch {
	case a == b:
		return 0
	case unicode.ToLower(a) == unicode.ToLower(b):
		return caseCost
	}
	return substituteCost
}

// editDistance is the weighted Levenshtein distance, or something above limit
// when it exceeds that.
func editDistance(a, b []rune, limit int) int {
	for len(a) > 0 && len(b) > 0 && a[0] == b[0] {
		a, b = a[1:], b[1:]
	}
	for len(a) > 0 && len(b) > 0 && a[len(a)-1] == b[len(b)-1] {
		a, b = a[:len(a)-1], b[:len(b)-1]
	}
	if len(a) == 0 || len(b) == 0 {
		return (len(a) + len(b)) * substituteCost
	}
	if len(a) > maxNameLength || len(b) > maxNameLength {
		return limit + 1
	}
	if len(b) < len(a) {
		a, b = b, a
	}
	if (len(b)-len(a))*substituteCost > limit {
		return limit + 1
	}
	row := make([]int, len(a))
	for i := range row {
		row[i] = (i + 1) * substituteCost
	}
	result := 0
	for j, c := range b {
		diagonal := j * substituteCost
		result = diagonal
		lowest := int(^uint(0) >> 1)
		for i := range a {
			change := diagonal + changeCost(c, a[i])
			diagonal = row[i]
			result = min(min(result, diagonal)+substituteCost, change)
			row[i] = result
			lowest = min(lowest, result)
		}
		if lowest > limit {
			return limit + 1
		}
	}
	return result
}

// SuggestKeyword is the end of the message about an unknown keyword argument.
func (t *Thread) SuggestKeyword(name Value, names []string) string {
	if s := closest(names, t.GoString(name)); s != "" {
		return ". Did you mean '" + s + "'?"
	}
	return ""
}
