# Float loops without allocation: escape times of the Mandelbrot set.
import sys


def escape(cr, ci, limit):
    zr = zi = 0.0
    for i in range(limit):
        zr2 = zr * zr
        zi2 = zi * zi
        if zr2 + zi2 > 4.0:
            return i
        zi = 2.0 * zr * zi + ci
        zr = zr2 - zi2 + cr
    return limit


def main(n):
    total = inside = 0
    for y in range(n):
        ci = 2.0 * y / n - 1.0
        for x in range(n):
            steps = escape(3.0 * x / n - 2.0, ci, 100)
            total += steps
            inside += steps == 100
    print(total, inside)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 450)
