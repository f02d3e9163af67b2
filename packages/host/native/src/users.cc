// User and group databases, through the C library's name service.
#include <grp.h>
#include <pwd.h>
#include <unistd.h>

#include "common.h"
#include "gil.h"

namespace host {
namespace {

Local<Value> text(Isolate* isolate, const char* s) { return decode(isolate, s == nullptr ? "" : s, s == nullptr ? 0 : strlen(s)); }

// In the order of HostUser.
Local<Value> user_row(Isolate* isolate, const passwd& u) {
  Local<Value> parts[] = {text(isolate, u.pw_name), text(isolate, u.pw_passwd),
                          v8::Integer::NewFromUnsigned(isolate, u.pw_uid),
                          v8::Integer::NewFromUnsigned(isolate, u.pw_gid),
                          text(isolate, u.pw_gecos), text(isolate, u.pw_dir), text(isolate, u.pw_shell)};
  return Array::New(isolate, parts, 7);
}
// In the order of HostGroup.
Local<Value> group_row(Isolate* isolate, const struct group& g) {
  std::vector<Local<Value>> members;
  for (char** name = g.gr_mem; name != nullptr && *name != nullptr; name++) members.push_back(text(isolate, *name));
  Local<Value> parts[] = {text(isolate, g.gr_name), text(isolate, g.gr_passwd),
                          v8::Integer::NewFromUnsigned(isolate, g.gr_gid),
                          Array::New(isolate, members.data(), members.size())};
  return Array::New(isolate, parts, 4);
}

// Calls `ask(entry, buffer, size, found)` with a buffer that is large enough; false when there is no such entry.
template <typename Entry, typename Ask>
bool look_up(Entry* entry, std::vector<char>* buffer, Ask ask) {
  Blocking blocking;
  for (size_t size = 4096; size <= (1u << 22); size *= 4) {
    buffer->resize(size);
    Entry* found = nullptr;
    int error = ask(entry, buffer->data(), size, &found);
    if (error == ERANGE) continue;
    return error == 0 && found != nullptr;
  }
  return false;
}

void User(Args args) {
  passwd entry;
  std::vector<char> buffer;
  bool found;
  if (args[0]->IsNumber()) {
    uid_t uid = static_cast<uid_t>(integer64(args, 0));
    found = look_up(&entry, &buffer, [&](passwd* e, char* b, size_t n, passwd** f) { return getpwuid_r(uid, e, b, n, f); });
  } else {
    Path name(args.GetIsolate(), args[0]);
    found = name.error == 0 && look_up(&entry, &buffer, [&](passwd* e, char* b, size_t n, passwd** f) {
      return getpwnam_r(name.c_str(), e, b, n, f);
    });
  }
  if (found) args.GetReturnValue().Set(user_row(args.GetIsolate(), entry));
}
void GroupEntry(Args args) {
  struct group entry;
  std::vector<char> buffer;
  bool found;
  if (args[0]->IsNumber()) {
    gid_t gid = static_cast<gid_t>(integer64(args, 0));
    found = look_up(&entry, &buffer,
                    [&](struct group* e, char* b, size_t n, struct group** f) { return getgrgid_r(gid, e, b, n, f); });
  } else {
    Path name(args.GetIsolate(), args[0]);
    found = name.error == 0 && look_up(&entry, &buffer, [&](struct group* e, char* b, size_t n, struct group** f) {
      return getgrnam_r(name.c_str(), e, b, n, f);
    });
  }
  if (found) args.GetReturnValue().Set(group_row(args.GetIsolate(), entry));
}
void Users(Args args) {
  std::vector<Local<Value>> rows;
  setpwent();
  for (passwd* entry = getpwent(); entry != nullptr; entry = getpwent())
    rows.push_back(user_row(args.GetIsolate(), *entry));
  endpwent();
  args.GetReturnValue().Set(Array::New(args.GetIsolate(), rows.data(), rows.size()));
}
void Groups(Args args) {
  std::vector<Local<Value>> rows;
  setgrent();
  for (struct group* entry = getgrent(); entry != nullptr; entry = getgrent())
    rows.push_back(group_row(args.GetIsolate(), *entry));
  endgrent();
  args.GetReturnValue().Set(Array::New(args.GetIsolate(), rows.data(), rows.size()));
}
void Login(Args args) {
  char name[256];
  int error = getlogin_r(name, sizeof name);
  if (error != 0) return fail(args, error);
  args.GetReturnValue().Set(text(args.GetIsolate(), name));
}

}  // namespace

void init_users(Group& g) {
  g.fn("user", User);
  g.fn("group", GroupEntry);
  g.fn("users", Users);
  g.fn("groups", Groups);
  g.fn("login", Login);
}

}  // namespace host
