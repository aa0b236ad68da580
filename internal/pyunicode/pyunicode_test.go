package pyunicode

import (
	"fmt"
	"hash/crc32"
	"os/exec"
	"strconv"
	"strings"
	"testing"

	"github.com/go-python/gopython/internal/difftest"
)

const blockSize = 1024

// script prints a checksum of every block of code points, or the lines of the blocks given as arguments.
const script = `
import sys, zlib, unicodedata as u
def h(s): return " ".join("%x" % ord(c) for c in s)
def line(c):
    s = chr(c)
    n = u.numeric(s, None)
    return "%x %d%d%d%d%d%d%d%d%d%d%d %d %d %s|%s|%s|%s|%s|%s|%d%d\n" % (c, s.isalpha(), s.isdecimal(), s.isdigit(), s.isnumeric(), s.isalnum(),
        s.isspace(), s.isprintable(), s.islower(), s.isupper(), s != "_" and s.isidentifier(), ("a" + s).isidentifier(),
        u.decimal(s, -1), u.digit(s, -1), "-" if n is None else float(n).hex(), h(s.upper()), h(s.lower()), h(s.title()), h(s.casefold()), h(s.swapcase()),
        (s + "\u03a3").lower()[-1] == "\u03c2", ("A" + s + "\u03a3" + s).lower()[-1-len(s.lower())] == "\u03c2")
B = 1024
for b in map(int, sys.argv[1:]):
    print("".join(map(line, range(b*B, b*B+B))))
if not sys.argv[1:]:
    for b in range(0x110000 // B):
        print(zlib.crc32("".join(map(line, range(b*B, b*B+B))).encode()))
`

func digit(b bool) byte {
	if b {
		return '1'
	}
	return '0'
}

func hexes(m Mapping) string {
	var out []string
	for _, r := range m.Runes() {
		out = append(out, strconv.FormatInt(int64(r), 16))
	}
	return strings.Join(out, " ")
}

// walk gives the runes one by one, as IsFinalSigma wants them.
func walk(rs ...rune) func() (rune, bool) {
	return func() (rune, bool) {
		if len(rs) == 0 {
			return 0, false
		}
		r := rs[0]
		rs = rs[1:]
		return r, true
	}
}

func blockText(b int) string {
	var w strings.Builder
	for c := rune(b * blockSize); c < rune((b+1)*blockSize); c++ {
		fmt.Fprintf(&w, "%x ", c)
		for _, p := range []bool{IsAlpha(c), IsDecimal(c), IsDigit(c), IsNumeric(c), IsAlnum(c), IsSpace(c), IsPrintable(c),
			IsLower(c), IsUpper(c), IsXIDStart(c), IsXIDContinue(c)} {
			w.WriteByte(digit(p))
		}
		num := "-"
		if v, ok := NumericValue(c); ok {
			num = pyHex(v)
		}
		// A sigma next to a sigma is itself in doubt: the reference tests a line's last one.
		before := IsFinalSigma(walk(c), walk())
		after := IsFinalSigma(walk(c, 'A'), walk(c))
		fmt.Fprintf(&w, " %d %d %s|%s|%s|%s|%s|%s|%c%c\n", DecimalValue(c), DigitValue(c), num, hexes(Upper(c)), hexes(Lower(c)),
			hexes(Title(c)), hexes(Casefold(c)), hexes(SwapCase(c)), digit(before), digit(after))
	}
	return w.String()
}

// pyHex is float.hex.
func pyHex(f float64) string {
	if f == 0 {
		return "0x0.0p+0"
	}
	s := strconv.FormatFloat(f, 'x', 13, 64)
	mant, exp, _ := strings.Cut(s, "p")
	e, _ := strconv.Atoi(exp)
	return fmt.Sprintf("%sp%+d", mant, e)
}

func TestAllCodePoints(t *testing.T) {
	python := difftest.Python(t)
	out, err := exec.Command(python, "-c", script).Output()
	if err != nil {
		t.Fatal(err)
	}
	sums := strings.Fields(string(out))
	var bad []string
	for b := range 0x110000 / blockSize {
		if sums[b] != fmt.Sprint(crc32.ChecksumIEEE([]byte(blockText(b)))) {
			bad = append(bad, strconv.Itoa(b))
		}
	}
	if bad == nil {
		return
	}
	t.Errorf("%d blocks differ", len(bad))
	out, err = exec.Command(python, append([]string{"-c", script}, bad[:1]...)...).Output()
	if err != nil {
		t.Fatal(err)
	}
	b, _ := strconv.Atoi(bad[0])
	ours := strings.Split(blockText(b), "\n")
	shown := 0
	for i, want := range strings.Split(strings.TrimSpace(string(out)), "\n") {
		if ours[i] != want && shown < 10 {
			t.Errorf("\n got %s\nwant %s", ours[i], want)
			shown++
		}
	}
}

func TestTitle(t *testing.T) {
	for r, want := range map[rune]bool{'A': false, 'a': false, 0x1C5: true, 0x1F88: true, 0x1C4: false, '1': false} {
		if IsTitle(r) != want || want && !IsCased(r) {
			t.Errorf("IsTitle(%U)", r)
		}
	}
}

func TestOutOfRange(t *testing.T) {
	for _, r := range []rune{-1, 0x110000, 1<<31 - 1} {
		if IsAlpha(r) || IsSpace(r) || DecimalValue(r) != -1 || IsPrintable(r) {
			t.Errorf("%#x has properties", r)
		}
		if m := Upper(r); m.N != 1 || m.R[0] != r {
			t.Errorf("Upper(%#x) = %x", r, m)
		}
	}
}

func BenchmarkIsAlpha(b *testing.B) {
	n := 0
	for i := range b.N {
		if IsAlpha(rune(i & 0x1FFFF)) {
			n++
		}
	}
}

func TestNumberText(t *testing.T) {
	for s, want := range map[string]string{"": "", " 12\t": "12", "\u0663\u0664": "34", "\u30001\u20032\u3000": "1 2", "1é2": "1?2",
		"\xed\xa0\x80": "???", "\x1c5\x1f": "5", "  ": ""} {
		if got := NumberText(s); got != want {
			t.Errorf("NumberText(%q) = %q, want %q", s, got, want)
		}
	}
}
