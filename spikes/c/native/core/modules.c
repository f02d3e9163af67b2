// Modules, their definitions and state; imports; constants.
#include <stdlib.h>

#include "core.h"

extern API int PyObject_SetAttrString(PyObject *o, const char *name, PyObject *v);
extern API PyObject *PyUnicode_FromString(const char *text);

// The body of a module that C made: lives as long as the process.
typedef struct {
  JsStub stub;
  PyModuleDef *def;
  void *state;
} CModule;


API PyTypeObject PyModuleDef_Type = {.tp_name = "moduledef"};
static PyTypeObject *const def_type = &PyModuleDef_Type;

API PyObject *PyModuleDef_Init(PyModuleDef *def) {
  PyObject *o = (PyObject *)def;
  o->ob_refcnt = IMMORTAL;
  o->ob_type = def_type;
  return o;
}

// The functions of a definition are described and added by JavaScript (UP_NEWMODULE: module, definition, name).
static PyObject *new_module(PyModuleDef *def, const char *name) {
  CModule *m = (CModule *)PyObject_Calloc(1, sizeof *m);
  if (m == NULL) return PyErr_NoMemory();
  new_header(m, &PyModule_Type);
  m->stub.ob_base.ob_refcnt = IMMORTAL;
  m->def = def;
  if (def != NULL && def->m_size > 0) m->state = calloc(1, (size_t)def->m_size);
  PyObject *text = PyUnicode_FromString(name);
  int r = up_int(UP_NEWMODULE, m, def, text, 0);
  decref(text);
  return r < 0 ? NULL : (PyObject *)m;
}

static int is_c_module(PyObject *m) { return TYPE(m) == &PyModule_Type && (int32_t)m->ob_refcnt < 0; }

static PyObject *created(PyModuleDef *def, PyObject *spec) {
  for (PyModuleDef_Slot *s = def->m_slots; s != NULL && s->slot != 0; s++)
    if (s->slot == 1) return ((PyObject * (*)(PyObject *, PyModuleDef *)) s->value)(spec, def);
  return new_module(def, def->m_name);
}

// Both phases of an extension's initialisation.
PyObject *core_load_module(PyObject *(*init)(void), PyObject *spec) {
  PyObject *o = init();
  if (o == NULL || TYPE(o) != def_type) return o;
  PyModuleDef *def = (PyModuleDef *)o;
  PyObject *m = created(def, spec);
  if (m == NULL) return NULL;
  for (PyModuleDef_Slot *s = def->m_slots; s != NULL && s->slot != 0; s++)
    if (s->slot == 2 && ((int (*)(PyObject *))s->value)(m) < 0) return NULL;
  return m;
}

API int PyState_AddModule(PyObject *m, PyModuleDef *def);
API PyObject *PyModule_Create2(PyModuleDef *def, int version) {
  (void)version;
  PyModuleDef_Init(def);
  PyObject *m = new_module(def, def->m_name);
  if (m != NULL && def->m_slots == NULL) PyState_AddModule(m, def);
  return m;
}
API PyModuleDef *PyModule_GetDef(PyObject *m) { return is_c_module(m) ? ((CModule *)m)->def : NULL; }
API void *PyModule_GetState(PyObject *m) { return is_c_module(m) ? ((CModule *)m)->state : NULL; }
API PyObject *PyModule_GetDict(PyObject *m) {
  PyObject *d = up_object(UP_MODULEDICT, m, NULL, NULL, 0);
  xdecref(d);  // borrowed: the module keeps it, and bodies of the dead stay for a while
  return d;
}
API int PyModule_AddObjectRef(PyObject *m, const char *name, PyObject *v) {
  if (v != NULL) return PyObject_SetAttrString(m, name, v);
  if (!PyErr_Occurred()) PyErr_SetString(PyExc_SystemError, "PyModule_AddObjectRef() must be called with an exception raised if value is NULL");
  return -1;
}
API int PyModule_Add(PyObject *m, const char *name, PyObject *v) {
  int r = PyModule_AddObjectRef(m, name, v);
  xdecref(v);
  return r;
}
API int PyModule_AddObject(PyObject *m, const char *name, PyObject *v) {
  int r = PyModule_AddObjectRef(m, name, v);
  if (r == 0) xdecref(v);
  return r;
}
API int PyModule_AddIntConstant(PyObject *m, const char *name, long v) { return PyModule_Add(m, name, PyLong_FromLongLong(v)); }
API int PyModule_AddStringConstant(PyObject *m, const char *name, const char *v) {
  return PyModule_Add(m, name, PyUnicode_FromString(v));
}
API int PyModule_AddType(PyObject *m, PyTypeObject *type) {
  if (PyType_Ready(type) < 0) return -1;
  const char *dot = strrchr(type->tp_name, '.');
  return PyModule_AddObjectRef(m, dot == NULL ? type->tp_name : dot + 1, (PyObject *)type);
}

static PyObject *module_of(PyTypeObject *t) {
  return t->tp_flags & FLAG(TPFLAGS_HEAPTYPE) ? ((PyHeapTypeObject *)t)->ht_module : NULL;
}
API PyObject *PyType_GetModuleByDef(PyTypeObject *t, PyModuleDef *def) {
  for (PyTypeObject *at = t; at != NULL; at = at->tp_base)
    if (module_of(at) != NULL && PyModule_GetDef(module_of(at)) == def) return module_of(at);
  return PyErr_Format(PyExc_TypeError, "PyType_GetModuleByDef: No superclass of '%s' has the given module", t->tp_name);
}
API void *PyType_GetModuleState(PyTypeObject *t) { return module_of(t) ? PyModule_GetState(module_of(t)) : NULL; }

API PyObject *PyImport_ImportModule(const char *name) {
  PyObject *text = PyUnicode_FromString(name);
  PyObject *m = up_object(UP_IMPORT, text, NULL, NULL, 0);
  decref(text);
  return m;
}
API PyObject *PyObject_GetAttrString(PyObject *o, const char *name);
API int PyDict_GetItemRef(PyObject *d, PyObject *key, PyObject **v);
API PyObject *PyImport_ImportModuleAttrString(const char *module, const char *name) {
  PyObject *m = PyImport_ImportModule(module);
  PyObject *r = m == NULL ? NULL : PyObject_GetAttrString(m, name);
  xdecref(m);
  return r;
}

API PyObject *PyImport_Import(PyObject *name) { return up_object(UP_IMPORT, name, NULL, NULL, 0); }
// The module under that name if it is there already; NULL without an exception if not.
API PyObject *PyImport_GetModule(PyObject *name) {
  PyObject *modules = PyImport_ImportModuleAttrString("sys", "modules"), *m = NULL;
  if (modules != NULL) PyDict_GetItemRef(modules, name, &m);
  xdecref(modules);
  return m;
}
API int PyModule_AddFunctions(PyObject *m, PyMethodDef *functions) {
  PyModuleDef *def = (PyModuleDef *)calloc(1, sizeof *def);
  if (def == NULL) return PyErr_NoMemory(), -1;
  def->m_methods = functions;
  PyModuleDef_Init(def);
  return up_int(UP_ADDFUNCTIONS, m, def, NULL, 0);
}
API PyObject *PyModule_GetNameObject(PyObject *m) { return PyObject_GetAttrString(m, "__name__"); }

// Modules of single-phase initialisation, by definition.
static PyObject *states[64];
API PyObject *PyState_FindModule(PyModuleDef *def) {
  Py_ssize_t at = def->m_base.m_index;
  return at > 0 && at < 64 ? states[at] : NULL;
}
API int PyState_AddModule(PyObject *m, PyModuleDef *def) {
  static Py_ssize_t last;
  if (def->m_base.m_index == 0) def->m_base.m_index = ++last;
  if (def->m_base.m_index >= 64) return PyErr_NoMemory(), -1;
  states[def->m_base.m_index] = incref(m);
  return 0;
}
API int PyState_RemoveModule(PyModuleDef *def) {
  Py_ssize_t at = def->m_base.m_index;
  if (at > 0 && at < 64) {
    xdecref(states[at]);
    states[at] = NULL;
  }
  return 0;
}

API PyObject *Py_GetConstantBorrowed(unsigned id) {
  static PyObject *empty[3];
  switch (id) {
    case 0: return None;
    case 1: return (PyObject *)&_Py_FalseStruct;
    case 2: return (PyObject *)&_Py_TrueStruct;
    case 3: return &_Py_EllipsisObject;
    case 4: return &_Py_NotImplementedStruct;
    case 5: case 6: return PyLong_FromLongLong(id - 5);
    case 7: return empty[0] ? empty[0] : (empty[0] = PyUnicode_New(0, 0));
    case 8: return empty[1] ? empty[1] : (empty[1] = PyBytes_FromStringAndSize(NULL, 0));
    default: return empty[2] ? empty[2] : (empty[2] = PyTuple_New(0));
  }
}
API PyObject *Py_GetConstant(unsigned id) { return incref(Py_GetConstantBorrowed(id)); }
API int PySys_Audit(const char *event, const char *format, ...) {
  (void)event, (void)format;
  return 0;
}
