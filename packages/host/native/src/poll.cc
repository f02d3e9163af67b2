// Waiting for descriptors.
#include <poll.h>
#include <sys/epoll.h>

#include <algorithm>

#include "common.h"
#include "gil.h"

namespace host {
namespace {

struct Words {
  explicit Words(Local<Value> value) {
    if (!value->IsInt32Array()) return;
    Local<v8::Int32Array> array = value.As<v8::Int32Array>();
    pin = array->Buffer()->GetBackingStore();
    data = reinterpret_cast<int32_t*>(static_cast<char*>(pin->Data()) + array->ByteOffset());
    size = array->Length();
  }
  int32_t* data = nullptr;
  size_t size = 0;
  std::shared_ptr<v8::BackingStore> pin;
};

// Milliseconds (fractions count, negative = for ever) as ppoll takes them.
struct Timeout {
  explicit Timeout(double ms) : endless(ms < 0) {
    double ns = std::min(ms * 1e6, 9e18);
    value = {static_cast<time_t>(ns / 1e9), 0};
    value.tv_nsec = static_cast<long>(ns - static_cast<double>(value.tv_sec) * 1e9);
  }
  timespec* get() { return endless ? nullptr : &value; }
  bool endless;
  timespec value;
};

void Poll(Args args) {
  Words set(args[0]);
  size_t count = static_cast<size_t>(number(args, 1));
  if (count * 3 > set.size) return fail(args, EINVAL);
  Timeout timeout(number(args, 2));
  std::vector<pollfd> fds(count);
  for (size_t i = 0; i < count; i++) fds[i] = {set.data[i * 3], static_cast<short>(set.data[i * 3 + 1]), 0};
  int result;
  {
    Blocking blocking;
    result = ppoll(fds.data(), count, timeout.get(), nullptr);
  }
  if (result >= 0)
    for (size_t i = 0; i < count; i++) set.data[i * 3 + 2] = static_cast<unsigned short>(fds[i].revents);
  finish(args, result);
}

void EpollCreate(Args args) { finish(args, epoll_create1(integer(args, 0) | EPOLL_CLOEXEC)); }

void EpollCtl(Args args) {
  epoll_event event = {static_cast<uint32_t>(integer64(args, 3)), {}};
  event.data.fd = integer(args, 2);
  finish(args, epoll_ctl(integer(args, 0), integer(args, 1), event.data.fd, &event));
}

void EpollWait(Args args) {
  int epfd = integer(args, 0), most = integer(args, 2);
  Words out(args[1]);
  if (most <= 0 || static_cast<size_t>(most) * 2 > out.size) return fail(args, EINVAL);
  double ms = number(args, 3);
  // Rounded up: a wait must not end before its time.
  int timeout = ms < 0 ? -1 : static_cast<int>(std::min(ms + 0.999999, 2e9));
  std::vector<epoll_event> events(static_cast<size_t>(most));
  int result;
  {
    Blocking blocking;
    result = epoll_wait(epfd, events.data(), most, timeout);
  }
  for (int i = 0; i < result; i++) {
    out.data[i * 2] = events[static_cast<size_t>(i)].data.fd;
    out.data[i * 2 + 1] = static_cast<int32_t>(events[static_cast<size_t>(i)].events);
  }
  finish(args, result);
}

}  // namespace

void init_poll(Group& g) {
  g.fn("poll", Poll);
  g.fn("epollCreate", EpollCreate);
  g.fn("epollCtl", EpollCtl);
  g.fn("epollWait", EpollWait);
}

}  // namespace host
