# Integer loops over nested lists: shortest paths between all pairs (Floyd-Warshall).
import sys

FAR = 10**9


def main(n):
    dist = [[0 if i == j else FAR for j in range(n)] for i in range(n)]
    seed = 17
    for i in range(n):
        for _ in range(4):
            seed = (seed * 1103515245 + 12345) & 0x7FFFFFFF
            dist[i][(seed >> 12) % n] = 1 + (seed >> 4) % 100
        dist[i][i] = 0
    for k in range(n):
        row_k = dist[k]
        for i in range(n):
            row_i = dist[i]
            through = row_i[k]
            if through < FAR:
                for j in range(n):
                    d = through + row_k[j]
                    if d < row_i[j]:
                        row_i[j] = d
    reachable = [d for row in dist for d in row if d < FAR]
    print(len(reachable), sum(reachable), max(reachable))


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 310)
