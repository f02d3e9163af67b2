// str, bytes and formatted text. A str body is compact: data right behind the header, one, two or four bytes per code point.
#include <stdio.h>
#include <stdlib.h>

#include "core.h"

#define STATE_INTERNED 1u
#define STATE_COMPACT (1u << 5)
#define STATE_ASCII (1u << 6)

int str_kind(PyObject *o) { return (int)(((PyASCIIObject *)o)->state >> 2 & 7); }
static int is_ascii(PyObject *o) { return (((PyASCIIObject *)o)->state & STATE_ASCII) != 0; }
void *str_data(PyObject *o) { return (char *)o + (is_ascii(o) ? sizeof(PyASCIIObject) : sizeof(PyCompactUnicodeObject)); }
static Py_ssize_t str_length(PyObject *o) { return ((PyASCIIObject *)o)->length; }
Py_UCS4 str_read(int kind, const void *data, Py_ssize_t i) {
  return kind == 1 ? ((const uint8_t *)data)[i] : kind == 2 ? ((const uint16_t *)data)[i] : ((const Py_UCS4 *)data)[i];
}
static void str_write(int kind, void *data, Py_ssize_t i, Py_UCS4 c) {
  if (kind == 1) ((uint8_t *)data)[i] = (uint8_t)c;
  else if (kind == 2) ((uint16_t *)data)[i] = (uint16_t)c;
  else ((Py_UCS4 *)data)[i] = c;
}

void str_dealloc(PyObject *o) {
  if (!is_ascii(o)) free(((PyCompactUnicodeObject *)o)->utf8);
  arena_free(o);
}

API PyObject *PyUnicode_New(Py_ssize_t length, Py_UCS4 widest) {
  int ascii = widest < 128, kind = widest < 256 ? 1 : widest < 65536 ? 2 : 4;
  size_t header = ascii ? sizeof(PyASCIIObject) : sizeof(PyCompactUnicodeObject);
  PyASCIIObject *o = (PyASCIIObject *)arena_alloc(header + (size_t)(length + 1) * (size_t)kind);
  if (o == NULL) return PyErr_NoMemory();
  new_header(o, &PyUnicode_Type);
  o->length = length;
  o->hash = -1;
  o->state = (uint32_t)kind << 2 | STATE_COMPACT | (ascii ? STATE_ASCII : 0);
  if (!ascii) {
    ((PyCompactUnicodeObject *)o)->utf8_length = 0;
    ((PyCompactUnicodeObject *)o)->utf8 = NULL;
  }
  memset((char *)o + header + length * kind, 0, (size_t)kind);
  return (PyObject *)o;
}

// One code point of well-formed UTF-8.
static Py_UCS4 utf8_next(const uint8_t **at) {
  const uint8_t *p = *at;
  Py_UCS4 c = *p;
  int more = c < 0x80 ? 0 : c < 0xE0 ? 1 : c < 0xF0 ? 2 : 3;
  if (more > 0) c &= 0x3Fu >> more;
  for (int i = 1; i <= more; i++) c = c << 6 | (p[i] & 0x3F);
  *at = p + 1 + more;
  return c;
}

// Length in code points and the widest of them; 0 where the bytes are not well-formed.
static int utf8_measure(const uint8_t *p, const uint8_t *end, Py_ssize_t *length, Py_UCS4 *widest) {
  *length = 0;
  for (*widest = 0; p < end; ++*length) {
    int more = *p < 0x80 ? 0 : *p < 0xC2 ? -1 : *p < 0xE0 ? 1 : *p < 0xF0 ? 2 : *p < 0xF5 ? 3 : -1;
    if (more < 0 || more >= end - p) return 0;
    for (int i = 1; i <= more; i++)
      if ((p[i] & 0xC0) != 0x80) return 0;
    Py_UCS4 c = utf8_next(&p);
    if ((c >= 0xD800 && c <= 0xDFFF) || c > 0x10FFFF || (more == 2 && c < 0x800) || (more == 3 && c < 0x10000)) return 0;
    if (c > *widest) *widest = c;
  }
  return 1;
}

API PyObject *PyUnicode_FromStringAndSize(const char *text, Py_ssize_t size) {
  const uint8_t *p = (const uint8_t *)text, *end = p + size;
  Py_ssize_t length;
  Py_UCS4 widest;
  if (!utf8_measure(p, end, &length, &widest)) {
    PyErr_SetString(PyExc_UnicodeError, "invalid UTF-8 from C");
    return NULL;
  }
  PyObject *o = PyUnicode_New(length, widest);
  if (o == NULL) return NULL;
  void *data = str_data(o);
  if (widest < 128) memcpy(data, text, (size_t)size);
  else
    for (Py_ssize_t i = 0; i < length; i++) str_write(str_kind(o), data, i, utf8_next(&p));
  return o;
}
API PyObject *PyUnicode_FromString(const char *text) { return PyUnicode_FromStringAndSize(text, (Py_ssize_t)strlen(text)); }

// Names that C asks for again and again are kept: a table of strs that live for ever. JavaScript keeps their text by ref.
static PyObject *interned[4096];
static int interned_count;

API PyObject *PyUnicode_InternFromString(const char *text) {
  uint32_t hash = 2166136261u;
  for (const char *p = text; *p; p++) hash = (hash ^ (uint8_t)*p) * 16777619u;
  for (uint32_t at = hash & 4095;; at = (at + 1) & 4095) {
    PyObject *o = interned[at];
    if (o != NULL && is_ascii(o) && strcmp((char *)str_data(o), text) == 0) return o;
    if (o != NULL) continue;
    o = PyUnicode_FromString(text);
    if (o == NULL || interned_count > 3000) return o;
    ((PyASCIIObject *)o)->state |= STATE_INTERNED;
    o->ob_refcnt = IMMORTAL;
    interned_count++;
    return interned[at] = o;
  }
}
API void PyUnicode_InternInPlace(PyObject **o) { (void)o; }

API PyObject *PyUnicode_FromKindAndData(int kind, const void *data, Py_ssize_t n) {
  Py_UCS4 widest = 0;
  for (Py_ssize_t i = 0; i < n; i++)
    if (str_read(kind, data, i) > widest) widest = str_read(kind, data, i);
  PyObject *o = PyUnicode_New(n, widest);
  if (o == NULL) return NULL;
  for (Py_ssize_t i = 0; i < n; i++) str_write(str_kind(o), str_data(o), i, str_read(kind, data, i));
  return o;
}
API PyObject *PyUnicode_FromOrdinal(int c) { return PyUnicode_FromKindAndData(4, &c, 1); }
API Py_ssize_t PyUnicode_GetLength(PyObject *o) { return str_length(o); }
API Py_UCS4 PyUnicode_ReadChar(PyObject *o, Py_ssize_t i) { return str_read(str_kind(o), str_data(o), i); }
API PyObject *PyUnicode_Substring(PyObject *o, Py_ssize_t from, Py_ssize_t to) {
  if (to > str_length(o)) to = str_length(o);
  if (from >= to) return PyUnicode_New(0, 0);
  return PyUnicode_FromKindAndData(str_kind(o), (char *)str_data(o) + from * str_kind(o), to - from);
}
API PyObject *PyUnicode_Concat(PyObject *a, PyObject *b) { return PyNumber_Add(a, b); }
API int PyUnicode_CompareWithASCIIString(PyObject *o, const char *text) {
  Py_ssize_t i = 0;
  for (; i < str_length(o) && text[i]; i++) {
    Py_UCS4 c = str_read(str_kind(o), str_data(o), i);
    if (c != (uint8_t)text[i]) return c < (uint8_t)text[i] ? -1 : 1;
  }
  return i < str_length(o) ? 1 : text[i] ? -1 : 0;
}
API int PyUnicode_EqualToUTF8(PyObject *o, const char *text) {
  const char *own = PyUnicode_AsUTF8AndSize(o, NULL);
  return own != NULL && strcmp(own, text) == 0;
}

static char *encode_utf8(PyObject *o, Py_ssize_t *size) {
  Py_ssize_t n = str_length(o);
  char *out = (char *)malloc((size_t)n * 4 + 1), *p = out;
  for (Py_ssize_t i = 0; i < n; i++) {
    Py_UCS4 c = str_read(str_kind(o), str_data(o), i);
    if (c < 0x80) *p++ = (char)c;
    else if (c < 0x800) *p++ = (char)(0xC0 | c >> 6), *p++ = (char)(0x80 | (c & 63));
    else if (c < 0x10000)
      *p++ = (char)(0xE0 | c >> 12), *p++ = (char)(0x80 | (c >> 6 & 63)), *p++ = (char)(0x80 | (c & 63));
    else {
      *p++ = (char)(0xF0 | c >> 18), *p++ = (char)(0x80 | (c >> 12 & 63));
      *p++ = (char)(0x80 | (c >> 6 & 63)), *p++ = (char)(0x80 | (c & 63));
    }
  }
  *p = 0;
  *size = p - out;
  return out;
}
API const char *PyUnicode_AsUTF8AndSize(PyObject *o, Py_ssize_t *size) {
  if (!HAS_FLAG(o, TPFLAGS_UNICODE)) {
    PyErr_Format(PyExc_TypeError, "bad argument type for built-in operation");
    return NULL;
  }
  if (is_ascii(o)) {
    if (size != NULL) *size = str_length(o);
    return (const char *)str_data(o);
  }
  PyCompactUnicodeObject *c = (PyCompactUnicodeObject *)o;
  if (c->utf8 == NULL) c->utf8 = encode_utf8(o, &c->utf8_length);
  if (size != NULL) *size = c->utf8_length;
  return c->utf8;
}
API const char *PyUnicode_AsUTF8(PyObject *o) { return PyUnicode_AsUTF8AndSize(o, NULL); }
API PyObject *PyUnicode_AsUTF8String(PyObject *o) {
  Py_ssize_t size;
  const char *text = PyUnicode_AsUTF8AndSize(o, &size);
  return text == NULL ? NULL : PyBytes_FromStringAndSize(text, size);
}

// --- bytes

API PyObject *PyBytes_FromStringAndSize(const char *data, Py_ssize_t size) {
  PyBytesObject *o = (PyBytesObject *)arena_alloc(offsetof(PyBytesObject, ob_sval) + (size_t)size + 1);
  if (o == NULL) return PyErr_NoMemory();
  new_header(o, &PyBytes_Type);
  SIZE(o) = size;
  o->ob_shash = -1;
  if (data != NULL) memcpy(o->ob_sval, data, (size_t)size);
  o->ob_sval[size] = 0;
  return (PyObject *)o;
}
API PyObject *PyBytes_FromString(const char *data) { return PyBytes_FromStringAndSize(data, (Py_ssize_t)strlen(data)); }
API char *PyBytes_AsString(PyObject *o) {
  if (HAS_FLAG(o, TPFLAGS_BYTES)) return ((PyBytesObject *)o)->ob_sval;
  PyErr_Format(PyExc_TypeError, "expected bytes, %.200s found", TYPE(o)->tp_name);
  return NULL;
}
API Py_ssize_t PyBytes_Size(PyObject *o) { return SIZE(o); }
API int PyBytes_AsStringAndSize(PyObject *o, char **data, Py_ssize_t *size) {
  *data = PyBytes_AsString(o);
  if (*data != NULL && size != NULL) *size = SIZE(o);
  return *data == NULL ? -1 : 0;
}
API int _PyBytes_Resize(PyObject **o, Py_ssize_t size) {
  PyBytesObject *b = (PyBytesObject *)arena_realloc(*o, offsetof(PyBytesObject, ob_sval) + (size_t)size + 1);
  if (b == NULL) return PyErr_NoMemory(), -1;
  SIZE(b) = size;
  b->ob_sval[size] = 0;
  *o = (PyObject *)b;
  return 0;
}

// --- formatted text: C's conversions, and %A %R %S %U %V %T %N of objects

typedef struct {
  char *text;
  size_t size, room;
} Sink;

static void put(Sink *s, const char *text, size_t n) {
  if (s->size + n + 1 > s->room) s->text = (char *)realloc(s->text, s->room = (s->size + n + 1) * 2);
  memcpy(s->text + s->size, text, n);
  s->text[s->size += n] = 0;
}
static int put_object(Sink *s, PyObject *text, Py_ssize_t limit) {
  if (text == NULL) return 0;
  Py_ssize_t size;
  const char *utf8 = PyUnicode_AsUTF8AndSize(text, &size);
  put(s, utf8, (size_t)(limit >= 0 && limit < size ? limit : size));
  decref(text);
  return 1;
}

// The conversion that starts behind '%'; gives the place behind it, or NULL = raised.
static const char *put_conversion(Sink *s, const char *p, va_list *ap) {
  char spec[32] = "%", out[128];
  size_t n = 1;
  Py_ssize_t precision = -1;
  while (*p && strchr("-+ #0123456789.", *p) && n < 24) {
    if (*p == '.') precision = strtol(p + 1, NULL, 10);
    spec[n++] = *p++;
  }
  int longs = 0, size = 0;
  for (; *p == 'l' || *p == 'z' || *p == 't' || *p == 'j'; p++) *p == 'l' ? longs++ : size++;
  switch (*p) {
    case 'd': case 'i': case 'u': case 'x': case 'X': case 'o': {
      int is_signed = *p == 'd' || *p == 'i';
      long long v = longs || size ? va_arg(*ap, long long) : is_signed ? va_arg(*ap, int) : (long long)va_arg(*ap, unsigned);
      spec[n++] = 'l', spec[n++] = 'l', spec[n++] = *p;
      put(s, out, (size_t)snprintf(out, sizeof out, spec, v));
      return p + 1;
    }
    case 'c': {
      char c = (char)va_arg(*ap, int);
      put(s, &c, 1);
      return p + 1;
    }
    case 'p': put(s, out, (size_t)snprintf(out, sizeof out, "%p", va_arg(*ap, void *))); return p + 1;
    case 's': {
      const char *text = va_arg(*ap, const char *);
      put(s, text, precision >= 0 ? strnlen(text, (size_t)precision) : strlen(text));
      return p + 1;
    }
    case 'U': return put_object(s, incref(va_arg(*ap, PyObject *)), precision) ? p + 1 : NULL;
    case 'S': return put_object(s, PyObject_Str(va_arg(*ap, PyObject *)), precision) ? p + 1 : NULL;
    case 'R': case 'A': return put_object(s, PyObject_Repr(va_arg(*ap, PyObject *)), precision) ? p + 1 : NULL;
    case 'T': {
      const char *name = TYPE(va_arg(*ap, PyObject *))->tp_name;
      put(s, name, strlen(name));
      return p + 1;
    }
    case 'V': {
      PyObject *o = va_arg(*ap, PyObject *);
      const char *text = va_arg(*ap, const char *);
      if (o != NULL) return put_object(s, incref(o), precision) ? p + 1 : NULL;
      put(s, text, strlen(text));
      return p + 1;
    }
    default: put(s, "%", 1); return p + (*p == '%');
  }
}

API PyObject *PyUnicode_FromFormatV(const char *format, va_list ap) {
  Sink s = {NULL, 0, 0};
  put(&s, "", 0);
  va_list args;
  va_copy(args, ap);
  const char *p = format;
  while (p != NULL && *p) {
    const char *percent = strchrnul(p, '%');
    put(&s, p, (size_t)(percent - p));
    p = *percent ? put_conversion(&s, percent + 1, &args) : percent;
  }
  va_end(args);
  PyObject *o = p == NULL ? NULL : PyUnicode_FromStringAndSize(s.text, (Py_ssize_t)s.size);
  free(s.text);
  return o;
}
API PyObject *PyUnicode_FromFormat(const char *format, ...) {
  va_list ap;
  va_start(ap, format);
  PyObject *o = PyUnicode_FromFormatV(format, ap);
  va_end(ap);
  return o;
}
