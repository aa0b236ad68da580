# Float stencil on a grid: successive over-relaxation.
import sys


def relax(grid, omega, iterations):
    rows, cols = len(grid), len(grid[0])
    quarter = omega * 0.25
    rest = 1.0 - omega
    for _ in range(iterations):
        for i in range(1, rows - 1):
            above, row, below = grid[i - 1], grid[i], grid[i + 1]
            for j in range(1, cols - 1):
                row[j] = quarter * (above[j] + below[j] + row[j - 1] + row[j + 1]) + rest * row[j]


def main(n):
    size = 100
    grid = [[((i * 31 + j * 17) % 64) / 64.0 for j in range(size)] for i in range(size)]
    relax(grid, 1.25, n)
    print(repr(sum(map(sum, grid))), repr(grid[50][50]))


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 700)
