"""The kernels of bench.mjs. As a program: `kernels.py ROUNDS [NAME …]` prints a line `NAME SECONDS RESULT` each, the best CPU time of the rounds."""

import array
import sys
import time


def total(n, m):
    s = 0
    for i in range(n):
        s += i * i % m
    return s


def collatz(limit):
    best = 0
    for start in range(1, limit):
        steps = 0
        x = start
        while x != 1:
            if x % 2 == 0:
                x //= 2
            else:
                x = 3 * x + 1
            steps += 1
        if steps > best:
            best = steps
    return best


def lcg(n, x):
    while n > 0:
        x = (x * 1103515245 + 12345) & 0x7FFFFFFF
        n -= 1
    return x


def mandelbrot(w, h, limit):
    inside = 0
    y = 0
    while y < h:
        x = 0
        ci = 2.0 * y / h - 1.0
        while x < w:
            cr = 3.0 * x / w - 2.0
            zr = 0.0
            zi = 0.0
            i = 0
            while i < limit and zr * zr + zi * zi <= 4.0:
                t = zr * zr - zi * zi + cr
                zi = 2.0 * zr * zi + ci
                zr = t
                i += 1
            inside += i
            x += 1
        y += 1
    return inside


def sieve(flags, n):
    i = 2
    while i * i <= n:
        if flags[i]:
            j = i * i
            while j <= n:
                flags[j] = 0
                j += i
        i += 1


def dot(a, b, n):
    s = 0.0
    for i in range(n):
        s += a[i] * b[i]
    return s


def dot_lists(a, b, n):
    s = 0.0
    for i in range(n):
        s += a[i] * b[i]
    return s


def matmul(a, b, c, n):
    i = 0
    while i < n:
        j = 0
        while j < n:
            s = 0.0
            k = 0
            while k < n:
                s += a[i * n + k] * b[k * n + j]
                k += 1
            c[i * n + j] = s
            j += 1
        i += 1


def axpy(a, x, y, n):
    i = 0
    while i < n:
        y[i] = a * x[i] + y[i]
        i += 1


def checksum(data, n):
    a = 1
    b = 0
    for i in range(n):
        a = (a + data[i]) % 65521
        b = (b + a) % 65521
    return b << 16 | a


N = 1_000_000
floats_a = array.array("d", [0.5]) * N
floats_b = array.array("d", range(N))
list_a = [0.5] * N
list_b = [float(i) for i in range(N)]
matrix_a = array.array("d", range(120 * 120))
matrix_b = array.array("d", range(120 * 120))
matrix_c = array.array("d", [0.0]) * (120 * 120)
ones = bytes(b"\x01") * (N + 1)
flags = bytearray(ones)
data = bytearray(range(256)) * 4000


def run_sieve():
    flags[:] = ones
    sieve(flags, N)
    return flags[999983] + flags[999999]


def run_matmul():
    matmul(matrix_a, matrix_b, matrix_c, 120)
    return matrix_c[119]


def run_axpy():
    axpy(0.0, floats_a, floats_b, N)
    return floats_b[77]


KERNELS = {
    "total": lambda: total(N, 7919),
    "collatz": lambda: collatz(30_000),
    "lcg": lambda: lcg(N, 42),
    "mandelbrot": lambda: mandelbrot(160, 120, 100),
    "sieve": run_sieve,
    "dot": lambda: dot(floats_a, floats_b, N),
    "lists": lambda: dot_lists(list_a, list_b, N),
    "matmul": run_matmul,
    "axpy": run_axpy,
    "checksum": lambda: checksum(data, 1_000_000),
}


def main(rounds, names):
    for name in names or KERNELS:
        best = 1e9
        for _ in range(rounds):
            start = time.process_time()
            result = KERNELS[name]()
            best = min(best, time.process_time() - start)
        print(name, f"{best:.6f}", result)


if __name__ == "__main__":
    main(int(sys.argv[1]), sys.argv[2:])
