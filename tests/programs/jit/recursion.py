# Recursion: one and two calls, mutual, with accumulators, with a type that changes on the way.
def fib(n):
    return n if n < 2 else fib(n - 1) + fib(n - 2)


def ack(m, n):
    if m == 0:
        return n + 1
    if n == 0:
        return ack(m - 1, 1)
    return ack(m - 1, ack(m, n - 1))


def even(n):
    return True if n == 0 else odd(n - 1)


def odd(n):
    return False if n == 0 else even(n - 1)


def fact(n, acc=1):
    return acc if n < 2 else fact(n - 1, acc * n)


def tree(d):
    return None if d == 0 else (tree(d - 1), d, tree(d - 1))


def weigh(t):
    if t is None:
        return 0
    left, k, right = t
    return weigh(left) + k + weigh(right)


def switch(n, x):
    if n == 0:
        return x
    return switch(n - 1, x * 0.5 if n == 100 else x + 1)


def hanoi(n, a, b, c, moves):
    if n:
        hanoi(n - 1, a, c, b, moves)
        moves.append((a, c))
        hanoi(n - 1, b, a, c, moves)
    return moves


print(fib(19), fib(2.5), ack(2, 12), even(300), odd(301), fact(40), fact(25, 1.0))
print(weigh(tree(11)), [switch(200, k) for k in (1, 2.5, 2**64)])
moves = hanoi(10, "a", "b", "c", [])
print(len(moves), moves[500], [fib(k) for k in range(15)])
