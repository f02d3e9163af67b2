// Exceptions. The set exception is a type and a value; a value that is no exception yet becomes one only when somebody looks at it
// or when the call returns to JavaScript, so that an error that C sets and clears again never crosses.
#include <errno.h>

#include "core.h"

#define X(name, base) API PyTypeObject _PyExc_##name = {.tp_name = #name, .tp_base = base, .tp_basicsize = sizeof(PyBaseExceptionObject), \
  .tp_dealloc = js_dealloc, .tp_flags = FLAG(TPFLAGS_EXCEPTION)}; API PyObject *PyExc_##name = (PyObject *)&_PyExc_##name;
EXCEPTIONS(X)
#undef X
API PyObject *PyExc_IOError = (PyObject *)&_PyExc_OSError;
API PyObject *PyExc_EnvironmentError = (PyObject *)&_PyExc_OSError;

__thread PyObject *error_type, *error_value;

// Takes both references.
void core_set_error(PyObject *type, PyObject *value) {
  xdecref(error_type);
  xdecref(error_value);
  error_type = type;
  error_value = value;
  ARENA_WORD(WORD_ERROR) = type != NULL;
}

API void PyErr_Clear(void) { core_set_error(NULL, NULL); }
API PyObject *PyErr_Occurred(void) { return error_type; }
API void PyErr_SetObject(PyObject *type, PyObject *value) { core_set_error(xincref(type), xincref(value)); }
API void PyErr_SetNone(PyObject *type) { PyErr_SetObject(type, NULL); }
API void PyErr_SetString(PyObject *type, const char *text) { core_set_error(incref(type), PyUnicode_FromString(text)); }
API PyObject *PyErr_FormatV(PyObject *type, const char *format, va_list ap) {
  PyErr_Clear();
  PyObject *text = PyUnicode_FromFormatV(format, ap);
  if (text != NULL) core_set_error(incref(type), text);
  return NULL;
}
API PyObject *PyErr_Format(PyObject *type, const char *format, ...) {
  va_list ap;
  va_start(ap, format);
  PyErr_FormatV(type, format, ap);
  va_end(ap);
  return NULL;
}
API PyObject *PyErr_NoMemory(void) {
  PyErr_SetNone(PyExc_MemoryError);
  return NULL;
}
API int PyErr_BadArgument(void) {
  PyErr_SetString(PyExc_TypeError, "bad argument type for built-in operation");
  return 0;
}
API void _PyErr_BadInternalCall(const char *file, int line) {
  PyErr_Format(PyExc_SystemError, "%s:%d: bad argument to internal function", file, line);
}
API PyObject *PyErr_SetFromErrno(PyObject *type) {
  int code = errno;
  PyObject *args = up_object(UP_ERRNO, NULL, NULL, NULL, code);
  core_set_error(incref(type), args);
  return NULL;
}
API PyObject *PyErr_SetFromErrnoWithFilenameObject(PyObject *type, PyObject *name) {
  PyObject *args = up_object(UP_ERRNO, NULL, NULL, NULL, errno);
  PyObject *all = args == NULL ? NULL : PyTuple_Pack(3, tuple_items(args)[0], tuple_items(args)[1], name);
  xdecref(args);
  core_set_error(incref(type), all);
  return NULL;
}
API PyObject *PyErr_SetFromErrnoWithFilename(PyObject *type, const char *name) {
  int code = errno;
  PyObject *text = PyUnicode_FromString(name);
  errno = code;
  PyErr_SetFromErrnoWithFilenameObject(type, text);
  xdecref(text);
  return NULL;
}

API int PyErr_GivenExceptionMatches(PyObject *given, PyObject *type) {
  if (given == NULL) return 0;
  if (HAS_FLAG(type, TPFLAGS_TUPLE)) {
    for (Py_ssize_t i = 0; i < SIZE(type); i++)
      if (PyErr_GivenExceptionMatches(given, tuple_items(type)[i])) return 1;
    return 0;
  }
  PyTypeObject *t = HAS_FLAG(given, TPFLAGS_TYPE) ? (PyTypeObject *)given : TYPE(given);
  return PyType_IsSubtype(t, (PyTypeObject *)type);
}
API int PyErr_ExceptionMatches(PyObject *type) { return PyErr_GivenExceptionMatches(error_type, type); }

static int is_exception(PyObject *v) { return v != NULL && HAS_FLAG(v, TPFLAGS_EXCEPTION); }

// Makes an exception object of the set type and value.
static void normalize(void) {
  if (error_type == NULL || is_exception(error_value)) return;
  PyObject *type = incref(error_type), *value = xincref(error_value);
  PyObject *exc = up_object(UP_MAKEEXCEPTION, type, value, NULL, 0);
  decref(type);
  xdecref(value);
  if (exc != NULL) core_set_error(incref((PyObject *)TYPE(exc)), exc);
}
API PyObject *PyErr_GetRaisedException(void) {
  normalize();
  PyObject *v = xincref(error_value);
  PyErr_Clear();
  return v;
}
API void PyErr_SetRaisedException(PyObject *v) { core_set_error(v == NULL ? NULL : incref((PyObject *)TYPE(v)), v); }
API void PyErr_Fetch(PyObject **type, PyObject **value, PyObject **traceback) {
  *type = xincref(error_type);
  *value = xincref(error_value);
  *traceback = NULL;
  PyErr_Clear();
}
API void PyErr_Restore(PyObject *type, PyObject *value, PyObject *traceback) {
  xdecref(traceback);
  core_set_error(type, value);
}
API void PyErr_NormalizeException(PyObject **type, PyObject **value, PyObject **traceback) {
  PyErr_Restore(*type, *value, NULL);
  normalize();
  PyErr_Fetch(type, value, traceback);
}
API PyObject *PyException_GetTraceback(PyObject *exc) { return up_object(UP_TRACEBACK, exc, NULL, NULL, 0); }
API PyObject *PyErr_NewExceptionWithDoc(const char *name, const char *doc, PyObject *base, PyObject *dict) {
  PyObject *n = PyUnicode_FromString(name), *d = doc ? PyUnicode_FromString(doc) : NULL;
  PyObject *r = (PyObject *)core_pointer((Ref)core_upcall(UP_NEWEXCEPTION, core_ref(n), core_ref(d), core_ref(base), core_ref(dict)));
  decref(n);
  xdecref(d);
  return r;
}
API PyObject *PyErr_NewException(const char *name, PyObject *base, PyObject *dict) {
  return PyErr_NewExceptionWithDoc(name, NULL, base, dict);
}
API void _PyErr_ChainExceptions1(PyObject *exc) {
  if (exc == NULL) return;
  if (error_type == NULL) PyErr_SetRaisedException(exc);
  else decref(exc);
}
// --- warnings, and exceptions that nobody can catch

extern API PyObject *PyImport_ImportModuleAttrString(const char *module, const char *name);
extern API PyObject *PyObject_CallFunction(PyObject *f, const char *format, ...);

static int warn(PyObject *category, PyObject *text, Py_ssize_t level) {
  PyObject *f = text == NULL ? NULL : PyImport_ImportModuleAttrString("warnings", "warn");
  PyObject *r = f == NULL ? NULL : PyObject_CallFunction(f, "OOn", text, category == NULL ? PyExc_RuntimeWarning : category, level);
  xdecref(f);
  xdecref(r);
  return r == NULL ? -1 : 0;
}
API int PyErr_WarnEx(PyObject *category, const char *message, Py_ssize_t level) {
  PyObject *text = PyUnicode_FromString(message);
  int r = warn(category, text, level);
  xdecref(text);
  return r;
}
API int PyErr_WarnFormat(PyObject *category, Py_ssize_t level, const char *format, ...) {
  va_list ap;
  va_start(ap, format);
  PyObject *text = PyUnicode_FromFormatV(format, ap);
  va_end(ap);
  int r = warn(category, text, level);
  xdecref(text);
  return r;
}

// Reports the set exception to sys.unraisablehook and clears it.
static void unraisable(PyObject *o, PyObject *message) {
  PyObject *exc = PyErr_GetRaisedException();
  if (exc != NULL) up_int(UP_UNRAISABLE, exc, o, message, 0);
  xdecref(exc);
}
API void PyErr_WriteUnraisable(PyObject *o) { unraisable(o, NULL); }
API void PyErr_FormatUnraisable(const char *format, ...) {
  PyObject *exc = PyErr_GetRaisedException();
  va_list ap;
  va_start(ap, format);
  PyObject *message = format == NULL ? NULL : PyUnicode_FromFormatV(format, ap);
  va_end(ap);
  PyErr_SetRaisedException(exc);
  unraisable(NULL, message);
  xdecref(message);
}

API int PyErr_CheckSignals(void) { return 0; }
API int Py_MakePendingCalls(void) { return 0; }

// Where the generated stubs of functions that the core does not have end.
void *capi_missing(const char *name) {
  PyErr_Format(PyExc_SystemError, "C API function %s is not implemented", name);
  return NULL;
}
