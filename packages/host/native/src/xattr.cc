// Extended attributes and limits of files: part of the `posix` group.
#include <sys/xattr.h>
#include <unistd.h>

#include "common.h"

namespace host {
namespace {

// How each call takes its file: by descriptor, by path, or by path without following a link.
struct Target {
  Target(Args args, int file, int follow) {
    if (args[file]->IsNumber()) {
      fd = integer(args, file);
      return;
    }
    path.reset(new Path(args.GetIsolate(), args[file]));
    error = path->error;
    links = absent(args, follow) || args[follow]->IsTrue();
  }
  const char* name() const { return path->c_str(); }
  int fd = -1;
  std::unique_ptr<Path> path;
  bool links = true;
  int error = 0;
};

// getxattr(file, name, buffer, follow): with an empty buffer the size of the value.
void GetXattr(Args args) {
  Target target(args, 0, 3);
  Path name(args.GetIsolate(), args[1]);
  Bytes out(args[2]);
  if (target.error != 0 || name.error != 0) return fail(args, EINVAL);
  const char* key = name.c_str();
  if (!target.path) return finish(args, fgetxattr(target.fd, key, out.data, out.size));
  finish(args, (target.links ? getxattr : lgetxattr)(target.name(), key, out.data, out.size));
}
// setxattr(file, name, value, flags, follow)
void SetXattr(Args args) {
  Target target(args, 0, 4);
  Path name(args.GetIsolate(), args[1]);
  Bytes value(args[2]);
  if (target.error != 0 || name.error != 0) return fail(args, EINVAL);
  int flags = integer(args, 3);
  if (!target.path) return finish(args, fsetxattr(target.fd, name.c_str(), value.data, value.size, flags));
  finish(args, (target.links ? setxattr : lsetxattr)(target.name(), name.c_str(), value.data, value.size, flags));
}
void RemoveXattr(Args args) {
  Target target(args, 0, 2);
  Path name(args.GetIsolate(), args[1]);
  if (target.error != 0 || name.error != 0) return fail(args, EINVAL);
  if (!target.path) return finish(args, fremovexattr(target.fd, name.c_str()));
  finish(args, (target.links ? removexattr : lremovexattr)(target.name(), name.c_str()));
}
// listxattr(file, follow) → names or -errno
void ListXattr(Args args) {
  Target target(args, 0, 1);
  if (target.error != 0) return fail(args, target.error);
  std::vector<char> buffer(65536);
  ssize_t size = !target.path ? flistxattr(target.fd, buffer.data(), buffer.size())
                              : (target.links ? listxattr : llistxattr)(target.name(), buffer.data(), buffer.size());
  if (size < 0) return fail(args, errno);
  std::vector<Local<Value>> names;
  for (const char* at = buffer.data(); at < buffer.data() + size; at += strlen(at) + 1)
    names.push_back(decode(args.GetIsolate(), at, strlen(at)));
  args.GetReturnValue().Set(Array::New(args.GetIsolate(), names.data(), names.size()));
}

// pathconf(file, name): -1 may be an answer, so it is in the record.
void Pathconf(Args args) {
  Target target(args, 0, 2);
  if (target.error != 0) return fail(args, target.error);
  errno = 0;
  int name = integer(args, 1);
  long value = target.path ? pathconf(target.name(), name) : fpathconf(target.fd, name);
  if (value == -1 && errno != 0) return fail(args, errno);
  record()[0] = static_cast<double>(value);
  finish(args, 0);
}

}  // namespace

void init_xattr(Group& g) {
  g.fn("getxattr", GetXattr);
  g.fn("setxattr", SetXattr);
  g.fn("removexattr", RemoveXattr);
  g.fn("listxattr", ListXattr);
  g.fn("pathconf", Pathconf);
}

}  // namespace host
