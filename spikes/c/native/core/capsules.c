// Capsules: pointers that travel as objects. The body is C's; the type becomes a class when the first one is made.
#include "core.h"

typedef struct {
  PyObject ob_base;
  void *pointer;
  const char *name;
  void *context;
  void (*destroy)(PyObject *);
} Capsule;

API PyObject *PyImport_ImportModule(const char *name);
API PyObject *PyObject_GetAttrString(PyObject *o, const char *name);

static void capsule_dealloc(PyObject *o) {
  Capsule *c = (Capsule *)o;
  if (c->destroy != NULL) c->destroy(o);
  arena_free(o);
}

API PyObject *PyCapsule_New(void *pointer, const char *name, void (*destroy)(PyObject *)) {
  if (pointer == NULL) {
    PyErr_SetString(PyExc_ValueError, "PyCapsule_New called with null pointer");
    return NULL;
  }
  if (PyCapsule_Type.tp_dict == NULL) {
    PyCapsule_Type.tp_dealloc = capsule_dealloc;
    PyCapsule_Type.tp_basicsize = sizeof(Capsule);
    if (core_finish_type(&PyCapsule_Type, NULL, NULL) < 0) return NULL;
  }
  Capsule *c = (Capsule *)arena_alloc(sizeof *c);
  if (c == NULL) return PyErr_NoMemory();
  new_header(c, &PyCapsule_Type);
  c->pointer = pointer;
  c->name = name;
  c->context = NULL;
  c->destroy = destroy;
  return (PyObject *)c;
}

static int same_name(const char *a, const char *b) { return a == b || (a != NULL && b != NULL && strcmp(a, b) == 0); }
API int PyCapsule_IsValid(PyObject *o, const char *name) {
  return o != NULL && TYPE(o) == &PyCapsule_Type && same_name(((Capsule *)o)->name, name);
}
static Capsule *valid(PyObject *o, const char *function) {
  if (o != NULL && TYPE(o) == &PyCapsule_Type) return (Capsule *)o;
  PyErr_Format(PyExc_ValueError, "%s called with invalid PyCapsule object", function);
  return NULL;
}
API void *PyCapsule_GetPointer(PyObject *o, const char *name) {
  Capsule *c = valid(o, "PyCapsule_GetPointer");
  if (c == NULL) return NULL;
  if (same_name(c->name, name)) return c->pointer;
  PyErr_SetString(PyExc_ValueError, "PyCapsule_GetPointer called with incorrect name");
  return NULL;
}
API const char *PyCapsule_GetName(PyObject *o) {
  Capsule *c = valid(o, "PyCapsule_GetName");
  return c == NULL ? NULL : c->name;
}
API void *PyCapsule_GetContext(PyObject *o) {
  Capsule *c = valid(o, "PyCapsule_GetContext");
  return c == NULL ? NULL : c->context;
}
API void (*PyCapsule_GetDestructor(PyObject *o))(PyObject *) {
  Capsule *c = valid(o, "PyCapsule_GetDestructor");
  return c == NULL ? NULL : c->destroy;
}
API int PyCapsule_SetPointer(PyObject *o, void *pointer) {
  Capsule *c = valid(o, "PyCapsule_SetPointer");
  if (c != NULL) c->pointer = pointer;
  return c == NULL ? -1 : 0;
}
API int PyCapsule_SetName(PyObject *o, const char *name) {
  Capsule *c = valid(o, "PyCapsule_SetName");
  if (c != NULL) c->name = name;
  return c == NULL ? -1 : 0;
}
API int PyCapsule_SetContext(PyObject *o, void *context) {
  Capsule *c = valid(o, "PyCapsule_SetContext");
  if (c != NULL) c->context = context;
  return c == NULL ? -1 : 0;
}
API int PyCapsule_SetDestructor(PyObject *o, void (*destroy)(PyObject *)) {
  Capsule *c = valid(o, "PyCapsule_SetDestructor");
  if (c != NULL) c->destroy = destroy;
  return c == NULL ? -1 : 0;
}

// The pointer of the capsule that `name`, a dotted path, leads to.
API void *PyCapsule_Import(const char *name, int no_block) {
  (void)no_block;
  char part[256];
  PyObject *o = NULL;
  for (const char *at = name; *at;) {
    size_t n = strcspn(at, ".");
    if (n >= sizeof part) break;
    memcpy(part, at, n);
    part[n] = 0;
    PyObject *next = o == NULL ? PyImport_ImportModule(part) : PyObject_GetAttrString(o, part);
    xdecref(o);
    if ((o = next) == NULL) return NULL;
    at += n + (at[n] == '.');
  }
  void *pointer = NULL;
  if (PyCapsule_IsValid(o, name)) pointer = ((Capsule *)o)->pointer;
  else PyErr_Format(PyExc_AttributeError, "PyCapsule_Import \"%s\" is not valid", name);
  xdecref(o);
  return pointer;
}
