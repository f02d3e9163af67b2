// The one interpreter and its threads, as extensions ask for them; weak references, slices and descriptors, which are Python's objects.
#include "core.h"

API PyObject *PyDict_New(void);
API PyObject *PyImport_ImportModuleAttrString(const char *module, const char *name);
API PyObject *PyObject_CallFunctionObjArgs(PyObject *f, ...);
API PyObject *PyObject_GetAttrString(PyObject *o, const char *name);
API PyObject *PyObject_CallNoArgs(PyObject *f);
API PyObject *PyObject_CallMethod(PyObject *o, const char *name, const char *format, ...);
API int PyLong_AsInt(PyObject *o);
API int PyObject_GetOptionalAttr(PyObject *o, PyObject *name, PyObject **result);

API void *PyInterpreterState_Get(void) {
  static char state[64];
  return state;
}
API void *PyInterpreterState_Main(void) { return PyInterpreterState_Get(); }
API int64_t PyInterpreterState_GetID(void *state) {
  (void)state;
  return 0;
}
API PyObject *PyInterpreterState_GetDict(void *state) {
  static PyObject *dict;
  (void)state;
  return dict != NULL ? dict : (dict = PyDict_New());
}
API void *PyThreadState_GetUnchecked(void) {
  extern API void *PyThreadState_Get(void);
  return PyThreadState_Get();
}
API int Py_IsInitialized(void) { return 1; }
API int Py_IsFinalizing(void) { return 0; }

// Only threads that run Python call C, so the lock is theirs already.
API int PyGILState_Ensure(void) { return 0; }
API void PyGILState_Release(int state) { (void)state; }

// --- weak references

API PyObject *PyWeakref_NewRef(PyObject *o, PyObject *callback) {
  PyObject *type = PyImport_ImportModuleAttrString("weakref", "ref");
  PyObject *r = type == NULL ? NULL : PyObject_CallFunctionObjArgs(type, o, callback == None ? NULL : callback, NULL);
  xdecref(type);
  return r;
}
API PyObject *PyWeakref_NewProxy(PyObject *o, PyObject *callback) {
  PyObject *type = PyImport_ImportModuleAttrString("weakref", "proxy");
  PyObject *r = type == NULL ? NULL : PyObject_CallFunctionObjArgs(type, o, callback == None ? NULL : callback, NULL);
  xdecref(type);
  return r;
}
API int PyWeakref_GetRef(PyObject *ref, PyObject **o) {
  *o = PyObject_CallNoArgs(ref);
  if (*o == NULL) return -1;
  if (*o != None) return 1;
  *o = NULL;
  return 0;
}
API int PyWeakref_IsDead(PyObject *ref) {
  PyObject *o;
  int alive = PyWeakref_GetRef(ref, &o);
  xdecref(o);
  return alive < 0 ? -1 : !alive;
}

// --- slices

// A part of a slice; None is `fallback`. Saturates, as CPython.
static int slice_part(PyObject *slice, const char *name, Py_ssize_t fallback, Py_ssize_t *out) {
  PyObject *v = PyObject_GetAttrString(slice, name);
  if (v == NULL) return 0;
  *out = fallback;
  if (v != None) {
    PyObject *n = PyNumber_Index(v);
    if (n == NULL) {
      PyErr_SetString(PyExc_TypeError, "slice indices must be integers or None or have an __index__ method");
      decref(v);
      return 0;
    }
    *out = PyLong_AsSsize_t(n);
    if (*out == -1 && error_type == PyExc_OverflowError) {
      PyErr_Clear();
      *out = (((PyLongObject *)n)->lv_tag & 3) == 2 ? INTPTR_MIN : INTPTR_MAX;
    }
    decref(n);
  }
  decref(v);
  return 1;
}
API int PySlice_Unpack(PyObject *slice, Py_ssize_t *start, Py_ssize_t *stop, Py_ssize_t *step) {
  if (!slice_part(slice, "step", 1, step)) return -1;
  if (*step == 0) {
    PyErr_SetString(PyExc_ValueError, "slice step cannot be zero");
    return -1;
  }
  if (*step < -INTPTR_MAX) *step = -INTPTR_MAX;
  if (!slice_part(slice, "start", *step < 0 ? INTPTR_MAX : 0, start)) return -1;
  return slice_part(slice, "stop", *step < 0 ? INTPTR_MIN : INTPTR_MAX, stop) ? 0 : -1;
}
static Py_ssize_t clamp(Py_ssize_t i, Py_ssize_t length, Py_ssize_t step) {
  if (i < 0 && (i += length) < 0) return step < 0 ? -1 : 0;
  return i < length ? i : step < 0 ? length - 1 : length;
}
API Py_ssize_t PySlice_AdjustIndices(Py_ssize_t length, Py_ssize_t *start, Py_ssize_t *stop, Py_ssize_t step) {
  *start = clamp(*start, length, step);
  *stop = clamp(*stop, length, step);
  if (step < 0) return *stop < *start ? (*start - *stop - 1) / -step + 1 : 0;
  return *start < *stop ? (*stop - *start - 1) / step + 1 : 0;
}
API int PySlice_GetIndicesEx(PyObject *slice, Py_ssize_t length, Py_ssize_t *start, Py_ssize_t *stop, Py_ssize_t *step, Py_ssize_t *n) {
  if (PySlice_Unpack(slice, start, stop, step) < 0) return -1;
  *n = PySlice_AdjustIndices(length, start, stop, *step);
  return 0;
}
API PyObject *PySlice_New(PyObject *start, PyObject *stop, PyObject *step) {
  return PyObject_CallFunctionObjArgs((PyObject *)&PySlice_Type, start ? start : None, stop ? stop : None, step ? step : None, NULL);
}

// --- file descriptors

API int PyObject_AsFileDescriptor(PyObject *o) {
  PyObject *fileno = NULL, *v = HAS_FLAG(o, TPFLAGS_LONG) ? incref(o) : NULL;
  if (v == NULL) {
    PyObject *name = PyUnicode_InternFromString("fileno");
    if (PyObject_GetOptionalAttr(o, name, &fileno) < 0) return -1;
    if (fileno == NULL) {
      PyErr_SetString(PyExc_TypeError, "argument must be an int, or have a fileno() method.");
      return -1;
    }
    v = PyObject_CallNoArgs(fileno);
    decref(fileno);
    if (v == NULL) return -1;
    if (!HAS_FLAG(v, TPFLAGS_LONG)) {
      PyErr_SetString(PyExc_TypeError, "fileno() returned a non-integer");
      decref(v);
      return -1;
    }
  }
  int fd = PyLong_AsInt(v);
  decref(v);
  if (fd >= 0 || PyErr_Occurred()) return fd;
  PyErr_Format(PyExc_ValueError, "file descriptor cannot be a negative integer (%i)", fd);
  return -1;
}
API int _PyLong_FileDescriptor_Converter(PyObject *o, void *out) {
  int fd = PyObject_AsFileDescriptor(o);
  *(int *)out = fd;
  return fd >= 0;
}
