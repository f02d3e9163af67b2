// OS threads that run JavaScript of the one isolate, and locks.
#include <semaphore.h>
#include <signal.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <algorithm>
#include <map>

#include "common.h"
#include "gil.h"
#include "thread_body.h"

namespace host {

// The order matters: lock, Locker, scopes, stack limit, context; at the end metadata go after the Locker.
void run_on_this_thread(Body* body) {
  Isolate* isolate = g_gil.isolate;
  tls_thread = body->number;
  g_gil.take();
  pthread_t caller = g_gil.main_thread.load();
  if (body->acts_as_main) g_gil.main_thread = pthread_self();
  {
    v8::Locker locker(isolate);
    Isolate::Scope isolate_scope(isolate);
    v8::HandleScope handles(isolate);
    char here;
    tls_stack_limit = reinterpret_cast<uintptr_t>(&here) - body->stack + kStackReserve;
    assert_stack_limit();
    Local<Context> context = body->context.Get(isolate);
    Context::Scope context_scope(context);
    announce();
    v8::TryCatch catcher(isolate);
    Local<Function> function = body->function.Get(isolate);
    Local<Value> result;
    if (function->Call(context, v8::Undefined(isolate), 0, nullptr).ToLocal(&result)) {
      if (!body->drops_result) body->result.Reset(isolate, result);
    } else {
      body->failed = true;
      if (catcher.HasCaught()) body->result.Reset(isolate, catcher.Exception());
    }
    body->context.Reset();
    body->function.Reset();
  }
  isolate->DiscardThreadSpecificMetadata();
  if (body->acts_as_main) g_gil.main_thread = caller;
}

namespace {

struct Thread {
  Body body;
  pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;
  pthread_cond_t changed;
  pthread_t id = 0;
  bool done = false;
  // Nobody will ask for it any more.
  bool forgotten = false;
};
// Both are used under the GIL only.
std::map<int, Thread*> g_threads;
int g_next_handle = 1;

void erase(Thread* thread) {
  g_threads.erase(thread->body.number);
  pthread_cond_destroy(&thread->changed);
  delete thread;
}

void* thread_main(void* argument) {
  Thread* thread = static_cast<Thread*>(argument);
  run_on_this_thread(&thread->body);
  pthread_mutex_lock(&thread->mutex);
  thread->done = true;
  pthread_cond_broadcast(&thread->changed);
  pthread_mutex_unlock(&thread->mutex);
  // Its handles are empty or, after a failure, still need the isolate: then it stays.
  if (thread->forgotten && thread->body.result.IsEmpty()) erase(thread);
  g_gil.others--;
  g_gil.drop(false);
  return nullptr;
}

int create(Thread* thread) {
  pthread_attr_t attributes;
  pthread_attr_init(&attributes);
  int error = pthread_attr_setstacksize(&attributes, thread->body.stack);
  if (error != 0) return error;
  pthread_attr_setdetachstate(&attributes, PTHREAD_CREATE_DETACHED);
  // Signals are for the main thread; those of faults and of profilers stay.
  sigset_t blocked, before;
  sigfillset(&blocked);
  for (int kept : {SIGSEGV, SIGBUS, SIGPROF, SIGTRAP, SIGFPE, SIGILL}) sigdelset(&blocked, kept);
  pthread_sigmask(SIG_SETMASK, &blocked, &before);
  error = pthread_create(&thread->id, &attributes, thread_main, thread);
  pthread_sigmask(SIG_SETMASK, &before, nullptr);
  pthread_attr_destroy(&attributes);
  return error;
}

// V8 ends the process when it collects dead wasm code while a thread is parked ("archived threads in combination with wasm
// not supported"). So dead code stays from the first thread on, and a collection that is under way is finished before.
void prepare_for_threads(Isolate* isolate) {
  static bool prepared = false;
  if (prepared) return;
  prepared = true;
  v8::V8::SetFlagsFromString("--no-wasm-code-gc");
  node::Environment* environment = node::GetCurrentEnvironment(isolate->GetCurrentContext());
  node::MultiIsolatePlatform* platform = node::GetMultiIsolatePlatform(environment);
  if (platform != nullptr) platform->FlushForegroundTasks(isolate);
}

void Start(Args args) {
  if (!args[0]->IsFunction()) return fail(args, EINVAL);
  Isolate* isolate = args.GetIsolate();
  prepare_for_threads(isolate);
  Thread* thread = new Thread;
  thread->body.function.Reset(isolate, args[0].As<Function>());
  thread->body.context.Reset(isolate, isolate->GetCurrentContext());
  thread->body.stack = std::max(static_cast<size_t>(number(args, 1)), kLeastStack);
  pthread_condattr_t attributes;
  pthread_condattr_init(&attributes);
  pthread_condattr_setclock(&attributes, CLOCK_MONOTONIC);
  pthread_cond_init(&thread->changed, &attributes);
  thread->body.drops_result = true;
  thread->body.number = g_next_handle++;
  g_threads[thread->body.number] = thread;
  g_gil.others++;
  int number = thread->body.number;
  int error = create(thread);
  if (error != 0) {
    g_gil.others--;
    erase(thread);
    return fail(args, error);
  }
  finish(args, number);
}

Thread* find(Args args) {
  auto found = g_threads.find(integer(args, 0));
  return found == g_threads.end() ? nullptr : found->second;
}

void Join(Args args) {
  Thread* thread = find(args);
  if (thread == nullptr) return fail(args, ESRCH);
  double ms = number(args, 1);
  timespec until = monotonic_in(ms < 0 ? 0 : static_cast<int64_t>(ms * 1e6));
  bool done;
  {
    Released released;
    pthread_mutex_lock(&thread->mutex);
    int error = 0;
    while (!thread->done && error != ETIMEDOUT)
      error = ms < 0 ? pthread_cond_wait(&thread->changed, &thread->mutex)
                     : pthread_cond_timedwait(&thread->changed, &thread->mutex, &until);
    done = thread->done;
    pthread_mutex_unlock(&thread->mutex);
  }
  finish(args, done ? 1 : 0);
}

// takeException(handle) → [thrown] or undefined; frees the handle of an ended thread.
void TakeException(Args args) {
  Thread* thread = find(args);
  if (thread == nullptr) return;
  pthread_mutex_lock(&thread->mutex);
  bool done = thread->done;
  pthread_mutex_unlock(&thread->mutex);
  if (!done) return;
  Isolate* isolate = args.GetIsolate();
  if (thread->body.failed && !thread->body.result.IsEmpty()) {
    Local<Value> thrown = thread->body.result.Get(isolate);
    args.GetReturnValue().Set(Array::New(isolate, &thrown, 1));
  }
  erase(thread);
}

void IdentOf(Args args) {
  Thread* thread = find(args);
  args.GetReturnValue().Set(thread == nullptr ? 0 : static_cast<double>(thread->id));
}

void Forget(Args args) {
  Thread* thread = find(args);
  if (thread == nullptr) return;
  pthread_mutex_lock(&thread->mutex);
  bool done = thread->done;
  pthread_mutex_unlock(&thread->mutex);
  if (done) erase(thread);
  else thread->forgotten = true;
}

void OnResume(Args args) {
  Isolate* isolate = args.GetIsolate();
  if (!args[0]->IsFunction()) return fail(args, EINVAL);
  if (g_gil.on_resume == nullptr) {
    g_gil.on_resume = new v8::Global<Function>;
    g_gil.resume_context = new v8::Global<Context>;
  }
  g_gil.on_resume->Reset(isolate, args[0].As<Function>());
  g_gil.resume_context->Reset(isolate, isolate->GetCurrentContext());
  g_gil.announced = tls_thread;
}

void Ident(Args args) { args.GetReturnValue().Set(static_cast<double>(pthread_self())); }
void NativeId(Args args) { finish(args, syscall(SYS_gettid)); }
void YieldGil(Args) {
  if (gil_shared()) Released released(true);
}
void SetSwitchInterval(Args args) { g_gil.set_interval(number(args, 0)); }
void Finalize(Args) { g_gil.finalizing = true; }

// ---- locks: semaphores, because their waits end with EINTR ----

std::vector<sem_t*> g_locks;
std::vector<int> g_free_locks;

sem_t* lock_at(Args args) {
  size_t i = static_cast<size_t>(integer(args, 0));
  return i < g_locks.size() ? g_locks[i] : nullptr;
}
void LockNew(Args args) {
  int handle;
  if (g_free_locks.empty()) {
    handle = static_cast<int>(g_locks.size());
    g_locks.push_back(new sem_t);
  } else {
    handle = g_free_locks.back();
    g_free_locks.pop_back();
  }
  sem_init(g_locks[static_cast<size_t>(handle)], 0, 1);
  finish(args, handle);
}
void LockAcquire(Args args) {
  sem_t* lock = lock_at(args);
  if (lock == nullptr) return fail(args, EINVAL);
  double ms = number(args, 1);
  if (sem_trywait(lock) == 0) return finish(args, 1);
  if (ms == 0) return finish(args, 0);
  timespec until = monotonic_in(ms < 0 ? 0 : static_cast<int64_t>(ms * 1e6));
  int result;
  {
    Blocking blocking;
    result = ms < 0 ? sem_wait(lock) : sem_clockwait(lock, CLOCK_MONOTONIC, &until);
  }
  if (result < 0 && errno == ETIMEDOUT) return finish(args, 0);
  finish(args, result < 0 ? result : 1);
}
void LockRelease(Args args) {
  sem_t* lock = lock_at(args);
  if (lock == nullptr) return fail(args, EINVAL);
  finish(args, sem_post(lock));
}
void LockFree(Args args) {
  sem_t* lock = lock_at(args);
  if (lock == nullptr) return;
  sem_destroy(lock);
  g_free_locks.push_back(integer(args, 0));
}

// moveWords(to): what was set meanwhile is set there too. The old words stay for who is just writing them.
void MoveWords(Args args) {
  auto view = args[0].As<v8::Int32Array>();
  if (view->Length() < kWordCount) return fail(args, EINVAL);
  // never freed, as the first ones
  auto* memory = new std::shared_ptr<v8::BackingStore>(view->Buffer()->GetBackingStore());
  auto* to = reinterpret_cast<std::atomic<int32_t>*>(static_cast<char*>((*memory)->Data()) + view->ByteOffset());
  std::atomic<int32_t>* from = g_words;
  g_words = to;
  for (int i = 0; i < kWordCount; i++) to[i].fetch_or(from[i].load());
  finish(args, 0);
}

// The lock for other addons: `release` gives a state, or NULL where nobody else could want the lock; `acquire` takes it back.
void* release_lock() { return gil_shared() ? new Released() : nullptr; }
void acquire_lock(void* state) { delete static_cast<Released*>(state); }

// lockForNatives() → [address of release, address of acquire]
void LockForNatives(Args args) {
  Isolate* isolate = args.GetIsolate();
  auto number = [isolate](auto* f) { return v8::Number::New(isolate, static_cast<double>(reinterpret_cast<uintptr_t>(f))); };
  Local<Value> pair[] = {number(&release_lock), number(&acquire_lock)};
  args.GetReturnValue().Set(v8::Array::New(isolate, pair, 2));
}

}  // namespace

void init_threads(Group& g) {
  g.fn("lockForNatives", LockForNatives);
  g.fn("moveWords", MoveWords);
  g.fn("start", Start);
  g.fn("join", Join);
  g.fn("takeException", TakeException);
  g.fn("identOf", IdentOf);
  g.fn("forget", Forget);
  g.fn("onResume", OnResume);
  g.fn("ident", Ident);
  g.fn("nativeId", NativeId);
  g.fn("yieldGil", YieldGil);
  g.fn("setSwitchInterval", SetSwitchInterval);
  g.fn("finalize", Finalize);
  g.fn("lockNew", LockNew);
  g.fn("lockAcquire", LockAcquire);
  g.fn("lockRelease", LockRelease);
  g.fn("lockFree", LockFree);
}

}  // namespace host
