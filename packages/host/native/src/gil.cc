#include "gil.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <time.h>
#include <unistd.h>

#include <new>

extern "C" void* __libc_stack_end;

namespace host {

std::atomic<int32_t>* g_words;
Gil g_gil;
thread_local uintptr_t tls_stack_limit;
thread_local int tls_thread;
static thread_local char tls_identity;

timespec monotonic_in(int64_t ns) {
  timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  int64_t total = now.tv_sec * 1'000'000'000LL + now.tv_nsec + ns;
  return {static_cast<time_t>(total / 1'000'000'000LL), static_cast<long>(total % 1'000'000'000LL)};
}

void Gil::init(Isolate* iso) {
  isolate = iso;
  main_thread = pthread_self();
  pthread_condattr_t attributes;
  pthread_condattr_init(&attributes);
  pthread_condattr_setclock(&attributes, CLOCK_MONOTONIC);
  pthread_mutex_init(&mutex_, nullptr);
  pthread_mutex_init(&switch_mutex_, nullptr);
  pthread_cond_init(&free_, &attributes);
  pthread_cond_init(&switched_, &attributes);
  take();
}

bool Gil::must_sleep() { return finalizing && !pthread_equal(pthread_self(), main_thread.load()); }

// A thread that asks for the lock after the runtime ended never touches the isolate again.
void Gil::sleep_forever() {
  for (;;) pause();
}

void Gil::take() {
  if (must_sleep()) sleep_forever();
  pthread_mutex_lock(&mutex_);
  waiters_++;
  while (locked_) {
    uint64_t before = switches_;
    timespec until = monotonic_in(interval_ns_);
    int result = pthread_cond_timedwait(&free_, &mutex_, &until);
    if (result == ETIMEDOUT && locked_ && before == switches_) g_words[kEvalBreaker].fetch_or(kGilDropRequest);
  }
  waiters_--;
  if (must_sleep()) {
    pthread_mutex_unlock(&mutex_);
    sleep_forever();
  }
  pthread_mutex_lock(&switch_mutex_);
  locked_ = true;
  if (last_ != &tls_identity) {
    last_ = &tls_identity;
    switches_++;
  }
  pthread_cond_signal(&switched_);
  pthread_mutex_unlock(&switch_mutex_);
  if (waiters_ == 0) g_words[kEvalBreaker].fetch_and(~kGilDropRequest);
  pthread_mutex_unlock(&mutex_);
}

void Gil::drop(bool forced) {
  pthread_mutex_lock(&mutex_);
  locked_ = false;
  g_words[kEvalBreaker].fetch_and(~kGilDropRequest);
  bool wanted = waiters_ > 0;
  pthread_cond_signal(&free_);
  pthread_mutex_unlock(&mutex_);
  if (!forced || !wanted) return;
  pthread_mutex_lock(&switch_mutex_);
  while (last_ == &tls_identity && waiters_ > 0) {
    timespec until = monotonic_in(1'000'000);
    pthread_cond_timedwait(&switched_, &switch_mutex_, &until);
  }
  pthread_mutex_unlock(&switch_mutex_);
}

// The main thread comes without a limit of ours; once another thread has set one, it needs one to come back to. What the
// system granted at start-up is always there (`__libc_stack_end` is its top).
static void adopt_system_stack_limit() {
  constexpr size_t kMost = 8 << 20, kReserve = 256 << 10;
  rlimit limit;
  getrlimit(RLIMIT_STACK, &limit);
  size_t size = limit.rlim_cur < kMost ? static_cast<size_t>(limit.rlim_cur) : kMost;
  tls_stack_limit = reinterpret_cast<uintptr_t>(__libc_stack_end) - size + kReserve;
}

// V8 14 keeps one stack size for the isolate: each thread must say its own again when it comes back.
void assert_stack_limit() {
  if (tls_stack_limit == 0 || g_gil.limit_in_force == tls_stack_limit) return;
  g_gil.limit_in_force = tls_stack_limit;
  g_gil.isolate->SetStackLimit(tls_stack_limit);
}

// A thread may come back with no stack left for one more call, but this call must not fail: it gets a part of the reserve.
class MoreStack {
 public:
  MoreStack() {
    char here;
    if (tls_stack_limit == 0 || reinterpret_cast<uintptr_t>(&here) > tls_stack_limit + kPart) return;
    moved_ = true;
    g_gil.isolate->SetStackLimit(tls_stack_limit - kPart);
  }
  ~MoreStack() {
    if (moved_) g_gil.isolate->SetStackLimit(tls_stack_limit);
  }

 private:
  static constexpr uintptr_t kPart = 128 << 10;
  bool moved_ = false;
};

void announce() {
  if (g_gil.announced == tls_thread) return;
  g_gil.announced = tls_thread;
  if (g_gil.on_resume == nullptr) return;
  Isolate* isolate = g_gil.isolate;
  v8::HandleScope handles(isolate);
  Local<Context> context = g_gil.resume_context->Get(isolate);
  MoreStack more;
  v8::TryCatch catcher(isolate);
  Local<Value> number = v8::Integer::New(isolate, tls_thread);
  if (!g_gil.on_resume->Get(isolate)->Call(context, v8::Undefined(isolate), 1, &number).IsEmpty()) return;
  fputs("pyston: the state of a thread could not be restored\n", stderr);
  abort();
}

Released::Released(bool forced) {
  Isolate* isolate = g_gil.isolate;
  if (tls_stack_limit == 0) adopt_system_stack_limit();
  while (Isolate::TryGetCurrent() == isolate) {
    isolate->Exit();
    entered_++;
  }
  new (unlocker_) v8::Unlocker(isolate);
  g_gil.drop(forced);
}

Released::~Released() {
  int saved = errno;
  g_gil.take();
  reinterpret_cast<v8::Unlocker*>(unlocker_)->~Unlocker();
  while (entered_-- > 0) g_gil.isolate->Enter();
  assert_stack_limit();
  announce();
  errno = saved;
}

}  // namespace host
