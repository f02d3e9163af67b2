// Functions over the C library that CPython exports for its modules.
#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core.h"

API PyObject *PyErr_SetFromErrno(PyObject *type);

API int _Py_dup(int fd) {
  int copy = fcntl(fd, F_DUPFD_CLOEXEC, 0);
  if (copy < 0) PyErr_SetFromErrno(PyExc_OSError);
  return copy;
}
API int _Py_fstat_noraise(int fd, struct stat *status) { return fstat(fd, status); }
API int _Py_fstat(int fd, struct stat *status) {
  int r = fstat(fd, status);
  if (r < 0) PyErr_SetFromErrno(PyExc_OSError);
  return r;
}

// The first or last place of `needle`, -1 = none.
API Py_ssize_t _PyBytes_Find(const char *text, Py_ssize_t size, const char *needle, Py_ssize_t n, Py_ssize_t offset) {
  const char *found = n > size ? NULL : (const char *)memmem(text, (size_t)size, needle, (size_t)n);
  return found == NULL ? -1 : found - text + offset;
}
API Py_ssize_t _PyBytes_ReverseFind(const char *text, Py_ssize_t size, const char *needle, Py_ssize_t n, Py_ssize_t offset) {
  for (Py_ssize_t at = size - n; at >= 0; at--)
    if (memcmp(text + at, needle, (size_t)n) == 0) return at + offset;
  return -1;
}
