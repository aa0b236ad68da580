package limits

import (
	"bytes"
	"os/exec"
	"strings"
	"testing"
	"time"

	"github.com/go-python/gopython/internal/difftest"
)

func TestMain(m *testing.M) { difftest.Main(m) }

// TestAgree runs all implementations that there are at small sizes: they give
// the same results, and the report has them all.
func TestAgree(t *testing.T) {
	if _, err := exec.LookPath("gcc"); err != nil {
		t.Skip("the ratios are to C, and there is no gcc")
	}
	ours, err := difftest.Gopython()
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	impls, notes, err := Prepare(dir, ours)
	if err != nil {
		t.Fatal(err)
	}
	t.Log(notes)
	r := Measure(Config{Impls: impls, Programs: Programs, Small: true, Rounds: 2, Seconds: 0.001, Timeout: time.Minute, Dir: dir, Notes: notes})
	var text, page, data bytes.Buffer
	r.WriteText(&text)
	if err := r.WriteHTML(&page); err != nil {
		t.Error(err)
	}
	if err := r.WriteJSON(&data); err != nil {
		t.Error(err)
	}
	if r.Failed() > 0 || len(r.Rows) != 7 || r.Means()[0] != 1 {
		t.Errorf("%v\n%s", r.Means(), text.String())
	}
	for _, out := range []string{text.String(), page.String(), data.String()} {
		if !strings.Contains(out, "mandelbrot") || !strings.Contains(out, "gopython") {
			t.Errorf("the report lacks something:\n%s", out)
		}
	}
}

func TestWrongResultIsSeen(t *testing.T) {
	sh := func(out string) difftest.Interp {
		return difftest.Interp{Path: "sh", Flags: []string{"-c", "echo " + out}}
	}
	if _, err := exec.LookPath("sh"); err != nil {
		t.Skip("no sh")
	}
	cfg := Config{Impls: []Impl{{Baseline, sh("5; echo 3000 1 2000")}, {"a", sh("5; echo 9 9 4000")}, {"b", sh("6; echo 1 2 3")}, {"c", sh("5")}},
		Programs: Programs[:1], Rounds: 1, Timeout: time.Minute, Dir: t.TempDir()}
	cells := Measure(cfg).Rows[0].Cells
	if cells[1].Ratio != 2 || !strings.Contains(cells[2].Error, "wrong result") || !strings.Contains(cells[3].Error, "only 0 calls") {
		t.Errorf("got %+v", cells)
	}
}
