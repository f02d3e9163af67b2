// Layouts of CPython 3.14's binary interface (64-bit, with the GIL, little-endian), written down by ourselves: building the core
// needs no CPython headers. abi-probe.c compares every offset with the real headers where they are present.
#pragma once
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

typedef ssize_t Py_ssize_t;
typedef Py_ssize_t Py_hash_t;
typedef uint32_t Py_UCS4;

typedef struct _object PyObject;
typedef struct _typeobject PyTypeObject;

struct _object {
  uint32_t ob_refcnt;
  uint16_t ob_overflow;
  uint16_t ob_flags;
  PyTypeObject *ob_type;
};

typedef struct {
  PyObject ob_base;
  Py_ssize_t ob_size;
} PyVarObject;

typedef PyObject *(*unaryfunc)(PyObject *);
typedef PyObject *(*binaryfunc)(PyObject *, PyObject *);
typedef PyObject *(*ternaryfunc)(PyObject *, PyObject *, PyObject *);
typedef int (*inquiry)(PyObject *);
typedef Py_ssize_t (*lenfunc)(PyObject *);
typedef PyObject *(*ssizeargfunc)(PyObject *, Py_ssize_t);
typedef int (*ssizeobjargproc)(PyObject *, Py_ssize_t, PyObject *);
typedef int (*objobjargproc)(PyObject *, PyObject *, PyObject *);
typedef int (*objobjproc)(PyObject *, PyObject *);
typedef int (*visitproc)(PyObject *, void *);
typedef int (*traverseproc)(PyObject *, visitproc, void *);
typedef void (*freefunc)(void *);
typedef void (*destructor)(PyObject *);
typedef PyObject *(*getattrfunc)(PyObject *, char *);
typedef int (*setattrfunc)(PyObject *, char *, PyObject *);
typedef PyObject *(*richcmpfunc)(PyObject *, PyObject *, int);
typedef Py_hash_t (*hashfunc)(PyObject *);
typedef PyObject *(*newfunc)(PyTypeObject *, PyObject *, PyObject *);
typedef PyObject *(*allocfunc)(PyTypeObject *, Py_ssize_t);
typedef PyObject *(*vectorcallfunc)(PyObject *, PyObject *const *, size_t, PyObject *);
typedef PyObject *(*getter)(PyObject *, void *);
typedef int (*setter)(PyObject *, PyObject *, void *);
typedef PyObject *(*PyCFunction)(PyObject *, PyObject *);

typedef struct {
  void *buf;
  PyObject *obj;
  Py_ssize_t len;
  Py_ssize_t itemsize;
  int readonly;
  int ndim;
  char *format;
  Py_ssize_t *shape;
  Py_ssize_t *strides;
  Py_ssize_t *suboffsets;
  void *internal;
} Py_buffer;
typedef int (*getbufferproc)(PyObject *, Py_buffer *, int);
typedef void (*releasebufferproc)(PyObject *, Py_buffer *);

typedef struct {
  const char *ml_name;
  PyCFunction ml_meth;
  int ml_flags;
  const char *ml_doc;
} PyMethodDef;

typedef struct {
  const char *name;
  int type;
  Py_ssize_t offset;
  int flags;
  const char *doc;
} PyMemberDef;

typedef struct {
  const char *name;
  getter get;
  setter set;
  const char *doc;
  void *closure;
} PyGetSetDef;

typedef struct {
  binaryfunc nb_add, nb_subtract, nb_multiply, nb_remainder, nb_divmod;
  ternaryfunc nb_power;
  unaryfunc nb_negative, nb_positive, nb_absolute;
  inquiry nb_bool;
  unaryfunc nb_invert;
  binaryfunc nb_lshift, nb_rshift, nb_and, nb_xor, nb_or;
  unaryfunc nb_int;
  void *nb_reserved;
  unaryfunc nb_float;
  binaryfunc nb_inplace_add, nb_inplace_subtract, nb_inplace_multiply, nb_inplace_remainder;
  ternaryfunc nb_inplace_power;
  binaryfunc nb_inplace_lshift, nb_inplace_rshift, nb_inplace_and, nb_inplace_xor, nb_inplace_or;
  binaryfunc nb_floor_divide, nb_true_divide, nb_inplace_floor_divide, nb_inplace_true_divide;
  unaryfunc nb_index;
  binaryfunc nb_matrix_multiply, nb_inplace_matrix_multiply;
} PyNumberMethods;

typedef struct {
  lenfunc sq_length;
  binaryfunc sq_concat;
  ssizeargfunc sq_repeat;
  ssizeargfunc sq_item;
  void *was_sq_slice;
  ssizeobjargproc sq_ass_item;
  void *was_sq_ass_slice;
  objobjproc sq_contains;
  binaryfunc sq_inplace_concat;
  ssizeargfunc sq_inplace_repeat;
} PySequenceMethods;

typedef struct {
  lenfunc mp_length;
  binaryfunc mp_subscript;
  objobjargproc mp_ass_subscript;
} PyMappingMethods;

typedef struct {
  unaryfunc am_await, am_aiter, am_anext;
  void *am_send;
} PyAsyncMethods;

typedef struct {
  getbufferproc bf_getbuffer;
  releasebufferproc bf_releasebuffer;
} PyBufferProcs;

struct _typeobject {
  PyVarObject ob_base;
  const char *tp_name;
  Py_ssize_t tp_basicsize, tp_itemsize;
  destructor tp_dealloc;
  Py_ssize_t tp_vectorcall_offset;
  getattrfunc tp_getattr;
  setattrfunc tp_setattr;
  PyAsyncMethods *tp_as_async;
  unaryfunc tp_repr;
  PyNumberMethods *tp_as_number;
  PySequenceMethods *tp_as_sequence;
  PyMappingMethods *tp_as_mapping;
  hashfunc tp_hash;
  ternaryfunc tp_call;
  unaryfunc tp_str;
  binaryfunc tp_getattro;
  objobjargproc tp_setattro;
  PyBufferProcs *tp_as_buffer;
  unsigned long tp_flags;
  const char *tp_doc;
  traverseproc tp_traverse;
  inquiry tp_clear;
  richcmpfunc tp_richcompare;
  Py_ssize_t tp_weaklistoffset;
  unaryfunc tp_iter, tp_iternext;
  PyMethodDef *tp_methods;
  PyMemberDef *tp_members;
  PyGetSetDef *tp_getset;
  PyTypeObject *tp_base;
  PyObject *tp_dict;
  ternaryfunc tp_descr_get;
  objobjargproc tp_descr_set;
  Py_ssize_t tp_dictoffset;
  objobjargproc tp_init;
  allocfunc tp_alloc;
  newfunc tp_new;
  freefunc tp_free;
  inquiry tp_is_gc;
  PyObject *tp_bases, *tp_mro, *tp_cache;
  void *tp_subclasses;
  PyObject *tp_weaklist;
  destructor tp_del;
  unsigned int tp_version_tag;
  destructor tp_finalize;
  vectorcallfunc tp_vectorcall;
  unsigned char tp_watched;
  uint16_t tp_versions_used;
};

typedef struct {
  PyTypeObject ht_type;
  PyAsyncMethods as_async;
  PyNumberMethods as_number;
  PyMappingMethods as_mapping;
  PySequenceMethods as_sequence;
  PyBufferProcs as_buffer;
  PyObject *ht_name, *ht_slots, *ht_qualname;
  void *ht_cached_keys;
  PyObject *ht_module;
  char *_ht_tpname;
  void *ht_token;
  void *spec_cache[4];
} PyHeapTypeObject;

typedef struct {
  int slot;
  void *pfunc;
} PyType_Slot;

typedef struct {
  const char *name;
  int basicsize, itemsize;
  unsigned int flags;
  PyType_Slot *slots;
} PyType_Spec;

// lv_tag: digits << 3 | sign (0 positive, 1 zero, 2 negative); digits of 30 bits.
typedef struct {
  PyObject ob_base;
  uintptr_t lv_tag;
  uint32_t ob_digit[1];
} PyLongObject;

typedef struct {
  PyObject ob_base;
  double ob_fval;
} PyFloatObject;

typedef struct {
  PyObject ob_base;
  Py_ssize_t length;
  Py_hash_t hash;
  // bits: interned 0-1, kind 2-4, compact 5, ascii 6, static 7
  uint32_t state;
} PyASCIIObject;

typedef struct {
  PyASCIIObject _base;
  Py_ssize_t utf8_length;
  char *utf8;
} PyCompactUnicodeObject;

typedef struct {
  PyVarObject ob_base;
  Py_hash_t ob_shash;
  char ob_sval[1];
} PyBytesObject;

typedef struct {
  PyVarObject ob_base;
  Py_ssize_t ob_alloc;
  char *ob_bytes, *ob_start;
  Py_ssize_t ob_exports;
} PyByteArrayObject;

typedef struct {
  PyVarObject ob_base;
  Py_hash_t ob_hash;
  PyObject *ob_item[1];
} PyTupleObject;

typedef struct {
  PyVarObject ob_base;
  PyObject **ob_item;
  Py_ssize_t allocated;
} PyListObject;

typedef struct {
  PyObject ob_base;
  Py_ssize_t ma_used;
  uint64_t watcher_tag;
  void *ma_keys, *ma_values;
} PyDictObject;

typedef struct {
  PyObject ob_base;
  PyObject *dict, *args, *notes, *traceback, *context, *cause;
  char suppress_context;
} PyBaseExceptionObject;

typedef struct {
  PyObject ob_base;
  PyObject *(*m_init)(void);
  Py_ssize_t m_index;
  PyObject *m_copy;
} PyModuleDef_Base;

typedef struct {
  int slot;
  void *value;
} PyModuleDef_Slot;

typedef struct {
  PyModuleDef_Base m_base;
  const char *m_name, *m_doc;
  Py_ssize_t m_size;
  PyMethodDef *m_methods;
  PyModuleDef_Slot *m_slots;
  traverseproc m_traverse;
  inquiry m_clear;
  freefunc m_free;
} PyModuleDef;

// The parser that Argument Clinic compiles into CPython's own modules.
typedef struct _PyArg_Parser {
  const char *format;
  const char *const *keywords;
  const char *fname, *custom_msg;
  uint8_t once;
  int is_kwtuple_owned, pos, min, max;
  PyObject *kwtuple;
  struct _PyArg_Parser *next;
} _PyArg_Parser;

enum {
  METH_VARARGS = 1, METH_KEYWORDS = 2, METH_NOARGS = 4, METH_O = 8, METH_CLASS = 16, METH_STATIC = 32,
  METH_FASTCALL = 0x80, METH_METHOD = 0x200,
};

#define FLAG(n) (1UL << (n))
enum {
  TPFLAGS_MANAGED_WEAKREF = 3, TPFLAGS_MANAGED_DICT = 4, TPFLAGS_SEQUENCE = 5, TPFLAGS_MAPPING = 6,
  TPFLAGS_DISALLOW_INSTANTIATION = 7, TPFLAGS_IMMUTABLETYPE = 8, TPFLAGS_HEAPTYPE = 9, TPFLAGS_BASETYPE = 10,
  TPFLAGS_HAVE_VECTORCALL = 11, TPFLAGS_READY = 12, TPFLAGS_HAVE_GC = 14, TPFLAGS_HAVE_VERSION_TAG = 18,
  TPFLAGS_LONG = 24, TPFLAGS_LIST = 25, TPFLAGS_TUPLE = 26, TPFLAGS_BYTES = 27, TPFLAGS_UNICODE = 28, TPFLAGS_DICT = 29,
  TPFLAGS_EXCEPTION = 30, TPFLAGS_TYPE = 31,
};

#define IMMORTAL 0xC0000000u
