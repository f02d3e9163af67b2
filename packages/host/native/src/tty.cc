// Terminals.
#include <fcntl.h>
#include <stdlib.h>
#include <stdio.h>
#include <sys/ioctl.h>
#include <termios.h>
#include <unistd.h>

#include "common.h"
#include "gil.h"

namespace host {
namespace {

void GetWinSize(Args args) {
  winsize size;
  if (ioctl(integer(args, 0), TIOCGWINSZ, &size) < 0) return fail(args, errno);
  double* out = record();
  out[0] = size.ws_row;
  out[1] = size.ws_col;
  out[2] = size.ws_xpixel;
  out[3] = size.ws_ypixel;
  finish(args, 0);
}
void SetWinSize(Args args) {
  auto field = [&](int i) { return static_cast<unsigned short>(integer(args, i)); };
  winsize size = {field(1), field(2), field(3), field(4)};
  finish(args, ioctl(integer(args, 0), TIOCSWINSZ, &size));
}
void Ttyname(Args args) {
  char name[4096];
  int error = ttyname_r(integer(args, 0), name, sizeof name);
  if (error != 0) return fail(args, error);
  args.GetReturnValue().Set(decode(args.GetIsolate(), name, strlen(name)));
}
void Ctermid(Args args) {
  char name[L_ctermid];
  ctermid(name);
  args.GetReturnValue().Set(decode(args.GetIsolate(), name, strlen(name)));
}

// tcgetattr(fd, cc: Uint8Array(NCCS)): the six words go into the record.
void Tcgetattr(Args args) {
  termios t;
  if (tcgetattr(integer(args, 0), &t) < 0) return fail(args, errno);
  double values[] = {double(t.c_iflag), double(t.c_oflag), double(t.c_cflag),
                     double(t.c_lflag), double(cfgetispeed(&t)), double(cfgetospeed(&t))};
  memcpy(record(), values, sizeof values);
  Bytes cc(args[1]);
  memcpy(cc.data, t.c_cc, cc.size < NCCS ? cc.size : NCCS);
  finish(args, 0);
}
// tcsetattr(fd, when, cc, iflag, oflag, cflag, lflag, ispeed, ospeed)
void Tcsetattr(Args args) {
  int fd = integer(args, 0), when = integer(args, 1);
  termios t;
  if (tcgetattr(fd, &t) < 0) return fail(args, errno);
  Bytes cc(args[2]);
  memcpy(t.c_cc, cc.data, cc.size < NCCS ? cc.size : NCCS);
  t.c_iflag = static_cast<tcflag_t>(integer64(args, 3));
  t.c_oflag = static_cast<tcflag_t>(integer64(args, 4));
  t.c_cflag = static_cast<tcflag_t>(integer64(args, 5));
  t.c_lflag = static_cast<tcflag_t>(integer64(args, 6));
  if (cfsetispeed(&t, static_cast<speed_t>(integer64(args, 7))) < 0) return fail(args, errno);
  if (cfsetospeed(&t, static_cast<speed_t>(integer64(args, 8))) < 0) return fail(args, errno);
  int result;
  {
    Blocking blocking;
    result = tcsetattr(fd, when, &t);
  }
  finish(args, result);
}
void Tcsendbreak(Args args) { finish(args, tcsendbreak(integer(args, 0), integer(args, 1))); }
void Tcdrain(Args args) {
  int fd = integer(args, 0), result;
  {
    Blocking blocking;
    result = tcdrain(fd);
  }
  finish(args, result);
}
void Tcflush(Args args) { finish(args, tcflush(integer(args, 0), integer(args, 1))); }
void Tcflow(Args args) { finish(args, tcflow(integer(args, 0), integer(args, 1))); }
void Tcgetpgrp(Args args) { finish(args, tcgetpgrp(integer(args, 0))); }
void Tcsetpgrp(Args args) { finish(args, tcsetpgrp(integer(args, 0), integer(args, 1))); }

void Openpty(Args args) {
  int master = posix_openpt(O_RDWR | O_NOCTTY | O_CLOEXEC), slave = -1;
  char name[128];
  if (master >= 0 && grantpt(master) == 0 && unlockpt(master) == 0 && ptsname_r(master, name, sizeof name) == 0)
    slave = open(name, O_RDWR | O_NOCTTY | O_CLOEXEC);
  if (slave < 0) {
    int error = errno;
    if (master >= 0) close(master);
    return fail(args, error);
  }
  record()[0] = master;
  record()[1] = slave;
  finish(args, 0);
}

}  // namespace

void init_tty(Group& g) {
  g.fn("getWinSize", GetWinSize);
  g.fn("setWinSize", SetWinSize);
  g.fn("ttyname", Ttyname);
  g.fn("ctermid", Ctermid);
  g.fn("tcgetattr", Tcgetattr);
  g.fn("tcsetattr", Tcsetattr);
  g.fn("tcsendbreak", Tcsendbreak);
  g.fn("tcdrain", Tcdrain);
  g.fn("tcflush", Tcflush);
  g.fn("tcflow", Tcflow);
  g.fn("tcgetpgrp", Tcgetpgrp);
  g.fn("tcsetpgrp", Tcsetpgrp);
  g.fn("openpty", Openpty);
}

}  // namespace host
