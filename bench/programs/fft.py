# Complex numbers and recursion over slices: fast Fourier transform and its inverse.
import sys
from math import cos, sin, pi


def fft(values, sign):
    n = len(values)
    if n == 1:
        return values
    even = fft(values[0::2], sign)
    odd = fft(values[1::2], sign)
    out = [0j] * n
    half = n // 2
    for k in range(half):
        angle = sign * 2 * pi * k / n
        t = complex(cos(angle), sin(angle)) * odd[k]
        out[k] = even[k] + t
        out[k + half] = even[k] - t
    return out


def main(n):
    size = 1 << n
    signal = [complex((i * 37) % 101 - 50, (i * 17) % 31) for i in range(size)]
    spectrum = fft(signal, -1)
    back = [v / size for v in fft(spectrum, 1)]
    error = max(abs(a - b) for a, b in zip(signal, back))
    print(size, error < 1e-9)
    print(f"{spectrum[1].real:.4f} {spectrum[1].imag:.4f} {abs(spectrum[size // 3]):.4f}")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 17)
