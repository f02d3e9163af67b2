// What every file of the addon uses: arguments, paths, results, registration.
//
// Conventions: a native returns a number ≥ 0 or a negated errno and never throws; strings go both ways as UTF-8 with
// surrogateescape. A native that may block wraps the system call in `Blocking` (gil.h), which gives up the isolate.
#pragma once
#include <errno.h>
#include <node.h>
#include <stdint.h>
#include <string.h>
#include <v8.h>

#include <memory>
#include <string>
#include <vector>

namespace host {

using v8::Array;
using v8::ArrayBuffer;
using v8::Context;
using v8::Function;
using v8::FunctionCallbackInfo;
using v8::Isolate;
using v8::Local;
using v8::Number;
using v8::Object;
using v8::String;
using v8::Uint8Array;
using v8::Value;

typedef const FunctionCallbackInfo<Value>& Args;

// The object that receives natives, one per interface.
struct Group {
  Isolate* isolate;
  Local<Context> context;
  Local<Object> target;
  void fn(const char* name, v8::FunctionCallback callback);
  void set(const char* name, Local<Value> value);
};

inline double number(Args args, int i) { return args[i]->IsNumber() ? args[i].As<Number>()->Value() : 0; }
inline int integer(Args args, int i) { return static_cast<int>(static_cast<int64_t>(number(args, i))); }
inline int64_t integer64(Args args, int i) { return static_cast<int64_t>(number(args, i)); }
inline bool absent(Args args, int i) { return args.Length() <= i || args[i]->IsNullOrUndefined(); }

// `result` as the call's value: itself, or -errno when it is -1.
inline void finish(Args args, int64_t result) {
  if (result < 0) {
    args.GetReturnValue().Set(-errno);
  } else if (result <= INT32_MAX) {
    args.GetReturnValue().Set(static_cast<int32_t>(result));
  } else {
    args.GetReturnValue().Set(static_cast<double>(result));
  }
}
inline void fail(Args args, int error) { args.GetReturnValue().Set(-error); }

// A path or other string argument as NUL-terminated bytes.
class Path {
 public:
  Path(Isolate* isolate, Local<Value> value);
  // 0, or the errno of a string that cannot be passed: EINVAL (NUL inside), EILSEQ (unencodable surrogate).
  int error = 0;
  const char* c_str() const { return data_; }
  size_t size() const { return size_; }
  Path(const Path&) = delete;
  Path& operator=(const Path&) = delete;

 private:
  void reserve(size_t bytes);
  char inline_[512];
  std::unique_ptr<char[]> heap_;
  char* data_ = inline_;
  size_t size_ = 0;
};

// argv-like list of strings; `error` as in Path.
class PathList {
 public:
  PathList(Isolate* isolate, Local<Value> array);
  int error = 0;
  char* const* data() const { return const_cast<char* const*>(pointers_.data()); }

 private:
  std::vector<std::string> strings_;
  std::vector<const char*> pointers_;
};

// Bytes as a JS string.
Local<String> decode(Isolate* isolate, const char* data, size_t size);

// Records that natives hand over through one array of doubles, read by JS right after the call: `record()[i]`.
// Word 0 of the same memory may be read as an unsigned 64-bit integer when the double is NaN.
constexpr int kRecordSize = 32;
double* record();
Local<Value> record_array(Isolate* isolate);

// Memory of a byte argument, valid while other threads run.
class Bytes {
 public:
  // buffer, start, length at args[i], args[i + 1], args[i + 2]
  Bytes(Args args, int i);
  // the whole of args[i]
  explicit Bytes(Local<Value> value);
  char* data = nullptr;
  size_t size = 0;

 private:
  std::shared_ptr<v8::BackingStore> pin_;
  void take(Local<Uint8Array> array);
};

void init_clock(Group&);
void init_engine(Group&);
void init_env(Group&);
void init_fd(Group&);
void init_fs(Group&);
void init_locale(Group&);
void init_memory(Group&);
void init_net(Group&);
void init_platform(Group&);
void init_poll(Group&);
void init_posix(Group&);
void init_process(Group&);
void init_signals(Group&);
void init_threads(Group&);
void init_tty(Group&);
void init_users(Group&);

}  // namespace host
