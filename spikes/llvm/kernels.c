/* The kernels of kernels.py in C, checked as compiled code checks (overflow, bounds, zero) and without polls: what gcc -O2 makes of them.
   kernels ROUNDS prints `NAME SECONDS RESULT` lines. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

typedef int64_t i64;
#define N 1000000
/* read at run time, so that nothing is computed at compile time */
static volatile i64 million = N, modulus = 7919, limit = 30000, side = 120, width = 160, depth = 100, cells = 14400, bytes = 1024000;
static void leave(void) { abort(); }
static i64 add(i64 a, i64 b) { i64 r; if (__builtin_add_overflow(a, b, &r)) leave(); return r; }
static i64 mul(i64 a, i64 b) { i64 r; if (__builtin_mul_overflow(a, b, &r)) leave(); return r; }
static i64 mod(i64 a, i64 b) { if (b == 0) leave(); i64 r = a % b; return r != 0 && (r ^ b) < 0 ? r + b : r; }
#define AT(array, length, i) (*((uint64_t)(i) < (uint64_t)(length) ? &(array)[i] : (leave(), &(array)[0])))

__attribute__((noinline)) static double total(i64 n, i64 m) {
  i64 s = 0;
  for (i64 i = 0; i < n; i++) s = add(s, mod(mul(i, i), m));
  return s;
}
__attribute__((noinline)) static double collatz(i64 limit) {
  i64 best = 0;
  for (i64 start = 1; start < limit; start++) {
    i64 steps = 0, x = start;
    while (x != 1) {
      if ((x & 1) == 0) x >>= 1;
      else x = add(mul(3, x), 1);
      steps = add(steps, 1);
    }
    if (steps > best) best = steps;
  }
  return best;
}
__attribute__((noinline)) static double lcg(i64 n, i64 x) {
  while (n > 0) {
    x = add(mul(x, 1103515245), 12345) & 0x7FFFFFFF;
    n--;
  }
  return x;
}
__attribute__((noinline)) static double mandelbrot(i64 w, i64 h, i64 limit) {
  i64 inside = 0;
  for (i64 y = 0; y < h; y++) {
    double ci = 2.0 * y / h - 1.0;
    for (i64 x = 0; x < w; x++) {
      double cr = 3.0 * x / w - 2.0, zr = 0, zi = 0;
      i64 i = 0;
      while (i < limit && zr * zr + zi * zi <= 4.0) {
        double t = zr * zr - zi * zi + cr;
        zi = 2.0 * zr * zi + ci;
        zr = t;
        i++;
      }
      inside += i;
    }
  }
  return inside;
}
__attribute__((noinline)) static void sieve(uint8_t* flags, i64 length, i64 n) {
  for (i64 i = 2; mul(i, i) <= n; i++)
    if (AT(flags, length, i))
      for (i64 j = i * i; j <= n; j = add(j, i)) AT(flags, length, j) = 0;
}
__attribute__((noinline)) static double dot(double* a, double* b, i64 length, i64 n) {
  double s = 0;
  for (i64 i = 0; i < n; i++) s += AT(a, length, i) * AT(b, length, i);
  return s;
}
__attribute__((noinline)) static void matmul(double* a, double* b, double* c, i64 length, i64 n) {
  for (i64 i = 0; i < n; i++)
    for (i64 j = 0; j < n; j++) {
      double s = 0;
      for (i64 k = 0; k < n; k++) s += AT(a, length, add(mul(i, n), k)) * AT(b, length, add(mul(k, n), j));
      AT(c, length, add(mul(i, n), j)) = s;
    }
}
__attribute__((noinline)) static void axpy(double a, double* x, double* y, i64 length, i64 n) {
  for (i64 i = 0; i < n; i++) AT(y, length, i) = a * AT(x, length, i) + AT(y, length, i);
}
__attribute__((noinline)) static double checksum(uint8_t* data, i64 length, i64 n) {
  i64 a = 1, b = 0;
  for (i64 i = 0; i < n; i++) {
    a = mod(a + AT(data, length, i), 65521);
    b = mod(b + a, 65521);
  }
  return b << 16 | a;
}

static double *fa, *fb, ma[14400], mb[14400], mc[14400];
static uint8_t *flags, *data;
static double run_total(void) { return total(million, modulus); }
static double run_collatz(void) { return collatz(limit); }
static double run_lcg(void) { return lcg(million, 42); }
static double run_mandelbrot(void) { return mandelbrot(width, side, depth); }
static double run_sieve(void) {
  memset(flags, 1, N + 1);
  sieve(flags, million + 1, million);
  return flags[999983] + flags[999999];
}
static double run_dot(void) { return dot(fa, fb, million, million); }
static double run_matmul(void) { matmul(ma, mb, mc, cells, side); return mc[119]; }
static double run_axpy(void) { axpy(0.0, fa, fb, million, million); return fb[77]; }
static double run_checksum(void) { return checksum(data, bytes, million); }

int main(int argc, char** argv) {
  struct { const char* name; double (*run)(void); } all[] = {
      {"total", run_total}, {"collatz", run_collatz}, {"lcg", run_lcg}, {"mandelbrot", run_mandelbrot}, {"sieve", run_sieve},
      {"dot", run_dot}, {"matmul", run_matmul}, {"axpy", run_axpy}, {"checksum", run_checksum}};
  fa = malloc(8 * N), fb = malloc(8 * N), flags = malloc(N + 1), data = malloc(1024000);
  for (int i = 0; i < N; i++) fa[i] = 0.5, fb[i] = i;
  for (int i = 0; i < 14400; i++) ma[i] = mb[i] = i;
  for (int i = 0; i < 1024000; i++) data[i] = i;
  for (unsigned k = 0; k < sizeof all / sizeof *all; k++) {
    double best = 1e9, result = 0;
    for (int round = 0; round < atoi(argv[argc - 1]); round++) {
      struct timespec a, b;
      clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &a);
      result = all[k].run();
      clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &b);
      double seconds = (b.tv_sec - a.tv_sec) + (b.tv_nsec - a.tv_nsec) / 1e9;
      if (seconds < best) best = seconds;
    }
    printf("%s %.6f %.17g\n", all[k].name, best, result);
  }
}
