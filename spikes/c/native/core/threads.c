// Locks, time and the lock of the runtime. Releasing it is the bridge's business; without a second thread it does nothing.
#include <errno.h>
#include <pthread.h>
#include <stdlib.h>
#include <time.h>

#include "core.h"

static void *(*release_lock)(void);
static void (*acquire_lock)(void *);

void core_set_lock(void *(*release)(void), void (*acquire)(void *)) {
  release_lock = release;
  acquire_lock = acquire;
}

API void *PyEval_SaveThread(void) { return release_lock != NULL ? release_lock() : NULL; }
API void PyEval_RestoreThread(void *state) {
  if (state == NULL) return;
  acquire_lock(state);
  core_thread_back();
}
API void *PyThreadState_Get(void) {
  static char state[512];
  return state;
}
API void *_PyThreadState_GetCurrent(void) { return PyThreadState_Get(); }
API unsigned long PyThread_get_thread_ident(void) { return (unsigned long)pthread_self(); }
API int PyGILState_Check(void) { return 1; }

static struct timespec until(int64_t ns) {
  struct timespec now;
  clock_gettime(CLOCK_REALTIME, &now);
  int64_t at = now.tv_sec * 1000000000LL + now.tv_nsec + ns;
  return (struct timespec){at / 1000000000LL, at % 1000000000LL};
}

API void *PyThread_allocate_lock(void) {
  pthread_mutex_t *lock = (pthread_mutex_t *)malloc(sizeof *lock);
  pthread_mutex_init(lock, NULL);
  return lock;
}
API void PyThread_free_lock(void *lock) {
  pthread_mutex_destroy((pthread_mutex_t *)lock);
  free(lock);
}
API int PyThread_acquire_lock(void *lock, int wait) {
  return wait ? pthread_mutex_lock((pthread_mutex_t *)lock) == 0 : pthread_mutex_trylock((pthread_mutex_t *)lock) == 0;
}
API void PyThread_release_lock(void *lock) { pthread_mutex_unlock((pthread_mutex_t *)lock); }
API void PyMutex_Lock(uint8_t *m) {
  while (__atomic_exchange_n(m, 1, __ATOMIC_ACQUIRE)) {
    void *state = PyEval_SaveThread();
    struct timespec pause = {0, 50000};
    nanosleep(&pause, NULL);
    PyEval_RestoreThread(state);
  }
}
API void PyMutex_Unlock(uint8_t *m) { __atomic_store_n(m, 0, __ATOMIC_RELEASE); }

// --- time

API int64_t PyTime_MonotonicRaw_ns(void) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return now.tv_sec * 1000000000LL + now.tv_nsec;
}
API int64_t _PyDeadline_Init(int64_t timeout) { return PyTime_MonotonicRaw_ns() + timeout; }
API int64_t _PyDeadline_Get(int64_t deadline) { return deadline - PyTime_MonotonicRaw_ns(); }
// Rounds up, as every timeout.
API int _PyTime_FromSecondsObject(int64_t *t, PyObject *o, int round) {
  (void)round;
  double seconds = PyFloat_AsDouble(o);
  if (seconds == -1 && PyErr_Occurred()) return -1;
  double ns = seconds * 1e9;
  *t = (int64_t)ns;
  if ((double)*t < ns) ++*t;
  return 0;
}

// --- the parking lot: one bucket is enough here

typedef struct Waiter {
  const void *address;
  void *park_arg;
  int woken;
  struct Waiter *next;
} Waiter;
static pthread_mutex_t bucket = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t moved = PTHREAD_COND_INITIALIZER;
static Waiter *waiters;

static void leave(Waiter *w) {
  for (Waiter **at = &waiters; *at != NULL; at = &(*at)->next)
    if (*at == w) {
      *at = w->next;
      return;
    }
}

API int _PyParkingLot_Park(const void *address, const void *expected, size_t size, int64_t timeout, void *park_arg, int detach) {
  Waiter w = {address, park_arg, 0, NULL};
  void *state = detach ? PyEval_SaveThread() : NULL;
  pthread_mutex_lock(&bucket);
  int result = memcmp(address, expected, size) == 0 ? 0 : -1;
  if (result == 0) {
    w.next = waiters;
    waiters = &w;
    struct timespec end = until(timeout < 0 ? 0 : timeout);
    while (!w.woken && result == 0) {
      int r = timeout < 0 ? pthread_cond_wait(&moved, &bucket) : pthread_cond_timedwait(&moved, &bucket, &end);
      if (r == ETIMEDOUT && !w.woken) result = -2;
    }
    leave(&w);
  }
  pthread_mutex_unlock(&bucket);
  if (detach) PyEval_RestoreThread(state);
  return result;
}
API void _PyParkingLot_Unpark(const void *address, void (*fn)(void *, void *, int), void *arg) {
  pthread_mutex_lock(&bucket);
  Waiter *found = NULL;
  int more = 0;
  for (Waiter *w = waiters; w != NULL; w = w->next)
    if (w->address == address && !w->woken) {
      more = found != NULL;
      found = w;
    }
  fn(arg, found == NULL ? NULL : found->park_arg, more);
  if (found != NULL) found->woken = 1;
  pthread_cond_broadcast(&moved);
  pthread_mutex_unlock(&bucket);
}
