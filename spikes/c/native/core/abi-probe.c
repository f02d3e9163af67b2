// Prints the offsets of abi-fields.h: with -DREAL as CPython's headers have them, else as abi.h has them.
#ifdef REAL
#include <Python.h>
#else
#include "abi.h"
#endif
#include <stddef.h>
#include <stdio.h>

int main(void) {
#define F(type, field) printf("%s.%s %zu\n", #type, #field, offsetof(type, field));
#define S(type) printf("%s %zu\n", #type, sizeof(type));
#include "abi-fields.h"
#ifdef REAL
  printf("lv_tag %zu\n", offsetof(PyLongObject, long_value.lv_tag));
  printf("ob_digit %zu\n", offsetof(PyLongObject, long_value.ob_digit));
  printf("heap type %zu\n", offsetof(PyHeapTypeObject, ht_token) + 8);
#else
  printf("lv_tag %zu\n", offsetof(PyLongObject, lv_tag));
  printf("ob_digit %zu\n", offsetof(PyLongObject, ob_digit));
  printf("heap type %zu\n", offsetof(PyHeapTypeObject, ht_token) + 8);
#endif
  return 0;
}
