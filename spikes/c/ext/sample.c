// An extension as somebody outside would write it, against CPython's own headers: lists in place, a heap type, a static type, exceptions
// both ways, classes of Python seen from C, buffers.
#define PY_SSIZE_T_CLEAN
#include <Python.h>
#include <stddef.h>

// --- lists

static PyObject *sum_list(PyObject *m, PyObject *l) {
  long sum = 0;
  if (!PyList_Check(l)) {
    PyErr_Format(PyExc_TypeError, "sum_list expects a list, not %.100s", Py_TYPE(l)->tp_name);
    return NULL;
  }
  for (Py_ssize_t i = 0; i < PyList_GET_SIZE(l); i++) {
    long v = PyLong_AsLong(PyList_GET_ITEM(l, i));
    if (v == -1 && PyErr_Occurred()) return NULL;
    sum += v;
  }
  return PyLong_FromLong(sum);
}

// Doubles every int in place through the macros: no function of the API sees the stores.
static PyObject *double_in_place(PyObject *m, PyObject *l) {
  for (Py_ssize_t i = 0; i < PyList_GET_SIZE(l); i++) {
    PyObject *old = PyList_GET_ITEM(l, i);
    PyObject *v = PyLong_FromLong(2 * PyLong_AsLong(old));
    PyList_SET_ITEM(l, i, v);
    Py_DECREF(old);
  }
  Py_RETURN_NONE;
}

static PyObject *make_list(PyObject *m, PyObject *n) {
  Py_ssize_t size = PyLong_AsSsize_t(n);
  PyObject *l = PyList_New(size);
  for (Py_ssize_t i = 0; i < size; i++) PyList_SET_ITEM(l, i, PyLong_FromSsize_t(i * i));
  return l;
}

// Keeps a list, changes it on demand: Python and C hold it at once.
static PyObject *kept;
static PyObject *keep(PyObject *m, PyObject *o) {
  Py_XSETREF(kept, Py_NewRef(o));
  Py_RETURN_NONE;
}
static PyObject *kept_append(PyObject *m, PyObject *v) {
  if (PyList_Append(kept, v) < 0) return NULL;
  return PyLong_FromSsize_t(PyList_GET_SIZE(kept));
}
static PyObject *let_go(PyObject *m, PyObject *u) {
  PyObject *o = kept;
  kept = NULL;
  return o ? o : Py_NewRef(Py_None);
}
static PyObject *is_kept(PyObject *m, PyObject *o) { return PyBool_FromLong(o == kept); }
static PyObject *refcount(PyObject *m, PyObject *o) { return PyLong_FromSsize_t(Py_REFCNT(o)); }
static PyObject *address(PyObject *m, PyObject *o) { return PyLong_FromVoidPtr(o); }
static PyObject *identity(PyObject *m, PyObject *o) { return Py_NewRef(o); }

// Appends while Python is called for every item: the callback sees and changes the list that C works on.
static PyObject *visit(PyObject *m, PyObject *args) {
  PyObject *l, *f;
  if (!PyArg_ParseTuple(args, "O!O:visit", &PyList_Type, &l, &f)) return NULL;
  for (Py_ssize_t i = 0; i < PyList_GET_SIZE(l); i++) {
    PyObject *v = PyObject_CallFunctionObjArgs(f, l, PyList_GET_ITEM(l, i), NULL);
    if (v == NULL) return NULL;
    PyList_SetItem(l, i, v);
  }
  return PyLong_FromSsize_t(PyList_GET_SIZE(l));
}

// --- exceptions

static PyObject *SampleError;
static PyObject *fail(PyObject *m, PyObject *args) {
  const char *what;
  int n = 0;
  if (!PyArg_ParseTuple(args, "s|i:fail", &what, &n)) return NULL;
  return PyErr_Format(SampleError, "%s (%d)", what, n);
}
// Calls f(); a LookupError is swallowed and reported, everything else goes through.
static PyObject *guard(PyObject *m, PyObject *f) {
  PyObject *r = PyObject_CallNoArgs(f);
  if (r != NULL) return r;
  if (!PyErr_ExceptionMatches(PyExc_LookupError)) return NULL;
  PyObject *exc = PyErr_GetRaisedException();
  PyObject *report = PyUnicode_FromFormat("caught %S: %R", Py_TYPE(exc), exc);
  Py_DECREF(exc);
  return report;
}
static PyObject *chain(PyObject *m, PyObject *f) {
  PyObject *r = PyObject_CallNoArgs(f);
  if (r == NULL && PyErr_Occurred()) {
    PyErr_Clear();
    PyErr_SetString(PyExc_RuntimeError, "replaced");
    return NULL;
  }
  return r;
}

// --- classes of Python seen from C

static PyObject *instantiate(PyObject *m, PyObject *args) {
  PyObject *cls, *first, *o, *old, *sum, *kwargs, *rest;
  if (!PyArg_ParseTuple(args, "OO:instantiate", &cls, &first)) return NULL;
  rest = Py_BuildValue("(O)", first);
  kwargs = Py_BuildValue("{s:i}", "scale", 3);
  o = PyObject_Call(cls, rest, kwargs);
  Py_DECREF(rest);
  Py_DECREF(kwargs);
  if (o == NULL) return NULL;
  old = PyObject_GetAttrString(o, "value");
  if (old == NULL) return NULL;
  sum = PyNumber_Add(old, first);
  Py_DECREF(old);
  if (sum == NULL || PyObject_SetAttrString(o, "value", sum) < 0) return NULL;
  Py_DECREF(sum);
  return o;
}
static PyObject *through_slots(PyObject *m, PyObject *o) {
  PyObject *r = PyDict_New(), *v;
  PyTypeObject *t = Py_TYPE(o);
  v = t->tp_repr(o);
  if (v == NULL || PyDict_SetItemString(r, "repr", v) < 0) return NULL;
  Py_DECREF(v);
  if (t->tp_as_sequence && t->tp_as_sequence->sq_length) {
    v = PyLong_FromSsize_t(t->tp_as_sequence->sq_length(o));
    PyDict_SetItemString(r, "len", v);
    Py_DECREF(v);
  }
  if (t->tp_as_number && t->tp_as_number->nb_add) {
    v = t->tp_as_number->nb_add(o, o);
    if (v == NULL || PyDict_SetItemString(r, "add", v) < 0) return NULL;
    Py_DECREF(v);
  }
  if (PyIter_Check(o)) {
    v = t->tp_iternext(o);
    PyDict_SetItemString(r, "next", v ? v : Py_None);
    Py_XDECREF(v);
  }
  v = PyUnicode_FromString(t->tp_name);
  PyDict_SetItemString(r, "name", v);
  Py_DECREF(v);
  return r;
}

// --- a heap type with slots of every shape

typedef struct {
  PyObject_HEAD
  long count;
  double weight;
  PyObject *label;
} Counter;

static PyObject *counter_new(PyTypeObject *type, PyObject *args, PyObject *kwargs) {
  static char *names[] = {"count", "label", NULL};
  long count = 0;
  PyObject *label = Py_None;
  if (!PyArg_ParseTupleAndKeywords(args, kwargs, "|lO:Counter", names, &count, &label)) return NULL;
  Counter *c = (Counter *)type->tp_alloc(type, 0);
  if (c == NULL) return NULL;
  c->count = count;
  c->weight = 0.5;
  c->label = Py_NewRef(label);
  return (PyObject *)c;
}
static long counters_freed;
static void counter_dealloc(PyObject *o) {
  PyTypeObject *type = Py_TYPE(o);
  Py_CLEAR(((Counter *)o)->label);
  counters_freed++;
  type->tp_free(o);
  Py_DECREF(type);
}
static PyObject *freed(PyObject *m, PyObject *u) { return PyLong_FromLong(counters_freed); }
static PyObject *counter_add_to(PyObject *o, PyObject *const *args, Py_ssize_t n, PyObject *kwnames) {
  long step = 1;
  if (n > 0) step = PyLong_AsLong(args[0]);
  if (kwnames && PyTuple_GET_SIZE(kwnames) > 0) step *= PyLong_AsLong(args[n]);
  if (PyErr_Occurred()) return NULL;
  ((Counter *)o)->count += step;
  return Py_NewRef(o);
}
static PyObject *counter_describe(PyObject *o, PyObject *u) {
  PyObject *hook = PyObject_CallMethod(o, "unit", NULL);
  if (hook == NULL) return NULL;
  PyObject *r = PyUnicode_FromFormat("%ld %U", ((Counter *)o)->count, hook);
  Py_DECREF(hook);
  return r;
}
static PyObject *counter_unit(PyObject *o, PyObject *u) { return PyUnicode_FromString("things"); }
static PyObject *counter_of(PyObject *cls, PyObject *n) { return PyObject_CallOneArg(cls, n); }
static PyObject *counter_repr(PyObject *o) { return PyUnicode_FromFormat("<Counter %ld>", ((Counter *)o)->count); }
static PyObject *counter_add(PyObject *a, PyObject *b) {
  if (!PyLong_Check(b) || PyLong_Check(a)) Py_RETURN_NOTIMPLEMENTED;
  return PyLong_FromLong(((Counter *)a)->count + PyLong_AsLong(b));
}
static Py_ssize_t counter_len(PyObject *o) { return ((Counter *)o)->count; }
static PyObject *counter_item(PyObject *o, Py_ssize_t i) {
  if (i < 0 || i >= ((Counter *)o)->count) {
    PyErr_SetString(PyExc_IndexError, "counter index out of range");
    return NULL;
  }
  return PyLong_FromSsize_t(i * 10);
}
static PyObject *counter_compare(PyObject *a, PyObject *b, int op) {
  if (!PyObject_TypeCheck(b, Py_TYPE(a))) Py_RETURN_NOTIMPLEMENTED;
  Py_RETURN_RICHCOMPARE(((Counter *)a)->count, ((Counter *)b)->count, op);
}
static Py_hash_t counter_hash(PyObject *o) { return ((Counter *)o)->count * 1000003; }
static PyObject *counter_get_double(PyObject *o, void *closure) { return PyLong_FromLong(2 * ((Counter *)o)->count); }
static int counter_set_double(PyObject *o, PyObject *v, void *closure) {
  if (v == NULL) {
    PyErr_SetString(PyExc_AttributeError, "double stays");
    return -1;
  }
  long n = PyLong_AsLong(v);
  if (n == -1 && PyErr_Occurred()) return -1;
  ((Counter *)o)->count = n / 2;
  return 0;
}
static PyMethodDef counter_methods[] = {
    {"add_to", (PyCFunction)(void (*)(void))counter_add_to, METH_FASTCALL | METH_KEYWORDS, "add_to($self, /, step=1, times=1)\n--\n\nAdds."},
    {"describe", counter_describe, METH_NOARGS, NULL},
    {"unit", counter_unit, METH_NOARGS, NULL},
    {"of", counter_of, METH_O | METH_CLASS, "A counter of this count."},
    {NULL}};
static PyMemberDef counter_members[] = {{"count", Py_T_LONG, offsetof(Counter, count), 0, "the count"},
                                        {"weight", Py_T_DOUBLE, offsetof(Counter, weight), Py_READONLY, NULL},
                                        {"label", Py_T_OBJECT_EX, offsetof(Counter, label), 0, NULL},
                                        {NULL}};
static PyGetSetDef counter_getset[] = {{"double", counter_get_double, counter_set_double, "twice the count", NULL}, {NULL}};
static PyType_Slot counter_slots[] = {{Py_tp_new, counter_new}, {Py_tp_dealloc, counter_dealloc}, {Py_tp_methods, counter_methods},
                                      {Py_tp_members, counter_members}, {Py_tp_getset, counter_getset}, {Py_tp_repr, counter_repr},
                                      {Py_nb_add, counter_add}, {Py_sq_length, counter_len}, {Py_sq_item, counter_item},
                                      {Py_tp_richcompare, counter_compare}, {Py_tp_hash, counter_hash},
                                      {Py_tp_doc, "Counter(count=0, label=None)\n--\n\nCounts."}, {0, NULL}};
static PyType_Spec counter_spec = {"sample.Counter", sizeof(Counter), 0, Py_TPFLAGS_DEFAULT | Py_TPFLAGS_BASETYPE, counter_slots};

// --- a static type: an iterator over 0 … n-1, and a buffer exporter

typedef struct {
  PyObject_HEAD
  long at, end;
} Steps;
static PyObject *steps_next(PyObject *o) {
  Steps *s = (Steps *)o;
  return s->at < s->end ? PyLong_FromLong(s->at++) : NULL;
}
static PyObject *steps_new(PyTypeObject *type, PyObject *args, PyObject *kwargs) {
  Steps *s = PyObject_New(Steps, type);
  s->at = 0;
  if (!PyArg_ParseTuple(args, "l", &s->end)) return NULL;
  return (PyObject *)s;
}
static void steps_dealloc(PyObject *o) { PyObject_Free(o); }
static PyTypeObject Steps_Type = {PyVarObject_HEAD_INIT(NULL, 0).tp_name = "sample.Steps", .tp_basicsize = sizeof(Steps),
                                  .tp_dealloc = steps_dealloc, .tp_flags = Py_TPFLAGS_DEFAULT, .tp_iter = PyObject_SelfIter,
                                  .tp_iternext = steps_next, .tp_new = steps_new};

typedef struct {
  PyObject_HEAD
  char data[16];
  int exports;
} Block;
static int block_getbuffer(PyObject *o, Py_buffer *view, int flags) {
  ((Block *)o)->exports++;
  return PyBuffer_FillInfo(view, o, ((Block *)o)->data, 16, 0, flags);
}
static void block_release(PyObject *o, Py_buffer *view) { ((Block *)o)->exports--; }
static PyMemberDef block_members[] = {{"exports", Py_T_INT, offsetof(Block, exports), Py_READONLY, NULL}, {NULL}};
static PyType_Slot block_slots[] = {{Py_bf_getbuffer, block_getbuffer}, {Py_bf_releasebuffer, block_release},
                                    {Py_tp_members, block_members}, {0, NULL}};
static PyType_Spec block_spec = {"sample.Block", sizeof(Block), 0, Py_TPFLAGS_DEFAULT, block_slots};

// --- buffers of Python

static Py_buffer held;
static PyObject *hold_buffer(PyObject *m, PyObject *o) {
  if (PyObject_GetBuffer(o, &held, PyBUF_WRITABLE) < 0) return NULL;
  return PyLong_FromSsize_t(held.len);
}
static PyObject *fill_buffer(PyObject *m, PyObject *v) {
  memset(held.buf, (int)PyLong_AsLong(v), (size_t)held.len);
  Py_RETURN_NONE;
}
static PyObject *drop_buffer(PyObject *m, PyObject *u) {
  PyBuffer_Release(&held);
  Py_RETURN_NONE;
}
static PyObject *checksum(PyObject *m, PyObject *args) {
  Py_buffer view;
  unsigned long sum = 0;
  if (!PyArg_ParseTuple(args, "y*:checksum", &view)) return NULL;
  for (Py_ssize_t i = 0; i < view.len; i++) sum = sum * 31 + ((unsigned char *)view.buf)[i];
  PyBuffer_Release(&view);
  return PyLong_FromUnsignedLong(sum & 0xFFFFFFFF);
}

// --- what the benchmark measures

static PyObject *noop(PyObject *m, PyObject *u) { Py_RETURN_NONE; }
static PyObject *add_one(PyObject *m, PyObject *o) {
  long v = PyLong_AsLong(o);
  return v == -1 && PyErr_Occurred() ? NULL : PyLong_FromLong(v + 1);
}
static PyObject *add_floats(PyObject *m, PyObject *args) {
  double a, b;
  if (!PyArg_ParseTuple(args, "dd:add_floats", &a, &b)) return NULL;
  return PyFloat_FromDouble(a + b);
}
static PyObject *fast_two(PyObject *m, PyObject *const *args, Py_ssize_t n) { return PyFloat_FromDouble(PyFloat_AS_DOUBLE(args[0]) + PyFloat_AS_DOUBLE(args[1])); }
static PyObject *loop(PyObject *m, PyObject *args) {
  PyObject *o;
  const char *what;
  long n;
  if (!PyArg_ParseTuple(args, "sOl", &what, &o, &n)) return NULL;
  PyObject *key = PyUnicode_FromString("key"), *seven = PyLong_FromLong(7), *big = PyLong_FromLong(12345);
  for (long i = 0; i < n; i++) {
    PyObject *r = Py_None;
    switch (*what) {
      case 'g': r = PyObject_GetAttrString(o, "x"); break;
      case 'c': r = PyObject_CallOneArg(o, big); break;
      case 'd': PyDict_SetItem(o, key, seven); break;
      case 't': if (PyObject_IsTrue(o) < 0) r = NULL; break;
    }
    if (r == NULL) return NULL;
    Py_DECREF(r);
  }
  Py_DECREF(key);
  Py_DECREF(seven);
  Py_DECREF(big);
  Py_RETURN_NONE;
}

// Calls what the core does not have; never on CPython.
static PyObject *missing(PyObject *m, PyObject *o) { return PyFrame_GetBuiltins((PyFrameObject *)o); }

static PyMethodDef functions[] = {{"sum_list", sum_list, METH_O, "The sum of a list of ints."}, {"double_in_place", double_in_place, METH_O},
                                  {"make_list", make_list, METH_O}, {"keep", keep, METH_O}, {"kept_append", kept_append, METH_O},
                                  {"let_go", let_go, METH_NOARGS}, {"is_kept", is_kept, METH_O}, {"refcount", refcount, METH_O},
                                  {"address", address, METH_O}, {"identity", identity, METH_O}, {"visit", visit, METH_VARARGS},
                                  {"fail", fail, METH_VARARGS}, {"guard", guard, METH_O}, {"chain", chain, METH_O},
                                  {"instantiate", instantiate, METH_VARARGS}, {"through_slots", through_slots, METH_O},
                                  {"freed", freed, METH_NOARGS}, {"hold_buffer", hold_buffer, METH_O}, {"fill_buffer", fill_buffer, METH_O},
                                  {"drop_buffer", drop_buffer, METH_NOARGS}, {"checksum", checksum, METH_VARARGS},
                                  {"noop", noop, METH_NOARGS}, {"missing", missing, METH_O}, {"add_one", add_one, METH_O}, {"add_floats", add_floats, METH_VARARGS},
                                  {"fast_two", (PyCFunction)(void (*)(void))fast_two, METH_FASTCALL}, {"loop", loop, METH_VARARGS}, {NULL}};

static int exec(PyObject *m) {
  SampleError = PyErr_NewException("sample.SampleError", PyExc_ValueError, NULL);
  if (PyModule_AddObjectRef(m, "SampleError", SampleError) < 0) return -1;
  PyObject *counter = PyType_FromModuleAndSpec(m, &counter_spec, NULL), *block = PyType_FromSpec(&block_spec);
  if (counter == NULL || block == NULL) return -1;
  if (PyModule_AddType(m, &Steps_Type) < 0 || PyModule_AddObjectRef(m, "Counter", counter) < 0) return -1;
  return PyModule_AddObjectRef(m, "Block", block);
}
static PyModuleDef_Slot slots[] = {{Py_mod_exec, exec}, {0, NULL}};
static struct PyModuleDef def = {PyModuleDef_HEAD_INIT, "sample", "A sample.", 0, functions, slots};
PyMODINIT_FUNC PyInit_sample(void) { return PyModuleDef_Init(&def); }
