# Float matrices in lists of lists: LU decomposition with pivoting, and solving.
import sys


def decompose(a):
    n = len(a)
    order = list(range(n))
    for k in range(n):
        p = max(range(k, n), key=lambda i: abs(a[i][k]))
        if p != k:
            a[p], a[k] = a[k], a[p]
            order[p], order[k] = order[k], order[p]
        pivot_row = a[k]
        inverse = 1.0 / pivot_row[k]
        for i in range(k + 1, n):
            row = a[i]
            factor = row[k] * inverse
            row[k] = factor
            for j in range(k + 1, n):
                row[j] -= factor * pivot_row[j]
    return order


def solve(a, order, b):
    n = len(a)
    x = [b[i] for i in order]
    for i in range(n):
        x[i] -= sum(a[i][j] * x[j] for j in range(i))
    for i in range(n - 1, -1, -1):
        x[i] = (x[i] - sum(a[i][j] * x[j] for j in range(i + 1, n))) / a[i][i]
    return x


def main(n):
    state = 113
    matrix = []
    for _ in range(n):
        row = []
        for _ in range(n):
            state = (state * 16807) % 2147483647
            row.append(state / 2147483647 - 0.5)
        matrix.append(row)
    b = [sum(row) for row in matrix]
    x = solve(matrix, decompose(matrix), b)
    print(n, max(abs(v - 1.0) for v in x) < 1e-6)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 370)
