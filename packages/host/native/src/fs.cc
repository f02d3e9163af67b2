// Calls on path names.
#include <dirent.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <sys/sysmacros.h>
#include <unistd.h>

#include "common.h"
#include "gil.h"
#include "stat.h"

namespace host {

int write_stat(const struct stat& s) {
  double* out = record();
  uint64_t ino = s.st_ino;
  out[0] = static_cast<double>(ino);
  if (ino > (1ULL << 53)) memcpy(&out[16], &ino, sizeof ino);
  out[1] = s.st_mode;
  out[2] = static_cast<double>(s.st_dev);
  out[3] = static_cast<double>(s.st_nlink);
  out[4] = s.st_uid;
  out[5] = s.st_gid;
  out[6] = static_cast<double>(s.st_rdev);
  out[7] = static_cast<double>(s.st_size);
  out[8] = static_cast<double>(s.st_blksize);
  out[9] = static_cast<double>(s.st_blocks);
  out[10] = static_cast<double>(s.st_atim.tv_sec);
  out[11] = static_cast<double>(s.st_atim.tv_nsec);
  out[12] = static_cast<double>(s.st_mtim.tv_sec);
  out[13] = static_cast<double>(s.st_mtim.tv_nsec);
  out[14] = static_cast<double>(s.st_ctim.tv_sec);
  out[15] = static_cast<double>(s.st_ctim.tv_nsec);
  return 0;
}

namespace {

int dir_fd(Args args, int i) { return absent(args, i) ? AT_FDCWD : integer(args, i); }
int nofollow(Args args, int i) { return absent(args, i) || args[i]->IsTrue() ? 0 : AT_SYMLINK_NOFOLLOW; }

#define PATH_OR_FAIL(name, i)                      \
  Path name(args.GetIsolate(), args[i]);           \
  if (name.error != 0) return fail(args, name.error)

void Open(Args args) {
  PATH_OR_FAIL(path, 0);
  int flags = integer(args, 1) | O_CLOEXEC, mode = integer(args, 2), dir = dir_fd(args, 3), result;
  {
    Blocking blocking;
    result = openat(dir, path.c_str(), flags, mode);
  }
  finish(args, result);
}

void stat_with(Args args, int flags) {
  PATH_OR_FAIL(path, 0);
  struct stat s;
  int result = fstatat(dir_fd(args, 1), path.c_str(), &s, flags);
  finish(args, result == 0 ? write_stat(s) : result);
}
void Stat(Args args) { stat_with(args, 0); }
void Lstat(Args args) { stat_with(args, AT_SYMLINK_NOFOLLOW); }

void Access(Args args) {
  PATH_OR_FAIL(path, 0);
  finish(args, faccessat(dir_fd(args, 2), path.c_str(), integer(args, 1), absent(args, 3) ? 0 : integer(args, 3)));
}

// list(path or descriptor, wantTypes) → names, or [names, types, inos], or -errno
void List(Args args) {
  Isolate* isolate = args.GetIsolate();
  DIR* dir;
  if (args[0]->IsNumber()) {
    int fd = fcntl(integer(args, 0), F_DUPFD_CLOEXEC, 0);
    dir = fd < 0 ? nullptr : fdopendir(fd);
    if (dir != nullptr) rewinddir(dir);
    else if (fd >= 0) {
      int saved = errno;
      close(fd);
      errno = saved;
    }
  } else {
    PATH_OR_FAIL(path, 0);
    dir = opendir(path.c_str());
  }
  if (dir == nullptr) return fail(args, errno);
  bool detailed = args[1]->IsTrue();
  std::vector<Local<Value>> names, types, inos;
  errno = 0;
  for (dirent* entry = readdir(dir); entry != nullptr; errno = 0, entry = readdir(dir)) {
    const char* name = entry->d_name;
    if (name[0] == '.' && (name[1] == 0 || (name[1] == '.' && name[2] == 0))) continue;
    names.push_back(decode(isolate, name, strlen(name)));
    if (!detailed) continue;
    types.push_back(v8::Integer::New(isolate, entry->d_type));
    if (entry->d_ino <= (1ULL << 53)) inos.push_back(Number::New(isolate, static_cast<double>(entry->d_ino)));
    else inos.push_back(v8::BigInt::NewFromUnsigned(isolate, entry->d_ino));
  }
  int error = errno;
  closedir(dir);
  if (error != 0) return fail(args, error);
  Local<Array> list = Array::New(isolate, names.data(), names.size());
  if (!detailed) return args.GetReturnValue().Set(list);
  Local<Value> parts[] = {list, Array::New(isolate, types.data(), types.size()),
                          Array::New(isolate, inos.data(), inos.size())};
  args.GetReturnValue().Set(Array::New(isolate, parts, 3));
}

void Mkdir(Args args) {
  PATH_OR_FAIL(path, 0);
  finish(args, mkdirat(dir_fd(args, 2), path.c_str(), integer(args, 1)));
}
void Rmdir(Args args) {
  PATH_OR_FAIL(path, 0);
  finish(args, unlinkat(dir_fd(args, 1), path.c_str(), AT_REMOVEDIR));
}
void Unlink(Args args) {
  PATH_OR_FAIL(path, 0);
  finish(args, unlinkat(dir_fd(args, 1), path.c_str(), 0));
}
void Rename(Args args) {
  PATH_OR_FAIL(from, 0);
  PATH_OR_FAIL(to, 1);
  finish(args, renameat(dir_fd(args, 2), from.c_str(), dir_fd(args, 3), to.c_str()));
}
void Link(Args args) {
  PATH_OR_FAIL(from, 0);
  PATH_OR_FAIL(to, 1);
  int flags = args[2]->IsTrue() ? AT_SYMLINK_FOLLOW : 0;
  finish(args, linkat(dir_fd(args, 3), from.c_str(), dir_fd(args, 4), to.c_str(), flags));
}
void Symlink(Args args) {
  PATH_OR_FAIL(target, 0);
  PATH_OR_FAIL(path, 1);
  finish(args, symlinkat(target.c_str(), dir_fd(args, 2), path.c_str()));
}
void Readlink(Args args) {
  PATH_OR_FAIL(path, 0);
  char buffer[4097];
  ssize_t length = readlinkat(dir_fd(args, 1), path.c_str(), buffer, sizeof buffer);
  if (length < 0) return fail(args, errno);
  args.GetReturnValue().Set(decode(args.GetIsolate(), buffer, static_cast<size_t>(length)));
}
void Chmod(Args args) {
  PATH_OR_FAIL(path, 0);
  finish(args, fchmodat(dir_fd(args, 2), path.c_str(), integer(args, 1), nofollow(args, 3)));
}
void Chown(Args args) {
  PATH_OR_FAIL(path, 0);
  finish(args, fchownat(dir_fd(args, 3), path.c_str(), integer(args, 1), integer(args, 2), nofollow(args, 4)));
}
void Utime(Args args) {
  PATH_OR_FAIL(path, 0);
  timespec times[2] = {{integer64(args, 1), integer(args, 2)}, {integer64(args, 3), integer(args, 4)}};
  finish(args, utimensat(dir_fd(args, 5), path.c_str(), times, nofollow(args, 6)));
}
void Truncate(Args args) {
  PATH_OR_FAIL(path, 0);
  finish(args, truncate(path.c_str(), integer64(args, 1)));
}
void Mkfifo(Args args) {
  PATH_OR_FAIL(path, 0);
  finish(args, mkfifoat(dir_fd(args, 2), path.c_str(), integer(args, 1)));
}
void Mknod(Args args) {
  PATH_OR_FAIL(path, 0);
  finish(args, mknodat(dir_fd(args, 3), path.c_str(), integer(args, 1), static_cast<dev_t>(number(args, 2))));
}

// Order of the fields: HostStatVfs.
void StatVfs(Args args) {
  struct statvfs s;
  int result;
  if (args[0]->IsNumber()) {
    result = fstatvfs(integer(args, 0), &s);
  } else {
    PATH_OR_FAIL(path, 0);
    result = statvfs(path.c_str(), &s);
  }
  if (result < 0) return fail(args, errno);
  double values[] = {double(s.f_bsize), double(s.f_frsize), double(s.f_blocks),  double(s.f_bfree),
                     double(s.f_bavail), double(s.f_files), double(s.f_ffree),   double(s.f_favail),
                     double(s.f_flag),  double(s.f_namemax), double(s.f_fsid)};
  memcpy(record(), values, sizeof values);
  finish(args, 0);
}

void Getcwd(Args args) {
  char* path = getcwd(nullptr, 0);
  if (path == nullptr) return fail(args, errno);
  args.GetReturnValue().Set(decode(args.GetIsolate(), path, strlen(path)));
  free(path);
}
void Chdir(Args args) {
  PATH_OR_FAIL(path, 0);
  finish(args, chdir(path.c_str()));
}
void Fchdir(Args args) { finish(args, fchdir(integer(args, 0))); }
void Umask(Args args) { finish(args, umask(integer(args, 0))); }
void Sync(Args) { sync(); }

}  // namespace

void init_fs(Group& g) {
  g.fn("open", Open);
  g.fn("stat", Stat);
  g.fn("lstat", Lstat);
  g.fn("access", Access);
  g.fn("list", List);
  g.fn("mkdir", Mkdir);
  g.fn("rmdir", Rmdir);
  g.fn("unlink", Unlink);
  g.fn("rename", Rename);
  g.fn("link", Link);
  g.fn("symlink", Symlink);
  g.fn("readlink", Readlink);
  g.fn("chmod", Chmod);
  g.fn("chown", Chown);
  g.fn("utime", Utime);
  g.fn("truncate", Truncate);
  g.fn("mkfifo", Mkfifo);
  g.fn("mknod", Mknod);
  g.fn("statvfs", StatVfs);
  g.fn("getcwd", Getcwd);
  g.fn("chdir", Chdir);
  g.fn("fchdir", Fchdir);
  g.fn("umask", Umask);
  g.fn("sync", Sync);
}

}  // namespace host
