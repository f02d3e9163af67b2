// Sets of user ids, scheduling, and the other ways to wait: part of the `posix` group.
#include <grp.h>
#include <sched.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "common.h"
#include "gil.h"
#include "spawn.h"

namespace host {
namespace {

uid_t id(Args args, int i) { return static_cast<uid_t>(integer64(args, i)); }

// The three ids go into the record.
void ids_out(Args args, int (*ask)(uid_t*, uid_t*, uid_t*)) {
  uid_t real, effective, saved;
  if (ask(&real, &effective, &saved) < 0) return fail(args, errno);
  record()[0] = real;
  record()[1] = effective;
  record()[2] = saved;
  finish(args, 0);
}
void Getresuid(Args args) { ids_out(args, getresuid); }
void Getresgid(Args args) { ids_out(args, getresgid); }
void Setresuid(Args args) { finish(args, setresuid(id(args, 0), id(args, 1), id(args, 2))); }
void Setresgid(Args args) { finish(args, setresgid(id(args, 0), id(args, 1), id(args, 2))); }
void Setreuid(Args args) { finish(args, setreuid(id(args, 0), id(args, 1))); }
void Setregid(Args args) { finish(args, setregid(id(args, 0), id(args, 1))); }

void Setgroups(Args args) {
  std::vector<gid_t> groups;
  for (int group : int_list(args[0])) groups.push_back(static_cast<gid_t>(group));
  finish(args, setgroups(groups.size(), groups.data()));
}
void Initgroups(Args args) {
  Path name(args.GetIsolate(), args[0]);
  if (name.error != 0) return fail(args, name.error);
  finish(args, initgroups(name.c_str(), id(args, 1)));
}
void Getgrouplist(Args args) {
  Path name(args.GetIsolate(), args[0]);
  if (name.error != 0) return fail(args, name.error);
  int count = 64;
  std::vector<gid_t> groups(64);
  while (getgrouplist(name.c_str(), id(args, 1), groups.data(), &count) < 0) groups.resize(static_cast<size_t>(count));
  std::vector<Local<Value>> list;
  for (int i = 0; i < count; i++)
    list.push_back(v8::Integer::NewFromUnsigned(args.GetIsolate(), groups[static_cast<size_t>(i)]));
  args.GetReturnValue().Set(Array::New(args.GetIsolate(), list.data(), list.size()));
}

void SchedGetScheduler(Args args) { finish(args, sched_getscheduler(integer(args, 0))); }
// Returns the policy before, as Linux does 0.
void SchedSetScheduler(Args args) {
  sched_param param = {integer(args, 2)};
  finish(args, sched_setscheduler(integer(args, 0), integer(args, 1), &param));
}
void SchedGetParam(Args args) {
  sched_param param;
  int result = sched_getparam(integer(args, 0), &param);
  finish(args, result < 0 ? result : param.sched_priority);
}
void SchedSetParam(Args args) {
  sched_param param = {integer(args, 1)};
  finish(args, sched_setparam(integer(args, 0), &param));
}
void SchedPriorityMax(Args args) { finish(args, sched_get_priority_max(integer(args, 0))); }
void SchedPriorityMin(Args args) { finish(args, sched_get_priority_min(integer(args, 0))); }
// Seconds in the record.
void SchedInterval(Args args) {
  timespec t;
  if (sched_rr_get_interval(integer(args, 0), &t) < 0) return fail(args, errno);
  record()[0] = static_cast<double>(t.tv_sec) + static_cast<double>(t.tv_nsec) * 1e-9;
  finish(args, 0);
}

// waitid(idtype, id, options): record: pid (0 = nothing to report), uid, signo, status, code.
void Waitid(Args args) {
  idtype_t type = static_cast<idtype_t>(integer(args, 0));
  id_t which = static_cast<id_t>(integer64(args, 1));
  int options = integer(args, 2), result;
  siginfo_t info = {};
  {
    Blocking blocking;
    result = waitid(type, which, &info, options);
  }
  if (result < 0) return fail(args, errno);
  const double values[] = {double(info.si_pid), double(info.si_uid), double(info.si_signo), double(info.si_status),
                           double(info.si_code)};
  memcpy(record(), values, sizeof values);
  finish(args, 0);
}
void PidfdOpen(Args args) { finish(args, syscall(SYS_pidfd_open, integer(args, 0), integer(args, 1))); }
void Chroot(Args args) {
  Path path(args.GetIsolate(), args[0]);
  if (path.error != 0) return fail(args, path.error);
  finish(args, chroot(path.c_str()));
}

}  // namespace

void init_ids(Group& g) {
  g.fn("getresuid", Getresuid);
  g.fn("getresgid", Getresgid);
  g.fn("setresuid", Setresuid);
  g.fn("setresgid", Setresgid);
  g.fn("setreuid", Setreuid);
  g.fn("setregid", Setregid);
  g.fn("setgroups", Setgroups);
  g.fn("initgroups", Initgroups);
  g.fn("getgrouplist", Getgrouplist);
  g.fn("schedGetScheduler", SchedGetScheduler);
  g.fn("schedSetScheduler", SchedSetScheduler);
  g.fn("schedGetParam", SchedGetParam);
  g.fn("schedSetParam", SchedSetParam);
  g.fn("schedPriorityMax", SchedPriorityMax);
  g.fn("schedPriorityMin", SchedPriorityMin);
  g.fn("schedInterval", SchedInterval);
  g.fn("waitid", Waitid);
  g.fn("pidfdOpen", PidfdOpen);
  g.fn("chroot", Chroot);
}

}  // namespace host
