// The loops of limits.py in C. noipa: the compiler may not see that the calls of
// a kernel all give the same.
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define KERNEL __attribute__((noipa)) static

KERNEL int64_t int_sum(int64_t n) {
    int64_t s = 0;
    for (int64_t i = 0; i < n; i++)
        s += i;
    return s;
}

KERNEL int64_t lcg(int64_t n) {
    int64_t x = 42;
    for (int64_t i = 0; i < n; i++)
        x = (x * 1664525 + 1013904223) & 0xFFFFFFFF;
    return x;
}

KERNEL double harmonic(int64_t n) {
    double s = 0.0;
    for (int64_t i = 1; i <= n; i++)
        s += 1.0 / i;
    return s;
}

static double **matrix(int64_t n) {
    double **m = malloc(n * sizeof *m);
    for (int64_t i = 0; i < n; i++)
        m[i] = calloc(n, sizeof **m);
    return m;
}

static void release(double **m, int64_t n) {
    for (int64_t i = 0; i < n; i++)
        free(m[i]);
    free(m);
}

KERNEL double matmul(double **a, double **b, int64_t n) {
    double **c = matrix(n);
    for (int64_t i = 0; i < n; i++) {
        double *ai = a[i], *ci = c[i];
        for (int64_t j = 0; j < n; j++) {
            double s = 0.0;
            for (int64_t k = 0; k < n; k++)
                s += ai[k] * b[k][j];
            ci[j] = s;
        }
    }
    double r = c[n / 3][n / 2] + c[n - 1][1];
    release(c, n);
    return r;
}

KERNEL int64_t sieve(int64_t n) {
    unsigned char *f = malloc(n + 1);
    memset(f, 1, n + 1);
    f[0] = f[1] = 0;
    for (int64_t i = 2; i * i <= n; i++)
        if (f[i])
            for (int64_t j = i * i; j <= n; j += i)
                f[j] = 0;
    int64_t c = 0;
    for (int64_t i = 0; i <= n; i++)
        if (f[i])
            c++;
    free(f);
    return c;
}

KERNEL int64_t mandelbrot(int64_t n) {
    int64_t total = 0;
    for (int64_t py = 0; py < n; py++) {
        double y0 = 2.0 * py / n - 1.0;
        for (int64_t px = 0; px < n; px++) {
            double x0 = 3.0 * px / n - 2.0, x = 0.0, y = 0.0;
            int64_t it = 0;
            while (it < 100 && x * x + y * y <= 4.0) {
                double t = x * x - y * y + x0;
                y = 2.0 * x * y + y0;
                x = t;
                it++;
            }
            total += it;
        }
    }
    return total;
}

// Not noipa: its recursion is to be optimised. The call of it is hidden.
static int64_t fib(int64_t n) { return n < 2 ? n : fib(n - 1) + fib(n - 2); }
KERNEL int64_t call_fib(int64_t n) { return fib(n); }

static int64_t now(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return t.tv_sec * INT64_C(1000000000) + t.tv_nsec;
}

int main(int argc, char **argv) {
    if (argc < 4)
        return 2;
    const char *name = argv[1];
    int64_t n = atoll(argv[2]), times[500], result = 0;
    double real = 0;
    int floats = !strcmp(name, "harmonic") || !strcmp(name, "matmul"), count = 0;
    double **a = NULL, **b = NULL;
    if (!strcmp(name, "matmul")) {
        a = matrix(n), b = matrix(n);
        for (int64_t i = 0; i < n; i++)
            for (int64_t j = 0; j < n; j++)
                a[i][j] = i * j % 7 + 0.5, b[i][j] = (i + j) % 5 - 1.25;
    }
    int64_t end = now() + (int64_t)(atof(argv[3]) * 1e9);
    while (count < 5 || (now() < end && count < 500)) {
        int64_t start = now();
        if (!strcmp(name, "int_sum")) result = int_sum(n);
        else if (!strcmp(name, "lcg")) result = lcg(n);
        else if (!strcmp(name, "harmonic")) real = harmonic(n);
        else if (!strcmp(name, "matmul")) real = matmul(a, b, n);
        else if (!strcmp(name, "sieve")) result = sieve(n);
        else if (!strcmp(name, "mandelbrot")) result = mandelbrot(n);
        else if (!strcmp(name, "fib")) result = call_fib(n);
        else return 2;
        times[count++] = now() - start;
    }
    if (floats)
        printf("%.17g\n", real);
    else
        printf("%lld\n", (long long)result);
    for (int i = 0; i < count; i++)
        printf("%lld ", (long long)times[i]);
    printf("\n");
    return 0;
}
