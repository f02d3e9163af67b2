// Ints as bytes of C's own integers: PyLong_AsNativeBytes and what rests on it.
#include "core.h"

enum { NATIVE_DEFAULT = -1, NATIVE_LITTLE = 1, NATIVE_UNSIGNED_BUFFER = 4, NATIVE_REJECT_NEGATIVE = 8, NATIVE_ALLOW_INDEX = 16 };

API int64_t _PyLong_NumBits(PyObject *o);
API PyObject *PyObject_CallOneArg(PyObject *f, PyObject *a);
API PyObject *PyObject_GetAttrString(PyObject *o, const char *name);
API PyObject *PyObject_Call(PyObject *f, PyObject *args, PyObject *kwargs);
API PyObject *Py_BuildValue(const char *format, ...);

static int is_negative(PyObject *o) { return (((PyLongObject *)o)->lv_tag & 3) == 2; }

static void reverse(uint8_t *bytes, size_t n) {
  for (size_t i = 0; i < n / 2; i++) {
    uint8_t b = bytes[i];
    bytes[i] = bytes[n - 1 - i];
    bytes[n - 1 - i] = b;
  }
}

// The lowest `n` bytes of the two's complement, the lowest first.
static void write_bytes(PyLongObject *l, uint8_t *out, size_t n) {
  size_t digits = (l->lv_tag & 3) == 1 ? 0 : l->lv_tag >> 3, next = 0;
  int negative = (l->lv_tag & 3) == 2, have = 0;
  uint64_t bits = 0, carry = 1;
  for (size_t i = 0; i < n; i++, bits >>= 8, have -= 8) {
    if (have < 8 && next < digits) {
      bits |= (uint64_t)l->ob_digit[next++] << (have < 0 ? 0 : have);
      have = (have < 0 ? 0 : have) + 30;
    }
    uint64_t byte = bits & 0xFF;
    if (negative) {
      byte = (byte ^ 0xFF) + carry;
      carry = byte >> 8;
    }
    out[i] = (uint8_t)byte;
  }
}

// Bytes that the value needs with a sign bit, or without one where the buffer is unsigned.
static Py_ssize_t bytes_needed(PyLongObject *l, int flags) {
  int64_t bits = _PyLong_NumBits((PyObject *)l);
  if (!is_negative((PyObject *)l)) return flags & NATIVE_UNSIGNED_BUFFER && bits > 0 ? (bits + 7) / 8 : bits / 8 + 1;
  // -2**k needs no more bits than 2**k - 1
  size_t top = (l->lv_tag >> 3) - 1;
  int power = (l->ob_digit[top] & (l->ob_digit[top] - 1)) == 0;
  for (size_t i = 0; power && i < top; i++) power = l->ob_digit[i] == 0;
  return (bits - power) / 8 + 1;
}

API Py_ssize_t PyLong_AsNativeBytes(PyObject *o, void *out, Py_ssize_t n, int flags) {
  PyObject *v = NULL;
  if (HAS_FLAG(o, TPFLAGS_LONG)) v = incref(o);
  else if (flags != NATIVE_DEFAULT && flags & NATIVE_ALLOW_INDEX) v = PyNumber_Index(o);
  else PyErr_Format(PyExc_TypeError, "expect int, got %T", o);
  if (v == NULL) return -1;
  if (flags != NATIVE_DEFAULT && flags & NATIVE_REJECT_NEGATIVE && is_negative(v)) {
    PyErr_SetString(PyExc_ValueError, "Cannot convert negative int");
    decref(v);
    return -1;
  }
  write_bytes((PyLongObject *)v, (uint8_t *)out, (size_t)n);
  if (!(flags & NATIVE_LITTLE)) reverse((uint8_t *)out, (size_t)n);
  Py_ssize_t needed = bytes_needed((PyLongObject *)v, flags);
  decref(v);
  return needed;
}

// --- converters of O&

static int convert(PyObject *o, void *out, Py_ssize_t size, const char *type) {
  int flags = NATIVE_LITTLE | 2 | NATIVE_ALLOW_INDEX | NATIVE_REJECT_NEGATIVE | NATIVE_UNSIGNED_BUFFER;
  Py_ssize_t needed = PyLong_AsNativeBytes(o, out, size, flags);
  if (needed > size) PyErr_Format(PyExc_OverflowError, "Python int too large for C %s", type);
  return needed >= 0 && needed <= size;
}
#define CONVERTER(name, type) \
  API int _PyLong_##name##_Converter(PyObject *o, void *out) { return convert(o, out, sizeof(type), #type); }
CONVERTER(UInt8, uint8_t) CONVERTER(UInt16, uint16_t) CONVERTER(UInt32, uint32_t) CONVERTER(UInt64, uint64_t)
CONVERTER(UnsignedShort, unsigned short) CONVERTER(UnsignedInt, unsigned int) CONVERTER(UnsignedLong, unsigned long)
CONVERTER(UnsignedLongLong, unsigned long long) CONVERTER(Size_t, size_t)

// --- the other way, and with a length of one's own: the methods of int

// o.name(a, order, signed=…)
static PyObject *bytes_call(PyObject *o, const char *name, PyObject *a, int little, int is_signed) {
  PyObject *f = PyObject_GetAttrString(o, name), *args = Py_BuildValue("(Os)", a, little ? "little" : "big");
  PyObject *kwargs = Py_BuildValue("{sO}", "signed", is_signed ? (PyObject *)&_Py_TrueStruct : (PyObject *)&_Py_FalseStruct);
  PyObject *r = f == NULL || args == NULL || kwargs == NULL ? NULL : PyObject_Call(f, args, kwargs);
  xdecref(f);
  xdecref(args);
  xdecref(kwargs);
  return r;
}
API PyObject *_PyLong_FromByteArray(const unsigned char *data, size_t n, int little, int is_signed) {
  PyObject *bytes = PyBytes_FromStringAndSize((const char *)data, (Py_ssize_t)n);
  PyObject *r = bytes == NULL ? NULL : bytes_call((PyObject *)&PyLong_Type, "from_bytes", bytes, little, is_signed);
  xdecref(bytes);
  return r;
}
API int _PyLong_AsByteArray(PyObject *o, unsigned char *out, size_t n, int little, int is_signed, int with_exceptions) {
  PyObject *size = PyLong_FromSsize_t((Py_ssize_t)n), *bytes = bytes_call(o, "to_bytes", size, little, is_signed);
  decref(size);
  if (bytes != NULL) memcpy(out, ((PyBytesObject *)bytes)->ob_sval, n);
  else if (!with_exceptions) PyErr_Clear();
  xdecref(bytes);
  return bytes == NULL ? -1 : 0;
}
API PyObject *PyLong_FromNativeBytes(const void *data, size_t n, int flags) {
  int is_signed = flags == NATIVE_DEFAULT || !(flags & NATIVE_UNSIGNED_BUFFER);
  return _PyLong_FromByteArray((const unsigned char *)data, n, flags & NATIVE_LITTLE, is_signed);
}
API PyObject *PyLong_FromUnsignedNativeBytes(const void *data, size_t n, int flags) {
  return _PyLong_FromByteArray((const unsigned char *)data, n, flags & NATIVE_LITTLE, 0);
}
