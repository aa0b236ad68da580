# Raising and catching: exceptions as control flow, through calls and finally.
import sys


class Rejected(Exception):
    def __init__(self, number):
        super().__init__(number)
        self.number = number


def check(i):
    if i % 3 == 0:
        raise Rejected(i)
    return 100 // (i % 5)


def attempt(i, log):
    try:
        return check(i)
    except ZeroDivisionError:
        return -1
    finally:
        log[i & 7] += 1


def main(n):
    log = [0] * 8
    table = {i: i * i for i in range(0, 100, 2)}
    total = rejected = missing = 0
    for i in range(n):
        try:
            total += attempt(i, log)
            total += table[i % 100]
        except Rejected as e:
            rejected += e.number & 1
        except KeyError:
            missing += 1
    print(total, rejected, missing, log)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 1500000)
