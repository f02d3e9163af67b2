// The rarer calls on descriptors, and the door to the `posix` group.
#include <math.h>
#include <fcntl.h>
#include <sys/timerfd.h>
#include <sys/uio.h>
#include <unistd.h>

#include "common.h"
#include "gil.h"

namespace host {

void init_ids(Group&);
void init_xattr(Group&);

namespace {

// Buffers of a JS array, pinned.
struct Vector {
  explicit Vector(Args args, int i) {
    if (!args[i]->IsArray()) return;
    Local<Array> array = args[i].As<Array>();
    Local<Context> context = args.GetIsolate()->GetCurrentContext();
    parts.reserve(array->Length());
    for (uint32_t k = 0; k < array->Length(); k++) {
      Local<Value> item;
      if (!array->Get(context, k).ToLocal(&item)) continue;
      parts.emplace_back(item);
      vectors.push_back({parts.back().data, parts.back().size});
    }
  }
  std::vector<Bytes> parts;
  std::vector<iovec> vectors;
};

void Readv(Args args) {
  int fd = integer(args, 0);
  Vector to(args, 1);
  int64_t position = integer64(args, 2), result;
  int count = static_cast<int>(to.vectors.size());
  {
    Blocking blocking;
    result = position < 0 ? readv(fd, to.vectors.data(), count) : preadv(fd, to.vectors.data(), count, position);
  }
  finish(args, result);
}
void Writev(Args args) {
  int fd = integer(args, 0);
  Vector from(args, 1);
  int64_t position = integer64(args, 2), result;
  int count = static_cast<int>(from.vectors.size());
  {
    Blocking blocking;
    result = position < 0 ? writev(fd, from.vectors.data(), count) : pwritev(fd, from.vectors.data(), count, position);
  }
  finish(args, result);
}
void Lockf(Args args) {
  int fd = integer(args, 0), command = integer(args, 1), result;
  int64_t length = integer64(args, 2);
  {
    Blocking blocking;
    result = lockf(fd, command, length);
  }
  finish(args, result);
}
void Splice(Args args) {
  int from = integer(args, 0), to = integer(args, 1);
  size_t count = static_cast<size_t>(number(args, 2));
  off64_t from_offset = integer64(args, 3), to_offset = integer64(args, 4);
  unsigned flags = static_cast<unsigned>(integer(args, 5));
  ssize_t result;
  {
    Blocking blocking;
    result = splice(from, from_offset < 0 ? nullptr : &from_offset, to, to_offset < 0 ? nullptr : &to_offset, count,
                    flags);
  }
  finish(args, result);
}

timespec span(double seconds) {
  double whole = floor(seconds);
  return {static_cast<time_t>(whole), static_cast<long>((seconds - whole) * 1e9)};
}
void deliver(const itimerspec& t) {
  record()[0] = static_cast<double>(t.it_value.tv_sec) + static_cast<double>(t.it_value.tv_nsec) * 1e-9;
  record()[1] = static_cast<double>(t.it_interval.tv_sec) + static_cast<double>(t.it_interval.tv_nsec) * 1e-9;
}
void TimerfdCreate(Args args) { finish(args, timerfd_create(integer(args, 0), integer(args, 1) | TFD_CLOEXEC)); }
void TimerfdSettime(Args args) {
  itimerspec wanted = {span(number(args, 3)), span(number(args, 2))}, old;
  if (timerfd_settime(integer(args, 0), integer(args, 1), &wanted, &old) < 0) return fail(args, errno);
  deliver(old);
  finish(args, 0);
}
void TimerfdGettime(Args args) {
  itimerspec now;
  if (timerfd_gettime(integer(args, 0), &now) < 0) return fail(args, errno);
  deliver(now);
  finish(args, 0);
}
// Undefined = no value.
void Confstr(Args args) {
  errno = 0;
  int name = integer(args, 0);
  size_t size = confstr(name, nullptr, 0);
  if (size == 0) {
    if (errno != 0) fail(args, errno);
    return;
  }
  std::vector<char> buffer(size);
  confstr(name, buffer.data(), size);
  args.GetReturnValue().Set(decode(args.GetIsolate(), buffer.data(), size - 1));
}

}  // namespace

void init_posix(Group& g) {
  init_xattr(g);
  init_ids(g);
  g.fn("readv", Readv);
  g.fn("writev", Writev);
  g.fn("lockf", Lockf);
  g.fn("splice", Splice);
  g.fn("timerfdCreate", TimerfdCreate);
  g.fn("timerfdSettime", TimerfdSettime);
  g.fn("timerfdGettime", TimerfdGettime);
  g.fn("confstr", Confstr);
}

}  // namespace host
