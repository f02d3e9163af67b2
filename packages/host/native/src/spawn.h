#pragma once
#include "common.h"

namespace host {
// spawn(candidates, argv, env | null, cwd | null, actions, actionPaths, options): see spawn.cc
void Spawn(Args args);
// Numbers of a JS array.
std::vector<int> int_list(Local<Value> array);
// Soft stack limit that children get back when engine.cc raised ours; 0 = it did not.
extern size_t g_inherited_stack;
}  // namespace host
