// The global lock of the runtime: a fair lock with forced switches, and v8::Locker switched under it.
//
// Rules (each one, broken, crashed): leave the isolate before the Unlocker; take the lock before the Locker; set the
// thread's stack limit again after every change of thread; switch only in `Blocking` and `yieldGil`.
// As long as no second thread exists, `Blocking` does nothing.
//
// The JavaScript side keeps what belongs to the running thread in module variables. Whenever another thread than the last
// one goes on, `announce` tells it which, before anything else of that thread runs: no wrapper can forget to.
#pragma once
#include <pthread.h>

#include <atomic>

#include "common.h"

namespace host {

constexpr int kEvalBreaker = 0;
constexpr int kGilDropRequest = 1;
constexpr int kSignalPending = 2;
constexpr int kAsyncRequest = 4;
constexpr int kMemoryFull = 8;
constexpr int kWordCount = 16;
extern std::atomic<int32_t>* g_words;

class Gil {
 public:
  void init(Isolate* isolate);
  void take();
  // `forced`: wait until another thread, if one wants the lock, really has it.
  void drop(bool forced);
  void set_interval(double seconds) { interval_ns_ = static_cast<int64_t>(seconds * 1e9); }
  // Threads besides the holder that exist (and may want the lock).
  std::atomic<int> others{0};
  std::atomic<bool> finalizing{false};
  // The thread that runs on behalf of the main one: it gets the signals. A helper with a larger stack stands in for it.
  std::atomic<pthread_t> main_thread;
  Isolate* isolate = nullptr;
  // Stack limit that the isolate has now; 0 = V8's own.
  uintptr_t limit_in_force = 0;
  // The thread (see tls_thread) that JavaScript knows as the running one, and the function that is told of another.
  int announced = 0;
  // Never destroyed: the isolate is gone when the process runs its destructors.
  v8::Global<Function>* on_resume = nullptr;
  v8::Global<Context>* resume_context = nullptr;

 private:
  [[noreturn]] void sleep_forever();
  bool must_sleep();
  pthread_mutex_t mutex_, switch_mutex_;
  pthread_cond_t free_, switched_;
  bool locked_ = false;
  const void* last_ = nullptr;
  uint64_t switches_ = 0;
  int waiters_ = 0;
  int64_t interval_ns_ = 5'000'000;
};
extern Gil g_gil;

inline bool gil_shared() { return g_gil.others.load(std::memory_order_relaxed) > 0; }

// This thread's stack limit, 0 = V8's own.
extern thread_local uintptr_t tls_stack_limit;
void assert_stack_limit();

// This thread's number: 0 for the main one (and helpers that stand in for it), else the handle that `start` gave.
extern thread_local int tls_thread;
// Tells JavaScript that this thread runs now, if another one did before. Needs the isolate, entered.
void announce();

// Gives up isolate and lock for the life of the object. errno survives.
class Released {
 public:
  explicit Released(bool forced = false);
  ~Released();

 private:
  int entered_ = 0;
  alignas(v8::Unlocker) char unlocker_[sizeof(v8::Unlocker)];
};

// Around a system call that may block: Released when other threads exist.
class Blocking {
 public:
  Blocking() {
    if (gil_shared()) new (released_) Released();
    else shared_ = false;
  }
  ~Blocking() {
    if (shared_) reinterpret_cast<Released*>(released_)->~Released();
  }

 private:
  bool shared_ = true;
  alignas(Released) char released_[sizeof(Released)];
};

// Absolute CLOCK_MONOTONIC time `ns` from now.
timespec monotonic_in(int64_t ns);

}  // namespace host
