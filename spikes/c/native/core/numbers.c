// int, bool and float: bodies by value, in CPython's digits of 30 bits.
#include <limits.h>

#include "core.h"

static PyObject *from_magnitude(uint64_t magnitude, int negative) {
  int digits = magnitude >> 60 ? 3 : magnitude >> 30 ? 2 : 1;
  PyLongObject *o = (PyLongObject *)arena_alloc(offsetof(PyLongObject, ob_digit) + (size_t)digits * 4);
  if (o == NULL) return PyErr_NoMemory();
  new_header(o, &PyLong_Type);
  o->lv_tag = ((uintptr_t)digits << 3) | (negative ? 2 : 0);
  for (int i = 0; i < digits; i++, magnitude >>= 30) o->ob_digit[i] = magnitude & 0x3FFFFFFF;
  return (PyObject *)o;
}

// Below 2**60 a body has two granules.
static inline PyObject *from_pair(uint64_t magnitude, int negative) {
  uint32_t granule = ARENA_WORD(WORD_FREE + 2);
  if (granule == 0) return from_magnitude(magnitude, negative);
  PyLongObject *o = (PyLongObject *)(arena_base + (size_t)granule * GRANULE);
  ARENA_WORD(WORD_FREE + 2) = *(uint32_t *)o;
  o->ob_base = (PyObject){.ob_refcnt = 1, .ob_type = &PyLong_Type};
  o->lv_tag = (magnitude >> 30 ? 2 : 1) << 3 | (negative ? 2 : 0);
  o->ob_digit[0] = magnitude & 0x3FFFFFFF;
  o->ob_digit[1] = (uint32_t)(magnitude >> 30);
  return (PyObject *)o;
}

API PyObject *PyLong_FromLongLong(long long v) {
  uint64_t magnitude = v < 0 ? -(uint64_t)v : (uint64_t)v;
  if (magnitude > 256 && magnitude >> 60 == 0) return from_pair(magnitude, v < 0);
  if (v >= -5 && v <= 256) return (PyObject *)(arena_base + SMALL_INTS + (v + 5) * 32);
  return from_magnitude(v < 0 ? -(uint64_t)v : (uint64_t)v, v < 0);
}
API PyObject *PyLong_FromUnsignedLongLong(unsigned long long v) {
  return v <= 256 ? PyLong_FromLongLong((long long)v) : from_magnitude(v, 0);
}
API PyObject *PyLong_FromLong(long v) { return PyLong_FromLongLong(v); }
API PyObject *PyLong_FromSsize_t(Py_ssize_t v) { return PyLong_FromLongLong(v); }
API PyObject *PyLong_FromInt32(int32_t v) { return PyLong_FromLongLong(v); }
API PyObject *PyLong_FromInt64(int64_t v) { return PyLong_FromLongLong(v); }
API PyObject *PyLong_FromUnsignedLong(unsigned long v) { return PyLong_FromUnsignedLongLong(v); }
API PyObject *PyLong_FromUInt32(uint32_t v) { return PyLong_FromUnsignedLongLong(v); }
API PyObject *PyLong_FromUInt64(uint64_t v) { return PyLong_FromUnsignedLongLong(v); }
API PyObject *PyLong_FromSize_t(size_t v) { return PyLong_FromUnsignedLongLong(v); }
API PyObject *PyLong_FromVoidPtr(void *v) { return PyLong_FromUnsignedLongLong((uintptr_t)v); }
API PyObject *PyLong_FromDouble(double v) { return PyLong_FromLongLong((long long)v); }
API PyObject *PyBool_FromLong(long v) { return (PyObject *)(v ? &_Py_TrueStruct : &_Py_FalseStruct); }

// Magnitude and sign; 0 if it has more than 64 bits.
static int magnitude_of(const PyLongObject *o, uint64_t *magnitude, int *negative) {
  size_t digits = o->lv_tag >> 3;
  *negative = (o->lv_tag & 3) == 2;
  uint64_t v = 0;
  for (size_t i = digits; i-- > 0;) {
    if (v >> 34) return 0;
    v = v << 30 | o->ob_digit[i];
  }
  *magnitude = v;
  return 1;
}

// An int in [low, high]; `name` is the C type in the message of OverflowError.
static long long in_range(PyObject *o, long long low, unsigned long long high, const char *name) {
  PyObject *owned = NULL;
  if (!HAS_FLAG(o, TPFLAGS_LONG)) {
    o = owned = PyNumber_Index(o);
    if (o == NULL) return -1;
  }
  uint64_t magnitude;
  int negative;
  int fits = magnitude_of((PyLongObject *)o, &magnitude, &negative) &&
             (negative ? low < 0 && magnitude <= (uint64_t)-low : magnitude <= high);
  xdecref(owned);
  if (fits) return negative ? (long long)-magnitude : (long long)magnitude;
  if (negative && low == 0) PyErr_SetString(PyExc_OverflowError, "can't convert negative int to unsigned");
  else PyErr_Format(PyExc_OverflowError, "Python int too large to convert to C %s", name);
  return -1;
}

// The value of an int of one digit.
static inline int one_digit(PyObject *o, long *v) {
  uintptr_t tag = ((PyLongObject *)o)->lv_tag;
  if (TYPE(o) != &PyLong_Type || tag >= 16) return 0;
  *v = (1 - (long)(tag & 3)) * ((PyLongObject *)o)->ob_digit[0];
  return 1;
}

API long long PyLong_AsLongLong(PyObject *o) { return in_range(o, LLONG_MIN, LLONG_MAX, "long long"); }
API long PyLong_AsLong(PyObject *o) {
  long v;
  return one_digit(o, &v) ? v : in_range(o, LONG_MIN, LONG_MAX, "long");
}
API int PyLong_AsInt(PyObject *o) { return (int)in_range(o, INT_MIN, INT_MAX, "int"); }
API Py_ssize_t PyLong_AsSsize_t(PyObject *o) {
  long v;
  return one_digit(o, &v) ? v : in_range(o, LONG_MIN, LONG_MAX, "ssize_t");
}
API unsigned long PyLong_AsUnsignedLong(PyObject *o) { return (unsigned long)in_range(o, 0, ULONG_MAX, "unsigned long"); }
API unsigned long long PyLong_AsUnsignedLongLong(PyObject *o) {
  return (unsigned long long)in_range(o, 0, ULLONG_MAX, "unsigned long long");
}
API size_t PyLong_AsSize_t(PyObject *o) { return (size_t)in_range(o, 0, ULONG_MAX, "size_t"); }
API void *PyLong_AsVoidPtr(PyObject *o) { return (void *)PyLong_AsUnsignedLong(o); }
API long PyLong_AsLongAndOverflow(PyObject *o, int *overflow) {
  long v = PyLong_AsLong(o);
  *overflow = 0;
  if (v == -1 && error_type == PyExc_OverflowError) {
    PyErr_Clear();
    *overflow = (((PyLongObject *)o)->lv_tag & 3) == 2 ? -1 : 1;
  }
  return v;
}
API long long PyLong_AsLongLongAndOverflow(PyObject *o, int *overflow) { return PyLong_AsLongAndOverflow(o, overflow); }
API unsigned long PyLong_AsUnsignedLongMask(PyObject *o) {
  PyLongObject *l = (PyLongObject *)o;
  uint64_t v = 0;
  for (size_t i = l->lv_tag >> 3; i-- > 0;) v = v << 30 | l->ob_digit[i];
  return (l->lv_tag & 3) == 2 ? -v : v;
}
API Py_ssize_t PyNumber_AsSsize_t(PyObject *o, PyObject *exc) {
  (void)exc;
  return PyLong_AsSsize_t(o);
}
API unsigned long long PyLong_AsUnsignedLongLongMask(PyObject *o) { return PyLong_AsUnsignedLongMask(o); }

API int _PyLong_Sign(PyObject *o) { return 1 - (int)(((PyLongObject *)o)->lv_tag & 3); }
API int PyLong_GetSign(PyObject *o, int *sign) {
  if (HAS_FLAG(o, TPFLAGS_LONG)) return *sign = _PyLong_Sign(o), 0;
  PyErr_Format(PyExc_TypeError, "expect int, got %T", o);
  return -1;
}
API int64_t _PyLong_NumBits(PyObject *o) {
  PyLongObject *l = (PyLongObject *)o;
  size_t n = l->lv_tag >> 3;
  if (n == 0 || (l->lv_tag & 3) == 1) return 0;
  return (int64_t)(n - 1) * 30 + (32 - __builtin_clz(l->ob_digit[n - 1]));
}

API PyObject *PyObject_CallOneArg(PyObject *f, PyObject *a);
API PyObject *PyFloat_FromString(PyObject *o) { return PyObject_CallOneArg((PyObject *)&PyFloat_Type, o); }

API int PyLong_IsNegative(PyObject *o) { return (((PyLongObject *)o)->lv_tag & 3) == 2; }
API double PyLong_AsDouble(PyObject *o) {
  PyLongObject *l = (PyLongObject *)o;
  double v = 0;
  for (size_t i = l->lv_tag >> 3; i-- > 0;) v = v * 1073741824.0 + l->ob_digit[i];
  return (l->lv_tag & 3) == 2 ? -v : v;
}

API PyObject *PyFloat_FromDouble(double v) {
  PyFloatObject *o = (PyFloatObject *)arena_alloc(sizeof *o);
  if (o == NULL) return PyErr_NoMemory();
  new_header(o, &PyFloat_Type);
  o->ob_fval = v;
  return (PyObject *)o;
}
API double PyFloat_AsDouble(PyObject *o) {
  if (TYPE(o) == &PyFloat_Type || PyType_IsSubtype(TYPE(o), &PyFloat_Type)) return ((PyFloatObject *)o)->ob_fval;
  if (HAS_FLAG(o, TPFLAGS_LONG)) return PyLong_AsDouble(o);
  PyObject *f = PyNumber_Float(o);
  if (f == NULL) return -1;
  double v = ((PyFloatObject *)f)->ob_fval;
  decref(f);
  return v;
}
