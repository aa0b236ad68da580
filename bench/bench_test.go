package bench

import (
	"bytes"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/go-python/gopython/internal/difftest"
)

func TestMain(m *testing.M) { difftest.Main(m) }

// TestTableIsComplete checks that each file has a row, a comment that says what
// it measures, and no imports that would make it measure something else.
func TestTableIsComplete(t *testing.T) {
	rows := map[string]Program{}
	for _, p := range Programs {
		rows[p.Name] = p
	}
	files, err := fs.Glob(sources, "programs/*.py")
	if err != nil {
		t.Fatal(err)
	}
	if len(files) != len(Programs) {
		t.Errorf("%d files, %d rows", len(files), len(Programs))
	}
	for _, file := range files {
		p, ok := rows[strings.TrimSuffix(filepath.Base(file), ".py")]
		if !ok {
			t.Errorf("%s has no row", file)
			continue
		}
		src, err := p.Source()
		if err != nil {
			t.Fatal(err)
		}
		checkSource(t, p, string(src))
	}
}

func checkSource(t *testing.T, p Program, src string) {
	if p.What() == "" || !strings.HasPrefix(src, "#") {
		t.Errorf("%s does not say what it measures", p.Name)
	}
	if !strings.Contains(src, " else "+p.Bench+")\n") {
		t.Errorf("%s: the default size is not %s", p.Name, p.Bench)
	}
	for line := range strings.Lines(src) {
		words := strings.Fields(line)
		if len(words) > 1 && (words[0] == "import" || words[0] == "from") &&
			words[1] != "sys" && words[1] != "math" && words[1] != "time" {
			t.Errorf("%s: %s", p.Name, line)
		}
	}
}

// TestProgramsAgree runs every program at its small size in both interpreters, in
// all modes of ours, at its tiny size when garbage is collected at safepoints.
func TestProgramsAgree(t *testing.T) {
	subject, err := difftest.Gopython()
	if err != nil {
		t.Fatal(err)
	}
	stress := strings.Contains(os.Getenv("GOPYTHON_XOPTS"), "gc=stress")
	for _, b := range Programs {
		t.Run(b.Name, func(t *testing.T) {
			p, err := difftest.LoadProgram(filepath.Join("programs", b.Name+".py"))
			if err != nil {
				t.Fatal(err)
			}
			p.Args, p.Exit = []string{b.Small}, 0
			var opts difftest.Options
			if stress {
				p.Args[0], opts.Timeout = b.Tiny, 10*time.Minute
			}
			for _, mode := range difftest.Modes() {
				if diff, err := p.Diff(subject.With(mode...), opts); err != nil || diff != "" {
					t.Errorf("%v: %v\n%s", mode, err, diff)
				}
			}
		})
	}
}

// TestMeasure measures CPython against itself.
func TestMeasure(t *testing.T) {
	oracle, err := difftest.Oracle()
	if err != nil {
		t.Fatal(err)
	}
	failing := oracle.With("-c", "1/0")
	r, err := Measure(Config{Ours: oracle, CPython: oracle, Size: "small", Rounds: 2,
		Rivals:   []Rival{{Name: JITOff, Interp: oracle}, {Name: "failing", Interp: failing}},
		Programs: []Program{Programs[0], {Name: "fib", Small: "x"}}})
	if err != nil {
		t.Fatal(err)
	}
	good, bad := r.Programs[0], r.Programs[1]
	if good.Error != "" || good.Ratio() < 0.2 || good.Ratio() > 5 || len(good.Ours.Seconds) != 2 {
		t.Errorf("got %+v", good)
	}
	if x, ok := good.RivalRatio(JITOff); !ok || x < 0.2 || x > 5 {
		t.Errorf("the rival: %v, %v", x, ok)
	}
	if x, ok := good.RivalRatio("failing"); ok {
		t.Errorf("a rival that fails: %v", x)
	}
	if !strings.Contains(bad.Error, "ValueError") || r.Failed() != 1 {
		t.Errorf("a program that fails: %+v", bad)
	}
	if r.Startup.Error != "" || r.Startup.Ours.Min <= 0 {
		t.Errorf("start-up: %+v", r.Startup)
	}
	var text, page, data bytes.Buffer
	r.WriteText(&text)
	if err := r.WriteHTML(&page); err != nil {
		t.Error(err)
	}
	if err := r.WriteJSON(&data); err != nil {
		t.Error(err)
	}
	for _, out := range []string{text.String(), page.String(), data.String()} {
		if !strings.Contains(out, "fib") || !strings.Contains(out, "start-up") || !strings.Contains(out, JITOff) {
			t.Errorf("the report lacks something:\n%s", out)
		}
	}
}

func TestCheckSeesWrongOutput(t *testing.T) {
	err := check(difftest.Result{Stdout: "1\n"}, difftest.Result{Stdout: "2\n"})
	if err == nil || !strings.Contains(err.Error(), "-1\n+2") {
		t.Errorf("got %v", err)
	}
}

// TestCalibrate seeks a size at which CPython takes as long as it is asked to.
func TestCalibrate(t *testing.T) {
	oracle, err := difftest.Oracle()
	if err != nil {
		t.Fatal(err)
	}
	script, err := filepath.Abs("programs/fib.py")
	if err != nil {
		t.Fatal(err)
	}
	cfg := Config{Ours: oracle, Target: 120 * time.Millisecond, Timeout: time.Minute}
	size := cfg.calibrate(Programs[0], t.TempDir(), script)
	if n, err := strconv.Atoi(size); err != nil || n < 18 || n > 32 {
		t.Errorf("fib(%s)", size)
	}
}

func TestSlower(t *testing.T) {
	m := func(name string, ours, off float64) Measurement {
		return Measurement{Name: name, Ours: Series{Min: ours}, Rivals: []RivalSeries{{Name: JITOff, Series: Series{Min: off}}}}
	}
	r := Report{Rivals: []string{JITOff}, Programs: []Measurement{m("fast", 1, 5), m("even", 1.04, 1), m("slow", 1.2, 1)}}
	if s := r.Slower(JITOff, slack); len(s) != 1 || s[0].Name != "slow" {
		t.Errorf("got %+v", s)
	}
	if mean := r.Means()[0].Rivals[0]; mean.Count != 3 || mean.Ratio < 1.5 || mean.Ratio > 1.7 {
		t.Errorf("got %+v", mean)
	}
}

func TestNear(t *testing.T) {
	if !near("a 4924.544800753529\n", "a 4924.54480075353\n") || near("a 1", "a 1.001") || near("a", "b") || near("1", "1 2") {
		t.Error("near is wrong")
	}
}

func TestMeans(t *testing.T) {
	m := func(tag string, ours, theirs float64) Measurement {
		return Measurement{Tags: []string{tag}, Ours: Series{Min: ours}, CPython: Series{Min: theirs}}
	}
	r := Report{Programs: []Measurement{m("a", 1, 2), m("a", 1, 8), m("b", 2, 1), {Error: "x", Tags: []string{"a"}}}}
	means := r.Means()
	if len(means) != 3 || means[0].Name != "all" || means[0].Ratio != 2 || means[1].Ratio != 4 || means[2].Ratio != 0.5 {
		t.Errorf("got %+v", means)
	}
}
