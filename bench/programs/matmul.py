# Nested lists of floats: matrix multiplication with three plain loops.
import sys


def matrix(n, seed):
    return [[((i * seed + j * 7) % 13 - 6) / 4.0 for j in range(n)] for i in range(n)]


def multiply(a, b):
    n, m, p = len(a), len(b), len(b[0])
    result = []
    for i in range(n):
        row = []
        a_row = a[i]
        for j in range(p):
            s = 0.0
            for k in range(m):
                s += a_row[k] * b[k][j]
            row.append(s)
        result.append(row)
    return result


def main(n):
    c = multiply(matrix(n, 3), matrix(n, 5))
    print(sum(c[i][i] for i in range(n)), c[0][n - 1], c[n // 2][n // 3])


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 250)
