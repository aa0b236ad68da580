package difftest

import (
	"os"
	"strings"
)

// Modes lists the flags of each mode in which programs are to be run: those of
// GOPYTHON_MODES, or without it the three of the compiler, unless GOPYTHON_XOPTS
// says which one.
func Modes() [][]string {
	text, ok := os.LookupEnv("GOPYTHON_MODES")
	if !ok {
		text = "jit=off;jit=on;jit=force"
		if strings.Contains(os.Getenv("GOPYTHON_XOPTS"), "jit=") || os.Getenv("GOPYTHON_BIN") == "oracle" {
			text = ""
		}
	}
	var list [][]string
	for mode := range strings.SplitSeq(text, ";") {
		flags := []string{}
		for _, x := range strings.Fields(mode) {
			flags = append(flags, "-X", x)
		}
		list = append(list, flags)
	}
	return list
}
