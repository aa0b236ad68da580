# str indexing, ord and chr, comparison, building and scanning, in one, two and four byte strings.
def checksum(s, n):
    h = 5381
    for i in range(n):
        h = (h * 33 + ord(s[i % len(s)])) & 0xFFFFFFFF
    return h


def caesar(s, k):
    out = []
    for ch in s:
        if "a" <= ch <= "z":
            out.append(chr((ord(ch) - 97 + k) % 26 + 97))
        else:
            out.append(ch)
    return "".join(out)


def palindromes(s):
    best = ""
    for c in range(len(s)):
        i, j = c, c
        while i >= 0 and j < len(s) and s[i] == s[j]:
            i -= 1
            j += 1
        if j - i - 1 > len(best):
            best = s[i + 1:j]
    return best


def ranged(s, n):
    c = 0
    for i in range(-n, n):
        try:
            c += s[i] == "é"
        except IndexError as e:
            c += len(str(e))
    return c


texts = ["hello, world", "héllo wörld", "日本語テキスト", "a\U0001f600b\U0001f601c", "x"]
for s in texts:
    print(checksum(s, 2500), caesar(s, 3), palindromes(s * 8), ranged(s, 300))
total = 0
for i in range(3000):
    total += ord(chr(i * 37 % 55000))
    s = texts[i % 5]
    total += (s[0] < s[-1]) + (s[i % len(s)] in "lé日")
print(total)
for bad in (-1, 0x110000, "ab", 1.5):
    try:
        for i in range(1200):
            chr(bad) if i == 1100 else chr(i)
    except (ValueError, TypeError, OverflowError) as e:
        print(i, type(e).__name__, e)
