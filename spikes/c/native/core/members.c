// Members of C structures as attributes (PyMemberDef).
#include <limits.h>

#include "core.h"

extern API unsigned long PyLong_AsUnsignedLongMask(PyObject *o);
extern API PyObject *PyLong_FromUnsignedLongLong(unsigned long long v);
extern API PyObject *PyUnicode_FromOrdinal(int c);

enum { M_SHORT, M_INT, M_LONG, M_FLOAT, M_DOUBLE, M_STRING, M_OBJECT, M_CHAR, M_BYTE, M_UBYTE, M_USHORT, M_UINT, M_ULONG, M_INPLACE,
       M_BOOL = 14, M_OBJECT_EX = 16, M_LONGLONG, M_ULONGLONG, M_SSIZE, M_NONE };

API PyObject *PyMember_GetOne(const char *base, PyMemberDef *m) {
  const char *at = base + m->offset;
  PyObject *o;
  switch (m->type) {
    case M_SHORT: return PyLong_FromLongLong(*(const short *)at);
    case M_INT: return PyLong_FromLongLong(*(const int *)at);
    case M_LONG: case M_LONGLONG: case M_SSIZE: return PyLong_FromLongLong(*(const long *)at);
    case M_BYTE: return PyLong_FromLongLong(*(const signed char *)at);
    case M_UBYTE: return PyLong_FromLongLong(*(const unsigned char *)at);
    case M_USHORT: return PyLong_FromLongLong(*(const unsigned short *)at);
    case M_UINT: return PyLong_FromLongLong(*(const unsigned *)at);
    case M_ULONG: case M_ULONGLONG: return PyLong_FromUnsignedLongLong(*(const unsigned long *)at);
    case M_FLOAT: return PyFloat_FromDouble(*(const float *)at);
    case M_DOUBLE: return PyFloat_FromDouble(*(const double *)at);
    case M_BOOL: return PyBool_FromLong(*at);
    case M_CHAR: return PyUnicode_FromOrdinal(*(const unsigned char *)at);
    case M_STRING: return *(char *const *)at == NULL ? None : PyUnicode_FromString(*(char *const *)at);
    case M_INPLACE: return PyUnicode_FromString(at);
    case M_NONE: return None;
    default:
      o = *(PyObject *const *)at;
      if (o != NULL) return incref(o);
      if (m->type == M_OBJECT) return None;
      return PyErr_Format(PyExc_AttributeError, "'%.200s' object has no attribute '%s'", TYPE(base)->tp_name, m->name);
  }
}

static int store_object(PyObject **at, PyMemberDef *m, PyObject *v) {
  PyObject *old = *at;
  if (v == NULL && old == NULL && m->type == M_OBJECT_EX) {
    PyErr_SetString(PyExc_AttributeError, m->name);
    return -1;
  }
  *at = xincref(v);
  xdecref(old);
  return 0;
}

API int PyMember_SetOne(char *base, PyMemberDef *m, PyObject *v) {
  char *at = base + m->offset;
  if (m->flags & 1) {
    PyErr_SetString(PyExc_AttributeError, "readonly attribute");
    return -1;
  }
  if (m->type == M_OBJECT || m->type == M_OBJECT_EX) return store_object((PyObject **)at, m, v);
  if (v == NULL) {
    PyErr_SetString(PyExc_TypeError, "can't delete numeric/char attribute");
    return -1;
  }
  switch (m->type) {
    case M_FLOAT: *(float *)at = (float)PyFloat_AsDouble(v); break;
    case M_DOUBLE: *(double *)at = PyFloat_AsDouble(v); break;
    case M_BOOL:
      if (TYPE(v) != &PyBool_Type) PyErr_SetString(PyExc_TypeError, "attribute value type must be bool");
      else *at = v == (PyObject *)&_Py_TrueStruct;
      break;
    case M_ULONG: case M_ULONGLONG: *(unsigned long *)at = PyLong_AsUnsignedLongMask(v); break;
    default: {
      long n = (long)PyLong_AsLongLong(v);
      if (n == -1 && PyErr_Occurred()) break;
      if (m->type == M_INT) *(int *)at = (int)n;
      else if (m->type == M_UINT) *(unsigned *)at = (unsigned)n;
      else if (m->type == M_SHORT || m->type == M_USHORT) *(short *)at = (short)n;
      else if (m->type == M_BYTE || m->type == M_UBYTE) *at = (char)n;
      else if (m->type == M_LONG || m->type == M_LONGLONG || m->type == M_SSIZE) *(long *)at = n;
      else PyErr_SetString(PyExc_TypeError, "readonly attribute");
    }
  }
  return PyErr_Occurred() ? -1 : 0;
}
