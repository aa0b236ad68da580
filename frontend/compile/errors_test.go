package compile

import (
	"encoding/json"
	"errors"
	"os"
	"strings"
	"testing"

	"github.com/go-python/gopython/frontend/parser"
)

// TestErrors compares errors with what CPython 3.14 says about the same
// sources: the message and the range.
func TestErrors(t *testing.T) {
	data, err := os.ReadFile("testdata/errors.json")
	if err != nil {
		t.Fatal(err)
	}
	var cases []struct {
		Src, Msg string
		Pos      []int
	}
	if err := json.Unmarshal(data, &cases); err != nil {
		t.Fatal(err)
	}
	for _, c := range cases {
		_, _, err := compileText(c.Src)
		var se *parser.SyntaxError
		if err == nil {
			if c.Msg != "" {
				t.Errorf("%s\nno error, want %s", c.Src, c.Msg)
			}
			continue
		}
		if !errors.As(err, &se) {
			t.Errorf("%s\n%v", c.Src, err)
			continue
		}
		if strings.HasSuffix(se.Msg, "not supported yet") {
			continue
		}
		got := [4]int{se.Line, se.Col, se.EndLine, se.EndCol}
		if se.Msg != c.Msg || len(c.Pos) != 4 || got != [4]int(c.Pos) {
			t.Errorf("%s\ngot  %s %v\nwant %s %v", c.Src, se.Msg, got, c.Msg, c.Pos)
		}
	}
}
