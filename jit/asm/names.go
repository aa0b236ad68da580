package asm

import (
	"fmt"
	"strings"

	"github.com/twitchyliquid64/golang-asm/obj"
	"github.com/twitchyliquid64/golang-asm/obj/x86"
)

func (r Reg) String() string {
	switch {
	case r == NoReg:
		return "none"
	case r.IsXMM():
		return fmt.Sprintf("X%d", r.Num())
	case r.Num() >= 8:
		return fmt.Sprintf("R%d", r.Num())
	case r.Num() >= 0:
		return "R" + x86.Register[int(r)-x86.REG_AL]
	}
	return fmt.Sprintf("Reg(%d)", int16(r))
}

func (o Op) String() string {
	if o == INT3 {
		return "INT3"
	}
	return obj.As(o).String()
}

var formNames = [...]string{"without operands", "R", "M", "RR", "IR", "MR", "RM", "IM", "RRR", "MRR", "RMR",
	"IRR", "IMR", "IRRR", "CmpRR", "CmpRI", "CmpRM", "CmpMR", "CmpMI"}

func (f form) String() string {
	var out []string
	for i, n := range formNames {
		if f&(1<<i) != 0 {
			out = append(out, n)
		}
	}
	return strings.Join(out, "|")
}
