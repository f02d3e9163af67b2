// The arena in C: blocks of one shared WebAssembly.Memory, handed to JavaScript as ordinary ArrayBuffers.
//
// V8 reserves the memory's maximum when it is made, so its base never moves; C code, compiled wasm and JavaScript see the same
// bytes. A window is a non-shared ArrayBuffer over one block, whose deleter frees the block: V8 collects it like any buffer,
// counts its size, and calls the deleter from any thread.
#include <node.h>
#include <pthread.h>
#include <string.h>
#include <sys/mman.h>
#include <time.h>
#include <unistd.h>

#include <atomic>
#include <map>
#include <memory>
#include <mutex>

namespace {

using namespace v8;
using Args = const FunctionCallbackInfo<Value>&;

constexpr uint64_t kPage = 65536;
constexpr uint64_t kSmallest = 16;
constexpr int kClasses = 64;
// From here on blocks are whole system pages, which go back to the system when they are free.
constexpr uint64_t kLarge = 128 << 10;

// Sizes in steps of a quarter of a power of two: 16, 32, 48, 64, 80, 96, 112, 128, 160 …
int class_of(uint64_t size) {
  if (size <= 64) return static_cast<int>((size + 15) / 16);
  int top = 63 - __builtin_clzll(size - 1);
  return 4 + (top - 6) * 4 + static_cast<int>(((size - 1) >> (top - 2)) & 3) + 1;
}

uint64_t class_size(int index) {
  if (index <= 4) return index * 16;
  int step = (index - 5) & 3, top = 6 + (index - 5) / 4;
  return (1ull << top) + ((step + 1) * (1ull << (top - 2)));
}

struct Arena {
  std::shared_ptr<BackingStore> keep;
  char* base = nullptr;
  uint64_t top = 0, limit = 0;
  uint64_t used = 0, blocks = 0;
  uint32_t free_lists[kClasses] = {};
  std::map<uint64_t, uint64_t> holes;
  std::mutex mutex;

  // Offset of `size` bytes, or 0 when the memory must grow.
  uint64_t allocate(uint64_t size) {
    if (size < kSmallest) size = kSmallest;
    std::lock_guard<std::mutex> guard(mutex);
    uint64_t at = size < kLarge ? small(class_of(size)) : large(rounded(size));
    if (at != 0) {
      used += footprint(size);
      blocks++;
    }
    return at;
  }

  void release(uint64_t at, uint64_t size) {
    if (size < kSmallest) size = kSmallest;
    std::lock_guard<std::mutex> guard(mutex);
    used -= footprint(size);
    blocks--;
    if (size < kLarge) {
      int index = class_of(size);
      memcpy(base + at, &free_lists[index], sizeof(uint32_t));
      free_lists[index] = static_cast<uint32_t>(at);
    } else {
      add_hole(at, rounded(size));
    }
  }

  static uint64_t rounded(uint64_t size) { return (size + 4095) & ~4095ull; }
  static uint64_t footprint(uint64_t size) { return size < kLarge ? class_size(class_of(size)) : rounded(size); }

 private:
  uint64_t small(int index) {
    uint32_t at = free_lists[index];
    if (at != 0) {
      memcpy(&free_lists[index], base + at, sizeof(uint32_t));
      memset(base + at, 0, class_size(index));
      return at;
    }
    return bump(class_size(index), 16);
  }

  // First fit; neighbours that are free have been joined.
  uint64_t large(uint64_t size) {
    for (auto hole = holes.begin(); hole != holes.end(); ++hole) {
      if (hole->second < size) continue;
      uint64_t at = hole->first, rest = hole->second - size;
      holes.erase(hole);
      if (rest > 0) holes[at + size] = rest;
      return at;
    }
    return bump(size, 4096);
  }

  uint64_t bump(uint64_t size, uint64_t align) {
    uint64_t at = (top + align - 1) & ~(align - 1);
    if (at + size > limit) return 0;
    top = at + size;
    return at;
  }

  void add_hole(uint64_t at, uint64_t size) {
    // zero when read again
    madvise(base + at, size, MADV_DONTNEED);
    auto next = holes.lower_bound(at);
    if (next != holes.end() && at + size == next->first) {
      size += next->second;
      next = holes.erase(next);
    }
    if (next != holes.begin()) {
      auto before = std::prev(next);
      if (before->first + before->second == at) {
        before->second += size;
        return;
      }
    }
    holes[at] = size;
  }
};

Arena g_arena;

struct Block {
  uint64_t at, size;
};

void drop_window(void*, size_t, void* data) {
  Block* block = static_cast<Block*>(data);
  g_arena.release(block->at, block->size);
  delete block;
}

uint64_t number(Args args, int i) { return static_cast<uint64_t>(args[i].As<Number>()->Value()); }
void finish(Args args, double value) { args.GetReturnValue().Set(value); }

// attach(buffer: SharedArrayBuffer, from): base address. Blocks begin at `from`.
void Attach(Args args) {
  g_arena.keep = args[0].As<SharedArrayBuffer>()->GetBackingStore();
  g_arena.base = static_cast<char*>(g_arena.keep->Data());
  g_arena.top = number(args, 1);
  g_arena.limit = g_arena.keep->ByteLength();
  args.GetReturnValue().Set(BigInt::NewFromUnsigned(args.GetIsolate(), reinterpret_cast<uint64_t>(g_arena.base)));
}

// base(buffer): address of any SharedArrayBuffer's memory
void Base(Args args) {
  auto store = args[0].As<SharedArrayBuffer>()->GetBackingStore();
  args.GetReturnValue().Set(BigInt::NewFromUnsigned(args.GetIsolate(), reinterpret_cast<uint64_t>(store->Data())));
}

void SetLimit(Args args) { g_arena.limit = number(args, 0); }

void Allocate(Args args) { finish(args, static_cast<double>(g_arena.allocate(number(args, 0)))); }
void Release(Args args) { g_arena.release(number(args, 0), number(args, 1)); }

// window(size): Uint8Array of a new block of zeros, or undefined when the memory must grow
void Window(Args args) {
  uint64_t size = number(args, 0);
  uint64_t at = g_arena.allocate(size);
  if (at == 0) return;
  Isolate* isolate = args.GetIsolate();
  // V8 counts external buffers but, on Node 20, collects because of them only when told in this way.
  isolate->AdjustAmountOfExternalAllocatedMemory(static_cast<int64_t>(size));
  auto store = ArrayBuffer::NewBackingStore(g_arena.base + at, size, drop_window, new Block{at, size});
  args.GetReturnValue().Set(Uint8Array::New(ArrayBuffer::New(isolate, std::move(store)), 0, size));
  isolate->AdjustAmountOfExternalAllocatedMemory(-static_cast<int64_t>(size));
}

// fixed(offset, length): ArrayBuffer over memory that is never freed
void Fixed(Args args) {
  auto nothing = [](void*, size_t, void*) {};
  auto store = ArrayBuffer::NewBackingStore(g_arena.base + number(args, 0), number(args, 1), nothing, nullptr);
  args.GetReturnValue().Set(ArrayBuffer::New(args.GetIsolate(), std::move(store)));
}

// offsetOf(view): offset of its first byte in the arena, or -1
void OffsetOf(Args args) {
  auto view = args[0].As<ArrayBufferView>();
  char* data = static_cast<char*>(view->Buffer()->Data()) + view->ByteOffset();
  bool inside = data >= g_arena.base && data < g_arena.base + g_arena.limit;
  finish(args, inside ? static_cast<double>(data - g_arena.base) : -1);
}

// What C code does with the arena: through the base pointer only.
void Sum(Args args) {
  const uint8_t* data = reinterpret_cast<uint8_t*>(g_arena.base) + number(args, 0);
  uint64_t sum = 0;
  for (uint64_t i = 0, n = number(args, 1); i < n; i++) sum += data[i];
  finish(args, static_cast<double>(sum));
}
void Fill(Args args) {
  memset(g_arena.base + number(args, 0), static_cast<int>(number(args, 2)), number(args, 1));
}
void Peek(Args args) { finish(args, *reinterpret_cast<volatile uint8_t*>(g_arena.base + static_cast<int64_t>(args[0].As<Number>()->Value()))); }

// later(offset, ms): another thread stores 1 into the 32-bit word at `offset`
struct Later {
  std::atomic<int32_t>* word;
  int ms;
};
void* store_later(void* data) {
  Later* later = static_cast<Later*>(data);
  usleep(later->ms * 1000);
  later->word->store(1);
  delete later;
  return nullptr;
}
void StoreLater(Args args) {
  auto later = new Later{reinterpret_cast<std::atomic<int32_t>*>(g_arena.base + number(args, 0)), static_cast<int>(number(args, 1))};
  pthread_t thread;
  pthread_create(&thread, nullptr, store_later, later);
  pthread_detach(thread);
}

// statistics(): [bytes in blocks, blocks, highest offset used, bytes in holes]
void Statistics(Args args) {
  std::lock_guard<std::mutex> guard(g_arena.mutex);
  uint64_t holes = 0;
  for (auto& hole : g_arena.holes) holes += hole.second;
  double values[] = {double(g_arena.used), double(g_arena.blocks), double(g_arena.top), double(holes)};
  Local<Value> out[4];
  for (int i = 0; i < 4; i++) out[i] = Number::New(args.GetIsolate(), values[i]);
  args.GetReturnValue().Set(Array::New(args.GetIsolate(), out, 4));
}

// CPU time of this thread in nanoseconds
void CpuTime(Args args) {
  timespec now;
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
  finish(args, now.tv_sec * 1e9 + now.tv_nsec);
}

void Initialize(Local<Object> exports) {
  NODE_SET_METHOD(exports, "attach", Attach);
  NODE_SET_METHOD(exports, "base", Base);
  NODE_SET_METHOD(exports, "setLimit", SetLimit);
  NODE_SET_METHOD(exports, "allocate", Allocate);
  NODE_SET_METHOD(exports, "release", Release);
  NODE_SET_METHOD(exports, "window", Window);
  NODE_SET_METHOD(exports, "fixed", Fixed);
  NODE_SET_METHOD(exports, "offsetOf", OffsetOf);
  NODE_SET_METHOD(exports, "sum", Sum);
  NODE_SET_METHOD(exports, "fill", Fill);
  NODE_SET_METHOD(exports, "peek", Peek);
  NODE_SET_METHOD(exports, "storeLater", StoreLater);
  NODE_SET_METHOD(exports, "statistics", Statistics);
  NODE_SET_METHOD(exports, "cpuTime", CpuTime);
}

}  // namespace

NODE_MODULE(NODE_GYP_MODULE_NAME, Initialize)
