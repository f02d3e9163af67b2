// Signals: handlers that only set flags.
#include <math.h>
#include <pthread.h>
#include <signal.h>
#include <sys/time.h>
#include <unistd.h>

#include "common.h"
#include "gil.h"
#include "spawn.h"

namespace host {
namespace {

constexpr int kSignalCount = 65;
std::atomic<bool> g_tripped[kSignalCount];
std::atomic<int> g_wakeup_fd{-1};
std::atomic<int> g_wakeup_error{0};

void trip(int signal) {
  g_tripped[signal] = true;
  g_words[kEvalBreaker].fetch_or(kSignalPending);
  int fd = g_wakeup_fd.load();
  if (fd < 0) return;
  unsigned char byte = static_cast<unsigned char>(signal);
  if (write(fd, &byte, 1) < 0) g_wakeup_error = errno;
}

// The kernel gives a signal of the process to any thread that does not block it, but only the thread that runs Python
// for it may be in a system call that must end with EINTR: pass it on.
void on_signal(int signal) {
  int saved = errno;
  pthread_t mine = g_gil.main_thread.load();
  if (pthread_equal(pthread_self(), mine)) trip(signal);
  else pthread_kill(mine, signal);
  errno = saved;
}

void set_of(Local<Value> list, sigset_t* set) {
  sigemptyset(set);
  for (int signal : int_list(list)) sigaddset(set, signal);
}
Local<Value> list_of(Isolate* isolate, const sigset_t& set) {
  std::vector<Local<Value>> list;
  for (int signal = 1; signal < kSignalCount; signal++)
    if (sigismember(&set, signal) == 1) list.push_back(v8::Integer::New(isolate, signal));
  return Array::New(isolate, list.data(), list.size());
}

// 0 default, 1 ignore, 2 catch, 3 foreign
void Disposition(Args args) {
  struct sigaction action;
  if (sigaction(integer(args, 0), nullptr, &action) < 0) return fail(args, errno);
  bool ours = action.sa_handler == on_signal;
  finish(args, action.sa_handler == SIG_DFL ? 0 : action.sa_handler == SIG_IGN ? 1 : ours ? 2 : 3);
}
void Install(Args args) {
  int signal = integer(args, 0), kind = integer(args, 1);
  struct sigaction action = {};
  action.sa_handler = kind == 0 ? SIG_DFL : kind == 1 ? SIG_IGN : on_signal;
  action.sa_flags = SA_ONSTACK;
  if (signal < 1 || signal >= kSignalCount) return fail(args, EINVAL);
  finish(args, sigaction(signal, &action, nullptr));
}
void TakePending(Args args) {
  // The word first: a signal that comes in between sets both again.
  g_words[kEvalBreaker].fetch_and(~kSignalPending);
  int found = 0;
  bool more = false;
  for (int signal = 1; signal < kSignalCount; signal++) {
    if (!g_tripped[signal].load()) continue;
    if (found == 0) {
      found = signal;
      g_tripped[signal] = false;
    } else {
      more = true;
    }
  }
  if (more) g_words[kEvalBreaker].fetch_or(kSignalPending);
  args.GetReturnValue().Set(found);
}
void Simulate(Args args) {
  int signal = integer(args, 0);
  if (signal >= 1 && signal < kSignalCount) trip(signal);
}
void SetWakeupFd(Args args) { args.GetReturnValue().Set(g_wakeup_fd.exchange(integer(args, 0))); }
void TakeWakeupError(Args args) { args.GetReturnValue().Set(g_wakeup_error.exchange(0)); }
void Siginterrupt(Args args) {
  struct sigaction action;
  int signal = integer(args, 0);
  if (sigaction(signal, nullptr, &action) < 0) return fail(args, errno);
  if (args[1]->IsTrue()) action.sa_flags &= ~SA_RESTART;
  else action.sa_flags |= SA_RESTART;
  finish(args, sigaction(signal, &action, nullptr));
}

void Kill(Args args) { finish(args, kill(integer(args, 0), integer(args, 1))); }
// To the thread that handles signals, so that a caught one is seen by the next poll.
void Raise(Args args) { fail(args, pthread_kill(pthread_self(), integer(args, 0))); }
void Alarm(Args args) { args.GetReturnValue().Set(alarm(static_cast<unsigned>(integer64(args, 0)))); }

double seconds(const timeval& t) { return static_cast<double>(t.tv_sec) + static_cast<double>(t.tv_usec) * 1e-6; }
timeval interval(double value) {
  double whole = floor(value);
  return {static_cast<time_t>(whole), static_cast<suseconds_t>(round((value - whole) * 1e6))};
}
void deliver(const itimerval& t) {
  record()[0] = seconds(t.it_value);
  record()[1] = seconds(t.it_interval);
}
void Setitimer(Args args) {
  itimerval wanted = {interval(number(args, 2)), interval(number(args, 1))}, old;
  if (wanted.it_value.tv_usec >= 1'000'000) wanted.it_value = {wanted.it_value.tv_sec + 1, 0};
  if (wanted.it_interval.tv_usec >= 1'000'000) wanted.it_interval = {wanted.it_interval.tv_sec + 1, 0};
  if (setitimer(static_cast<__itimer_which>(integer(args, 0)), &wanted, &old) < 0) return fail(args, errno);
  deliver(old);
  finish(args, 0);
}
void Getitimer(Args args) {
  itimerval now;
  if (getitimer(static_cast<__itimer_which>(integer(args, 0)), &now) < 0) return fail(args, errno);
  deliver(now);
  finish(args, 0);
}
void Pause(Args args) {
  int result;
  {
    Blocking blocking;
    result = pause();
  }
  finish(args, result);
}
void Mask(Args args) {
  sigset_t set, old;
  set_of(args[1], &set);
  int error = pthread_sigmask(integer(args, 0), &set, &old);
  if (error != 0) return fail(args, error);
  args.GetReturnValue().Set(list_of(args.GetIsolate(), old));
}
void Pending(Args args) {
  sigset_t set;
  if (sigpending(&set) < 0) return fail(args, errno);
  args.GetReturnValue().Set(list_of(args.GetIsolate(), set));
}
void Wait(Args args) {
  sigset_t set;
  set_of(args[0], &set);
  double ms = number(args, 1);
  timespec timeout = {static_cast<time_t>(ms / 1e3), static_cast<long>(fmod(ms, 1e3) * 1e6)};
  int result;
  {
    Blocking blocking;
    result = ms < 0 ? sigwaitinfo(&set, nullptr) : sigtimedwait(&set, nullptr, &timeout);
  }
  finish(args, result);
}

}  // namespace

void init_signals(Group& g) {
  g.fn("disposition", Disposition);
  g.fn("install", Install);
  g.fn("takePending", TakePending);
  g.fn("simulate", Simulate);
  g.fn("setWakeupFd", SetWakeupFd);
  g.fn("takeWakeupError", TakeWakeupError);
  g.fn("siginterrupt", Siginterrupt);
  g.fn("kill", Kill);
  g.fn("raise", Raise);
  g.fn("alarm", Alarm);
  g.fn("setitimer", Setitimer);
  g.fn("getitimer", Getitimer);
  g.fn("pause", Pause);
  g.fn("mask", Mask);
  g.fn("pending", Pending);
  g.fn("wait", Wait);
}

}  // namespace host
