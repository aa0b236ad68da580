package asm

import (
	"bufio"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

var update = flag.Bool("update", false, "write the generated files of the tests that are run; vex.txt needs objdump")

const vexFile = "testdata/vex.txt"

// TestVexFormsDisassemble emits every VEX and EVEX operation in every form.
// golang.org/x/arch does not read these. Where there is an objdump all are
// checked with it; everywhere, a sample of them with the bytes in testdata,
// which objdump has confirmed.
func TestVexFormsDisassemble(t *testing.T) {
	var all []instance
	for _, s := range vexShapes() {
		n := s.instances()
		if len(n) == 0 {
			t.Errorf("%v: no forms", s.op)
		}
		all = append(all, n...)
	}
	code, offsets := assembleAll(t, all)
	objdump, err := exec.LookPath("objdump")
	if err == nil {
		checkObjdump(t, objdump, all, code, offsets)
	}
	sample := sampleOf(all, code, offsets)
	if *update {
		if err != nil || t.Failed() {
			t.Fatal("not confirmed by objdump")
		}
		if err := os.WriteFile(vexFile, []byte(strings.Join(sample, "\n")+"\n"), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	checkGolden(t, sample)
	t.Logf("%d instructions, %d in testdata; objdump: %q", len(all), len(sample), objdump)
}

// sampleOf takes some instructions of every form of every operation.
func sampleOf(all []instance, code []byte, offsets []int) []string {
	var out []string
	last, n := "", 0
	for i, in := range all {
		key := fmt.Sprint(in.op, in.form)
		if key != last {
			last, n = key, 0
		}
		if n%17 == 0 {
			out = append(out, fmt.Sprintf("%x\t%s", code[offsets[i]:offsets[i+1]], in.text()))
		}
		n++
	}
	slices.Sort(out)
	return out
}

func checkGolden(t *testing.T, sample []string) {
	t.Helper()
	f, err := os.Open(vexFile)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	known := map[string]string{}
	for sc := bufio.NewScanner(f); sc.Scan(); {
		code, text, _ := strings.Cut(sc.Text(), "\t")
		known[text] = code
	}
	for _, s := range sample {
		code, text, _ := strings.Cut(s, "\t")
		if known[text] != code {
			t.Errorf("%s: %s, want %q", text, code, known[text])
		}
	}
}

var (
	objdumpLine = regexp.MustCompile(`^\s*([0-9a-f]+):\t(.*)$`)
	ptr         = regexp.MustCompile(`[A-Z]+ PTR `)
	comment     = regexp.MustCompile(`\s*#.*`)
)

func checkObjdump(t *testing.T, objdump string, all []instance, code []byte, offsets []int) {
	t.Helper()
	file := filepath.Join(t.TempDir(), "code")
	if err := os.WriteFile(file, code, 0o644); err != nil {
		t.Fatal(err)
	}
	out, err := exec.Command(objdump, "-D", "-b", "binary", "-m", "i386:x86-64", "-M", "intel", "--no-show-raw-insn", file).Output()
	if err != nil {
		t.Fatal(err)
	}
	texts := map[string]string{}
	for line := range strings.Lines(string(out)) {
		if m := objdumpLine.FindStringSubmatch(strings.TrimRight(line, "\n")); m != nil {
			texts[m[1]] = m[2]
		}
	}
	bad := 0
	for i, in := range all {
		text := texts[fmt.Sprintf("%x", offsets[i])]
		text = strings.Join(strings.Fields(comment.ReplaceAllString(ptr.ReplaceAllString(text, ""), "")), " ")
		text = strings.ReplaceAll(strings.ReplaceAll(text, "+0x0]", "]"), "*1]", "]")
		if want := in.text(); text != want {
			t.Errorf("% x: objdump says %q, want %q", code[offsets[i]:offsets[i+1]], text, want)
			if bad++; bad > 40 {
				return
			}
		}
	}
}

// text is the instruction as objdump writes it, without the size of memory.
func (in instance) text() string {
	var args []string
	for _, a := range in.args {
		args = append(args, a.text())
	}
	return in.mnemonic + " " + strings.Join(args, ",")
}

func (o operand) text() string {
	switch o.kind {
	case 'I':
		return fmt.Sprintf("0x%x", o.imm)
	case 'M':
		return o.mem.text()
	}
	if o.reg.IsXMM() {
		return fmt.Sprintf("xmm%d", o.reg.Num())
	}
	return o.reg.gprText(o.width)
}

func (r Reg) gprText(width int) string {
	name := strings.ToLower(r.legacy(width).String())
	if width == 32 && r >= R8 { // called r8l by one and r8d by the other
		name = strings.TrimSuffix(name, "l") + "d"
	}
	return name
}

func (m Mem) text() string {
	if m.Base == NoReg && m.Index == NoReg {
		return fmt.Sprintf("ds:0x%x", m.Disp)
	}
	var s string
	if m.Base != NoReg {
		s = m.Base.gprText(64)
	}
	if m.Index != NoReg {
		if s != "" {
			s += "+"
		}
		s += m.Index.gprText(64)
		if m.Scale != 1 {
			s += fmt.Sprintf("*%d", m.Scale)
		}
	}
	if m.Disp > 0 {
		s += fmt.Sprintf("+0x%x", m.Disp)
	} else if m.Disp < 0 {
		s += fmt.Sprintf("-0x%x", -int64(m.Disp))
	}
	return "[" + s + "]"
}
