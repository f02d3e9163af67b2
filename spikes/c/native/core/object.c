// Reference counts, the static types and singletons, and the object protocol: nearly every operation goes up.
#include "core.h"

double (*core_upcall)(int, Ref, Ref, Ref, Ref);

API void _Py_Dealloc(PyObject *o) { TYPE(o)->tp_dealloc(o); }
API void _Py_IncRef(PyObject *o) { incref(o); }
API void _Py_DecRef(PyObject *o) { decref(o); }
API void Py_IncRef(PyObject *o) { xincref(o); }
API void Py_DecRef(PyObject *o) { xdecref(o); }

void core_bury(PyObject *o, Tie *tie) {
  if (tie->queued != 0) return;
  uint32_t head = ARENA_WORD(WORD_DEAD);
  tie->queued = head == 0 ? LAST_DEAD : head;
  ARENA_WORD(WORD_DEAD) = (uint32_t)core_ref(o);
  ARENA_WORD(WORD_DEAD_COUNT)++;
}

void js_dealloc(PyObject *o) { core_bury(o, &((JsStub *)o)->tie); }
static void dict_dealloc(PyObject *o) { core_bury(o, (Tie *)&((PyDictObject *)o)->watcher_tag); }
static void plain_dealloc(PyObject *o) { arena_free(o); }
static void never_dealloc(PyObject *o) { (void)o; }
static void boxed_dealloc(PyObject *o) { core_bury(o, &PREFIX(o)->tie); }

#define X(symbol, text) API PyTypeObject symbol = {.tp_name = text};
STATIC_TYPES(X)
#undef X

#define SINGLETON(type) {.ob_refcnt = IMMORTAL, .ob_type = &type}
API PyObject _Py_NoneStruct = SINGLETON(_PyNone_Type);
API PyObject _Py_NotImplementedStruct = SINGLETON(_PyNotImplemented_Type);
API PyObject _Py_EllipsisObject = SINGLETON(PyEllipsis_Type);
API PyLongObject _Py_TrueStruct = {SINGLETON(PyBool_Type), 1 << 3, {1}};
API PyLongObject _Py_FalseStruct = {SINGLETON(PyBool_Type), 1, {0}};

static void describe(PyTypeObject *t, Py_ssize_t size, Py_ssize_t item, destructor dealloc, unsigned long flags) {
  t->tp_basicsize = size;
  t->tp_itemsize = item;
  t->tp_dealloc = dealloc;
  t->tp_flags |= flags;
}

static void prepare(PyTypeObject *t) {
  PyObject *o = (PyObject *)t;
  o->ob_refcnt = IMMORTAL;
  o->ob_type = &PyType_Type;
  t->tp_flags |= FLAG(TPFLAGS_BASETYPE) | FLAG(TPFLAGS_HAVE_VERSION_TAG) | FLAG(TPFLAGS_READY) | FLAG(TPFLAGS_IMMUTABLETYPE);
  if (t != &PyBaseObject_Type && t->tp_base == NULL) t->tp_base = &PyBaseObject_Type;
  t->tp_alloc = PyType_GenericAlloc;
  t->tp_free = PyObject_Free;
}

void core_objects_init(void) {
  Py_ssize_t digits = offsetof(PyLongObject, ob_digit);
#define X(symbol, name) describe(&symbol, sizeof(JsStub), 0, js_dealloc, 0);
  STATIC_TYPES(X)
#undef X
  describe(&PyType_Type, sizeof(PyHeapTypeObject), sizeof(PyMemberDef), never_dealloc, FLAG(TPFLAGS_TYPE));
  describe(&PyBaseObject_Type, sizeof(PyObject), 0, plain_dealloc, 0);
  describe(&PyLong_Type, digits, 4, plain_dealloc, FLAG(TPFLAGS_LONG));
  describe(&PyBool_Type, digits, 4, never_dealloc, FLAG(TPFLAGS_LONG));
  describe(&PyFloat_Type, sizeof(PyFloatObject), 0, plain_dealloc, 0);
  describe(&PyUnicode_Type, sizeof(PyCompactUnicodeObject) + 8, 0, str_dealloc, FLAG(TPFLAGS_UNICODE));
  describe(&PyBytes_Type, offsetof(PyBytesObject, ob_sval) + 1, 1, plain_dealloc, FLAG(TPFLAGS_BYTES));
  describe(&PyTuple_Type, offsetof(PyTupleObject, ob_item), 8, tuple_dealloc,
           FLAG(TPFLAGS_TUPLE) | FLAG(TPFLAGS_HAVE_GC) | FLAG(TPFLAGS_SEQUENCE));
  describe(&PyList_Type, sizeof(PyListObject), 0, list_dealloc,
           FLAG(TPFLAGS_LIST) | FLAG(TPFLAGS_HAVE_GC) | FLAG(TPFLAGS_SEQUENCE));
  describe(&PyDict_Type, sizeof(PyDictObject), 0, dict_dealloc, FLAG(TPFLAGS_DICT) | FLAG(TPFLAGS_MAPPING));
  PyBool_Type.tp_base = &PyLong_Type;
#define X(symbol, name) prepare(&symbol);
  STATIC_TYPES(X)
#undef X
  PyTuple_Type.tp_free = PyList_Type.tp_free = PyObject_GC_Del;
#define X(name, base) prepare(&_PyExc_##name);
  EXCEPTIONS(X)
#undef X
  for (int i = -5; i <= 256; i++) {
    PyLongObject *o = (PyLongObject *)(arena_base + SMALL_INTS + (i + 5) * 32);
    o->ob_base = (PyObject)SINGLETON(PyLong_Type);
    o->lv_tag = i == 0 ? 1 : (1 << 3) | (i < 0 ? 2 : 0);
    o->ob_digit[0] = (uint32_t)(i < 0 ? -i : i);
  }
}

// What ends instances of classes over `base` whose objects JavaScript owns; NULL where C owns them, or over object.
destructor core_javascript_dealloc(PyTypeObject *base) {
  destructor up = base->tp_dealloc;
  if (base == &PyBaseObject_Type) return NULL;
  if (up == plain_dealloc || up == str_dealloc) return boxed_dealloc;
  return up == js_dealloc || up == dict_dealloc || up == boxed_dealloc || up == tuple_dealloc || up == list_dealloc ? up : NULL;
}

// A PyTypeObject for a class made in Python over `base`. Its slots are filled by core_set_slot.
PyTypeObject *core_class_body(const char *name, PyTypeObject *base, int native) {
  PyHeapTypeObject *h = (PyHeapTypeObject *)PyObject_Calloc(1, sizeof *h + 64);
  PyTypeObject *t = &h->ht_type;
  PyObject *o = (PyObject *)t;
  o->ob_refcnt = IMMORTAL;
  o->ob_type = &PyType_Type;
  t->tp_name = strdup(name);
  t->tp_flags = FLAG(TPFLAGS_HEAPTYPE) | FLAG(TPFLAGS_BASETYPE) | FLAG(TPFLAGS_READY) | FLAG(TPFLAGS_HAVE_VERSION_TAG);
  t->tp_as_async = &h->as_async;
  t->tp_as_number = &h->as_number;
  t->tp_as_mapping = &h->as_mapping;
  t->tp_as_sequence = &h->as_sequence;
  t->tp_as_buffer = &h->as_buffer;
  core_inherit(t, base);
  if (native) return t;
  t->tp_dealloc = base == &PyBaseObject_Type ? js_dealloc : core_javascript_dealloc(base);
  if (t->tp_basicsize < (Py_ssize_t)sizeof(JsStub)) t->tp_basicsize = sizeof(JsStub);
  return t;
}

// --- attributes

API PyObject *PyObject_GetAttr(PyObject *o, PyObject *name) { return up_object(UP_GETATTR, o, name, NULL, 0); }
API PyObject *PyObject_GenericGetAttr(PyObject *o, PyObject *name) { return up_object(UP_GETATTR, o, name, NULL, 1); }
API int PyObject_SetAttr(PyObject *o, PyObject *name, PyObject *v) {
  return up_int(v == NULL ? UP_DELATTR : UP_SETATTR, o, name, v, 0);
}
API int PyObject_GenericSetAttr(PyObject *o, PyObject *name, PyObject *v) {
  return up_int(v == NULL ? UP_DELATTR : UP_SETATTR, o, name, v, 1);
}
API int PyObject_DelAttr(PyObject *o, PyObject *name) { return up_int(UP_DELATTR, o, name, NULL, 0); }
API int PyObject_GetOptionalAttr(PyObject *o, PyObject *name, PyObject **result) {
  *result = up_object(UP_GETATTR, o, name, NULL, 2);
  return *result != NULL ? 1 : PyErr_Occurred() ? -1 : 0;
}

API PyObject *PyObject_GetAttrString(PyObject *o, const char *name) {
  PyObject *text = PyUnicode_InternFromString(name);
  PyObject *r = text ? PyObject_GetAttr(o, text) : NULL;
  xdecref(text);
  return r;
}
API int PyObject_SetAttrString(PyObject *o, const char *name, PyObject *v) {
  PyObject *text = PyUnicode_InternFromString(name);
  int r = text ? PyObject_SetAttr(o, text, v) : -1;
  xdecref(text);
  return r;
}
API int PyObject_DelAttrString(PyObject *o, const char *name) { return PyObject_SetAttrString(o, name, NULL); }
API int PyObject_GetOptionalAttrString(PyObject *o, const char *name, PyObject **result) {
  PyObject *text = PyUnicode_InternFromString(name);
  int r = PyObject_GetOptionalAttr(o, text, result);
  xdecref(text);
  return r;
}
API int PyObject_HasAttrWithError(PyObject *o, PyObject *name) {
  PyObject *v;
  int r = PyObject_GetOptionalAttr(o, name, &v);
  xdecref(v);
  return r;
}
API int PyObject_HasAttrStringWithError(PyObject *o, const char *name) {
  PyObject *v;
  int r = PyObject_GetOptionalAttrString(o, name, &v);
  xdecref(v);
  return r;
}
API int PyObject_HasAttrString(PyObject *o, const char *name) {
  int r = PyObject_HasAttrStringWithError(o, name);
  if (r < 0) PyErr_Clear();
  return r > 0;
}

// --- text, truth, comparison

API PyObject *PyObject_Repr(PyObject *o) {
  return o == NULL ? PyUnicode_FromString("<NULL>") : up_object(UP_REPR, o, NULL, NULL, 0);
}
API PyObject *PyObject_Str(PyObject *o) {
  if (o != NULL && TYPE(o) == &PyUnicode_Type) return incref(o);
  return o == NULL ? PyUnicode_FromString("<NULL>") : up_object(UP_STR, o, NULL, NULL, 0);
}
API Py_hash_t PyObject_Hash(PyObject *o) {
  if (up_int(UP_HASH, o, NULL, NULL, 0) < 0) return -1;
  Py_hash_t hash;
  memcpy(&hash, &ARENA_WORD(WORD_RESULT), sizeof hash);
  return hash;
}
API Py_hash_t PyObject_HashNotImplemented(PyObject *o) {
  PyErr_Format(PyExc_TypeError, "unhashable type: '%.200s'", TYPE(o)->tp_name);
  return -1;
}
API int PyObject_IsTrue(PyObject *o) {
  if (o == (PyObject *)&_Py_TrueStruct) return 1;
  if (o == (PyObject *)&_Py_FalseStruct || o == None) return 0;
  return up_int(UP_TRUTH, o, NULL, NULL, 0);
}
API int PyObject_Not(PyObject *o) {
  int r = PyObject_IsTrue(o);
  return r < 0 ? r : !r;
}

static int small_int(PyObject *o, int64_t *v) {
  if (TYPE(o) != &PyLong_Type) return 0;
  uintptr_t tag = ((PyLongObject *)o)->lv_tag;
  if (tag >= 2 << 3) return 0;
  *v = (1 - (int64_t)(tag & 3)) * ((PyLongObject *)o)->ob_digit[0];
  return 1;
}
static int ordered(int64_t a, int64_t b, int op) {
  switch (op) {
    case 0: return a < b;
    case 1: return a <= b;
    case 2: return a == b;
    case 3: return a != b;
    case 4: return a > b;
    default: return a >= b;
  }
}
API PyObject *PyObject_RichCompare(PyObject *a, PyObject *b, int op) {
  int64_t x, y;
  if (small_int(a, &x) && small_int(b, &y)) return PyBool_FromLong(ordered(x, y, op));
  return up_object(UP_RICHCOMPARE, a, b, NULL, op);
}
API int PyObject_RichCompareBool(PyObject *a, PyObject *b, int op) {
  if (a == b && (op == 2 || op == 3)) return op == 2;
  int64_t x, y;
  if (small_int(a, &x) && small_int(b, &y)) return ordered(x, y, op);
  PyObject *r = up_object(UP_RICHCOMPARE, a, b, NULL, op);
  if (r == NULL) return -1;
  int truth = PyObject_IsTrue(r);
  decref(r);
  return truth;
}
API int PyObject_IsInstance(PyObject *o, PyObject *cls) { return up_int(UP_ISINSTANCE, o, cls, NULL, 0); }
API int PyObject_IsSubclass(PyObject *o, PyObject *cls) { return up_int(UP_ISSUBCLASS, o, cls, NULL, 0); }
API PyObject *PyObject_Type(PyObject *o) { return incref((PyObject *)TYPE(o)); }

// --- items and iteration

API Py_ssize_t PyObject_Size(PyObject *o) {
  if (HAS_FLAG(o, TPFLAGS_TUPLE) || HAS_FLAG(o, TPFLAGS_LIST)) return SIZE(o);
  return (Py_ssize_t)core_upcall(UP_LENGTH, core_ref(o), 0, 0, 0);
}
API Py_ssize_t PyObject_Length(PyObject *o) { return PyObject_Size(o); }
API Py_ssize_t PySequence_Size(PyObject *o) {
  if (!HAS_FLAG(o, TPFLAGS_DICT)) return PyObject_Size(o);
  PyErr_Format(PyExc_TypeError, "%.200s is not a sequence", TYPE(o)->tp_name);
  return -1;
}
API Py_ssize_t PyMapping_Size(PyObject *o) { return PyObject_Size(o); }
API PyObject *PyObject_GetItem(PyObject *o, PyObject *key) { return up_object(UP_GETITEM, o, key, NULL, 0); }
API int PyObject_SetItem(PyObject *o, PyObject *key, PyObject *v) { return up_int(UP_SETITEM, o, key, v, 0); }
API int PyObject_DelItem(PyObject *o, PyObject *key) { return up_int(UP_DELITEM, o, key, NULL, 0); }
API int PySequence_Contains(PyObject *o, PyObject *v) { return up_int(UP_CONTAINS, o, v, NULL, 0); }
API PyObject *PySequence_GetItem(PyObject *o, Py_ssize_t i) {
  PyObject *key = PyLong_FromSsize_t(i);
  PyObject *r = PyObject_GetItem(o, key);
  decref(key);
  return r;
}
API int PySequence_SetItem(PyObject *o, Py_ssize_t i, PyObject *v) {
  PyObject *key = PyLong_FromSsize_t(i);
  int r = PyObject_SetItem(o, key, v);
  decref(key);
  return r;
}
API int PySequence_Check(PyObject *o) { return !HAS_FLAG(o, TPFLAGS_DICT) && core_slot(TYPE(o), 44) != NULL; }
API int PyMapping_Check(PyObject *o) { return core_slot(TYPE(o), 5) != NULL; }
API int PyCallable_Check(PyObject *o) { return o != NULL && TYPE(o)->tp_call != NULL; }
API PyObject *PyObject_GetIter(PyObject *o) { return up_object(UP_ITER, o, NULL, NULL, 0); }
API PyObject *PyObject_SelfIter(PyObject *o) { return incref(o); }
API int PyIter_Check(PyObject *o) { return TYPE(o)->tp_iternext != NULL; }
API PyObject *PyIter_Next(PyObject *it) {
  PyObject *v = TYPE(it)->tp_iternext(it);
  if (v == NULL && error_type == PyExc_StopIteration) PyErr_Clear();
  return v;
}
API PyObject *PySequence_List(PyObject *o) { return up_object(UP_FROMITER, o, NULL, NULL, 0); }
API PyObject *PySequence_Tuple(PyObject *o) {
  return TYPE(o) == &PyTuple_Type ? incref(o) : up_object(UP_FROMITER, o, NULL, NULL, 1);
}
API PyObject *PySequence_Fast(PyObject *o, const char *message) {
  if (TYPE(o) == &PyTuple_Type || TYPE(o) == &PyList_Type) return incref(o);
  PyObject *r = PySequence_List(o);
  if (r == NULL && error_type == PyExc_TypeError) PyErr_SetString(PyExc_TypeError, message);
  return r;
}

// --- calls: argument refs go through the scratch words of the arena, which the callee reads before it does anything else

static PyObject *call_refs(PyObject *f, PyObject *const *args, Py_ssize_t npos, PyObject *kwnames) {
  Py_ssize_t n = npos + (kwnames ? SIZE(kwnames) : 0);
  if (n > SCRATCH_WORDS) {
    PyErr_SetString(PyExc_SystemError, "too many arguments from C");
    return NULL;
  }
  Ref *refs = (Ref *)(arena_base + SCRATCH);
  for (Py_ssize_t i = 0; i < n; i++) refs[i] = core_ref(args[i]);
  Ref r = (Ref)core_upcall(UP_CALL, core_ref(f), SCRATCH / 4, (Ref)npos, core_ref(kwnames));
  return (PyObject *)core_pointer(r);
}

API PyObject *PyObject_Vectorcall(PyObject *f, PyObject *const *args, size_t nargsf, PyObject *kwnames) {
  return call_refs(f, args, (Py_ssize_t)(nargsf & ~((size_t)1 << 63)), kwnames);
}
API PyObject *PyObject_VectorcallMethod(PyObject *name, PyObject *const *args, size_t nargsf, PyObject *kwnames) {
  PyObject *f = PyObject_GetAttr(args[0], name);
  if (f == NULL) return NULL;
  PyObject *r = call_refs(f, args + 1, (Py_ssize_t)(nargsf & ~((size_t)1 << 63)) - 1, kwnames);
  decref(f);
  return r;
}
API PyObject *PyObject_Call(PyObject *f, PyObject *args, PyObject *kwargs) {
  return up_object(UP_CALLTUPLE, f, args, kwargs, 0);
}
API PyObject *PyObject_CallObject(PyObject *f, PyObject *args) {
  return args ? PyObject_Call(f, args, NULL) : call_refs(f, NULL, 0, NULL);
}
API PyObject *PyObject_CallNoArgs(PyObject *f) { return call_refs(f, NULL, 0, NULL); }
API PyObject *PyObject_CallOneArg(PyObject *f, PyObject *a) { return call_refs(f, &a, 1, NULL); }

static PyObject *call_listed(PyObject *f, va_list ap) {
  PyObject *args[32];
  int n = 0;
  for (PyObject *a; n < 32 && (a = va_arg(ap, PyObject *)) != NULL;) args[n++] = a;
  return call_refs(f, args, n, NULL);
}
API PyObject *PyObject_CallFunctionObjArgs(PyObject *f, ...) {
  va_list ap;
  va_start(ap, f);
  PyObject *r = call_listed(f, ap);
  va_end(ap);
  return r;
}
API PyObject *PyObject_CallMethodObjArgs(PyObject *o, PyObject *name, ...) {
  PyObject *f = PyObject_GetAttr(o, name);
  if (f == NULL) return NULL;
  va_list ap;
  va_start(ap, name);
  PyObject *r = call_listed(f, ap);
  va_end(ap);
  decref(f);
  return r;
}

// As PyObject_CallMethod, with the name as an object.
API PyObject *_PyObject_CallMethod(PyObject *o, PyObject *name, const char *format, ...) {
  PyObject *f = PyObject_GetAttr(o, name);
  if (f == NULL) return NULL;
  va_list ap;
  va_start(ap, format);
  PyObject *r = core_call_built(f, format, ap);
  va_end(ap);
  decref(f);
  return r;
}
API int PyObject_CallFinalizerFromDealloc(PyObject *o) {
  if (TYPE(o)->tp_finalize == NULL) return 0;
  incref(o);
  TYPE(o)->tp_finalize(o);
  if (--o->ob_refcnt == 0) return 0;
  return -1;
}
API PyObject *PyMemoryView_FromObject(PyObject *o) { return PyObject_CallOneArg((PyObject *)&PyMemoryView_Type, o); }
API PyObject *PyByteArray_FromStringAndSize(const char *data, Py_ssize_t size) {
  PyObject *bytes = PyBytes_FromStringAndSize(data, size);
  if (bytes == NULL) return NULL;
  if (data == NULL) memset(((PyBytesObject *)bytes)->ob_sval, 0, (size_t)size);
  PyObject *r = PyObject_CallOneArg((PyObject *)&PyByteArray_Type, bytes);
  decref(bytes);
  return r;
}

API PyObject *Py_GenericAlias(PyObject *origin, PyObject *args) { return up_object(UP_GENERICALIAS, origin, args, NULL, 0); }
API int Py_EnterRecursiveCall(const char *where) {
  (void)where;
  return 0;
}
API void Py_LeaveRecursiveCall(void) {}

// --- weak references and garbage collection: wrappers and handles see to both (src/lifetime.ts)

API void PyObject_ClearWeakRefs(PyObject *o) { (void)o; }
API void PyObject_GC_Track(void *o) { (void)o; }
API void PyObject_GC_UnTrack(void *o) { (void)o; }
API int PyObject_GC_IsTracked(PyObject *o) { return HAS_FLAG(o, TPFLAGS_HAVE_GC); }
API void PyObject_GC_Del(void *o) { arena_free(PREFIX(o)); }

API PyObject *PyObject_Init(PyObject *o, PyTypeObject *type) { return new_header(o, type); }
API PyObject *_PyObject_New(PyTypeObject *type) {
  void *p = arena_alloc((size_t)type->tp_basicsize);
  return p ? new_header(p, type) : PyErr_NoMemory();
}
API PyObject *_PyObject_GC_New(PyTypeObject *type) {
  Prefix *p = (Prefix *)PyObject_Calloc(1, sizeof *p + (size_t)type->tp_basicsize);
  return p ? new_header(p + 1, type) : PyErr_NoMemory();
}
API PyObject *PyType_GenericAlloc(PyTypeObject *type, Py_ssize_t items) {
  size_t size = (size_t)type->tp_basicsize + (size_t)(items + 1) * (size_t)type->tp_itemsize;
  size_t before = type->tp_flags & FLAG(TPFLAGS_HAVE_GC) ? sizeof(Prefix) : 0;
  char *p = (char *)PyObject_Calloc(1, before + size);
  if (p == NULL) return PyErr_NoMemory();
  PyObject *o = new_header(p + before, type);
  if (type->tp_itemsize > 0) SIZE(o) = items;
  return o;
}
