// The arena: one region of memory that JavaScript sees as an ArrayBuffer, so that it reads and writes bodies without crossing.
//
// The region comes from outside (a mapping of the bridge, or a shared WebAssembly.Memory). Blocks up to 512 bytes come from pages of 64 KiB
// cut into one size class (steps of 16 bytes); the heads of the free lists lie in the arena's first words, so that JavaScript takes and
// gives blocks itself. Larger blocks are powers of two up to 32 KiB, then runs of pages kept by power of two.
#include "core.h"

#include <stdlib.h>

#define PAGE 65536u
#define SMALL_CLASSES 33  // 1 … 32 granules
#define CLASSES 39        // then 1, 2, 4, 8, 16, 32 KiB
#define RUN 255

char *arena_base;
size_t arena_size;
static size_t next_page;
static uint8_t *page_class;  // of the page's blocks; RUN = first page of a run
static uint32_t *run_pages;
static uint32_t free_runs[32];  // by power of two, first page; linked through the pages' first words

void **foreign_objects;
static int32_t foreign_count, foreign_room;
static int32_t *foreign_table;
static uint32_t foreign_mask;

int core_arena_init(void *base, size_t size) {
  arena_base = (char *)base;
  arena_size = size;
  size_t pages = size / PAGE;
  page_class = (uint8_t *)calloc(pages, 1);
  run_pages = (uint32_t *)calloc(pages, sizeof *run_pages);
  next_page = FIRST_PAGE / PAGE;
  return page_class != NULL && run_pages != NULL && size >= 4 * FIRST_PAGE;
}

static void *take_pages(size_t n) {
  if ((next_page + n) * PAGE > arena_size) return NULL;
  void *p = arena_base + next_page * PAGE;
  next_page += n;
  return p;
}

static size_t class_size(int c) { return c < SMALL_CLASSES ? (size_t)c * GRANULE : (size_t)1024 << (c - SMALL_CLASSES); }

static int class_of(size_t size) {
  if (size <= 512) return size == 0 ? 1 : (int)((size + GRANULE - 1) / GRANULE);
  int c = SMALL_CLASSES;
  while (class_size(c) < size) c++;
  return c;
}

void arena_refill(int c) {
  char *page = (char *)take_pages(1);
  if (page == NULL) return;
  page_class[(page - arena_base) / PAGE] = (uint8_t)c;
  size_t size = class_size(c);
  uint32_t head = ARENA_WORD(WORD_FREE + c);
  ARENA_WORD(WORD_CARVED) += (uint32_t)(PAGE / size);
  for (size_t at = PAGE / size * size; at > 0; at -= size) {
    char *block = page + at - size;
    *(uint32_t *)block = head;
    head = (uint32_t)((block - arena_base) / GRANULE);
  }
  ARENA_WORD(WORD_FREE + c) = head;
}

static void *alloc_run(size_t size) {
  int power = 0;
  while (((size_t)PAGE << power) < size) power++;
  uint32_t page = free_runs[power];
  if (page != 0) {
    char *p = arena_base + (size_t)page * PAGE;
    free_runs[power] = *(uint32_t *)p;
    return p;
  }
  char *p = (char *)take_pages((size_t)1 << power);
  if (p == NULL) return NULL;
  size_t first = (size_t)(p - arena_base) / PAGE;
  page_class[first] = RUN;
  run_pages[first] = (uint32_t)power;
  return p;
}

void *arena_alloc(size_t size) {
  if (size > 32768) return alloc_run(size);
  int c = class_of(size);
  if (ARENA_WORD(WORD_FREE + c) == 0) arena_refill(c);
  uint32_t granule = ARENA_WORD(WORD_FREE + c);
  if (granule == 0) return NULL;
  char *block = arena_base + (size_t)granule * GRANULE;
  ARENA_WORD(WORD_FREE + c) = *(uint32_t *)block;
  return block;
}

void arena_free(void *block) {
  if (block == NULL) return;
  size_t page = (size_t)((char *)block - arena_base) / PAGE;
  int c = page_class[page];
  if (c == RUN) {
    *(uint32_t *)block = free_runs[run_pages[page]];
    free_runs[run_pages[page]] = (uint32_t)page;
    return;
  }
  *(uint32_t *)block = ARENA_WORD(WORD_FREE + c);
  ARENA_WORD(WORD_FREE + c) = (uint32_t)(((char *)block - arena_base) / GRANULE);
}

static size_t block_size(void *block) {
  size_t page = (size_t)((char *)block - arena_base) / PAGE;
  return page_class[page] == RUN ? (size_t)PAGE << run_pages[page] : class_size(page_class[page]);
}

void *arena_realloc(void *block, size_t size) {
  if (block == NULL) return arena_alloc(size);
  size_t old = block_size(block);
  if (size <= old && size * 4 >= old) return block;
  void *moved = arena_alloc(size);
  if (moved == NULL) return NULL;
  memcpy(moved, block, old < size ? old : size);
  arena_free(block);
  return moved;
}

// --- refs of objects outside the arena

static void foreign_insert(int32_t id) {
  uint32_t at = (uint32_t)((uintptr_t)foreign_objects[id] >> 3) * 2654435761u & foreign_mask;
  while (foreign_table[at] != 0) at = (at + 1) & foreign_mask;
  foreign_table[at] = id;
}

static void foreign_grow(void) {
  foreign_room = foreign_room == 0 ? 512 : foreign_room * 2;
  foreign_objects = (void **)realloc(foreign_objects, (size_t)foreign_room * sizeof(void *));
  free(foreign_table);
  foreign_mask = (uint32_t)foreign_room * 2 - 1;
  foreign_table = (int32_t *)calloc((size_t)foreign_room * 2, sizeof(int32_t));
  for (int32_t id = 1; id <= foreign_count; id++) foreign_insert(id);
}

Ref core_ref(const void *p) {
  if (p == NULL) return 0;
  if (in_arena(p)) return (Ref)((size_t)((const char *)p - arena_base) / GRANULE);
  if (foreign_table != NULL) {
    uint32_t at = (uint32_t)((uintptr_t)p >> 3) * 2654435761u & foreign_mask;
    for (; foreign_table[at] != 0; at = (at + 1) & foreign_mask)
      if (foreign_objects[foreign_table[at]] == p) return -foreign_table[at];
  }
  if (foreign_count + 1 >= foreign_room) foreign_grow();
  foreign_objects[++foreign_count] = (void *)p;
  foreign_insert(foreign_count);
  return -foreign_count;
}

// --- the allocators of the API

API void *PyObject_Malloc(size_t n) { return arena_alloc(n); }
API void PyObject_Free(void *p) { arena_free(p); }
API void *PyObject_Realloc(void *p, size_t n) { return arena_realloc(p, n); }
API void *PyObject_Calloc(size_t n, size_t size) {
  void *p = arena_alloc(n * size);
  return p ? memset(p, 0, n * size) : NULL;
}
API void *PyMem_Malloc(size_t n) { return arena_alloc(n); }
API void PyMem_Free(void *p) { arena_free(p); }
API void *PyMem_Realloc(void *p, size_t n) { return arena_realloc(p, n); }
API void *PyMem_Calloc(size_t n, size_t size) { return PyObject_Calloc(n, size); }
// These may be called without the lock: the C library's.
API void *PyMem_RawMalloc(size_t n) { return malloc(n ? n : 1); }
API void PyMem_RawFree(void *p) { free(p); }
API void *PyMem_RawRealloc(void *p, size_t n) { return realloc(p, n ? n : 1); }
API void *PyMem_RawCalloc(size_t n, size_t size) { return calloc(n ? n : 1, size ? size : 1); }
