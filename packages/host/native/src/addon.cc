// The addon's door: refuses what it cannot serve, hands out the groups of natives.
#include <sys/syscall.h>
#include <unistd.h>

#include "common.h"
#include "gil.h"

namespace host {
namespace {

struct Entry {
  const char* name;
  void (*init)(Group&);
};
const Entry kGroups[] = {
    {"clock", init_clock},       {"engine", init_engine}, {"env", init_env},
    {"fd", init_fd},             {"fs", init_fs},         {"locale", init_locale},
    {"memory", init_memory},     {"users", init_users},
    {"net", init_net},           {"platform", init_platform},
    {"poll", init_poll},         {"posix", init_posix},
            {"process", init_process}, {"signals", init_signals},
    {"threads", init_threads},   {"tty", init_tty},
};

// group(name) → object with the natives of one interface. They are made on demand: a start needs few of them.
void MakeGroup(Args args) {
  Isolate* isolate = args.GetIsolate();
  Path name(isolate, args[0]);
  for (const Entry& entry : kGroups) {
    if (strcmp(entry.name, name.c_str()) != 0) continue;
    Group group = {isolate, isolate->GetCurrentContext(), Object::New(isolate)};
    entry.init(group);
    return args.GetReturnValue().Set(group.target);
  }
}

void on_cleanup(void*) { g_gil.finalizing = true; }

Local<Value> make_words(Isolate* isolate) {
  Local<ArrayBuffer> buffer = ArrayBuffer::New(isolate, kWordCount * sizeof(int32_t));
  // Never freed: signal handlers and sleeping threads use it to the end of the process.
  auto* memory = new std::shared_ptr<v8::BackingStore>(buffer->GetBackingStore());
  g_words = static_cast<std::atomic<int32_t>*>((*memory)->Data());
  return v8::Int32Array::New(buffer, 0, kWordCount);
}

}  // namespace
}  // namespace host

NODE_MODULE_INIT() {
  v8::Isolate* isolate = v8::Isolate::GetCurrent();
  static bool loaded = false;
  if (loaded || syscall(SYS_gettid) != getpid()) {
    isolate->ThrowException(v8::Exception::Error(
        v8::String::NewFromUtf8Literal(isolate, "@pyston/host: the addon serves the main thread's isolate only")));
    return;
  }
  loaded = true;
  host::Group group = {isolate, context, exports};
  group.set("words", host::make_words(isolate));
  group.set("record", host::record_array(isolate));
  group.fn("group", host::MakeGroup);
  host::g_gil.init(isolate);
  node::AddEnvironmentCleanupHook(isolate, host::on_cleanup, nullptr);
}
