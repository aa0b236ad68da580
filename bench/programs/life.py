# Sets of tuples: Conway's game of life on an unbounded board.
import sys


def step(alive):
    counts = {}
    for x, y in alive:
        for dx in (-1, 0, 1):
            for dy in (-1, 0, 1):
                if dx or dy:
                    cell = (x + dx, y + dy)
                    counts[cell] = counts.get(cell, 0) + 1
    return {cell for cell, n in counts.items() if n == 3 or (n == 2 and cell in alive)}


def main(n):
    alive = {(1, 0), (2, 0), (0, 1), (1, 1), (1, 2)}  # the R-pentomino
    for _ in range(n):
        alive = step(alive)
    xs = [x for x, _ in alive]
    ys = [y for _, y in alive]
    print(len(alive), min(xs), max(xs), min(ys), max(ys))


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 1900)
