package compile

import (
	"cmp"
	"fmt"
	"math"
	"math/big"
	"slices"
	"strconv"
	"strings"

	"github.com/go-python/gopython/internal/bytecode"
)

// constKey identifies equal constants of the same type; code is never shared.
func constKey(v any) string {
	switch v := v.(type) {
	case nil:
		return "N"
	case bool:
		return "b" + strconv.FormatBool(v)
	case int64:
		return "i" + strconv.FormatInt(v, 10)
	case *big.Int:
		return "I" + v.Text(36)
	case float64:
		return "f" + strconv.FormatUint(math.Float64bits(v), 16)
	case complex128:
		return fmt.Sprintf("c%x,%x", math.Float64bits(real(v)), math.Float64bits(imag(v)))
	case string:
		return "s" + v
	case bytecode.Bytes:
		return "y" + string(v)
	case bytecode.EllipsisType:
		return "E"
	case bytecode.Tuple:
		return "(" + constKeys(v)
	case bytecode.FrozenSet:
		return "{" + constKeys(v)
	}
	return ""
}

func constKeys(list []any) string {
	var b strings.Builder
	for _, v := range list {
		k := constKey(v)
		fmt.Fprintf(&b, "%d:%s", len(k), k)
	}
	return b.String()
}

// assemble makes the final instructions, positions, constants and exception
// table.
func (u *unit) assemble() {
	u.dropJumps()
	order := u.layoutConsts()
	for u.address() {
	}
	u.regionTable()
	end := 0
	for _, i := range u.list {
		end = max(end, i.addr+i.words())
	}
	u.code.Instrs = make([]bytecode.Instr, 0, end)
	u.code.Pos = make([]bytecode.Pos, 0, end)
	for _, i := range u.list {
		if !i.skip {
			u.encode(i, order)
		}
	}
	u.code.NumRegs = u.maxReg
}

// dropJumps removes jumps to the next instruction.
func (u *unit) dropJumps() {
	next := map[*ins]bool{} // labels before the next instruction
	for k := len(u.list) - 1; k >= 0; k-- {
		i := u.list[k]
		switch {
		case i.op == bytecode.JMP && !i.skip && next[i.to.at]:
			i.skip = true
		case i.skip:
			next[i] = true
		default:
			clear(next)
		}
	}
}

// kinds are the operand letters of an instruction, in order a, b, c.
func (i *ins) kinds() [3]byte {
	info := &bytecode.Infos[i.op]
	return [3]byte{info.A, info.B, info.C}
}

// layoutConsts numbers the constants in use, those that need a short operand
// first, and returns their numbers.
func (u *unit) layoutConsts() []int {
	short := make([]bool, len(u.consts))
	used := make([]bool, len(u.consts))
	var first, rest []int
	if u.code.Flags&bytecode.FlagHasDocstring != 0 {
		used[0], short[0] = true, true
		first = append(first, 0)
	}
	mark := func(k int, narrow bool) {
		if narrow && !short[k] {
			short[k] = true
			first = append(first, k)
		} else if !narrow && !used[k] {
			rest = append(rest, k)
		}
		used[k] = true
	}
	for _, i := range u.list {
		if i.skip {
			continue
		}
		vals := [3]int{i.a, i.b, i.c}
		for n, kind := range i.kinds() {
			if kind == 'k' {
				mark(vals[n], true)
			} else if kind == 'K' && n == 1 {
				mark(vals[n], false)
			}
		}
	}
	if len(first) > bytecode.MaxRegs {
		panic(abort{ErrTooManyConsts})
	}
	order := make([]int, len(u.consts))
	for _, k := range first {
		order[k] = len(u.code.Consts)
		u.code.Consts = append(u.code.Consts, u.consts[k])
	}
	for _, k := range rest {
		if !short[k] {
			order[k] = len(u.code.Consts)
			u.code.Consts = append(u.code.Consts, u.consts[k])
		}
	}
	return order
}

// words is the length of an instruction.
func (i *ins) words() int {
	switch {
	case i.skip:
		return 0
	case i.long:
		return bytecode.Infos[i.op].Words + 2
	}
	return bytecode.Infos[i.op].Words
}

// address places the instructions and says whether a jump had to be made long,
// which moves what follows.
func (u *unit) address() bool {
	addr := 0
	for _, i := range u.list {
		i.addr = addr
		addr += i.words()
	}
	again := false
	for _, i := range u.list {
		if i.skip || i.to == nil || i.long || bytecode.Infos[i.op].C != 'j' {
			continue
		}
		if d := i.to.at.addr - i.addr; d < math.MinInt16+8 || d > math.MaxInt16-8 {
			i.long = true
			again = true
		}
	}
	return again
}

func (u *unit) put(i *ins, w bytecode.Instr) {
	u.code.Instrs = append(u.code.Instrs, w)
	u.code.Pos = append(u.code.Pos, i.pos)
}

func (u *unit) encode(i *ins, order []int) {
	target := 0
	if i.to != nil {
		target = i.to.at.addr - i.addr
	}
	long := target
	if i.long { // jump to the trampoline behind
		target = bytecode.Infos[i.op].Words + 1
	}
	vals := [3]int{i.a, i.b, i.c}
	var f [3]uint16
	wide, isWide := uint32(0), false
	for n, kind := range i.kinds() {
		switch kind {
		case 'd', 'r', 'u', 'w', 'D', 'W':
			f[n] = uint16(vals[n] * 8)
		case 'k':
			f[n] = uint16(order[vals[n]] * 8)
		case 'i', 'n':
			f[n] = uint16(int16(vals[n]))
			if kind == 'n' {
				f[n] = uint16(vals[n])
			}
		case 'j':
			f[n] = uint16(int16(target))
		case 'J':
			wide, isWide = uint32(int32(target)), true
		case 'K':
			if n == 1 {
				wide, isWide = uint32(order[vals[1]]*8), true
			}
		}
	}
	if isWide {
		u.put(i, bytecode.MakeWide(i.op, i.x, f[0], wide))
	} else {
		u.put(i, bytecode.Make(i.op, i.x, f[0], f[1], f[2]))
	}
	u.extraWords(i, target)
	if i.long {
		u.trampoline(i, long)
	}
}

// extraWords appends the words that belong to an instruction.
func (u *unit) extraWords(i *ins, target int) {
	n := bytecode.Infos[i.op].Words - 1
	switch i.op {
	case bytecode.CALL, bytecode.CALLKW, bytecode.CALLEX:
		u.put(i, bytecode.Make(bytecode.INITRET, 0, uint16(i.a*8), 0, 0))
		n--
	case bytecode.CALLMETHOD:
		u.put(i, bytecode.Make(bytecode.INITRET, 2, uint16(i.a*8), 0, 0))
		u.put(i, 0) // its position is that of the attribute; the last word belongs to the call, which returns behind it
		u.put(i, 0)
		u.code.Pos[len(u.code.Pos)-2] = position(i.lookup)
		n = 0
	case bytecode.DELEGATE:
		u.put(i, 0)
		u.put(i, bytecode.Make(bytecode.DELRET, 0, uint16(i.a*8), uint16(i.c*8), 0))
		n = 0
	case bytecode.FORITER:
		u.put(i, bytecode.Make(bytecode.FORRET, 0, uint16(i.a*8), uint16(i.d*8), uint16(int16(target-1))))
		n--
	}
	for ; n > 0; n-- {
		u.put(i, 0)
	}
}

// trampoline follows a conditional jump that is too far: the jump goes to the
// second of two unconditional ones, not jumping meets the first.
func (u *unit) trampoline(i *ins, distance int) {
	words := bytecode.Infos[i.op].Words
	op := bytecode.JMP
	if i.to.loop {
		op = bytecode.LOOP
	}
	u.put(i, bytecode.MakeWide(bytecode.JMP, 0, 0, 2))
	u.put(i, bytecode.MakeWide(op, 0, 0, uint32(int32(distance-words-1))))
}

// region is code that an exception handler covers, in pieces.
type region struct {
	depth   int
	pieces  [][2]*label
	handler *label
	reg     int
	count   int  // instructions emitted before the open piece
	used    bool // there are instructions in it
}

// regionTable makes the exception table, inner regions before outer ones.
func (u *unit) regionTable() {
	slices.SortStableFunc(u.regions, func(a, b *region) int { return cmp.Compare(b.depth, a.depth) })
	for _, r := range u.regions {
		for _, p := range r.pieces {
			if p[0].at.addr < p[1].at.addr {
				u.code.Exc = append(u.code.Exc, bytecode.ExcEntry{Start: uint32(p[0].at.addr),
					End: uint32(p[1].at.addr), Handler: uint32(r.handler.at.addr), Reg: uint16(r.reg)})
			}
		}
	}
}
