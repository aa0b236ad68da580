# Three levels of loops over nested lists; values that do not change inside.
def matmul(a, b, n):
    c = [[0.0] * n for _ in range(n)]
    for i in range(n):
        ai, ci = a[i], c[i]
        for j in range(n):
            s = 0.0
            for k in range(n):
                s += ai[k] * b[k][j]
            ci[j] = s
    return c


def transpose(m):
    n = len(m)
    for i in range(n):
        for j in range(i + 1, n):
            m[i][j], m[j][i] = m[j][i], m[i][j]
    return m


def floyd(d):
    n = len(d)
    for k in range(n):
        for i in range(n):
            for j in range(n):
                if d[i][k] + d[k][j] < d[i][j]:
                    d[i][j] = d[i][k] + d[k][j]
    return d


n = 18
a = [[(i * j % 7) + 0.5 for j in range(n)] for i in range(n)]
b = [[(i + j) % 5 - 1.25 for j in range(n)] for i in range(n)]
c = matmul(a, b, n)
print(c[3], sum(map(sum, c)))
b[4][5] = 3
b[7] = [1] * n
c = matmul(a, b, n)
print(c[3], sum(map(sum, transpose(c))))
g = [[0 if i == j else (i * 37 + j * 101) % 50 + 1 for j in range(n)] for i in range(n)]
print(floyd(g)[2], sum(map(sum, g)))
b[9] = [1.0] * 5
try:
    matmul(a, b, n)
except IndexError as e:
    print(e)
