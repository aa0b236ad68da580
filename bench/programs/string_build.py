# Building strings: concatenation, join, slices, formatting, replace.
import sys


def caesar(text, shift):
    out = []
    for ch in text:
        if "a" <= ch <= "z":
            ch = chr((ord(ch) - 97 + shift) % 26 + 97)
        out.append(ch)
    return "".join(out)


def run_lengths(text):
    result = ""
    i = 0
    while i < len(text):
        j = i
        while j < len(text) and text[j] == text[i]:
            j += 1
        result += f"{text[i]}{j - i}"
        i = j
    return result


def main(n):
    text = "the quick brown fox jumps over the lazy dog " * 4
    checksum = 0
    for i in range(n):
        coded = caesar(text, i % 26)
        packed = run_lengths(coded.replace(" ", "zz"))
        line = "%d:%s|%s" % (i, packed[:20], coded[::-1][-12:])
        checksum = (checksum * 31 + len(packed) + sum(map(ord, line))) % 1000000007
    print(line)
    print(checksum)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 12000)
