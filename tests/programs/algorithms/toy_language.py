# A small interpreter for a toy language: tokens, recursive descent, closures, environments.
class Token:
    def __init__(self, kind, text, pos):
        self.kind, self.text, self.pos = kind, text, pos

    def __repr__(self):
        return f"{self.kind}:{self.text}"


def tokenize(src):
    i = 0
    while i < len(src):
        ch = src[i]
        if ch.isspace():
            i += 1
        elif ch.isdigit():
            j = i
            while j < len(src) and (src[j].isdigit() or src[j] == "."):
                j += 1
            yield Token("num", src[i:j], i)
            i = j
        elif ch.isalpha() or ch == "_":
            j = i
            while j < len(src) and (src[j].isalnum() or src[j] == "_"):
                j += 1
            word = src[i:j]
            yield Token("kw" if word in ("let", "fn", "if", "then", "else", "in") else "id", word, i)
            i = j
        else:
            two = src[i:i + 2]
            op = two if two in ("==", "<=", ">=", "=>", "!=") else ch
            if op not in ("==", "<=", ">=", "=>", "!=") and op not in "+-*/()<>=,":
                raise SyntaxError(f"bad character {ch!r} at {i}")
            yield Token("op", op, i)
            i += len(op)
    yield Token("end", "", i)


class Parser:
    LEVELS = [("==", "!=", "<", ">", "<=", ">="), ("+", "-"), ("*", "/")]

    def __init__(self, src):
        self.toks = list(tokenize(src))
        self.i = 0

    @property
    def cur(self):
        return self.toks[self.i]

    def accept(self, *texts):
        if self.cur.text in texts and self.cur.kind != "end":
            self.i += 1
            return self.toks[self.i - 1].text
        return None

    def expect(self, text):
        if not self.accept(text):
            raise SyntaxError(f"expected {text!r}, found {self.cur!r}")

    def name(self):
        if self.cur.kind != "id":
            raise SyntaxError(f"expected a name, found {self.cur!r}")
        self.i += 1
        return self.toks[self.i - 1].text

    def expr(self):
        if self.accept("let"):
            name = self.name()
            self.expect("=")
            value = self.expr()
            self.expect("in")
            return ("let", name, value, self.expr())
        if self.accept("if"):
            c = self.expr()
            self.expect("then")
            a = self.expr()
            self.expect("else")
            return ("if", c, a, self.expr())
        if self.accept("fn"):
            params = [self.name()]
            while self.accept(","):
                params.append(self.name())
            self.expect("=>")
            return ("fn", params, self.expr())
        return self.binary(0)

    def binary(self, level):
        if level == len(self.LEVELS):
            return self.call()
        left = self.binary(level + 1)
        while op := self.accept(*self.LEVELS[level]):
            left = ("bin", op, left, self.binary(level + 1))
        return left

    def call(self):
        f = self.atom()
        while self.accept("("):
            args = []
            if not self.accept(")"):
                args.append(self.expr())
                while self.accept(","):
                    args.append(self.expr())
                self.expect(")")
            f = ("call", f, args)
        return f

    def atom(self):
        t = self.cur
        self.i += 1
        if t.kind == "num":
            return ("num", float(t.text) if "." in t.text else int(t.text))
        if t.kind == "id":
            return ("var", t.text)
        if t.text == "-":
            return ("bin", "-", ("num", 0), self.call())
        if t.text == "(":
            e = self.expr()
            self.expect(")")
            return e
        raise SyntaxError(f"unexpected {t!r}")


OPS = {"+": lambda a, b: a + b, "-": lambda a, b: a - b, "*": lambda a, b: a * b, "/": lambda a, b: a / b, "==": lambda a, b: a == b, "!=": lambda a, b: a != b, "<": lambda a, b: a < b, ">": lambda a, b: a > b, "<=": lambda a, b: a <= b, ">=": lambda a, b: a >= b}


class Closure:
    def __init__(self, params, body, env):
        self.params, self.body, self.env = params, body, env

    def __call__(self, *args):
        if len(args) != len(self.params):
            raise TypeError(f"expected {len(self.params)} arguments, got {len(args)}")
        return evaluate(self.body, {**self.env, **dict(zip(self.params, args))})

    def __repr__(self):
        return f"<fn {', '.join(self.params)}>"


def evaluate(e, env):
    kind = e[0]
    if kind == "num":
        return e[1]
    if kind == "var":
        try:
            return env[e[1]]
        except KeyError:
            raise NameError(f"unknown variable {e[1]}") from None
    if kind == "bin":
        return OPS[e[1]](evaluate(e[2], env), evaluate(e[3], env))
    if kind == "if":
        return evaluate(e[2] if evaluate(e[1], env) else e[3], env)
    if kind == "let":
        inner = dict(env)
        value = evaluate(e[2], inner)
        inner[e[1]] = value
        if isinstance(value, Closure):
            value.env = inner
        return evaluate(e[3], inner)
    if kind == "fn":
        return Closure(e[1], e[2], env)
    if kind == "call":
        return evaluate(e[1], env)(*[evaluate(a, env) for a in e[2]])
    raise AssertionError(kind)


for src in ("1 + 2 * 3", "let x = 5 in x * x - 1", "let f = fn n => if n < 2 then n else f(n - 1) + f(n - 2) in f(15)", "(fn a, b => a / b)(7, 2)", "let add = fn a => fn b => a + b in add(3)(4)", "fn x, y => x", "-5 * -(2 + 1)", "1 +", "x + 1", "let = 5", "(fn a => a)(1, 2)", "1 / 0", "2 $ 3", "let fact = fn n => if n == 0 then 1 else n * fact(n - 1) in fact(25)", "if 1 <= 2 then 10 else 20", "3 4", "5(1)"):
    try:
        p = Parser(src)
        tree = p.expr()
        if p.cur.kind != "end":
            raise SyntaxError(f"left over: {p.cur!r}")
        print(src, "=>", evaluate(tree, {"abs": abs}))
    except Exception as e:
        print(src, "!!", type(e).__name__, e)
print(list(tokenize("let a=1.5 in a>=b")), Parser("1+2*3").expr())
