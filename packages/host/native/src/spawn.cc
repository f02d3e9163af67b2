// Starts a child: vfork, a list of prepared steps, exec.
//
// posix_spawn has no file-creation mask, user ids or working directory on every C library, and CPython's subprocess needs
// all of them in its own order; so the child does the steps itself. It shares our memory until exec (CLONE_VFORK): it
// allocates nothing, runs no handler (all signals are blocked and reset) and reports its error by writing to `failure`.
#include "spawn.h"

#include <fcntl.h>
#include <grp.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>

extern char** environ;

namespace host {

size_t g_inherited_stack = 0;

std::vector<int> int_list(Local<Value> value) {
  std::vector<int> out;
  if (!value->IsArray()) return out;
  Local<Array> array = value.As<Array>();
  Local<Context> context = Isolate::GetCurrent()->GetCurrentContext();
  for (uint32_t i = 0; i < array->Length(); i++) {
    Local<Value> item;
    if (array->Get(context, i).ToLocal(&item) && item->IsNumber())
      out.push_back(static_cast<int>(item.As<Number>()->Value()));
  }
  return out;
}

namespace {

enum ActionKind { kOpen = 0, kClose = 1, kDup2 = 2 };
// Four numbers of `actions`: open (fd, flags, mode), close (fd), dup2 (from, to).
struct Action {
  int kind, a, b, c;
};
// Slots of `options`; -1 = not asked.
enum Option { kSetsid, kPgroup, kCloseFrom, kUmask, kUid, kGid, kMaskGiven, kGroupsGiven, kOptionCount };
enum Stage { kSetup = 0, kCwd = 1, kExec = 2 };

struct Plan {
  std::vector<char*> candidates;
  char* const* argv;
  char* const* env;
  const char* cwd;
  std::vector<Action> actions;
  std::vector<char*> paths;
  int option[kOptionCount];
  std::vector<int> pass, defaults;
  std::vector<gid_t> groups;
  sigset_t mask;
  rlimit stack;
};
struct Failure {
  volatile int error = 0;
  volatile int stage = kSetup;
};

void reset_handlers(const std::vector<int>& defaults) {
  struct sigaction action;
  for (int signal = 1; signal < NSIG; signal++) {
    if (sigaction(signal, nullptr, &action) < 0) continue;
    bool caught = action.sa_handler != SIG_IGN && action.sa_handler != SIG_DFL;
    bool asked = std::find(defaults.begin(), defaults.end(), signal) != defaults.end();
    if (!caught && !asked) continue;
    action = {};
    action.sa_handler = SIG_DFL;
    sigaction(signal, &action, nullptr);
  }
}

int place(const Action& action, const char* path) {
  if (action.kind == kClose) {
    close(action.a);
    return 0;
  }
  if (action.kind == kDup2) {
    if (action.a != action.b) return dup2(action.a, action.b);
    int flags = fcntl(action.a, F_GETFD, 0);
    return flags < 0 ? -1 : fcntl(action.a, F_SETFD, flags & ~FD_CLOEXEC);
  }
  int fd = open(path, action.b, action.c);
  if (fd < 0 || fd == action.a) return fd;
  int result = dup2(fd, action.a);
  close(fd);
  return result;
}

void close_span(unsigned low, unsigned high) {
  if (low > high) return;
#ifdef SYS_close_range
  if (syscall(SYS_close_range, low, high, 0) == 0) return;
#endif
  unsigned most = static_cast<unsigned>(sysconf(_SC_OPEN_MAX));
  for (unsigned fd = low; fd <= high && fd < most; fd++) close(static_cast<int>(fd));
}

// `pass` is sorted.
void close_others(unsigned low, const std::vector<int>& pass) {
  for (int kept : pass) {
    if (static_cast<unsigned>(kept) < low) continue;
    if (kept > 0) close_span(low, static_cast<unsigned>(kept) - 1);
    low = static_cast<unsigned>(kept) + 1;
  }
  close_span(low, ~0u);
}

// Everything between vfork and exec; -1 with errno when a step failed.
int prepare(const Plan& plan, Failure* failure) {
  const int* option = plan.option;
  if (option[kSetsid] == 1 && setsid() < 0) return -1;
  if (option[kPgroup] >= 0 && setpgid(0, option[kPgroup]) < 0) return -1;
  for (size_t i = 0; i < plan.actions.size(); i++)
    if (place(plan.actions[i], plan.paths[i]) < 0) return -1;
  for (int fd : plan.pass) {
    int flags = fcntl(fd, F_GETFD, 0);
    if (flags < 0 || fcntl(fd, F_SETFD, flags & ~FD_CLOEXEC) < 0) return -1;
  }
  if (plan.cwd != nullptr) {
    failure->stage = kCwd;
    if (chdir(plan.cwd) < 0) return -1;
    failure->stage = kSetup;
  }
  if (option[kUmask] >= 0) umask(static_cast<mode_t>(option[kUmask]));
  if (option[kCloseFrom] >= 0) close_others(static_cast<unsigned>(option[kCloseFrom]), plan.pass);
  // The C library's wrappers would change every thread of the parent's record: the bare calls do not.
  if (option[kGroupsGiven] == 1 && syscall(SYS_setgroups, plan.groups.size(), plan.groups.data()) < 0) return -1;
  if (option[kGid] >= 0 && syscall(SYS_setregid, option[kGid], option[kGid]) < 0) return -1;
  if (option[kUid] >= 0 && syscall(SYS_setreuid, option[kUid], option[kUid]) < 0) return -1;
  if (g_inherited_stack != 0) setrlimit(RLIMIT_STACK, &plan.stack);
  return sigprocmask(SIG_SETMASK, &plan.mask, nullptr);
}

[[noreturn]] void child(const Plan& plan, Failure* failure) {
  reset_handlers(plan.defaults);
  if (prepare(plan, failure) < 0) {
    failure->error = errno;
    _exit(127);
  }
  failure->stage = kExec;
  int first = 0;
  for (char* file : plan.candidates) {
    execve(file, plan.argv, plan.env);
    if (errno != ENOENT && errno != ENOTDIR && first == 0) first = errno;
  }
  failure->error = first != 0 ? first : errno;
  _exit(127);
}

__attribute__((noinline)) pid_t start(const Plan& plan, Failure* failure) {
  pid_t pid = vfork();
  if (pid == 0) child(plan, failure);
  return pid;
}

}  // namespace

// The result is the pid or -errno; slot 0 of the record says at which stage it failed (Stage).
// spawn(candidates, argv, env | null, cwd | null, actions, actionPaths, options, passFds, sigmask, sigdefault, groups)
void Spawn(Args args) {
  Isolate* isolate = args.GetIsolate();
  record()[0] = kSetup;
  PathList candidates(isolate, args[0]), argv(isolate, args[1]), env(isolate, args[2]), paths(isolate, args[5]);
  std::unique_ptr<Path> cwd(absent(args, 3) ? nullptr : new Path(isolate, args[3]));
  int errors[] = {candidates.error, argv.error, env.error, paths.error, cwd ? cwd->error : 0};
  for (int error : errors)
    if (error != 0) return fail(args, error);

  Plan plan;
  for (char* const* file = candidates.data(); *file != nullptr; file++) plan.candidates.push_back(*file);
  plan.argv = argv.data();
  plan.env = absent(args, 2) ? environ : env.data();
  plan.cwd = cwd ? cwd->c_str() : nullptr;
  std::vector<int> words = int_list(args[4]);
  for (size_t i = 0; i + 3 < words.size(); i += 4)
    plan.actions.push_back({words[i], words[i + 1], words[i + 2], words[i + 3]});
  for (char* const* path = paths.data(); *path != nullptr; path++) plan.paths.push_back(*path);
  std::vector<int> options = int_list(args[6]);
  if (options.size() != kOptionCount || plan.paths.size() != plan.actions.size()) return fail(args, EINVAL);
  std::copy(options.begin(), options.end(), plan.option);
  plan.pass = int_list(args[7]);
  std::sort(plan.pass.begin(), plan.pass.end());
  plan.defaults = int_list(args[9]);
  for (int group : int_list(args[10])) plan.groups.push_back(static_cast<gid_t>(group));
  getrlimit(RLIMIT_STACK, &plan.stack);
  if (g_inherited_stack != 0) plan.stack.rlim_cur = g_inherited_stack;

  sigset_t all, before;
  sigfillset(&all);
  pthread_sigmask(SIG_SETMASK, &all, &before);
  plan.mask = before;
  if (plan.option[kMaskGiven] == 1) {
    sigemptyset(&plan.mask);
    for (int signal : int_list(args[8])) sigaddset(&plan.mask, signal);
  }
  Failure failure;
  pid_t pid = start(plan, &failure);
  int error = errno;
  pthread_sigmask(SIG_SETMASK, &before, nullptr);
  if (pid < 0) return fail(args, error);
  if (failure.error != 0) {
    waitpid(pid, nullptr, 0);
    record()[0] = failure.stage;
    return fail(args, failure.error);
  }
  finish(args, pid);
}

}  // namespace host
