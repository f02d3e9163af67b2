// Text in other encodings: the methods of str and bytes do the work.
#include <stdio.h>
#include <strings.h>
#include <wchar.h>

#include "core.h"

API PyObject *PyObject_CallMethod(PyObject *o, const char *name, const char *format, ...);
API char *PyBytes_AsString(PyObject *o);
API int PyUnicode_CompareWithASCIIString(PyObject *o, const char *text);
API PyObject *PyUnicode_FromKindAndData(int kind, const void *data, Py_ssize_t n);
API PyObject *PyUnicode_Concat(PyObject *a, PyObject *b);
API PyObject *PyImport_ImportModuleAttrString(const char *module, const char *name);
API PyObject *PyObject_CallOneArg(PyObject *f, PyObject *a);

static const char *or_else(const char *text, const char *fallback) { return text != NULL ? text : fallback; }

API PyObject *PyUnicode_Decode(const char *text, Py_ssize_t size, const char *encoding, const char *errors) {
  PyObject *bytes = PyBytes_FromStringAndSize(text, size);
  PyObject *r = bytes == NULL ? NULL : PyObject_CallMethod(bytes, "decode", "ss", or_else(encoding, "utf-8"), or_else(errors, "strict"));
  xdecref(bytes);
  return r;
}
API PyObject *PyUnicode_DecodeUTF8(const char *text, Py_ssize_t size, const char *errors) {
  return PyUnicode_Decode(text, size, "utf-8", errors);
}
API PyObject *PyUnicode_DecodeASCII(const char *text, Py_ssize_t size, const char *errors) {
  return PyUnicode_Decode(text, size, "ascii", errors);
}
API PyObject *PyUnicode_DecodeLatin1(const char *text, Py_ssize_t size, const char *errors) {
  (void)errors;
  return PyUnicode_FromKindAndData(1, text, size);
}
API PyObject *PyUnicode_DecodeFSDefaultAndSize(const char *text, Py_ssize_t size) {
  return PyUnicode_Decode(text, size, "utf-8", "surrogateescape");
}
API PyObject *PyUnicode_DecodeFSDefault(const char *text) { return PyUnicode_DecodeFSDefaultAndSize(text, (Py_ssize_t)strlen(text)); }
API PyObject *PyUnicode_DecodeLocaleAndSize(const char *text, Py_ssize_t size, const char *errors) {
  return PyUnicode_Decode(text, size, "utf-8", or_else(errors, "surrogateescape"));
}
API PyObject *PyUnicode_DecodeLocale(const char *text, const char *errors) {
  return PyUnicode_DecodeLocaleAndSize(text, (Py_ssize_t)strlen(text), errors);
}

API PyObject *PyUnicode_AsEncodedString(PyObject *o, const char *encoding, const char *errors) {
  return PyObject_CallMethod(o, "encode", "ss", or_else(encoding, "utf-8"), or_else(errors, "strict"));
}
API PyObject *PyUnicode_AsASCIIString(PyObject *o) { return PyUnicode_AsEncodedString(o, "ascii", NULL); }
API PyObject *PyUnicode_AsLatin1String(PyObject *o) { return PyUnicode_AsEncodedString(o, "latin-1", NULL); }
API PyObject *PyUnicode_EncodeFSDefault(PyObject *o) { return PyUnicode_AsEncodedString(o, "utf-8", "surrogateescape"); }
API PyObject *PyUnicode_EncodeLocale(PyObject *o, const char *errors) {
  return PyUnicode_AsEncodedString(o, "utf-8", or_else(errors, "surrogateescape"));
}

// --- paths

API PyObject *PyOS_FSPath(PyObject *path) {
  if (HAS_FLAG(path, TPFLAGS_UNICODE) || HAS_FLAG(path, TPFLAGS_BYTES)) return incref(path);
  PyObject *fspath = PyImport_ImportModuleAttrString("os", "fspath");
  PyObject *r = fspath == NULL ? NULL : PyObject_CallOneArg(fspath, path);
  xdecref(fspath);
  return r;
}

// Converter of O&: with NULL it gives back what it made before.
#define CLEANUP_SUPPORTED 0x20000
API int PyUnicode_FSConverter(PyObject *path, void *place) {
  PyObject **out = (PyObject **)place;
  if (path == NULL) {
    xdecref(*out);
    *out = NULL;
    return 1;
  }
  PyObject *text = PyOS_FSPath(path);
  if (text == NULL) return 0;
  PyObject *bytes = HAS_FLAG(text, TPFLAGS_BYTES) ? incref(text) : PyUnicode_EncodeFSDefault(text);
  decref(text);
  if (bytes == NULL) return 0;
  if (strlen(PyBytes_AsString(bytes)) != (size_t)SIZE(bytes)) {
    PyErr_SetString(PyExc_ValueError, "embedded null byte");
    decref(bytes);
    return 0;
  }
  *out = bytes;
  return CLEANUP_SUPPORTED;
}
API int PyUnicode_FSDecoder(PyObject *path, void *place) {
  PyObject **out = (PyObject **)place;
  if (path == NULL) {
    xdecref(*out);
    *out = NULL;
    return 1;
  }
  PyObject *text = PyOS_FSPath(path);
  if (text == NULL) return 0;
  *out = HAS_FLAG(text, TPFLAGS_UNICODE) ? incref(text) : PyUnicode_DecodeFSDefaultAndSize(PyBytes_AsString(text), SIZE(text));
  decref(text);
  return *out == NULL ? 0 : CLEANUP_SUPPORTED;
}

// --- wide characters: code points here

API PyObject *PyUnicode_FromWideChar(const wchar_t *text, Py_ssize_t n) {
  return PyUnicode_FromKindAndData(4, text, n < 0 ? (Py_ssize_t)wcslen(text) : n);
}
API Py_ssize_t PyUnicode_AsWideChar(PyObject *o, wchar_t *out, Py_ssize_t room) {
  Py_ssize_t n = ((PyASCIIObject *)o)->length;
  if (out == NULL) return n + 1;
  for (Py_ssize_t i = 0; i < n && i < room; i++) out[i] = (wchar_t)str_read(str_kind(o), str_data(o), i);
  if (n < room) out[n] = 0;
  return n < room ? n : room;
}
API wchar_t *PyUnicode_AsWideCharString(PyObject *o, Py_ssize_t *size) {
  Py_ssize_t n = ((PyASCIIObject *)o)->length;
  wchar_t *out = (wchar_t *)PyMem_Malloc((size_t)(n + 1) * sizeof *out);
  if (out == NULL) return PyErr_NoMemory(), NULL;
  PyUnicode_AsWideChar(o, out, n + 1);
  if (size != NULL) *size = n;
  return out;
}

// --- parts and comparison

API void PyUnicode_Append(PyObject **left, PyObject *right) {
  PyObject *joined = *left == NULL || right == NULL ? NULL : PyUnicode_Concat(*left, right);
  xdecref(*left);
  *left = joined;
}
API void PyUnicode_AppendAndDel(PyObject **left, PyObject *right) {
  PyUnicode_Append(left, right);
  xdecref(right);
}
API Py_ssize_t PyUnicode_FindChar(PyObject *o, Py_UCS4 c, Py_ssize_t from, Py_ssize_t to, int direction) {
  Py_ssize_t n = ((PyASCIIObject *)o)->length;
  if (from < 0 && (from += n) < 0) from = 0;
  if (to < 0) to += n;
  if (to > n) to = n;
  Py_ssize_t step = direction > 0 ? 1 : -1;
  for (Py_ssize_t i = step > 0 ? from : to - 1; i >= from && i < to; i += step)
    if (str_read(str_kind(o), str_data(o), i) == c) return i;
  return -1;
}
API int PyUnicode_Compare(PyObject *a, PyObject *b) {
  Py_ssize_t n = ((PyASCIIObject *)a)->length, m = ((PyASCIIObject *)b)->length;
  for (Py_ssize_t i = 0; i < n && i < m; i++) {
    Py_UCS4 x = str_read(str_kind(a), str_data(a), i), y = str_read(str_kind(b), str_data(b), i);
    if (x != y) return x < y ? -1 : 1;
  }
  return n < m ? -1 : n > m;
}
API int PyUnicode_Equal(PyObject *a, PyObject *b) { return PyUnicode_Compare(a, b) == 0; }
API int PyUnicode_EqualToUTF8AndSize(PyObject *o, const char *text, Py_ssize_t size) {
  Py_ssize_t own;
  const char *utf8 = PyUnicode_AsUTF8AndSize(o, &own);
  return utf8 != NULL && own == size && memcmp(utf8, text, (size_t)size) == 0;
}

// --- C's own text

API int PyOS_vsnprintf(char *out, size_t size, const char *format, va_list ap) {
  int n = vsnprintf(out, size, format, ap);
  if (size > 0) out[size - 1] = 0;
  return n;
}
API int PyOS_snprintf(char *out, size_t size, const char *format, ...) {
  va_list ap;
  va_start(ap, format);
  int n = PyOS_vsnprintf(out, size, format, ap);
  va_end(ap);
  return n;
}
API int PyOS_mystricmp(const char *a, const char *b) { return strcasecmp(a, b); }
API int PyOS_mystrnicmp(const char *a, const char *b, Py_ssize_t n) { return strncasecmp(a, b, (size_t)n); }
