# Report formatting, a template engine, CSV reading, word wrapping, roman numerals, ciphers.
CSV = '''name,qty,price
"Widget, large",3,4.50
Gadget,10,0.75
"He said ""hi""",1,100
,0,
'''


def parse_csv(text):
    rows, row, cell, quoted = [], [], "", False
    i = 0
    while i < len(text):
        ch = text[i]
        if quoted:
            if ch == '"' and text[i + 1:i + 2] == '"':
                cell += '"'
                i += 1
            elif ch == '"':
                quoted = False
            else:
                cell += ch
        elif ch == '"':
            quoted = True
        elif ch == ",":
            row.append(cell)
            cell = ""
        elif ch == "\n":
            rows.append(row + [cell])
            row, cell = [], ""
        else:
            cell += ch
        i += 1
    return rows


header, *rows = parse_csv(CSV)
records = [dict(zip(header, r)) for r in rows]
for r in records:
    print(f"{r['name']:<16}|{int(r['qty'] or 0):>5}|{float(r['price'] or 0):>9.2f}")
print(records[2], sum(int(r["qty"]) * float(r["price"] or 0) for r in records))


def wrap(text, width):
    line = ""
    for word in text.split():
        if line and len(line) + 1 + len(word) > width:
            yield line
            line = ""
        line += (" " if line else "") + word
    if line:
        yield line


text = "The quick brown fox jumps over the lazy dog, and then it sleeps for a very very long while."
for line in wrap(text, 24):
    print(f"|{line:<24}|{line:>24}|{line:^24}|")


def roman(n):
    out = ""
    for v, s in ((1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")):
        q, n = divmod(n, v)
        out += s * q
    return out


print([roman(n) for n in (1, 4, 9, 14, 40, 90, 400, 1994, 2024, 3999)])


def template(src, **env):
    out = []
    while src:
        head, sep, rest = src.partition("{{")
        out.append(head)
        if not sep:
            break
        expr, sep, src = rest.partition("}}")
        if not sep:
            raise ValueError("unclosed {{")
        name, *filters = [p.strip() for p in expr.split("|")]
        value = env[name]
        for f in filters:
            value = {"upper": str.upper, "len": len, "title": str.title, "rev": lambda s: s[::-1]}[f](value)
        out.append(str(value))
    return "".join(out)


print(template("Hello {{ name | upper }}, {{name|rev|title}} ({{ name|len }})!", name="world"))
for bad in ("{{ x", "{{ nope }}", "{{ name | zap }}"):
    try:
        template(bad, name="n")
    except (ValueError, KeyError) as e:
        print(repr(e))


def vigenere(s, key, sign=1):
    out, k = [], 0
    for ch in s:
        if ch.isalpha():
            base = ord("A") if ch.isupper() else ord("a")
            ch = chr((ord(ch) - base + sign * (ord(key[k % len(key)]) - 97)) % 26 + base)
            k += 1
        out.append(ch)
    return "".join(out)


c = vigenere("Attack at Dawn!", "lemon")
print(c, vigenere(c, "lemon", -1))


def rle(s):
    out, i = [], 0
    while i < len(s):
        j = i
        while j < len(s) and s[j] == s[i]:
            j += 1
        out.append((s[i], j - i))
        i = j
    return out


print(rle("aaabbc"), "".join(f"{n}{c}" for c, n in rle("wwwwbbbwwc")), "".join(c * n for c, n in rle("aaabbc")))


def base64(data):
    alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
    out = ""
    for i in range(0, len(data), 3):
        chunk = data[i:i + 3]
        n = int.from_bytes(chunk + b"\0" * (3 - len(chunk)))
        out += "".join(alphabet[n >> s & 63] for s in (18, 12, 6, 0)[:len(chunk) + 1]) + "=" * (3 - len(chunk))
    return out


print([base64(s) for s in (b"", b"a", b"ab", b"abc", "héllo wörld".encode())])


def match(p, s):
    if not p:
        return not s
    if p[0] == "*":
        return match(p[1:], s) or bool(s) and match(p, s[1:])
    return bool(s) and p[0] in (s[0], "?") and match(p[1:], s[1:])


print([match("a*b?c", s) for s in ("abxc", "axxbyc", "abc", "aXbYc")], match("*", ""), match("?", ""))
words = "listen silent enlist google elgoog inlets banana".split()
groups = {}
for w in words:
    groups.setdefault("".join(sorted(w)), []).append(w)
print([g for g in groups.values() if len(g) > 1], max(words, key=lambda w: (len(set(w)), w)))
lcs = {}
a, b = "AGGTABXY", "GXTXAYBY"
for i in range(len(a) - 1, -1, -1):
    for j in range(len(b) - 1, -1, -1):
        lcs[i, j] = a[i] + lcs.get((i + 1, j + 1), "") if a[i] == b[j] else max(lcs.get((i + 1, j), ""), lcs.get((i, j + 1), ""), key=len)
print(lcs[0, 0])
