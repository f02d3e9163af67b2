// The core: CPython's C API over one arena. No V8 here: what needs Python objects that JavaScript owns goes up through `upcall`.
//
// Objects and refs. A ref is an int32 that stands for a PyObject* on the JavaScript side: positive = distance from the arena's base in
// granules of 16 bytes, negative = an object outside (static types and singletons, in this library or in an extension), 0 = NULL.
//
// Who owns what
//   int, float, str, bytes      copied by value
//   tuple                       body in the arena, kept as long as C holds it
//   list                        body in the arena; while it exists the PyList's own storage is this body (src/list.ts)
//   instances of C types        body in the arena, one reference is the wrapper's
//   everything else             a JsStub: header and handle; the object stays in JavaScript
#pragma once
#include <string.h>

#include "abi.h"

#ifdef __cplusplus
extern "C" {
#endif

#define API __attribute__((visibility("default")))
#define GRANULE 16

typedef int32_t Ref;

// First words of the arena, shared with src/arena.ts (u32 each).
enum {
  WORD_FREE = 16,           // heads of the free lists by size class, as granules
  WORD_DEAD = 64,           // list of stubs whose count fell to zero, as granules
  WORD_DEAD_COUNT = 65,
  WORD_RESULT = 66,         // 64-bit result of an upcall (two words)
  WORD_ERROR = 68,          // 1 while an exception is set
  WORD_CARVED = 69,         // blocks cut from pages so far, in use or free
  WORD_OPERANDS = 70,       // a, b, c, d of the upcall
  WORD_GONE = 75,           // wrappers that the engine has collected and nobody has swept
  WORD_CALL = 76,           // function, self, argument and result of call0 and call1
  SMALL_INTS = 0x1000,      // byte offset of the ints -5 … 256, 32 bytes each
  SCRATCH = 0x8000,         // refs of arguments on their way
  SCRATCH_WORDS = 4096,
  FIRST_PAGE = 0x20000,
};
#define ARENA_WORD(n) (((uint32_t *)arena_base)[n])

extern char *arena_base;
extern size_t arena_size;

// --- arena.c
int core_arena_init(void *base, size_t size);
void *arena_alloc(size_t size);
void arena_free(void *block);
void *arena_realloc(void *block, size_t size);
void arena_refill(int size_class);
static inline int in_arena(const void *p) { return (size_t)((const char *)p - arena_base) < arena_size; }
Ref core_ref(const void *p);
static inline void *core_pointer(Ref r) {
  extern void **foreign_objects;
  return r > 0 ? arena_base + (size_t)r * GRANULE : r < 0 ? foreign_objects[-r] : NULL;
}

API void *PyObject_Calloc(size_t n, size_t size);
API void *PyObject_Malloc(size_t n);
API void *PyMem_Malloc(size_t n);
API void PyMem_Free(void *p);

// --- upcalls: what JavaScript does for C. Operands are refs; object results are new references, 0 = raised.
enum Upcall {
  // in the order of OPERATIONS in src/upcalls.ts
  UP_GETATTR, UP_SETATTR, UP_DELATTR, UP_CALL, UP_CALLTUPLE, UP_REPR, UP_STR, UP_HASH, UP_RICHCOMPARE, UP_TRUTH,
  UP_LENGTH, UP_GETITEM, UP_SETITEM, UP_DELITEM, UP_CONTAINS, UP_ITER, UP_NEXT, UP_BINARY, UP_UNARY, UP_ISINSTANCE,
  UP_ISSUBCLASS, UP_NEWTYPE, UP_DICT_NEW, UP_DICT_GET, UP_DICT_SET, UP_DICT_DEL, UP_DICT_NEXT, UP_DICT_SIZE,
  UP_DICT_COPY, UP_NEWMODULE, UP_MODULEDICT, UP_NEWEXCEPTION, UP_MAKEEXCEPTION, UP_IMPORT, UP_FROMITER, UP_GETBUFFER,
  UP_RELEASEBUFFER, UP_GENERICALIAS, UP_ERRNO, UP_POW, UP_TRACEBACK, UP_SET, UP_TYPEDICT, UP_STRUCTTYPE, UP_ADDFUNCTIONS,
  UP_UNRAISABLE,
};
extern double (*core_upcall)(int op, Ref a, Ref b, Ref c, Ref d);

static inline PyObject *up_object(int op, const void *a, const void *b, const void *c, int d) {
  return (PyObject *)core_pointer((Ref)core_upcall(op, core_ref(a), core_ref(b), core_ref(c), d));
}
static inline int up_int(int op, const void *a, const void *b, const void *c, int d) {
  return (int)core_upcall(op, core_ref(a), core_ref(b), core_ref(c), d);
}

// --- reference counts
API void _Py_Dealloc(PyObject *o);
static inline PyObject *incref(PyObject *o) {
  if (o->ob_refcnt < IMMORTAL) o->ob_refcnt++;
  return o;
}
static inline PyObject *xincref(PyObject *o) { return o ? incref(o) : NULL; }
static inline void decref(PyObject *o) {
  if ((int32_t)o->ob_refcnt < 0) return;
  if (--o->ob_refcnt == 0) _Py_Dealloc(o);
}
static inline void xdecref(void *o) {
  if (o) decref((PyObject *)o);
}
static inline PyObject *new_header(void *p, PyTypeObject *type) {
  PyObject *o = (PyObject *)p;
  o->ob_refcnt = 1;
  o->ob_overflow = o->ob_flags = 0;
  o->ob_type = type;
  if (type->tp_flags & FLAG(TPFLAGS_HEAPTYPE)) incref((PyObject *)type);
  return o;
}
#define TYPE(o) (((PyObject *)(o))->ob_type)
#define SIZE(o) (((PyVarObject *)(o))->ob_size)
#define HAS_FLAG(o, flag) ((TYPE(o)->tp_flags & FLAG(flag)) != 0)

// What ties a body to its object in JavaScript. `handle`: its index there, 0 = none. `queued`: the next one in the list of
// bodies whose count fell to zero, 0 = not in it. Bodies stay there until JavaScript looks (src/lifetime.ts): an object that
// comes back soon keeps its pointer.
typedef struct {
  uint32_t handle;
  uint32_t queued;
} Tie;
#define LAST_DEAD 0xFFFFFFFFu

// An object that stays in JavaScript.
typedef struct {
  PyObject ob_base;
  Tie tie;
} JsStub;

// Bodies of lists, tuples and instances of subclasses of value types have their Tie in the 16 bytes before the object, where
// CPython has its GC links.
typedef struct {
  Tie tie;
  uint64_t items;  // of a tuple, if more than ob_size counts (struct-sequences.c)
} Prefix;
#define PREFIX(o) ((Prefix *)(o) - 1)

void core_bury(PyObject *o, Tie *tie);

// --- object.c
#define STATIC_TYPES(X) \
  X(PyType_Type, "type") X(PyBaseObject_Type, "object") X(PyLong_Type, "int") X(PyBool_Type, "bool") X(PyFloat_Type, "float") \
  X(PyComplex_Type, "complex") X(PyUnicode_Type, "str") X(PyBytes_Type, "bytes") X(PyByteArray_Type, "bytearray") \
  X(PyTuple_Type, "tuple") X(PyList_Type, "list") X(PyDict_Type, "dict") X(PySet_Type, "set") \
  X(PyFrozenSet_Type, "frozenset") X(PySlice_Type, "slice") X(PyRange_Type, "range") X(PyModule_Type, "module") \
  X(PyFunction_Type, "function") X(PyMethod_Type, "method") X(PyCFunction_Type, "builtin_function_or_method") \
  X(PyMemoryView_Type, "memoryview") X(PyProperty_Type, "property") X(_PyNone_Type, "NoneType") \
  X(_PyNotImplemented_Type, "NotImplementedType") X(PyEllipsis_Type, "ellipsis") X(PyCapsule_Type, "PyCapsule") \
  X(PySuper_Type, "super") X(PyTraceBack_Type, "traceback")
#define X(symbol, name) extern API PyTypeObject symbol;
STATIC_TYPES(X)
#undef X
extern API PyObject _Py_NoneStruct, _Py_NotImplementedStruct, _Py_EllipsisObject;
extern API PyLongObject _Py_TrueStruct, _Py_FalseStruct;
#define None (&_Py_NoneStruct)
void core_objects_init(void);
void core_types_init(void);
// The class of a finished type; tp_dict becomes its namespace (reads and stores go up).
int core_finish_type(PyTypeObject *t, PyObject *module, PyObject *bases);
PyTypeObject *core_class_body(const char *name, PyTypeObject *base, int has_dict);
destructor core_javascript_dealloc(PyTypeObject *base);
void core_inherit(PyTypeObject *type, PyTypeObject *base);
void **core_slot_place(PyTypeObject *type, int slot);
void *core_slot(PyTypeObject *type, int slot);
// Gives a class made in JavaScript the function of this slot that goes up.
void core_generic_slot(PyTypeObject *type, int slot);
void js_dealloc(PyObject *o);
extern PyTypeObject *js_stub_type(PyTypeObject *type);

// --- errors.c
// Threads of Python are threads of the system: what belongs to one is thread-local.
extern __thread PyObject *error_type, *error_value;
void core_set_error(PyObject *type, PyObject *value);
API void PyErr_SetString(PyObject *type, const char *text);
API PyObject *PyErr_Format(PyObject *type, const char *format, ...);
API PyObject *PyErr_Occurred(void);
API void PyErr_Clear(void);
API PyObject *PyErr_NoMemory(void);
#define EXCEPTIONS(X) \
  X(BaseException, 0) X(Exception, &_PyExc_BaseException) X(SystemExit, &_PyExc_BaseException) \
  X(KeyboardInterrupt, &_PyExc_BaseException) X(GeneratorExit, &_PyExc_BaseException) \
  X(ArithmeticError, &_PyExc_Exception) X(LookupError, &_PyExc_Exception) X(AssertionError, &_PyExc_Exception) \
  X(AttributeError, &_PyExc_Exception) X(BufferError, &_PyExc_Exception) X(EOFError, &_PyExc_Exception) \
  X(ImportError, &_PyExc_Exception) X(MemoryError, &_PyExc_Exception) X(NameError, &_PyExc_Exception) \
  X(OSError, &_PyExc_Exception) X(ReferenceError, &_PyExc_Exception) X(RuntimeError, &_PyExc_Exception) \
  X(StopIteration, &_PyExc_Exception) X(StopAsyncIteration, &_PyExc_Exception) X(SyntaxError, &_PyExc_Exception) \
  X(SystemError, &_PyExc_Exception) X(TypeError, &_PyExc_Exception) X(ValueError, &_PyExc_Exception) \
  X(Warning, &_PyExc_Exception) X(FloatingPointError, &_PyExc_ArithmeticError) X(OverflowError, &_PyExc_ArithmeticError) \
  X(ZeroDivisionError, &_PyExc_ArithmeticError) X(IndexError, &_PyExc_LookupError) X(KeyError, &_PyExc_LookupError) \
  X(ModuleNotFoundError, &_PyExc_ImportError) X(UnboundLocalError, &_PyExc_NameError) \
  X(NotImplementedError, &_PyExc_RuntimeError) X(RecursionError, &_PyExc_RuntimeError) \
  X(UnicodeError, &_PyExc_ValueError) X(UnicodeDecodeError, &_PyExc_UnicodeError) \
  X(UnicodeEncodeError, &_PyExc_UnicodeError) X(BlockingIOError, &_PyExc_OSError) X(FileNotFoundError, &_PyExc_OSError) \
  X(PermissionError, &_PyExc_OSError) X(TimeoutError, &_PyExc_OSError) X(DeprecationWarning, &_PyExc_Warning) \
  X(RuntimeWarning, &_PyExc_Warning) X(UserWarning, &_PyExc_Warning)
#define X(name, base) extern API PyTypeObject _PyExc_##name; extern API PyObject *PyExc_##name;
EXCEPTIONS(X)
#undef X

// --- values
API PyObject *PyLong_FromLongLong(long long v);
API PyObject *PyLong_FromSsize_t(Py_ssize_t v);
API long long PyLong_AsLongLong(PyObject *o);
API Py_ssize_t PyLong_AsSsize_t(PyObject *o);
API PyObject *PyFloat_FromDouble(double v);
API double PyFloat_AsDouble(PyObject *o);
API PyObject *PyBool_FromLong(long v);
API PyObject *PyUnicode_New(Py_ssize_t length, Py_UCS4 widest);
API PyObject *PyUnicode_FromString(const char *text);
API PyObject *PyUnicode_FromStringAndSize(const char *text, Py_ssize_t size);
API PyObject *PyUnicode_InternFromString(const char *text);
API PyObject *PyUnicode_FromFormat(const char *format, ...);
API PyObject *PyUnicode_FromFormatV(const char *format, va_list ap);
API const char *PyUnicode_AsUTF8AndSize(PyObject *o, Py_ssize_t *size);
API PyObject *PyBytes_FromStringAndSize(const char *data, Py_ssize_t size);
API PyObject *PyTuple_New(Py_ssize_t n);
API PyObject *PyTuple_Pack(Py_ssize_t n, ...);
API PyObject *PyList_New(Py_ssize_t n);
API PyObject *PyTuple_GetItem(PyObject *o, Py_ssize_t i);
API PyObject *PyList_GetItem(PyObject *o, Py_ssize_t i);
API PyObject *PyDict_New(void);
API int PyDict_SetItem(PyObject *d, PyObject *key, PyObject *value);
API int PyDict_SetItemString(PyObject *d, const char *key, PyObject *value);
int str_kind(PyObject *o);
void *str_data(PyObject *o);
Py_UCS4 str_read(int kind, const void *data, Py_ssize_t i);
void tuple_dealloc(PyObject *o);
void list_dealloc(PyObject *o);
void str_dealloc(PyObject *o);
static inline PyObject **tuple_items(PyObject *o) { return ((PyTupleObject *)o)->ob_item; }
static inline PyObject **list_items(PyObject *o) { return ((PyListObject *)o)->ob_item; }

// --- protocol
API PyObject *PyNumber_Index(PyObject *o);
API PyObject *PyNumber_Float(PyObject *o);
API PyObject *PyNumber_Add(PyObject *a, PyObject *b);
API PyObject *PyObject_GetAttr(PyObject *o, PyObject *name);
API PyObject *PyObject_Str(PyObject *o);
API PyObject *PyObject_Repr(PyObject *o);
API PyObject *PyObject_Call(PyObject *callable, PyObject *args, PyObject *kwargs);
API PyObject *PyObject_Vectorcall(PyObject *f, PyObject *const *args, size_t nargsf, PyObject *kwnames);
// f(*values), the values built as Py_BuildValue does.
PyObject *core_call_built(PyObject *f, const char *format, va_list ap);
API PyObject *PyType_GenericAlloc(PyTypeObject *type, Py_ssize_t items);
API void PyObject_Free(void *p);
API void PyObject_GC_Del(void *p);
API int PyType_IsSubtype(PyTypeObject *a, PyTypeObject *b);
API int PyType_Ready(PyTypeObject *type);
API PyObject *PyType_FromMetaclass(PyTypeObject *meta, PyObject *module, PyType_Spec *spec, PyObject *bases);
API PyObject *PyObject_Init(PyObject *o, PyTypeObject *type);

// --- module.c: what the bridge asks of an initialised extension.
PyObject *core_load_module(PyObject *(*init)(void), PyObject *spec);

// --- threads.c: the lock of the runtime; NULL where there are no threads.
void core_set_lock(void *(*release)(void), void (*acquire)(void *));
// Another thread ran: WORD_ERROR is this thread's again.
static inline void core_thread_back(void) { ARENA_WORD(WORD_ERROR) = error_type != NULL; }

#ifdef __cplusplus
}
#endif
