#pragma once
#include "common.h"

namespace host {

// Left below the limit for native code that does not check the stack.
constexpr size_t kStackReserve = 256 * 1024;
// A smaller stack is not worth having: V8 and the reserve need it.
constexpr size_t kLeastStack = 1024 * 1024;

// A JS function to be run on another thread, and what came of it.
struct Body {
  v8::Global<Function> function;
  v8::Global<Context> context;
  v8::Global<Value> result;  // returned, or thrown when `failed`
  size_t stack = 0;
  // What the body is announced as: see tls_thread.
  int number = 0;
  bool failed = false;
  bool drops_result = false;
  // The caller waits and this thread stands in for it: it gets the signals and survives finalisation.
  bool acts_as_main = false;
};

// Takes the GIL, runs the body, and returns with the GIL still held.
void run_on_this_thread(Body* body);

}  // namespace host
