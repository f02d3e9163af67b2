// The bridge between the C core and JavaScript: call trampolines and one upcall. Only integers cross, refs of objects (core.h) and
// numbers of C functions; values are converted on the JavaScript side through the arena's views.
#include <alloca.h>
#include <dlfcn.h>
#include <node.h>
#include <sys/mman.h>

#include <cstring>
#include <string>
#include <unordered_map>
#include <vector>

#include "../core/core.h"

using v8::Array;
using v8::ArrayBuffer;
using v8::BackingStore;
using v8::Context;
using v8::Exception;
using v8::Function;
using v8::FunctionCallback;
using v8::FunctionCallbackInfo;
using v8::Global;
using v8::HandleScope;
using v8::Int32;
using v8::Integer;
using v8::Isolate;
using v8::Local;
using v8::NewStringType;
using v8::Number;
using v8::Object;
using v8::SharedArrayBuffer;
using v8::String;
using v8::TryCatch;
using v8::Uint8Array;
using v8::Value;
using Args = const FunctionCallbackInfo<Value>&;

extern "C" {
extern Py_buffer core_pinned;
void core_drain_pool(void);
int core_list_resize(PyListObject* l, Py_ssize_t n);
PyObject* PyMember_GetOne(const char* base, PyMemberDef* m);
int PyMember_SetOne(char* base, PyMemberDef* m, PyObject* v);
}

namespace {

Isolate* isolate;
Global<Context> g_context;
Global<Function> g_upcall;
thread_local int depth;
// C functions and definition rows that JavaScript names by number.
std::vector<void*> g_functions{nullptr};

Local<Context> context() { return g_context.Get(isolate); }
Local<String> text(const char* s) {
  return s == nullptr ? String::Empty(isolate) : String::NewFromUtf8(isolate, s).ToLocalChecked();
}
int32_t int_at(Args args, int i) { return args[i].As<Int32>()->Value(); }
PyObject* object_at(Args args, int i) { return static_cast<PyObject*>(core_pointer(int_at(args, i))); }
template <class F>
F function_at(Args args, int i) {
  return reinterpret_cast<F>(g_functions[static_cast<size_t>(int_at(args, i))]);
}
int number_of(const void* p) {
  if (p == nullptr) return 0;
  g_functions.push_back(const_cast<void*>(p));
  return static_cast<int>(g_functions.size()) - 1;
}
void put(Local<Object> o, const char* name, Local<Value> v) { o->Set(context(), text(name), v).Check(); }
Local<Value> integer(int64_t n) { return Number::New(isolate, static_cast<double>(n)); }

// --- JavaScript calls C

// One call from JavaScript: borrowed references live until the outermost ends.
struct Call {
  Call() { depth++; }
  ~Call() {
    if (--depth == 0) core_drain_pool();
  }
};
void give(Args args, PyObject* o) { args.GetReturnValue().Set(core_ref(o)); }

// The busiest two take their operands, and leave their result, in the arena: reading arguments through V8 costs more than the call.
PyObject* call_words(bool with_argument) {
  Ref* words = reinterpret_cast<Ref*>(arena_base) + WORD_CALL;
  auto f = reinterpret_cast<PyCFunction>(g_functions[static_cast<size_t>(words[0])]);
  auto* argument = with_argument ? static_cast<PyObject*>(core_pointer(words[2])) : nullptr;
  return f(static_cast<PyObject*>(core_pointer(words[1])), argument);
}
void call0(Args) {
  Call call;
  ARENA_WORD(WORD_CALL + 3) = static_cast<uint32_t>(core_ref(call_words(false)));
}
void call1(Args) {
  Call call;
  ARENA_WORD(WORD_CALL + 3) = static_cast<uint32_t>(core_ref(call_words(true)));
}
// (function, self, args tuple, kwargs or 0)
void call_tuple(Args args) {
  Call call;
  give(args, function_at<ternaryfunc>(args, 0)(object_at(args, 1), object_at(args, 2), object_at(args, 3)));
}
// (function, flags, self, first word of the refs, positional, kwnames, defining class)
void call_fast(Args args) {
  Call call;
  const Ref* refs = reinterpret_cast<Ref*>(arena_base) + int_at(args, 3);
  int flags = int_at(args, 1), npos = int_at(args, 4);
  PyObject *self = object_at(args, 2), *kwnames = object_at(args, 5);
  int n = npos + (kwnames == nullptr ? 0 : static_cast<int>(SIZE(kwnames)));
  auto** argv = static_cast<PyObject**>(alloca(static_cast<size_t>(n + 1) * sizeof(PyObject*)));
  for (int i = 0; i < n; i++) argv[i] = static_cast<PyObject*>(core_pointer(refs[i]));
  using Fast = PyObject* (*)(PyObject*, PyObject* const*, Py_ssize_t);
  using Keywords = PyObject* (*)(PyObject*, PyObject* const*, Py_ssize_t, PyObject*);
  using Method = PyObject* (*)(PyObject*, PyTypeObject*, PyObject* const*, size_t, PyObject*);
  void* f = g_functions[static_cast<size_t>(int_at(args, 0))];
  PyObject* r;
  if (flags & METH_METHOD) {
    auto* cls = reinterpret_cast<PyTypeObject*>(object_at(args, 6));
    r = reinterpret_cast<Method>(f)(self, cls, argv, static_cast<size_t>(npos), kwnames);
  } else if (flags & METH_KEYWORDS) r = reinterpret_cast<Keywords>(f)(self, argv, npos, kwnames);
  else r = reinterpret_cast<Fast>(f)(self, argv, npos);
  give(args, r);
}

void slot_unary(Args args) {
  Call call;
  give(args, function_at<unaryfunc>(args, 0)(object_at(args, 1)));
}
void slot_ssize(Args args) {
  Call call;
  give(args, function_at<ssizeargfunc>(args, 0)(object_at(args, 1), static_cast<Py_ssize_t>(args[2].As<Number>()->Value())));
}
void slot_compare(Args args) {
  Call call;
  give(args, function_at<richcmpfunc>(args, 0)(object_at(args, 1), object_at(args, 2), int_at(args, 3)));
}
void slot_inquiry(Args args) {
  Call call;
  args.GetReturnValue().Set(function_at<inquiry>(args, 0)(object_at(args, 1)));
}
void slot_length(Args args) {
  Call call;
  args.GetReturnValue().Set(static_cast<double>(function_at<lenfunc>(args, 0)(object_at(args, 1))));
}
// The hash itself goes to WORD_RESULT; gives -1 if it is -1.
void slot_hash(Args args) {
  Call call;
  Py_hash_t hash = function_at<hashfunc>(args, 0)(object_at(args, 1));
  memcpy(&ARENA_WORD(WORD_RESULT), &hash, sizeof hash);
  args.GetReturnValue().Set(hash == -1 ? -1 : 0);
}
void slot_objobj(Args args) {
  Call call;
  args.GetReturnValue().Set(function_at<objobjproc>(args, 0)(object_at(args, 1), object_at(args, 2)));
}
void slot_assign(Args args) {
  Call call;
  args.GetReturnValue().Set(function_at<objobjargproc>(args, 0)(object_at(args, 1), object_at(args, 2), object_at(args, 3)));
}
void slot_assign_item(Args args) {
  Call call;
  auto i = static_cast<Py_ssize_t>(args[2].As<Number>()->Value());
  args.GetReturnValue().Set(function_at<ssizeobjargproc>(args, 0)(object_at(args, 1), i, object_at(args, 3)));
}
// (row of PyGetSetDef, object[, value])
void attribute_get(Args args) {
  Call call;
  auto* row = function_at<PyGetSetDef*>(args, 0);
  give(args, row->get(object_at(args, 1), row->closure));
}
void attribute_set(Args args) {
  Call call;
  auto* row = function_at<PyGetSetDef*>(args, 0);
  args.GetReturnValue().Set(row->set(object_at(args, 1), object_at(args, 2), row->closure));
}
void member_get(Args args) {
  Call call;
  give(args, PyMember_GetOne(reinterpret_cast<char*>(object_at(args, 1)), function_at<PyMemberDef*>(args, 0)));
}
void member_set(Args args) {
  Call call;
  int r = PyMember_SetOne(reinterpret_cast<char*>(object_at(args, 1)), function_at<PyMemberDef*>(args, 0), object_at(args, 2));
  args.GetReturnValue().Set(r);
}

// --- C calls JavaScript

bool gives_int(int op) {
  switch (op) {
    case UP_SETATTR: case UP_DELATTR: case UP_HASH: case UP_TRUTH: case UP_LENGTH: case UP_SETITEM: case UP_DELITEM: case UP_CONTAINS:
    case UP_ISINSTANCE: case UP_ISSUBCLASS: case UP_NEWTYPE: case UP_DICT_SET: case UP_DICT_DEL: case UP_DICT_SIZE: case UP_NEWMODULE:
    case UP_GETBUFFER: case UP_ADDFUNCTIONS: case UP_UNRAISABLE: return true;
    default: return false;
  }
}

double upcall(int op, Ref a, Ref b, Ref c, Ref d) {
  HandleScope scope(isolate);
  TryCatch caught(isolate);
  Ref* operands = reinterpret_cast<Ref*>(arena_base) + WORD_OPERANDS;
  operands[0] = a, operands[1] = b, operands[2] = c, operands[3] = d;
  Local<Value> argv[1] = {Integer::New(isolate, op)};
  Local<Value> r;
  if (g_upcall.Get(isolate)->Call(context(), v8::Undefined(isolate), 1, argv).ToLocal(&r)) {
    core_thread_back();
    return r.As<Number>()->Value();
  }
  // the JavaScript side turns every exception into a Python one: only a full stack or the end of the process comes here
  String::Utf8Value message(isolate, caught.Exception());
  PyErr_Format(PyExc_SystemError, "an upcall failed: %s", *message ? *message : "terminated");
  return gives_int(op) ? -1 : 0;
}

void set_error(Args args) { core_set_error(object_at(args, 0), object_at(args, 1)); }
// Refs of type and value, owned by the caller, go to WORD_RESULT.
void take_error(Args) {
  ARENA_WORD(WORD_RESULT) = static_cast<uint32_t>(core_ref(error_type));
  ARENA_WORD(WORD_RESULT + 1) = static_cast<uint32_t>(core_ref(error_value));
  error_type = error_value = nullptr;
  ARENA_WORD(WORD_ERROR) = 0;
}

// --- wrappers of C instances: weak handles, since WeakRef and FinalizationRegistry cost ten times as much and wait for the event loop

struct Wrapper {
  Global<Object> handle;
  Ref ref;
};
std::unordered_map<Ref, Wrapper*> g_wrappers;
std::vector<Wrapper*> g_gone;

// Runs inside a collection: only notes what is gone.
void wrapper_gone(const v8::WeakCallbackInfo<Wrapper>& info) {
  info.GetParameter()->handle.Reset();
  g_gone.push_back(info.GetParameter());
  ARENA_WORD(WORD_GONE)++;
}

// (object, ref): takes a reference for the wrapper.
void wrap(Args args) {
  Ref ref = int_at(args, 1);
  auto* w = new Wrapper{Global<Object>(isolate, args[0].As<Object>()), ref};
  w->handle.SetWeak(w, wrapper_gone, v8::WeakCallbackType::kParameter);
  g_wrappers[ref] = w;
  incref(static_cast<PyObject*>(core_pointer(ref)));
}
// The living wrapper of a body, or undefined.
void wrapper_of(Args args) {
  auto found = g_wrappers.find(int_at(args, 0));
  if (found != g_wrappers.end() && !found->second->handle.IsEmpty()) args.GetReturnValue().Set(found->second->handle);
}
// Gives back the references of wrappers that are gone.
void sweep_wrappers(Args) {
  std::vector<Wrapper*> gone;
  gone.swap(g_gone);
  ARENA_WORD(WORD_GONE) = 0;
  for (Wrapper* w : gone) {
    auto found = g_wrappers.find(w->ref);
    if (found != g_wrappers.end() && found->second == w) g_wrappers.erase(found);
    decref(static_cast<PyObject*>(core_pointer(w->ref)));
    delete w;
  }
}
Local<Array> array_of(const std::vector<Ref>& refs) {
  std::vector<Local<Value>> out;
  for (Ref ref : refs) out.push_back(Integer::New(isolate, ref));
  return Array::New(isolate, out.data(), out.size());
}
void wrapper_refs(Args args) {
  std::vector<Ref> refs;
  for (auto& entry : g_wrappers)
    if (!entry.second->handle.IsEmpty()) refs.push_back(entry.first);
  args.GetReturnValue().Set(array_of(refs));
}
int visit_one(PyObject* o, void* refs) {
  static_cast<std::vector<Ref>*>(refs)->push_back(core_ref(o));
  return 0;
}
void visited(Args args) {
  std::vector<Ref> refs;
  PyObject* o = object_at(args, 0);
  if (TYPE(o)->tp_traverse != nullptr) TYPE(o)->tp_traverse(o, visit_one, &refs);
  args.GetReturnValue().Set(array_of(refs));
}
void clear(Args args) {
  Call call;
  PyObject* o = object_at(args, 0);
  if (TYPE(o)->tp_clear != nullptr) TYPE(o)->tp_clear(o);
}
void wrapper_count(Args args) { args.GetReturnValue().Set(static_cast<double>(g_wrappers.size())); }

// --- memory

void dealloc(Args args) {
  Call call;
  _Py_Dealloc(object_at(args, 0));
}
void refill(Args args) { arena_refill(int_at(args, 0)); }
void allocate(Args args) { args.GetReturnValue().Set(core_ref(PyObject_Calloc(1, static_cast<size_t>(args[0].As<Number>()->Value())))); }
void release(Args args) { arena_free(core_pointer(int_at(args, 0))); }
void new_tuple(Args args) { give(args, PyTuple_New(int_at(args, 0))); }
void new_list(Args args) { give(args, PyList_New(int_at(args, 0))); }
void list_resize(Args args) {
  args.GetReturnValue().Set(core_list_resize(reinterpret_cast<PyListObject*>(object_at(args, 0)), int_at(args, 1)));
}
// (array, readonly, number): the memory that UP_GETBUFFER hands out. The array is kept by JavaScript.
void pinned(Args args) {
  auto array = args[0].As<Uint8Array>();
  core_pinned.buf = static_cast<char*>(array->Buffer()->GetBackingStore()->Data()) + array->ByteOffset();
  core_pinned.len = static_cast<Py_ssize_t>(array->ByteLength());
  core_pinned.readonly = int_at(args, 1);
  core_pinned.internal = reinterpret_cast<void*>(static_cast<intptr_t>(int_at(args, 2)));
}
void address_of(Args args) { args.GetReturnValue().Set(static_cast<double>(reinterpret_cast<uintptr_t>(object_at(args, 0)))); }
void ref_of(Args args) {
  args.GetReturnValue().Set(core_ref(reinterpret_cast<void*>(static_cast<uintptr_t>(args[0].As<Number>()->Value()))));
}
// Memory at an address, for buffers that C exports.
void memory(Args args) {
  auto* at = reinterpret_cast<void*>(static_cast<uintptr_t>(args[0].As<Number>()->Value()));
  auto size = static_cast<size_t>(args[1].As<Number>()->Value());
  auto store = ArrayBuffer::NewBackingStore(at, size, BackingStore::EmptyDeleter, nullptr);
  args.GetReturnValue().Set(ArrayBuffer::New(isolate, std::move(store)));
}
// (object, flags): [address, bytes, readonly, item size, format, number of the Py_buffer], or undefined = raised.
void buffer_get(Args args) {
  Call call;
  auto* view = static_cast<Py_buffer*>(calloc(1, sizeof(Py_buffer)));
  PyObject* o = object_at(args, 0);
  if (TYPE(o)->tp_as_buffer->bf_getbuffer(o, view, int_at(args, 1)) < 0) {
    free(view);
    return;
  }
  Local<Value> parts[] = {Number::New(isolate, static_cast<double>(reinterpret_cast<uintptr_t>(view->buf))), integer(view->len),
                          integer(view->readonly), integer(view->itemsize), text(view->format == nullptr ? "B" : view->format),
                          integer(number_of(view))};
  args.GetReturnValue().Set(Array::New(isolate, parts, 6));
}
void buffer_release(Args args) {
  Call call;
  auto* view = function_at<Py_buffer*>(args, 0);
  g_functions[static_cast<size_t>(int_at(args, 0))] = nullptr;
  if (view == nullptr) return;
  PyObject* o = view->obj;
  if (o != nullptr && TYPE(o)->tp_as_buffer->bf_releasebuffer != nullptr) TYPE(o)->tp_as_buffer->bf_releasebuffer(o, view);
  xdecref(o);
  free(view);
}

// --- descriptions of what C defines

Local<Array> method_rows(const PyMethodDef* m) {
  Local<Array> out = Array::New(isolate);
  for (uint32_t n = 0; m != nullptr && m->ml_name != nullptr; m++) {
    out->Set(context(), n++, text(m->ml_name)).Check();
    out->Set(context(), n++, integer(m->ml_flags)).Check();
    out->Set(context(), n++, integer(number_of(reinterpret_cast<const void*>(m->ml_meth)))).Check();
    out->Set(context(), n++, text(m->ml_doc)).Check();
  }
  return out;
}
Local<Array> member_rows(const PyMemberDef* m) {
  Local<Array> out = Array::New(isolate);
  for (uint32_t n = 0; m != nullptr && m->name != nullptr; m++) {
    out->Set(context(), n++, text(m->name)).Check();
    out->Set(context(), n++, integer(number_of(m))).Check();
    out->Set(context(), n++, integer(m->flags)).Check();
    out->Set(context(), n++, text(m->doc)).Check();
  }
  return out;
}
Local<Array> getset_rows(const PyGetSetDef* g) {
  Local<Array> out = Array::New(isolate);
  for (uint32_t n = 0; g != nullptr && g->name != nullptr; g++) {
    out->Set(context(), n++, text(g->name)).Check();
    out->Set(context(), n++, integer(number_of(g))).Check();
    out->Set(context(), n++, integer((g->get != nullptr ? 1 : 0) | (g->set != nullptr ? 2 : 0))).Check();
    out->Set(context(), n++, text(g->doc)).Check();
  }
  return out;
}
// Pairs of slot and function that the type does not share with its base.
Local<Array> slot_pairs(PyTypeObject* t) {
  Local<Array> out = Array::New(isolate);
  uint32_t n = 0;
  for (int slot = 1; slot < 84; slot++) {
    void* f = core_slot(t, slot);
    if (f == nullptr || (t->tp_base != nullptr && f == core_slot(t->tp_base, slot))) continue;
    out->Set(context(), n++, integer(slot)).Check();
    out->Set(context(), n++, integer(number_of(f))).Check();
  }
  return out;
}
void describe_type(Args args) {
  auto* t = reinterpret_cast<PyTypeObject*>(object_at(args, 0));
  Local<Object> o = Object::New(isolate);
  put(o, "name", text(t->tp_name));
  put(o, "doc", text(t->tp_doc));
  put(o, "flags", integer(static_cast<int64_t>(t->tp_flags)));
  put(o, "base", integer(core_ref(t->tp_base)));
  put(o, "grows", integer(t->tp_base != nullptr && t->tp_basicsize > t->tp_base->tp_basicsize));
  put(o, "hasDict", integer(t->tp_dictoffset != 0 || (t->tp_flags & FLAG(TPFLAGS_MANAGED_DICT))));
  put(o, "hasWeakRef", integer(t->tp_weaklistoffset != 0 || (t->tp_flags & FLAG(TPFLAGS_MANAGED_WEAKREF))));
  put(o, "slots", slot_pairs(t));
  put(o, "methods", method_rows(t->tp_methods));
  put(o, "members", member_rows(t->tp_members));
  put(o, "getset", getset_rows(t->tp_getset));
  put(o, "canNew", integer(number_of(reinterpret_cast<void*>(t->tp_new))));
  args.GetReturnValue().Set(o);
}
void describe_module(Args args) {
  auto* def = reinterpret_cast<PyModuleDef*>(object_at(args, 0));
  Local<Object> o = Object::New(isolate);
  put(o, "doc", text(def->m_doc));
  put(o, "methods", method_rows(def->m_methods));
  args.GetReturnValue().Set(o);
}

// (name, base, native)
void class_body(Args args) {
  String::Utf8Value name(isolate, args[0]);
  args.GetReturnValue().Set(core_ref(core_class_body(*name, reinterpret_cast<PyTypeObject*>(object_at(args, 1)), int_at(args, 2))));
}
void generic_slot(Args args) { core_generic_slot(reinterpret_cast<PyTypeObject*>(object_at(args, 0)), int_at(args, 1)); }

// --- loading

void throw_text(const std::string& message) { isolate->ThrowException(Exception::Error(text(message.c_str()))); }

void symbol(Args args) {
  String::Utf8Value name(isolate, args[0]);
  Dl_info self;
  dladdr(reinterpret_cast<void*>(&symbol), &self);
  void* library = dlopen(self.dli_fname, RTLD_NOW | RTLD_NOLOAD);
  give(args, static_cast<PyObject*>(dlsym(library, *name)));
}

// (path, name of the init function, spec): the module, 0 = raised. Throws where the file cannot be loaded.
void load(Args args) {
  Call call;
  String::Utf8Value path(isolate, args[0]), name(isolate, args[1]);
  // DEEPBIND: the extension's own libraries win over those that the engine exports (OpenSSL, zlib); Py* are found here
  void* library = dlopen(*path, RTLD_LAZY | RTLD_LOCAL | RTLD_DEEPBIND);
  if (library == nullptr) return throw_text(dlerror());
  auto* init = reinterpret_cast<PyObject* (*)()>(dlsym(library, *name));
  if (init == nullptr) return throw_text(std::string("no ") + *name + " in " + *path);
  give(args, core_load_module(init, object_at(args, 2)));
}

// Keeps memory that was given alive as long as the process.
std::shared_ptr<BackingStore> g_memory;

// ([memory, offset, size]): a buffer over the arena, which is a mapping of ours, or that part of the memory given. Always an
// ordinary ArrayBuffer, also over shared memory: views of one kind keep V8's accesses alike.
void open_arena(Args args) {
  Local<Value> given = args[0];
  int ready;
  if (given->IsArrayBuffer() || given->IsSharedArrayBuffer()) {
    g_memory = given->IsArrayBuffer() ? given.As<ArrayBuffer>()->GetBackingStore() : given.As<SharedArrayBuffer>()->GetBackingStore();
    auto offset = static_cast<size_t>(args[1].As<Number>()->Value());
    ready = core_arena_init(static_cast<char*>(g_memory->Data()) + offset, static_cast<size_t>(args[2].As<Number>()->Value()));
  } else {
    size_t size = size_t{1} << 32;
    void* base = mmap(nullptr, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    ready = base != MAP_FAILED && core_arena_init(base, size);
  }
  if (!ready) return throw_text("no room for the arena");
  core_objects_init();
  core_types_init();
  auto store = ArrayBuffer::NewBackingStore(arena_base, arena_size, BackingStore::EmptyDeleter, nullptr);
  args.GetReturnValue().Set(ArrayBuffer::New(isolate, std::move(store)));
}
void set_upcall(Args args) {
  g_upcall.Reset(isolate, args[0].As<Function>());
  core_upcall = upcall;
}
void arena_address(Args args) { args.GetReturnValue().Set(static_cast<double>(reinterpret_cast<uintptr_t>(arena_base))); }
void nothing(Args) {}
// (address of release, address of acquire): the lock of the runtime.
void set_lock(Args args) {
  auto address = [&](int i) { return static_cast<uintptr_t>(args[i].As<Number>()->Value()); };
  core_set_lock(reinterpret_cast<void* (*)()>(address(0)), reinterpret_cast<void (*)(void*)>(address(1)));
}

void cleanup(void*) {
  for (auto& entry : g_wrappers) entry.second->handle.Reset();
  g_upcall.Reset();
  g_context.Reset();
}

struct Export {
  const char* name;
  FunctionCallback function;
};
const Export kExports[] = {
    {"callWords0", call0}, {"callWords1", call1}, {"callTuple", call_tuple}, {"callFast", call_fast}, {"slotUnary", slot_unary},
    {"slotSsize", slot_ssize}, {"slotCompare", slot_compare}, {"slotInquiry", slot_inquiry}, {"slotLength", slot_length},
    {"slotHash", slot_hash}, {"slotObjObj", slot_objobj}, {"slotAssign", slot_assign}, {"slotAssignItem", slot_assign_item},
    {"attributeGet", attribute_get}, {"attributeSet", attribute_set}, {"memberGet", member_get}, {"memberSet", member_set},
    {"setError", set_error}, {"takeError", take_error}, {"dealloc", dealloc}, {"refill", refill}, {"allocate", allocate},
    {"release", release}, {"newTuple", new_tuple}, {"newList", new_list}, {"listResize", list_resize}, {"pinned", pinned},
    {"addressOf", address_of}, {"refOf", ref_of}, {"memory", memory}, {"bufferGet", buffer_get}, {"bufferRelease", buffer_release},
    {"describeType", describe_type}, {"describeModule", describe_module}, {"classBody", class_body},
    {"genericSlot", generic_slot}, {"symbol", symbol}, {"load", load}, {"openArena", open_arena}, {"setUpcall", set_upcall}, {"arenaAddress", arena_address},
    {"nothing", nothing}, {"wrap", wrap}, {"wrapperOf", wrapper_of}, {"sweepWrappers", sweep_wrappers}, {"wrapperCount", wrapper_count}, {"wrapperRefs", wrapper_refs}, {"visited", visited}, {"clear", clear}, {"setLock", set_lock},
};

}  // namespace

NODE_MODULE_INIT(/* exports, module, context */) {
  isolate = Isolate::GetCurrent();
  g_context.Reset(isolate, context);
  node::AddEnvironmentCleanupHook(isolate, cleanup, nullptr);
  for (const Export& e : kExports)
    exports->Set(context, text(e.name), Function::New(context, e.function).ToLocalChecked()).Check();
}
