package pyfmt

import (
	"bufio"
	"bytes"
	"encoding/json"
	"os/exec"
	"strings"
	"testing"

	"github.com/go-python/gopython/internal/difftest"
)

// ask has CPython evaluate one Python expression per request, over the names that the prelude defines and the
// list a of the request's arguments, and gives "repr of the result" or "Class: message" for each.
func ask(t *testing.T, prelude string, requests []request) []string {
	t.Helper()
	python := difftest.Python(t)
	var in bytes.Buffer
	enc := json.NewEncoder(&in)
	for _, r := range requests {
		if err := enc.Encode(r); err != nil {
			t.Fatal(err)
		}
	}
	cmd := exec.Command(python, "-c", prelude+`
import sys, json
sys.stdin.reconfigure(encoding="utf-8"); sys.stdout.reconfigure(encoding="utf-8", errors="surrogatepass")
code = {}
for line in sys.stdin:
    r = json.loads(line)
    e = r["e"]
    if e not in code: code[e] = compile(e, "?", "eval")
    try: out = eval(code[e], globals(), {"a": r["a"]})
    except Exception as x: out = type(x).__name__ + ": " + str(x)
    print(json.dumps(str(out)))
`)
	cmd.Stdin = &in
	var stderr strings.Builder
	cmd.Stderr = &stderr
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("%v\n%s", err, stderr.String())
	}
	var answers []string
	sc := bufio.NewScanner(bytes.NewReader(out))
	sc.Buffer(nil, 1<<26)
	for sc.Scan() {
		var s string
		if err := json.Unmarshal(sc.Bytes(), &s); err != nil {
			t.Fatal(err)
		}
		answers = append(answers, s)
	}
	if len(answers) != len(requests) {
		t.Fatalf("%d answers to %d requests", len(answers), len(requests))
	}
	return answers
}

// request is a Python expression and the values for a[0], a[1], …; floats go as hex strings.
type request struct {
	Expr string `json:"e"`
	Args []any  `json:"a"`
}

// batch collects requests with our own answers, and then compares.
type batch struct {
	requests []request
	ours     []string
}

func (b *batch) add(ours, expr string, args ...any) {
	b.requests = append(b.requests, request{expr, args})
	b.ours = append(b.ours, ours)
}

func (b *batch) compare(t *testing.T, prelude string) {
	t.Helper()
	bad := 0
	for i, want := range ask(t, prelude, b.requests) {
		if b.ours[i] != want {
			r := b.requests[i]
			t.Errorf("%s with %q:\n got %q\nwant %q", r.Expr, r.Args, b.ours[i], want)
			if bad++; bad > 20 {
				t.Fatal("and more")
			}
		}
	}
	t.Logf("%d comparisons", len(b.ours))
}

// text is the outcome of a formatting function as ask reports it.
func text(b []byte, err *Error) string {
	if err != nil {
		return err.Kind.String() + ": " + err.Text
	}
	return string(b)
}
