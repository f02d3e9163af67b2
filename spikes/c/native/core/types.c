// Type objects: slots by number, inheritance, PyType_Ready and PyType_FromMetaclass. A finished type goes up once (UP_NEWTYPE), where it
// becomes a class whose slots call these functions (src/native-types.ts).
#include <stdlib.h>

#include "core.h"
#include "slots.h"

enum { SUITE_TYPE, SUITE_as_number, SUITE_as_sequence, SUITE_as_mapping, SUITE_as_buffer, SUITE_as_async };
typedef struct {
  uint8_t suite;
  uint16_t offset;
} SlotPlace;

static const SlotPlace places[84] = {
#define METHODS_as_number PyNumberMethods
#define METHODS_as_sequence PySequenceMethods
#define METHODS_as_mapping PyMappingMethods
#define METHODS_as_buffer PyBufferProcs
#define METHODS_as_async PyAsyncMethods
#define X(id, suite, field) [id] = {SUITE_##suite, offsetof(METHODS_##suite, field)},
    SLOTS(X)
#undef X
#define X(id, field) [id] = {SUITE_TYPE, offsetof(PyTypeObject, field)},
        TYPE_SLOTS(X)
#undef X
};

static void *suite_of(PyTypeObject *t, int suite) {
  switch (suite) {
    case SUITE_TYPE: return t;
    case SUITE_as_number: return t->tp_as_number;
    case SUITE_as_sequence: return t->tp_as_sequence;
    case SUITE_as_mapping: return t->tp_as_mapping;
    case SUITE_as_buffer: return t->tp_as_buffer;
    default: return t->tp_as_async;
  }
}

static void add_suite(PyTypeObject *t, int suite) {
  switch (suite) {
    case SUITE_as_number: t->tp_as_number = (PyNumberMethods *)calloc(1, sizeof(PyNumberMethods)); break;
    case SUITE_as_sequence: t->tp_as_sequence = (PySequenceMethods *)calloc(1, sizeof(PySequenceMethods)); break;
    case SUITE_as_mapping: t->tp_as_mapping = (PyMappingMethods *)calloc(1, sizeof(PyMappingMethods)); break;
    case SUITE_as_buffer: t->tp_as_buffer = (PyBufferProcs *)calloc(1, sizeof(PyBufferProcs)); break;
    default: t->tp_as_async = (PyAsyncMethods *)calloc(1, sizeof(PyAsyncMethods));
  }
}

void **core_slot_place(PyTypeObject *t, int slot) {
  if (slot <= 0 || slot >= 84 || (places[slot].offset == 0 && places[slot].suite == SUITE_TYPE)) return NULL;
  char *suite = (char *)suite_of(t, places[slot].suite);
  return suite == NULL ? NULL : (void **)(suite + places[slot].offset);
}

void *core_slot(PyTypeObject *t, int slot) {
  void **place = core_slot_place(t, slot);
  return place == NULL ? NULL : *place;
}

static void set_slot(PyTypeObject *t, int slot, void *function) {
  if (suite_of(t, places[slot].suite) == NULL) add_suite(t, places[slot].suite);
  *core_slot_place(t, slot) = function;
}

API void *PyType_GetSlot(PyTypeObject *t, int slot) { return core_slot(t, slot); }

// --- slots of classes made in Python

static PyObject *up_repr(PyObject *o) { return up_object(UP_REPR, o, NULL, NULL, 0); }
static PyObject *up_str(PyObject *o) { return up_object(UP_STR, o, NULL, NULL, 0); }
extern API Py_hash_t PyObject_Hash(PyObject *o);
extern API int PyObject_IsTrue(PyObject *o);
extern API PyObject *PyObject_GenericGetAttr(PyObject *o, PyObject *name);
extern API int PyObject_GenericSetAttr(PyObject *o, PyObject *name, PyObject *v);
extern API int PyObject_SetAttr(PyObject *o, PyObject *name, PyObject *v);
extern API PyObject *PyObject_RichCompare(PyObject *a, PyObject *b, int op);
static PyObject *up_iter(PyObject *o) { return up_object(UP_ITER, o, NULL, NULL, 0); }
static PyObject *up_next(PyObject *o) { return up_object(UP_NEXT, o, NULL, NULL, 0); }
static Py_ssize_t up_length(PyObject *o) { return (Py_ssize_t)core_upcall(UP_LENGTH, core_ref(o), 0, 0, 0); }
static PyObject *up_getitem(PyObject *o, PyObject *key) { return up_object(UP_GETITEM, o, key, NULL, 0); }
static int up_setitem(PyObject *o, PyObject *key, PyObject *v) {
  return up_int(v == NULL ? UP_DELITEM : UP_SETITEM, o, key, v, 0);
}
static PyObject *up_item(PyObject *o, Py_ssize_t i) {
  PyObject *key = PyLong_FromSsize_t(i);
  PyObject *r = up_getitem(o, key);
  decref(key);
  return r;
}
static int up_contains(PyObject *o, PyObject *v) { return up_int(UP_CONTAINS, o, v, NULL, 0); }
static int up_getbuffer(PyObject *o, Py_buffer *view, int flags) {
  view->obj = NULL;
  return up_int(UP_GETBUFFER, o, NULL, NULL, flags);
}
static PyObject *up_new(PyTypeObject *type, PyObject *args, PyObject *kwargs) {
  return up_object(UP_CALLTUPLE, type, args, kwargs, 1);
}
static int up_init(PyObject *o, PyObject *args, PyObject *kwargs) {
  PyObject *r = up_object(UP_CALLTUPLE, o, args, kwargs, 2);
  xdecref(r);
  return r == NULL ? -1 : 0;
}
static PyObject *up_power(PyObject *a, PyObject *b, PyObject *m) { return up_object(UP_POW, a, b, m, 0); }

// Operator numbers: BINARY_OPERATORS and UNARY_OPERATORS in src/upcalls.ts.
#define BINARY(name, op) \
  static PyObject *up_##name(PyObject *a, PyObject *b) { return up_object(UP_BINARY, a, b, NULL, op); } \
  API PyObject *PyNumber_##name(PyObject *a, PyObject *b) { return up_##name(a, b); } \
  API PyObject *PyNumber_InPlace##name(PyObject *a, PyObject *b) { return up_object(UP_BINARY, a, b, NULL, op + 16); }
BINARY(Add, 0) BINARY(Subtract, 1) BINARY(Multiply, 2) BINARY(Remainder, 3) BINARY(Divmod, 4) BINARY(Lshift, 5)
BINARY(Rshift, 6) BINARY(And, 7) BINARY(Xor, 8) BINARY(Or, 9) BINARY(FloorDivide, 10) BINARY(TrueDivide, 11)
BINARY(MatrixMultiply, 12)
API PyObject *PyNumber_Power(PyObject *a, PyObject *b, PyObject *m) { return up_power(a, b, m == None ? NULL : m); }
#define UNARY(name, op) \
  static PyObject *up_##name(PyObject *a) { return up_object(UP_UNARY, a, NULL, NULL, op); } \
  API PyObject *PyNumber_##name(PyObject *a) { return up_##name(a); }
UNARY(Negative, 0) UNARY(Positive, 1) UNARY(Absolute, 2) UNARY(Invert, 3) UNARY(Long, 4) UNARY(Float, 5)
static PyObject *up_Index(PyObject *a) { return up_object(UP_UNARY, a, NULL, NULL, 6); }
API PyObject *PyNumber_Index(PyObject *a) { return HAS_FLAG(a, TPFLAGS_LONG) ? incref(a) : up_Index(a); }
API PyObject *_PyNumber_Index(PyObject *a) { return PyNumber_Index(a); }
API int PyIndex_Check(PyObject *o) { return core_slot(TYPE(o), 13) != NULL; }
API int PyNumber_Check(PyObject *o) {
  return core_slot(TYPE(o), 13) != NULL || core_slot(TYPE(o), 26) != NULL || core_slot(TYPE(o), 11) != NULL;
}

static void *const generic[84] = {
    [4] = up_length, [5] = up_getitem, [3] = up_setitem, [41] = up_contains, [44] = up_item, [45] = up_length,
    [6] = up_Absolute, [7] = up_Add, [8] = up_And, [9] = PyObject_IsTrue, [10] = up_Divmod, [11] = up_Float,
    [12] = up_FloorDivide, [13] = up_Index, [26] = up_Long, [27] = up_Invert, [28] = up_Lshift, [29] = up_Multiply,
    [30] = up_Negative, [31] = up_Or, [32] = up_Positive, [33] = up_power, [34] = up_Remainder, [35] = up_Rshift,
    [36] = up_Subtract, [37] = up_TrueDivide, [38] = up_Xor, [75] = up_MatrixMultiply,
    [50] = PyObject_Call, [58] = PyObject_GetAttr, [59] = PyObject_Hash, [62] = up_iter, [63] = up_next, [65] = up_new,
    [60] = up_init, [66] = up_repr, [67] = PyObject_RichCompare, [69] = PyObject_SetAttr, [70] = up_str, [1] = up_getbuffer,
};

void core_generic_slot(PyTypeObject *t, int slot) {
  // list and tuple have functions of their own, which need no JavaScript
  if (!(t->tp_flags & FLAG(TPFLAGS_HEAPTYPE)) && core_slot(t, slot) != NULL && slot != 65) return;
  if (generic[slot] != NULL) set_slot(t, slot, generic[slot]);
}

static Py_ssize_t sequence_length(PyObject *o) { return SIZE(o); }
static PyObject *tuple_item(PyObject *o, Py_ssize_t i) { return xincref(PyTuple_GetItem(o, i)); }
static PyObject *list_item(PyObject *o, Py_ssize_t i) { return xincref(PyList_GetItem(o, i)); }
static PySequenceMethods tuple_sequence = {.sq_length = sequence_length, .sq_item = tuple_item};
static PySequenceMethods list_sequence = {.sq_length = sequence_length, .sq_item = list_item};

// --- inheritance

API int PyType_IsSubtype(PyTypeObject *a, PyTypeObject *b) {
  if (b == &PyBaseObject_Type) return 1;
  for (PyTypeObject *t = a; t != NULL; t = t->tp_base)
    if (t == b) return 1;
  // several bases: only JavaScript knows the MRO
  return a->tp_bases != NULL ? up_int(UP_ISSUBCLASS, a, b, NULL, 1) : 0;
}

static PyObject *object_new(PyTypeObject *type, PyObject *args, PyObject *kwargs) {
  (void)args, (void)kwargs;
  return type->tp_alloc(type, 0);
}
static int object_init(PyObject *o, PyObject *args, PyObject *kwargs) {
  (void)o, (void)args, (void)kwargs;
  return 0;
}
API PyObject *PyType_GenericNew(PyTypeObject *type, PyObject *args, PyObject *kwargs) { return object_new(type, args, kwargs); }

// tp_dealloc of a class over a C type: what the C type does, on the class's own memory.
static void subtype_dealloc(PyObject *o) {
  PyTypeObject *type = TYPE(o), *base = type;
  while (base->tp_dealloc == subtype_dealloc) base = base->tp_base;
  if (base == &PyBaseObject_Type) {
    type->tp_free(o);
    decref((PyObject *)type);
    return;
  }
  base->tp_dealloc(o);
  if (!(base->tp_flags & FLAG(TPFLAGS_HEAPTYPE))) decref((PyObject *)type);
}

// Copies what `t` does not define; tp_dealloc, tp_new and the collector's functions have rules of their own.
void core_inherit(PyTypeObject *t, PyTypeObject *base) {
  t->tp_base = base;
  for (int slot = 1; slot < 84; slot++) {
    if (slot == 52 || slot == 65 || slot == 64 || slot == 72 || slot == 73 || slot == 56 || slot == 74) continue;
    void *function = core_slot(base, slot);
    if (function == NULL || core_slot(t, slot) != NULL) continue;
    if (slot == 59 && t->tp_richcompare != NULL) continue;
    if (slot == 67 && t->tp_hash != NULL) continue;
    set_slot(t, slot, function);
  }
  if (t->tp_basicsize == 0) t->tp_basicsize = base->tp_basicsize;
  if (t->tp_itemsize == 0) t->tp_itemsize = base->tp_itemsize;
  if (!(t->tp_flags & FLAG(TPFLAGS_HAVE_GC)) && (base->tp_flags & FLAG(TPFLAGS_HAVE_GC))) t->tp_flags |= FLAG(TPFLAGS_HAVE_GC);
  t->tp_flags |= base->tp_flags & (0xFFUL << 24 | FLAG(TPFLAGS_SEQUENCE) | FLAG(TPFLAGS_MAPPING));
  if (t->tp_new == NULL && (base != &PyBaseObject_Type || t->tp_flags & FLAG(TPFLAGS_HEAPTYPE))) t->tp_new = base->tp_new;
  if (t->tp_flags & FLAG(TPFLAGS_DISALLOW_INSTANTIATION)) t->tp_new = NULL;
  if (t->tp_dealloc == NULL) t->tp_dealloc = core_javascript_dealloc(base);
  if (t->tp_dealloc == NULL) t->tp_dealloc = t->tp_flags & FLAG(TPFLAGS_HEAPTYPE) ? subtype_dealloc : base->tp_dealloc;
  if (t->tp_weaklistoffset == 0) t->tp_weaklistoffset = base->tp_weaklistoffset;
  if (t->tp_dictoffset == 0) t->tp_dictoffset = base->tp_dictoffset;
  if (t->tp_alloc == NULL) t->tp_alloc = PyType_GenericAlloc;
  if (t->tp_free == NULL) t->tp_free = t->tp_flags & FLAG(TPFLAGS_HAVE_GC) ? PyObject_GC_Del : PyObject_Free;
}

void core_types_init(void) {
  PyBaseObject_Type.tp_new = object_new;
  PyBaseObject_Type.tp_init = object_init;
  PyTuple_Type.tp_as_sequence = &tuple_sequence;
  PyList_Type.tp_as_sequence = &list_sequence;
  PyBaseObject_Type.tp_getattro = PyObject_GenericGetAttr;
  PyBaseObject_Type.tp_setattro = PyObject_GenericSetAttr;
#define X(symbol, name) if (&symbol != &PyBaseObject_Type) core_inherit(&symbol, symbol.tp_base);
  STATIC_TYPES(X)
#undef X
#define X(name, base) \
  if (_PyExc_##name.tp_base != &PyBaseObject_Type) core_inherit(&_PyExc_##name, _PyExc_##name.tp_base);
  EXCEPTIONS(X)
#undef X
}

// --- types made in C

int core_finish_type(PyTypeObject *t, PyObject *module, PyObject *bases) {
  if (up_int(UP_NEWTYPE, t, module, bases, 0) < 0) return -1;
  t->tp_dict = up_object(UP_TYPEDICT, t, NULL, NULL, 0);
  return t->tp_dict == NULL ? -1 : 0;
}

API int PyType_Ready(PyTypeObject *t) {
  if (t->tp_flags & FLAG(TPFLAGS_READY)) return 0;
  PyObject *o = (PyObject *)t;
  if (TYPE(o) == NULL) o->ob_type = &PyType_Type;
  o->ob_refcnt = IMMORTAL;
  core_inherit(t, t->tp_base == NULL ? &PyBaseObject_Type : t->tp_base);
  t->tp_flags |= FLAG(TPFLAGS_READY);
  return core_finish_type(t, NULL, t->tp_bases);
}

// Members that only tell where the object keeps its weak references, attributes and vectorcall function.
static int special_member(PyTypeObject *t, const PyMemberDef *m) {
  Py_ssize_t *place = !strcmp(m->name, "__weaklistoffset__")  ? &t->tp_weaklistoffset
                      : !strcmp(m->name, "__dictoffset__")    ? &t->tp_dictoffset
                      : !strcmp(m->name, "__vectorcalloffset__") ? &t->tp_vectorcall_offset
                                                              : NULL;
  if (place != NULL) *place = m->offset;
  return place != NULL;
}

static PyMemberDef *own_members(PyTypeObject *t, const PyMemberDef *from) {
  int n = 0;
  while (from[n].name != NULL) n++;
  PyMemberDef *out = (PyMemberDef *)calloc((size_t)n + 1, sizeof *out), *next = out;
  for (int i = 0; i < n; i++)
    if (!special_member(t, &from[i])) *next++ = from[i];
  return out;
}

static PyTypeObject *first_base(PyType_Spec *spec, PyObject *bases) {
  if (bases != NULL) return (PyTypeObject *)(HAS_FLAG(bases, TPFLAGS_TUPLE) ? tuple_items(bases)[0] : bases);
  for (PyType_Slot *s = spec->slots; s->slot != 0; s++)
    if (s->slot == 48) return (PyTypeObject *)s->pfunc;
  return &PyBaseObject_Type;
}

API PyObject *PyType_FromMetaclass(PyTypeObject *meta, PyObject *module, PyType_Spec *spec, PyObject *bases) {
  PyHeapTypeObject *h = (PyHeapTypeObject *)PyObject_Calloc(1, sizeof *h + 64);
  PyTypeObject *t = &h->ht_type, *base = first_base(spec, bases);
  if (h == NULL) return PyErr_NoMemory();
  PyObject *o = (PyObject *)t;
  o->ob_refcnt = IMMORTAL;
  o->ob_type = meta == NULL ? &PyType_Type : meta;
  t->tp_name = strdup(spec->name);
  t->tp_basicsize = spec->basicsize < 0 ? base->tp_basicsize - spec->basicsize : spec->basicsize;
  t->tp_itemsize = spec->itemsize;
  t->tp_flags = spec->flags | FLAG(TPFLAGS_HEAPTYPE) | FLAG(TPFLAGS_HAVE_VERSION_TAG);
  t->tp_as_async = &h->as_async;
  t->tp_as_number = &h->as_number;
  t->tp_as_mapping = &h->as_mapping;
  t->tp_as_sequence = &h->as_sequence;
  t->tp_as_buffer = &h->as_buffer;
  h->ht_module = xincref(module);
  for (PyType_Slot *s = spec->slots; s->slot != 0; s++) {
    void **place = core_slot_place(t, s->slot);
    if (s->slot == 83) h->ht_token = s->pfunc;
    else if (s->slot == 72) t->tp_members = own_members(t, (const PyMemberDef *)s->pfunc);
    else if (place != NULL) *place = s->pfunc;
  }
  core_inherit(t, base);
  t->tp_flags |= FLAG(TPFLAGS_READY);
  PyObject *all = bases != NULL && HAS_FLAG(bases, TPFLAGS_TUPLE) ? bases : NULL;
  return core_finish_type(t, module, all) < 0 ? NULL : o;
}
API PyObject *PyType_FromModuleAndSpec(PyObject *module, PyType_Spec *spec, PyObject *bases) {
  return PyType_FromMetaclass(NULL, module, spec, bases);
}
API PyObject *PyType_FromSpecWithBases(PyType_Spec *spec, PyObject *bases) {
  return PyType_FromMetaclass(NULL, NULL, spec, bases);
}
API PyObject *PyType_FromSpec(PyType_Spec *spec) { return PyType_FromMetaclass(NULL, NULL, spec, NULL); }

API unsigned long PyType_GetFlags(PyTypeObject *t) { return t->tp_flags; }
API int PyType_Freeze(PyTypeObject *t) { return t->tp_flags |= FLAG(TPFLAGS_IMMUTABLETYPE), 0; }
API void PyType_Modified(PyTypeObject *t) { (void)t; }
API PyObject *PyType_GetName(PyTypeObject *t) {
  const char *dot = strrchr(t->tp_name, '.');
  return PyUnicode_FromString(dot == NULL ? t->tp_name : dot + 1);
}
API const char *_PyType_Name(PyTypeObject *t) {
  const char *dot = strrchr(t->tp_name, '.');
  return dot == NULL ? t->tp_name : dot + 1;
}
API PyObject *PyType_GetModule(PyTypeObject *t) {
  PyObject *m = t->tp_flags & FLAG(TPFLAGS_HEAPTYPE) ? ((PyHeapTypeObject *)t)->ht_module : NULL;
  if (m == NULL) PyErr_Format(PyExc_TypeError, "PyType_GetModule: Type '%s' has no associated module", t->tp_name);
  return m;
}
