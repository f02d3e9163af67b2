// Mapped memory as ArrayBuffers.
#include <sys/mman.h>

#include "common.h"
#include "gil.h"

namespace host {
namespace {

void release(void* data, size_t length, void*) { munmap(data, length); }

// map(fd, length, protection, flags, offset) → Uint8Array or -errno
void Map(Args args) {
  Isolate* isolate = args.GetIsolate();
  size_t length = static_cast<size_t>(number(args, 1));
  if (length == 0) return fail(args, EINVAL);
  void* data = mmap(nullptr, length, integer(args, 2), integer(args, 3), integer(args, 0), integer64(args, 4));
  if (data == MAP_FAILED) return fail(args, errno);
  auto store = ArrayBuffer::NewBackingStore(data, length, release, nullptr);
  Local<ArrayBuffer> buffer = ArrayBuffer::New(isolate, std::move(store));
  args.GetReturnValue().Set(Uint8Array::New(buffer, 0, length));
}

// The pages go at once, in place of an inaccessible reservation that lasts until the store is dropped: its deleter must
// not unmap what may meanwhile belong to somebody else.
void Unmap(Args args) {
  if (!args[0]->IsUint8Array()) return fail(args, EINVAL);
  Local<ArrayBuffer> buffer = args[0].As<Uint8Array>()->Buffer();
  if (buffer->ByteLength() == 0) return fail(args, EINVAL);
  void* data = buffer->Data();
  size_t length = buffer->ByteLength();
  void* gone = mmap(data, length, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE | MAP_FIXED, -1, 0);
  if (gone == MAP_FAILED) return fail(args, errno);
  buffer->Detach(Local<Value>()).Check();
  finish(args, 0);
}

// view, offset, length at args[0 …]; null when the range is not inside.
char* range(Args args, size_t* length) {
  Bytes bytes(args, 0);
  *length = bytes.size;
  return bytes.data;
}
void Sync(Args args) {
  size_t length;
  char* data = range(args, &length);
  if (data == nullptr) return fail(args, EINVAL);
  int flags = integer(args, 3), result;
  {
    Blocking blocking;
    result = msync(data, length, flags);
  }
  finish(args, result);
}
void Advise(Args args) {
  size_t length;
  char* data = range(args, &length);
  if (data == nullptr) return fail(args, EINVAL);
  finish(args, madvise(data, length, integer(args, 3)));
}

}  // namespace

void init_memory(Group& g) {
  g.fn("map", Map);
  g.fn("unmap", Unmap);
  g.fn("sync", Sync);
  g.fn("advise", Advise);
}

}  // namespace host
