# Big-integer arithmetic: modular powers, Miller-Rabin, extended Euclid, factorials.
import sys


def power(base, exponent, modulus):
    result = 1
    base %= modulus
    while exponent:
        if exponent & 1:
            result = result * base % modulus
        base = base * base % modulus
        exponent >>= 1
    return result


def is_probable_prime(n):
    if n % 2 == 0:
        return n == 2
    d, s = n - 1, 0
    while d % 2 == 0:
        d //= 2
        s += 1
    for a in (2, 3, 5, 7, 11, 13):
        x = power(a, d, n)
        if x in (1, n - 1):
            continue
        for _ in range(s - 1):
            x = x * x % n
            if x == n - 1:
                break
        else:
            return False
    return True


def inverse(a, m):
    r0, r1, s0, s1 = a, m, 1, 0
    while r1:
        q = r0 // r1
        r0, r1 = r1, r0 - q * r1
        s0, s1 = s1, s0 - q * s1
    return s0 % m


def main(n):
    p = (1 << 521) - 1
    x = 3
    for i in range(n):
        x = (x * x + i) % p
        x = inverse(x, p)
    print(x % 10**20, is_probable_prime(p), is_probable_prime(p - 2))
    factorial = 1
    for i in range(1, 10 * n):
        factorial *= i
    print(factorial.bit_length(), len(str(factorial % 10**300)), power(7, factorial, p) == pow(7, factorial, p))


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 1100)
