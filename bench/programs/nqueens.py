# Recursive generators: all ways to place n queens.
import sys


def place(n, row, columns, up, down):
    if row == n:
        yield ()
        return
    for col in range(n):
        if col not in columns and row + col not in up and row - col not in down:
            columns.add(col)
            up.add(row + col)
            down.add(row - col)
            for rest in place(n, row + 1, columns, up, down):
                yield (col,) + rest
            columns.remove(col)
            up.remove(row + col)
            down.remove(row - col)


def main(n):
    solutions = list(place(n, 0, set(), set(), set()))
    print(len(solutions), solutions[0], solutions[-1])


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 12)
