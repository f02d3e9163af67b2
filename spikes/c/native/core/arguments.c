// PyArg_Parse*, the helpers that Argument Clinic compiles into modules, and Py_BuildValue.
#include <limits.h>

#include "core.h"

extern API int PyObject_GetBuffer(PyObject *o, Py_buffer *view, int flags);
extern API int PyObject_IsTrue(PyObject *o);
extern API long PyLong_AsLong(PyObject *o);
extern API int PyLong_AsInt(PyObject *o);
extern API unsigned long PyLong_AsUnsignedLongMask(PyObject *o);
extern API char *PyBytes_AsString(PyObject *o);
extern API int PyUnicode_CompareWithASCIIString(PyObject *o, const char *text);
extern API PyObject *PyUnicode_FromOrdinal(int c);
extern API PyObject *PyLong_FromUnsignedLongLong(unsigned long long v);

static int expected(const char *what, PyObject *o) {
  PyErr_Format(PyExc_TypeError, "must be %s, not %.50s", what, o == None ? "None" : TYPE(o)->tp_name);
  return 0;
}

static int failed(void) { return PyErr_Occurred() == NULL; }

// --- conversions: each stores through the next pointers of `ap`, moves `format` behind its unit and gives 0 after raising.

static int convert_text(PyObject *o, const char **format, va_list *ap, char unit) {
  if (**format == '*') {
    ++*format;
    Py_buffer *view = va_arg(*ap, Py_buffer *);
    if (unit == 'z' && o == None) return memset(view, 0, sizeof *view), 1;
    if (unit != 'y' && unit != 'w' && HAS_FLAG(o, TPFLAGS_UNICODE)) {
      Py_ssize_t size;
      const char *text = PyUnicode_AsUTF8AndSize(o, &size);
      *view = (Py_buffer){.buf = (void *)text, .obj = incref(o), .len = size, .itemsize = 1, .readonly = 1, .ndim = 1};
      return text != NULL;
    }
    return PyObject_GetBuffer(o, view, unit == 'w' ? 1 : 0) == 0;
  }
  const char **text = va_arg(*ap, const char **);
  Py_ssize_t size, *length = NULL;
  if (**format == '#') {
    ++*format;
    length = va_arg(*ap, Py_ssize_t *);
  }
  if (unit == 'z' && o == None) *text = NULL, size = 0;
  else if (unit != 'y' && HAS_FLAG(o, TPFLAGS_UNICODE)) *text = PyUnicode_AsUTF8AndSize(o, &size);
  else if ((unit == 'y' || length != NULL) && HAS_FLAG(o, TPFLAGS_BYTES)) *text = PyBytes_AsString(o), size = SIZE(o);
  else return expected(unit == 'y' ? "bytes-like object" : unit == 'z' ? "str or None" : "str", o);
  if (length != NULL) *length = size;
  else if (*text != NULL && strlen(*text) != (size_t)size) {
    PyErr_SetString(PyExc_ValueError, unit == 'y' ? "embedded null byte" : "embedded null character");
    return 0;
  }
  return 1;
}

static int small_range(PyObject *o, long low, long high, const char *name, long *v) {
  *v = PyLong_AsLong(o);
  if (*v == -1 && PyErr_Occurred()) return 0;
  if (*v >= low && *v <= high) return 1;
  PyErr_Format(PyExc_OverflowError, "%s is %s than %s", name, *v < low ? "less" : "greater", *v < low ? "minimum" : "maximum");
  return 0;
}

static int convert_number(PyObject *o, va_list *ap, char unit) {
  long v;
  switch (unit) {
    case 'b': return small_range(o, 0, UCHAR_MAX, "unsigned byte integer", &v) && (*va_arg(*ap, unsigned char *) = (unsigned char)v, 1);
    case 'h': return small_range(o, SHRT_MIN, SHRT_MAX, "signed short integer", &v) && (*va_arg(*ap, short *) = (short)v, 1);
    case 'i': return small_range(o, INT_MIN, INT_MAX, "signed integer", &v) && (*va_arg(*ap, int *) = (int)v, 1);
    case 'B': *va_arg(*ap, unsigned char *) = (unsigned char)PyLong_AsUnsignedLongMask(o); return failed();
    case 'H': *va_arg(*ap, unsigned short *) = (unsigned short)PyLong_AsUnsignedLongMask(o); return failed();
    case 'I': *va_arg(*ap, unsigned *) = (unsigned)PyLong_AsUnsignedLongMask(o); return failed();
    case 'k': case 'K': *va_arg(*ap, unsigned long *) = PyLong_AsUnsignedLongMask(o); return failed();
    case 'l': case 'L': case 'n': *va_arg(*ap, long *) = PyLong_AsLong(o); return failed();
    case 'f': *va_arg(*ap, float *) = (float)PyFloat_AsDouble(o); return failed();
    case 'd': *va_arg(*ap, double *) = PyFloat_AsDouble(o); return failed();
    default: {  // 'p'
      int truth = PyObject_IsTrue(o);
      *va_arg(*ap, int *) = truth;
      return truth >= 0;
    }
  }
}

static int convert_object(PyObject *o, const char **format, va_list *ap) {
  if (**format == '!') {
    ++*format;
    PyTypeObject *type = va_arg(*ap, PyTypeObject *);
    if (!PyType_IsSubtype(TYPE(o), type)) return expected(type->tp_name, o);
  } else if (**format == '&') {
    ++*format;
    int (*converter)(PyObject *, void *) = va_arg(*ap, int (*)(PyObject *, void *));
    return converter(o, va_arg(*ap, void *));
  }
  *va_arg(*ap, PyObject **) = o;
  return 1;
}

static int convert(PyObject *o, const char **format, va_list *ap);

// `(…)`: an argument that is a sequence.
static int convert_group(PyObject *o, const char **format, va_list *ap) {
  if (!HAS_FLAG(o, TPFLAGS_TUPLE) && !HAS_FLAG(o, TPFLAGS_LIST)) return expected("sequence", o);
  PyObject **items = HAS_FLAG(o, TPFLAGS_TUPLE) ? tuple_items(o) : list_items(o);
  Py_ssize_t i = 0;
  while (**format != ')') {
    if (i >= SIZE(o)) return expected("sequence of another length", o);
    if (!convert(items[i++], format, ap)) return 0;
  }
  ++*format;
  return 1;
}

static int convert(PyObject *o, const char **format, va_list *ap) {
  char unit = *(*format)++;
  switch (unit) {
    case '(': return convert_group(o, format, ap);
    case 's': case 'z': case 'y': case 'w': return convert_text(o, format, ap, unit);
    case 'O': return convert_object(o, format, ap);
    case 'S': return HAS_FLAG(o, TPFLAGS_BYTES) ? (*va_arg(*ap, PyObject **) = o, 1) : expected("bytes", o);
    case 'U': return HAS_FLAG(o, TPFLAGS_UNICODE) ? (*va_arg(*ap, PyObject **) = o, 1) : expected("str", o);
    case 'C': {
      if (!HAS_FLAG(o, TPFLAGS_UNICODE) || ((PyASCIIObject *)o)->length != 1) return expected("a unicode character", o);
      *va_arg(*ap, int *) = (int)str_read(str_kind(o), str_data(o), 0);
      return 1;
    }
    case 'c': {
      if (!HAS_FLAG(o, TPFLAGS_BYTES) || SIZE(o) != 1) return expected("a byte string of length 1", o);
      *va_arg(*ap, char *) = *PyBytes_AsString(o);
      return 1;
    }
    default:
      if (strchr("bBhHiIlLkKnfdp", unit)) return convert_number(o, ap, unit);
      PyErr_Format(PyExc_SystemError, "impossible<bad format char>: '%c'", unit);
      return 0;
  }
}

// Skips the pointers of a unit whose argument is absent.
static void skip(const char **format, va_list *ap) {
  char unit = *(*format)++;
  if (unit == '(') {
    while (**format != ')') skip(format, ap);
    ++*format;
    return;
  }
  (void)va_arg(*ap, void *);
  if (unit == 'O' && (**format == '!' || **format == '&')) (void)va_arg(*ap, void *);
  if (strchr("szy", unit) && **format == '#') (void)va_arg(*ap, void *);
  while (**format && strchr("*#!&", **format)) ++*format;
}

typedef struct {
  const char *name, *message;
  int min, positional, max;
} Shape;

static Shape shape_of(const char *format) {
  Shape s = {NULL, NULL, -1, -1, 0};
  int depth = 0;
  for (; *format && *format != ':' && *format != ';'; format++) {
    if (*format == '(') depth++ == 0 ? s.max++ : 0;
    else if (*format == ')') depth--;
    else if (*format == '|') s.min = s.max;
    else if (*format == '$') s.positional = s.max;
    else if (depth == 0 && !strchr("*#!&", *format)) s.max++;
  }
  if (s.min < 0) s.min = s.max;
  if (s.positional < 0) s.positional = s.max;
  if (*format == ':') s.name = format + 1;
  if (*format == ';') s.message = format + 1;
  return s;
}

static int wrong_count(const Shape *s, Py_ssize_t given) {
  int few = given < s->min, n = few ? s->min : s->positional;
  if (s->message != NULL) PyErr_SetString(PyExc_TypeError, s->message);
  else
    PyErr_Format(PyExc_TypeError, "%.150s%s takes %s %d argument%s (%zd given)", s->name ? s->name : "function", s->name ? "()" : "",
                 s->min == s->max ? "exactly" : few ? "at least" : "at most", n, n == 1 ? "" : "s", given);
  return 0;
}

// An error of a conversion gets function and position in front, as CPython's.
static void locate(const Shape *s, int at) {
  if (error_type != PyExc_TypeError || error_value == NULL || !HAS_FLAG(error_value, TPFLAGS_UNICODE)) return;
  PyObject *text = incref(error_value);
  if (PyUnicode_AsUTF8AndSize(text, NULL) && !strncmp(PyUnicode_AsUTF8AndSize(text, NULL), "must be ", 8))
    PyErr_Format(PyExc_TypeError, "%.200s%sargument %d %U", s->name ? s->name : "", s->name ? "() " : "", at + 1, text);
  decref(text);
}

static int parse_all(PyObject *const *args, int n, const char *format, const Shape *s, va_list *ap) {
  for (int i = 0; i < s->max; i++) {
    while (*format == '|' || *format == '$') format++;
    if (i >= n || args[i] == NULL) skip(&format, ap);
    else if (!convert(args[i], &format, ap)) return locate(s, i), 0;
  }
  return 1;
}

static int parse_positional(PyObject *const *args, Py_ssize_t n, const char *format, va_list *ap) {
  Shape s = shape_of(format);
  if (n < s.min || n > s.max) return wrong_count(&s, n);
  return parse_all(args, (int)n, format, &s, ap);
}
API int PyArg_VaParse(PyObject *args, const char *format, va_list ap) {
  va_list copy;
  va_copy(copy, ap);
  int r = parse_positional(tuple_items(args), SIZE(args), format, &copy);
  va_end(copy);
  return r;
}
API int PyArg_ParseTuple(PyObject *args, const char *format, ...) {
  va_list ap;
  va_start(ap, format);
  int r = parse_positional(tuple_items(args), SIZE(args), format, &ap);
  va_end(ap);
  return r;
}
API int PyArg_Parse(PyObject *arg, const char *format, ...) {
  va_list ap;
  va_start(ap, format);
  int r = parse_positional(&arg, 1, format, &ap);
  va_end(ap);
  return r;
}
API int _PyArg_ParseStack(PyObject *const *args, Py_ssize_t n, const char *format, ...) {
  va_list ap;
  va_start(ap, format);
  int r = parse_positional(args, n, format, &ap);
  va_end(ap);
  return r;
}

static int place_of(const char *const *names, int n, PyObject *name) {
  for (int i = 0; i < n; i++)
    if (names[i][0] && PyUnicode_CompareWithASCIIString(name, names[i]) == 0) return i;
  return -1;
}

static int place_keyword(const Shape *s, const char *const *names, PyObject *name, PyObject *v, PyObject **out, Py_ssize_t npos) {
  int at = place_of(names, s->max, name);
  const char *function = s->name ? s->name : "this function";
  if (at < 0) PyErr_Format(PyExc_TypeError, "%.200s() got an unexpected keyword argument '%S'", function, name);
  else if (at < npos)
    PyErr_Format(PyExc_TypeError, "argument for %.200s() given by name ('%S') and position (%d)", function, name, at + 1);
  else return out[at] = v, 1;
  return 0;
}

API int PyDict_Next(PyObject *d, Py_ssize_t *position, PyObject **key, PyObject **v);
API int PyArg_ParseTupleAndKeywords(PyObject *args, PyObject *kwargs, const char *format, const char *const *names, ...) {
  Shape s = shape_of(format);
  PyObject *out[64] = {NULL}, *key, *v;
  Py_ssize_t npos = SIZE(args), position = 0;
  if (npos > s.positional) return wrong_count(&s, npos);
  for (Py_ssize_t i = 0; i < npos; i++) out[i] = tuple_items(args)[i];
  if (kwargs != NULL)
    while (PyDict_Next(kwargs, &position, &key, &v))
      if (!place_keyword(&s, names, key, v, out, npos)) return 0;
  for (int i = 0; i < s.min; i++)
    if (out[i] == NULL) {
      PyErr_Format(PyExc_TypeError, "%.200s() missing required argument '%s' (pos %d)", s.name ? s.name : "function", names[i], i + 1);
      return 0;
    }
  va_list ap;
  va_start(ap, names);
  int r = parse_all(out, s.max, format, &s, &ap);
  va_end(ap);
  return r;
}
API int PyArg_UnpackTuple(PyObject *args, const char *name, Py_ssize_t min, Py_ssize_t max, ...) {
  Shape s = {name, NULL, (int)min, (int)max, (int)max};
  if (SIZE(args) < min || SIZE(args) > max) return wrong_count(&s, SIZE(args));
  va_list ap;
  va_start(ap, max);
  for (Py_ssize_t i = 0; i < SIZE(args); i++) *va_arg(ap, PyObject **) = tuple_items(args)[i];
  va_end(ap);
  return 1;
}

// --- Argument Clinic

API int _PyArg_CheckPositional(const char *name, Py_ssize_t n, Py_ssize_t min, Py_ssize_t max) {
  if (n >= min && n <= max) return 1;
  Py_ssize_t bound = n < min ? min : max;
  PyErr_Format(PyExc_TypeError, "%.200s expected %s%zd argument%s, got %zd", name, min == max ? "" : n < min ? "at least " : "at most ",
               bound, bound == 1 ? "" : "s", n);
  return 0;
}
API void _PyArg_BadArgument(const char *function, const char *name, const char *wanted, PyObject *o) {
  PyErr_Format(PyExc_TypeError, "%.200s() %.200s must be %.50s, not %.50s", function, name, wanted, o == None ? "None" : TYPE(o)->tp_name);
}
API int _PyArg_NoKeywords(const char *name, PyObject *kwargs) {
  if (kwargs == NULL || PyObject_IsTrue(kwargs) == 0) return 1;
  PyErr_Format(PyExc_TypeError, "%.200s() takes no keyword arguments", name);
  return 0;
}
API int _PyArg_NoPositional(const char *name, PyObject *args) {
  if (args == NULL || SIZE(args) == 0) return 1;
  PyErr_Format(PyExc_TypeError, "%.200s() takes no positional arguments", name);
  return 0;
}

// The arguments in parameter order in `buf`; absent ones are NULL.
API PyObject *const *_PyArg_UnpackKeywords(PyObject *const *args, Py_ssize_t npos, PyObject *kwargs, PyObject *kwnames,
                                           _PyArg_Parser *parser, int min, int max, int min_keyword, int varargs, PyObject **buf) {
  int n = 0;
  while (parser->keywords[n] != NULL) n++;
  Shape s = {parser->fname, NULL, min, max, n};
  (void)varargs;
  if (npos > max) return wrong_count(&s, npos), NULL;
  for (int i = 0; i < n; i++) buf[i] = i < npos ? args[i] : NULL;
  for (Py_ssize_t i = 0; kwnames != NULL && i < SIZE(kwnames); i++)
    if (!place_keyword(&s, parser->keywords, tuple_items(kwnames)[i], args[npos + i], buf, npos)) return NULL;
  PyObject *key, *v;
  Py_ssize_t position = 0;
  while (kwargs != NULL && PyDict_Next(kwargs, &position, &key, &v))
    if (!place_keyword(&s, parser->keywords, key, v, buf, npos)) return NULL;
  for (int i = 0; i < n; i++) {
    int required = i < min || (i >= max && i < max + min_keyword);
    if (buf[i] != NULL || !required) continue;
    if (parser->keywords[i][0] == 0) return wrong_count(&s, npos), NULL;
    PyErr_Format(PyExc_TypeError, "%.200s() missing required argument '%s' (pos %d)", s.name, parser->keywords[i], i + 1);
    return NULL;
  }
  return buf;
}
API int _Py_convert_optional_to_ssize_t(PyObject *o, void *out) {
  if (o == None) return 1;
  Py_ssize_t v = PyLong_AsSsize_t(o);
  if (v == -1 && PyErr_Occurred()) return 0;
  *(Py_ssize_t *)out = v;
  return 1;
}

// --- Py_BuildValue

static PyObject *build(const char **format, va_list *ap);

static int count_units(const char *format, char end) {
  int n = 0, depth = 0;
  for (; *format && (depth > 0 || *format != end); format++) {
    if (strchr("([{", *format)) n += depth++ == 0;
    else if (strchr(")]}", *format)) depth--;
    else if (depth == 0 && !strchr("*#!& ,:\t", *format)) n++;
  }
  return n;
}

static PyObject *build_sequence(const char **format, va_list *ap, char end) {
  int n = count_units(*format, end);
  PyObject *r = end == ']' ? PyList_New(n) : PyTuple_New(n);
  for (int i = 0; r != NULL && i < n; i++) {
    PyObject *v = build(format, ap);
    if (v == NULL) {
      decref(r);
      return NULL;
    }
    (end == ']' ? list_items(r) : tuple_items(r))[i] = v;
  }
  while (**format == ' ' || **format == ',') ++*format;
  if (**format == end && end) ++*format;
  return r;
}

static PyObject *build_dict(const char **format, va_list *ap) {
  PyObject *d = PyDict_New();
  for (int n = count_units(*format, '}') / 2; n > 0; n--) {
    PyObject *key = build(format, ap);
    PyObject *v = key == NULL ? NULL : build(format, ap);
    int r = v == NULL ? -1 : PyDict_SetItem(d, key, v);
    xdecref(key);
    xdecref(v);
    if (r < 0) {
      decref(d);
      return NULL;
    }
  }
  while (**format == ' ' || **format == ',') ++*format;
  ++*format;
  return d;
}

static PyObject *build_text(const char **format, va_list *ap, int bytes) {
  const char *text = va_arg(*ap, const char *);
  Py_ssize_t size = -1;
  if (**format == '#') ++*format, size = va_arg(*ap, Py_ssize_t);
  if (text == NULL) return None;
  if (size < 0) size = (Py_ssize_t)strlen(text);
  return bytes ? PyBytes_FromStringAndSize(text, size) : PyUnicode_FromStringAndSize(text, size);
}

static PyObject *build(const char **format, va_list *ap) {
  while (**format == ' ' || **format == ',' || **format == ':' || **format == '\t') ++*format;
  char unit = *(*format)++;
  switch (unit) {
    case '(': return build_sequence(format, ap, ')');
    case '[': return build_sequence(format, ap, ']');
    case '{': return build_dict(format, ap);
    case 'b': case 'B': case 'h': case 'H': case 'i': return PyLong_FromLongLong(va_arg(*ap, int));
    case 'I': return PyLong_FromLongLong(va_arg(*ap, unsigned));
    case 'l': case 'L': case 'n': return PyLong_FromLongLong(va_arg(*ap, long));
    case 'k': case 'K': return PyLong_FromUnsignedLongLong(va_arg(*ap, unsigned long));
    case 'd': case 'f': return PyFloat_FromDouble(va_arg(*ap, double));
    case 'p': return PyBool_FromLong(va_arg(*ap, int));
    case 'C': return PyUnicode_FromOrdinal(va_arg(*ap, int));
    case 's': case 'z': case 'U': return build_text(format, ap, 0);
    case 'y': return build_text(format, ap, 1);
    case 'O': case 'S': case 'N': {
      if (**format == '&') {
        ++*format;
        PyObject *(*converter)(void *) = va_arg(*ap, PyObject * (*)(void *));
        return converter(va_arg(*ap, void *));
      }
      PyObject *o = va_arg(*ap, PyObject *);
      if (o == NULL && !PyErr_Occurred()) PyErr_SetString(PyExc_SystemError, "NULL object passed to Py_BuildValue");
      return o == NULL || unit == 'N' ? o : incref(o);
    }
    default: return PyErr_Format(PyExc_SystemError, "bad format char passed to Py_BuildValue");
  }
}

API PyObject *Py_VaBuildValue(const char *format, va_list ap) {
  va_list copy;
  va_copy(copy, ap);
  int n = count_units(format, 0);
  PyObject *r = n == 0 ? None : n == 1 ? build(&format, &copy) : build_sequence(&format, &copy, 0);
  va_end(copy);
  return r;
}
API PyObject *Py_BuildValue(const char *format, ...) {
  va_list ap;
  va_start(ap, format);
  PyObject *r = Py_VaBuildValue(format, ap);
  va_end(ap);
  return r;
}

PyObject *core_call_built(PyObject *f, const char *format, va_list ap) {
  if (f == NULL) return NULL;
  PyObject *args = format && *format ? Py_VaBuildValue(format, ap) : PyTuple_New(0);
  if (args != NULL && TYPE(args) != &PyTuple_Type) {
    PyObject *one = PyTuple_Pack(1, args);
    decref(args);
    args = one;
  }
  PyObject *r = args == NULL ? NULL : PyObject_Call(f, args, NULL);
  xdecref(args);
  return r;
}
API PyObject *PyObject_CallFunction(PyObject *f, const char *format, ...) {
  va_list ap;
  va_start(ap, format);
  PyObject *r = core_call_built(f, format, ap);
  va_end(ap);
  return r;
}
API PyObject *PyObject_GetAttrString(PyObject *o, const char *name);
API PyObject *PyObject_CallMethod(PyObject *o, const char *name, const char *format, ...) {
  PyObject *f = PyObject_GetAttrString(o, name);
  va_list ap;
  va_start(ap, format);
  PyObject *r = core_call_built(f, format, ap);
  va_end(ap);
  xdecref(f);
  return r;
}
