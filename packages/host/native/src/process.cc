// This process and its children.
#include <grp.h>
#include <math.h>
#include <sched.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/sysinfo.h>
#include <sys/times.h>
#include <sys/utsname.h>
#include <sys/wait.h>
#include <unistd.h>

#include "common.h"
#include "gil.h"
#include "spawn.h"

extern char** environ;

namespace host {
namespace {

double seconds(const timeval& t) { return static_cast<double>(t.tv_sec) + static_cast<double>(t.tv_usec) * 1e-6; }

// Order of the fields: HostRusage. Slot 0 is left to the caller.
void write_usage(const rusage& u) {
  double values[] = {seconds(u.ru_utime), seconds(u.ru_stime), double(u.ru_maxrss),  double(u.ru_ixrss),
                     double(u.ru_idrss),  double(u.ru_isrss),  double(u.ru_minflt),  double(u.ru_majflt),
                     double(u.ru_nswap),  double(u.ru_inblock), double(u.ru_oublock), double(u.ru_msgsnd),
                     double(u.ru_msgrcv), double(u.ru_nsignals), double(u.ru_nvcsw),  double(u.ru_nivcsw)};
  memcpy(record() + 1, values, sizeof values);
}

void Getuid(Args args) { args.GetReturnValue().Set(getuid()); }
void Geteuid(Args args) { args.GetReturnValue().Set(geteuid()); }
void Getgid(Args args) { args.GetReturnValue().Set(getgid()); }
void Getegid(Args args) { args.GetReturnValue().Set(getegid()); }
void Setuid(Args args) { finish(args, setuid(static_cast<uid_t>(integer64(args, 0)))); }
void Seteuid(Args args) { finish(args, seteuid(static_cast<uid_t>(integer64(args, 0)))); }
void Setgid(Args args) { finish(args, setgid(static_cast<gid_t>(integer64(args, 0)))); }
void Setegid(Args args) { finish(args, setegid(static_cast<gid_t>(integer64(args, 0)))); }
void Getppid(Args args) { finish(args, getppid()); }
void Getpgid(Args args) { finish(args, getpgid(integer(args, 0))); }
void Setpgid(Args args) { finish(args, setpgid(integer(args, 0), integer(args, 1))); }
void Getsid(Args args) { finish(args, getsid(integer(args, 0))); }
void Setsid(Args args) { finish(args, setsid()); }
void Killpg(Args args) { finish(args, killpg(integer(args, 0), integer(args, 1))); }

void Getgroups(Args args) {
  int count = getgroups(0, nullptr);
  if (count < 0) return fail(args, errno);
  std::vector<gid_t> groups(static_cast<size_t>(count));
  count = getgroups(count, groups.data());
  std::vector<Local<Value>> list;
  for (int i = 0; i < count; i++)
    list.push_back(v8::Integer::NewFromUnsigned(args.GetIsolate(), groups[static_cast<size_t>(i)]));
  args.GetReturnValue().Set(Array::New(args.GetIsolate(), list.data(), list.size()));
}

// waitpid(pid, options): the status goes into slot 0 of the record, the usage behind it.
void Waitpid(Args args) {
  pid_t pid = integer(args, 0);
  int options = integer(args, 1), status = 0;
  rusage usage = {};
  pid_t result;
  {
    Blocking blocking;
    result = wait4(pid, &status, options, &usage);
  }
  if (result >= 0) {
    write_usage(usage);
    record()[0] = status;
  }
  finish(args, result);
}

void Execve(Args args) {
  Isolate* isolate = args.GetIsolate();
  Path file(isolate, args[0]);
  PathList argv(isolate, args[1]), env(isolate, args[2]);
  int error = file.error != 0 ? file.error : argv.error != 0 ? argv.error : env.error;
  if (error != 0) return fail(args, error);
  finish(args, execve(file.c_str(), argv.data(), env.data()));
}
void HardExit(Args args) { _exit(integer(args, 0)); }
void Abort(Args) { abort(); }

void Uname(Args args) {
  utsname u;
  if (uname(&u) < 0) return fail(args, errno);
  Local<Value> parts[5];
  const char* texts[] = {u.sysname, u.nodename, u.release, u.version, u.machine};
  for (int i = 0; i < 5; i++) parts[i] = decode(args.GetIsolate(), texts[i], strlen(texts[i]));
  args.GetReturnValue().Set(Array::New(args.GetIsolate(), parts, 5));
}
void Times(Args args) {
  tms t;
  clock_t elapsed = times(&t);
  double ticks = static_cast<double>(sysconf(_SC_CLK_TCK));
  double values[] = {double(t.tms_utime), double(t.tms_stime), double(t.tms_cutime), double(t.tms_cstime),
                     double(elapsed)};
  for (int i = 0; i < 5; i++) record()[i] = values[i] / ticks;
}
void Getrusage(Args args) {
  rusage usage;
  if (getrusage(static_cast<__rusage_who>(integer(args, 0)), &usage) < 0) return fail(args, errno);
  write_usage(usage);
  finish(args, 0);
}
void CpuCount(Args args) { finish(args, get_nprocs()); }
void GetAffinity(Args args) {
  cpu_set_t set;
  if (sched_getaffinity(integer(args, 0), sizeof set, &set) < 0) return fail(args, errno);
  std::vector<Local<Value>> cpus;
  for (int cpu = 0; cpu < CPU_SETSIZE; cpu++)
    if (CPU_ISSET(cpu, &set)) cpus.push_back(v8::Integer::New(args.GetIsolate(), cpu));
  args.GetReturnValue().Set(Array::New(args.GetIsolate(), cpus.data(), cpus.size()));
}
void SetAffinity(Args args) {
  cpu_set_t set;
  CPU_ZERO(&set);
  for (int cpu : int_list(args[1])) {
    if (cpu < 0 || cpu >= CPU_SETSIZE) return fail(args, EINVAL);
    CPU_SET(cpu, &set);
  }
  finish(args, sched_setaffinity(integer(args, 0), sizeof set, &set));
}
void SchedYield(Args args) {
  int result;
  {
    Blocking blocking;
    result = sched_yield();
  }
  finish(args, result);
}
void Getloadavg(Args args) {
  if (getloadavg(record(), 3) != 3) return fail(args, EIO);
  finish(args, 0);
}
// nice and getpriority may answer -1 and more: the answer is in the record.
void Nice(Args args) {
  errno = 0;
  int value = nice(integer(args, 0));
  if (value == -1 && errno != 0) return fail(args, errno);
  record()[0] = value;
  finish(args, 0);
}
void Getpriority(Args args) {
  errno = 0;
  int value = getpriority(static_cast<__priority_which>(integer(args, 0)), static_cast<id_t>(integer64(args, 1)));
  if (value == -1 && errno != 0) return fail(args, errno);
  record()[0] = value;
  finish(args, 0);
}
void Setpriority(Args args) {
  auto which = static_cast<__priority_which>(integer(args, 0));
  finish(args, setpriority(which, static_cast<id_t>(integer64(args, 1)), integer(args, 2)));
}
double limit_out(rlim_t value) { return value == RLIM_INFINITY ? -1 : static_cast<double>(value); }
rlim_t limit_in(double value) { return value < 0 ? RLIM_INFINITY : static_cast<rlim_t>(value); }
void Getrlimit(Args args) {
  rlimit limit;
  if (getrlimit(static_cast<__rlimit_resource>(integer(args, 0)), &limit) < 0) return fail(args, errno);
  record()[0] = limit_out(limit.rlim_cur);
  record()[1] = limit_out(limit.rlim_max);
  finish(args, 0);
}
void Setrlimit(Args args) {
  rlimit limit = {limit_in(number(args, 1)), limit_in(number(args, 2))};
  finish(args, setrlimit(static_cast<__rlimit_resource>(integer(args, 0)), &limit));
}

}  // namespace

void init_process(Group& g) {
  g.fn("getuid", Getuid);
  g.fn("geteuid", Geteuid);
  g.fn("getgid", Getgid);
  g.fn("getegid", Getegid);
  g.fn("setuid", Setuid);
  g.fn("seteuid", Seteuid);
  g.fn("setgid", Setgid);
  g.fn("setegid", Setegid);
  g.fn("getppid", Getppid);
  g.fn("getgroups", Getgroups);
  g.fn("getpgid", Getpgid);
  g.fn("setpgid", Setpgid);
  g.fn("getsid", Getsid);
  g.fn("setsid", Setsid);
  g.fn("killpg", Killpg);
  g.fn("spawn", Spawn);
  g.fn("waitpid", Waitpid);
  g.fn("execve", Execve);
  g.fn("hardExit", HardExit);
  g.fn("abort", Abort);
  g.fn("uname", Uname);
  g.fn("times", Times);
  g.fn("getrusage", Getrusage);
  g.fn("cpuCount", CpuCount);
  g.fn("getAffinity", GetAffinity);
  g.fn("setAffinity", SetAffinity);
  g.fn("schedYield", SchedYield);
  g.fn("getloadavg", Getloadavg);
  g.fn("nice", Nice);
  g.fn("getpriority", Getpriority);
  g.fn("setpriority", Setpriority);
  g.fn("getrlimit", Getrlimit);
  g.fn("setrlimit", Setrlimit);
}

}  // namespace host
