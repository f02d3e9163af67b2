// What the C library says about the system.
#include <unistd.h>

#include "common.h"

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

}  // namespace

void init_platform(Group& g) { g.fn("sysconf", Sysconf); }

}  // namespace host
