# Dicts with int, str and tuple keys: insert, look up, delete, iterate, merge.
import sys


def main(n):
    by_int, by_str, by_pair = {}, {}, {}
    state = 1
    hits = 0
    for i in range(n):
        state = (state * 1103515245 + 12345) & 0x7FFFFFFF
        key = (state >> 8) % 5000
        by_int[key] = by_int.get(key, 0) + 1
        name = "k" + str(key % 1000)
        if name in by_str:
            hits += 1
            by_str[name] += key
        else:
            by_str[name] = key
        by_pair.setdefault((key % 50, key // 50), []).append(i)
        if i % 7 == 0:
            by_int.pop(key, None)
    merged = by_int | {k: -v for k, v in by_int.items() if k % 2}
    longest = max(by_pair, key=lambda pair: (len(by_pair[pair]), pair))
    print(len(by_int), sum(by_int.values()), hits, sum(by_str.values()))
    print(len(by_pair), longest, len(by_pair[longest]), sum(merged.values()))
    print(sorted(by_str.items(), key=lambda kv: -kv[1])[:3])


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 900000)
