// The buffer protocol. bytes bodies and C types are read here; for everything else JavaScript pins the memory of its typed array
// (UP_GETBUFFER) and says where it is, until the buffer is released (UP_RELEASEBUFFER).
#include "core.h"

API int PyBuffer_FillInfo(Py_buffer *view, PyObject *o, void *buf, Py_ssize_t len, int readonly, int flags) {
  if (readonly && (flags & 1)) {
    PyErr_SetString(PyExc_BufferError, "Object is not writable.");
    return -1;
  }
  *view = (Py_buffer){.buf = buf, .obj = xincref(o), .len = len, .itemsize = 1, .readonly = readonly, .ndim = 1};
  if (flags & 4) view->format = (char *)"B";
  if (flags & 8) view->shape = &view->len;
  if ((flags & 0x18) == 0x18) view->strides = &view->itemsize;
  return 0;
}

// What the bridge fills in during UP_GETBUFFER.
Py_buffer core_pinned;

API int PyObject_GetBuffer(PyObject *o, Py_buffer *view, int flags) {
  view->obj = NULL;
  if (HAS_FLAG(o, TPFLAGS_BYTES)) return PyBuffer_FillInfo(view, o, ((PyBytesObject *)o)->ob_sval, SIZE(o), 1, flags);
  PyBufferProcs *procs = TYPE(o)->tp_as_buffer;
  void *own = core_slot(&PyByteArray_Type, 1);
  if (procs != NULL && procs->bf_getbuffer != NULL && (void *)procs->bf_getbuffer != own) return procs->bf_getbuffer(o, view, flags);
  if (up_int(UP_GETBUFFER, o, NULL, NULL, flags) < 0) return -1;
  int r = PyBuffer_FillInfo(view, o, core_pinned.buf, core_pinned.len, core_pinned.readonly, flags);
  if (r == 0) view->internal = core_pinned.internal;
  return r;
}
API int PyObject_CheckBuffer(PyObject *o) {
  return HAS_FLAG(o, TPFLAGS_BYTES) || (TYPE(o)->tp_as_buffer != NULL && TYPE(o)->tp_as_buffer->bf_getbuffer != NULL);
}
API void PyBuffer_Release(Py_buffer *view) {
  PyObject *o = view->obj;
  if (o == NULL) return;
  PyBufferProcs *procs = TYPE(o)->tp_as_buffer;
  if (procs != NULL && procs->bf_releasebuffer != NULL) procs->bf_releasebuffer(o, view);
  else if (view->internal != NULL) core_upcall(UP_RELEASEBUFFER, (Ref)(uintptr_t)view->internal, 0, 0, 0);
  view->obj = NULL;
  decref(o);
}
