// Struct sequences: tuples with named fields. The body has all the fields; ob_size counts those that are items, the Prefix all of them.
#include "core.h"

typedef struct {
  const char *name, *doc;
} Field;
typedef struct {
  const char *name, *doc;
  Field *fields;
  int n_in_sequence;
} Description;

API PyObject *PyObject_GetAttrString(PyObject *o, const char *name);
API PyObject *Py_BuildValue(const char *format, ...);
API PyObject *PyList_AsTuple(PyObject *o);
API int PyList_Append(PyObject *o, PyObject *v);

API const char *const PyStructSequence_UnnamedField = "unnamed field";

API PyObject *PyStructSequence_NewType(Description *d) {
  PyObject *name = PyUnicode_FromString(d->name), *doc = d->doc == NULL ? NULL : PyUnicode_FromString(d->doc), *fields = PyList_New(0);
  for (Field *f = d->fields; fields != NULL && f->name != NULL; f++) {
    PyObject *field = Py_BuildValue("(zz)", f->name == PyStructSequence_UnnamedField ? NULL : f->name, f->doc);
    if (field == NULL || PyList_Append(fields, field) < 0) return NULL;
    decref(field);
  }
  PyObject *type = up_object(UP_STRUCTTYPE, name, doc, fields, d->n_in_sequence);
  xdecref(name);
  xdecref(doc);
  xdecref(fields);
  return type;
}

static Py_ssize_t field_count(PyTypeObject *type) {
  PyObject *n = PyObject_GetAttrString((PyObject *)type, "n_fields");
  Py_ssize_t count = n == NULL ? -1 : PyLong_AsSsize_t(n);
  xdecref(n);
  return count;
}
API PyObject *PyStructSequence_New(PyTypeObject *type) {
  PyObject *visible = PyObject_GetAttrString((PyObject *)type, "n_sequence_fields");
  Py_ssize_t all = visible == NULL ? -1 : field_count(type);
  PyObject *o = all < 0 ? NULL : PyTuple_New(all);
  if (o != NULL) {
    o->ob_type = type;
    PREFIX(o)->items = (uint64_t)all;
    SIZE(o) = PyLong_AsSsize_t(visible);
  }
  xdecref(visible);
  return o;
}
API void PyStructSequence_SetItem(PyObject *o, Py_ssize_t i, PyObject *v) { tuple_items(o)[i] = v; }
API PyObject *PyStructSequence_GetItem(PyObject *o, Py_ssize_t i) { return tuple_items(o)[i]; }
