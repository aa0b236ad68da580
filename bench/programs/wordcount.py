# String methods and dicts: count the words of a generated text, sort by count.
import sys

SYLLABLES = ["ka", "lo", "mi", "ter", "un", "ves", "pra", "don", "sil", "eth", "gor", "ny"]


def make_lines(n):
    seed = 12345
    for _ in range(n):
        words = []
        for _ in range(10):
            seed = (seed * 1664525 + 1013904223) & 0xFFFFFFFF
            parts = 1 + (seed >> 28) % 3
            x = seed >> 8
            word = ""
            for _ in range(parts):
                word += SYLLABLES[x % 12]
                x //= 12
            words.append(word.capitalize() if seed & 0x100000 else word)
        yield ", ".join(words[:5]) + " " + " ".join(words[5:]) + ".\n"


def main(n):
    counts = {}
    letters = 0
    for line in make_lines(n):
        for word in line.strip().rstrip(".").lower().replace(",", "").split():
            counts[word] = counts.get(word, 0) + 1
            letters += len(word)
    top = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    print(len(counts), letters)
    for word, count in top[:10]:
        print(f"{word:<12}{count:>6}")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 90000)
