// What the C library says about the system.
#include <sys/random.h>
#include <unistd.h>

#include "common.h"
#include "gil.h"

namespace host {
namespace {

// -1 may be an answer: the value is in the record.
void Sysconf(Args args) {
  errno = 0;
  long value = sysconf(integer(args, 0));
  if (value == -1 && errno != 0) return fail(args, errno);
  record()[0] = static_cast<double>(value);
  finish(args, 0);
}

void Getrandom(Args args) {
  Bytes bytes(args[0]);
  unsigned flags = static_cast<unsigned>(integer(args, 1));
  ssize_t result;
  {
    Blocking blocking;
    result = getrandom(bytes.data, bytes.size, flags);
  }
  finish(args, result);
}

}  // namespace

void init_platform(Group& g) {
  g.fn("sysconf", Sysconf);
  g.fn("getrandom", Getrandom);
}

}  // namespace host
