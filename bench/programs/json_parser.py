# Character-by-character parsing: a JSON reader and writer in plain Python.
import sys

ESCAPES = {"n": "\n", "t": "\t", '"': '"', "\\": "\\", "/": "/", "r": "\r", "b": "\b", "f": "\f"}
UNESCAPES = {"\n": "\\n", "\t": "\\t", '"': '\\"', "\\": "\\\\"}


class Parser:
    def __init__(self, text):
        self.text = text
        self.pos = 0

    def fail(self, message):
        raise ValueError(f"{message} at {self.pos}")

    def skip_space(self):
        text, pos = self.text, self.pos
        while pos < len(text) and text[pos] in " \t\r\n":
            pos += 1
        self.pos = pos

    def value(self):
        self.skip_space()
        ch = self.text[self.pos]
        if ch == "{":
            return self.object()
        if ch == "[":
            return self.array()
        if ch == '"':
            return self.string()
        if ch == "-" or ch.isdigit():
            return self.number()
        for word, result in (("true", True), ("false", False), ("null", None)):
            if self.text.startswith(word, self.pos):
                self.pos += len(word)
                return result
        self.fail("unexpected " + ch)

    def object(self):
        result = {}
        self.pos += 1
        self.skip_space()
        if self.text[self.pos] == "}":
            self.pos += 1
            return result
        while True:
            self.skip_space()
            key = self.string()
            self.skip_space()
            if self.text[self.pos] != ":":
                self.fail("expected :")
            self.pos += 1
            result[key] = self.value()
            if not self.more("}"):
                return result

    def array(self):
        result = []
        self.pos += 1
        self.skip_space()
        if self.text[self.pos] == "]":
            self.pos += 1
            return result
        while True:
            result.append(self.value())
            if not self.more("]"):
                return result

    def more(self, end):
        self.skip_space()
        ch = self.text[self.pos]
        self.pos += 1
        if ch == end:
            return False
        if ch != ",":
            self.fail("expected , or " + end)
        return True

    def string(self):
        text = self.text
        pos = start = self.pos + 1
        parts = []
        while True:
            ch = text[pos]
            if ch == '"':
                parts.append(text[start:pos])
                self.pos = pos + 1
                return "".join(parts)
            if ch == "\\":
                parts.append(text[start:pos])
                pos += 1
                if text[pos] == "u":
                    parts.append(chr(int(text[pos + 1:pos + 5], 16)))
                    pos += 4
                else:
                    parts.append(ESCAPES[text[pos]])
                start = pos + 1
            pos += 1

    def number(self):
        text = self.text
        start = pos = self.pos
        while pos < len(text) and text[pos] in "+-.eE0123456789":
            pos += 1
        self.pos = pos
        word = text[start:pos]
        return float(word) if "." in word or "e" in word or "E" in word else int(word)


def dump(value):
    if value is None:
        return "null"
    if value is True:
        return "true"
    if value is False:
        return "false"
    if isinstance(value, str):
        return '"' + "".join(UNESCAPES.get(ch, ch) for ch in value) + '"'
    if isinstance(value, dict):
        return "{" + ", ".join(dump(k) + ": " + dump(v) for k, v in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(dump, value)) + "]"
    return repr(value)


def document(n):
    return [{
        "id": i,
        "name": f"item \"{i}\"\n",
        "price": i * 0.25,
        "tags": ["a" * (i % 5), "tab\there", "back\\slash"],
        "nested": {"on": i % 2 == 0, "none": None, "list": [i, -i, [i * 1000003]]},
    } for i in range(n)]


def main(n):
    text = dump(document(n))
    parsed = Parser(text).value()
    assert parsed == document(n)
    again = dump(parsed)
    print(len(text), again == text, parsed[-1]["name"].strip(), Parser('"\\u00e9\\/"').value())
    print(sum(item["price"] for item in parsed))


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 13000)
