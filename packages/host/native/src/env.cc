// The environment, as bytes.
#include <stdlib.h>

#include "common.h"

extern char** environ;

namespace host {
namespace {

void Get(Args args) {
  Path name(args.GetIsolate(), args[0]);
  const char* value = name.error == 0 ? getenv(name.c_str()) : nullptr;
  if (value != nullptr) args.GetReturnValue().Set(decode(args.GetIsolate(), value, strlen(value)));
}
void Set(Args args) {
  Path name(args.GetIsolate(), args[0]), value(args.GetIsolate(), args[1]);
  if (name.error != 0 || value.error != 0) return fail(args, name.error != 0 ? name.error : value.error);
  finish(args, setenv(name.c_str(), value.c_str(), 1));
}
void Unset(Args args) {
  Path name(args.GetIsolate(), args[0]);
  if (name.error != 0) return fail(args, name.error);
  finish(args, unsetenv(name.c_str()));
}
// 'NAME=value' of every entry.
void Entries(Args args) {
  std::vector<Local<Value>> all;
  for (char** e = environ; e != nullptr && *e != nullptr; e++)
    all.push_back(decode(args.GetIsolate(), *e, strlen(*e)));
  args.GetReturnValue().Set(Array::New(args.GetIsolate(), all.data(), all.size()));
}

}  // namespace

void init_env(Group& g) {
  g.fn("get", Get);
  g.fn("set", Set);
  g.fn("unset", Unset);
  g.fn("entries", Entries);
}

}  // namespace host
