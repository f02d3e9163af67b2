// Calls on descriptors.
#include <fcntl.h>
#include <sys/eventfd.h>
#include <sys/file.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/sendfile.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "common.h"
#include "gil.h"
#include "stat.h"

namespace host {
namespace {

// Calls `expression` with the GIL released and finishes with its result.
#define FINISH_BLOCKING(expression) \
  int64_t result;                   \
  {                                 \
    Blocking blocking;              \
    result = (expression);          \
  }                                 \
  finish(args, result)

void Read(Args args) {
  int fd = integer(args, 0);
  Bytes bytes(args, 1);
  if (bytes.data == nullptr && number(args, 3) > 0) return fail(args, EINVAL);
  FINISH_BLOCKING(read(fd, bytes.data, bytes.size));
}
void Write(Args args) {
  int fd = integer(args, 0);
  Bytes bytes(args, 1);
  if (bytes.data == nullptr && number(args, 3) > 0) return fail(args, EINVAL);
  FINISH_BLOCKING(write(fd, bytes.data, bytes.size));
}
void Pread(Args args) {
  int fd = integer(args, 0);
  Bytes bytes(args, 1);
  if (bytes.data == nullptr && number(args, 3) > 0) return fail(args, EINVAL);
  int64_t position = integer64(args, 4);
  FINISH_BLOCKING(pread(fd, bytes.data, bytes.size, position));
}
void Pwrite(Args args) {
  int fd = integer(args, 0);
  Bytes bytes(args, 1);
  if (bytes.data == nullptr && number(args, 3) > 0) return fail(args, EINVAL);
  int64_t position = integer64(args, 4);
  FINISH_BLOCKING(pwrite(fd, bytes.data, bytes.size, position));
}
void Lseek(Args args) { finish(args, lseek(integer(args, 0), integer64(args, 1), integer(args, 2))); }
void Close(Args args) {
  int fd = integer(args, 0);
  FINISH_BLOCKING(close(fd));
}
void CloseRange(Args args) {
  unsigned low = static_cast<unsigned>(integer(args, 0)), high = static_cast<unsigned>(integer64(args, 1));
#ifdef SYS_close_range
  if (syscall(SYS_close_range, low, high, 0) == 0) return;
#endif
  long most = sysconf(_SC_OPEN_MAX);
  for (unsigned fd = low; fd <= high && fd < static_cast<unsigned>(most); fd++) close(static_cast<int>(fd));
}
void Fstat(Args args) {
  struct stat s;
  int result = fstat(integer(args, 0), &s);
  finish(args, result == 0 ? write_stat(s) : result);
}
void Ftruncate(Args args) { finish(args, ftruncate(integer(args, 0), integer64(args, 1))); }
void Fsync(Args args) {
  int fd = integer(args, 0);
  FINISH_BLOCKING(fsync(fd));
}
void Fdatasync(Args args) {
  int fd = integer(args, 0);
  FINISH_BLOCKING(fdatasync(fd));
}
void Fchmod(Args args) { finish(args, fchmod(integer(args, 0), integer(args, 1))); }
void Fchown(Args args) { finish(args, fchown(integer(args, 0), integer(args, 1), integer(args, 2))); }
void Futime(Args args) {
  timespec times[2] = {{integer64(args, 1), integer(args, 2)}, {integer64(args, 3), integer(args, 4)}};
  finish(args, futimens(integer(args, 0), times));
}
// These two return the error instead of setting errno.
void Fallocate(Args args) { fail(args, posix_fallocate(integer(args, 0), integer64(args, 1), integer64(args, 2))); }
void Fadvise(Args args) {
  fail(args, posix_fadvise(integer(args, 0), integer64(args, 1), integer64(args, 2), integer(args, 3)));
}
void Sendfile(Args args) {
  int out = integer(args, 0), in = integer(args, 1);
  off_t offset = integer64(args, 2);
  size_t count = static_cast<size_t>(number(args, 3));
  off_t* position = offset < 0 ? nullptr : &offset;
  FINISH_BLOCKING(sendfile(out, in, position, count));
}
void CopyFileRange(Args args) {
  int in = integer(args, 0), out = integer(args, 1);
  size_t count = static_cast<size_t>(number(args, 2));
  off64_t from = integer64(args, 3), to = integer64(args, 4);
  FINISH_BLOCKING(copy_file_range(in, from < 0 ? nullptr : &from, out, to < 0 ? nullptr : &to, count, 0));
}

void Dup(Args args) { finish(args, fcntl(integer(args, 0), F_DUPFD_CLOEXEC, 0)); }
void Dup2(Args args) {
  int from = integer(args, 0), to = integer(args, 1);
  bool inheritable = args[2]->IsTrue();
  // dup3 refuses equal descriptors; dup2 then only checks that it is open.
  finish(args, from == to || inheritable ? dup2(from, to) : dup3(from, to, O_CLOEXEC));
}
// The ends go into the record.
void Pipe(Args args) {
  int ends[2];
  if (pipe2(ends, integer(args, 0) | O_CLOEXEC) < 0) return fail(args, errno);
  record()[0] = ends[0];
  record()[1] = ends[1];
  finish(args, 0);
}
void MemfdCreate(Args args) {
  Path name(args.GetIsolate(), args[0]);
  if (name.error != 0) return fail(args, name.error);
  finish(args, memfd_create(name.c_str(), static_cast<unsigned>(integer(args, 1))));
}
void Eventfd(Args args) { finish(args, eventfd(static_cast<unsigned>(integer64(args, 0)), integer(args, 1))); }

void Isatty(Args args) { args.GetReturnValue().Set(isatty(integer(args, 0))); }
void GetBlocking(Args args) {
  int flags = fcntl(integer(args, 0), F_GETFL, 0);
  finish(args, flags < 0 ? flags : (flags & O_NONBLOCK) == 0);
}
void SetBlocking(Args args) {
  int fd = integer(args, 0), flags = fcntl(fd, F_GETFL, 0);
  if (flags < 0) return fail(args, errno);
  int wanted = args[1]->IsTrue() ? flags & ~O_NONBLOCK : flags | O_NONBLOCK;
  finish(args, wanted == flags ? 0 : fcntl(fd, F_SETFL, wanted));
}
void GetInheritable(Args args) {
  int flags = fcntl(integer(args, 0), F_GETFD, 0);
  finish(args, flags < 0 ? flags : (flags & FD_CLOEXEC) == 0);
}
void SetInheritable(Args args) {
  int fd = integer(args, 0), flags = fcntl(fd, F_GETFD, 0);
  if (flags < 0) return fail(args, errno);
  int wanted = args[1]->IsTrue() ? flags & ~FD_CLOEXEC : flags | FD_CLOEXEC;
  finish(args, wanted == flags ? 0 : fcntl(fd, F_SETFD, wanted));
}
void Fcntl(Args args) {
  int fd = integer(args, 0), command = integer(args, 1);
  long argument = static_cast<long>(integer64(args, 2));
  FINISH_BLOCKING(fcntl(fd, command, argument));
}
void FcntlBuffer(Args args) {
  int fd = integer(args, 0), command = integer(args, 1);
  Bytes bytes(args[2]);
  FINISH_BLOCKING(fcntl(fd, command, bytes.data));
}
void Ioctl(Args args) {
  int fd = integer(args, 0);
  unsigned long request = static_cast<unsigned long>(integer64(args, 1));
  long argument = static_cast<long>(integer64(args, 2));
  FINISH_BLOCKING(ioctl(fd, request, argument));
}
void IoctlBuffer(Args args) {
  int fd = integer(args, 0);
  unsigned long request = static_cast<unsigned long>(integer64(args, 1));
  Bytes bytes(args[2]);
  FINISH_BLOCKING(ioctl(fd, request, bytes.data));
}
void Flock(Args args) {
  int fd = integer(args, 0), operation = integer(args, 1);
  FINISH_BLOCKING(flock(fd, operation));
}

}  // namespace

void init_fd(Group& g) {
  g.fn("read", Read);
  g.fn("write", Write);
  g.fn("pread", Pread);
  g.fn("pwrite", Pwrite);
  g.fn("lseek", Lseek);
  g.fn("close", Close);
  g.fn("closeRange", CloseRange);
  g.fn("fstat", Fstat);
  g.fn("ftruncate", Ftruncate);
  g.fn("fsync", Fsync);
  g.fn("fdatasync", Fdatasync);
  g.fn("fchmod", Fchmod);
  g.fn("fchown", Fchown);
  g.fn("futime", Futime);
  g.fn("fallocate", Fallocate);
  g.fn("fadvise", Fadvise);
  g.fn("sendfile", Sendfile);
  g.fn("copyFileRange", CopyFileRange);
  g.fn("dup", Dup);
  g.fn("dup2", Dup2);
  g.fn("pipe", Pipe);
  g.fn("memfdCreate", MemfdCreate);
  g.fn("eventfd", Eventfd);
  g.fn("isatty", Isatty);
  g.fn("getBlocking", GetBlocking);
  g.fn("setBlocking", SetBlocking);
  g.fn("getInheritable", GetInheritable);
  g.fn("setInheritable", SetInheritable);
  g.fn("fcntl", Fcntl);
  g.fn("fcntlBuffer", FcntlBuffer);
  g.fn("ioctl", Ioctl);
  g.fn("ioctlBuffer", IoctlBuffer);
  g.fn("flock", Flock);
}

}  // namespace host
