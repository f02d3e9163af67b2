// V8 itself: stack and garbage.
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <algorithm>

#include "common.h"
#include "gil.h"
#include "spawn.h"
#include "thread_body.h"

extern "C" void* __libc_stack_end;

namespace host {
namespace {

// The kernel keeps this much free below a growing stack.
constexpr size_t kGuardGap = 2 << 20;

bool on_process_thread() { return syscall(SYS_gettid) == getpid(); }

// Address space below the top of the main stack, up to the next mapping; 0 = unknown.
size_t room_below_main_stack() {
  FILE* maps = fopen("/proc/self/maps", "re");
  if (maps == nullptr) return 0;
  char line[4352];
  uintptr_t low, high, previous = 0, room = 0;
  while (room == 0 && fgets(line, sizeof line, maps) != nullptr) {
    if (sscanf(line, "%lx-%lx", &low, &high) != 2) continue;
    if (strstr(line, "[stack]") != nullptr) room = high - previous;
    previous = high;
  }
  fclose(maps);
  return room > kGuardGap ? room - kGuardGap : 0;
}

// What the stack of this thread may become without another thread. `top` is its end.
size_t largest_stack(uintptr_t* top) {
  if (on_process_thread()) {
    *top = reinterpret_cast<uintptr_t>(__libc_stack_end);
    rlimit limit;
    getrlimit(RLIMIT_STACK, &limit);
    return std::min<size_t>(room_below_main_stack(), limit.rlim_max);
  }
  pthread_attr_t attributes;
  void* base;
  size_t size;
  if (pthread_getattr_np(pthread_self(), &attributes) != 0) return 0;
  pthread_attr_getstack(&attributes, &base, &size);
  pthread_attr_destroy(&attributes);
  *top = reinterpret_cast<uintptr_t>(base) + size;
  return size;
}

// The soft limit decides at the moment of growth how far the main stack goes; children get the old one back.
void raise_stack_rlimit(size_t bytes) {
  rlimit limit;
  getrlimit(RLIMIT_STACK, &limit);
  if (limit.rlim_cur == RLIM_INFINITY || limit.rlim_cur >= bytes) return;
  if (g_inherited_stack == 0) g_inherited_stack = limit.rlim_cur;
  limit.rlim_cur = bytes;
  setrlimit(RLIMIT_STACK, &limit);
}

void SetStackLimit(Args args) {
  uintptr_t top = 0;
  size_t most = largest_stack(&top);
  if (most < 2 * kStackReserve) return finish(args, 0);
  size_t wanted = std::min(static_cast<size_t>(number(args, 0)), most - kStackReserve);
  char here;
  uintptr_t limit = top - wanted;
  if (limit + kStackReserve > reinterpret_cast<uintptr_t>(&here)) return finish(args, 0);
  if (on_process_thread()) raise_stack_rlimit(wanted + kStackReserve);
  tls_stack_limit = limit;
  assert_stack_limit();
  finish(args, static_cast<int64_t>(wanted));
}

void MaxStack(Args args) {
  uintptr_t top = 0;
  size_t most = largest_stack(&top);
  finish(args, most < kStackReserve ? 0 : static_cast<int64_t>(most - kStackReserve));
}

void* big_stack_main(void* argument) {
  run_on_this_thread(static_cast<Body*>(argument));
  g_gil.drop(false);
  return nullptr;
}

// runOnBigStack(body, bytes): its result, or its exception; -EAGAIN … when no such thread could be made.
void RunOnBigStack(Args args) {
  Isolate* isolate = args.GetIsolate();
  Body body;
  body.function.Reset(isolate, args[0].As<Function>());
  body.context.Reset(isolate, isolate->GetCurrentContext());
  body.stack = std::max(static_cast<size_t>(number(args, 1)), kLeastStack);
  body.number = tls_thread;
  body.acts_as_main = pthread_equal(pthread_self(), g_gil.main_thread.load());
  pthread_attr_t attributes;
  pthread_attr_init(&attributes);
  int error = pthread_attr_setstacksize(&attributes, body.stack);
  {
    Released released;
    sigset_t all, before;
    pthread_t helper;
    if (error == 0) error = pthread_create(&helper, &attributes, big_stack_main, &body);
    if (error == 0) {
      sigfillset(&all);
      pthread_sigmask(SIG_SETMASK, &all, &before);
      pthread_join(helper, nullptr);
      pthread_sigmask(SIG_SETMASK, &before, nullptr);
    }
  }
  pthread_attr_destroy(&attributes);
  if (error != 0) return fail(args, error);
  if (body.result.IsEmpty()) return;
  Local<Value> result = body.result.Get(isolate);
  body.result.Reset();
  if (body.failed) isolate->ThrowException(result);
  else args.GetReturnValue().Set(result);
}

void CollectGarbage(Args args) { args.GetIsolate()->LowMemoryNotification(); }

void after_collection(Isolate*, v8::GCType, v8::GCCallbackFlags) {
  g_words[kEvalBreaker].fetch_or(kAsyncRequest);
}

void ReportCollections(Args args) {
  args.GetIsolate()->AddGCEpilogueCallback(after_collection, v8::kGCTypeMarkSweepCompact);
  args.GetReturnValue().Set(true);
}

// V8 ends the process when its heap is full. Somewhat earlier it asks for more: the program gets a part of the reserve, and
// at its next poll a MemoryError. A native that fills that too, without a poll, ends the process in CPython's words.
constexpr size_t kLeastReserve = 64 << 20;

size_t near_heap_limit(void*, size_t current, size_t initial) {
  if (current >= 2 * initial) {
    fputs("Fatal Python error: MemoryError: the heap of the engine is full\n", stderr);
    abort();
  }
  g_words[kEvalBreaker].fetch_or(kMemoryFull);
  g_gil.isolate->AutomaticallyRestoreInitialHeapLimit(0.8);
  return current + std::max(initial / 8, kLeastReserve);
}

void ReportFullHeap(Args args) {
  args.GetIsolate()->AddNearHeapLimitCallback(near_heap_limit, nullptr);
  args.GetReturnValue().Set(true);
}

// WeakRef targets are held until the end of a job; callbacks of registries are tasks of the event loop. A synchronous
// program has neither, so both are done here.
void CollectFinalizers(Args args) {
  Isolate* isolate = args.GetIsolate();
  isolate->ClearKeptObjects();
  node::Environment* environment = node::GetCurrentEnvironment(isolate->GetCurrentContext());
  node::MultiIsolatePlatform* platform = node::GetMultiIsolatePlatform(environment);
  if (platform != nullptr) platform->FlushForegroundTasks(isolate);
  args.GetReturnValue().Set(platform != nullptr);
}

}  // namespace

void init_engine(Group& g) {
  g.fn("setStackLimit", SetStackLimit);
  g.fn("maxStack", MaxStack);
  g.fn("runOnBigStack", RunOnBigStack);
  g.fn("collectGarbage", CollectGarbage);
  g.fn("collectFinalizers", CollectFinalizers);
  g.fn("reportCollections", ReportCollections);
  g.fn("reportFullHeap", ReportFullHeap);
}

}  // namespace host
