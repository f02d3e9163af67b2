// tuple and list bodies; dict and set, which stay in JavaScript.
//
// A list's body is its storage while it exists: C reads and writes ob_item, JavaScript goes through src/native-list.ts. When C's last
// reference goes, the body stays as it is until JavaScript takes the items back.
#include "core.h"

#include <stdlib.h>

extern API int PyErr_GivenExceptionMatches(PyObject *given, PyObject *type);

static PyObject *with_prefix(size_t size, PyTypeObject *type) {
  Prefix *p = (Prefix *)PyObject_Calloc(1, sizeof *p + size);
  return p == NULL ? PyErr_NoMemory() : new_header(p + 1, type);
}

// --- tuple

void tuple_dealloc(PyObject *o) {
  if (PREFIX(o)->tie.handle != 0) {
    core_bury(o, &PREFIX(o)->tie);
    return;
  }
  Py_ssize_t n = PREFIX(o)->items > 0 ? (Py_ssize_t)PREFIX(o)->items : SIZE(o);
  for (Py_ssize_t i = 0; i < n; i++) xdecref(tuple_items(o)[i]);
  arena_free(PREFIX(o));
}

API PyObject *PyTuple_New(Py_ssize_t n) {
  PyObject *o = with_prefix(offsetof(PyTupleObject, ob_item) + (size_t)n * sizeof(PyObject *), &PyTuple_Type);
  if (o == NULL) return NULL;
  SIZE(o) = n;
  ((PyTupleObject *)o)->ob_hash = -1;
  return o;
}
API PyObject *PyTuple_Pack(Py_ssize_t n, ...) {
  PyObject *o = PyTuple_New(n);
  va_list ap;
  va_start(ap, n);
  for (Py_ssize_t i = 0; o != NULL && i < n; i++) tuple_items(o)[i] = incref(va_arg(ap, PyObject *));
  va_end(ap);
  return o;
}
API Py_ssize_t PyTuple_Size(PyObject *o) { return SIZE(o); }
API PyObject *PyTuple_GetItem(PyObject *o, Py_ssize_t i) {
  if (i >= 0 && i < SIZE(o)) return tuple_items(o)[i];
  PyErr_SetString(PyExc_IndexError, "tuple index out of range");
  return NULL;
}
API int PyTuple_SetItem(PyObject *o, Py_ssize_t i, PyObject *v) {
  if (i < 0 || i >= SIZE(o)) {
    xdecref(v);
    PyErr_SetString(PyExc_IndexError, "tuple assignment index out of range");
    return -1;
  }
  PyObject *old = tuple_items(o)[i];
  tuple_items(o)[i] = v;
  xdecref(old);
  return 0;
}
API PyObject *PyTuple_GetSlice(PyObject *o, Py_ssize_t from, Py_ssize_t to) {
  if (to > SIZE(o)) to = SIZE(o);
  PyObject *r = PyTuple_New(to > from ? to - from : 0);
  for (Py_ssize_t i = from; r != NULL && i < to; i++) tuple_items(r)[i - from] = incref(tuple_items(o)[i]);
  return r;
}

// --- list

void list_dealloc(PyObject *o) {
  if (PREFIX(o)->tie.handle != 0) {
    core_bury(o, &PREFIX(o)->tie);
    return;
  }
  for (Py_ssize_t i = 0; i < SIZE(o); i++) xdecref(list_items(o)[i]);
  arena_free(list_items(o));
  arena_free(PREFIX(o));
}

API PyObject *PyList_New(Py_ssize_t n) {
  PyObject *o = with_prefix(sizeof(PyListObject), &PyList_Type);
  if (o == NULL) return NULL;
  PyListObject *l = (PyListObject *)o;
  if (n > 0) l->ob_item = (PyObject **)PyObject_Calloc((size_t)n, sizeof(PyObject *));
  if (n > 0 && l->ob_item == NULL) return PyErr_NoMemory();
  SIZE(l) = l->allocated = n;
  return o;
}

// Makes room for and sets the length; grows by an eighth, as CPython.
int core_list_resize(PyListObject *l, Py_ssize_t n) {
  if (n > l->allocated || n < l->allocated / 2) {
    Py_ssize_t room = n == 0 ? 0 : (n + (n >> 3) + 6) & ~(Py_ssize_t)3;
    PyObject **items = room == 0 ? NULL : (PyObject **)arena_realloc(l->ob_item, (size_t)room * sizeof(PyObject *));
    if (room == 0) arena_free(l->ob_item);
    else if (items == NULL) return PyErr_NoMemory(), -1;
    l->ob_item = items;
    l->allocated = room;
  }
  SIZE(l) = n;
  return 0;
}

API int _PyList_AppendTakeRefListResize(PyListObject *l, PyObject *v) {
  Py_ssize_t n = SIZE(l);
  if (core_list_resize(l, n + 1) < 0) {
    decref(v);
    return -1;
  }
  l->ob_item[n] = v;
  return 0;
}
API int PyList_Append(PyObject *o, PyObject *v) { return _PyList_AppendTakeRefListResize((PyListObject *)o, incref(v)); }
API int PyList_Insert(PyObject *o, Py_ssize_t at, PyObject *v) {
  PyListObject *l = (PyListObject *)o;
  Py_ssize_t n = SIZE(l);
  if (core_list_resize(l, n + 1) < 0) return -1;
  if (at < 0 && (at += n) < 0) at = 0;
  if (at > n) at = n;
  memmove(l->ob_item + at + 1, l->ob_item + at, (size_t)(n - at) * sizeof(PyObject *));
  l->ob_item[at] = incref(v);
  return 0;
}
API Py_ssize_t PyList_Size(PyObject *o) { return SIZE(o); }
API PyObject *PyList_GetItem(PyObject *o, Py_ssize_t i) {
  if (i >= 0 && i < SIZE(o)) return list_items(o)[i];
  PyErr_SetString(PyExc_IndexError, "list index out of range");
  return NULL;
}
API PyObject *PyList_GetItemRef(PyObject *o, Py_ssize_t i) { return xincref(PyList_GetItem(o, i)); }
API int PyList_SetItem(PyObject *o, Py_ssize_t i, PyObject *v) {
  if (i < 0 || i >= SIZE(o)) {
    xdecref(v);
    PyErr_SetString(PyExc_IndexError, "list assignment index out of range");
    return -1;
  }
  PyObject *old = list_items(o)[i];
  list_items(o)[i] = v;
  xdecref(old);
  return 0;
}
// Replaces [from, to) by the items of `v` (a list or tuple), or removes them.
API int PyList_SetSlice(PyObject *o, Py_ssize_t from, Py_ssize_t to, PyObject *v) {
  PyListObject *l = (PyListObject *)o;
  Py_ssize_t n = SIZE(l), more = v == NULL ? 0 : SIZE(v);
  if (from < 0) from = 0;
  if (from > n) from = n;
  if (to < from) to = from;
  if (to > n) to = n;
  PyObject **source = v == NULL ? NULL : HAS_FLAG(v, TPFLAGS_TUPLE) ? tuple_items(v) : list_items(v);
  Py_ssize_t removed = to - from, length = n - removed + more;
  PyObject **old = removed ? (PyObject **)arena_alloc((size_t)removed * sizeof(PyObject *)) : NULL;
  if (removed) memcpy(old, l->ob_item + from, (size_t)removed * sizeof(PyObject *));
  if (length > n && core_list_resize(l, length) < 0) return -1;
  if (l->ob_item) memmove(l->ob_item + from + more, l->ob_item + to, (size_t)(n - to) * sizeof(PyObject *));
  for (Py_ssize_t i = 0; i < more; i++) l->ob_item[from + i] = incref(source[i]);
  if (length < n) core_list_resize(l, length);
  for (Py_ssize_t i = 0; i < removed; i++) decref(old[i]);
  arena_free(old);
  return 0;
}
API PyObject *PyList_AsTuple(PyObject *o) {
  PyObject *t = PyTuple_New(SIZE(o));
  for (Py_ssize_t i = 0; t != NULL && i < SIZE(o); i++) tuple_items(t)[i] = incref(list_items(o)[i]);
  return t;
}
API int PyList_Reverse(PyObject *o) {
  PyObject **items = list_items(o);
  for (Py_ssize_t i = 0, j = SIZE(o) - 1; i < j; i++, j--) {
    PyObject *v = items[i];
    items[i] = items[j];
    items[j] = v;
  }
  return 0;
}

// --- dict. Borrowed results live in a pool that is emptied when the outermost call from JavaScript ends.

static __thread PyObject **pool;
static __thread size_t pool_size, pool_room;
void core_drain_pool(void) {
  while (pool_size > 0) decref(pool[--pool_size]);
}
static PyObject *borrowed(PyObject *o) {
  if (o == NULL || (int32_t)o->ob_refcnt < 0) return o;
  if (pool_size == pool_room) pool = (PyObject **)realloc(pool, (pool_room = pool_room * 2 + 64) * sizeof *pool);
  return pool[pool_size++] = o;
}

API PyObject *PyDict_New(void) { return up_object(UP_DICT_NEW, NULL, NULL, NULL, 0); }
API int PyDict_SetItem(PyObject *d, PyObject *key, PyObject *v) { return up_int(UP_DICT_SET, d, key, v, 0); }
API int PyDict_SetItemString(PyObject *d, const char *key, PyObject *v) {
  PyObject *k = PyUnicode_InternFromString(key);
  int r = PyDict_SetItem(d, k, v);
  decref(k);
  return r;
}
API int PyDict_DelItem(PyObject *d, PyObject *key) { return up_int(UP_DICT_DEL, d, key, NULL, 0); }
API int PyDict_GetItemRef(PyObject *d, PyObject *key, PyObject **v) {
  *v = up_object(UP_DICT_GET, d, key, NULL, 0);
  return *v != NULL ? 1 : PyErr_Occurred() ? -1 : 0;
}
API int PyDict_GetItemStringRef(PyObject *d, const char *key, PyObject **v) {
  PyObject *k = PyUnicode_InternFromString(key);
  int r = PyDict_GetItemRef(d, k, v);
  decref(k);
  return r;
}
API PyObject *PyDict_GetItemWithError(PyObject *d, PyObject *key) {
  return borrowed(up_object(UP_DICT_GET, d, key, NULL, 0));
}
API PyObject *PyDict_GetItem(PyObject *d, PyObject *key) {
  PyObject *v = PyDict_GetItemWithError(d, key);
  if (v == NULL) PyErr_Clear();
  return v;
}
API PyObject *PyDict_GetItemString(PyObject *d, const char *key) {
  PyObject *k = PyUnicode_InternFromString(key), *v = PyDict_GetItem(d, k);
  decref(k);
  return v;
}
API int PyDict_Contains(PyObject *d, PyObject *key) {
  PyObject *v;
  int r = PyDict_GetItemRef(d, key, &v);
  xdecref(v);
  return r;
}
API int PyDict_SetDefaultRef(PyObject *d, PyObject *key, PyObject *fallback, PyObject **v) {
  PyObject *found;
  int r = PyDict_GetItemRef(d, key, &found);
  if (r == 0 && PyDict_SetItem(d, key, fallback) < 0) r = -1;
  if (r == 0) found = incref(fallback);
  if (v != NULL) *v = r < 0 ? NULL : found;
  else xdecref(found);
  return r;
}
API Py_ssize_t PyDict_Size(PyObject *d) { return up_int(UP_DICT_SIZE, d, NULL, NULL, 0); }
API PyObject *PyDict_Copy(PyObject *d) { return up_object(UP_DICT_COPY, d, NULL, NULL, 0); }
API PyObject *PyDict_Keys(PyObject *d) { return up_object(UP_DICT_COPY, d, NULL, NULL, 1); }
API PyObject *PyDict_Values(PyObject *d) { return up_object(UP_DICT_COPY, d, NULL, NULL, 2); }
API PyObject *PyDict_Items(PyObject *d) { return up_object(UP_DICT_COPY, d, NULL, NULL, 3); }
API PyObject *PyMapping_Items(PyObject *d) { return PyDict_Items(d); }
API int PyDict_Next(PyObject *d, Py_ssize_t *position, PyObject **key, PyObject **v) {
  PyObject *pair = up_object(UP_DICT_NEXT, d, NULL, NULL, (int)*position);
  if (pair == NULL) return 0;
  borrowed(pair);
  ++*position;
  if (key != NULL) *key = tuple_items(pair)[0];
  if (v != NULL) *v = tuple_items(pair)[1];
  return 1;
}
API int PyDict_DelItemString(PyObject *d, const char *key) {
  PyObject *k = PyUnicode_InternFromString(key);
  return k == NULL ? -1 : PyDict_DelItem(d, k);
}
API int PyDict_ContainsString(PyObject *d, const char *key) {
  PyObject *k = PyUnicode_InternFromString(key);
  return k == NULL ? -1 : PyDict_Contains(d, k);
}
API PyObject *PyObject_CallMethod(PyObject *o, const char *name, const char *format, ...);
static int no_result(PyObject *r) {
  xdecref(r);
  return r == NULL ? -1 : 0;
}
API int PyDict_Update(PyObject *d, PyObject *other) { return no_result(PyObject_CallMethod(d, "update", "(O)", other)); }
API void PyDict_Clear(PyObject *d) {
  if (no_result(PyObject_CallMethod(d, "clear", NULL)) < 0) PyErr_Clear();
}
API int PyMapping_GetOptionalItem(PyObject *o, PyObject *key, PyObject **v) {
  if (TYPE(o) == &PyDict_Type) return PyDict_GetItemRef(o, key, v);
  *v = up_object(UP_GETITEM, o, key, NULL, 0);
  if (*v != NULL) return 1;
  if (!PyErr_GivenExceptionMatches(error_type, PyExc_KeyError)) return -1;
  PyErr_Clear();
  return 0;
}
API int PyMapping_GetOptionalItemString(PyObject *o, const char *key, PyObject **v) {
  PyObject *k = PyUnicode_InternFromString(key);
  *v = NULL;
  return k == NULL ? -1 : PyMapping_GetOptionalItem(o, k, v);
}
API PyObject *PyMapping_Keys(PyObject *o) { return PyObject_CallMethod(o, "keys", NULL); }
API PyObject *PyObject_CallOneArg(PyObject *f, PyObject *a);
API PyObject *PyObject_CallNoArgs(PyObject *f);
API PyObject *PyFrozenSet_New(PyObject *items) {
  PyObject *type = (PyObject *)&PyFrozenSet_Type;
  return items == NULL ? PyObject_CallNoArgs(type) : PyObject_CallOneArg(type, items);
}
API Py_ssize_t PySet_Size(PyObject *o) { return (Py_ssize_t)core_upcall(UP_LENGTH, core_ref(o), 0, 0, 0); }
API PyObject *PySet_New(PyObject *items) { return up_object(UP_SET, NULL, items, NULL, 0); }
API int PySet_Add(PyObject *set, PyObject *v) { return up_int(UP_SET, set, v, NULL, 1); }
API int PySet_Contains(PyObject *set, PyObject *v) { return up_int(UP_CONTAINS, set, v, NULL, 0); }
