package hostile

import (
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/go-python/gopython/internal/difftest"
)

// randomCalls is a program that calls builtin functions, and methods of the
// builtin types, with arguments picked at random from odd values. It prints a
// line for every call: what was called and what came of it. The choice is made
// by a generator of its own, and from sorted names, so that gopython and CPython
// make the same calls.
const randomCalls = `
import sys
seed, count = int(sys.argv[1]), int(sys.argv[2])
state = seed * 2654435761 + 12345
def rnd(n):
    global state
    state = (state * 6364136223846793005 + 1442695040888963407) & 0xffffffffffffffff
    return (state >> 33) % n

class Odd:
    def __repr__(self): return "Odd()"
class Index:
    def __index__(self): return 3
    def __repr__(self): return "Index()"
class Liar:
    def __len__(self): return -1
    def __iter__(self): return iter((1, 2))
    def __eq__(self, other): raise ZeroDivisionError
    def __hash__(self): return 1
    def __repr__(self): return "Liar()"
class L(list): pass
class D(dict):
    def __missing__(self, key): return key
class S(str): pass
class I(int): pass

def selfcontaining():
    x = [1]
    x.append(x)
    return x
def selfdict():
    x = {}
    x[1] = x
    return x
def gen():
    yield 1
    yield 2

values = [lambda: -1, lambda: 0, lambda: 1, lambda: 2, lambda: 3, lambda: 255, lambda: 256, lambda: -2**31,
    lambda: 2**62, lambda: 2**63, lambda: 2**63 - 1, lambda: -2**63, lambda: 2**64, lambda: 10**30, lambda: -10**30,
    lambda: 0.0, lambda: -0.0, lambda: 1.5, lambda: -2.5, lambda: 1e308, lambda: 5e-324, lambda: float("nan"),
    lambda: float("inf"), lambda: -float("inf"), lambda: 1j, lambda: complex(1.5, -0.0), lambda: True, lambda: False, lambda: None,
    lambda: ..., lambda: NotImplemented, lambda: "", lambda: "a", lambda: "abc", lambda: " 12 ", lambda: "-7", lambda: "1e5",
    lambda: "\ud800", lambda: "\u20ac\U0001f600", lambda: "a\0b", lambda: "utf-8", lambda: "strict", lambda: "%s %d", lambda: "{} {0}",
    lambda: "ABC def", lambda: "a,b,c", lambda: "\n", lambda: "nan", lambda: "0x1f", lambda: ">10", lambda: ",.3f", lambda: "__name__",
    lambda: b"", lambda: b"a", lambda: b"abc", lambda: b"\xff\x00", lambda: b"12", lambda: bytearray(b"xyz"), lambda: memoryview(b"abcd"),
    lambda: memoryview(bytearray(b"wxyz")), lambda: [], lambda: [1], lambda: [1, 2, 3], lambda: ["a", "b"], lambda: [[1], [2]],
    lambda: [3, 1, 2], lambda: [1, "a"], lambda: selfcontaining(), lambda: (), lambda: (1,), lambda: (1, 2), lambda: ("a", 1), lambda: ((1, 2), (3, 4)),
    lambda: {}, lambda: {1: 2}, lambda: {"a": 1}, lambda: selfdict(), lambda: set(), lambda: {1}, lambda: {1, 2, 3}, lambda: frozenset({1, 2}),
    lambda: range(5), lambda: range(0), lambda: range(10, 0, -3), lambda: range(10**30, 10**30 + 5), lambda: slice(1), lambda: slice(None), lambda: slice(3, 1, -1),
    lambda: slice(None, None, 0), lambda: slice("a"), lambda: int, lambda: str, lambda: type, lambda: object, lambda: ValueError, lambda: list, lambda: bool,
    lambda: len, lambda: abs, lambda: str.upper, lambda: [].append, lambda: lambda: 5, lambda: lambda x: x, lambda: lambda *a, **k: len(a),
    lambda: ValueError(1), lambda: KeyError("k"), lambda: Odd(), lambda: Index(), lambda: Liar(), lambda: L([1, 2]), lambda: D(a=1), lambda: S("sub"),
    lambda: I(7), lambda: gen(), lambda: iter([1, 2]), lambda: iter("ab"), lambda: zip([1], "a"), lambda: map(str, [1, 2]),
    lambda: enumerate("ab"), lambda: reversed([1, 2]), lambda: {1: 2}.keys(), lambda: {1: 2}.items(), lambda: {1: 2}.values(),
    lambda: property(len), lambda: staticmethod(len), lambda: classmethod(len), lambda: list[int], lambda: int | str,
    lambda: ExceptionGroup("eg", [ValueError(1), KeyError(2)]), lambda: OSError(2, "x"), lambda: UnicodeDecodeError("utf-8", b"abc", 0, 1, "r"),
    lambda: type(sys), lambda: int.__dict__["real"], lambda: type.__dict__["__mro__"], lambda: (lambda: 0).__code__.co_consts]

skip = {"print", "input", "open", "exec", "eval", "breakpoint", "exit", "quit", "help", "copyright", "credits", "license",
    "globals", "locals", "vars", "id", "dir", "hash", "__import__", "__build_class__", "compile", "object", "__loader__", "__spec__",
    "reveal_type"}
methodskip = {"__sizeof__", "__hash__", "__dir__", "__reduce__", "__reduce_ex__", "__getstate__", "__subclasshook__", "__init_subclass__",
    "__subclasses__", "__doc__", "__setstate__", "__class__", "__dict__", "__text_signature__", "__weakref__", "__del__", "__basicsize__",
    "__itemsize__", "__dictoffset__", "__weakrefoffset__", "__flags__", "__base__", "__bases__", "__mro__", "__setattr__", "__delattr__", "__annotations__",
    "__annotate__", "__abstractmethods__", "__module__", "__buffer__", "__release_buffer__", "mro"}
# What CPython would compute for hours.
heavy = {"pow", "lshift", "ound", "round"}
import builtins
functions = sorted(n for n in vars(builtins) if n not in skip and n[0] != "_" and callable(getattr(builtins, n)))

def clean(s):
    # Addresses differ.
    out = []
    i = 0
    while True:
        j = s.find("0x", i)
        if j < 0: break
        k = j + 2
        while k < len(s) and s[k] in "0123456789abcdef": k += 1
        out.append(s[i:j])
        out.append("0x" if k - j > 8 else s[j:k])
        i = k
    out.append(s[i:])
    s = "".join(out)
    return s if len(s) < 400 else s[:400] + "..."

def show(v, depth=0):
    t = type(v).__name__
    if t.endswith("iterator") or t in ("zip", "map", "filter", "enumerate", "reversed", "generator"):
        if depth > 1: return t
        out = []
        for x in v:
            out.append(show(x, depth + 1))
            if len(out) >= 5: break
        return t + "(" + ", ".join(out) + ")"
    if t in ("set", "frozenset"): return t + str(sorted(map(str, v)))
    return repr(v)

def pick():
    return values[rnd(len(values))]()

def choose(names):
    # The name that comes first in an order that k gives: when one
    # interpreter lacks a name, that changes no choice but of this name.
    k = rnd(2**31)
    def place(name):
        h = k
        for c in name: h = (h * 31 + ord(c) * 7919) % 2147483647
        return h * 48271 % 2147483647
    return min(names, key=lambda n: (place(n), n))

def describe(v):
    t = type(v).__name__
    if t in ("builtin_function_or_method", "function", "method", "generator") or "iterator" in t: return t
    try: return clean(repr(v))[:60]
    except BaseException as e: return "<" + t + ">"

for i in range(count):
    sys.stdout.flush()
    mode = rnd(4)
    if mode == 0:
        name = choose(functions)
        f = getattr(builtins, name)
        what = name
    else:
        obj = pick()
        if mode == 3 and isinstance(obj, type): obj = obj
        names = [n for n in sorted(dir(obj)) if n not in methodskip]
        name = choose(names)
        what = describe(obj) + "." + name
        try: f = getattr(obj, name)
        except Exception as e:
            print(i, what, "->", type(e).__name__, clean(str(e)))
            continue
    args = [pick() for j in range((0, 1, 1, 1, 2, 2, 3, 4)[rnd(8)])]
    kw = {}
    if rnd(12) == 0: kw[("key", "default", "start", "sep", "encoding", "reverse", "x", "strict", "base", "errors")[rnd(10)]] = pick()
    if name.strip("_").lstrip("ri") in heavy and any(isinstance(v, int) and abs(v) > 1000 for v in args + [f]):
        continue
    what += "(" + ", ".join([describe(a) for a in args] + [k + "=" + describe(v) for k, v in kw.items()]) + ")"
    print(i, what.encode("ascii", "backslashreplace").decode(), "-> ", end="")
    sys.stdout.flush()
    try:
        r = f(*args, **kw)
        text = clean(show(r))
    except BaseException as e:
        text = type(e).__name__ + ": " + clean(str(e))
    print(text.encode("ascii", "backslashreplace").decode().replace("\n", "\\n"))
print("alive")
`

// TestRandomCalls calls everything with anything, as CPython does: nothing may
// kill the process or meet an internal error. Other differences from CPython are
// logged, and fail the test only when GOPYTHON_RANDOM_STRICT is set.
// GOPYTHON_RANDOM says how many seconds to go on, after the seeds that are
// always used.
func TestRandomCalls(t *testing.T) {
	in, err := difftest.Gopython()
	if err != nil {
		t.Fatal(err)
	}
	script := filepath.Join(t.TempDir(), "random.py")
	if err := os.WriteFile(script, []byte(randomCalls), 0o644); err != nil {
		t.Fatal(err)
	}
	oracle, oracleErr := difftest.Oracle()
	first, seconds := 1, 0
	if s := os.Getenv("GOPYTHON_RANDOM"); s != "" {
		seconds, _ = strconv.Atoi(s)
		first = int(time.Now().UnixNano() % 1e9)
	}
	end := time.Now().Add(time.Duration(seconds) * time.Second)
	differences := map[string]int{}
	for seed := first; seed < first+4 || time.Now().Before(end); seed++ {
		args := []string{fmt.Sprint(seed), "3000"}
		res, err := difftest.Run(in, script, args, difftest.Options{Flags: []string{"-X", "maxmem=256m"}, Timeout: defaultLimit})
		if err != nil {
			t.Fatal(err)
		}
		survived(t, res)
		if !strings.HasSuffix(res.Stdout, "alive\n") {
			t.Errorf("seed %d ended early, exit %d:\n%s\n%s", seed, res.ExitCode, tail(res.Stdout), clip(res.Stderr))
		}
		if t.Failed() {
			t.Fatalf("seed %d", seed)
		}
		if oracleErr == nil {
			want, err := difftest.Run(oracle, script, args, difftest.Options{Timeout: defaultLimit})
			if err != nil {
				t.Fatal(err)
			}
			compareCalls(differences, want.Stdout, res.Stdout)
		}
	}
	for d, n := range differences {
		t.Logf("%d times: %s", n, d)
	}
	if len(differences) > 0 && os.Getenv("GOPYTHON_RANDOM_STRICT") != "" {
		t.Errorf("%d differences from CPython", len(differences))
	}
}

// compareCalls notes the calls that ended differently.
func compareCalls(differences map[string]int, want, got string) {
	w, g := strings.Split(want, "\n"), strings.Split(got, "\n")
	for i := 0; i < min(len(w), len(g)); i++ {
		if w[i] == g[i] {
			continue
		}
		call, a, _ := strings.Cut(w[i], " -> ")
		other, b, _ := strings.Cut(g[i], " -> ")
		if call != other {
			n, _, _ := strings.Cut(call, " ")
			if m, _, _ := strings.Cut(other, " "); m != n {
				differences["the programs go different ways: "+w[i]+" // "+g[i]]++
				return
			}
			differences["other call: "+w[i]+" // "+g[i]]++
			continue
		}
		_, call, _ = strings.Cut(call, " ")
		differences[call+"\n   want "+a+"\n   got  "+b]++
	}
}

func tail(s string) string { return s[max(0, len(s)-1500):] }
